package registry_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestHold follows one pair through the hands of two moderators.
func TestHold(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	id := w.link(n, w.report(nil), 0.9)
	take := func(by registry.Viewer) error { return w.TakeLink(w.ctx, by, id) }
	release := func(by registry.Viewer) error { return w.ReleaseLink(w.ctx, by, id) }
	decide := func(by registry.Viewer, to registry.LinkState) error {
		return w.DecideLink(w.ctx, by, registry.DecideLink{Link: id, Seen: w.get(linkRef(id), &registry.Link{}), To: to, Reason: "compared"})
	}
	holds := func(when string, by registry.AccountID) {
		t.Helper()
		p, err := w.Pair(w.ctx, second, id)
		items, _, qerr := w.Queue(w.ctx, second, 0, 1)
		if err != nil || qerr != nil || (p.Held != nil) != (by != "") || by != "" && (p.Held.By != by || items[0].Held.By != by) {
			t.Errorf("%s: held by %+v, %v %v", when, p.Held, err, qerr)
		}
	}
	holds("at first", "")
	w.must(release(moderator)) // nobody's: nothing to do
	w.must(take(moderator))
	holds("taken", moderator.Account)
	wantProblems(t, "taken by another", take(second), "decision.held")
	wantProblems(t, "released by another", release(second), "decision.held")
	wantProblems(t, "refused by another", decide(second, registry.LinkRefused), "decision.held")
	wantProblems(t, "put off by another", decide(second, registry.LinkProposed), "decision.held")

	w.must(release(moderator))
	holds("released", "")
	w.must(take(second))
	wantProblems(t, "now the first must wait", take(moderator), "decision.held")

	w.clock.add(registry.HoldFor - time.Second)
	wantProblems(t, "a second before", take(moderator), "decision.held")
	w.must(take(second)) // renewed
	w.clock.add(registry.HoldFor - time.Second)
	wantProblems(t, "renewed", take(moderator), "decision.held")
	w.clock.add(time.Second)
	holds("its time is over", "")
	w.must(take(moderator))
	holds("taken over", moderator.Account)
	wantProblems(t, "the one before", decide(second, registry.LinkRefused), "decision.held")

	w.must(decide(moderator, registry.LinkProposed))
	holds("put off", "")
	w.must(take(moderator))
	w.must(decide(moderator, registry.LinkChecking))
	holds("decided", "")
	w.must(decide(second, registry.LinkRefused))
	wantProblems(t, "a decided one", take(second), "decision.decided")
	w.must(w.UndoLink(w.ctx, second, id, w.get(linkRef(id), &registry.Link{}), "a slip"))
	holds("undone", "")
}

// TestHoldOfAnEarlierRead: who read the pair before somebody took it and gave it
// back looks again.
func TestHoldOfAnEarlierRead(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	id := w.link(n, w.report(nil), 0.9)
	w.must(w.TakeLink(w.ctx, second, id))
	w.must(w.ReleaseLink(w.ctx, second, id))
	err := w.DecideLink(w.ctx, moderator, registry.DecideLink{Link: id, Seen: 1, To: registry.LinkRefused, Reason: "no"})
	wantProblems(t, "read before", err, "decision.moved")
}

func TestTakeNext(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	var ids []registry.LinkID
	for range 4 {
		w.clock.add(time.Second)
		ids = append(ids, w.link(n, w.report(nil), 0.9))
	}
	next := func(name string, by registry.Viewer, skip, want registry.LinkID) {
		t.Helper()
		got, err := w.TakeNext(w.ctx, by, skip)
		if err != nil || got != want {
			t.Errorf("%s: %s, want %s, %v", name, got, want, err)
		}
		if want != "" {
			if p, err := w.Pair(w.ctx, by, want); err != nil || p.Held == nil || p.Held.By != by.Account {
				t.Errorf("%s: held by %+v, %v", name, p.Held, err)
			}
		}
	}
	next("the first", moderator, "", ids[0])
	next("again: the one that waits for them", moderator, "", ids[0])
	next("another person", second, "", ids[1])
	next("not this one", moderator, ids[0], ids[2])
	next("it is free again", second, "", ids[0])
	w.must(w.ReleaseLink(w.ctx, moderator, ids[2]))
	w.must(w.decide(ids[2], registry.LinkProposed))
	next("what is put off is left out", moderator, "", ids[3])
	next("after the last there is none", moderator, ids[3], "")
	if p, err := w.Pair(w.ctx, moderator, ids[3]); err != nil || p.Held != nil {
		t.Errorf("the last is still held by %+v, %v", p.Held, err)
	}
	w.must(w.decide(ids[3], registry.LinkRefused))
	next("skipping a decided one", moderator, ids[3], "")
	w.clock.add(registry.HoldFor)
	next("their time is over", moderator, "", ids[0])
	_, err := w.TakeNext(w.ctx, moderator, "none")
	wantKind(t, "an unknown pair", err, registry.KindNotFound)
}

// TestTakeNextAtOnce: two people who ask at the same moment get two pairs.
func TestTakeNextAtOnce(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	first := w.link(n, w.report(nil), 0.99)
	w.clock.add(time.Second)
	other := w.link(n, w.report(nil), 0.98)
	var theirs registry.LinkID
	store := &meddler{Store: w.Store, before: func() {
		var err error
		theirs, err = w.TakeNext(w.ctx, second, "")
		w.must(err)
	}}
	s := &registry.Service{Store: store, Clock: w.clock}
	mine, err := s.TakeNext(w.ctx, moderator, "")
	if err != nil || theirs != first || mine != other {
		t.Errorf("both took %s and %s, %v", theirs, mine, err)
	}
}
