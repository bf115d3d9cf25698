package boltstore

import (
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
)

const (
	maxGroup = 1000                 // requests in one transaction
	linger   = 2 * time.Millisecond // how long a group waits for those on their way
	// logFill packs the pages of the log, which only ever grows at its end.
	logFill = 0.95
)

// writer is the state of the one goroutine that writes.
type writer struct {
	*Store
	last      int       // size of the last group
	lastEnd   time.Time // when it was written
	trialSize int       // bytes to try before a failed disk is trusted again
}

// run writes groups of requests until the queue is closed.
func (w *writer) run() {
	defer close(w.stopped)
	for {
		select {
		case r, ok := <-w.queue:
			if !ok {
				return
			}
			w.serve(w.gather(r))
		case <-w.health.retry():
			w.tryDisk()
		}
	}
}

// gather takes what is queued behind the first request. It waits for more only
// while others are known to be on their way: they are inside Commit, or they were
// in the last group, which was just answered. A lone caller never waits.
func (w *writer) gather(first *request) []*request {
	group := []*request{first}
	deadline := w.lastEnd.Add(linger)
	if w.waiting.Load() > 1 {
		deadline = time.Now().Add(linger)
	}
	var timer <-chan time.Time
	for len(group) < maxGroup {
		select {
		case r, ok := <-w.queue:
			if !ok {
				return group
			}
			group = append(group, r)
			continue
		default:
		}
		if int(w.waiting.Load()) <= len(group) && len(group) >= w.last {
			return group
		}
		if timer == nil {
			timer = time.After(time.Until(deadline))
		}
		select {
		case r, ok := <-w.queue:
			if !ok {
				return group
			}
			group = append(group, r)
		case <-timer:
			return group
		}
	}
	return group
}

// serve writes a group and answers each of its requests.
func (w *writer) serve(group []*request) {
	start := time.Now()
	err := w.health.check()
	if err == nil {
		if err = w.writeGroup(group); err != nil {
			w.trialSize = trialFor(group)
			w.fail(err)
		} else {
			w.meter.add(len(group), time.Since(start))
		}
	}
	w.last, w.lastEnd = len(group), time.Now()
	w.answer(group, err)
}

// answer tells each caller what became of its request; err is what became of the
// transaction.
func (w *writer) answer(group []*request, err error) {
	logged := false
	for _, r := range group {
		if r.err == nil && err != nil {
			r.err = unavailable(err)
		}
		logged = logged || r.err == nil && len(r.changes) > 0
	}
	if logged {
		w.signal.fire()
	}
	w.waiting.Add(-int64(len(group)))
	for _, r := range group {
		close(r.done)
	}
}

// writeGroup writes the group in one transaction. A request that is refused gets
// its error and leaves the others alone. The returned error is the disk's, and
// then nothing was written.
func (w *writer) writeGroup(group []*request) error {
	w.writing.Lock()
	defer w.writing.Unlock()
	for {
		broken, err := w.tryGroup(group)
		if broken == nil {
			return err
		}
		group = slices.DeleteFunc(slices.Clone(group), func(r *request) bool { return r == broken })
	}
}

// tryGroup is one transaction. It stops at a request that could be written only
// in part, which no caller can cause but a damaged record can; then the rest has
// to be tried again without it.
func (w *writer) tryGroup(group []*request) (broken *request, err error) {
	err = attempt(func() error {
		tx, err := w.db.Begin(true)
		if err != nil {
			return err
		}
		defer tx.Rollback() // does nothing after Commit
		log(tx).FillPercent = logFill
		n := 0
		for _, r := range group {
			if r.err = check(tx, r.expect); r.err != nil {
				continue
			}
			if r.err = apply(tx, w.sealer, r); r.err != nil {
				broken = r
				return nil
			}
			n++
		}
		if n == 0 {
			return nil
		}
		return tx.Commit()
	})
	return broken, err
}

func unavailable(err error) error {
	return &registry.Error{Op: "Commit", Kind: registry.KindUnavailable, Err: err}
}
