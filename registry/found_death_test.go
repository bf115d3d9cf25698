package registry_test

import (
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func deceased(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }

func (w *world) task(kind registry.TaskKind) (found registry.TaskID) {
	for _, t := range w.tasks() {
		if t.Kind == kind {
			found = t.ID
		}
	}
	return found
}

// TestNeverFoundAfterDeath: the wish to close a search as found falls away when
// the patient dies before the second person answers.
func TestNeverFoundAfterDeath(t *testing.T) {
	w := newWorld(t)
	a := w.ward("ward A")
	n := w.confirm(a)
	w.must(w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "is at ward A"))
	wish := w.task(registry.TaskClose)
	w.must(w.later(a, w.report(deceased)))
	wantKind(t, "the old wish", w.SecondClose(w.ctx, second, registry.SecondClose{Task: wish, Agree: true, Note: "ok"}), registry.KindNotFound)
	wantProblems(t, "a new wish", w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "x"), "reason.death_untold")
	if w.task(registry.TaskDeath) != "" || w.task(registry.TaskDead) == "" {
		t.Errorf("one person's word is enough: %v", w.tasks())
	}
	w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: w.task(registry.TaskDead), Agree: true, Note: "called"}))
	if w.task(registry.TaskDeath) == "" {
		t.Error("nobody is asked to tell the family")
	}
}

// TestNeverFoundBesideDeath: of two confirmed matches one that tells of a death is
// enough, whatever the other says.
func TestNeverFoundBesideDeath(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	alive := w.link(n, w.report(func(q *registry.ReportFound) { q.Confidence = registry.ConfidenceBiometric }), 0.9)
	dead := w.link(n, w.report(deceased), 0.8)
	w.must(w.decide(alive, registry.LinkConfirmed))
	w.confirmDeath(dead)
	v, err := w.SeekerNotice(w.ctx, holder(noticeRef(n)))
	if err != nil || v.Match != nil || v.Checking == nil {
		t.Errorf("the family reads of a match: %v, %v", v.Match, err)
	}
	wantProblems(t, "untold", w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "x"), "reason.death_untold")
	w.tellFamilies()
	wantProblems(t, "told", w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "x"), "reason.death_not_found")
}

// TestNoLetterBesideDeath: no letter tells of a match while another confirmed
// match of the notice tells of a death, whichever came first, and told or not: it
// would lead to a page that names nobody to call.
func TestNoLetterBesideDeath(t *testing.T) {
	matches := []registry.LetterKind{registry.LetterChecking, registry.LetterMatch}
	for state, want := range map[registry.LinkState]registry.LetterKind{registry.LinkChecking: matches[0], registry.LinkConfirmed: matches[1]} {
		w := newWorld(t)
		_, n := w.confirmed()
		alive, later := w.link(n, w.report(nil), 0.9), w.link(n, w.report(nil), 0.7)
		dead := w.link(n, w.report(deceased), 0.8)
		w.must(w.decide(alive, state))
		w.follow()
		if got := len(w.letters(want)); got != 1 {
			t.Errorf("%s: %d letters while nobody died", state, got)
		}
		w.confirmDeath(dead)
		for _, step := range []func(){w.tellFamilies, func() { w.must(w.decide(later, state)) }} {
			w.follow()
			for _, p := range w.takeAll() {
				if slices.Contains(matches, p.Kind) {
					t.Errorf("%s: %s goes out", state, p.Kind)
				}
			}
			step()
		}
		w.follow()
		if got := len(w.letters("")); got != 2 { // to confirm the address, and the one above
			t.Errorf("%s: %d letters", state, got)
		}
	}
}

// TestDamagedTaskKeeps: a notice is not erased while a task about it cannot be
// read, which may be to tell the family; not for ever.
func TestDamagedTaskKeeps(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	w.confirmDeath(w.link(n, w.report(deceased), 0.9))
	w.Store = blind{w.Store, func(ref registry.Ref) bool { return ref.Kind == registry.KindTask }}
	for _, d := range []time.Duration{registry.LifeDefault, registry.UndoFor} {
		w.clock.add(d)
		w.purge()
	}
	if w.count(registry.KindNotice) != 1 {
		t.Error("erased before anybody told the family")
	}
	w.clock.add(registry.LifeMax + registry.UndoFor)
	w.purge()
	if w.count(registry.KindNotice) != 0 {
		t.Error("kept for ever")
	}
}

// TestHoaxTransfer: an anonymous report of a death is never made the later one of
// a confirmed patient (abuse case A08).
func TestHoaxTransfer(t *testing.T) {
	w := newWorld(t)
	a := w.ward("ward A")
	n := w.confirm(a)
	req := w.found()
	deceased(&req)
	got, err := w.ReportFound(w.ctx, public, req)
	w.must(err)
	err = w.MarkLater(w.ctx, moderator, registry.MarkLater{Report: a, To: got.Reference, Reason: "same bed"})
	wantProblems(t, "marked", err, "to.death_unsure")
	if v, err := w.SeekerNotice(w.ctx, holder(noticeRef(n))); err != nil || v.Match == nil || len(w.tasks()) != 0 {
		t.Errorf("something follows: %v, %v, %v", v.Match, w.tasks(), err)
	}
}

