package registry_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func (w *world) imported(id registry.RecordID, change func(*registry.FileNotice)) registry.Item {
	req := w.request()
	req.Seeker, req.Consent, req.Origin = registry.Seeker{}, false, registry.Origin{Record: id, SourceDate: noon}
	if change != nil {
		change(&req)
	}
	return registry.Item{Notice: &req}
}

func (w *world) importedReport(id registry.RecordID, change func(*registry.ReportFound)) registry.Item {
	req := w.found()
	req.Origin = registry.Origin{Record: id, SourceDate: noon}
	if change != nil {
		change(&req)
	}
	return registry.Item{Report: &req}
}

// outcomes imports and lists what became of the items, as "new", "refused".
func (w *world) outcomes(items ...registry.Item) string {
	w.t.Helper()
	got, err := w.Import(w.ctx, items)
	w.must(err)
	var out []string
	for _, o := range got {
		out = append(out, string(o.Outcome))
		if (o.Outcome == registry.OutcomeRefused) != (o.Err != nil) {
			w.t.Errorf("%s with %v", o.Outcome, o.Err)
		}
	}
	return strings.Join(out, " ")
}

func TestImport(t *testing.T) {
	w := newWorld(t)
	items := []registry.Item{
		w.imported("a.org/1", nil),
		w.imported("a.org/2", func(q *registry.FileNotice) { q.Person = registry.Person{} }),
		w.importedReport("a.org/3", nil),
		w.imported("a.org/1", nil),
		w.imported("no id", nil),
		w.imported("a.org/\x00", nil),
		w.imported("", nil),
		w.imported("a.org/4", func(q *registry.FileNotice) { q.Event = "other" }),
		w.importedReport("a.org/5", func(q *registry.ReportFound) { q.About = "unknown" }),
		w.imported("a.org/6", func(q *registry.FileNotice) { q.Filed = noon.Add(-time.Hour) }),
	}
	const refused = " refused refused refused refused refused refused "
	if got, want := w.outcomes(items...), "new refused new"+refused+"new"; got != want {
		t.Errorf("first: %s, want %s", got, want)
	}
	at := w.head()
	if got, want := w.outcomes(items...), "unchanged refused unchanged"+refused+"unchanged"; got != want || w.head() != at {
		t.Errorf("again: %s, want %s; the log grew by %d", got, want, w.head()-at)
	}
	if got := w.outcomes(); got != "" {
		t.Errorf("nothing gives %q", got)
	}
}

func TestImportUpdates(t *testing.T) {
	w := newWorld(t)
	later, sooner := noon.Add(time.Hour), noon.Add(-time.Hour)
	notice := func(at time.Time, change func(*registry.FileNotice)) registry.Item {
		return w.imported("a.org/1", func(q *registry.FileNotice) {
			if q.Origin.SourceDate = at; change != nil {
				change(q)
			}
		})
	}
	report := func(at time.Time, change func(*registry.ReportFound)) registry.Item {
		return w.importedReport("a.org/2", func(q *registry.ReportFound) {
			if q.Origin.SourceDate = at; change != nil {
				change(q)
			}
		})
	}
	tests := []struct {
		name string
		item registry.Item
		want string
	}{
		{"new", notice(noon, nil), "new"},
		{"only the date is newer", notice(later, nil), "unchanged"},
		{"older", notice(sooner, func(q *registry.FileNotice) { q.Person.Description = "old" }), "stale"},
		{"newer", notice(later, func(q *registry.FileNotice) { q.Person.Description = "new" }), "updated"},
		{"the same again", notice(later, func(q *registry.FileNotice) { q.Person.Description = "new" }), "unchanged"},
		{"older than that", notice(noon, nil), "stale"},
		{"seen elsewhere", notice(later, func(q *registry.FileNotice) { q.LastSeen.Place.Area = "Porto" }), "updated"},
		{"refused", notice(later, func(q *registry.FileNotice) { q.Person = registry.Person{} }), "refused"},
		{"a report of a notice's id", w.importedReport("a.org/1", nil), "refused"},

		{"a report", report(noon, nil), "new"},
		{"the same", report(noon, nil), "unchanged"},
		{"in another batch", report(later, func(q *registry.ReportFound) { q.Origin.Batch = "2" }), "unchanged"},
		{"an older death", report(sooner, func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }), "stale"},
		{"less trusted", report(later, func(q *registry.ReportFound) { q.Source.Trust, q.Text = registry.TrustVolunteer, "moved" }), "stale"},
		{"other words", report(later, func(q *registry.ReportFound) { q.Text = "moved" }), "updated"},
		{"surer", report(later, func(q *registry.ReportFound) { q.Text, q.Confidence = "moved", registry.ConfidenceBiometric }), "updated"},
		{"in another state", report(later, func(q *registry.ReportFound) { q.Condition = registry.ConditionInjured }), "updated"},
		{"a notice of a report's id", w.imported("a.org/2", nil), "refused"},
	}
	for _, tt := range tests {
		if got := w.outcomes(tt.item); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if n := w.count(registry.KindNotice) + w.count(registry.KindReport); n != 2 {
		t.Errorf("made %d records", n)
	}
}

