package registry_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// coded files a notice whose seeker has a code, and returns the seeker.
func (w *world) coded(change func(*registry.FileNotice)) (registry.Reference, registry.Viewer) {
	w.t.Helper()
	token, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, "", nil)
	w.must(err)
	req := w.request()
	req.Draft = token
	if change != nil {
		change(&req)
	}
	got, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	by, err := w.HolderOfCode(w.ctx, got.Code)
	w.must(err)
	return got.Reference, by
}

func (w *world) open(by registry.Viewer, ref registry.Reference, text string, why ...registry.Doubt) (registry.ThreadID, registry.Viewer, error) {
	w.t.Helper()
	got, err := w.OpenThread(w.ctx, by, registry.OpenThread{Form: registry.NewToken(), Reference: ref, Text: text, Doubts: why})
	if err != nil {
		return "", public, err
	}
	informer := by
	if by.Ring != registry.RingOrganisation {
		informer, err = w.HolderOfCode(w.ctx, got.Code)
		w.must(err)
	}
	return registry.ThreadID(got.Record.ID), informer, nil
}

func (w *world) write(by registry.Viewer, id registry.ThreadID, text string, why ...registry.Doubt) error {
	return w.SendMessage(w.ctx, by, registry.SendMessage{Thread: id, Text: text, Once: registry.NewID(), Doubts: why})
}

// reads returns what somebody reads in a thread, "-" when they may not read it.
func (w *world) reads(by registry.Viewer, id registry.ThreadID) string {
	p, err := w.Thread(w.ctx, by, id)
	if err != nil {
		return "-"
	}
	var out []string
	for _, m := range p.Messages {
		out = append(out, m.Text)
	}
	return strings.Join(out, "|")
}

// changed counts the changes of that name.
func (w *world) changed(what string) (n int) {
	w.t.Helper()
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for c, err := range r.Changes(0) {
			if err != nil {
				return err
			}
			if c.What == what {
				n++
			}
		}
		return nil
	}))
	return n
}

// TestThreadReaders: who may read a thread, and who may not.
func TestThreadReaders(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	_, stranger := w.coded(nil)
	hospital := w.atHospital()
	informed, informer, err := w.open(public, ref, "seen at the station")
	w.must(err)
	_, other, err := w.open(public, ref, "another thread")
	w.must(err)
	org, _, err := w.open(hospital, ref, "call ward 3")
	w.must(err)
	w.clock.add(time.Second)
	w.must(w.write(seeker, informed, "when?"))

	who := map[string]registry.Viewer{
		"public": public, "seeker": seeker, "stranger": stranger, "informer": informer, "other informer": other, "hospital": hospital,
		"colleague": {Ring: registry.RingOrganisation, Account: "night", Org: hospital.Org}, "other organisation": {Ring: registry.RingOrganisation, Account: "x", Org: "other"},
		"joined seeker": {Ring: registry.RingSeeker, Scope: seeker.Scope, Seeker: "other"}, "forged": {Scope: informer.Scope},
		"volunteer": volunteer, "moderator": moderator, "admin": {Ring: registry.RingAdmin, Account: "a"}, "auditor": {Ring: registry.RingAuditor, Account: "b"},
	}
	check := func(when string, id registry.ThreadID, may string) {
		t.Helper()
		for name, by := range who {
			if got := w.reads(by, id) != "-"; got != strings.Contains(", "+may+", ", ", "+name+", ") {
				t.Errorf("%s: %s reads it: %v", when, name, got)
			}
		}
	}
	check("of an informer", informed, "seeker, informer")
	check("of a hospital", org, "seeker, hospital, colleague")
	for name, by := range who {
		if name != "seeker" && name != "informer" && w.write(by, informed, "words") == nil {
			t.Errorf("%s writes", name)
		}
		if name != "seeker" && w.BlockThread(w.ctx, by, informed, true) == nil {
			t.Errorf("%s blocks", name)
		}
	}
	w.must(w.FlagThread(w.ctx, informer, informed, "odd"))
	check("flagged", informed, "seeker, informer, moderator, admin")
	check("another one", org, "seeker, hospital, colleague")
	if n := w.changed("thread.flagged"); n != 1 {
		t.Errorf("%d changes of the flag", n)
	}
	w.must(w.AnswerThread(w.ctx, moderator, registry.AnswerThread{Thread: informed, Note: "nothing wrong"}))
	check("answered", informed, "seeker, informer")
	w.clock.add(time.Second)
	w.must(w.write(informer, informed, "at noon"))
	if got := w.reads(seeker, informed); got != "seen at the station|when?|at noon" {
		t.Errorf("the seeker reads %q", got)
	}
}

