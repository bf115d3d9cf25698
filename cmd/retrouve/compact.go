package main

import (
	"fmt"
	"time"
)

type compactCmd struct{}

// Help is shown by "retrouve compact --help".
func (compactCmd) Help() string {
	return `Writes the database anew without its free pages and builds the search index anew,
so that nothing of what was erased is left on the disk, and its space is given
back. A crash leaves the old file or the new one. The server must not be running;
"retrouve serve --compact" does the same at its start.`
}

// Run compacts the folder.
func (compactCmd) Run(a *app) error {
	f, err := a.open(opening{mustExist: true})
	if err != nil {
		return err
	}
	f, err = f.compact(a)
	if err != nil {
		return err
	}
	start := time.Now()
	bar := newProgress(a.stderr, "Indexing")
	if err = f.openIndex(a.ctx, nil); err == nil {
		err = f.index.Rebuild(a.ctx, func(done, total int) { bar.at(int64(done), int64(total)) })
	}
	bar.end()
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		fmt.Fprintf(a.stdout, "The index was built anew in %.1f s. What was erased is gone from %s.\n", time.Since(start).Seconds(), f.dir)
	}
	return err
}

// compact writes the database of an open folder anew and opens it again.
func (f *folder) compact(a *app) (*folder, error) {
	before := fileSize(f.store.Path())
	bar := newProgress(a.stderr, "Compacting")
	err := f.store.Compact(a.ctx, func(done, total int) { bar.at(int64(done), int64(total)) })
	bar.end()
	path := f.store.Path()
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(a.stdout, "The database has %d KiB now, before it had %d KiB.\n", fileSize(path)>>10, before>>10)
	return a.open(f.opening)
}
