package registry

import (
	"context"
	"time"
)

// CloseNotice ends a search. The seeker who owns it may close on any ground, the
// others can leave it (see LeaveNotice); a moderator as a mistake or a hoax, and as
// found only when a confirmed link rests on a document or better. With a confirmed
// link a moderator's closing waits for a second one, see SecondClose. Closing a
// closed notice again changes nothing.
func (s *Service) CloseNotice(ctx context.Context, by Viewer, id NoticeID, reason CloseReason, note string) error {
	return s.change(ctx, "CloseNotice", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindNotice, string(id)}
		if !by.Holds(ref) && !by.Moderates() {
			return b, &Error{Op: "CloseNotice", Kind: KindForbidden, Ref: ref}
		}
		var n Notice
		v, err := r.Get(ref, &n)
		if err != nil || n.State == NoticeClosed {
			return b, err
		}
		var c Checker
		if by.Ring == RingSeeker {
			me, _, err := held(r, by, &n)
			if err != nil {
				return b, err
			}
			if !n.owns(me) {
				c.Problems.Add("reason", "not_yours")
			}
		}
		note := c.Text("note", note, MaxText)
		link, basis := confirmedLink(r, id)
		if by.Moderates() && reason == CloseFound && !basis.MayClose() && !saysSafe(r, id) {
			c.Problems.Add("reason", "found_needs_document")
		}
		if by.Moderates() && note == "" {
			c.Problems.Add("note", "needed")
		}
		if by.Moderates() {
			if err := checkDeathTold(r, id, reason, &c.Problems); err != nil {
				return b, err
			}
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		if by.Moderates() && link != "" {
			return b, askSecond(r, &b, n, link, by, reason, note, now)
		}
		if err := n.Close(reason, note, by, now); err != nil {
			return b, err
		}
		return b, putClosed(r, &b, &n, v, now)
	})
}

