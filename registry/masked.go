package registry

import "time"

// What volunteers see of a pair (docs/privacy.md, "Who sees what"). The views are
// built from what may be seen, not by blanking what may not: a field added later
// stays hidden until somebody decides about it.

// maskedPair returns the pair as a volunteer sees it: the notice's card, with the
// description where everybody may read it, and of the report age band, sex and
// marks only. Neither a source nor a place found, neither reasons of decisions
// nor what was said to seekers.
func maskedPair(p *Pair, n *Notice, rep *Report, now time.Time) Pair {
	return Pair{
		ID: p.ID, Version: p.Version, State: p.State, Score: p.Score, Urgency: p.Urgency.masked(), Masked: true,
		Evidence: maskedEvidence(p.Evidence), Held: p.Held, Comments: p.Comments,
		SameReport: p.SameReport, SameNotice: p.SameNotice,
		Notice: n.masked(now), Report: rep.masked(now),
	}
}

func (n *Notice) masked(now time.Time) ModeratorNotice {
	c := n.card(now)
	v := ModeratorNotice{
		Reference: c.Reference, Event: c.Event, Lang: c.Lang, Shielded: c.Shielded, State: n.State, Filed: c.Filed,
		Person:   Person{Names: n.Person.fullNames(), Sex: c.Sex, Age: ageOfBand(c.AgeBand, now)},
		LastSeen: Sighting{Place: Place{Area: c.Area}, From: Moment{Date: c.Seen}},
	}
	if n.Visibility == VisiblePublic && !c.Shielded {
		v.Person.Body, v.Person.Things, v.Person.Description = n.Person.Body, n.Person.Things, n.Person.Description
	}
	return v
}

func (r *Report) masked(now time.Time) ModeratorReport {
	p := Person{Sex: r.Person.Sex, Age: ageOfBand(ageBand(&r.Person, now), now), Body: Body{Marks: r.Person.Body.Marks}}
	return ModeratorReport{Event: r.Event, Person: p, State: r.State}
}

func ageOfBand(s *Span, now time.Time) *Age {
	if s == nil {
		return nil
	}
	return &Age{Min: s.Min, Max: s.Max, AsOf: DateOf(now)}
}

// maskedEvidence keeps what a piece is about and which way it points: its words
// quote both sides.
func maskedEvidence(list []Evidence) []Evidence {
	out := make([]Evidence, len(list))
	for i, e := range list {
		out[i] = Evidence{Field: e.Field, Verdict: e.Verdict, Bits: e.Bits}
	}
	return out
}
