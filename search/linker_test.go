package search

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func report(id, full string, more ...func(*registry.Report)) *registry.Report {
	r := &registry.Report{ID: registry.ReportID(id), Event: "e1", State: registry.ReportOpen, Filed: testNow}
	if full != "" {
		r.Person.Names = []registry.Name{registry.NewName(full, registry.NameFull)}
	}
	for _, f := range more {
		f(r)
	}
	return r
}

func at(lat, lon float64) *registry.Point { return &registry.Point{Lat: lat, Lon: lon} }

func years(n int) *registry.Age {
	return &registry.Age{Min: n, Max: n, AsOf: registry.DateOf(testNow)}
}

func TestLinker(t *testing.T) {
	s := newStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	silva := notice("silva", "Maria Silva", func(n *registry.Notice) { n.Person.Age = years(40); n.Person.Sex = "female" })
	child := notice("child", "Léa Durand", func(n *registry.Notice) {
		n.Person.Age, n.Person.Sex = years(9), "female"
		n.Visibility = registry.VisibleVerified
		n.Person.Description = "yellow raincoat, scar on left knee"
		n.LastSeen.Place.Point = at(48.86, 2.35)
	})
	found := report("found", "SILVA Maria", func(r *registry.Report) { r.Person.Age = years(41); r.Person.Sex = "female" })
	nameless := report("nameless", "", func(r *registry.Report) {
		r.Person.Age, r.Person.Sex = &registry.Age{Min: 8, Max: 10, AsOf: registry.DateOf(testNow)}, "female"
		r.Person.Description = "cicatrice genou gauche, manteau jaune, raincoat"
		r.Found.Place.Point = at(48.87, 2.36)
	})
	wait(t, x, put(t, s, silva, child, found, nameless,
		notice("same", "Maria Silva", func(n *registry.Notice) { n.State = registry.NoticeClosed; n.Person.Age = years(41) }),
		report("gone", "Maria Silva", func(r *registry.Report) { r.State = registry.ReportWithdrawn; r.Person.Age = years(40) }),
		report("old", "Maria Silva", func(r *registry.Report) { r.Expires = testNow; r.Person.Age = years(40) })))
	l := NewLinker(x)
	for _, r := range []struct {
		r *registry.Report
		n *registry.Notice
	}{{found, silva}, {nameless, child}} {
		list, err := l.NoticesFor(t.Context(), r.r)
		if err != nil || len(list) != 1 || list[0].Notice != r.n.ID || list[0].Report != r.r.ID || len(list[0].Evidence) == 0 {
			t.Errorf("NoticesFor(%s): %+v %v", r.r.ID, list, err)
			continue
		}
		back, err := l.ReportsFor(t.Context(), r.n)
		if err != nil || len(back) != 1 || back[0].Report != r.r.ID || back[0].Score != list[0].Score {
			t.Errorf("ReportsFor(%s): %+v %v", r.n.ID, back, err)
		}
		if c := l.Compare(r.n, r.r); c.Score != list[0].Score {
			t.Errorf("Compare(%s, %s) = %v, proposed with %v", r.n.ID, r.r.ID, c.Score, list[0].Score)
		}
	}
	if c := l.Compare(silva, nameless); c.Score > 0.01 {
		t.Errorf("%+v", c)
	}
}

// A crowd of one name yields at most five proposals, and never a sure one.
func TestLinkerInACrowd(t *testing.T) {
	s := newStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	recs := []registry.Record{}
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		recs = append(recs, notice(id, "Maria Silva"))
	}
	wait(t, x, put(t, s, recs...))
	list, err := NewLinker(x).NoticesFor(t.Context(), report("r", "Maria Silva"))
	if err != nil || len(list) > maxProposals {
		t.Fatal(list, err)
	}
	for _, c := range list {
		if c.Score > 0.5 {
			t.Errorf("%+v", c)
		}
	}
}
