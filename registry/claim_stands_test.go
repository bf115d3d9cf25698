package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// hides says whether somebody reads on the page of their claim that it hides the
// notice, and whether it does.
func (w *world) hides(claimant registry.Viewer, ref registry.Reference) [2]bool {
	w.t.Helper()
	p, err := w.OwnClaim(w.ctx, claimant)
	w.must(err)
	return [2]bool{p.Hides, w.shows(ref) != "shown"}
}

// TestHiddenStaysHidden (A01): while a claim hides a notice, no work on queues, on
// flags or on sweeps shows it again: somebody reads on their page that it is hidden.
func TestHiddenStaysHidden(t *testing.T) {
	w := newWorld(t)
	way := w.way(registry.WayNetwork, "one network")
	ref, seeker := w.coded(func(r *registry.FileNotice) { r.Ways = []registry.Way{way} })
	notice := registry.NoticeID(seeker.Scope.ID)
	id, claimant := w.claim(ref, registry.WishHide, "a1")
	steps := map[string]func() error{
		"review": func() error { return w.review(registry.ReviewNotice{Notice: notice, Release: true}) },
		"sweep": func() error {
			_, err := w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "1", Way: way, Act: registry.SweepRelease, Note: "all honest"})
			return err
		},
		"flags": func() error { return w.answer(notice, registry.FlagsDismiss) },
	}
	for name, step := range steps {
		if err := step(); name == "review" {
			wantProblems(t, name, err, "decision.claimed")
		} else {
			w.must(err)
		}
		if got := w.hides(claimant, ref); got != [2]bool{true, true} {
			t.Errorf("%s: the claimant reads that it is hidden: %v; it is: %v", name, got[0], got[1])
		}
	}
	w.must(w.RefuseClaim(w.ctx, moderator, id, "a neighbour"))
	if w.shows(ref) != "shown" {
		t.Error("an answer to the claim does not show it again")
	}
}

// TestHideWhileHeld: a notice that waits already is hidden by a claim too, so that
// taking back what it waited for does not show it. Its seeker gets no second letter.
func TestHideWhileHeld(t *testing.T) {
	for name, hold := range map[string]func(w *world, n registry.NoticeID, way registry.Way) (undo func() error){
		"sweep": func(w *world, _ registry.NoticeID, way registry.Way) func() error {
			_, err := w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "1", Way: way, Act: registry.SweepHold, Note: "odd"})
			w.must(err)
			return func() error { _, err := w.UndoSweep(w.ctx, moderator, way); return err }
		},
		"flags": func(w *world, n registry.NoticeID, _ registry.Way) func() error {
			var kept registry.Notice
			w.get(noticeRef(n), &kept)
			w.flag(kept.Reference, "x1", "x")
			w.must(w.answer(n, registry.FlagsHold))
			return func() error { return w.UndoFlags(w.ctx, moderator, n) }
		},
	} {
		w := newWorld(t)
		way := w.way(registry.WayNetwork, "one network")
		ref, seeker := w.coded(func(r *registry.FileNotice) { r.Ways = []registry.Way{way} })
		_, claimant := w.claim(ref, registry.WishTell, "a1")
		undo := hold(w, registry.NoticeID(seeker.Scope.ID), way)
		held := w.changed("notice.held")
		w.must(w.ChangeClaim(w.ctx, claimant, registry.WishHide, ""))
		w.must(undo())
		if got := w.hides(claimant, ref); got != [2]bool{true, true} {
			t.Errorf("%s taken back: the claimant reads that it is hidden: %v; it is: %v", name, got[0], got[1])
		}
		if w.changed("notice.held") != held {
			t.Errorf("%s: the seeker is told of the claim", name)
		}
		w.must(w.WithdrawClaim(w.ctx, claimant))
		if w.shows(ref) != "shown" {
			t.Errorf("%s: nothing holds it any more and it is %s", name, w.shows(ref))
		}
	}
}

// TestClaimOver: what its maker took back is over, however old the page of who
// verifies it is; and what a moderator refused, no hospital carries out.
func TestClaimOver(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	id, claimant := w.claim(ref, registry.WishTell, "a1")
	w.must(w.WithdrawClaim(w.ctx, claimant))
	for _, by := range []registry.Viewer{moderator, w.atHospital()} {
		wantProblems(t, "taken back", w.verify(by, id, registry.ConfidenceDocument), "basis.withdrawn")
	}
	id, _ = w.claim(ref, registry.WishTell, "b1")
	w.must(w.RefuseClaim(w.ctx, moderator, id, "a neighbour"))
	wantProblems(t, "refused", w.verify(w.atHospital(), id, registry.ConfidenceDocument), "basis.refused")
	if got := w.told(seeker); got != "" {
		t.Errorf("the seeker reads %q", got)
	}
	w.must(w.verify(moderator, id, registry.ConfidenceOwnWord)) // a second thought
}

// TestEndedStaysEnded: a search that moderators closed on a match and that was
// hidden or is to be erased since does not come back when that match falls.
func TestEndedStaysEnded(t *testing.T) {
	for name, end := range map[string]func(w *world, n registry.NoticeID, claim registry.ClaimID, seeker registry.Viewer) error{
		"hidden": func(w *world, _ registry.NoticeID, claim registry.ClaimID, _ registry.Viewer) error {
			return w.verify(moderator, claim, registry.ConfidenceDocument)
		},
		"removed": func(w *world, n registry.NoticeID, _ registry.ClaimID, _ registry.Viewer) error {
			_, err := w.EraseNotice(w.ctx, moderator, n, "she asked for it", false)
			return err
		},
		"erased by its seeker": func(w *world, n registry.NoticeID, _ registry.ClaimID, seeker registry.Viewer) error {
			_, err := w.EraseNotice(w.ctx, seeker, n, "", false)
			return err
		},
	} {
		w := newWorld(t)
		ref, seeker := w.coded(nil)
		n := registry.NoticeID(seeker.Scope.ID)
		claim, claimant := w.claim(ref, registry.WishTell, "a1")
		w.must(w.ChangeClaim(w.ctx, claimant, registry.WishHide, ""))
		w.must(w.RefuseClaim(w.ctx, moderator, claim, "not sure")) // until they call
		rep := w.report(nil)
		pair := w.link(n, rep, 0.9)
		w.must(w.decide(pair, registry.LinkConfirmed))
		w.must(w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "is at the ward"))
		w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: w.task(registry.TaskClose), Agree: true, Note: "called"}))
		w.must(end(w, n, claim, seeker))
		before := w.shows(ref)
		w.must(w.WithdrawOwn(w.ctx, w.atHospital(), rep))
		if w.shows(ref) != before || w.state(n) != registry.NoticeClosed {
			t.Errorf("%s: it was %s, and is %s", name, before, w.shows(ref))
		}
	}
}

// TestHiddenFromItsSeeker (A01): who filed a notice that was hidden for good does not
// get it back by having it erased and changing their mind.
func TestHiddenFromItsSeeker(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	n := registry.NoticeID(seeker.Scope.ID)
	claim, _ := w.claim(ref, registry.WishHide, "a1")
	w.clock.add(registry.HideFor)
	w.purge() // nobody could make sure in time
	w.must(w.verify(moderator, claim, registry.ConfidenceOwnWord))
	_, err := w.EraseNotice(w.ctx, seeker, n, "", false)
	w.must(err)
	wantKind(t, "opened again", w.ReopenNotice(w.ctx, seeker), registry.KindGone)
	if got := w.shows(ref); got != "not found" {
		t.Errorf("it is %s", got)
	}
}
