package registry_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// letters returns all letters of a kind, "" for any.
func (w *world) letters(kind registry.LetterKind) (list []registry.Letter) {
	w.t.Helper()
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for id := range r.IDs(registry.KindLetter, "") {
			var l registry.Letter
			if _, err := r.Get(registry.Ref{Kind: registry.KindLetter, ID: id}, &l); err != nil {
				return err
			}
			if kind == "" || l.Kind == kind {
				list = append(list, l)
			}
		}
		return nil
	}))
	return list
}

func (w *world) follow() {
	w.t.Helper()
	_, _, err := w.CatchUpLetters(w.ctx)
	w.must(err)
}

// takeAll takes what is due, as a worker that never hears back.
func (w *world) takeAll() (out []registry.Parcel) {
	w.t.Helper()
	for _, asked := range []bool{true, false} {
		for {
			p, _, err := w.TakeLetter(w.ctx, registry.ByMail, asked)
			w.must(err)
			if p == nil {
				break
			}
			out = append(out, *p)
		}
	}
	return out
}

// confirmed files a notice whose e-mail address is confirmed.
func (w *world) confirmed() (registry.Reference, registry.NoticeID) {
	w.t.Helper()
	ref, id := w.notice()
	w.follow()
	for _, p := range w.takeAll() {
		w.must(w.LetterDone(w.ctx, p.Letter))
		w.must(w.ConfirmContact(w.ctx, p.Letter, p.Link))
	}
	return ref, id
}

func (w *world) say(about registry.Ref, by registry.Viewer, text string) {
	w.t.Helper()
	w.must(w.AddStatement(w.ctx, by, about, text, false, ""))
	w.follow()
}

// TestConfirmFirst writes to an unconfirmed address once, and news only after its
// owner confirmed it.
func TestConfirmFirst(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	w.say(noticeRef(id), moderator, "we look into it")
	list := w.letters("")
	if len(list) != 1 || list[0].Kind != registry.LetterConfirm {
		t.Fatalf("letters before the address is confirmed: %v", list)
	}
	p := w.takeAll()[0]
	wantKind(t, "a wrong mark", w.ConfirmContact(w.ctx, p.Letter, p.Link[:len(p.Link)-1]), registry.KindNotFound)
	wantKind(t, "the mark of another link", w.ConfirmContact(w.ctx, p.Letter, p.Stop), registry.KindNotFound)
	w.must(w.ConfirmContact(w.ctx, p.Letter, p.Link))
	w.must(w.ConfirmContact(w.ctx, p.Letter, p.Link))
	var n registry.Notice
	w.get(noticeRef(id), &n)
	if n.Seekers[0].Confirmed.Email.IsZero() || n.Seekers[0].Trust() != registry.TrustContact {
		t.Error("the address is not confirmed")
	}
	w.say(noticeRef(id), moderator, "more of it")
	w.say(noticeRef(id), holder(noticeRef(id)), "my own words")
	if got := len(w.letters(registry.LetterNews)); got != 1 {
		t.Errorf("%d letters of news, want that on the moderator's words", got)
	}
}

// TestFollowTwice follows the log again after its position was lost.
func TestFollowTwice(t *testing.T) {
	w := newWorld(t)
	_, id := w.confirmed()
	w.say(noticeRef(id), moderator, "one")
	for _, p := range w.takeAll() {
		w.must(w.LetterDone(w.ctx, p.Letter))
	}
	before := len(w.letters(""))
	_, err := w.Store.Commit(w.ctx, registry.Batch{Delete: []registry.Ref{{Kind: registry.KindCursor, ID: "letters"}}})
	w.must(err)
	w.follow()
	if got := len(w.letters("")); got != before {
		t.Errorf("%d letters after following again, %d before", got, before)
	}
}

// TestOneWaits keeps news that comes while a letter waits in that letter.
func TestOneWaits(t *testing.T) {
	w := newWorld(t)
	_, id := w.confirmed()
	for i := range 5 {
		w.say(noticeRef(id), moderator, fmt.Sprint("news ", i))
	}
	if got := len(w.letters(registry.LetterNews)); got != 1 {
		t.Errorf("%d letters wait", got)
	}
}

