package main

import (
	"context"
	"time"
)

// catchUp waits until the index knows the whole log, with a progress bar.
func (f *folder) catchUp(ctx context.Context, a *app) error {
	head, err := f.head(ctx)
	if err != nil {
		return err
	}
	bar := newProgress(a.stderr, "Indexing")
	defer bar.end()
	for {
		step, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
		err := f.index.WaitFor(step, head)
		cancel()
		if err == nil || ctx.Err() != nil {
			return err
		}
		if s := f.index.Status(); s.Rebuilding {
			bar.at(int64(s.Done), int64(s.Total))
		} else {
			bar.at(int64(s.Applied), int64(head))
		}
	}
}
