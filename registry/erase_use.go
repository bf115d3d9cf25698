package registry

import (
	"context"
	"slices"
	"time"
)

// EraseNotice is the wish to have everything about a search erased: the notice,
// its links and what was said about it. It is hidden at once and erased after
// UndoFor; a seeker can have it erased at once, which cannot be taken back.
//
// A seeker may wish so who owns the search, whoever joined it; others can only
// leave it. Nor where moderators closed it as false or refused
// it, which is kept as evidence for KeepHoax. While a human still has to tell the
// family of a death the erasing waits; gone says whether it was done. A moderator
// needs to give a reason, and waits in any case. Wishing it again changes nothing, nor
// does it of a notice whose person does not want to be found: that goes by itself,
// and a wish that can be taken back must not open it.
func (s *Service) EraseNotice(ctx context.Context, by Viewer, id NoticeID, note string, atOnce bool) (gone bool, err error) {
	err = s.change(ctx, "EraseNotice", func(r Reader, now time.Time) (b Batch, err error) {
		gone = false
		ref := Ref{KindNotice, string(id)}
		if !by.Holds(ref) && !by.Decides() {
			return b, &Error{Op: "EraseNotice", Kind: KindForbidden, Ref: ref}
		}
		var n Notice
		v, err := r.Get(ref, &n)
		if err != nil && KindOf(err) == KindNotFound && r.Version(Ref{KindPlaceholder, ref.ID}) != 0 {
			gone = true
			return b, nil // the same form sent twice
		}
		if err != nil {
			return b, err
		}
		reason := CloseRemoved
		if by.Ring == RingSeeker {
			reason = CloseErased
		}
		note, err := checkErase(r, by, &n, note)
		if err != nil {
			return b, err
		}
		if reason == CloseErased && atOnce && !awaits(r, &n) {
			gone = true
			b.audit(by, "notice.erased", ref, now)
			return b, newEraser(r, &b, now).notice(&n)
		}
		if slices.Contains([]CloseReason{reason, CloseRemoved, CloseHidden}, n.CloseReason) {
			return b, nil
		}
		n.end(reason, note, now)
		b.audit(by, "notice.to_erase", ref, now)
		return b, putClosed(r, &b, &n, v, now)
	})
	return gone, err
}

// checkErase says why somebody may not have a notice erased, and cleans the note.
func checkErase(r Reader, by Viewer, n *Notice, note string) (string, error) {
	var c Checker
	note = c.Text("erase_note", note, MaxText)
	if by.Ring == RingSeeker {
		var again Notice
		me, _, err := held(r, by, &again)
		switch {
		case err != nil:
			return "", err
		case !n.owns(me):
			c.Problems.Add("erase", "not_yours")
		case n.evidence():
			c.Problems.Add("erase", "evidence")
		}
	} else if note == "" && len(c.Problems) == 0 {
		c.Problems.Add("erase_note", "needed")
	}
	return note, c.Problems.Err()
}

// KeepNotice is a moderator's second thought: what moderators wanted to have
// erased is open again. It answers KindGone for what is not waiting to be erased.
func (s *Service) KeepNotice(ctx context.Context, by Viewer, id NoticeID, note string) error {
	return s.change(ctx, "KeepNotice", func(r Reader, now time.Time) (b Batch, err error) {
		var n Notice
		v, err := deskNotice(r, by, id, &n)
		if err != nil || n.State != NoticeClosed {
			return b, err
		}
		if n.CloseReason != CloseRemoved {
			return b, &Error{Op: "KeepNotice", Kind: KindGone, Ref: n.Ref()}
		}
		var c Checker
		if note = c.Text("keep_note", note, MaxText); note == "" && len(c.Problems) == 0 {
			c.Problems.Add("keep_note", "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		n.reopen(now)
		if !now.Before(n.Expires) {
			n.Expires = now.Add(UndoFor) // it faded meanwhile, which nobody could see
		}
		b.put(&n, v, "notice.reopened", now)
		st := &Statement{ID: StatementID(NewID()), Kind: Commented, About: n.Ref(), Text: note, By: by, Made: now}
		b.put(st, 0, "statement.added", now)
		b.Audit = append(b.Audit, AuditEntry{At: now, Act: "notice.kept", By: by, About: n.Ref(), Why: st.Ref()})
		return b, unshelve(r, &b, all(r, IndexNoticeLinks, string(n.ID)), now)
	})
}
