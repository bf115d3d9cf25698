package registry_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

const days = 24 * time.Hour

// errOf drops whether something was erased.
func errOf(_ bool, err error) error { return err }

// Purge shadows the one of the service: tests leap over months, which a purge does
// not believe before somebody says that the clock is right.
func (w *world) Purge(ctx context.Context, opts registry.PurgeOptions) (registry.Purge, error) {
	w.must(w.TrustClock(ctx, registry.System, w.clock.Now()))
	return w.Service.Purge(ctx, opts)
}

func (w *world) purge() map[registry.PurgeCount]int {
	w.t.Helper()
	p, err := w.Purge(w.ctx, registry.PurgeOptions{})
	w.must(err)
	if p.Damaged != 0 {
		w.t.Errorf("%d damaged", p.Damaged)
	}
	delete(p.Counts, arrivals)
	return p.Counts
}

// arrivals go by their own clock, which other tests look at.
var arrivals = registry.PurgeCount{What: "arrival.erased", Why: "old"}

// wantPurge purges, after a dry run that must not change anything, and compares
// what was done with what is wanted, as "notice.erased faded".
func (w *world) wantPurge(name string, want ...string) {
	w.t.Helper()
	before := w.head()
	dry, err := w.Purge(w.ctx, registry.PurgeOptions{Dry: true})
	w.must(err)
	delete(dry.Counts, arrivals)
	if w.head() != before {
		w.t.Fatalf("%s: a dry run wrote", name)
	}
	wanted := map[registry.PurgeCount]int{}
	for _, s := range want {
		what, why, _ := strings.Cut(s, " ")
		wanted[registry.PurgeCount{What: what, Why: why}]++
	}
	if got := w.purge(); !maps.Equal(got, wanted) || !maps.Equal(dry.Counts, wanted) {
		w.t.Errorf("%s: got %v, dry %v, want %v", name, got, dry.Counts, wanted)
	}
}

// TestLifeOfANotice walks through the life of a notice (docs/retention.md).
func TestLifeOfANotice(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	seeker := holder(noticeRef(id))
	public := func() registry.ErrorKind {
		if _, err := w.PublicNotice(w.ctx, ref); err != nil {
			return registry.KindOf(err)
		}
		return 0
	}
	w.clock.add(50*days - time.Second)
	w.wantPurge("a day early")
	w.clock.add(time.Second)
	w.wantPurge("ten days before", "notice.expiring life")
	w.wantPurge("asked once only")
	w.must(w.ExtendNotice(w.ctx, seeker, 30*days))
	w.clock.add(20 * days)
	w.wantPurge("of the chosen life", "notice.expiring life")
	if public() != 0 {
		t.Error("hidden before its end")
	}
	w.clock.add(10 * days)
	if public() != registry.KindGone {
		t.Error("shown after its end, before the purge")
	}
	w.wantPurge("at its end", "notice.expired life")
	w.clock.add(6 * days)
	w.wantPurge("while it can be taken back")
	w.must(w.ExtendNotice(w.ctx, seeker, 0))
	if v, err := w.SeekerNotice(w.ctx, seeker); err != nil || v.Expires.Sub(w.clock.Now()) != 30*days || public() != 0 {
		t.Errorf("renewed: %v, %v", v.Expires, err)
	}
	w.clock.add(20 * days)
	w.wantPurge("asked anew", "notice.expiring life")
	w.clock.add(10 * days)
	w.wantPurge("faded anew", "notice.expired life")
	w.clock.add(7 * days)
	w.wantPurge("erased", "notice.erased faded")
	if public() != registry.KindGone {
		t.Error("the page of an erased notice does not say so")
	}
	_, err := w.NoticeByID(w.ctx, id)
	wantKind(t, "by id", err, registry.KindGone)
	_, err = w.SeekerNotice(w.ctx, seeker)
	wantKind(t, "its holder", err, registry.KindGone)
	w.clock.add(registry.KeepPlaceholder)
	w.wantPurge("the placeholder", "placeholder.erased old")
	if public() != registry.KindNotFound {
		t.Error("the placeholder is still there")
	}
}

