package registry

import (
	"context"
	"time"
)

// HoldFor is how long a pair stays with who took it. Taking it again renews it;
// after that anybody else may take it over.
const HoldFor = 15 * time.Minute

// Hold says who works on a pair, and since when.
type Hold struct {
	By    AccountID `json:"by"`
	Since time.Time `json:"since"`
}

// Active reports whether the hold still keeps others from deciding.
func (h *Hold) Active(now time.Time) bool { return h != nil && now.Before(h.Since.Add(HoldFor)) }

// Against reports whether the hold keeps this viewer from deciding.
func (h *Hold) Against(by Viewer, now time.Time) bool {
	return h.Active(now) && h.By != by.Account
}

// undecided reports whether the link waits in the queue.
func (l *Link) undecided() bool {
	return (l.State == LinkProposed || l.State == LinkChecking) && !l.Shelved
}

// TakeLink marks a pair as being worked on by the viewer, for HoldFor. A pair
// that somebody else holds is a Problem until their time is over or they release
// it. Taking one's own pair again renews it.
func (s *Service) TakeLink(ctx context.Context, by Viewer, id LinkID) error {
	return s.change(ctx, "TakeLink", func(r Reader, now time.Time) (b Batch, err error) {
		l, v, err := loadForWork(r, by, id)
		if err != nil {
			return b, err
		}
		var p Problems
		switch {
		case !l.undecided():
			p.Add("decision", "decided")
		case l.Held.Against(by, now):
			p.Add("decision", "held")
		}
		if err := p.Err(); err != nil {
			return b, err
		}
		l.Held = &Hold{By: by.Account, Since: now}
		b.put(l, v, "link.taken", now)
		return b, nil
	})
}

// ReleaseLink gives a pair back to the queue. Only who holds it can release it
// before its time is over; releasing one that nobody holds changes nothing.
func (s *Service) ReleaseLink(ctx context.Context, by Viewer, id LinkID) error {
	return s.change(ctx, "ReleaseLink", func(r Reader, now time.Time) (b Batch, err error) {
		l, v, err := loadForWork(r, by, id)
		if err != nil || l.Held == nil {
			return b, err
		}
		if l.Held.Against(by, now) {
			var p Problems
			p.Add("decision", "held")
			return b, p
		}
		l.Held = nil
		b.put(l, v, "link.released", now)
		return b, nil
	})
}

// TakeNext takes the most urgent pair that is neither put off nor held by
// somebody else, and answers "" when there is none. With a pair to skip it
// releases that one, if the viewer holds it, and takes the next after it in the
// order of the queue.
func (s *Service) TakeNext(ctx context.Context, by Viewer, skip LinkID) (id LinkID, err error) {
	err = s.change(ctx, "TakeNext", func(r Reader, now time.Time) (b Batch, err error) {
		if !by.Decides() {
			return b, &Error{Op: "TakeNext", Kind: KindForbidden}
		}
		id = ""
		after, err := s.skipLink(r, &b, by, skip, now)
		if err != nil {
			return b, err
		}
		for value, ref := range r.Find(IndexQueue, "") {
			if value+" "+ref.ID <= after {
				continue
			}
			var l Link
			v, err := r.Get(ref, &l)
			if s.damaged(err, ref) {
				continue
			}
			if err != nil {
				return b, err
			}
			if l.Later.After(now) || l.Held.Against(by, now) {
				continue
			}
			id, l.Held = l.ID, &Hold{By: by.Account, Since: now}
			b.put(&l, v, "link.taken", now)
			break
		}
		return b, nil
	})
	return id, err
}

// skipLink releases the viewer's pair and returns its place in the queue; "" when
// there is none to skip or it left the queue meanwhile.
func (s *Service) skipLink(r Reader, b *Batch, by Viewer, id LinkID, now time.Time) (after string, err error) {
	if id == "" {
		return "", nil
	}
	l, v, err := loadForWork(r, by, id)
	if err != nil || !l.undecided() {
		return "", err
	}
	if l.Held != nil && l.Held.By == by.Account {
		l.Held = nil
		b.put(l, v, "link.released", now)
	}
	return QueueOrder(l.Urgency, l.Score, l.Proposed) + " " + string(l.ID), nil
}

// loadForWork loads a link for a person who may decide on it.
func loadForWork(r Reader, by Viewer, id LinkID) (*Link, Version, error) {
	ref := Ref{KindLink, string(id)}
	if !by.Decides() {
		return nil, 0, &Error{Op: "loadForWork", Kind: KindForbidden, Ref: ref}
	}
	var l Link
	v, err := r.Get(ref, &l)
	return &l, v, err
}
