package registry_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func (w *world) way(kind registry.WayKind, value string) registry.Way {
	w.t.Helper()
	way, err := w.Way(w.ctx, kind, value)
	w.must(err)
	return way
}

// fake files a notice that came by ways.
func (w *world) fake(ways ...registry.Way) registry.NoticeID {
	w.t.Helper()
	req := w.request()
	req.Ways = ways
	got, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	return registry.NoticeID(got.Record.ID)
}

// states counts notices by state.
func (w *world) states(ids []registry.NoticeID) map[registry.NoticeState]int {
	out := map[registry.NoticeState]int{}
	for _, id := range ids {
		out[w.state(id)]++
	}
	return out
}

// TestSweep (A10, A05): thousands of fakes from many addresses but of one text are
// closed together and taken back together; honest notices among them, one that a
// moderator let through and one that changed since stay as they are.
func TestSweep(t *testing.T) {
	w := newWorld(t)
	text := w.way(registry.WayText, "the same words")
	var fakes []registry.NoticeID
	for i := range 450 {
		fakes = append(fakes, w.fake(w.way(registry.WayAddress, fmt.Sprint(i%50)), text))
	}
	honest := w.fake(w.way(registry.WayAddress, "honest"))
	cleared := fakes[0]
	w.clock.add(time.Minute)
	w.must(w.HoldNotice(w.ctx, moderator, cleared, "odd"))
	w.must(w.review(registry.ReviewNotice{Notice: cleared, Release: true}))
	found := w.found()
	found.Ways = []registry.Way{text}
	rep, err := w.ReportFound(w.ctx, public, found)
	w.must(err)

	list, err := w.Ways(w.ctx, moderator)
	if err != nil || !slices.Contains(list, registry.WayCount{Way: text, Records: 451}) {
		t.Fatalf("the ways are %v, %v", list, err)
	}
	sweep := registry.SweepWay{Once: "1", Way: text, Act: registry.SweepHold, Note: "one text"}
	if n, err := w.SweepWay(w.ctx, moderator, sweep); err != nil || n != 449 {
		t.Errorf("held %d, %v", n, err)
	}
	before := w.head()
	if n, err := w.SweepWay(w.ctx, moderator, sweep); err != nil || n != 0 || w.head() != before {
		t.Errorf("the same form again held %d, %v", n, err)
	}
	if got := w.states(fakes); got[registry.NoticeHeld] != 449 || w.state(honest) != registry.NoticeOpen || w.state(cleared) != registry.NoticeOpen {
		t.Errorf("after the hold: %v", got)
	}
	if n, err := w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "2", Way: text, Act: registry.SweepFalse, Note: "fakes"}); err != nil || n != 450 {
		t.Errorf("closed %d, %v", n, err)
	}
	w.must(w.UndoRefusal(w.ctx, moderator, fakes[7], "this one is real"))
	var r registry.Report
	if w.get(rep.Record, &r); r.State != registry.ReportWithdrawn {
		t.Error("the report of that way stands")
	}
	page, err := w.ByWay(w.ctx, moderator, text, 20)
	if err != nil || page.Total != 451 || page.Undo == nil || page.Undo.Act != registry.SweepFalse {
		t.Errorf("the page of the way: %+v, %v", page.Undo, err)
	}
	w.clock.add(registry.ReopenFor - time.Hour)
	if n, err := w.UndoSweep(w.ctx, second, text); err != nil || n != 449 {
		t.Errorf("took back %d, %v", n, err)
	}
	if w.get(rep.Record, &r); r.State != registry.ReportOpen || w.states(fakes)[registry.NoticeHeld] != 449 {
		t.Errorf("after the undo: %v, report %s", w.states(fakes), r.State)
	}
	w.must(w.review(registry.ReviewNotice{Notice: fakes[9], Release: true}))
	if n, err := w.UndoSweep(w.ctx, second, text); err != nil || n != 448 {
		t.Errorf("took back %d of the hold, %v", n, err)
	}
	if n, err := w.UndoSweep(w.ctx, second, text); err != nil || n != 0 {
		t.Errorf("took back %d of nothing, %v", n, err)
	}
}

// TestSweepSpares: a confirmed match is not closed by a sweep, and what an account
// filed is swept by that account only.
func TestSweepSpares(t *testing.T) {
	w := newWorld(t)
	net := w.way(registry.WayNetwork, "192.0.2.0/24")
	matched := w.fake(net)
	w.must(w.decide(w.link(matched, w.report(nil), 0.9), registry.LinkConfirmed))
	req := w.request()
	req.Ways = []registry.Way{net}
	staff, err := w.FileNotice(w.ctx, volunteer, req)
	w.must(err)
	if n, err := w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "1", Way: net, Act: registry.SweepFalse, Note: "x"}); err != nil || n != 0 {
		t.Errorf("closed %d, %v", n, err)
	}
	hospital, stranger := w.found(), w.found()
	hospital.Ways, stranger.Ways = []registry.Way{net}, []registry.Way{net}
	ward, err := w.ReportFound(w.ctx, w.atHospital(), hospital)
	w.must(err)
	seen, err := w.ReportFound(w.ctx, public, stranger)
	w.must(err)
	_, sought := w.notice()
	pair := w.link(sought, registry.ReportID(seen.Record.ID), 0.9)
	w.must(w.DecideLink(w.ctx, moderator, registry.DecideLink{
		Link: pair, Seen: w.get(linkRef(pair), &registry.Link{}), To: registry.LinkConfirmed, Reason: "spoke with her", Basis: registry.ConfidenceOwnWord,
	}))
	if n, err := w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "4", Way: net, Act: registry.SweepFalse, Note: "x"}); err != nil || n != 0 {
		t.Errorf("took back %d that people stand behind, %v", n, err)
	}
	ofWard := w.way(registry.WayAccount, string(w.atHospital().Account))
	var rep registry.Report
	if n, err := w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "5", Way: ofWard, Act: registry.SweepFalse, Note: "stolen"}); err != nil || n != 2 || w.get(ward.Record, &rep) == 0 || rep.State != registry.ReportWithdrawn {
		t.Errorf("took back %d of a stolen account, %v", n, err)
	}
	account := w.way(registry.WayAccount, string(volunteer.Account))
	if n, err := w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "2", Way: account, Act: registry.SweepFalse, Note: "stolen"}); err != nil || n != 1 || w.state(registry.NoticeID(staff.Record.ID)) != registry.NoticeClosed {
		t.Errorf("closed %d of the account, %v", n, err)
	}
	_, err = w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "3", Way: account, Act: registry.SweepHold})
	wantProblems(t, "without a note", err, "note.needed")
	_, err = w.ByWay(w.ctx, moderator, "address:unknown", 10)
	wantKind(t, "an unknown way", err, registry.KindNotFound)
}

func TestArrivals(t *testing.T) {
	w := newWorld(t)
	way := w.way(registry.WayAddress, "192.0.2.7/32")
	id := w.fake(way)
	if n, err := w.Came(w.ctx, way, 10); err != nil || n != 1 {
		t.Errorf("%d came, %v", n, err)
	}
	w.clock.add(registry.ArrivalLife + time.Second)
	if n, err := w.PurgeArrivals(w.ctx); err != nil || n != 1 {
		t.Errorf("%d forgotten, %v", n, err)
	}
	if n, err := w.Came(w.ctx, way, 10); err != nil || n != 0 || w.state(id) != registry.NoticeOpen {
		t.Errorf("%d are remembered, %v", n, err)
	}
}
