package registry

import (
	"context"
	"time"
)

// QueueItem is one line of the moderators' queue.
type QueueItem struct {
	Link     LinkID
	State    LinkState
	Score    float64
	Urgency  Urgency
	Names    []Name // of the notice
	Shielded bool
	Report   []Name // as claimed by the source; often none
	Place    string // where found
	Evidence []Evidence
	Proposed time.Time
	Later    time.Time // set while somebody put it off
	Held     *Hold     // set while somebody works on it
	Comments []Comment // of the desk, oldest first
	Masked   bool      // for a volunteer: nothing of the report
}

// Queue returns the undecided pairs, most urgent first (QueueOrder), from an
// offset on, and how many there are. Volunteers see them masked. Pairs that were
// put off come after all others.
func (s *Service) Queue(ctx context.Context, by Viewer, offset, limit int) (items []QueueItem, total int, err error) {
	if !by.Reviews() {
		return nil, 0, &Error{Op: "Queue", Kind: KindForbidden}
	}
	now := s.Clock.Now()
	err = s.Store.View(ctx, func(r Reader) error {
		var later []QueueItem
		skip := offset
		for _, ref := range r.Find(IndexQueue, "") {
			total++
			if len(items) == limit {
				continue
			}
			var l Link
			if _, err := r.Get(ref, &l); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			item := QueueItem{Link: l.ID, State: l.State, Score: l.Score, Urgency: l.Urgency, Evidence: l.Evidence, Proposed: l.Proposed}
			if l.Held.Active(now) {
				item.Held = l.Held
			}
			if l.Later.After(now) {
				item.Later = l.Later
				later = append(later, item)
				continue
			}
			if skip > 0 {
				skip--
				continue
			}
			items = append(items, item)
		}
		for _, item := range later {
			if skip > 0 {
				skip--
			} else if len(items) < limit {
				items = append(items, item)
			}
		}
		items, err = s.fillQueue(r, by, items, now)
		return err
	})
	return items, total, s.watch(ctx, by, "queue.read", Ref{}, err)
}

// fillQueue adds what the pages show of both sides, and leaves out a pair of
// which one side is damaged.
func (s *Service) fillQueue(r Reader, by Viewer, items []QueueItem, now time.Time) ([]QueueItem, error) {
	var out []QueueItem
	for _, it := range items {
		ref := Ref{KindLink, string(it.Link)}
		var l Link
		var n Notice
		var rep Report
		_, err := r.Get(ref, &l)
		if err == nil {
			_, err = r.Get(Ref{KindNotice, string(l.Notice)}, &n)
		}
		if err == nil {
			_, err = r.Get(Ref{KindReport, string(l.Report)}, &rep)
		}
		if s.damaged(err, ref) {
			continue
		}
		if err != nil {
			return nil, err
		}
		it.Names, it.Shielded = n.Person.fullNames(), n.Shielded(now)
		if it.Masked = !by.Moderates(); it.Masked {
			it.Evidence, it.Urgency = maskedEvidence(it.Evidence), it.Urgency.masked()
		} else {
			it.Report, it.Place = rep.Person.Names, rep.Found.Place.Area
		}
		if it.Comments, err = comments(r, it.Link); err != nil {
			return nil, err
		}
		out = append(out, it)
	}
	return out, nil
}

// Decided returns the latest pairs in a state, newest first, at most limit.
func (s *Service) Decided(ctx context.Context, by Viewer, state LinkState, limit int) ([]QueueItem, error) {
	if !by.Moderates() {
		return nil, &Error{Op: "Decided", Kind: KindForbidden}
	}
	var items []QueueItem
	err := s.Store.View(ctx, func(r Reader) (err error) {
		for _, ref := range r.Find(IndexLinkState, string(state)+" ") {
			if len(items) == limit {
				break
			}
			var l Link
			if _, err := r.Get(ref, &l); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			items = append(items, QueueItem{Link: l.ID, State: l.State, Score: l.Score, Proposed: l.Updated})
		}
		items, err = s.fillQueue(r, by, items, s.Clock.Now())
		return err
	})
	return items, err
}
