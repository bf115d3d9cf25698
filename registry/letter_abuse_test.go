package registry_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestBombingByErasing has notices filed with one person's address and erased at
// once: that gives no fresh letters, and who got one can still stop them.
func TestBombingByErasing(t *testing.T) {
	w := newWorld(t)
	var sent []registry.Parcel
	for range 20 {
		_, id := w.notice()
		w.follow()
		for _, p := range w.takeAll() {
			w.must(w.LetterDone(w.ctx, p.Letter))
			sent = append(sent, p)
		}
		if gone, err := w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", true); err != nil || !gone {
			t.Fatalf("gone %v: %v", gone, err)
		}
	}
	if len(sent) != 3 {
		t.Fatalf("%d letters went out, want 3", len(sent))
	}
	for _, l := range w.letters("") {
		if l.To != (registry.Recipient{}) || l.About != (registry.Ref{}) || l.Event != "" {
			t.Errorf("a letter still says what it was about: %+v", l)
		}
	}
	w.must(w.StopLetters(w.ctx, sent[2].Letter, sent[2].Stop))
	if n := w.count(registry.KindSuppression); n != 1 {
		t.Errorf("%d addresses are stopped", n)
	}
	w.clock.add(registry.LetterKept + time.Hour)
	n, err := w.PurgeLetters(w.ctx)
	w.must(err)
	if n != 3 || len(w.letters("")) != 0 {
		t.Errorf("%d letters are forgotten, %d stay", n, len(w.letters("")))
	}
}

// TestLostNotStarved: strangers who leave somebody's address use up what asks for
// confirming it, not the way back to a lost code, which goes out before.
func TestLostNotStarved(t *testing.T) {
	w := newWorld(t)
	ref, _ := w.confirmed()
	for range 5 {
		w.notice()
	}
	w.follow()
	w.lose(ref, "rui@example.org")
	got := w.takeAll()
	if len(got) != 3 || got[0].Kind != registry.LetterLost {
		t.Errorf("%d letters go out, want the lost code and then two that ask", len(got))
	}
}

// TestLostNextDue: the next letter of the lanes together is the one due first.
func TestLostNextDue(t *testing.T) {
	w := newWorld(t)
	ref, _ := w.confirmed()
	w.lose(ref, "rui@example.org")
	w.takeAll()
	w.clock.add(10 * time.Second)
	w.notice()
	w.follow()
	w.takeAll()
	first := w.letters(registry.LetterLost)[0].Due
	for _, l := range w.letters(registry.LetterConfirm) {
		if l.State == registry.LetterWaiting && l.Due.Before(first) {
			first = l.Due
		}
	}
	p, next, err := w.TakeLetter(w.ctx, registry.ByMail, true)
	if err != nil || p != nil || !next.Equal(first) {
		t.Errorf("next at %v, want %v: %v", next, first, err)
	}
}

// TestSwarmAsksNobody: what was filed as programs do has no letter sent until a
// person let it through.
func TestSwarmAsksNobody(t *testing.T) {
	for doubt, want := range map[registry.Doubt]int{registry.DoubtCrowd: 0, registry.DoubtProof: 0, registry.DoubtText: 1} {
		w := newWorld(t)
		_, id := w.doubtful(doubt)
		w.follow()
		if n := len(w.letters(registry.LetterConfirm)); n != want {
			t.Errorf("%s: %d letters while it waits, want %d", doubt, n, want)
		}
		w.must(w.review(registry.ReviewNotice{Notice: id, Release: true}))
		w.follow()
		if n := len(w.letters(registry.LetterConfirm)); n != 1 {
			t.Errorf("%s: %d letters once it was let through", doubt, n)
		}
	}
}

