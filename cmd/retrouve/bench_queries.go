package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// probe is what is known of a person who was filed, enough to ask for them.
type probe struct {
	name, family string
	misspelt     string
	looks        string
	area         string
	point        *registry.Point
	alike        int // people with the same surname
}

// sample keeps some of the people that go by, evenly, and counts surnames: there
// are few of them however many people there are.
type sample struct {
	every    int
	seen     int
	probes   []probe
	families map[string]int
}

func newSample(records, keep int) *sample {
	return &sample{every: max(records/max(keep, 1), 1), families: map[string]int{}}
}

func (s *sample) pass(c *crowd, n *registry.FileNotice) {
	name := n.Person.Names[0]
	s.families[name.Family]++
	s.seen++
	if s.seen%s.every != 0 || n.Visibility == registry.VisibleVerified {
		return
	}
	p := probe{name: name.Full, family: name.Family, misspelt: name.Full, looks: n.Person.Body.Hair, area: n.LastSeen.Place.Area, point: n.LastSeen.Place.Point}
	if name.Script == "Latn" || name.Script == "Cyrl" {
		p.misspelt = c.misspell(name.Full)
	}
	for _, t := range n.Person.Things {
		if t.Bearing == registry.BearingCarried {
			continue // never public
		}
		p.looks = strings.TrimSpace(p.looks + " " + t.Text)
	}
	s.probes = append(s.probes, p)
}

// ranked returns the people with the rarest surnames first.
func (s *sample) ranked() []probe {
	list := slices.Clone(s.probes)
	for i := range list {
		list[i].alike = s.families[list[i].family]
	}
	slices.SortStableFunc(list, func(a, b probe) int { return a.alike - b.alike })
	return list
}

// searchKind is one kind of search: what people type, and for whom.
type searchKind struct {
	what    string
	floor   bool // a bare term query for the same people is worth a row
	probes  []probe
	query   func(p probe) registry.Query
	queries []registry.Query
}

// searchHits is how many hits a page shows.
const searchHits = 20

// searches returns every kind of search, n queries of each. The rare names are the
// n rarest of the sample, the common ones the n most common.
func (s *sample) searches(n int) []searchKind {
	ranked := s.ranked()
	n = min(n, len(ranked))
	rare, common := ranked[:n], ranked[len(ranked)-n:]
	some := make([]probe, n)
	for i := range some {
		some[i] = s.probes[i*len(s.probes)/n]
	}
	list := []searchKind{
		{what: "name", probes: some, query: func(p probe) registry.Query { return registry.Query{Text: p.name} }},
		{what: "name with a mistake", probes: some, query: func(p probe) registry.Query { return registry.Query{Text: p.misspelt} }},
		{what: "rare name", floor: true, probes: rare, query: func(p probe) registry.Query { return registry.Query{Text: p.name} }},
		{what: "common name", floor: true, probes: common, query: func(p probe) registry.Query { return registry.Query{Text: p.name} }},
		{what: "common surname alone", probes: common, query: func(p probe) registry.Query { return registry.Query{Text: p.family} }},
		{what: "name + place", probes: some, query: func(p probe) registry.Query { return registry.Query{Text: p.name, Place: p.area} }},
		{what: "common name + place", probes: common, query: func(p probe) registry.Query { return registry.Query{Text: p.name, Place: p.area} }},
		{what: "description", probes: some, query: func(p probe) registry.Query { return registry.Query{Text: p.looks} }},
		{what: "description + place", probes: some, query: func(p probe) registry.Query { return registry.Query{Text: p.looks, Place: p.area} }},
		{what: "place + distance", probes: some, query: nearby},
	}
	for i := range list {
		for _, p := range list[i].probes {
			if q := list[i].query(p); q.Text+q.Place != "" {
				q.Limit = searchHits
				list[i].queries = append(list[i].queries, q)
			}
		}
	}
	return list
}

// nearby asks for people who were last seen within two kilometres of a point.
func nearby(p probe) registry.Query {
	return registry.Query{Place: fmt.Sprintf("%.4f, %.4f", p.point.Lat, p.point.Lon), Within: 2}
}
