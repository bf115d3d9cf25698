package registry_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestTakeBack withdraws what a key filed since a time, and nothing else (A20).
func TestTakeBack(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	member := w.atHospital()
	key := registry.Viewer{Ring: registry.RingOrganisation, Org: member.Org, Account: "key"}
	file := func(by registry.Viewer) registry.ReportID {
		r, err := w.ReportFound(w.ctx, by, w.found())
		w.must(err)
		return registry.ReportID(r.Record.ID)
	}
	before := file(key)
	w.clock.add(time.Hour)
	since := w.Clock.Now()
	colleague := file(member)
	bad := []registry.ReportID{file(key), file(key)}
	link := w.link(n, bad[0], 0.9)
	w.must(w.decide(link, registry.LinkConfirmed))

	admin := registry.Viewer{Ring: registry.RingAdmin, Account: "boss"}
	req := registry.TakeBack{Org: key.Org, Account: key.Account, Since: since, Reason: "the key leaked"}
	for _, by := range []registry.Viewer{{}, member, key, moderator} {
		_, err := w.TakeBackReports(w.ctx, by, req)
		wantKind(t, string(by.Ring), err, registry.KindForbidden)
	}
	_, err := w.TakeBackReports(w.ctx, admin, registry.TakeBack{Org: key.Org, Account: key.Account})
	wantProblems(t, "no reason", err, "undo_reason.needed")
	for i, want := range []int{2, 0} {
		if n, err := w.TakeBackReports(w.ctx, admin, req); n != want || err != nil {
			t.Errorf("time %d: %d reports, %v", i, n, err)
		}
	}
	state := func(id registry.ReportID) (rep registry.Report) {
		w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
			_, err := r.Get(registry.Ref{Kind: registry.KindReport, ID: string(id)}, &rep)
			return err
		}))
		return rep
	}
	for id, want := range map[registry.ReportID]registry.ReportState{before: registry.ReportOpen, colleague: registry.ReportOpen, bad[0]: registry.ReportWithdrawn, bad[1]: registry.ReportWithdrawn} {
		if got := state(id).State; got != want {
			t.Errorf("%s is %s", id, got)
		}
	}
	p, err := w.Pair(w.ctx, moderator, link)
	w.must(err)
	if p.State == registry.LinkConfirmed {
		t.Error("a match that rested on the report is still confirmed")
	}
}

// TestOnceReused: the same form files once; with other words it is refused, not
// swallowed.
func TestOnceReused(t *testing.T) {
	w := newWorld(t)
	by, req := w.atHospital(), w.found()
	req.Once = "form"
	first, err := w.ReportFound(w.ctx, by, req)
	w.must(err)
	if again, err := w.ReportFound(w.ctx, by, req); err != nil || again.Reference != first.Reference {
		t.Errorf("again: %+v, %v", again, err)
	}
	req.Tag = "bed 8"
	_, err = w.ReportFound(w.ctx, by, req)
	wantProblems(t, "other words", err, "once.reused")
	if other, err := w.ReportFound(w.ctx, w.otherHospital(), req); err != nil || other.Reference == first.Reference {
		t.Errorf("of another organisation: %+v, %v", other, err)
	}
}
