package main

import (
	"context"
	"fmt"
	"time"
)

type reindexCmd struct{}

// Help is shown by "retrouve reindex --help".
func (reindexCmd) Help() string {
	return `Builds the search index anew from the records. The server does that by itself when
it has to; the command is for making sure. The server must not be running.`
}

// Run rebuilds the index.
func (reindexCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		if err := f.openIndex(ctx, nil); err != nil {
			return err
		}
		start := time.Now()
		bar := newProgress(a.stderr, "Indexing")
		err := f.index.Rebuild(ctx, func(done, total int) { bar.at(int64(done), int64(total)) })
		bar.end()
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "The index was built anew in %.1f s.\n", time.Since(start).Seconds())
		return nil
	})
}
