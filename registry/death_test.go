package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// confirmDeath is two people who agree that a patient who died is the person of
// a notice.
func (w *world) confirmDeath(id registry.LinkID) {
	w.t.Helper()
	w.must(w.decide(id, registry.LinkConfirmed))
	for _, t := range w.tasks() {
		if t.Kind == registry.TaskDead && t.Link == id {
			w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: t.ID, Agree: true, Note: "called the ward"}))
			return
		}
	}
	w.t.Fatal("nobody asked for a second person")
}

// TestDeathNeedsTwo: one person's word confirms nothing, and nobody else learns
// of it meanwhile.
func TestDeathNeedsTwo(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	rep := w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased })
	id := w.link(n, rep, 0.9)
	at := w.get(linkRef(id), &registry.Link{})
	for range 2 {
		w.must(w.decide(id, registry.LinkConfirmed))
	}
	tasks := w.tasks()
	if len(tasks) != 1 || tasks[0].Kind != registry.TaskDead || w.get(linkRef(id), &registry.Link{}) != at {
		t.Fatalf("tasks %v", tasks)
	}
	if v, err := w.SeekerNotice(w.ctx, holder(noticeRef(n))); err != nil || v.Match != nil || v.Checking != nil || len(v.Statements) != 0 {
		t.Errorf("the seeker sees %v, %v, %v, %v", v.Match, v.Checking, v.Statements, err)
	}
	err := w.DecideLink(w.ctx, second, registry.DecideLink{Link: id, Seen: at, To: registry.LinkConfirmed, Reason: "me too"})
	wantProblems(t, "confirmed beside it", err, "decision.second_pending")
	answer := registry.SecondClose{Task: tasks[0].ID, Agree: true, Note: "called"}
	wantProblems(t, "the same person", w.SecondClose(w.ctx, moderator, answer), "note.second_same")

	w.must(w.WithdrawReport(w.ctx, holder(reportRef(rep))))
	wantKind(t, "the report is taken back", w.SecondClose(w.ctx, second, answer), registry.KindNotFound)
}

// TestDeathLosesGround: what a first person wished falls away with its ground.
func TestDeathLosesGround(t *testing.T) {
	dead := func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }
	for name, lose := range map[string]func(w *world, n registry.NoticeID, id registry.LinkID) error{
		"refused": func(w *world, _ registry.NoticeID, id registry.LinkID) error {
			return w.decide(id, registry.LinkRefused)
		},
		"closed": func(w *world, n registry.NoticeID, _ registry.LinkID) error {
			return w.CloseNotice(w.ctx, holder(noticeRef(n)), n, registry.CloseFound, "")
		},
	} {
		w := newWorld(t)
		_, n := w.notice()
		id := w.link(n, w.report(dead), 0.9)
		w.must(w.decide(id, registry.LinkConfirmed))
		w.must(lose(w, n, id))
		if tasks := w.tasks(); len(tasks) != 0 {
			t.Errorf("%s: still asked for: %v", name, tasks)
		}
	}
	w := newWorld(t)
	_, n := w.notice()
	_, m := w.notice()
	rep := w.report(dead)
	id, other := w.link(n, rep, 0.9), w.link(m, rep, 0.9)
	w.must(w.decide(id, registry.LinkConfirmed))
	wish := w.tasks()[0].ID
	w.confirmDeath(other)
	wantProblems(t, "confirmed elsewhere", w.SecondClose(w.ctx, second, registry.SecondClose{Task: wish, Agree: true, Note: "called"}), "note.ground_lost")
}

// tellFamilies does all tasks of deaths.
func (w *world) tellFamilies() {
	w.t.Helper()
	for _, t := range w.tasks() {
		if t.Kind == registry.TaskDeath {
			w.must(w.TakeTask(w.ctx, moderator, t.ID))
			w.must(w.FinishTask(w.ctx, moderator, t.ID, "told the mother"))
		}
	}
}

// TestCloseAfterDeath: never as found, and not before the family knows.
func TestCloseAfterDeath(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	id := w.link(n, w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }), 0.9)
	w.confirmDeath(id)
	wantProblems(t, "untold", w.CloseNotice(w.ctx, moderator, n, registry.CloseOther, "x"), "reason.death_untold")
	w.tellFamilies()
	wantProblems(t, "as found", w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "x"), "reason.death_not_found")
	w.must(w.CloseNotice(w.ctx, moderator, n, registry.CloseOther, "the family knows"))
}

// TestHoaxDeath: who may not tell of a death can write so, reads the same as for
// any report, and changes nothing (abuse case A08).
func TestHoaxDeath(t *testing.T) {
	w := newWorld(t)
	ref, n := w.notice()
	for name, by := range map[string]registry.Viewer{"anonymous": public, "a volunteer": volunteer} {
		req := w.found()
		req.About, req.Condition = n, registry.ConditionDeceased
		got, err := w.ReportFound(w.ctx, by, req)
		w.must(err)
		if got.Reference == "" || got.Code == "" {
			t.Errorf("%s: another answer than for any report: %+v", name, got)
		}
		id := w.link(n, registry.ReportID(got.Record.ID), 0.9)
		err = w.DecideLink(w.ctx, moderator, registry.DecideLink{
			Link: id, Seen: w.get(linkRef(id), &registry.Link{}), To: registry.LinkConfirmed, Reason: "they say so", Basis: registry.ConfidenceDocument,
		})
		wantProblems(t, name, err, "decision.death_unsure")
	}
	page, err := w.PublicNotice(w.ctx, ref)
	v, err2 := w.SeekerNotice(w.ctx, holder(noticeRef(n)))
	if err != nil || err2 != nil || page.News || len(page.Statements) != 0 || v.Match != nil || v.Checking != nil || len(v.Statements) != 0 || len(w.tasks()) != 0 {
		t.Errorf("something follows from it: %+v, %+v, %v, %v", page, v, err, err2)
	}
}
