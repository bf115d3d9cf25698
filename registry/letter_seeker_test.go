package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// waiting lists the kinds of the letters that wait, once each.
func (w *world) waiting() map[registry.LetterKind]bool {
	out := map[registry.LetterKind]bool{}
	for _, l := range w.letters("") {
		if l.State == registry.LetterWaiting {
			out[l.Kind] = true
		}
	}
	return out
}

// TestTellReview: a seeker hears that people look at their notice, and what came
// of it; what is out of date by the time it would be sent is not sent.
func TestTellReview(t *testing.T) {
	w := newWorld(t)
	_, id := w.confirmed()
	w.must(w.HoldNotice(w.ctx, moderator, id, "a look"))
	w.follow()
	if !w.waiting()[registry.LetterHeld] {
		t.Fatalf("a held notice: %v", w.waiting())
	}
	w.must(w.ReviewNotice(w.ctx, moderator, registry.ReviewNotice{Notice: id, Seen: w.version(noticeRef(id)), Release: true}))
	w.follow()
	for _, p := range w.takeAll() {
		if p.Kind != registry.LetterReleased {
			t.Errorf("a letter of kind %s was sent", p.Kind)
		}
	}
	if got := w.letters(registry.LetterReleased); len(got) != 1 || got[0].Tries != 1 {
		t.Errorf("released: %v", got)
	}
	if got := w.letters(registry.LetterHeld); len(got) != 1 || got[0].State != registry.LetterDropped || got[0].Cause != "outdated" {
		t.Errorf("held, and released since: %+v", got)
	}
}

// TestTellExpired: who did not renew hears that the notice is hidden, and that they
// still can; not when they did so before the letter went.
func TestTellExpired(t *testing.T) {
	w := newWorld(t)
	_, id := w.confirmed()
	w.clock.add(registry.LifeDefault + 1)
	_, err := w.Purge(w.ctx, registry.PurgeOptions{})
	w.must(err)
	w.follow()
	if !w.waiting()[registry.LetterExpired] {
		t.Fatalf("an expired notice: %v", w.waiting())
	}
	w.must(w.ExtendNotice(w.ctx, holder(noticeRef(id)), 0))
	for _, p := range w.takeAll() {
		if p.Kind == registry.LetterExpired {
			t.Error("it says that a notice is hidden that is not")
		}
	}
}

// TestTellMessage: a seeker hears that somebody wrote to them, once it was let
// through, and not of what they wrote themselves.
func TestTellMessage(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	w.follow()
	for _, p := range w.takeAll() {
		w.must(w.LetterDone(w.ctx, p.Letter))
		w.must(w.ConfirmContact(w.ctx, p.Letter, p.Link))
	}
	id, informer, err := w.open(public, ref, "held words", registry.DoubtText)
	w.must(err)
	w.follow()
	if n := len(w.letters(registry.LetterMessage)); n != 0 {
		t.Errorf("%d letters on a message that waits", n)
	}
	list, _, err := w.HeldMessages(w.ctx, moderator, 10)
	w.must(err)
	w.must(w.AnswerMessage(w.ctx, moderator, list[0].ID, true))
	w.must(w.write(seeker, id, "who are you"))
	w.follow()
	if n := len(w.letters(registry.LetterMessage)); n != 1 {
		t.Errorf("%d letters, want one", n)
	}
	for _, p := range w.takeAll() {
		w.must(w.LetterDone(w.ctx, p.Letter))
	}
	w.must(w.write(informer, id, "a neighbour"))
	w.follow()
	if n := len(w.letters(registry.LetterMessage)); n != 2 {
		t.Errorf("%d letters, want two", n)
	}
}

// TestMatchAfterAnother: a letter on a match that waits while that is undone goes
// out all the same when another match stands by then.
func TestMatchAfterAnother(t *testing.T) {
	for kind, state := range map[registry.LetterKind]registry.LinkState{registry.LetterMatch: registry.LinkConfirmed, registry.LetterChecking: registry.LinkChecking} {
		w := newWorld(t)
		_, id := w.confirmed()
		first, second := w.link(id, w.report(nil), 0.9), w.link(id, w.report(nil), 0.8)
		w.must(w.decide(first, state))
		w.follow()
		w.must(w.UndoLink(w.ctx, moderator, first, w.get(linkRef(first), &registry.Link{}), "mistaken"))
		w.must(w.decide(second, state))
		w.follow()
		if got := w.takeAll(); len(got) != 1 || got[0].Kind != kind {
			t.Errorf("%s: %v goes out", kind, got)
		}
	}
}
