package registry

import (
	"context"
	"time"
)

// DecideLink is a moderator's decision on a proposed link.
type DecideLink struct {
	Link         LinkID
	Seen         Version   // the version that the moderator looked at
	To           LinkState // confirmed, checking, refused; proposed means "later"
	Reason       string
	Basis        Confidence // how the moderator established the identity, if they did
	ContactPoint string     // whom the family calls, when confirmed
}

// LaterFor is how long "later" keeps a pair out of the queue.
const LaterFor = 2 * time.Hour

// basis returns the highest confidence on which the link stands.
func (l *Link) basis() Confidence {
	best := ConfidenceNone
	for _, d := range l.Decisions {
		if !d.Undone {
			best = max(best, d.Basis)
		}
	}
	return best
}

// DecideLink moves a link as a human decided. It holds the rules: only moderators
// decide; every decision has a reason; telling the seeker needs belongings or
// better; confirming needs the person's own word or better, known through the
// source or established by the moderator; a report belongs to one notice; a death
// waits for a second person, see SecondClose, becomes a task for a named human
// then, and shows nowhere. A pair that moved since the moderator looked, or that
// somebody else holds, is a Problem, so that two do not decide at once.
func (s *Service) DecideLink(ctx context.Context, by Viewer, req DecideLink) error {
	return s.change(ctx, "DecideLink", func(r Reader, now time.Time) (b Batch, err error) {
		if !by.Decides() {
			return b, &Error{Op: "DecideLink", Kind: KindForbidden}
		}
		l, rep, n, v, err := loadPairFor(r, by, req.Link)
		if err != nil {
			return b, err
		}
		if v != req.Seen && l.sameDecision(by, req) {
			return b, nil // the same form sent twice
		}
		var c Checker
		reason := c.Text("reason", req.Reason, MaxText)
		point := c.Text("contact_point", req.ContactPoint, MaxLine)
		if req.Basis > ConfidenceBiometric {
			c.Problems.Add("basis", "choose")
		}
		basis := max(rep.Known(), req.Basis)
		if l.Held.Against(by, now) {
			c.Problems = nil
			c.Problems.Add("decision", "held") // nothing else matters before that
		} else {
			l.check(req, v, reason, basis, n, rep, &c.Problems)
		}
		if req.To == LinkConfirmed && confirmedElsewhere(r, &b, l) {
			c.Problems.Add("decision", "report_taken")
		}
		patient, err := chainOf(r, rep)
		if err != nil {
			return b, err
		}
		dead := req.To == LinkConfirmed && patient.deceased()
		if dead && !patient.tellsDeath() {
			c.Problems.Add("decision", "death_unsure")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		b.audit(by, "link."+string(req.To), l.Ref(), now)
		if dead {
			return b, askDeath(r, &b, l, by, reason, basis, now)
		}
		if req.To == LinkProposed {
			l.Later, l.LaterReason, l.Updated, l.Held = now.Add(LaterFor), reason, now, nil
			b.put(l, v, "link.later", now)
			return b, nil
		}
		if req.To == LinkRefused {
			if err := l.dropWish(r, &b, now); err != nil {
				return b, err
			}
		}
		l.decide(req.To, by.Account, reason, basis, now)
		if req.To == LinkConfirmed {
			l.ContactPoint = point
		}
		b.put(l, v, "link."+string(req.To), now)
		return b, nil
	})
}

// check gathers why a decision may not be taken.
func (l *Link) check(req DecideLink, v Version, reason string, basis Confidence, n *Notice, rep *Report, p *Problems) {
	if v != req.Seen {
		p.Add("decision", "moved")
		return
	}
	if reason == "" {
		p.Add("reason", "needed")
	}
	switch req.To {
	case LinkProposed, LinkRefused:
	case LinkChecking:
		if !basis.MayTell() {
			p.Add("basis", "too_low_to_tell")
		}
		l.checkOpen(n, rep, p)
	case LinkConfirmed:
		if !basis.MayConfirm() {
			p.Add("basis", "too_low_to_confirm")
		}
		l.checkOpen(n, rep, p)
	default:
		p.Add("decision", "choose")
		return
	}
	if l.State == req.To && req.To != LinkProposed || l.State == LinkConfirmed || l.State == LinkRefused {
		p.Add("decision", "decided")
	}
}

// checkOpen refuses to tell a seeker anything that rests on a closed notice, on
// one that may be a trap (it waits for review), or on a report taken back.
func (l *Link) checkOpen(n *Notice, rep *Report, p *Problems) {
	switch n.State {
	case NoticeClosed:
		p.Add("decision", "notice_closed")
	case NoticeHeld:
		p.Add("decision", "notice_held")
	}
	if rep.State == ReportWithdrawn {
		p.Add("decision", "report_withdrawn")
	}
}

// sameDecision reports whether that very decision by that very person is the
// last one in force.
func (l *Link) sameDecision(by Viewer, req DecideLink) bool {
	if req.To == LinkProposed {
		return l.State == LinkProposed && l.LaterReason == CleanText(req.Reason)
	}
	if len(l.Decisions) == 0 {
		return false
	}
	d := l.Decisions[len(l.Decisions)-1]
	return !d.Undone && d.By == by.Account && d.To == req.To && d.Reason == CleanText(req.Reason)
}

// confirmedElsewhere reports whether the link's report is confirmed to be the
// person of another notice. The batch then relies on the other links as they are,
// so that two people cannot confirm two of them at once.
func confirmedElsewhere(r Reader, b *Batch, l *Link) bool {
	for _, ref := range all(r, IndexReportLinks, string(l.Report)) {
		var o Link
		v, err := r.Get(ref, &o)
		if err != nil || o.ID == l.ID {
			continue
		}
		if o.State == LinkConfirmed {
			return true
		}
		b.Expect = append(b.Expect, Expect{ref, v})
	}
	return false
}

// loadPairFor is loadPair for moderators only.
func loadPairFor(r Reader, by Viewer, id LinkID) (l *Link, rep *Report, n *Notice, v Version, err error) {
	if !by.Moderates() {
		return nil, nil, nil, 0, &Error{Op: "loadPairFor", Kind: KindForbidden, Ref: Ref{KindLink, string(id)}}
	}
	return loadPair(r, by, id)
}

// UndoLink takes the last decision on a link back, with a reason. Everything that
// followed from it is undone with it: the seeker's page, the tasks, and the
// closing of the notice where moderators closed it on this match. seen is the
// version that the moderator looked at, so that a double click undoes once.
func (s *Service) UndoLink(ctx context.Context, by Viewer, id LinkID, seen Version, reason string) error {
	return s.change(ctx, "UndoLink", func(r Reader, now time.Time) (b Batch, err error) {
		l, rep, n, v, err := loadPairFor(r, by, id)
		if err != nil {
			return b, err
		}
		var c Checker
		why := c.Text("undo_reason", reason, MaxText)
		switch {
		case v != seen && l.undoneBy(by, why):
			return b, nil // the same form sent twice
		case v != seen:
			c.Problems.Add("decision", "moved")
		case why == "" && len(c.Problems) == 0:
			c.Problems.Add("undo_reason", "needed")
		}
		if len(c.Problems) == 0 && !l.undo(by.Account, why, now) {
			c.Problems.Add("decision", "nothing_to_undo")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		b.audit(by, "link.undone", l.Ref(), now)
		l.Shelved = n.State == NoticeHeld || n.State == NoticeClosed && n.CloseLink != l.ID || rep.State == ReportWithdrawn
		b.put(l, v, "link.undone", now)
		if err := dropTasks(r, &b, now, l.made); err != nil {
			return b, err
		}
		return b, reopenAfter(r, &b, l, now)
	})
}

// undoneBy reports whether the last thing that happened to the link is that this
// viewer undid a decision for that reason.
func (l *Link) undoneBy(by Viewer, reason string) bool {
	n := len(l.Decisions)
	return n > 0 && l.Decisions[n-1].Undone && l.Decisions[n-1].By == by.Account && l.Decisions[n-1].Reason == reason
}
