package registry_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestDecideLadder tries every decision on every step of the ladder, known by
// the source or established by the moderator.
func TestDecideLadder(t *testing.T) {
	for _, c := range registry.Confidences() {
		for _, byModerator := range []bool{false, true} {
			for to, want := range map[registry.LinkState]string{
				registry.LinkProposed:  "",
				registry.LinkRefused:   "",
				registry.LinkChecking:  map[bool]string{false: "basis.too_low_to_tell"}[c.MayTell()],
				registry.LinkConfirmed: map[bool]string{false: "basis.too_low_to_confirm"}[c.MayConfirm()],
			} {
				w := newWorld(t)
				_, n := w.notice()
				source, basis := c, registry.ConfidenceNone
				if byModerator {
					source, basis = basis, source
				}
				id := w.link(n, w.report(func(q *registry.ReportFound) { q.Confidence = source }), 0.9)
				err := w.DecideLink(w.ctx, moderator, registry.DecideLink{Link: id, Seen: 1, To: to, Basis: basis, Reason: "compared"})
				wantProblems(t, c.String()+" to "+string(to), err, strings.Fields(want)...)
			}
		}
	}
}

func TestDecideLinkRefuses(t *testing.T) {
	tests := map[string]struct {
		prepare func(w *world, n registry.NoticeID, id registry.LinkID)
		change  func(*registry.DecideLink)
		want    string
	}{
		"no reason":                 {nil, func(q *registry.DecideLink) { q.Reason = " \n" }, "reason.needed"},
		"no decision":               {nil, func(q *registry.DecideLink) { q.To = "" }, "decision.choose"},
		"no such":                   {nil, func(q *registry.DecideLink) { q.To = "merged" }, "decision.choose"},
		"bad basis":                 {nil, func(q *registry.DecideLink) { q.Basis = 9 }, "basis.choose"},
		"moved":                     {nil, func(q *registry.DecideLink) { q.Seen = 7 }, "decision.moved"},
		"a moved one tells no more": {nil, func(q *registry.DecideLink) { q.Seen, q.Reason = 7, "" }, "decision.moved"},
		"closed notice": {func(w *world, n registry.NoticeID, id registry.LinkID) {
			w.must(w.decide(id, registry.LinkChecking))
			w.must(w.CloseNotice(w.ctx, holder(noticeRef(n)), n, registry.CloseFound, ""))
		}, func(q *registry.DecideLink) { q.Seen = 3 }, "decision.notice_closed"},
		"withdrawn report": {func(w *world, _ registry.NoticeID, id registry.LinkID) {
			w.must(w.decide(id, registry.LinkChecking))
			var l registry.Link
			w.get(linkRef(id), &l)
			w.must(w.WithdrawReport(w.ctx, holder(reportRef(l.Report))))
		}, func(q *registry.DecideLink) { q.Seen = 3 }, "decision.report_withdrawn"},
		"decided before": {func(w *world, _ registry.NoticeID, id registry.LinkID) {
			w.must(w.decide(id, registry.LinkConfirmed))
		}, func(q *registry.DecideLink) { q.Seen, q.To = 2, registry.LinkRefused }, "decision.decided"},
		"checking twice": {func(w *world, _ registry.NoticeID, id registry.LinkID) {
			w.must(w.decide(id, registry.LinkChecking))
		}, func(q *registry.DecideLink) { q.Seen, q.To = 2, registry.LinkChecking }, "decision.decided"},
		"report taken": {func(w *world, _ registry.NoticeID, id registry.LinkID) {
			var l registry.Link
			w.get(linkRef(id), &l)
			_, other := w.notice()
			w.must(w.decide(w.link(other, l.Report, 0.5), registry.LinkConfirmed))
		}, func(q *registry.DecideLink) {}, "decision.report_taken"},
		"report taken, refused": {func(w *world, _ registry.NoticeID, id registry.LinkID) {
			var l registry.Link
			w.get(linkRef(id), &l)
			_, other := w.notice()
			w.must(w.decide(w.link(other, l.Report, 0.5), registry.LinkConfirmed))
		}, func(q *registry.DecideLink) { q.To = registry.LinkRefused }, ""},
	}
	for name, tt := range tests {
		w := newWorld(t)
		_, n := w.notice()
		id := w.link(n, w.report(nil), 0.9)
		if tt.prepare != nil {
			tt.prepare(w, n, id)
		}
		req := registry.DecideLink{Link: id, Seen: 1, To: registry.LinkConfirmed, Reason: "compared"}
		tt.change(&req)
		wantProblems(t, name, w.DecideLink(w.ctx, second, req), strings.Fields(tt.want)...)
	}
}

// TestDoubleClick: the same form sent twice decides once; another person's does not pass.
func TestDoubleClick(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	id := w.link(n, w.report(nil), 0.9)
	for _, to := range []registry.LinkState{registry.LinkProposed, registry.LinkChecking, registry.LinkConfirmed} {
		req := registry.DecideLink{Link: id, Seen: w.get(linkRef(id), &registry.Link{}), To: to, Reason: "I compared " + string(to)}
		w.must(w.DecideLink(w.ctx, moderator, req))
		at := w.head()
		if err := w.DecideLink(w.ctx, moderator, req); err != nil || w.head() != at {
			t.Errorf("%s twice: %v", to, err)
		}
		req.Reason = "another"
		wantProblems(t, string(to)+" for another reason", w.DecideLink(w.ctx, moderator, req), "decision.moved")
	}
	seen := w.get(linkRef(id), &registry.Link{})
	wantProblems(t, "no reason to undo", w.UndoLink(w.ctx, moderator, id, seen, ""), "undo_reason.needed")
	w.must(w.UndoLink(w.ctx, moderator, id, seen, "a slip"))
	at := w.head()
	if err := w.UndoLink(w.ctx, moderator, id, seen, "a slip"); err != nil || w.head() != at {
		t.Errorf("undone twice: %v", err)
	}
	wantProblems(t, "undone by another", w.UndoLink(w.ctx, second, id, seen, "a slip"), "decision.moved")
}

