package registry_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/retrouve/retrouve/registry"
)

func TestProposeLinks(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	rep := w.report(nil)
	id := registry.PairID(n, rep)
	candidate := func(score float64, evidence ...registry.Evidence) {
		w.linker.reports[n] = []registry.Candidate{{Notice: n, Report: rep, Score: score, Evidence: evidence}}
	}
	propose := func(name string, fresh int, written bool) {
		t.Helper()
		at := w.head()
		got, err := w.ProposeLinks(w.ctx, noticeRef(n))
		if got != fresh || err != nil || (w.head() != at) != written {
			t.Errorf("%s: %d new, %v; written: %v", name, got, err, w.head() != at)
		}
	}
	propose("nothing", 0, false)
	candidate(0.7)
	propose("new", 1, true)
	propose("the same", 0, false)
	candidate(0.9, registry.Evidence{Field: "name"})
	propose("a better score", 0, true)
	if p, err := w.Pair(w.ctx, moderator, id); err != nil || p.Score != 0.9 || len(p.Evidence) != 1 || p.State != registry.LinkProposed {
		t.Errorf("the pair is %v, %v", p.Score, err)
	}
	for _, state := range []registry.LinkState{registry.LinkRefused, registry.LinkChecking, registry.LinkConfirmed} {
		w.must(w.decide(id, state))
		candidate(0.99)
		propose(string(state), 0, false)
		w.must(w.UndoLink(w.ctx, moderator, id, w.get(linkRef(id), &registry.Link{}), "again"))
	}
	propose("undone", 0, true)
	if got, err := w.ProposeLinks(w.ctx, noticeRef("unknown")); got != 0 || err != nil {
		t.Errorf("an unknown notice: %d, %v", got, err)
	}
	w.must(w.CloseNotice(w.ctx, holder(noticeRef(n)), n, registry.CloseFound, ""))
	propose("closed", 0, false)
	w.linker.notices[rep] = w.linker.reports[n]
	if got, err := w.ProposeLinks(w.ctx, reportRef(rep)); got != 0 || err != nil {
		t.Errorf("the report of a closed notice: %d, %v", got, err)
	}
}

// TestSaidBySource: the notice that the source named is proposed, however low
// its score.
func TestSaidBySource(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	_, better := w.notice()
	rep := w.report(func(q *registry.ReportFound) { q.About = n })
	w.linker.notices[rep] = []registry.Candidate{{Notice: better, Report: rep, Score: 0.8}}
	if got, err := w.ProposeLinks(w.ctx, reportRef(rep)); got != 2 || err != nil {
		t.Errorf("proposed %d, %v", got, err)
	}
	if p, err := w.Pair(w.ctx, moderator, registry.PairID(n, rep)); err != nil || !p.Report.Says || p.Score != 0.01 {
		t.Errorf("the named pair: says %v, %v, %v", p.Report.Says, p.Score, err)
	}
	w.linker.notices[rep] = append(w.linker.notices[rep], registry.Candidate{Notice: n, Report: rep, Score: 0.3})
	if got, err := w.ProposeLinks(w.ctx, reportRef(rep)); got != 0 || err != nil {
		t.Errorf("found by the linker too: %d, %v", got, err)
	}
	var gone registry.Report
	w.get(reportRef(rep), &gone)
	gone.About = "erased"
	w.put(&gone)
	asked := w.linker.asked
	if _, err := w.ProposeLinks(w.ctx, reportRef(rep)); err != nil || w.linker.asked == asked {
		t.Errorf("when the named notice is erased the linker is not asked, %v", err)
	}
}

func TestCatchUpLinks(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	rep := w.report(nil)
	pair := []registry.Candidate{{Notice: n, Report: rep, Score: 0.9}}
	w.linker.reports[n], w.linker.notices[rep] = pair, pair // each proposes the other

	w.linker.fail = errors.New("the linker is out")
	if _, _, err := w.CatchUpLinks(w.ctx, nil); err == nil || w.count(registry.KindCursor) != 0 {
		t.Errorf("a failing linker: %v; %d cursors", err, w.count(registry.KindCursor))
	}
	w.linker.fail = nil
	var steps []registry.Seq
	at, head, err := w.CatchUpLinks(w.ctx, func(at, _ registry.Seq) { steps = append(steps, at) })
	if err != nil || at != head || head != w.head() || w.count(registry.KindLink) != 1 || len(steps) != 2 {
		t.Errorf("stands at %d of %d after %v, %d links, %v", at, head, steps, w.count(registry.KindLink), err)
	}
	if w.index.upTo < 3 {
		t.Errorf("did not wait for the index, which is at %d", w.index.upTo)
	}
	asked := w.linker.asked
	if _, _, err := w.CatchUpLinks(w.ctx, nil); err != nil || w.linker.asked != asked {
		t.Errorf("starts over: %v", err)
	}
	_, m := w.notice()
	w.linker.reports[m] = []registry.Candidate{{Notice: m, Report: rep, Score: 0.5}}
	again := &registry.Service{Store: w.Store, Linker: w.linker, Clock: w.clock} // after a restart, without an index
	if _, _, err := again.CatchUpLinks(w.ctx, nil); err != nil || w.linker.asked != asked+1 || w.count(registry.KindLink) != 2 {
		t.Errorf("resumes: asked %d times, %v", w.linker.asked-asked, err)
	}
}

// TestCatchUpLong works off more than one step's worth of changes.
func TestCatchUpLong(t *testing.T) {
	w := newWorld(t)
	for range 250 {
		w.notice()
	}
	steps := 0
	if _, _, err := w.CatchUpLinks(w.ctx, func(_, _ registry.Seq) { steps++ }); err != nil || w.linker.asked != 250 || steps != 3 {
		t.Errorf("asked %d times in %d steps, %v", w.linker.asked, steps, err)
	}
}

func TestFollowLinks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- w.FollowLinks(ctx, nil) }()
		synctest.Wait()
		w.notice()
		synctest.Wait()
		if w.linker.asked != 1 {
			t.Errorf("asked %d times", w.linker.asked)
		}
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}
