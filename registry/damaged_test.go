package registry_test

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// blind is a store in which some records cannot be read.
type blind struct {
	registry.Store
	to func(registry.Ref) bool
}

func blindTo(refs ...registry.Ref) func(registry.Ref) bool {
	return func(ref registry.Ref) bool { return slices.Contains(refs, ref) }
}

type blindReader struct {
	registry.Reader
	to func(registry.Ref) bool
}

func (r blindReader) Get(ref registry.Ref, into registry.Record) (registry.Version, error) {
	if r.to(ref) {
		return 0, &registry.Error{Op: "Get", Kind: registry.KindInternal, Ref: ref}
	}
	return r.Reader.Get(ref, into)
}

func (s blind) View(ctx context.Context, f func(registry.Reader) error) error {
	return s.Store.View(ctx, func(r registry.Reader) error { return f(blindReader{r, s.to}) })
}

// TestDamagedTaskStopsNobody: while a task cannot be read, people decide on all
// others, and who looks at the tasks learns that one is missing.
func TestDamagedTaskStopsNobody(t *testing.T) {
	w, _, l, damaged := closing(t)
	var log bytes.Buffer
	w.Log = slog.New(slog.NewTextHandler(&log, nil))
	w.Store = blind{w.Store, blindTo(registry.Ref{Kind: registry.KindTask, ID: string(damaged)})}

	reference, n := w.notice()
	other := w.link(n, w.report(nil), 0.9)
	w.must(w.decide(other, registry.LinkConfirmed))
	w.must(w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "the ward checked a passport"))
	tasks, unread, err := w.Tasks(w.ctx, moderator)
	if err != nil || unread != 1 || len(tasks) != 1 || tasks[0].Notice != n {
		t.Fatalf("tasks %v, %d cannot be read, %v", tasks, unread, err)
	}
	if !strings.Contains(log.String(), "damaged") || !strings.Contains(log.String(), string(damaged)) {
		t.Errorf("the log says %q", log.String())
	}
	if v, err := w.DeskNotice(w.ctx, moderator, reference); err != nil || v.Closing == nil {
		t.Errorf("the page of the notice: %v", err)
	}
	w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: tasks[0].ID, Agree: true, Note: "seen"}))
	if w.state(n) != registry.NoticeClosed {
		t.Error("another notice cannot be closed")
	}
	p, err := w.Pair(w.ctx, moderator, l)
	w.must(err)
	w.must(w.UndoLink(w.ctx, moderator, l, p.Version, "a slip"))
}

// TestDamagedDeathIsUntold: a task that cannot be read may be to tell the family of a
// death, so nobody closes that notice; others they do.
func TestDamagedDeathIsUntold(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	w.confirmDeath(w.link(n, w.report(deceased), 0.9))
	w.Store = blind{w.Store, blindTo(registry.Ref{Kind: registry.KindTask, ID: string(w.tasks()[0].ID)})}
	wantProblems(t, "perhaps untold", w.CloseNotice(w.ctx, moderator, n, registry.CloseMistake, "told already"), "reason.death_untold")
	_, other := w.notice()
	w.must(w.CloseNotice(w.ctx, moderator, other, registry.CloseMistake, "filed twice"))
}

// TestDamagedAccountSilencesNobody: while an account cannot be read, or is gone, all
// others get their letters.
func TestDamagedAccountSilencesNobody(t *testing.T) {
	s := newOffice(t)
	s.reached("ana", registry.RingModerator)
	lost := s.reached("bob", registry.RingModerator)
	s.put(&registry.Mailbox{Account: "gone", Email: "gone@example.org", Confirmed: noon})
	s.Service.Store = blind{s.Service.Store, blindTo(registry.Ref{Kind: registry.KindAccount, ID: string(lost.Account)})}
	_, n := s.notice()
	s.must(s.decide(s.link(n, s.report(deceased), 0.9), registry.LinkConfirmed))
	s.wantSent("a death is wished to be confirmed", "tasks ana@example.org", "urgent ana@example.org")
}