// TestSeekerSees follows a pair through its life on the seeker's page.
func TestSeekerSees(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	id := w.link(n, w.report(nil), 0.9)
	sees := func(when string, checking bool, point string) {
		t.Helper()
		v, err := w.SeekerNotice(w.ctx, holder(noticeRef(n)))
		if err != nil || (v.Checking != nil) != checking || (v.Match != nil) != (point != "") || v.Match != nil && v.Match.ContactPoint != point {
			t.Errorf("%s: checking %v, match %v, %v", when, v.Checking, v.Match, err)
		}
	}
	undo := func() {
		w.must(w.UndoLink(w.ctx, moderator, id, w.get(linkRef(id), &registry.Link{}), "a slip"))
	}
	sees("proposed", false, "")
	w.must(w.decide(id, registry.LinkProposed))
	sees("later", false, "")
	w.must(w.decide(id, registry.LinkChecking))
	sees("checking", true, "")
	w.must(w.decide(id, registry.LinkConfirmed))
	sees("confirmed", false, "ward 3")
	undo()
	sees("undone", true, "")
	undo()
	sees("undone twice", false, "")
	wantProblems(t, "a third time", w.UndoLink(w.ctx, moderator, id, w.get(linkRef(id), &registry.Link{}), "again"), "decision.nothing_to_undo")
	w.must(w.decide(id, registry.LinkRefused))
	sees("refused", false, "")

	p, err := w.Pair(w.ctx, moderator, id)
	if err != nil || p.State != registry.LinkRefused || len(p.Decisions) != 5 || p.ContactPoint != "" {
		t.Errorf("the history has %d decisions, %v", len(p.Decisions), err)
	}
	for _, d := range p.Decisions {
		if d.Reason == "" || d.By == "" || d.At.IsZero() {
			t.Errorf("a decision without reason, name or time: %+v", d)
		}
	}
}

// TestDeath: a task for a named human, and nothing of it on the seeker's page.
func TestDeath(t *testing.T) {
	w := newWorld(t)
	ref, n := w.notice()
	id := w.link(n, w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }), 0.9)
	w.confirmDeath(id)
	seeker := holder(noticeRef(n))
	v, err := w.SeekerNotice(w.ctx, seeker)
	if err != nil || v.Match != nil || v.Checking == nil || v.Checking.ContactPoint != "" {
		t.Errorf("the seeker sees match %v, checking %v, %v", v.Match, v.Checking, err)
	}
	if page, err := w.PublicNotice(w.ctx, ref); err != nil || page.News {
		t.Errorf("the public sees news: %v, %v", page.News, err)
	}
	tasks, _, err := w.Tasks(w.ctx, moderator)
	if err != nil || len(tasks) != 1 || tasks[0].Link != id || tasks[0].By != second.Account || tasks[0].Names[0].Full != "Ana Reis" {
		t.Fatalf("tasks %v, %v", tasks, err)
	}
	w.must(w.UndoLink(w.ctx, moderator, id, w.get(linkRef(id), &registry.Link{}), "wrong file"))
	if tasks, _, err := w.Tasks(w.ctx, moderator); len(tasks) != 0 || err != nil {
		t.Errorf("undone, but %d tasks, %v", len(tasks), err)
	}
	if v, err := w.SeekerNotice(w.ctx, seeker); err != nil || v.Checking != nil {
		t.Errorf("undone, but checking since %v, %v", v.Checking, err)
	}

	w.confirmDeath(id)
	tasks, _, err = w.Tasks(w.ctx, moderator)
	w.must(err)
	wantProblems(t, "nobody's task", w.FinishTask(w.ctx, second, tasks[0].ID, "told the father"), "note.not_taken")
	w.must(w.TakeTask(w.ctx, moderator, tasks[0].ID))
	w.must(w.TakeTask(w.ctx, second, tasks[0].ID))
	wantProblems(t, "somebody else's task", w.FinishTask(w.ctx, moderator, tasks[0].ID, "told the father"), "note.not_taken")
	wantKind(t, "a machine takes it", w.TakeTask(w.ctx, registry.System, tasks[0].ID), registry.KindForbidden)
	wantProblems(t, "no note", w.FinishTask(w.ctx, second, tasks[0].ID, ""), "note.needed")
	wantKind(t, "no such task", w.FinishTask(w.ctx, second, "none", "x"), registry.KindNotFound)
	w.must(w.FinishTask(w.ctx, second, tasks[0].ID, "told the father"))
	w.must(w.FinishTask(w.ctx, moderator, tasks[0].ID, "me too"))
	var done registry.Task
	w.get(registry.Ref{Kind: registry.KindTask, ID: string(tasks[0].ID)}, &done)
	if left, _, err := w.Tasks(w.ctx, moderator); len(left) != 0 || err != nil || done.DoneBy != second.Account || done.Note != "told the father" {
		t.Errorf("done by %q with %q, %d left, %v", done.DoneBy, done.Note, len(left), err)
	}
}
