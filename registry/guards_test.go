package registry_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// A minor's name in a script that writes the surname first and without spaces
// shows nothing, unless the given name is known.
func TestMaskedCJK(t *testing.T) {
	for _, full := range []string{"王小明", "김민준", "佐藤花子", "さとう はなこ"} {
		if got := registry.NewName(full, "").Masked().Full; got != "" {
			t.Errorf("%s shows %s", full, got)
		}
	}
	n := registry.NewName("王小明", "")
	n.Given = "小明"
	if got := n.Masked().Full; got != "小明" {
		t.Errorf("given name known: %s", got)
	}
}

// A confirmation that ended with its report cannot be brought back by undoing.
func TestUndoAfterWithdrawal(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	rep := w.report(nil)
	id := w.link(n, rep, 0.9)
	w.must(w.decide(id, registry.LinkConfirmed))
	w.must(w.WithdrawReport(w.ctx, holder(reportRef(rep))))
	var l registry.Link
	v := w.get(linkRef(id), &l)
	wantProblems(t, "undo", w.UndoLink(w.ctx, moderator, id, v, "a slip"), "decision.nothing_to_undo")
}

// A pair that left the queue is not being checked by anybody, and says so.
func TestShelvedIsNotChecked(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	rep := w.report(nil)
	id := w.link(n, rep, 0.9)
	w.must(w.decide(id, registry.LinkChecking))
	w.must(w.WithdrawReport(w.ctx, holder(reportRef(rep))))
	if v, err := w.SeekerNotice(w.ctx, holder(noticeRef(n))); err != nil || v.Checking != nil {
		t.Errorf("the seeker reads that it is being checked, %v", err)
	}
}

// Words that changed between two sendings of one form are both kept.
func TestStatementChanged(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	by := holder(noticeRef(n))
	for _, words := range []string{"He has a dog.", "He has a dog.", "He has a dog. It is black."} {
		w.must(w.AddStatement(w.ctx, by, noticeRef(n), words, false, "form"))
	}
	if got := w.count(registry.KindStatement); got != 2 {
		t.Errorf("%d statements", got)
	}
}

// An exercise and the real thing never meet.
func TestDrillApart(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	id, err := w.AddEvent(w.ctx, registry.Event{Slug: "exercise", State: registry.EventDrill, Name: map[string]string{"": "Exercise"}, Zone: "UTC"})
	w.must(err)
	rep := w.report(func(q *registry.ReportFound) { q.Event, q.About = id, "" })
	w.linker.notices = map[registry.ReportID][]registry.Candidate{rep: {{Notice: n, Report: rep, Score: 0.9}}}
	if got, err := w.ProposeLinks(w.ctx, reportRef(rep)); got != 0 || err != nil {
		t.Errorf("proposed %d, %v", got, err)
	}
}

// Somebody on the web cannot file in another registry's name, nor anything that
// no field may hold.
func TestPublicRequest(t *testing.T) {
	w := newWorld(t)
	req := w.request()
	req.Origin = registry.Origin{Record: "hospital.org/7"}
	req.Person.Names = []registry.Name{{Full: "A\u202enn\x00  Other"}}
	rec, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	var n registry.Notice
	w.get(rec.Record, &n)
	if !n.Origin.IsZero() || n.Person.Names[0].Full != "Ann Other" {
		t.Errorf("kept %+v", n.Person.Names[0].Full)
	}
	req.Person.Description = strings.Repeat("a", registry.MaxText+1)
	_, err = w.FileNotice(w.ctx, public, req)
	wantProblems(t, "a long description", err, "description.too_long")
}

// A seeker's slip can be taken back for a week, a hoax not.
func TestReopenNotice(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	by := holder(noticeRef(n))
	id := w.link(n, w.report(nil), 0.9)
	w.must(w.decide(id, registry.LinkChecking))
	w.must(w.CloseNotice(w.ctx, by, n, registry.CloseOther, ""))
	w.must(w.ReopenNotice(w.ctx, by))
	if v, err := w.SeekerNotice(w.ctx, by); err != nil || v.State != registry.NoticeOpen || v.Checking == nil {
		t.Errorf("reopened: %v, %v", v.State, err)
	}
	w.must(w.CloseNotice(w.ctx, by, n, registry.CloseOther, ""))
	w.clock.add(registry.ReopenFor)
	wantKind(t, "after a week", w.ReopenNotice(w.ctx, by), registry.KindGone)
	_, hoax := w.notice()
	w.must(w.CloseNotice(w.ctx, moderator, hoax, registry.CloseFalse, "a hoax"))
	wantKind(t, "a hoax", w.ReopenNotice(w.ctx, holder(noticeRef(hoax))), registry.KindGone)
}