// TestContactsEachTime: a form id that is sent again and again opens nothing
// unseen, neither other pairs, nor for another person, nor later (A19).
func TestContactsEachTime(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	open := func(by registry.Viewer, id registry.LinkID, reason string) {
		t.Helper()
		_, err := w.OpenContacts(w.ctx, by, id, reason, "same")
		w.must(err)
	}
	lines := func() (c int) {
		for _, act := range w.acts(0) {
			if len(act) > 14 && act[:14] == "contact.opened" {
				c++
			}
		}
		return c
	}
	a, b := w.link(n, w.report(nil), 0.9), w.link(n, w.report(nil), 0.9)
	for i, step := range []func(){
		func() { open(moderator, a, "to call"); open(moderator, a, "to call") },
		func() { open(moderator, b, "to call") },
		func() { open(second, a, "to call") },
		func() { open(moderator, a, "again") },
		func() { w.clock.add(time.Hour); open(moderator, a, "to call") },
	} {
		before := lines()
		step()
		if got := lines() - before; got != 2 {
			t.Errorf("step %d: %d lines for the two owners", i, got)
		}
	}
}

// TestWardIsNotTold: a ward whose patient died elsewhere reads no more of it than the
// family's page says; the one that told of the death reads that somebody calls.
func TestWardIsNotTold(t *testing.T) {
	w := newWorld(t)
	first := w.otherHospital() // without the right to tell of deaths
	got, err := w.ReportFound(w.ctx, first, w.found())
	w.must(err)
	a := registry.ReportID(got.Record.ID)
	w.confirm(a)
	b := w.report(deceased)
	w.must(w.later(a, b))
	w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: w.task(registry.TaskDead), Agree: true, Note: "called"}))
	if v, err := w.OwnReport(w.ctx, first, got.Reference); err != nil || v.Progress != registry.ProgressChecking {
		t.Errorf("the first ward reads %q, %v", v.Progress, err)
	}
	if v, err := w.OwnReport(w.ctx, w.atHospital(), w.referenceOf(b)); err != nil || v.Progress != registry.ProgressTold {
		t.Errorf("the ward that told reads %q, %v", v.Progress, err)
	}
}

// TestNeverSafeBesideDeath: nobody reads that somebody says they are safe while a
// match of their notice tells of a death, wished or confirmed, told or not; a ward
// reads nothing of why. Once the match is taken back the claim can be answered.
func TestNeverSafeBesideDeath(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	n := registry.NoticeID(seeker.Scope.ID)
	claim, _ := w.claim(ref, registry.WishTell, "a1")
	dead := w.link(n, w.report(deceased), 0.9)
	w.must(w.decide(dead, registry.LinkConfirmed)) // the first of two
	refused := func(when string) {
		t.Helper()
		wantProblems(t, when, w.verify(moderator, claim, registry.ConfidenceDocument), "basis.death")
		wantProblems(t, when+", at a ward", w.verify(w.atHospital(), claim, registry.ConfidenceDocument), "basis.moderator")
		if got := w.told(seeker); got != "" {
			t.Errorf("%s: the family reads %q", when, got)
		}
	}
	refused("wished")
	w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: w.task(registry.TaskDead), Agree: true, Note: "called"}))
	refused("confirmed")
	w.tellFamilies()
	refused("told")
	w.must(w.UndoLink(w.ctx, moderator, dead, w.get(linkRef(dead), &registry.Link{}), "the wrong man"))
	w.must(w.verify(moderator, claim, registry.ConfidenceDocument))
	if got := w.told(seeker); got != "claimed I am with friends" {
		t.Errorf("the family reads %q", got)
	}
}

// TestReasonBesideDeath: who opens the contacts of a family to tell them of a death
// gives a reason, as always; the family and the ward read that they were opened, and
// not the reason, on no page and also after the match is taken back.
func TestReasonBesideDeath(t *testing.T) {
	const reason = "to tell the mother that she died"
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	n := registry.NoticeID(seeker.Scope.ID)
	alive, dead := w.link(n, w.report(nil), 0.9), w.link(n, w.report(deceased), 0.8)
	opened := func(when, want string, pair registry.LinkID) {
		t.Helper()
		w.clock.add(time.Minute)
		_, err := w.OpenContacts(w.ctx, moderator, pair, reason, "")
		w.must(err)
		if got := w.told(seeker); got != want {
			t.Errorf("%s: the family reads %q, want %q", when, got, want)
		}
	}
	const plain, given = "contact_opened ", "contact_opened " + reason
	opened("reported", plain, dead)
	opened("another match", plain+"|"+given, alive)
	w.confirmDeath(dead)
	opened("confirmed", plain+"|"+given+"|"+plain, alive)
	w.must(w.UndoLink(w.ctx, moderator, dead, w.get(linkRef(dead), &registry.Link{}), "the wrong man"))
	if got := w.told(seeker); got != plain+"|"+given+"|"+plain {
		t.Errorf("taken back: the family reads %q", got)
	}
	desk, err := w.DeskNotice(w.ctx, moderator, ref)
	if w.must(err); len(desk.Statements) != 5 {
		t.Errorf("the desk reads %d statements of three reasons", len(desk.Statements))
	}
}
