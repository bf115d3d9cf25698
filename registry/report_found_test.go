package registry_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func TestReportFound(t *testing.T) {
	w := newWorld(t)
	_, about := w.notice()
	dead := registry.ConditionDeceased
	org := w.atHospital()
	tests := map[string]struct {
		by     registry.Viewer
		change func(*registry.ReportFound)
		want   string
	}{
		"a description":      {public, func(q *registry.ReportFound) {}, ""},
		"only about whom":    {public, func(q *registry.ReportFound) { q.Person, q.About = registry.Person{}, about }, ""},
		"nobody":             {public, func(q *registry.ReportFound) { q.Person = registry.Person{} }, "names.something"},
		"a sex and a place":  {public, func(q *registry.ReportFound) { q.Person = registry.Person{Sex: registry.SexMale} }, ""},
		"an age and a place": {public, func(q *registry.ReportFound) { q.Person = registry.Person{Age: &registry.Age{Min: 30, Max: 40}} }, ""},
		"an unknown source":  {public, func(q *registry.ReportFound) { q.Source.Kind = "press" }, "source.choose"},
		"no such condition":  {public, func(q *registry.ReportFound) { q.Condition = "fine" }, "condition.choose"},
		"no such confidence": {public, func(q *registry.ReportFound) { q.Confidence = 9 }, "confidence.choose"},
		"found ahead":        {public, func(q *registry.ReportFound) { q.Found.From.Date = partial("2025") }, "seen.future"},
		"an unknown event":   {public, func(q *registry.ReportFound) { q.Event = "other" }, "event.unknown"},
		"an unknown notice":  {public, func(q *registry.ReportFound) { q.About = "other" }, "not found"},
		"dead, says a ward":  {org, func(q *registry.ReportFound) { q.Condition = dead }, ""},
		"dead, anonymous":    {public, func(q *registry.ReportFound) { q.Condition, q.Source.Trust = dead, registry.TrustAnonymous }, ""},
		"dead, with a claim": {public, func(q *registry.ReportFound) { q.Condition, q.Source.TellsDeath = dead, true }, ""},
		"dead, a volunteer":  {volunteer, func(q *registry.ReportFound) { q.Condition, q.Source.Trust = dead, registry.TrustAuthority }, ""},
	}
	for name, tt := range tests {
		req := w.found()
		tt.change(&req)
		got, err := w.ReportFound(w.ctx, tt.by, req)
		if tt.want == "not found" {
			wantKind(t, name, err, registry.KindNotFound)
			continue
		}
		wantProblems(t, name, err, strings.Fields(tt.want)...)
		if err == nil {
			var rep registry.Report
			if w.get(got.Record, &rep); rep.Source.TellsDeath != (tt.by.Ring == registry.RingOrganisation) {
				t.Errorf("%s: may tell of a death: %v", name, rep.Source.TellsDeath)
			}
			if by, err := w.HolderOfCode(w.ctx, got.Code); err != nil || by != holder(got.Record) {
				t.Errorf("%s: the code opens %v, %v", name, by, err)
			}
		}
	}
}

// TestReportTrust: nobody is trusted further than their account goes, whatever
// the request claims.
func TestReportTrust(t *testing.T) {
	w := newWorld(t)
	tests := []struct {
		by   registry.Viewer
		want registry.Trust
	}{
		{public, registry.TrustAnonymous},
		{holder(noticeRef("n")), registry.TrustAnonymous},
		{volunteer, registry.TrustVolunteer},
		{w.atHospital(), registry.TrustAuthority},
		{moderator, registry.TrustAuthority},
		{registry.System, registry.TrustAuthority},
	}
	for _, tt := range tests {
		req := w.found()
		req.Source.Trust = registry.TrustAuthority
		got, err := w.ReportFound(w.ctx, tt.by, req)
		w.must(err)
		var r registry.Report
		w.get(got.Record, &r)
		if r.Source.Trust != tt.want || r.Source.Account != tt.by.Account {
			t.Errorf("%q is trusted %d, want %d", tt.by.Ring, r.Source.Trust, tt.want)
		}
		if tt.want < registry.TrustOrganisation && r.Known().MayConfirm() {
			t.Errorf("%q vouches for %v", tt.by.Ring, r.Known())
		}
	}
}