// putClosed keeps a notice that was closed, with what follows: nobody is asked to
// close it any more, and nothing is proposed for it.
func putClosed(r Reader, b *Batch, n *Notice, v Version, now time.Time) error {
	b.put(n, v, "notice.closed", now)
	if err := dropTasks(r, b, now, func(t *Task) bool { return t.Kind == TaskClose && t.Notice == n.ID }); err != nil {
		return err
	}
	return dropProposals(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
}

// ReopenFor is how long a closing can be taken back by who closed it.
const ReopenFor = 7 * 24 * time.Hour

// ReopenNotice takes a closing back for the seeker who owns the search, within
// ReopenFor. What a moderator closed as false stays closed. Reopening an open
// notice changes nothing.
func (s *Service) ReopenNotice(ctx context.Context, by Viewer) error {
	return s.change(ctx, "ReopenNotice", func(r Reader, now time.Time) (b Batch, err error) {
		var n Notice
		me, v, err := held(r, by, &n)
		if err != nil || n.State != NoticeClosed {
			return b, err
		}
		if !n.owns(me) || !n.Reopenable(now) {
			return b, &Error{Op: "ReopenNotice", Kind: KindGone, Ref: n.Ref()}
		}
		n.reopen(now)
		if err := n.Extend(me, 0, now); err != nil {
			return b, err
		}
		b.put(&n, v, "notice.reopened", now)
		if n.State != NoticeOpen {
			return b, nil
		}
		return b, unshelve(r, &b, all(r, IndexNoticeLinks, string(n.ID)), now)
	})
}

// unshelve puts pairs that were being checked back into the queue, but not those
// whose report was taken back meanwhile.
func unshelve(r Reader, b *Batch, refs []Ref, now time.Time) error {
	for _, ref := range refs {
		var l Link
		v, err := r.Get(ref, &l)
		if err != nil {
			return err
		}
		var rep Report
		if _, err := r.Get(Ref{KindReport, string(l.Report)}, &rep); err != nil {
			return err
		}
		if l.Shelved && rep.State == ReportOpen {
			l.Shelved, l.Updated = false, now
			b.put(&l, v, "link.unshelved", now)
		}
	}
	return nil
}

// confirmedLink returns the confirmed link of a notice that rests on the highest
// confidence, "" when there is none.
func confirmedLink(r Reader, id NoticeID) (best LinkID, basis Confidence) {
	for _, ref := range all(r, IndexNoticeLinks, string(id)) {
		var l Link
		if _, err := r.Get(ref, &l); err == nil && l.State == LinkConfirmed && (best == "" || l.basis() > basis) {
			best, basis = l.ID, l.basis()
		}
	}
	return best, basis
}

// WithdrawReport takes a report back, by its source: who holds its code, or a
// member of the organisation that filed it, see WithdrawOwn.
func (s *Service) WithdrawReport(ctx context.Context, by Viewer) error {
	return s.change(ctx, "WithdrawReport", func(r Reader, now time.Time) (b Batch, err error) {
		forbidden := &Error{Op: "WithdrawReport", Kind: KindForbidden}
		if by.Scope.Kind != KindReport || by.Ring == "" || by.Ring == RingPublic {
			return b, forbidden
		}
		var rep Report
		v, err := r.Get(by.Scope, &rep)
		if err != nil && !by.Holds(by.Scope) || err == nil && !rep.ownedBy(by) {
			return b, forbidden
		}
		if err != nil || rep.State == ReportWithdrawn {
			return b, err
		}
		if _, err := organisationOf(r, by); err != nil {
			return b, err
		}
		if by.Org != "" {
			b.audit(by, "report.withdrawn", rep.Ref(), now)
		}
		return b, takeBack(r, &b, &rep, v, now)
	})
}

// takeBack keeps a report that was taken back, with what follows: nothing is
// proposed for it, and what was confirmed on it goes to the moderators again.
func takeBack(r Reader, b *Batch, rep *Report, v Version, now time.Time) error {
	rep.State, rep.Updated = ReportWithdrawn, now
	b.put(rep, v, "report.withdrawn", now)
	links := all(r, IndexReportLinks, string(rep.ID))
	own, err := linksOf(r, rep, links)
	if err != nil {
		return err
	}
	if err := dropProposals(r, b, own, now); err != nil {
		return err
	}
	if rep.Later() != nil {
		links = own // the patient is elsewhere by now, as a later report says
	}
	return reopenLinks(r, b, links, now)
}

// dropProposals takes the undecided links of a record that ended out of the
// queue: those that nobody touched go, the others are shelved with their history.
// What is confirmed or refused stays as people decided.
func dropProposals(r Reader, b *Batch, refs []Ref, now time.Time) error {
	for _, ref := range refs {
		var l Link
		v, err := r.Get(ref, &l)
		switch {
		case err != nil:
			return err
		case !l.touched(r):
			if err := l.dropWish(r, b, now); err != nil {
				return err
			}
			b.Delete = append(b.Delete, ref)
			b.Expect = append(b.Expect, Expect{ref, v})
			b.Changes = append(b.Changes, Change{What: "link.dropped", Ref: ref, At: now})
		case l.State == LinkProposed || l.State == LinkChecking:
			if err := l.dropWish(r, b, now); err != nil {
				return err
			}
			l.Shelved, l.Updated = true, now
			b.put(&l, v, "link.shelved", now)
		}
	}
	return nil
}

// reopenLinks sends links that rest on a report which its source took back to
// the moderators again: the seeker must not go on reading of a match.
func reopenLinks(r Reader, b *Batch, refs []Ref, now time.Time) error {
	for _, ref := range refs {
		var l Link
		v, err := r.Get(ref, &l)
		if err != nil {
			return err
		}
		if l.State == LinkConfirmed {
			for i := range l.Decisions {
				l.Decisions[i].Undone = true
			}
			l.decide(LinkProposed, "", ReasonWithdrawn, ConfidenceNone, now)
			l.ContactPoint = ""
			b.put(&l, v, "link.reopened", now)
			if err := dropTasks(r, b, now, l.made); err != nil {
				return err
			}
			if err := reopenAfter(r, b, &l, now); err != nil {
				return err
			}
		}
	}
	return nil
}
