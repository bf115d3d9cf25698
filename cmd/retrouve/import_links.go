package main

import (
	"context"
	"fmt"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// proposeAll brings the index up to date and proposes links for everything that
// came in. Stopped half way it does no harm: the server goes on from there.
func proposeAll(a *app, f *folder) error {
	before, err := f.proposed(a.ctx)
	if err != nil {
		return err
	}
	start := time.Now()
	bar := newProgress(a.stderr, "Searching for links")
	err = f.withIndex(a, func(ctx context.Context) error {
		_, _, err := f.service.CatchUpLinks(ctx, func(at, head registry.Seq) { bar.at(int64(at), int64(head)) })
		return err
	})
	bar.end()
	if a.ctx.Err() != nil {
		fmt.Fprintln(a.stdout, "The search for links was stopped; the server goes on with it when it starts.")
		return nil
	}
	if err != nil {
		return err
	}
	after, err := f.proposed(a.ctx)
	fmt.Fprintf(a.stdout, "%d links proposed in %.1f s\n", after-before, time.Since(start).Seconds())
	return err
}