func TestReportOnClosedNotice(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	w.must(w.CloseNotice(w.ctx, holder(noticeRef(id)), id, registry.CloseFound, ""))
	req := w.found()
	req.About, req.Person = id, registry.Person{}
	_, err := w.ReportFound(w.ctx, public, req)
	wantProblems(t, "closed", err, "about.closed")
	req.Alone = true
	got, err := w.ReportFound(w.ctx, public, req)
	w.must(err)
	var r registry.Report
	w.get(got.Record, &r)
	if r.About != "" || len(r.Person.Names) != 1 || r.Person.Names[0].Full != "Ana Reis" {
		t.Errorf("alone it names %q and %v", r.About, r.Person.Names)
	}
}

func TestReportOnce(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	draft, err := w.StartDraft(w.ctx, registry.DraftReport, "", ref, nil)
	w.must(err)
	if d, _, err := w.Draft(w.ctx, draft); err != nil || d.About != id || d.Event != w.event {
		t.Errorf("the draft is about %v, %v", d.About, err)
	}
	req := w.found()
	req.Draft = draft
	first, err := w.ReportFound(w.ctx, public, req)
	w.must(err)
	again, err := w.ReportFound(w.ctx, public, req)
	if err != nil || again != first || w.count(registry.KindReport) != 1 {
		t.Errorf("sent twice: %v and %v, %v", first.Record, again.Record, err)
	}
}

func TestWithdrawReport(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	rep := w.report(nil)
	id := w.link(n, rep, 0.9)
	for name, by := range map[string]registry.Viewer{"public": public, "a seeker": holder(noticeRef(n)), "a moderator": moderator, "a volunteer": volunteer} {
		wantKind(t, name, w.WithdrawReport(w.ctx, by), registry.KindForbidden)
	}
	w.must(w.WithdrawReport(w.ctx, holder(reportRef(rep))))
	at := w.head()
	w.must(w.WithdrawReport(w.ctx, holder(reportRef(rep))))
	if w.head() != at {
		t.Error("withdrawn twice")
	}
	if v, err := w.SourceReport(w.ctx, holder(reportRef(rep))); err != nil || v.State != registry.ReportWithdrawn {
		t.Errorf("the source sees %v, %v", v.State, err)
	}
	_, err := w.Pair(w.ctx, moderator, id)
	wantKind(t, "its proposal", err, registry.KindNotFound)
	if n, err := w.ProposeLinks(w.ctx, noticeRef(n)); n != 0 || err != nil {
		t.Errorf("proposed %d again, %v", n, err)
	}
}

// A confirmation does not outlive the report it rests on: the pair goes back to
// the moderators and the seeker no longer reads of a match.
func TestWithdrawConfirmed(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	rep := w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionSafe })
	id := w.link(n, rep, 0.9)
	w.must(w.decide(id, registry.LinkConfirmed))
	w.must(w.WithdrawReport(w.ctx, holder(reportRef(rep))))
	if v, err := w.SeekerNotice(w.ctx, holder(noticeRef(n))); err != nil || v.Match != nil {
		t.Errorf("the seeker still reads of a match: %v", err)
	}
	items, total, err := w.Queue(w.ctx, moderator, 0, 10)
	if err != nil || total != 1 || items[0].Link != id {
		t.Errorf("the queue has %d pairs, %v", total, err)
	}
}

// A pair that a moderator is checking leaves the queue when the notice closes.
func TestCloseShelves(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	id := w.link(n, w.report(nil), 0.9)
	w.must(w.decide(id, registry.LinkChecking))
	w.must(w.CloseNotice(w.ctx, holder(noticeRef(n)), n, registry.CloseFound, ""))
	if _, total, err := w.Queue(w.ctx, moderator, 0, 10); err != nil || total != 0 {
		t.Errorf("the queue has %d pairs, %v", total, err)
	}
}
