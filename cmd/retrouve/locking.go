package main

import (
	"context"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/vault"
)

// How long locking waits at most, in this order: together less than lockPatience of
// the command. Whoever locks has seconds.
const (
	leavePatience = time.Second     // for requests that run, and as long again once they were told to end
	workPatience  = 2 * time.Second // for the work behind the pages
	copyPatience  = 5 * time.Second // for copying cards; what was not reached is not shown
	closePatience = 2 * time.Second // for the files
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
	h := handover{Since: time.Now(), KeyFile: s.folder.keyPath}
	s.log.Warn("the register is being locked", "bare", a.Bare)
	s.state.set(stateLocking, h)
	if !a.noted {
		s.failed("the lock could not be noted in the audit log", s.folder.service.NoteLock(ctx, registry.System))
	}
	key := vault.NewKey()
	s.failed("an old public copy could not be removed", removeCopy(s.folder.dir))
	c, err := openCopy(s.folder.dir, key, s.log)
	if err == nil {
		h.Key, err = key, s.folder.service.CopyEvents(ctx, c.store)
	}
	s.failed("no public copy could be made: nothing is shown while the register is locked", err)
	s.leave(c, h)
	if h.Key != nil && !a.Bare {
		timed, cancel := context.WithTimeout(ctx, copyPatience)
		h.Cards, h.Whole, err = s.folder.service.CopyCards(timed, c.store)
		cancel()
		s.failed("not all public notices could be copied", err)
	}
	s.forget()
	if c != nil && c.store != nil {
		s.failed("the public copy could not be closed", c.Close())
	}
	h.Fresh = true
	s.failed("this process cannot be replaced by a fresh one: copies of what it read may be left in its memory", s.renew(h))
	h.Fresh = false
	debug.FreeOSMemory() // collects first
	s.enterLocked(ctx, h)
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
	if !inTime(workPatience, s.endWork) {
		s.log.Warn("some work behind the pages took too long and was left behind")
	}
}

// pagesWhileLocked are the pages of a locked server, or one sentence where even
// those cannot be made.
func (s *site) pagesWhileLocked(c *publicCopy, h handover) http.Handler {
	if c != nil && c.store != nil {
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
	if !inTime(closePatience, func() { s.failed("the register could not be closed", f.Close()) }) {
		s.log.Warn("the register could not be closed in time")
	}
	f.vault.Forget()
	s.folder, s.out, s.backups = nil, nil, nil
}

// inTime does something and reports whether it ended in time.
func inTime(patience time.Duration, do func()) bool {
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	select {
	case <-done:
		return true
	case <-time.After(patience):
		return false
	}
}
