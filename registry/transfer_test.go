package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// ward files a report by a hospital with a contact point of its own.
func (w *world) ward(point string) registry.ReportID {
	w.t.Helper()
	return w.report(func(q *registry.ReportFound) { q.Source.ContactPoint = point })
}

func (w *world) referenceOf(id registry.ReportID) registry.Reference {
	w.t.Helper()
	var rep registry.Report
	w.get(reportRef(id), &rep)
	return rep.Reference
}

func (w *world) later(from, to registry.ReportID) error {
	w.t.Helper()
	return w.MarkLater(w.ctx, moderator, registry.MarkLater{Report: from, To: w.referenceOf(to), Reason: "the ambulance's list"})
}

// TestMarkLater: which reports can be of one patient.
func TestMarkLater(t *testing.T) {
	tests := map[string]struct {
		before func(w *world, a, b registry.ReportID) error
		change func(w *world, q *registry.MarkLater)
		want   string
	}{
		"plain":        {},
		"no reason":    {change: func(_ *world, q *registry.MarkLater) { q.Reason = " " }, want: "reason.needed"},
		"no report":    {change: func(_ *world, q *registry.MarkLater) { q.To = "00000000" }, want: "to.unknown"},
		"a notice":     {change: func(w *world, q *registry.MarkLater) { q.To, _ = w.notice() }, want: "to.unknown"},
		"itself":       {change: func(w *world, q *registry.MarkLater) { q.To = w.referenceOf(q.Report) }, want: "to.same_chain"},
		"a circle":     {before: func(w *world, a, b registry.ReportID) error { return w.later(b, a) }, want: "to.same_chain"},
		"moved on":     {before: func(w *world, a, _ registry.ReportID) error { return w.later(a, w.ward("")) }, want: "to.moved_on"},
		"another's":    {before: func(w *world, _, b registry.ReportID) error { return w.later(w.ward(""), b) }, want: "to.taken"},
		"taken back":   {before: func(w *world, _, b registry.ReportID) error { return w.WithdrawReport(w.ctx, holder(reportRef(b))) }, want: "to.report_withdrawn"},
		"other event":  {change: func(w *world, q *registry.MarkLater) { w.event = w.addEvent("fire"); q.To = w.referenceOf(w.ward("")) }, want: "to.other_event"},
		"two families": {before: func(w *world, a, b registry.ReportID) error { w.confirm(a); w.confirm(b); return nil }, want: "to.contradicts"},
		"one family": {before: func(w *world, a, b registry.ReportID) error {
			n := w.confirm(a)
			return w.decide(w.link(n, b, 0.5), registry.LinkConfirmed)
		}},
		"refused": {before: func(w *world, a, b registry.ReportID) error {
			n := w.confirm(a)
			return w.decide(w.link(n, b, 0.5), registry.LinkRefused)
		}, want: "to.contradicts"},
	}
	for name, tt := range tests {
		w := newWorld(t)
		a, b := w.ward("ward A"), w.ward("ward B")
		if tt.before != nil {
			w.must(tt.before(w, a, b))
		}
		req := registry.MarkLater{Report: a, To: w.referenceOf(b), Reason: "same wristband"}
		if tt.change != nil {
			tt.change(w, &req)
		}
		err := w.MarkLater(w.ctx, moderator, req)
		var want []string
		if tt.want != "" {
			want = []string{tt.want}
		}
		wantProblems(t, name, err, want...)
		at := w.head()
		if err == nil {
			if err := w.MarkLater(w.ctx, moderator, req); err != nil || w.head() != at {
				t.Errorf("%s: again: %v", name, err)
			}
		}
	}
}

// confirm links a report to a notice of its own.
func (w *world) confirm(rep registry.ReportID) registry.NoticeID {
	w.t.Helper()
	_, n := w.notice()
	w.must(w.decide(w.link(n, rep, 0.9), registry.LinkConfirmed))
	return n
}

// TestChainIsOnePerson: pairs of all reports of a patient are one pair, with the
// newest, and what people decided on one binds the others.
func TestChainIsOnePerson(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.ward("ward A"), w.ward("ward B"), w.ward("ward C")
	_, open := w.notice()
	_, refused := w.notice()
	old := w.link(open, a, 0.9)
	w.must(w.decide(w.link(refused, a, 0.8), registry.LinkRefused))
	w.must(w.later(a, b))
	w.must(w.later(b, c))
	_, err := w.Pair(w.ctx, moderator, old)
	wantKind(t, "the proposal for the first report", err, registry.KindNotFound)

	propose := func(n registry.NoticeID, rep registry.ReportID, score float64) {
		w.linker.reports[n] = append(w.linker.reports[n], registry.Candidate{Notice: n, Report: rep, Score: score})
		_, err := w.ProposeLinks(w.ctx, noticeRef(n))
		w.must(err)
	}
	propose(open, c, 0.3) // and a by 0.9, from before
	propose(refused, b, 0.9)
	items, _, err := w.Queue(w.ctx, moderator, 0, 10)
	if err != nil || len(items) != 1 || items[0].Link != registry.PairID(open, c) || items[0].Score != 0.9 {
		t.Fatalf("the queue has %v, %v", items, err)
	}
	w.must(w.decide(items[0].Link, registry.LinkConfirmed))
	_, third := w.notice()
	w.put(&registry.Link{ID: registry.PairID(third, a), Notice: third, Report: a, State: registry.LinkProposed, Patient: []registry.ReportID{b, c}})
	wantProblems(t, "another family by the first report", w.decide(registry.PairID(third, a), registry.LinkConfirmed), "decision.report_taken")
}