// TestPurgeAfterDowntime: who was not asked in time gets the days to answer.
func TestPurgeAfterDowntime(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	w.clock.add(100 * days)
	w.wantPurge("catching up", "notice.expiring life", "notice.expired life")
	w.clock.add(6 * days)
	w.must(w.ExtendNotice(w.ctx, holder(noticeRef(id)), 0))
	w.clock.add(150 * days)
	w.purge()
	w.clock.add(7 * days)
	w.wantPurge("later", "notice.erased faded")
}

// TestEraseTakesAll: with a notice go its links, statements, tasks and marks.
func TestEraseTakesAll(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	other, otherID := w.notice()
	rep := w.report(nil)
	link := w.link(id, rep, 0.9)
	w.must(w.CommentLink(w.ctx, volunteer, registry.CommentLink{Link: link, Text: "canary"}))
	w.must(w.decide(link, registry.LinkConfirmed))
	w.must(w.AddStatement(w.ctx, holder(noticeRef(id)), noticeRef(id), "canary", true, ""))
	w.must(w.MarkSame(w.ctx, moderator, id, other, "same birth date"))
	w.must(errOf(w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", true)))
	w.must(errOf(w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", true))) // a second click
	for kind, want := range map[registry.Kind]int{
		registry.KindNotice: 1, registry.KindLink: 0, registry.KindStatement: 0, registry.KindTask: 0,
		registry.KindReport: 1, registry.KindPlaceholder: 1,
	} {
		if n := w.count(kind); n != want {
			t.Errorf("%d of %s, want %d", n, kind, want)
		}
	}
	var o registry.Notice
	if w.get(noticeRef(otherID), &o); len(o.Twins) != 0 {
		t.Errorf("the other notice remembers %v", o.Twins)
	}
	w.clock.add(registry.KeepReport)
	w.purge()
	if n := w.count(registry.KindReport); n != 0 {
		t.Errorf("%d reports", n)
	}
}

// TestPurgeKeeps what a human still needs: a report that a family was told of, a
// notice whose family nobody has told of a death.
func TestPurgeKeeps(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	seeker := holder(noticeRef(id))
	rep := w.report(nil)
	w.must(w.decide(w.link(id, rep, 0.9), registry.LinkConfirmed))
	for range 10 {
		w.clock.add(25 * days)
		w.must(w.ExtendNotice(w.ctx, seeker, 90*days))
		w.purge()
	}
	if v, err := w.SeekerNotice(w.ctx, seeker); err != nil || v.Match == nil {
		t.Fatalf("the match is gone: %v", err)
	}
	dead := w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased })
	_, untold := w.notice()
	w.confirmDeath(w.link(untold, dead, 0.9))
	gone, err := w.EraseNotice(w.ctx, holder(noticeRef(untold)), untold, "", true)
	if w.must(err); gone {
		t.Error("erased before the family was told of a death")
	}
	for range 20 {
		w.clock.add(5 * days)
		w.purge()
	}
	if tasks := w.tasks(); len(tasks) != 1 || tasks[0].Kind != registry.TaskDeath {
		t.Fatalf("tasks: %v", tasks)
	}
	w.tellFamilies()
	w.clock.add(registry.UndoFor)
	w.purge()
	if n := w.count(registry.KindTask); n != 0 {
		t.Errorf("%d tasks", n)
	}
}

// TestPurgePatient erases the reports of one patient together.
func TestPurgePatient(t *testing.T) {
	w := newWorld(t)
	first := w.report(nil)
	w.clock.add(100 * days)
	req := w.found()
	got, err := w.ReportFound(w.ctx, registry.Viewer{Ring: registry.RingOrganisation}, req)
	w.must(err)
	w.must(w.MarkLater(w.ctx, moderator, registry.MarkLater{Report: first, To: got.Reference, Reason: "wristband"}))
	w.clock.add(registry.KeepReport - time.Hour)
	w.purge()
	if n := w.count(registry.KindReport); n != 2 {
		t.Errorf("%d reports while one is young", n)
	}
	w.clock.add(time.Hour)
	w.purge()
	if n := w.count(registry.KindReport); n != 0 {
		t.Errorf("%d reports", n)
	}
}

// TestPurgeCopies: a copy from elsewhere goes at its end, without any undo.
func TestPurgeCopies(t *testing.T) {
	w := newWorld(t)
	if got := w.outcomes(w.imported("a.org/1", nil)); got != "new" {
		t.Fatal(got)
	}
	w.clock.add(registry.LifeDefault - time.Second)
	w.wantPurge("before")
	w.clock.add(time.Second)
	w.wantPurge("at its end", "notice.erased copy")
	if got := w.outcomes(w.imported("a.org/1", nil)); got != "new" {
		t.Errorf("sent again by its home: %s", got)
	}
	w.clock.add(55 * days)
	if got := w.outcomes(w.imported("a.org/1", nil)); got != "unchanged" {
		t.Errorf("sent again: %s", got)
	}
	w.clock.add(30 * days)
	w.wantPurge("its home still has it")
}

// TestA29 runs a registry for 200 days and more, with hourly purges and holes of
// days: never is anything overdue after a purge, and at the end nothing of any
// person is left.
func TestA29(t *testing.T) {
	w := newWorld(t)
	r := rand.New(rand.NewPCG(1, 2))
	var ids []registry.NoticeID
	for now := 0; now < 60; now++ {
		_, id := w.notice()
		ids = append(ids, id)
		rep := w.report(nil)
		link := w.link(id, rep, 0.5)
		switch now % 5 {
		case 0:
			w.must(w.decide(link, registry.LinkConfirmed))
		case 1:
			_ = w.CloseNotice(w.ctx, holder(noticeRef(id)), id, registry.CloseOther, "")
		case 2:
			_, _ = w.EraseNotice(w.ctx, moderator, id, "asked for by letter", false)
		}
		w.clock.add(days + time.Duration(r.IntN(40))*time.Hour)
		w.purgeAsRehearsed()
		w.notOverdue()
		if some := ids[r.IntN(len(ids))]; now%3 == 0 {
			_ = w.ExtendNotice(w.ctx, holder(noticeRef(some)), time.Duration(30+r.IntN(40))*days)
		}
	}
	for range 200 + 180 {
		w.clock.add(days)
		w.purgeAsRehearsed()
		w.notOverdue()
	}
	for _, k := range []registry.Kind{registry.KindNotice, registry.KindReport, registry.KindLink, registry.KindStatement, registry.KindTask} {
		if n := w.count(k); n != 0 {
			t.Errorf("%d of kind %s are left", n, k)
		}
	}
	if n := w.count(registry.KindPlaceholder); n != 120 {
		t.Errorf("%d placeholders", n)
	}
}

// purgeAsRehearsed purges and compares what was done with what a dry run said.
func (w *world) purgeAsRehearsed() {
	w.t.Helper()
	dry, err := w.Purge(w.ctx, registry.PurgeOptions{Dry: true})
	w.must(err)
	did, err := w.Purge(w.ctx, registry.PurgeOptions{})
	w.must(err)
	if !maps.Equal(dry.Counts, did.Counts) || did.Damaged != 0 {
		w.t.Errorf("said %v, did %v", dry.Counts, did.Counts)
	}
}

func (w *world) notOverdue() {
	w.t.Helper()
	if n, err := w.Overdue(w.ctx, 0); n != 0 || err != nil {
		w.t.Fatalf("%d overdue, %v", n, err)
	}
}

// TestPurgeEvent erases everything of an event but its numbers.
func TestPurgeEvent(t *testing.T) {
	w := newWorld(t)
	for i := range 7 {
		_, id := w.notice()
		if i < 2 {
			w.must(w.decide(w.link(id, w.report(nil), 0.9), registry.LinkConfirmed))
		}
		if i == 6 {
			w.must(errOf(w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", true)))
		}
	}
	before, err := w.EventStats(w.ctx, "flood")
	w.must(err)
	if d := before.Days; len(d) != 1 || d[0].Notices != 7 || d[0].Reports != 2 || d[0].Confirmed != 2 {
		t.Errorf("counted %+v", d)
	}
	if got := fmt.Sprint(before.Total().Notices.Text(), before.Total().Reports.Text()); got != "7≥ 1" {
		t.Errorf("shown: %s", got)
	}
	w.must(w.CloseEvent(w.ctx, registry.System, "flood", 3*days))
	w.clock.add(3 * days)
	w.wantPurge("the event", "notice.erased event", "notice.erased event", "notice.erased event", "notice.erased event",
		"notice.erased event", "notice.erased event", "report.erased event", "report.erased event")
	w.wantPurge("and again")
	after, err := w.EventStats(w.ctx, "flood")
	if err != nil || fmt.Sprint(after.Days) != fmt.Sprint(before.Days) {
		t.Errorf("after: %+v, %v", after, err)
	}
	wantKind(t, "closing it again", w.CloseEvent(w.ctx, registry.System, "flood", 0), registry.KindGone)
}

// TestStatsBySubtraction: whatever a hidden number is, the totals beside what is
// shown are the same.
func TestStatsBySubtraction(t *testing.T) {
	for shown := registry.Counted(registry.MinCell); shown < 20; shown++ {
		told := map[string]bool{}
		for hidden := registry.Counted(1); hidden < registry.MinCell; hidden++ {
			st := registry.EventStats{Days: []registry.DayCount{{Day: "2024-03-01", Notices: shown}, {Day: "2024-03-02", Notices: hidden}}}
			told[st.Total().Notices.Text()] = true
		}
		if len(told) != 1 {
			t.Errorf("beside %d the totals %v tell the hidden number", shown, told)
		}
	}
}

// TestErasingIsHidden: the page of what is to be erased is gone at once, or was
// never there.
func TestErasingIsHidden(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	w.must(errOf(w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", false)))
	_, err := w.PublicNotice(w.ctx, ref)
	wantKind(t, "the page", err, registry.KindGone)
	w.must(w.ReopenNotice(w.ctx, holder(noticeRef(id))))
	_, err = w.PublicNotice(w.ctx, ref)
	w.must(err)
	wantProblems(t, "a moderator without a reason", errOf(w.EraseNotice(w.ctx, moderator, id, "", false)), "erase_note.needed")
	w.must(errOf(w.EraseNotice(w.ctx, moderator, id, "a court says so", true)))
	wantKind(t, "the seeker cannot take that back", w.ReopenNotice(w.ctx, holder(noticeRef(id))), registry.KindGone)
	w.must(w.KeepNotice(w.ctx, moderator, id, "it was another one"))
	_, err = w.PublicNotice(w.ctx, ref)
	w.must(err)
	w.must(w.CloseNotice(w.ctx, moderator, id, registry.CloseFalse, "hoax"))
	wantProblems(t, "a hoax is evidence", errOf(w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", true)), "erase.evidence")
	wantKind(t, "a volunteer", errOf(w.EraseNotice(w.ctx, volunteer, id, "x", false)), registry.KindForbidden)

	req := w.request()
	req.Visibility = registry.VisibleVerified
	got, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	hidden := registry.NoticeID(got.Record.ID)
	w.must(errOf(w.EraseNotice(w.ctx, holder(noticeRef(hidden)), hidden, "", true)))
	_, err = w.PublicNotice(w.ctx, got.Reference)
	wantKind(t, "what was hidden was never there", err, registry.KindNotFound)
	_, err = w.NoticeByID(w.ctx, hidden)
	wantKind(t, "nor by id", err, registry.KindNotFound)
}
