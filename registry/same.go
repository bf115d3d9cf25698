package registry

import (
	"context"
	"time"
)

// Twin says that another notice looks for the same person, in the words of the
// moderator who found out. One that was undone is remembered. Both notices have
// it, and nothing else of the other.
type Twin struct {
	Notice       NoticeID  `json:"notice"`
	By           AccountID `json:"by"`
	Reason       string    `json:"reason"`
	At           time.Time `json:"at"`
	UndoneBy     AccountID `json:"undone_by,omitzero"`
	UndoneReason string    `json:"undone_reason,omitzero"`
	UndoneAt     time.Time `json:"undone_at,omitzero"`
}

// twin returns the mark in force that another notice is of the same person, nil
// when there is none.
func (n *Notice) twin(id NoticeID) *Twin {
	for i := range n.Twins {
		if t := &n.Twins[i]; t.Notice == id && t.UndoneAt.IsZero() {
			return t
		}
	}
	return nil
}

// MarkSame notes that two notices look for one person. Nothing is merged and no
// seeker is told: each keeps their own notice, and who decides on one sees what
// was decided on the other.
func (s *Service) MarkSame(ctx context.Context, by Viewer, id NoticeID, other Reference, reason string) error {
	return s.change(ctx, "MarkSame", func(r Reader, now time.Time) (b Batch, err error) {
		var n, o Notice
		v, err := deskNotice(r, by, id, &n)
		if err != nil {
			return b, err
		}
		var c Checker
		reason := c.Text("reason", reason, MaxText)
		var w Version
		at, ok := one(r, IndexReference, string(other))
		if ok && at.Kind == KindNotice {
			if w, err = r.Get(at, &o); err != nil {
				return b, err
			}
		}
		switch {
		case o.ID == "" || o.ID == n.ID:
			c.Problems.Add("other", "unknown")
		case n.twin(o.ID) != nil:
			return b, nil // the same form sent twice
		case n.Event != o.Event:
			c.Problems.Add("other", "other_event")
		}
		if reason == "" && len(c.Problems) == 0 {
			c.Problems.Add("reason", "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		n.Twins = append(n.Twins, Twin{Notice: o.ID, By: by.Account, Reason: reason, At: now})
		o.Twins = append(o.Twins, Twin{Notice: n.ID, By: by.Account, Reason: reason, At: now})
		b.put(&n, v, "notice.same", now)
		b.put(&o, w, "notice.same", now)
		return b, nil
	})
}

// UndoSame takes such a mark back, with a reason.
func (s *Service) UndoSame(ctx context.Context, by Viewer, id NoticeID, other Reference, reason string) error {
	return s.change(ctx, "UndoSame", func(r Reader, now time.Time) (b Batch, err error) {
		var n, o Notice
		v, err := deskNotice(r, by, id, &n)
		if err != nil {
			return b, err
		}
		at, ok := one(r, IndexReference, string(other))
		if !ok || at.Kind != KindNotice || n.twin(NoticeID(at.ID)) == nil {
			return b, nil // undone already
		}
		w, err := r.Get(at, &o)
		if err != nil {
			return b, err
		}
		var c Checker
		why := c.Text("undo_reason", reason, MaxText)
		if why == "" && len(c.Problems) == 0 {
			c.Problems.Add("undo_reason", "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		for _, t := range []*Twin{n.twin(o.ID), o.twin(n.ID)} {
			if t != nil {
				t.UndoneBy, t.UndoneReason, t.UndoneAt = by.Account, why, now
			}
		}
		b.put(&n, v, "notice.same_undone", now)
		b.put(&o, w, "notice.same_undone", now)
		return b, nil
	})
}

// deskNotice loads a notice for a moderator.
func deskNotice(r Reader, by Viewer, id NoticeID, n *Notice) (Version, error) {
	ref := Ref{KindNotice, string(id)}
	if !by.Decides() {
		return 0, &Error{Op: "deskNotice", Kind: KindForbidden, Ref: ref} // a machine never decides who is who
	}
	return r.Get(ref, n)
}
