package registry

import (
	"context"
	"time"
)

// ReviewItem is a notice that waits for a person to look at it.
type ReviewItem struct {
	ModeratorNotice
	Version Version
	Review
}

// ReviewQueue returns the notices that wait, the longest wait first, from an
// offset on, and how many there are. Reading them is noted.
func (s *Service) ReviewQueue(ctx context.Context, by Viewer, offset, limit int) (list []ReviewItem, total int, err error) {
	if !by.Moderates() {
		return nil, 0, &Error{Op: "ReviewQueue", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		for _, ref := range r.Find(IndexReview, "") {
			total++
			if total <= offset || len(list) == limit {
				continue
			}
			var n Notice
			v, err := r.Get(ref, &n)
			if s.damaged(err, ref) {
				continue
			}
			if err != nil {
				return err
			}
			list = append(list, ReviewItem{n.ForModerator(s.Clock.Now()), v, *n.Review})
		}
		return nil
	})
	return list, total, s.watch(ctx, by, "review.read", Ref{}, err)
}

// HoldNotice takes an open notice from sight until somebody looked at it. Staff
// give a note; the machine gives its doubts. What waits already waits on.
func (s *Service) HoldNotice(ctx context.Context, by Viewer, id NoticeID, note string, why ...Doubt) error {
	return s.change(ctx, "HoldNotice", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindNotice, string(id)}
		if !by.Moderates() {
			return b, &Error{Op: "HoldNotice", Kind: KindForbidden, Ref: ref}
		}
		var n Notice
		v, err := r.Get(ref, &n)
		if err != nil || n.State != NoticeOpen {
			return b, err
		}
		note, p := reviewNote(by, note)
		if err := p.Err(); err != nil {
			return b, err
		}
		if by.Decides() {
			why = []Doubt{DoubtStaff}
		}
		b.audit(by, "notice.held", ref, now)
		return b, putHeld(r, &b, &n, v, by, note, why, now)
	})
}

// putHeld holds a notice, with what follows: nothing is proposed for it meanwhile.
// Its seekers are told when it begins to wait, and of no further doubt.
func putHeld(r Reader, b *Batch, n *Notice, v Version, by Viewer, note string, why []Doubt, now time.Time) error {
	what := "notice.held"
	if n.State == NoticeHeld {
		what = "notice.doubted"
	}
	n.hold(why, by, note, now)
	b.put(n, v, what, now)
	return dropProposals(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
}

// reviewNote asks of people, not of the machine, to say why.
func reviewNote(by Viewer, note string) (string, Problems) {
	var c Checker
	note = c.Text("note", note, MaxText)
	if by.Decides() && note == "" && len(c.Problems) == 0 {
		c.Problems.Add("note", "needed")
	}
	return note, c.Problems
}

// ReviewNotice is a moderator's answer to a notice that waits.
type ReviewNotice struct {
	Notice  NoticeID
	Seen    Version // the version that the moderator looked at
	Release bool
	Refusal Refusal // what its seeker is told, when not released
	Note    string  // why, for colleagues; needed to refuse
}

// ReviewNotice lets a notice through, or refuses it with a reason that its
// seeker is told. One that changed since the moderator looked is a Problem, and so
// is letting one through that a claim hides; an answer sent twice changes nothing.
func (s *Service) ReviewNotice(ctx context.Context, by Viewer, req ReviewNotice) error {
	return s.change(ctx, "ReviewNotice", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindNotice, string(req.Notice)}
		if !by.Decides() {
			return b, &Error{Op: "ReviewNotice", Kind: KindForbidden, Ref: ref}
		}
		var n Notice
		v, err := r.Get(ref, &n)
		if err != nil || req.done(&n) {
			return b, err
		}
		note, p := req.check(&n, v)
		if err := p.Err(); err != nil {
			return b, err
		}
		if req.Release {
			n.letThrough(now)
			b.audit(by, "notice.released", ref, now)
			b.put(&n, v, "notice.released", now)
			return b, unshelve(r, &b, all(r, IndexNoticeLinks, string(n.ID)), now)
		}
		if err := n.refuse(req.Refusal, note, by, now); err != nil {
			return b, err
		}
		b.put(&n, v, "notice.refused", now)
		b.audit(by, "notice.refused", ref, now)
		return b, dropProposals(r, &b, all(r, IndexNoticeLinks, string(n.ID)), now)
	})
}

// done reports whether the notice is already as the answer wants it.
func (req ReviewNotice) done(n *Notice) bool {
	if req.Release {
		return n.State == NoticeOpen
	}
	return n.State == NoticeClosed && n.CloseReason == CloseRefused && n.Refusal == req.Refusal
}

func (req ReviewNotice) check(n *Notice, v Version) (string, Problems) {
	var c Checker
	note := c.Text("note", req.Note, MaxText)
	switch {
	case v != req.Seen || n.State != NoticeHeld:
		c.Problems.Add("decision", "moved")
	case req.Release && n.claimed():
		c.Problems.Add("decision", "claimed")
	case req.Release:
	default:
		if !req.Refusal.Valid() {
			c.Problems.Add("refusal", "choose")
		}
		if note == "" && len(c.Problems) == 0 {
			c.Problems.Add("note", "needed")
		}
	}
	return note, c.Problems
}

// UndoRefusal puts a refused notice back among those that wait, and opens one
// again that was closed as false, within ReopenFor. Any other stays as it is.
func (s *Service) UndoRefusal(ctx context.Context, by Viewer, id NoticeID, note string) error {
	return s.change(ctx, "UndoRefusal", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindNotice, string(id)}
		if !by.Decides() {
			return b, &Error{Op: "UndoRefusal", Kind: KindForbidden, Ref: ref}
		}
		var n Notice
		v, err := r.Get(ref, &n)
		if err != nil || n.CloseReason != CloseRefused && n.CloseReason != CloseFalse {
			return b, err
		}
		if !now.Before(n.Closed.Add(ReopenFor)) {
			return b, &Error{Op: "UndoRefusal", Kind: KindGone, Ref: ref}
		}
		note, p := reviewNote(by, note)
		if err := p.Err(); err != nil {
			return b, err
		}
		n.reopen(now)
		if n.Review != nil {
			n.Review.Note = note
		}
		b.put(&n, v, "notice.reopened", now)
		b.audit(by, "notice.refusal_undone", ref, now)
		return b, nil
	})
}
