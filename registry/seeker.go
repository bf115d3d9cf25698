package registry

import (
	"slices"
	"time"
)

// MaxSeekers bounds how many people look for one person by one notice, so that
// nobody can swell the record.
const MaxSeekers = 40

// Departure is a seeker who looks no longer. Their name and contact are gone.
type Departure struct {
	Seeker   SeekerID    `json:"seeker,omitzero"`
	Relation string      `json:"relation,omitzero"`
	Reason   CloseReason `json:"reason"`
	Note     string      `json:"note,omitzero"` // for staff only
	At       time.Time   `json:"at"`
}

// filed reports whether the notice is this seeker's own; nil is nobody.
func (k *Seeker) filed() bool { return k != nil && k.ID == "" }

// learns reports whether the seeker may know what people decided at that time:
// who joined later was not among those that the decision was to tell.
func (k *Seeker) learns(at time.Time) bool { return k.filed() || k.Told || !at.Before(k.Joined) }

// seeker returns a seeker by id, nil when there is none.
func (n *Notice) seeker(id SeekerID) *Seeker {
	for i := range n.Seekers {
		if n.Seekers[i].ID == id {
			return &n.Seekers[i]
		}
	}
	return nil
}

// owns reports whether the search is this seeker's to close, to reopen and to have
// erased: who filed it, whoever joined since; and once they left, who is alone with
// it, if a moderator knows of them. Else a stranger could join to keep a notice up,
// or to make it theirs. Who joined a notice from elsewhere never owns it: somebody
// looks for the person there.
func (n *Notice) owns(k *Seeker) bool {
	return k.filed() || k.Told && len(n.Seekers) == 1 && n.Origin.Record == ""
}

// Joinable reports whether anybody may join the search. A child's or that of
// somebody at risk is never offered: what is decided on it reaches its seekers,
// so staff bring them together, by MarkSame.
func (n *Notice) Joinable(now time.Time) bool {
	_, public := n.ForPublic(now)
	return public && !n.Shielded(now) && len(n.Seekers) < MaxSeekers
}

// company lists how other seekers came and went since this one is here.
func (n *Notice) company(me *Seeker) []SeekerMove {
	var out []SeekerMove
	for _, k := range n.Seekers {
		if k.ID != me.ID && k.Joined.After(me.Joined) {
			out = append(out, SeekerMove{At: k.Joined})
		}
	}
	for _, d := range n.Left {
		if d.At.After(me.Joined) {
			out = append(out, SeekerMove{Left: true, At: d.At})
		}
	}
	sortByTime(out, func(m SeekerMove) time.Time { return m.At })
	return out
}

// leave takes a seeker off the notice: nothing of them stays but the relation
// and why they left.
func (n *Notice) leave(k *Seeker, reason CloseReason, note string, now time.Time) {
	n.Left = append(n.Left, Departure{Seeker: k.ID, Relation: k.Relation, Reason: reason, Note: note, At: now})
	n.Seekers = slices.DeleteFunc(n.Seekers, func(o Seeker) bool { return o.ID == k.ID })
	n.Updated = now
}

// readable reports whether the holder of a code may read a statement about their
// record. me is the seeker, nil for a report. Another seeker's words are read
// only where they are public; who joined reads of staff what they wrote since.
func (s *Statement) readable(by Viewer, me *Seeker) bool {
	switch {
	case s.Status == StatusDead, s.Kind == Commented:
		return false
	case s.Kind == Claimed, s.Kind == ClaimUndone:
		return me != nil && me.learns(s.Made)
	case me == nil, s.By == by, s.Public:
		return true
	case s.By.Ring == RingSeeker:
		return false
	case me.filed():
		return true
	}
	return s.By.Moderates() && s.By.Ring != RingSystem && !s.Made.Before(me.Joined)
}

// reach adds what is missing to reach a seeker, and their agreement.
func (p *Problems) reach(k Seeker, consent bool) {
	if k.Contact.IsZero() {
		p.Add("contact", "one_needed")
	}
	if !consent {
		p.Add("consent", "needed")
	}
}
