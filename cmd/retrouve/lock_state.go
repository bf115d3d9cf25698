package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/vault"
)

// What a server does with its key.
const (
	stateOpen    = "open"
	stateLocking = "locking"
	stateLocked  = "locked"
)

// state is what a server says of itself. It is safe for concurrent use.
type state struct {
	mu   sync.Mutex
	name string
	hand handover
}

func (s *state) set(name string, h handover) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.name, s.hand = name, h
	s.hand.Key = nil // not for who asks
}

func (s *state) get() (string, handover) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return cmp.Or(s.name, stateLocking), s.hand
}

// ask is what somebody wants of a running server.
type ask struct {
	Do   string // "lock", "unlock", "state"
	Bare bool   // lock: show no notice
	Key  []byte // unlock: the text of the key file

	by   registry.Viewer // who locks
	done chan error      // unlock: told how it went; nil: nobody waits
}

// lockable returns what the button of admins calls; nil where the program cannot lock.
func (s *site) lockable() func(registry.Viewer) {
	if s.app == nil {
		return nil
	}
	return func(by registry.Viewer) { s.put(ask{Do: "lock", by: by}) }
}

// put hands in a wish. It answers false when another one waits.
func (s *site) put(a ask) bool {
	select {
	case s.asks <- a:
		return true
	default:
		return false
	}
}

// heed does what was asked. What is so already needs nothing.
func (s *site) heed(ctx context.Context, a ask) {
	switch {
	case a.Do == "lock" && s.folder != nil:
		s.lock(ctx, a)
	case a.Do == "unlock" && s.folder == nil:
		a.done <- s.unlock(ctx, a.Key)
	case a.done != nil:
		a.done <- nil
	}
}

// enterLocked begins to serve the public copy. What fails is logged: a locked server
// that shows nothing is still locked.
func (s *site) enterLocked(ctx context.Context, h handover) {
	s.endWork = func() {}
	var c *publicCopy
	if h.Key != nil {
		var err error
		if c, err = openCopy(s.app.folder(), h.Key, s.log); err == nil {
			err = c.openIndex(ctx, h.Key, s.log)
		}
		if s.failed("the public copy cannot be opened: nothing is shown while the register is locked", err); err != nil {
			c = nil
		}
	}
	if s.copy = c; c != nil {
		s.beginWork(func(keep keeper) { keep("index of the public copy", c.index.Run) })
	}
	if before := s.door.lead(s.pagesWhileLocked(c, h)); before != nil {
		before.clear(leavePatience)
	}
	s.state.set(stateLocked, h)
	s.log.Warn("the register is locked: this process has no key to it", "notices", h.Cards, "whole", h.Whole, "fresh", h.Fresh)
}

// unlock opens the register with the text of its key file, and goes on as if it had
// been started with it. After an error the register is locked as before.
func (s *site) unlock(ctx context.Context, key []byte) error {
	v, err := vault.Read(key)
	if err != nil {
		return fmt.Errorf("this is no key file: %w", err)
	}
	f, err := s.app.open(opening{mustExist: true, log: s.log, vault: v})
	if err != nil {
		return err
	}
	if err = f.openIndex(ctx, s.log); err == nil {
		err = f.service.NoteUnlock(ctx)
	}
	var before *room
	if err == nil {
		before, err = s.openPages(f)
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	if !before.clear(leavePatience) {
		s.log.Warn("some requests took too long and were left behind")
	}
	s.endWork()
	if s.copy != nil {
		s.failed("the public copy could not be closed", s.copy.Close())
		s.copy = nil
	}
	s.failed("the public copy could not be removed", removeCopy(f.dir))
	s.beginWork(s.work)
	s.log.Warn("the register is open again")
	return nil
}
