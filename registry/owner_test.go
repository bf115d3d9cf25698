package registry_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// only returns the one notice of the store.
func (w *world) only() (n registry.Notice) {
	w.t.Helper()
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for id := range r.IDs(registry.KindNotice, "") {
			_, err := r.Get(noticeRef(registry.NoticeID(id)), &n)
			return err
		}
		return nil
	}))
	return n
}

// TestStrangerJoinsToOwn: a stranger who joins neither keeps who filed the notice
// from ending it, nor ends it, nor undoes that, nor owns it once they left.
func TestStrangerJoinsToOwn(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	filer, stranger := holder(noticeRef(id)), w.join(id, "stranger")
	erase := func(by registry.Viewer, atOnce bool) error {
		_, err := w.EraseNotice(w.ctx, by, id, "", atOnce)
		return err
	}
	w.must(w.CloseNotice(w.ctx, filer, id, registry.CloseFound, ""))
	wantKind(t, "a stranger reopens", w.ReopenNotice(w.ctx, stranger), registry.KindGone)
	if v := w.seen(stranger); v.Owner || v.Erasable || v.Reopenable {
		t.Error("a stranger is offered to decide on it")
	}
	w.must(w.ReopenNotice(w.ctx, filer))
	wantProblems(t, "a stranger erases", erase(stranger, true), "erase.not_yours")
	w.must(erase(filer, false))
	wantKind(t, "a stranger brings it back", w.ReopenNotice(w.ctx, stranger), registry.KindGone)
	w.must(erase(filer, true))
	_, err := w.SeekerNotice(w.ctx, filer)
	wantKind(t, "after erasing", err, registry.KindGone)

	_, id = w.notice()
	filer, stranger = holder(noticeRef(id)), w.join(id, "stranger")
	w.must(w.LeaveNotice(w.ctx, filer, registry.CloseOther, ""))
	wantProblems(t, "a stranger alone erases", erase(stranger, true), "erase.not_yours")
	wantProblems(t, "a stranger alone closes", w.CloseNotice(w.ctx, stranger, id, registry.CloseFound, ""), "reason.not_yours")
	w.must(w.TellSeeker(w.ctx, moderator, id, stranger.Seeker))
	w.must(w.CloseNotice(w.ctx, stranger, id, registry.CloseFound, ""))
}

// TestStrangerJoinsToRead: what informers write reaches nobody who only joined.
func TestStrangerJoinsToRead(t *testing.T) {
	w := newWorld(t)
	w.outcomes(w.imported("example.org/p1", nil))
	n := w.only()
	stranger := w.join(n.ID, "stranger")
	_, _, err := w.open(public, n.Reference, "she is at the shelter in Hill Street")
	wantKind(t, "a copy that a stranger joined", err, registry.KindNotFound)
	w.must(w.TellSeeker(w.ctx, moderator, n.ID, stranger.Seeker))
	th, _, err := w.open(public, n.Reference, "she is well")
	w.must(err)
	if got := w.reads(stranger, th); got != "she is well" {
		t.Errorf("a seeker known to moderators reads %q", got)
	}

	ref, filer := w.coded(nil)
	w.join(registry.NoticeID(filer.Scope.ID), "second")
	w.must(w.LeaveNotice(w.ctx, filer, registry.CloseOther, ""))
	_, _, err = w.open(public, ref, "she is at the shelter in Hill Street")
	wantKind(t, "a notice that its filer left", err, registry.KindNotFound)
}

// TestStrangerJoinsToShorten: only who filed a notice shortens its life.
func TestStrangerJoinsToShorten(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	filer, stranger := holder(noticeRef(id)), w.join(id, "stranger")
	for _, step := range []struct {
		by   registry.Viewer
		days time.Duration
		want time.Duration
		life int
	}{{filer, 90, 90, 90}, {stranger, 30, 90, 90}, {stranger, 180, 180, 90}, {filer, 30, 30, 30}, {stranger, 0, 30, 30}} {
		w.must(w.ExtendNotice(w.ctx, step.by, step.days*days))
		if n := w.only(); n.Life != step.life || !n.Expires.Equal(w.clock.Now().Add(step.want*days)) {
			t.Errorf("%s for %d days: until %v, life %d", step.by.Seeker, step.days, n.Expires, n.Life)
		}
	}
}

// TestJoinedCopyLives: a copy that somebody joined lives while its home sends it.
func TestJoinedCopyLives(t *testing.T) {
	w := newWorld(t)
	again := w.imported("example.org/p1", func(q *registry.FileNotice) { q.Origin.SourceDate = w.clock.Now() })
	w.outcomes(again)
	w.join(w.only().ID, "bea")
	for range 20 {
		w.clock.add(9 * days)
		w.purge()
		w.outcomes(again)
	}
	if n := w.only(); !n.Searchable(w.clock.Now()) || n.Stage == registry.LifeFaded {
		t.Errorf("%q %s until %v", n.ID, n.Stage, n.Expires)
	}
	w.clock.add(registry.LifeDefault)
	w.purge()
	w.clock.add(registry.UndoFor)
	if w.purge(); w.only().ID != "" {
		t.Error("what its home sends no more stays")
	}
}
