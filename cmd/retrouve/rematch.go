package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

type rematchCmd struct {
	Restart bool `help:"Begin with the first report, also where an earlier run was stopped."`
}

// Help is shown by "retrouve rematch --help".
func (rematchCmd) Help() string {
	return `Compares every report with the notices anew. The server compares what changes by
itself; the command is for after an update that weighs differently, or to make
sure. It proposes what is new and scores again what is proposed; what people
decided stays. It can be stopped with Ctrl-C: the same command goes on from there.
The server must not be running.`
}

// errRematchStopped says that Ctrl-C ended a re-match between two steps.
var errRematchStopped = errors.New("stopped; what was compared before is kept, and the same command goes on from there")

// Run compares all reports.
func (c rematchCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		if c.Restart {
			if err := f.service.RestartRematch(ctx); err != nil {
				return err
			}
		}
		err := f.withIndex(a, func(ctx context.Context) error { return rematchAll(ctx, a, f) })
		if ctx.Err() != nil {
			return errRematchStopped
		}
		return err
	})
}

func rematchAll(ctx context.Context, a *app, f *folder) error {
	start := time.Now()
	bar := newProgress(a.stderr, "Comparing reports")
	last, begun := 0, false
	proposed, err := f.service.Rematch(ctx, func(done, total int) {
		if !begun && done > 0 {
			fmt.Fprintf(a.stdout, "Going on: %d of %d reports are compared already.\n", done, total)
		}
		last, begun = done, true
		bar.at(int64(done), int64(total))
	})
	bar.end()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "All %d reports are compared, %d links proposed, in %.1f s.\n", last, proposed, time.Since(start).Seconds())
	return nil
}
