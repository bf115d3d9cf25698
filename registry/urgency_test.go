package registry_test

import (
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestQueueOrder: each line comes before all that follow it.
func TestQueueOrder(t *testing.T) {
	child, medical, risk := registry.Urgency{Child: true}, registry.Urgency{Medical: true}, registry.Urgency{AtRisk: true}
	old := noon.Add(-3 * time.Hour)
	lines := []struct {
		name    string
		urgency registry.Urgency
		score   float64
		waiting time.Time
	}{
		{"a sick child at risk", registry.Urgency{Child: true, Medical: true, AtRisk: true}, 0.1, noon},
		{"a sick child", registry.Urgency{Child: true, Medical: true}, 1, noon},
		{"a child at risk", registry.Urgency{Child: true, AtRisk: true}, 0.1, noon},
		{"a child, likely", child, 0.9, noon},
		{"a child, weak", child, 0.1, old},
		{"somebody sick and at risk", registry.Urgency{Medical: true, AtRisk: true}, 0.1, noon},
		{"somebody sick", medical, 0.2, noon},
		{"somebody at risk", risk, 0.99, noon},
		{"likely, waiting longer", registry.Urgency{}, 0.91, old},
		{"likely, the higher score", registry.Urgency{}, 0.99, noon},
		{"possible", registry.Urgency{}, 0.89, old},
		{"possible, just", registry.Urgency{}, 0.5, noon},
		{"weak", registry.Urgency{}, 0.49, old},
		{"weak, waiting less", registry.Urgency{}, 0.49, noon},
	}
	var values []string
	for _, l := range lines {
		values = append(values, registry.QueueOrder(l.urgency, l.score, l.waiting))
	}
	for i := 1; i < len(values); i++ {
		if values[i-1] >= values[i] {
			t.Errorf("%s (%s) does not come before %s (%s)", lines[i-1].name, values[i-1], lines[i].name, values[i])
		}
	}
	if v := registry.QueueOrder(child, -1, time.Time{}); v > values[4] {
		t.Errorf("a time before 1970 sorts as %s", v)
	}
}

func TestBandOf(t *testing.T) {
	for score, want := range map[float64]registry.Band{1: registry.BandLikely, 0.9: registry.BandLikely, 0.8999: registry.BandPossible, 0.5: registry.BandPossible, 0.4999: registry.BandWeak, 0: registry.BandWeak} {
		if got := registry.BandOf(score); got != want {
			t.Errorf("%v is %s, want %s", score, got, want)
		}
	}
}

// TestQueueUrgency: what makes a pair urgent, read off both sides, and read again
// when a side changes.
func TestQueueUrgency(t *testing.T) {
	years := func(lo, hi int) *registry.Age { return &registry.Age{Min: lo, Max: hi} }
	tests := map[string]struct {
		notice func(*registry.Notice)
		report func(*registry.ReportFound)
		want   registry.Urgency
	}{
		"nothing":               {nil, nil, registry.Urgency{}},
		"a child sought":        {func(n *registry.Notice) { n.Person.Age = years(8, 8) }, nil, registry.Urgency{Child: true}},
		"born tomorrow":         {func(n *registry.Notice) { n.Person.Birth = registry.DateOf(noon.Add(48 * time.Hour)) }, nil, registry.Urgency{Child: true}},
		"a child found":         {nil, func(q *registry.ReportFound) { q.Person.Age = years(5, 7) }, registry.Urgency{Child: true}},
		"an adult, found young": {func(n *registry.Notice) { n.Person.Age = years(40, 45) }, func(q *registry.ReportFound) { q.Person.Age = years(15, 50) }, registry.Urgency{}},
		"needs insulin":         {func(n *registry.Notice) { n.Person.Medical = "insulin" }, nil, registry.Urgency{Medical: true}},
		"found in need":         {nil, func(q *registry.ReportFound) { q.Condition = registry.ConditionHelp }, registry.Urgency{Medical: true}},
		"found ill":             {nil, func(q *registry.ReportFound) { q.Person.Medical = "asthma" }, registry.Urgency{Medical: true}},
		"at risk":               {func(n *registry.Notice) { n.AtRisk = true }, nil, registry.Urgency{AtRisk: true}},
	}
	for name, tt := range tests {
		w := newWorld(t)
		_, plain := w.notice()
		w.link(plain, w.report(nil), 0.99)
		_, id := w.notice()
		l := w.link(id, w.report(tt.report), 0.1)
		if tt.notice != nil { // said later on: the same score, another urgency
			var n registry.Notice
			w.get(noticeRef(id), &n)
			tt.notice(&n)
			w.put(&n)
			_, err := w.ProposeLinks(w.ctx, noticeRef(id))
			w.must(err)
		}
		items, _, err := w.Queue(w.ctx, moderator, 0, 10)
		w.must(err)
		at := slices.IndexFunc(items, func(q registry.QueueItem) bool { return q.Link == l })
		if at < 0 || items[at].Urgency != tt.want || (at == 0) != (tt.want != registry.Urgency{}) {
			t.Errorf("%s: line %d with %+v, want %+v", name, at, items[at].Urgency, tt.want)
		}
	}
}