// TestImportKeeps: what was decided here survives a newer copy.
func TestImportKeeps(t *testing.T) {
	w := newWorld(t)
	newer := func(o *registry.Origin) { o.SourceDate = w.clock.Now() }
	update := func() {
		t.Helper()
		w.clock.add(time.Hour)
		got := w.outcomes(
			w.imported("a.org/1", func(q *registry.FileNotice) {
				newer(&q.Origin)
				q.Person.Description = w.clock.Now().String()
			}),
			w.importedReport("a.org/2", func(q *registry.ReportFound) {
				newer(&q.Origin)
				q.Text = w.clock.Now().String()
			}))
		if got != "updated updated" {
			t.Errorf("the newer copies are %s", got)
		}
	}
	w.outcomes(w.imported("a.org/1", nil), w.importedReport("a.org/2", nil))
	var n registry.Notice
	var rep registry.Report
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		n.ID = registry.NoticeID(slices.Collect(r.IDs(registry.KindNotice, ""))[0])
		rep.ID = registry.ReportID(slices.Collect(r.IDs(registry.KindReport, ""))[0])
		return nil
	}))
	w.get(n.Ref(), &n)
	n.Visibility, n.AtRisk = registry.VisibleVerified, true // as people here decided
	w.put(&n)
	id := w.link(n.ID, rep.ID, 0.9)
	w.must(w.decide(id, registry.LinkRefused))
	update()

	var now registry.Notice
	w.get(n.Ref(), &now)
	if now.Visibility != registry.VisibleVerified || !now.AtRisk || now.Reference != n.Reference || !now.Filed.Equal(n.Filed) {
		t.Errorf("after the update: %v, at risk %v, %s", now.Visibility, now.AtRisk, now.Reference)
	}
	if fresh, err := w.ProposeLinks(w.ctx, n.Ref()); fresh != 0 || err != nil {
		t.Errorf("the refused pair is proposed again: %d, %v", fresh, err)
	}
	if p, err := w.Pair(w.ctx, moderator, id); err != nil || p.State != registry.LinkRefused {
		t.Errorf("the refused pair is %v, %v", p.State, err)
	}
	w.must(w.CloseNotice(w.ctx, moderator, n.ID, registry.CloseFalse, "a hoax"))
	update()
	if w.get(n.Ref(), &now); now.State != registry.NoticeClosed || now.CloseReason != registry.CloseFalse {
		t.Errorf("after the update it is %v for %v", now.State, now.CloseReason)
	}
}

// TestImportDeath: somebody confirmed who dies later is a task for a human too.
func TestImportDeath(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	alive, dead := w.importedReport("a.org/2", nil), w.importedReport("a.org/2", func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased })
	w.outcomes(alive)
	var rep registry.ReportID
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		rep = registry.ReportID(slices.Collect(r.IDs(registry.KindReport, ""))[0])
		return nil
	}))
	id := w.link(n, rep, 0.9)
	w.must(w.decide(id, registry.LinkConfirmed))
	for _, want := range []string{"updated", "unchanged"} {
		if got := w.outcomes(dead); got != want {
			t.Errorf("the death is %s, want %s", got, want)
		}
	}
	if tasks, _, err := w.Tasks(w.ctx, moderator); err != nil || len(tasks) != 1 || tasks[0].Link != id {
		t.Errorf("%d tasks, %v", len(tasks), err)
	}
	if v, err := w.SeekerNotice(w.ctx, holder(noticeRef(n))); err != nil || v.Match != nil || v.Checking == nil {
		t.Errorf("the seeker sees match %v, %v", v.Match, err)
	}
}
