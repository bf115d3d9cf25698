package registry_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestRefusedIsRemembered: a pair that people refused is not proposed again,
// whatever is imported anew or edited, and however high it scores then.
func TestRefusedIsRemembered(t *testing.T) {
	w := newWorld(t)
	sent := noon
	notice := func(name string) registry.Item {
		return w.imported("a.org/n", func(q *registry.FileNotice) {
			q.Origin.SourceDate, q.Person.Names = sent, []registry.Name{registry.NewName(name, "")}
		})
	}
	report := func(text string) registry.Item {
		return w.importedReport("b.org/r", func(q *registry.ReportFound) { q.Origin.SourceDate, q.Person.Description = sent, text })
	}
	if got := w.outcomes(notice("Ana Reis"), report("a woman")); got != "new new" {
		t.Fatal(got)
	}
	id := func(kind registry.Kind) (id string) {
		w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
			for id = range r.IDs(kind, "") {
			}
			return nil
		}))
		return id
	}
	n, rep := registry.NoticeID(id(registry.KindNotice)), registry.ReportID(id(registry.KindReport))
	l := w.link(n, rep, 0.6)
	w.must(w.decide(l, registry.LinkRefused))

	steps := []struct {
		name string
		do   func() string
		want string
	}{
		{"the notice is edited", func() string { return w.outcomes(notice("Ana Maria Reis")) }, "updated"},
		{"the report is sent again", func() string { return w.outcomes(report("a woman")) }, "unchanged"},
		{"the report is changed", func() string { return w.outcomes(report("a woman called Ana Reis")) }, "updated"},
	}
	for i, step := range steps {
		sent = sent.Add(time.Minute)
		if got := step.do(); got != step.want {
			t.Errorf("%s: %s", step.name, got)
		}
		score := registry.Candidate{Notice: n, Report: rep, Score: 0.7 + float64(i)/10, Evidence: make([]registry.Evidence, i+1)}
		w.linker.reports[n], w.linker.notices[rep] = []registry.Candidate{score}, []registry.Candidate{score}
		if _, _, err := w.CatchUpLinks(w.ctx, nil); err != nil {
			t.Error(err)
		}
		_, total, err := w.Queue(w.ctx, moderator, 0, 10)
		if p, perr := w.Pair(w.ctx, moderator, l); total != 0 || err != nil || perr != nil || p.State != registry.LinkRefused || p.Decisions[0].Reason != "compared both" {
			t.Errorf("%s: %d in the queue, %s, %v %v", step.name, total, p.State, err, perr)
		}
	}
	w.must(w.UndoLink(w.ctx, second, l, w.get(linkRef(l), &registry.Link{}), "the name came later"))
	if items, _, err := w.Queue(w.ctx, moderator, 0, 10); err != nil || len(items) != 1 || items[0].Link != l {
		t.Errorf("taken back by a person: %v, %v", items, err)
	}
}

// TestUndoRestores compares the notice, its page, its statements and the tasks
// before a confirmation and after it was undone, also when the notice was closed
// on that match.
func TestUndoRestores(t *testing.T) {
	for name, condition := range map[string]registry.Condition{"alive": registry.ConditionInjured, "dead": registry.ConditionDeceased} {
		for _, closes := range []bool{false, true} {
			w := newWorld(t)
			_, n := w.notice()
			seeker := holder(noticeRef(n))
			w.must(w.AddStatement(w.ctx, seeker, noticeRef(n), "she had a red bag", true, ""))
			other := w.link(n, w.report(nil), 0.4)
			w.must(w.decide(other, registry.LinkChecking))
			l := w.link(n, w.report(func(q *registry.ReportFound) { q.Condition = condition }), 0.9)
			type snapshot struct {
				State      registry.NoticeState
				Reason     registry.CloseReason
				Expires    time.Time
				Checking   *registry.SeekerLink
				Match      *registry.SeekerLink
				Statements []registry.SeekerStatement
				Tasks      int
				Queue      int
			}
			see := func() snapshot {
				v, err := w.SeekerNotice(w.ctx, seeker)
				w.must(err)
				_, total, err := w.Queue(w.ctx, moderator, 0, 10)
				w.must(err)
				if v.Checking != nil {
					v.Checking.Since = time.Time{} // shelving and unshelving touch it
				}
				return snapshot{v.State, v.Reason, v.Expires, v.Checking, v.Match, v.Statements, len(w.tasks()), total}
			}
			before := see()
			reason := registry.CloseFound
			if condition == registry.ConditionDeceased {
				reason = registry.CloseOther
				w.confirmDeath(l)
			} else {
				w.must(w.decide(l, registry.LinkConfirmed))
			}
			if closes {
				w.tellFamilies()
				w.must(w.CloseNotice(w.ctx, moderator, n, reason, "passport"))
				for _, task := range w.tasks() {
					if task.Kind == registry.TaskClose {
						w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: task.ID, Agree: true, Note: "called"}))
					}
				}
				if w.state(n) != registry.NoticeClosed {
					t.Errorf("%s: not closed", name)
				}
			}
			w.must(w.UndoLink(w.ctx, second, l, w.get(linkRef(l), &registry.Link{}), "another patient"))
			if after := see(); !reflect.DeepEqual(before, after) {
				t.Errorf("%s, closed %v: was %+v, is %+v", name, closes, before, after)
			}
		}
	}
}

// TestUndoLeavesTheSeekersClosing: what the seeker closed stays closed.
func TestUndoLeavesTheSeekersClosing(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	l := w.link(n, w.report(nil), 0.9)
	w.must(w.decide(l, registry.LinkConfirmed))
	w.must(w.CloseNotice(w.ctx, holder(noticeRef(n)), n, registry.CloseFound, ""))
	w.must(w.UndoLink(w.ctx, moderator, l, w.get(linkRef(l), &registry.Link{}), "a slip"))
	if w.state(n) != registry.NoticeClosed {
		t.Error("opened again")
	}
	if _, total, err := w.Queue(w.ctx, moderator, 0, 10); total != 0 || err != nil {
		t.Errorf("%d in the queue, %v", total, err)
	}
}

// TestWithdrawnReopens: a search that moderators closed on a report goes on when
// its source takes the report back.
func TestWithdrawnReopens(t *testing.T) {
	w, n, id, task := closing(t)
	w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: task, Agree: true, Note: "called"}))
	var l registry.Link
	w.get(linkRef(id), &l)
	w.must(w.WithdrawReport(w.ctx, holder(reportRef(l.Report))))
	if w.state(n) != registry.NoticeOpen {
		t.Error("the search is still closed")
	}
}