// TestThreadAnswers: closing and blocking end a thread, and are noted.
func TestThreadAnswers(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	id, informer, err := w.open(public, ref, "send money", registry.DoubtText)
	w.must(err)
	if list, err := w.Threads(w.ctx, seeker); err != nil || len(list) != 0 || w.reads(seeker, id) != "" {
		t.Errorf("the seeker reads what waits: %v %v", list, err)
	}
	if got := w.reads(informer, id); got != "send money" {
		t.Errorf("its sender reads %q", got)
	}
	held, n, err := w.HeldMessages(w.ctx, moderator, 10)
	if err != nil || n != 1 || held[0].Text != "send money" || w.changed("message.sent") != 0 {
		t.Fatalf("%d wait, %v", n, err)
	}
	for _, by := range []registry.Viewer{public, volunteer, seeker, informer, w.atHospital(), registry.System} {
		_, _, err := w.HeldMessages(w.ctx, by, 10)
		wantKind(t, "reading what waits", err, registry.KindForbidden)
		wantKind(t, "passing it on", w.AnswerMessage(w.ctx, by, held[0].ID, true), registry.KindForbidden)
		wantKind(t, "answering", w.AnswerThread(w.ctx, by, registry.AnswerThread{Thread: id, Close: true, Note: "x"}), registry.KindForbidden)
	}
	w.must(w.AnswerMessage(w.ctx, moderator, held[0].ID, true))
	w.must(w.AnswerMessage(w.ctx, second, held[0].ID, false)) // too late
	if got := w.reads(seeker, id); got != "send money" || w.changed("message.sent") != 1 {
		t.Errorf("passed on, the seeker reads %q", got)
	}
	w.must(w.BlockThread(w.ctx, seeker, id, true))
	wantProblems(t, "blocked", w.write(informer, id, "again"), "message.over")
	if p, err := w.Thread(w.ctx, informer, id); err != nil || p.Blocked || !p.Over {
		t.Errorf("who is blocked learns it: %+v %v", p, err)
	}
	w.must(w.BlockThread(w.ctx, seeker, id, false))
	w.must(w.write(informer, id, "a link", registry.DoubtText))
	w.must(w.FlagThread(w.ctx, seeker, id, "asks for money"))
	wantProblems(t, "no reason", w.AnswerThread(w.ctx, moderator, registry.AnswerThread{Thread: id, Close: true}), "note.needed")
	w.must(w.AnswerThread(w.ctx, moderator, registry.AnswerThread{Thread: id, Close: true, Note: "a fraud"}))
	wantProblems(t, "closed", w.write(informer, id, "again"), "message.over")
	if _, n, _ := w.HeldMessages(w.ctx, moderator, 10); n != 0 {
		t.Error("a message of a closed thread still waits")
	}
	acts := w.audited()
	for _, want := range []string{"messages.read", "message.passed", "thread.closed"} {
		if !strings.Contains(acts, want) {
			t.Errorf("%s is not noted: %s", want, acts)
		}
	}
}

// audited lists the acts of the audit log.
func (w *world) audited() string {
	var acts []string
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for e, err := range r.Audit(0) {
			if err != nil {
				return err
			}
			acts = append(acts, e.Act)
		}
		return nil
	}))
	return strings.Join(acts, " ")
}

// TestRelayOffered: for a child, somebody at risk and a hidden notice only
// organisations write, and for others it is as if there was no such notice.
func TestRelayOffered(t *testing.T) {
	w := newWorld(t)
	hospital := w.atHospital()
	for name, change := range map[string]func(*registry.FileNotice){
		"child":   func(r *registry.FileNotice) { r.Person.Age = &registry.Age{Min: 9, Max: 9} },
		"at risk": func(r *registry.FileNotice) { r.AtRisk = true },
		"hidden":  func(r *registry.FileNotice) { r.Visibility = registry.VisibleVerified },
	} {
		ref, _ := w.coded(change)
		_, _, err := w.open(public, ref, "hello")
		wantKind(t, name, err, registry.KindNotFound)
		_, _, err = w.open(volunteer, ref, "hello")
		wantKind(t, name+" by a volunteer", err, registry.KindNotFound)
		if _, _, err = w.open(hospital, ref, "hello"); err != nil {
			t.Errorf("%s by a hospital: %v", name, err)
		}
	}
	ref, seeker := w.coded(nil)
	_, informer, err := w.open(public, ref, "hello")
	w.must(err)
	w.must(w.CloseNotice(w.ctx, seeker, registry.NoticeID(seeker.Scope.ID), registry.CloseFound, ""))
	wantProblems(t, "a closed one", w.write(informer, registry.ThreadID(informer.Scope.ID), "x"), "message.over")
	_, _, err = w.open(public, ref, "hello")
	wantKind(t, "a closed one", err, registry.KindGone)
}

