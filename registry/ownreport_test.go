package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// otherHospital is a member of another organisation than atHospital's.
func (w *world) otherHospital() registry.Viewer {
	w.t.Helper()
	admin := registry.Viewer{Ring: registry.RingAdmin, Account: "admin"}
	id, err := w.KeepOrganisation(w.ctx, admin, registry.Organisation{Name: "South hospital", Kind: registry.SourceHospital})
	w.must(err)
	return registry.Viewer{Ring: registry.RingOrganisation, Account: "south", Org: id}
}

// TestOwnReports: an organisation sees its own reports in full and what becomes
// of them, and nothing of others.
func TestOwnReports(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	mine, others := w.atHospital(), w.otherHospital()
	rep := w.report(func(q *registry.ReportFound) { q.Tag, q.Source.Organisation = "bed 7", "Grand Hotel" })
	theirs, err := w.ReportFound(w.ctx, others, w.found())
	w.must(err)
	list, total, err := w.OwnReports(w.ctx, mine, 0, 10)
	if err != nil || total != 1 || len(list) != 1 || list[0].ID != rep || list[0].Tag != "bed 7" || list[0].Organisation != "North hospital" {
		t.Fatalf("%d reports: %+v, %v", total, list, err)
	}
	_, err = w.OwnReport(w.ctx, mine, theirs.Reference)
	wantKind(t, "another's report", err, registry.KindNotFound)
	_, err = w.OwnReport(w.ctx, mine, registry.NewReference())
	wantKind(t, "no report", err, registry.KindNotFound)
	wantKind(t, "withdrawing another's", w.WithdrawOwn(w.ctx, mine, registry.ReportID(theirs.Record.ID)), registry.KindForbidden)
	wantKind(t, "withdrawing none", w.WithdrawOwn(w.ctx, mine, "none"), registry.KindForbidden)

	id := w.link(n, rep, 0.9)
	progress := func() registry.Progress {
		v, err := w.OwnReport(w.ctx, mine, list[0].Reference)
		w.must(err)
		return v.Progress
	}
	if p := progress(); p != registry.ProgressNone {
		t.Errorf("proposed: %q", p)
	}
	w.must(w.decide(id, registry.LinkChecking))
	if p := progress(); p != registry.ProgressChecking {
		t.Errorf("checking: %q", p)
	}
	w.must(w.decide(id, registry.LinkConfirmed))
	if p := progress(); p != registry.ProgressConfirmed {
		t.Errorf("confirmed: %q", p)
	}
	w.must(w.WithdrawOwn(w.ctx, mine, rep))
	w.must(w.WithdrawOwn(w.ctx, mine, rep))
	if v, err := w.OwnReport(w.ctx, mine, list[0].Reference); err != nil || v.State != registry.ReportWithdrawn || v.Progress != registry.ProgressNone {
		t.Errorf("withdrawn: %s, %q, %v", v.State, v.Progress, err)
	}

	off := registry.Organisation{ID: mine.Org, Name: "North hospital", Kind: registry.SourceHospital, Disabled: true}
	_, err = w.KeepOrganisation(w.ctx, registry.Viewer{Ring: registry.RingAdmin}, off)
	w.must(err)
	_, _, err = w.OwnReports(w.ctx, mine, 0, 10)
	wantKind(t, "disabled, reading", err, registry.KindForbidden)
	_, err = w.ReportFound(w.ctx, mine, w.found())
	wantKind(t, "disabled, filing", err, registry.KindForbidden)
}

// TestReportFormOnce: a form sent twice makes one report; the same form of somebody
// else another one.
func TestReportFormOnce(t *testing.T) {
	w := newWorld(t)
	req := w.found()
	req.Once = "form"
	one, err := w.ReportFound(w.ctx, w.atHospital(), req)
	w.must(err)
	again, err := w.ReportFound(w.ctx, w.atHospital(), req)
	w.must(err)
	other, err := w.ReportFound(w.ctx, w.otherHospital(), req)
	w.must(err)
	if one.Record != again.Record || one.Reference != again.Reference || one.Record == other.Record || w.count(registry.KindReport) != 2 {
		t.Errorf("%v, %v, %v", one, again, other)
	}
}

// TestVerifiedNotice holds the columns "volunteer" and "organisation" of the
// rings of sight.
func TestVerifiedNotice(t *testing.T) {
	w := newWorld(t)
	file := func(change func(*registry.FileNotice)) registry.Reference {
		req := w.request()
		req.Person.Description, req.Person.Medical, req.LastSeen.Place.Text = "red coat", "insulin", "gate 4"
		change(&req)
		got, err := w.FileNotice(w.ctx, public, req)
		w.must(err)
		rep := w.report(func(q *registry.ReportFound) {
			q.Person.Sex, q.Person.Body.Marks, q.Found.Place.Area = registry.SexFemale, []registry.Mark{{Text: "scar"}}, "ward 3"
		})
		w.link(registry.NoticeID(got.Record.ID), rep, 0.8)
		return got.Reference
	}
	open := file(func(*registry.FileNotice) {})
	hidden := file(func(q *registry.FileNotice) { q.Visibility = registry.VisibleVerified })
	child := file(func(q *registry.FileNotice) {
		q.Person.Age = &registry.Age{Min: 9, Max: 9, AsOf: registry.DateOf(noon)}
	})

	mine := w.atHospital()
	for _, tt := range []struct {
		name              string
		by                registry.Viewer
		ref               registry.Reference
		description, more bool
	}{
		{"volunteer, public", volunteer, open, true, false},
		{"volunteer, verified only", volunteer, hidden, false, false},
		{"volunteer, a child", volunteer, child, false, false},
		{"organisation, public", w.otherHospital(), open, true, false},
		{"organisation, verified only", mine, hidden, false, false},
		{"organisation, a child", mine, child, true, true},
	} {
		v, err := w.VerifiedNotice(w.ctx, tt.by, tt.ref)
		w.must(err)
		if v.Names[0].Full != "Ana Reis" {
			t.Errorf("%s: the card says %q", tt.name, v.Names[0].Full)
		}
		if got := v.Person != nil && v.Person.Description != ""; got != tt.description {
			t.Errorf("%s: description %v", tt.name, got)
		}
		if got := v.Person != nil && v.Person.Medical != "" && v.LastSeen != nil && v.LastSeen.Place.Text != ""; got != tt.more {
			t.Errorf("%s: everything %v", tt.name, got)
		}
		if len(v.Candidates) != 1 || v.Candidates[0].Sex != registry.SexFemale || v.Candidates[0].Marks[0].Text != "scar" {
			t.Errorf("%s: candidates %+v", tt.name, v.Candidates)
		} else if own := v.Candidates[0].Reference != ""; own != (tt.by == mine) {
			t.Errorf("%s: names the report: %v", tt.name, own)
		}
	}
	for name, by := range map[string]registry.Viewer{"the public": public, "a seeker": holder(noticeRef("x")), "an auditor": {Ring: registry.RingAuditor, Account: "a"}} {
		_, err := w.VerifiedNotice(w.ctx, by, open)
		wantKind(t, name, err, registry.KindForbidden)
	}
	_, err := w.VerifiedNotice(w.ctx, volunteer, registry.NewReference())
	wantKind(t, "unknown", err, registry.KindNotFound)
}