// TestSendLostTyped: the link goes to what the seeker typed or confirmed, never to
// another address on record, which may be a slip and somebody else's.
func TestSendLostTyped(t *testing.T) {
	for name, c := range map[string]struct {
		sms, confirmed bool
		want           registry.Channel
	}{
		"typed number, no gateway":                     {false, false, ""},
		"typed number":                                 {true, false, registry.BySMS},
		"typed number, no gateway, confirmed the mail": {false, true, registry.ByMail},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.SMS = c.sms
			req := w.request()
			req.Seeker.Contact = registry.Contact{Email: "slip@example.org", Phone: "+33 6 99 11 22 33"}
			got, err := w.FileNotice(w.ctx, public, req)
			w.must(err)
			w.follow()
			for _, p := range w.takeAll() {
				w.must(w.LetterDone(w.ctx, p.Letter))
				if c.confirmed {
					w.must(w.ConfirmContact(w.ctx, p.Letter, p.Link))
				}
			}
			w.must(w.AskForCode(w.ctx, got.Reference.String(), "+33 6 99 11 22 33", ""))
			_, err = w.AnswerRecoveries(w.ctx)
			w.must(err)
			tasks := w.tasks()
			if len(tasks) != 1 || tasks[0].Via != registry.BySMS {
				t.Fatalf("tasks %+v", tasks)
			}
			err = w.SendLost(w.ctx, moderator, tasks[0].ID, "called the number")
			if c.want == "" {
				wantProblems(t, "no way", err, "note.no_way")
			} else {
				w.must(err)
			}
			list := w.letters(registry.LetterLost)
			if c.want == "" && len(list) != 0 || c.want != "" && (len(list) != 1 || list[0].Via != c.want) {
				t.Errorf("letters %+v, want %q", list, c.want)
			}
		})
	}
}

// TestTellOutdated drops "your search was closed" once it was opened again, and
// "is hidden soon" once it was renewed.
func TestTellOutdated(t *testing.T) {
	for kind, c := range map[registry.LetterKind]struct {
		cause, undo func(*world, registry.NoticeID)
	}{
		registry.LetterClosed: {
			func(w *world, id registry.NoticeID) {
				w.must(w.CloseNotice(w.ctx, holder(noticeRef(id)), id, registry.CloseFound, ""))
			},
			func(w *world, id registry.NoticeID) { w.must(w.ReopenNotice(w.ctx, holder(noticeRef(id)))) },
		},
		registry.LetterExpiring: {
			func(w *world, _ registry.NoticeID) {
				w.clock.add(registry.LifeDefault - registry.RenewBefore)
				_, err := w.Purge(w.ctx, registry.PurgeOptions{})
				w.must(err)
			},
			func(w *world, id registry.NoticeID) { w.must(w.ExtendNotice(w.ctx, holder(noticeRef(id)), 0)) },
		},
	} {
		for _, undone := range []bool{false, true} {
			w := newWorld(t)
			_, id := w.confirmed()
			c.cause(w, id)
			w.follow()
			if undone {
				c.undo(w, id)
			}
			w.takeAll()
			w.clock.add(24 * time.Hour)
			w.takeAll()
			if l := w.letters(kind); len(l) != 1 || (l[0].Tries == 0) != undone {
				t.Errorf("%s, undone %v: %+v", kind, undone, l)
			}
		}
	}
}

// TestGuessesAtOnce: the digits typed at the same moment as five wrong ones are one
// try too many, however they overtake one another.
func TestGuessesAtOnce(t *testing.T) {
	w := newWorld(t)
	w.SMS = true
	req := w.request()
	req.Seeker.Contact = registry.Contact{Phone: "06 12 34 56 78"}
	got, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	w.follow()
	p, _, err := w.TakeLetter(w.ctx, registry.BySMS, true)
	w.must(err)
	by := holder(got.Record)
	store := &meddler{Store: w.Store, before: func() {
		for range registry.MaxGuesses {
			wantProblems(t, "wrong", w.ConfirmDigits(w.ctx, by, "abc"), "digits.wrong")
		}
	}}
	s := &registry.Service{Store: store, Clock: w.clock, SMS: true}
	wantProblems(t, "the sixth", s.ConfirmDigits(w.ctx, by, p.Digits), "digits.over")
	reach, err := w.Reaches(w.ctx, by)
	w.must(err)
	if len(reach) != 1 || reach[0].Confirmed {
		t.Errorf("reached by %+v", reach)
	}
}
