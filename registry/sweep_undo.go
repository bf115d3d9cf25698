package registry

import (
	"context"
	"time"
)

// UndoSweep takes the last sweep of a way back, within ReopenFor, and says how
// many records are as before. What somebody changed since stays as it is now.
func (s *Service) UndoSweep(ctx context.Context, by Viewer, way Way) (n int, err error) {
	if !by.Decides() {
		return 0, &Error{Op: "UndoSweep", Kind: KindForbidden}
	}
	parts, err := s.lastSweep(ctx, way)
	for _, ref := range parts {
		did, err := s.undoPart(ctx, by, ref)
		if err != nil {
			return n, err
		}
		n += did
	}
	return n, err
}

// lastSweep returns the parts of the latest sweep of a way that can be taken back.
func (s *Service) lastSweep(ctx context.Context, way Way) (parts []Ref, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		last, err := lastSweep(r, way, s.Clock.Now())
		for _, w := range last {
			parts = append(parts, w.Ref())
		}
		return err
	})
	return parts, err
}

func lastSweep(r Reader, way Way, now time.Time) ([]*Sweep, error) {
	var last []*Sweep
	var at time.Time
	for _, ref := range all(r, IndexSweeps, string(way)) {
		w := new(Sweep)
		if _, err := r.Get(ref, w); err != nil {
			return nil, err
		}
		switch {
		case !w.Undone.IsZero() || !now.Before(w.At.Add(ReopenFor)):
		case len(last) > 0 && w.ID == last[0].ID:
			last = append(last, w)
		case w.At.After(at):
			last = []*Sweep{w}
		}
		if len(last) > 0 {
			at = last[0].At
		}
	}
	return last, nil
}

func (s *Service) undoPart(ctx context.Context, by Viewer, ref Ref) (n int, err error) {
	err = s.change(ctx, "UndoSweep", func(r Reader, now time.Time) (b Batch, err error) {
		var w Sweep
		v, err := r.Get(ref, &w)
		if n = 0; err != nil || !w.Undone.IsZero() {
			return b, err
		}
		for _, x := range w.Swept {
			did, err := b.unsweep(r, x, &w, now)
			if err != nil && KindOf(err) != KindNotFound && !s.damaged(err, x) {
				return b, err
			}
			if did {
				b.audit(by, "sweep.undone", x, now)
				n++
			}
		}
		w.Undone = now
		b.put(&w, v, "sweep.undone", now)
		return b, nil
	})
	return n, err
}

// unsweep makes one record as it was before a sweep, if it is still as the sweep
// left it: the time of the sweep stands in what it changed.
func (b *Batch) unsweep(r Reader, ref Ref, w *Sweep, now time.Time) (bool, error) {
	if ref.Kind == KindReport {
		var rep Report
		v, err := r.Get(ref, &rep)
		if err != nil || rep.State != ReportWithdrawn || !rep.Updated.Equal(w.At) {
			return false, err
		}
		rep.State, rep.Updated = ReportOpen, now
		b.put(&rep, v, "report.reopened", now)
		return true, nil
	}
	var n Notice
	v, err := r.Get(ref, &n)
	if err != nil || !w.left(&n) {
		return false, err
	}
	switch w.Act {
	case SweepHold:
		n.unhold(DoubtStaff, now)
	case SweepRelease:
		n.hold([]Doubt{DoubtStaff}, Viewer{}, "", now)
		n.Reviewed = time.Time{}
	case SweepFalse:
		n.reopen(now)
	}
	b.put(&n, v, "notice.unswept", now)
	if n.State != NoticeOpen {
		return true, nil
	}
	return true, unshelve(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
}

// left reports whether a notice is as the sweep left it.
func (w *Sweep) left(n *Notice) bool {
	switch w.Act {
	case SweepHold:
		return n.State == NoticeHeld && n.Review.Since.Equal(w.At)
	case SweepRelease:
		return n.State == NoticeOpen && n.Reviewed.Equal(w.At)
	}
	return n.State == NoticeClosed && n.CloseReason == CloseFalse && n.Closed.Equal(w.At)
}
