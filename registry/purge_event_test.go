package registry_test

import (
	"maps"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestPurgeEventMoved: a purge that runs erases nothing of an event whose date was
// moved meanwhile.
func TestPurgeEventMoved(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		w.notice()
	}
	w.must(w.CloseEvent(w.ctx, registry.System, "flood", 3*days))
	w.clock.add(3 * days)
	moved := false
	p, err := w.Purge(w.ctx, registry.PurgeOptions{Progress: func(int, int) {
		if !moved {
			moved = true
			w.must(w.CloseEvent(w.ctx, registry.System, "flood", 30*days))
		}
	}})
	w.must(err)
	if erased := p.Counts[registry.PurgeCount{What: "notice.erased", Why: "event"}]; !moved || erased != 1 || w.count(registry.KindNotice) != 2 {
		t.Errorf("moved %v, then erased %v", moved, p.Counts)
	}
	w.clock.add(27 * days)
	if w.purge(); w.count(registry.KindNotice) != 0 {
		t.Error("still there at the new date")
	}
}

// TestPurgeEventTwice: what is due by itself and with its event goes once, in a dry
// run too, and so do the reports of one patient.
func TestPurgeEventTwice(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	w.must(errOf(w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", false)))
	w.notice()
	first, second := w.ward("ward 1"), w.ward("ward 2")
	w.must(w.later(first, second))
	w.must(w.CloseEvent(w.ctx, registry.System, "flood", 8*days))
	w.clock.add(9 * days)
	w.purgeAsRehearsed()
	if n := w.count(registry.KindPlaceholder); n != 4 {
		t.Errorf("%d placeholders", n)
	}
}

// TestPurgeEventUntold: an event stays due while a family was not told of a death,
// and what is known of it stays too; not for ever.
func TestPurgeEventUntold(t *testing.T) {
	closed := func() *world {
		w := newWorld(t)
		_, n := w.notice()
		w.notice()
		id := w.link(n, w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }), 0.9)
		w.confirmDeath(id)
		w.must(w.CloseEvent(w.ctx, registry.System, "flood", 2*days))
		w.clock.add(2 * days)
		w.wantPurge("untold", "notice.kept task", "report.kept task", "notice.erased event")
		return w
	}
	w := closed()
	w.tellFamilies()
	w.wantPurge("told", "notice.erased event", "report.erased event")

	w = closed()
	w.clock.add(registry.LifeMax - time.Hour)
	w.purge()
	if w.count(registry.KindNotice) != 1 {
		t.Error("gone before the last date")
	}
	w.clock.add(time.Hour)
	if w.purge(); w.count(registry.KindNotice) != 0 || w.count(registry.KindReport) != 0 {
		t.Error("kept for ever")
	}
}

// broken is a record whose stored bytes cannot be read as what it should be.
type broken struct {
	Filed string `json:"filed"`
	ref   registry.Ref
}

func (b *broken) Ref() registry.Ref    { return b.ref }
func (b *broken) Keys() []registry.Key { return nil }

// TestEraseBesideDamage: a neighbour that cannot be read keeps nobody's notice or
// report from being erased.
func TestEraseBesideDamage(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	other, otherID := w.notice()
	w.must(w.MarkSame(w.ctx, moderator, id, other, "same birth date"))
	first := w.report(nil)
	later, err := w.ReportFound(w.ctx, registry.Viewer{Ring: registry.RingOrganisation}, w.found())
	w.must(err)
	w.must(w.MarkLater(w.ctx, moderator, registry.MarkLater{Report: first, To: later.Reference, Reason: "wristband"}))
	for _, ref := range []registry.Ref{noticeRef(otherID), later.Record} {
		_, err := w.Store.Commit(w.ctx, registry.Batch{Put: []registry.Record{&broken{"x", ref}}, Changes: []registry.Change{{What: "test", Ref: ref}}})
		w.must(err)
	}
	gone, err := w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", true)
	if w.must(err); !gone {
		t.Error("the notice is not erased")
	}
	w.clock.add(registry.KeepReport)
	p, err := w.Purge(w.ctx, registry.PurgeOptions{})
	w.must(err)
	delete(p.Counts, arrivals)
	if want := map[registry.PurgeCount]int{{What: "report.erased", Why: "old"}: 1}; !maps.Equal(p.Counts, want) {
		t.Errorf("purged %v, want %v", p.Counts, want)
	}
}