// TestRelayFloods (A11): however much is sent, what reaches a seeker in a day is
// bounded, what is over waits, and what is far over is refused.
func TestRelayFloods(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	var first registry.ThreadID
	var informer registry.Viewer
	refused := 0
	for i := range 150 {
		id, by, err := w.open(public, ref, fmt.Sprint("hello ", i))
		if err != nil {
			wantProblems(t, "one more", err, "message.too_many_today")
			refused++
			continue
		}
		if first == "" {
			first, informer = id, by
		}
	}
	for i := range 100 {
		if err := w.write(informer, first, fmt.Sprint("again ", i)); err != nil {
			wantProblems(t, "one more", err, "message.too_many_today")
			refused++
		}
	}
	sent := w.changed("message.sent")
	_, waiting, err := w.HeldMessages(w.ctx, moderator, 1)
	t.Logf("of 250: %d reach the seeker, %d wait, %d are refused", sent, waiting, refused)
	if err != nil || sent > 30 || sent < 5 || sent+waiting+refused != 250 || refused == 0 {
		t.Errorf("of 250: %d reach the seeker, %d wait, %d are refused, %v", sent, waiting, refused, err)
	}
	w.must(w.write(seeker, first, "my answer")) // the seeker's own are counted apart
	w.clock.add(24 * time.Hour)
	w.must(w.write(informer, first, "tomorrow"))
	if got := w.reads(seeker, first); !strings.HasSuffix(got, "tomorrow") {
		t.Error("the next day nothing reaches the seeker")
	}
}

// TestOnceThread: a double click writes once and shows the same code.
func TestOnceThread(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	req := registry.OpenThread{Form: registry.NewToken(), Reference: ref, Text: "hello"}
	a, err := w.OpenThread(w.ctx, public, req)
	w.must(err)
	b, err := w.OpenThread(w.ctx, public, req)
	if err != nil || a.Code != b.Code || a.Record != b.Record || w.count(registry.KindMessage) != 1 {
		t.Errorf("twice: %v, %d messages", err, w.count(registry.KindMessage))
	}
	say := registry.SendMessage{Thread: registry.ThreadID(a.Record.ID), Text: "yes", Once: "form"}
	w.must(w.SendMessage(w.ctx, seeker, say))
	w.must(w.SendMessage(w.ctx, seeker, say))
	if w.count(registry.KindMessage) != 2 {
		t.Error("a double click writes twice")
	}
	_, err = w.OpenThread(w.ctx, public, registry.OpenThread{Form: "short", Reference: ref, Text: "hello"})
	wantKind(t, "a form of somebody's own making", err, registry.KindInvalid)
}

// TestThreadsEnd: threads go with their notice, and with a seeker who looks no longer.
func TestThreadsEnd(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	_, informer, err := w.open(public, ref, "hello")
	w.must(err)
	gone, err := w.EraseNotice(w.ctx, seeker, registry.NoticeID(seeker.Scope.ID), "", true)
	if err != nil || !gone || w.count(registry.KindThread)+w.count(registry.KindMessage) != 0 {
		t.Errorf("erased: %v %v, %d threads, %d messages", gone, err, w.count(registry.KindThread), w.count(registry.KindMessage))
	}
	if got := w.reads(informer, registry.ThreadID(informer.Scope.ID)); got != "-" {
		t.Errorf("it still reads %q", got)
	}
	ref, seeker = w.coded(nil)
	_, _, err = w.open(public, ref, "hello")
	w.must(err)
	w.must(w.LeaveNotice(w.ctx, seeker, registry.CloseOther, ""))
	if w.count(registry.KindThread)+w.count(registry.KindMessage) != 0 {
		t.Error("the messages of a seeker who left are kept")
	}
}
