package registry_test

import (
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// lose asks for a lost code and has a worker answer.
func (w *world) lose(reference registry.Reference, contact string) {
	w.t.Helper()
	w.must(w.AskForCode(w.ctx, reference.String(), contact, registry.NewID()))
	_, err := w.AnswerRecoveries(w.ctx)
	w.must(err)
}

// lostLink asks for a lost code and returns the letter that goes out, if any.
func (w *world) lostLink(reference registry.Reference, contact string) *registry.Parcel {
	w.t.Helper()
	w.lose(reference, contact)
	for _, p := range w.takeAll() {
		w.must(w.LetterDone(w.ctx, p.Letter))
		if p.Kind == registry.LetterLost {
			return &p
		}
	}
	return nil
}

// TestLostCode sends a link to the confirmed address only, and writes the same
// amount whatever is true.
func TestLostCode(t *testing.T) {
	w := newWorld(t)
	ref, _ := w.confirmed()
	other, _ := w.notice() // of the same address, which nobody confirmed there
	for _, c := range []struct {
		name, contact string
		reference     registry.Reference
		letter        bool
	}{
		{"another address", "eve@example.org", ref, false},
		{"a number that nobody left", "06 00 00 00 00", ref, false},
		{"an unknown reference", "rui@example.org", registry.NewReference(), false},
		{"unconfirmed", "rui@example.org", other, false},
		{"as on record, written otherwise", " RUI@example.org ", ref, true},
	} {
		before := w.head()
		w.must(w.AskForCode(w.ctx, string(c.reference), c.contact, "once"+c.name))
		w.must(w.AskForCode(w.ctx, string(c.reference), c.contact, "once"+c.name))
		if w.count(registry.KindRecovery) != 1 || w.head() != before {
			t.Errorf("%s: asking leaves %d records", c.name, w.count(registry.KindRecovery))
		}
		_, err := w.AnswerRecoveries(w.ctx)
		w.must(err)
		got := false
		for _, p := range w.takeAll() {
			got = got || p.Kind == registry.LetterLost && p.To == "rui@example.org"
		}
		if got != c.letter || w.count(registry.KindRecovery) != 0 {
			t.Errorf("%s: letter %v", c.name, got)
		}
	}
	tasks, _, err := w.Tasks(w.ctx, moderator)
	w.must(err)
	if len(tasks) != 1 || tasks[0].Kind != registry.TaskLost || tasks[0].Reference != other {
		t.Fatalf("tasks %v", tasks)
	}
	if ways := tasks[0].Ways; len(ways) != 1 || ways[0] != (registry.LostWay{Via: registry.ByMail, Where: "r•••@e•••.org", Typed: true, Link: true}) {
		t.Errorf("a moderator reads that they can be reached by %+v", tasks[0].Ways)
	}
}

func TestLostForm(t *testing.T) {
	w := newWorld(t)
	ref := registry.NewReference().String()
	wantProblems(t, "nothing", w.AskForCode(w.ctx, "", "", ""), "reference.form", "reached.form")
	wantProblems(t, "no contact", w.AskForCode(w.ctx, ref, "my phone", ""), "reached.form")
	wantProblems(t, "a slip in the reference", w.AskForCode(w.ctx, strings.Map(func(r rune) rune {
		if r == rune(ref[0]) {
			return 'Z'
		}
		return r
	}, ref), "06 12 34 56 78", ""), "reference.form")
}

// TestMakeCode replaces the code once, ends what the old one opened, and tells.
func TestMakeCode(t *testing.T) {
	w := newWorld(t)
	ref, id := w.confirmed()
	var n registry.Notice
	w.get(noticeRef(id), &n)
	old := n.Seekers[0].CodeHash
	p := w.lostLink(ref, "rui@example.org")
	if p == nil {
		t.Fatal("no link")
	}
	wantKind(t, "a wrong mark", second2(w.MakeCode(w.ctx, p.Letter, p.Stop)), registry.KindNotFound)
	made, err := w.MakeCode(w.ctx, p.Letter, p.Link)
	w.must(err)
	again, err := w.MakeCode(w.ctx, p.Letter, p.Link)
	w.must(err)
	w.get(noticeRef(id), &n)
	if made.Code != again.Code || n.Seekers[0].CodeHash != made.Code.Hash() || n.Seekers[0].CodeHash == old {
		t.Error("the code is not replaced once")
	}
	if by, err := w.HolderOfCode(w.ctx, made.Code); err != nil || by != holder(noticeRef(id)) {
		t.Errorf("the new code opens %v: %v", by, err)
	}
	if l := w.letters(registry.LetterCode); len(l) != 1 {
		t.Errorf("%d letters tell of the new code", len(l))
	}
	w.clock.add(11 * time.Minute)
	wantKind(t, "the link once more", second2(w.MakeCode(w.ctx, p.Letter, p.Link)), registry.KindGone)
}

func second2(_ registry.Receipt, err error) error { return err }

// TestLinkEnds ends the link of a lost code after half an hour, and three a day
// are all.
func TestLinkEnds(t *testing.T) {
	w := newWorld(t)
	ref, _ := w.confirmed()
	p := w.lostLink(ref, "rui@example.org")
	w.clock.add(31 * time.Minute)
	wantKind(t, "after half an hour", second2(w.MakeCode(w.ctx, p.Letter, p.Link)), registry.KindGone)
	sent := 0
	for range 10 {
		if w.lostLink(ref, "rui@example.org") != nil {
			sent++
		}
	}
	if sent != 2 { // with the first link; what confirmed the address has a cap of its own
		t.Errorf("%d more links", sent)
	}
}

// TestRenewCode replaces one's own code; the same form twice makes one.
func TestRenewCode(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	me := holder(noticeRef(id))
	one, err := w.RenewCode(w.ctx, me, "form", registry.Ref{})
	w.must(err)
	two, err := w.RenewCode(w.ctx, me, "form", registry.Ref{})
	w.must(err)
	three, err := w.RenewCode(w.ctx, me, "another form", registry.Ref{})
	w.must(err)
	if one.Code != two.Code || one.Code == three.Code {
		t.Error("codes do not follow from the form")
	}
	wantKind(t, "the first new code, which was replaced too", func() error { _, err := w.HolderOfCode(w.ctx, one.Code); return err }(), registry.KindNotFound)
	_, err = w.RenewCode(w.ctx, registry.Viewer{Ring: registry.RingSeeker, Scope: noticeRef("other")}, "form", registry.Ref{})
	wantKind(t, "a notice that is not there", err, registry.KindNotFound)
	_, err = w.RenewCode(w.ctx, public, "form", registry.Ref{})
	wantKind(t, "without a code", err, registry.KindForbidden)
}

// TestSendLost lets a moderator send the link to the address on record.
func TestSendLost(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	w.follow()
	w.takeAll()
	if w.lostLink(ref, "rui@example.org") != nil {
		t.Fatal("a link goes to an address that nobody confirmed")
	}
	tasks, _, err := w.Tasks(w.ctx, moderator)
	w.must(err)
	task := tasks[0].ID
	wantProblems(t, "without a note", w.SendLost(w.ctx, moderator, task, ""), "note.needed")
	wantKind(t, "by a volunteer", w.SendLost(w.ctx, volunteer, task, "called"), registry.KindForbidden)
	w.must(w.SendLost(w.ctx, moderator, task, "called, knew the dog's name"))
	w.must(w.SendLost(w.ctx, moderator, task, "called, knew the dog's name"))
	got := w.takeAll()
	if len(got) != 1 || got[0].Kind != registry.LetterLost || got[0].To != "rui@example.org" {
		t.Fatalf("sent %v", got)
	}
	made, err := w.MakeCode(w.ctx, got[0].Letter, got[0].Link)
	w.must(err)
	if by, err := w.HolderOfCode(w.ctx, made.Code); err != nil || by.Scope != noticeRef(id) {
		t.Errorf("the new code opens %v: %v", by, err)
	}
}

// TestDigits confirms a number by the digits of a short message, five tries at most.
func TestDigits(t *testing.T) {
	for name, wrong := range map[string]int{"at once": 0, "at the fifth try": 4, "never": 5} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.SMS = true
			req := w.request()
			req.Seeker.Contact = registry.Contact{Phone: "06 12 34 56 78"}
			got, err := w.FileNotice(w.ctx, public, req)
			w.must(err)
			w.follow()
			p, _, err := w.TakeLetter(w.ctx, registry.BySMS, true)
			w.must(err)
			for range wrong {
				wantProblems(t, "wrong", w.ConfirmDigits(w.ctx, holder(got.Record), "abc"), "digits.wrong")
			}
			err = w.ConfirmDigits(w.ctx, holder(got.Record), p.Digits[:3]+" "+p.Digits[3:])
			if wrong == registry.MaxGuesses {
				wantProblems(t, "the sixth try", err, "digits.over")
				return
			}
			w.must(err)
			reach, err := w.Reaches(w.ctx, holder(got.Record))
			w.must(err)
			if len(reach) != 1 || !reach[0].Confirmed {
				t.Errorf("reached by %+v", reach)
			}
		})
	}
}