// TestTellLinks tells of a match as the seeker's page does, and never of a death.
func TestTellLinks(t *testing.T) {
	for _, c := range []struct {
		name      string
		condition registry.Condition
		to        registry.LinkState
		want      registry.LetterKind
	}{
		{"checking", registry.ConditionInjured, registry.LinkChecking, registry.LetterChecking},
		{"confirmed", registry.ConditionSafe, registry.LinkConfirmed, registry.LetterMatch},
		{"dead and checking", registry.ConditionDeceased, registry.LinkChecking, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			_, id := w.confirmed()
			link := w.link(id, w.report(func(r *registry.ReportFound) { r.Condition = c.condition }), 0.9)
			w.must(w.decide(link, c.to))
			w.follow()
			var got []registry.LetterKind
			for _, l := range w.letters("") {
				if l.Kind != registry.LetterConfirm {
					got = append(got, l.Kind)
				}
			}
			if c.want == "" && len(got) != 0 || c.want != "" && (len(got) != 1 || got[0] != c.want) {
				t.Errorf("letters %v, want %v", got, c.want)
			}
		})
	}
}

// TestDeathMeanwhile drops a letter on a match when the person is found to have
// died before it was sent, or the decision was undone.
func TestDeathMeanwhile(t *testing.T) {
	for name, change := range map[string]func(*world, registry.LinkID, registry.ReportID){
		"dead": func(w *world, _ registry.LinkID, id registry.ReportID) {
			var rep registry.Report
			w.get(reportRef(id), &rep)
			rep.Condition = registry.ConditionDeceased
			w.put(&rep)
		},
		"undone": func(w *world, l registry.LinkID, _ registry.ReportID) {
			w.must(w.UndoLink(w.ctx, moderator, l, w.get(linkRef(l), &registry.Link{}), "mistaken"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			_, id := w.confirmed()
			rep := w.report(nil)
			link := w.link(id, rep, 0.9)
			w.must(w.decide(link, registry.LinkConfirmed))
			w.follow()
			change(w, link, rep)
			if got := w.takeAll(); len(got) != 0 {
				t.Errorf("%v goes out", got)
			}
			if l := w.letters(registry.LetterMatch); len(l) != 1 || l[0].State != registry.LetterDropped {
				t.Errorf("the letter is %v", l)
			}
		})
	}
}

// TestDeathSilence sends neither "still looking?" nor "closed" where a death was
// confirmed, and both where somebody is alive.
func TestDeathSilence(t *testing.T) {
	for condition, want := range map[registry.Condition]int{registry.ConditionSafe: 2, registry.ConditionDeceased: 0} {
		w := newWorld(t)
		_, id := w.confirmed()
		rep := w.report(nil)
		link := w.link(id, rep, 0.9)
		w.must(w.decide(link, registry.LinkConfirmed))
		var r registry.Report
		w.get(reportRef(rep), &r)
		r.Condition = condition
		w.put(&r)
		_, err := w.Store.Commit(w.ctx, registry.Batch{Put: []registry.Record{&r}, Changes: []registry.Change{
			{What: "notice.expiring", Ref: noticeRef(id), At: w.Clock.Now()}, {What: "notice.closed", Ref: noticeRef(id), At: w.Clock.Now()}, {What: "test", Ref: r.Ref(), At: w.Clock.Now()},
		}})
		w.must(err)
		w.follow()
		if got := len(w.letters(registry.LetterExpiring)) + len(w.letters(registry.LetterClosed)); got != want {
			t.Errorf("%s: %d letters, want %d", condition, got, want)
		}
	}
}

// TestTries takes a letter again after a pause that grows, and gives up in time.
func TestTries(t *testing.T) {
	w := newWorld(t)
	_, id := w.confirmed()
	w.must(w.decide(w.link(id, w.report(nil), 0.9), registry.LinkConfirmed)) // at night, too
	w.follow()
	var pauses []time.Duration
	last := time.Time{}
	start := w.Clock.Now()
	for w.Clock.Now().Sub(start) < 3*24*time.Hour {
		for _, p := range w.takeAll() {
			if !last.IsZero() {
				pauses = append(pauses, w.Clock.Now().Sub(last))
			}
			last = w.Clock.Now()
			w.must(w.LetterRefused(w.ctx, p.Letter, "smtp_451", false))
		}
		w.clock.add(time.Minute)
	}
	l := w.letters(registry.LetterMatch)[0]
	if l.State != registry.LetterFailed || l.Cause != "smtp_451" {
		t.Errorf("after three days the letter is %v because of %s", l.State, l.Cause)
	}
	if last.Sub(start) > registry.LetterTries || len(pauses) < 12 || len(pauses) > 30 {
		t.Errorf("%d tries, the last after %v", len(pauses)+1, last.Sub(start))
	}
	if pauses[0] > 2*time.Minute || pauses[len(pauses)-1] < 3*time.Hour || pauses[len(pauses)-1] > 5*time.Hour+time.Minute {
		t.Errorf("pauses %v", pauses)
	}
}

// TestBombing has notices filed by the hundred with one person's address, written
// in several ways: three letters a day reach them, and none after they said stop.
func TestBombing(t *testing.T) {
	w := newWorld(t)
	total := 0
	var last registry.Parcel
	for day := range 3 {
		for i := range 100 {
			req := w.request()
			req.Seeker.Contact.Email = registry.Email([]string{"victim@example.org", "Victim@Example.org", fmt.Sprintf("victim+%d@example.org", i)}[i%3])
			_, err := w.FileNotice(w.ctx, public, req)
			w.must(err)
		}
		w.follow()
		got := w.takeAll()
		if day < 2 && len(got) != 3 || day == 2 && len(got) != 0 {
			t.Errorf("day %d: %d letters", day+1, len(got))
		}
		total += len(got)
		for _, p := range got {
			w.must(w.LetterDone(w.ctx, p.Letter))
			last = p
		}
		if day == 1 {
			w.must(w.StopLetters(w.ctx, last.Letter, last.Stop))
			w.must(w.StopLetters(w.ctx, last.Letter, last.Stop))
		}
		w.clock.add(25 * time.Hour)
	}
	if total != 6 {
		t.Errorf("%d letters in all", total)
	}
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for id := range r.IDs(registry.KindSuppression, "") {
			if len(id) != 32 {
				t.Errorf("the list of stopped addresses reads %q", id)
			}
		}
		return nil
	}))
}

