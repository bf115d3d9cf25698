package registry

import (
	"context"
	"slices"
	"time"
)

func sortByTime[T any](list []T, at func(T) time.Time) {
	slices.SortStableFunc(list, func(a, b T) int { return at(a).Compare(at(b)) })
}

// CloseEvent ends an event: it takes no more notices and reports, and after keep
// everything of it is erased but its statistics. Closing it again sets another
// date, as long as it was not erased. Admins close events.
func (s *Service) CloseEvent(ctx context.Context, by Viewer, slug string, keep time.Duration) error {
	if !by.Administers() {
		return &Error{Op: "CloseEvent", Kind: KindForbidden}
	}
	return s.change(ctx, "CloseEvent", func(r Reader, now time.Time) (b Batch, err error) {
		ref, ok := one(r, IndexEventSlug, slug)
		if !ok {
			return b, &Error{Op: "CloseEvent", Kind: KindNotFound, Ref: Ref{KindEvent, slug}}
		}
		var e Event
		v, err := r.Get(ref, &e)
		if err != nil {
			return b, err
		}
		if e.State == EventPurged {
			return b, &Error{Op: "CloseEvent", Kind: KindGone, Ref: ref}
		}
		if e.State != EventClosed {
			e.State, e.Closed = EventClosed, now
		}
		if at := e.Closed.Add(max(keep, 0)); e.PurgeAt.Equal(at) {
			return b, nil
		} else {
			e.PurgeAt = at
		}
		b.audit(by, "event.closed", ref, now)
		b.put(&e, v, "event.closed", now)
		return b, nil
	})
}

// Events returns all events, the newest first.
func (s *Service) Events(ctx context.Context) ([]Event, error) {
	var list []Event
	err := s.Store.View(ctx, func(r Reader) error {
		for id := range r.IDs(KindEvent, "") {
			var e Event
			if _, err := r.Get(Ref{KindEvent, id}, &e); err != nil {
				return err
			}
			list = append(list, e)
		}
		return nil
	})
	sortByTime(list, func(e Event) time.Time { return e.Created })
	slices.Reverse(list)
	return list, err
}