// TestAskAgain sends the letter that confirms an address three times at most.
func TestAskAgain(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	w.follow()
	me := holder(noticeRef(id))
	for range 2 {
		for _, p := range w.takeAll() {
			w.must(w.LetterDone(w.ctx, p.Letter))
		}
		w.must(w.AskAgain(w.ctx, me, registry.ByMail))
	}
	for _, p := range w.takeAll() {
		w.must(w.LetterDone(w.ctx, p.Letter))
	}
	wantProblems(t, "the fourth time", w.AskAgain(w.ctx, me, registry.ByMail), "contact.asked_enough")
	wantProblems(t, "no number", w.AskAgain(w.ctx, me, registry.BySMS), "contact.none")
}

// TestVisit tells when somebody was here before, and not of a reload.
func TestVisit(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	me := holder(noticeRef(id))
	since := func() time.Time {
		at, err := w.LastVisit(w.ctx, me)
		w.must(err)
		return at
	}
	w.must(w.NoteVisit(w.ctx, me))
	first := w.Clock.Now()
	if !since().IsZero() {
		t.Error("there is something before the first visit")
	}
	w.clock.add(24 * time.Hour)
	w.must(w.NoteVisit(w.ctx, me))
	w.clock.add(10 * time.Minute)
	w.must(w.NoteVisit(w.ctx, me))
	if !since().Equal(first) {
		t.Errorf("was here before at %v, want %v", since(), first)
	}
}

