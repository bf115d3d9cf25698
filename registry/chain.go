package registry

import (
	"slices"
	"time"
)

// MaxChain bounds how many reports tell of one patient, from transfer to transfer.
const MaxChain = 12

// chain is the reports of one patient, first to newest. Two reports of a patient
// are one person, so that what people decide on either binds both.
type chain []*Report

// chainOf returns the chain that a report is in, often the report alone. It ends
// where a report was erased.
func chainOf(r Reader, rep *Report) (chain, error) {
	return chainUntil(r, rep, KindNotFound)
}

// chain loads the reports of the link's patient.
func (l *Link) chain(r Reader) (chain, error) {
	var rep Report
	if _, err := r.Get(Ref{KindReport, string(l.Report)}, &rep); err != nil {
		return nil, err
	}
	return chainOf(r, &rep)
}

// chainToErase returns what of a chain can be erased together. It also ends where
// a report cannot be read: a damaged neighbour must not keep the others.
func chainToErase(r Reader, rep *Report) (chain, error) {
	return chainUntil(r, rep, KindNotFound, KindInternal)
}

// chainUntil follows a chain both ways until reading fails in one of the ways
// given, which ends it.
func chainUntil(r Reader, rep *Report, ends ...ErrorKind) (chain, error) {
	c := chain{rep}
	for id := rep.Earlier; id != "" && len(c) <= MaxChain; {
		var e Report
		if _, err := r.Get(Ref{KindReport, string(id)}, &e); err != nil && slices.Contains(ends, KindOf(err)) {
			break
		} else if err != nil {
			return nil, err
		}
		c, id = append(c, &e), e.Earlier
	}
	slices.Reverse(c)
	for t := rep.Later(); t != nil && len(c) <= MaxChain; {
		var l Report
		if _, err := r.Get(Ref{KindReport, string(t.To)}, &l); err != nil && slices.Contains(ends, KindOf(err)) {
			break
		} else if err != nil {
			return nil, err
		}
		c, t = append(c, &l), l.Later()
	}
	return c, nil
}

// newest returns the last report that its source did not take back; the very
// last when all were.
func (c chain) newest() *Report {
	for _, rep := range slices.Backward(c) {
		if rep.State == ReportOpen {
			return rep
		}
	}
	return c[len(c)-1]
}

// contactPoint returns whom a family calls about the newest report: what the
// moderator said who marked the transfer, else what its source says, if that is an
// organisation: a stranger's number is no help that this service names.
func (c chain) contactPoint() string {
	last := c.newest()
	for _, rep := range c {
		if t := rep.Later(); t != nil && t.To == last.ID && t.ContactPoint != "" {
			return t.ContactPoint
		}
	}
	return last.Source.helpline()
}

// deceased reports whether any of the reports tells of a death.
func (c chain) deceased() bool {
	return slices.ContainsFunc(c, func(r *Report) bool { return r.Condition == ConditionDeceased })
}

// tellsDeath reports whether one of the reports tells of a death and comes from
// who has the right to say so.
func (c chain) tellsDeath() bool {
	return slices.ContainsFunc(c, func(r *Report) bool { return r.Condition == ConditionDeceased && r.Source.TellsDeath })
}

// vouched reports whether people stand behind the report: one of the staff filed it,
// or people confirmed a match of it.
func (r *Report) vouched(read Reader) (bool, error) {
	links, _, err := chain{r}.links(read)
	return r.Source.Account != "" || slices.ContainsFunc(links, func(l *Link) bool { return l.State == LinkConfirmed }), err
}

// links loads the links of all reports of the chain with their versions.
func (c chain) links(r Reader) (links []*Link, versions []Version, err error) {
	for _, rep := range c {
		for _, ref := range all(r, IndexReportLinks, string(rep.ID)) {
			var l Link
			v, err := r.Get(ref, &l)
			if err != nil {
				return nil, nil, err
			}
			if l.Report == rep.ID { // not of its neighbours
				links, versions = append(links, &l), append(versions, v)
			}
		}
	}
	return links, versions, nil
}

// relink makes the links of a chain known to all its reports. What nobody touched
// goes: the follower of the log proposes it again, for the newest report.
func (c chain) relink(r Reader, b *Batch, now time.Time) error {
	links, versions, err := c.links(r)
	if err != nil {
		return err
	}
	for i, l := range links {
		if !l.touched(r) {
			b.Delete = append(b.Delete, l.Ref())
			b.Expect = append(b.Expect, Expect{l.Ref(), versions[i]})
			b.Changes = append(b.Changes, Change{What: "link.dropped", Ref: l.Ref(), At: now})
			continue
		}
		l.Patient = c.others(l.Report)
		b.put(l, versions[i], "link.patient", now)
	}
	return nil
}

// others returns the ids of the other reports.
func (c chain) others(id ReportID) []ReportID {
	var out []ReportID
	for _, rep := range c {
		if rep.ID != id {
			out = append(out, rep.ID)
		}
	}
	return out
}

// linksOf keeps the links that are a report's own, of those that it is known to.
func linksOf(r Reader, rep *Report, refs []Ref) ([]Ref, error) {
	var own []Ref
	for _, ref := range refs {
		var l Link
		if _, err := r.Get(ref, &l); err != nil {
			return nil, err
		}
		if l.Report == rep.ID {
			own = append(own, ref)
		}
	}
	return own, nil
}

// patientOf turns a proposal for a report into one for the newest report of the
// same patient, which it loads into rep. It returns the patient's other reports
// and what the proposal relies on, and false when people decided on one of those:
// that holds for the patient.
func patientOf(r Reader, n *Notice, rep *Report) (others []ReportID, sides []Expect, free bool, err error) {
	if rep.Earlier == "" && rep.Later() == nil {
		return nil, nil, true, nil
	}
	c, err := chainOf(r, rep)
	if err != nil {
		return nil, nil, false, err
	}
	last := c.newest()
	others = c.others(last.ID)
	for _, id := range others {
		var l Link
		_, err := r.Get(Ref{KindLink, string(PairID(n.ID, id))}, &l)
		switch {
		case err == nil && l.touched(r):
			return others, nil, false, nil
		case err != nil && KindOf(err) != KindNotFound:
			return nil, nil, false, err
		}
	}
	*rep = *last
	return others, []Expect{{last.Ref(), r.Version(last.Ref())}}, true, nil
}

// contradicts reports whether what people decided on two chains cannot be true of
// one patient: two notices confirmed, or one confirmed here and refused there.
func contradicts(r Reader, a, b chain) (bool, error) {
	one, _, err := a.links(r)
	if err != nil {
		return false, err
	}
	two, _, err := b.links(r)
	if err != nil {
		return false, err
	}
	for _, l := range one {
		for _, m := range two {
			both := l.State == LinkConfirmed && m.State == LinkConfirmed
			apart := l.State == LinkConfirmed && m.State == LinkRefused || l.State == LinkRefused && m.State == LinkConfirmed
			if both && l.Notice != m.Notice || apart && l.Notice == m.Notice {
				return true, nil
			}
		}
	}
	return false, nil
}
