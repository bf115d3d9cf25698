package boltstore

import (
	"fmt"
	"log/slog"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

const (
	firstRetry = time.Second
	lastRetry  = time.Minute
	// What the store must be able to write before it takes requests again: some
	// bytes, and as many as the group that failed, for each request of which the
	// pages that lead to its entries are written too. Freed afterwards, they are
	// room for the next ones.
	trialSize    = 256 << 10
	trialRequest = 32 << 10
)

// health knows whether the disk takes writes.
type health struct {
	mu    sync.Mutex
	err   error     // nil: it does
	since time.Time // of the first failure
	first time.Duration
	wait  time.Duration // before the next trial
	timer *time.Timer   // nil when there is nothing to try
}

func (h *health) check() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.err
}

// retry returns a channel that yields when it is time for a trial, nil for never.
func (h *health) retry() <-chan time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.timer == nil {
		return nil
	}
	return h.timer.C
}

// fail notes a failure and sets the time of the next trial. A damaged file is
// never tried again.
func (h *health) fail(err error, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.err == nil {
		h.since, h.wait = now, h.first
	} else {
		h.wait = min(2*h.wait, max(lastRetry, h.first))
	}
	h.err = fmt.Errorf("nothing can be written since %s: %w", h.since.UTC().Format(time.RFC3339), err)
	h.timer = nil
	if !isDamage(err) {
		h.timer = time.NewTimer(h.wait)
	}
}

func (h *health) recover() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err, h.timer = nil, nil
}

// Healthy returns nil while the store takes writes, and otherwise why not and
// since when. Reading goes on meanwhile, and the store recovers by itself when
// the disk does; only after damage to the file it must be opened again.
func (s *Store) Healthy() error { return s.health.check() }

// trialFor returns how many bytes to try after a group failed.
func trialFor(group []*request) int {
	n := trialSize
	for _, r := range group {
		n += trialRequest
		for _, p := range r.puts {
			n += len(p.value)
		}
	}
	return n
}

// fail makes the store read-only after a failed commit or trial.
func (w *writer) fail(err error) {
	w.health.fail(err, time.Now())
	w.log.Error("the store is read-only", slog.Any("error", err))
}

// trial writes two transactions, so that the room it took is free again.
func (w *writer) trial() error {
	err := w.db.Update(func(tx *bbolt.Tx) error { return meta(tx).Put(metaTrial, make([]byte, w.trialSize)) })
	if err != nil {
		return err
	}
	return w.db.Update(func(tx *bbolt.Tx) error { return meta(tx).Delete(metaTrial) })
}

// tryDisk writes and removes some bytes, and takes requests again when that
// succeeds. Followers are woken then: where only the last sync of a commit failed,
// its changes are in the log although its callers were told of a failure.
func (w *writer) tryDisk() {
	w.writing.Lock()
	err := attempt(w.trial)
	w.writing.Unlock()
	if err != nil {
		w.fail(err)
		return
	}
	w.health.recover()
	w.log.Info("the store takes writes again")
	w.signal.fire()
}