// TestOutbox shows an admin what waits without any address.
func TestOutbox(t *testing.T) {
	w := newWorld(t)
	w.notice()
	w.follow()
	_, err := w.Outbox(w.ctx, moderator)
	wantKind(t, "a moderator", err, registry.KindForbidden)
	admin := registry.Viewer{Ring: registry.RingAdmin, Account: "admin"}
	p := w.takeAll()[0]
	w.must(w.LetterRefused(w.ctx, p.Letter, "smtp_550", true))
	box, err := w.Outbox(w.ctx, admin)
	w.must(err)
	if box.Failed != 1 || len(box.Letters) != 1 || box.Letters[0].Where != "r•••@e•••.org" || box.Letters[0].Cause != "smtp_550" {
		t.Errorf("the outbox has %d letters, to %q", len(box.Letters), box.Letters[0].Where)
	}
	w.must(w.RetryLetter(w.ctx, admin, p.Letter))
	if got := w.takeAll(); len(got) != 1 || got[0].Letter != p.Letter {
		t.Error("the letter is not sent again")
	}
	w.clock.add(registry.LetterKept + time.Hour)
	n, err := w.PurgeLetters(w.ctx)
	w.must(err)
	if n != 1 || w.count(registry.KindLetter) != 0 {
		t.Errorf("%d letters are forgotten", n)
	}
}

// TestExpire gives up what nobody could send, where there is no mail server.
func TestExpire(t *testing.T) {
	w := newWorld(t)
	w.notice()
	w.follow()
	for _, want := range []int{0, 1, 0} {
		if n, err := w.ExpireLetters(w.ctx); err != nil || n != want {
			t.Errorf("%d letters given up, want %d: %v", n, want, err)
		}
		w.clock.add(registry.LetterTries + time.Hour)
	}
	if l := w.letters(registry.LetterConfirm)[0]; l.State != registry.LetterFailed || l.Cause != "late" {
		t.Errorf("the letter is %v, %s", l.State, l.Cause)
	}
}

// TestEraseLetters erases letters, visits and the task of a lost code with the
// notice, also while one of the letters is under way.
func TestEraseLetters(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	w.follow()
	p := w.takeAll()[0]
	w.must(w.NoteVisit(w.ctx, holder(noticeRef(id))))
	w.lostLink(ref, "rui@example.org")
	if w.count(registry.KindTask) != 1 || w.count(registry.KindVisit) != 1 || w.count(registry.KindLetter) != 1 {
		t.Fatal("nothing to erase")
	}
	gone, err := w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", true)
	w.must(err)
	if !gone || w.count(registry.KindTask) != 0 || w.count(registry.KindVisit) != 0 {
		t.Errorf("gone %v: %d tasks, %d visits stay", gone, w.count(registry.KindTask), w.count(registry.KindVisit))
	}
	if l := w.letters(""); len(l) != 1 || l[0].To != (registry.Recipient{}) || l[0].Event != "" || l[0].State != registry.LetterDropped {
		t.Errorf("of the letters stays %+v", l)
	}
	w.must(w.LetterDone(w.ctx, p.Letter))
	wantKind(t, "its link", w.ConfirmContact(w.ctx, p.Letter, p.Link), registry.KindNotFound)
	w.follow()
}