// TestNewestContactPoint: the seeker is told where the patient is now, and where
// they were once the transfer is undone.
func TestNewestContactPoint(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.ward("ward A"), w.ward("ward B"), w.ward("")
	n := w.confirm(a)
	told := func() string {
		v := w.seen(holder(noticeRef(n)))
		if v.Match == nil {
			return "nothing"
		}
		return v.Match.ContactPoint
	}
	want := func(what, point string) {
		t.Helper()
		if got := told(); got != point {
			t.Errorf("%s the seeker is told %q, want %q", what, got, point)
		}
	}
	want("before", "ward 3")
	w.must(w.later(a, b))
	want("after one transfer", "ward B")
	w.must(w.MarkLater(w.ctx, moderator, registry.MarkLater{Report: b, To: w.referenceOf(c), ContactPoint: "desk C", Reason: "moved"}))
	want("after two", "desk C")
	wantProblems(t, "undoing without a reason", w.UndoLater(w.ctx, moderator, b, ""), "undo_reason.needed")
	w.must(w.UndoLater(w.ctx, moderator, b, "another patient"))
	want("after undoing", "ward B")
	at := w.head()
	if err := w.UndoLater(w.ctx, moderator, b, "another patient"); err != nil || w.head() != at {
		t.Errorf("undoing twice: %v", err)
	}
	desk, err := w.DeskReport(w.ctx, moderator, w.referenceOf(b))
	if err != nil || len(desk.Chain) != 2 || desk.Chain[0].ID != a || !desk.Chain[1].Here || desk.Chain[1].Later != nil {
		t.Errorf("the chain is %v, %v", desk.Chain, err)
	}
	w.must(w.WithdrawReport(w.ctx, holder(reportRef(b))))
	want("after the newest was taken back", "nothing")
	w.must(w.UndoLater(w.ctx, moderator, a, "never moved"))
	var l registry.Link
	if w.get(linkRef(registry.PairID(n, a)), &l); l.Patient != nil || l.State != registry.LinkProposed {
		t.Errorf("the link is %s, with %v", l.State, l.Patient)
	}
}

// TestEarlierTakenBack: the hospital that they left takes its report back.
func TestEarlierTakenBack(t *testing.T) {
	w := newWorld(t)
	a, b := w.ward("ward A"), w.ward("ward B")
	w.must(w.later(a, b))
	n := w.confirm(b)
	w.must(w.WithdrawReport(w.ctx, holder(reportRef(a))))
	if v := w.seen(holder(noticeRef(n))); v.Match == nil {
		t.Error("the match of the later report is gone")
	}
}

// TestDeadPairAfterTransfer: who looks at a report is told that another one of the
// same patient tells of a death; a volunteer is not.
func TestDeadPairAfterTransfer(t *testing.T) {
	w := newWorld(t)
	dead, moved, other := w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }), w.ward("ward A"), w.ward("ward B")
	w.must(w.later(dead, moved))
	_, n := w.notice()
	for rep, tells := range map[registry.ReportID]bool{moved: true, other: false} {
		link := w.link(n, rep, 0.9)
		for who, want := range map[registry.Viewer]bool{moderator: tells, volunteer: false} {
			if p, err := w.Pair(w.ctx, who, link); err != nil || p.Dead != want {
				t.Errorf("a transfer %v, %v: dead %v, %v", tells, who.Ring, p.Dead, err)
			}
		}
	}
}

// TestDeathAfterTransfer: what the later report tells of is for a human to tell.
func TestDeathAfterTransfer(t *testing.T) {
	w := newWorld(t)
	a := w.ward("ward A")
	b := w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased })
	n := w.confirm(a)
	w.must(w.later(a, b))
	if v := w.seen(holder(noticeRef(n))); v.Match != nil || v.Checking == nil {
		t.Errorf("the seeker reads %v", v.Match)
	}
	if tasks, _, err := w.Tasks(w.ctx, moderator); err != nil || len(tasks) != 1 {
		t.Errorf("%d tasks, %v", len(tasks), err)
	}
	w.must(w.UndoLater(w.ctx, moderator, a, "another patient"))
	if tasks, _, err := w.Tasks(w.ctx, moderator); err != nil || len(tasks) != 0 {
		t.Errorf("after undoing %d tasks, %v", len(tasks), err)
	}
	if v := w.seen(holder(noticeRef(n))); v.Match == nil {
		t.Error("after undoing the seeker reads nothing")
	}
}

// TestStrangersNumber (A02): the number that a stranger left with a later report is
// never what a family is told to call; what the moderator says is, and what a ward says.
func TestStrangersNumber(t *testing.T) {
	for name, tt := range map[string]struct {
		by    func(w *world) registry.Viewer
		point string
		want  string
	}{
		"a stranger":               {func(*world) registry.Viewer { return public }, "", ""},
		"a stranger, and a person": {func(*world) registry.Viewer { return public }, "ward C", "ward C"},
		"a ward":                   {(*world).otherHospital, "", "0899 700 700"},
	} {
		w := newWorld(t)
		a := w.ward("ward A")
		n := w.confirm(a)
		req := w.found()
		req.Source.ContactPoint = "0899 700 700"
		got, err := w.ReportFound(w.ctx, tt.by(w), req)
		w.must(err)
		w.must(w.MarkLater(w.ctx, moderator, registry.MarkLater{Report: a, To: got.Reference, ContactPoint: tt.point, Reason: "same wristband"}))
		v, err := w.SeekerNotice(w.ctx, holder(noticeRef(n)))
		if err != nil || v.Match == nil || v.Match.ContactPoint != tt.want {
			t.Errorf("%s: the family is told to call %+v, %v", name, v.Match, err)
		}
	}
}
