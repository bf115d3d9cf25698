package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Pauses before work that failed is started again, doubled up to the longest.
const (
	firstPause  = time.Second
	longPause   = time.Minute
	janitorRuns = time.Hour
)

// keeper starts a piece of work and keeps it going.
type keeper func(name string, work func(context.Context) error)

// beginWork starts what runs behind the pages; s.endWork ends it and waits.
func (s *site) beginWork(start func(keeper)) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	start(func(name string, work func(context.Context) error) {
		all.Go(func() { supervise(ctx, s.log.With("worker", name), work) })
	})
	s.endWork = func() { cancel(); all.Wait() }
}

// work is what runs behind the pages of an open register.
func (s *site) work(keep keeper) {
	f := s.folder // which is another one after a lock
	keep("index", f.index.Run)
	keep("links", func(ctx context.Context) error { return f.service.FollowLinks(ctx, nil) })
	s.out.start(f.service, s.log, keep)
	keep("janitor", func(ctx context.Context) error { return f.janitor(ctx, s.log) })
	keep("alarms", func(ctx context.Context) error { return every(ctx, time.Minute, f.accounts.NoteAlarms) })
	keep("letters to staff", func(ctx context.Context) error { return every(ctx, time.Minute, f.service.MailStaff) })
	keep("audit", s.anchor().run)
	if s.backups != nil {
		keep("backup", s.backups.run)
	}
}

// supervise runs work until the context ends. Work that fails is logged and
// started again after a pause.
func supervise(ctx context.Context, log *slog.Logger, work func(context.Context) error) {
	pause := firstPause
	for {
		start := time.Now()
		err := work(ctx)
		if ctx.Err() != nil {
			return
		}
		if time.Since(start) > longPause {
			pause = firstPause
		}
		log.Error("work behind the pages failed and is started again", "err", err, "pause", pause)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, longPause)
	}
}

// janitor does what is due and throws away what is over, every hour.
func (f *folder) janitor(ctx context.Context, log *slog.Logger) error {
	t := time.NewTicker(janitorRuns)
	defer t.Stop()
	for {
		if err := f.clearUp(ctx, log); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
		}
	}
}

// clearUp does what is due with notices, reports, drafts, letters and sessions.
// While the clock is odd it does nothing of that and says so each time.
func (f *folder) clearUp(ctx context.Context, log *slog.Logger) error {
	p, err := f.service.Purge(ctx, registry.PurgeOptions{})
	if err != nil {
		return err
	}
	if p.Clock.Odd() {
		log.Error("nothing is erased: the clock is far from when it was seen last; say on the page /admin/clock whether it is right", "now", p.Clock.Now, "seen", p.Clock.Seen)
		return nil
	}
	for what, n := range p.Counts {
		log.Info("purged", "what", what.What, "why", what.Why, "count", n)
	}
	for _, purge := range []func(context.Context) (int, error){f.service.ExpireLetters, f.service.PurgeLetters, f.service.PurgeArrivals} {
		if err := untilNone(ctx, purge); err != nil {
			return err
		}
	}
	return f.accounts.Purge(ctx)
}

// every does work now and again until the context ends or it fails.
func every(ctx context.Context, pause time.Duration, work func(context.Context) error) error {
	t := time.NewTicker(pause)
	defer t.Stop()
	for {
		if err := work(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
		}
	}
}

// untilNone repeats work that does a part at a time until nothing is left of it.
func untilNone(ctx context.Context, work func(context.Context) (int, error)) error {
	for {
		if n, err := work(ctx); err != nil || n == 0 {
			return err
		}
	}
}