// TestResume lets nobody undo a stop but who confirmed the address.
func TestResume(t *testing.T) {
	w := newWorld(t)
	_, id := w.confirmed()
	me := holder(noticeRef(id))
	l := w.letters(registry.LetterConfirm)[0]
	mark := w.stopMark(l.ID)
	w.must(w.StopLetters(w.ctx, l.ID, mark))
	w.say(noticeRef(id), moderator, "news")
	if got := w.takeAll(); len(got) != 0 {
		t.Error("a stopped address gets news")
	}
	_, other := w.notice() // a stranger leaves the same address
	w.follow()
	w.takeAll()
	wantKind(t, "resuming without having confirmed", w.ResumeLetters(w.ctx, holder(noticeRef(other)), registry.ByMail), registry.KindForbidden)
	w.must(w.ResumeLetters(w.ctx, me, registry.ByMail))
	w.say(noticeRef(id), moderator, "news again")
	if got := w.takeAll(); len(got) != 1 {
		t.Errorf("%d letters after starting again", len(got))
	}
}

// stopMark makes the secret end of a link as a letter has it.
func (w *world) stopMark(id registry.LetterID) string {
	mark, err := w.Keyed(w.ctx, "letter stop", string(id))
	w.must(err)
	return mark
}

// TestNight keeps what is not urgent for the morning where the event is.
func TestNight(t *testing.T) {
	w := newWorld(t)
	var e registry.Event
	w.get(registry.Ref{Kind: registry.KindEvent, ID: string(w.event)}, &e)
	e.Zone = "Europe/Paris"
	w.put(&e)
	_, id := w.confirmed()
	paris, err := time.LoadLocation("Europe/Paris")
	w.must(err)
	w.clock.add(time.Date(2024, 3, 1, 23, 30, 0, 0, paris).Sub(w.Clock.Now()))
	w.say(noticeRef(id), moderator, "not urgent")
	link := w.link(id, w.report(nil), 0.9)
	w.must(w.decide(link, registry.LinkConfirmed))
	w.follow()
	if got := w.takeAll(); len(got) != 1 || got[0].Kind != registry.LetterMatch {
		t.Errorf("at night %v goes out", got)
	}
	due := w.letters(registry.LetterNews)[0].Due.In(paris)
	if due.Day() != 2 || due.Hour() != 7 || due.Minute() > 30 {
		t.Errorf("news is due at %v", due)
	}
	w.clock.add(8 * time.Hour)
	got := w.takeAll()
	if len(got) == 0 {
		t.Error("nothing goes out in the morning")
	}
	w.clock.add(time.Date(2024, 3, 2, 21, 50, 0, 0, paris).Sub(w.Clock.Now()))
	for _, p := range got {
		w.must(w.LetterRefused(w.ctx, p.Letter, "smtp_451", false)) // at last, and tried again
	}
	w.say(noticeRef(id), moderator, "nobody sends until it is night")
	w.clock.add(5 * time.Hour)
	for _, p := range w.takeAll() {
		if p.Kind == registry.LetterNews {
			t.Error("news goes out late at night")
		}
	}
	w.clock.add(5 * time.Hour)
	if got := w.takeAll(); len(got) == 0 || got[len(got)-1].Kind != registry.LetterNews {
		t.Errorf("in the morning %v goes out", got)
	}
}
