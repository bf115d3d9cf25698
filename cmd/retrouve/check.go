package main

import (
	"context"
	"fmt"
)

type checkCmd struct{}

// Help is shown by "retrouve check --help".
func (checkCmd) Help() string {
	return `Opens every record, compares records, change log and search index with each other,
and lists what is wrong. The server must not be running. Exit status 1 when
something is wrong.`
}

// Run checks the folder.
func (checkCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		bar := newProgress(a.stderr, "Checking records")
		findings := f.store.Verify(ctx, func(done, total int) { bar.at(int64(done), int64(total)) })
		bar.end()
		if ctx.Err() != nil {
			return fmt.Errorf("the check was stopped")
		}
		if len(findings) == 0 {
			err := f.withIndex(a, func(ctx context.Context) error {
				found, err := f.index.Verify(ctx)
				findings = append(findings, found...)
				return err
			})
			if err != nil {
				return err
			}
		}
		for _, err := range findings {
			fmt.Fprintln(a.stdout, sentence(err))
		}
		if n := len(findings); n > 0 {
			return fmt.Errorf("%d things are wrong in %s", n, f.dir)
		}
		n, err := f.head(ctx)
		if err == nil {
			fmt.Fprintf(a.stdout, "All is well in %s: records, log (%d changes) and index agree.\n", f.dir, n)
		}
		return err
	})
}
