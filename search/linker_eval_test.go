package search

import (
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/internal/evalset"
)

// The figures below hold on the odd reports, which nothing was fitted on.
const (
	leastRecall    = 0.90
	leastPrecision = 0.93

	// evalBudget bounds each run; a slow machine measures fewer reports.
	evalBudget = 15 * time.Second
)

// outcome counts proposals against the known pairs.
type outcome struct {
	gold, reports int
	first, any    int // reports whose pair is the first proposal, or among them
	proposed      int // reports with a proposal
	offered       int // pairs offered in all
	scores        []scored
}

type scored struct {
	p     float64
	right bool
}

// TestLinkingOfSimulatedEmergencies proposes notices for the odd reports, as
// many as the budget allows, with their event and without it.
func TestLinkingOfSimulatedEmergencies(t *testing.T) {
	if testing.Short() {
		t.Skip("takes up to 40 seconds")
	}
	set := eventSet(t)
	l := evalLinker(t, set)
	for _, withEvent := range []bool{true, false} {
		o := measure(t, l, set, withEvent, evalBudget)
		precision, recall := float64(o.first)/float64(o.proposed), float64(o.first)/float64(o.gold)
		t.Logf("event %v: %d reports, %d pairs: precision %.3f recall %.3f F1 %.3f; among the five %.3f; offered per report %.2f; best F1 %.3f at %.3f; recall at precision .99 %.3f",
			withEvent, o.reports, o.gold, precision, recall, 2*precision*recall/(precision+recall), float64(o.any)/float64(o.gold), float64(o.offered)/float64(o.reports), bestF1(o), bestAt(o), recallAt(o, .99))
		if precision < leastPrecision || recall < leastRecall {
			t.Errorf("event %v: precision %.3f, recall %.3f", withEvent, precision, recall)
		}
	}
}

func evalLinker(t *testing.T, set evalset.Set) *Linker {
	t.Helper()
	s := newStore(t)
	var recs []registry.Record
	for _, n := range set.Notices {
		recs = append(recs, n)
	}
	for _, r := range set.Reports {
		recs = append(recs, r)
	}
	seq := put(t, s, recs...)
	x := start(t, t.TempDir(), s, fixedClock{evalset.Now()})
	began := time.Now()
	wait(t, x, seq)
	t.Logf("indexed %d records in %v, %d bytes", len(recs), time.Since(began), x.Status().Bytes)
	return NewLinker(x)
}

func measure(t *testing.T, l *Linker, set evalset.Set, withEvent bool, budget time.Duration) outcome {
	t.Helper()
	var o outcome
	var took []time.Duration
	end := time.Now().Add(budget)
	for _, r := range set.Reports {
		if even(r.ID) {
			continue
		}
		if time.Now().After(end) {
			break
		}
		if !withEvent {
			c := *r
			c.Event = ""
			r = &c
		}
		began := time.Now()
		list, err := l.NoticesFor(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(began))
		o.count(list, set.Gold[r.ID])
	}
	slices.Sort(took)
	if len(took) < 100 {
		t.Skip("too slow a machine to measure")
	}
	t.Logf("p50 %v p99 %v", took[len(took)/2], took[len(took)*99/100])
	return o
}

func (o *outcome) count(list []registry.Candidate, gold registry.NoticeID) {
	o.reports++
	o.offered += len(list)
	if gold != "" {
		o.gold++
	}
	if len(list) == 0 {
		return
	}
	o.proposed++
	right := gold != "" && list[0].Notice == gold
	if right {
		o.first++
	}
	if slices.ContainsFunc(list, func(c registry.Candidate) bool { return c.Notice == gold }) {
		o.any++
	}
	o.scores = append(o.scores, scored{list[0].Score, right})
}

// curve calls f with precision and recall at each threshold, from high to low.
func (o *outcome) curve(f func(at, precision, recall float64)) {
	slices.SortFunc(o.scores, func(a, b scored) int {
		if a.p > b.p {
			return -1
		}
		if a.p < b.p {
			return 1
		}
		return 0
	})
	tp := 0
	for i, s := range o.scores {
		if s.right {
			tp++
		}
		if i+1 == len(o.scores) || o.scores[i+1].p != s.p {
			f(s.p, float64(tp)/float64(i+1), float64(tp)/float64(o.gold))
		}
	}
}

func bestF1(o outcome) float64 { f, _ := bestPoint(o); return f }
func bestAt(o outcome) float64 { _, at := bestPoint(o); return at }

func bestPoint(o outcome) (best, threshold float64) {
	o.curve(func(at, p, r float64) {
		if f := 2 * p * r / (p + r); f > best {
			best, threshold = f, at
		}
	})
	return best, threshold
}

func recallAt(o outcome, precision float64) (recall float64) {
	o.curve(func(_, p, r float64) {
		if p >= precision {
			recall = max(recall, r)
		}
	})
	return recall
}
