package main

import (
	"context"
	"errors"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry/vault"
)

// How long locking waits at most for each step, together less than lockPatience of
// the command: whoever locks has seconds, and a disk that hangs must not keep the key.
const (
	notePatience  = time.Second     // for the line of the audit log
	leavePatience = time.Second     // for requests that run, and as long again once they were told to end
	workPatience  = 2 * time.Second // for the work behind the pages
	copyPatience  = 5 * time.Second // for copying cards; what was not reached is not shown
	closePatience = 2 * time.Second // for files to be opened or closed
)

// handover is what a locked server knows: no key but that of the public copy. It
// goes from the process that forgets to the one that takes its place.
type handover struct {
	Key     []byte // of the public copy; nil when none could be made
	Cards   int    // notices that are shown
	Whole   bool   // those are all that everybody may see
	Since   time.Time
	Fresh   bool // a new process took the place of the one that had the key
	KeyFile string
}

// locked is what the pages say of it.
func (h handover) locked() httpapi.Locked {
	return httpapi.Locked{Since: h.Since, Cards: h.Cards > 0, Whole: h.Whole}
}

// lock makes the program forget its key and everything that it read with it. First
// nobody gets in any more, so that what is copied is what was acknowledged last;
// then what everybody may see is copied, unless bare; then this process ends and a
// fresh one goes on in its place, which never had the key. Where that cannot be, this
// one goes on and drops what it knows. What fails on the way is logged and does not
// stop the lock.
func (s *site) lock(ctx context.Context, a ask) {
	h := handover{Key: vault.NewKey(), Since: time.Now(), KeyFile: s.folder.keyPath}
	s.log.Warn("the register is being locked", "bare", a.Bare)
	s.state.set(stateLocking, h)
	service := s.folder.service
	s.inTime(notePatience, "the lock could not be noted in the audit log", func() error { return service.NoteLock(ctx, a.by) })
	c := s.beginCopy(ctx, h.Key)
	s.leave(c, h)
	switch {
	case c == nil:
		h.Key = nil
	case !a.Bare:
		h.Cards, h.Whole = s.copyCards(ctx, c)
	}
	s.forget()
	if c != nil {
		s.inTime(closePatience, "the public copy could not be closed", c.Close)
	}
	h.Fresh = true
	s.failed("this process cannot be replaced by a fresh one: copies of what it read may be left in its memory", s.renew(h))
	h.Fresh = false
	debug.FreeOSMemory() // collects first
	s.enterLocked(ctx, h)
}

// beginCopy makes a public copy that has the events, nil where that cannot be.
func (s *site) beginCopy(ctx context.Context, key []byte) *publicCopy {
	made, dir, service := make(chan *publicCopy, 1), s.folder.dir, s.folder.service
	s.inTime(closePatience, "no public copy could be made: nothing is shown while the register is locked", func() error {
		err := removeCopy(dir)
		if err != nil {
			return err
		}
		c, err := openCopy(dir, key, s.log)
		if err != nil {
			return err
		}
		made <- c
		return service.CopyEvents(ctx, c.store)
	})
	select {
	case c := <-made:
		return c
	default:
		return nil
	}
}

// copyCards copies what time allows, and returns how many notices and whether those
// are all.
func (s *site) copyCards(ctx context.Context, c *publicCopy) (n int, whole bool) {
	ctx, cancel := context.WithTimeout(ctx, copyPatience)
	defer cancel()
	type copied struct {
		n     int
		whole bool
	}
	done, service := make(chan copied, 1), s.folder.service
	s.inTime(copyPatience+closePatience, "not all public notices could be copied", func() error {
		n, whole, err := service.CopyCards(ctx, c.store)
		done <- copied{n, whole}
		return err
	})
	select {
	case got := <-done:
		return got.n, got.whole
	default:
		return 0, false
	}
}

// failed logs what went wrong on the way.
func (s *site) failed(what string, err error) {
	if err != nil {
		s.log.Error(what, "err", err)
	}
}

// leave lets nobody see the register any more: requests that come get the pages of a
// locked server, those that run end, and so does the work behind the pages.
func (s *site) leave(c *publicCopy, h handover) {
	before := s.door.lead(s.pagesWhileLocked(c, h))
	if !before.clear(leavePatience) {
		s.log.Warn("some requests took too long and were left behind")
	}
	end := s.endWork
	s.inTime(workPatience, "some work behind the pages was left behind", func() error { end(); return nil })
}

// pagesWhileLocked are the pages of a locked server, or one sentence where even
// those cannot be made.
func (s *site) pagesWhileLocked(c *publicCopy, h handover) http.Handler {
	if c != nil {
		pages, err := s.lockedPages(c, h.locked())
		if err == nil {
			return pages
		}
		s.failed("the pages of a locked server could not be made", err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		http.Error(w, "Le registre est verrouillé. En danger, appelez le numéro d’urgence.\n\nThe register is locked. In danger, call the emergency number.", http.StatusServiceUnavailable)
	})
}

// forget closes the register and lets go of all that was read with its key.
func (s *site) forget() {
	f := s.folder
	s.inTime(closePatience, "the register could not be closed", f.Close)
	f.vault.Forget()
	s.folder, s.out, s.backups = nil, nil, nil
}

// inTime does something and logs it when it failed, or did not end in time; then it
// is left behind.
func (s *site) inTime(patience time.Duration, what string, do func() error) {
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		s.failed(what, err)
	case <-time.After(patience):
		s.failed(what, errLate)
	}
}

var errLate = errors.New("it took too long")
