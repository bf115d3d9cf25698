package registry

import (
	"context"
	"slices"
	"time"
)

// Transfer says that a later report tells of the same patient, in the words of
// the moderator who found out. One that was undone is remembered.
type Transfer struct {
	To           ReportID  `json:"to"`
	ContactPoint string    `json:"contact_point,omitzero"` // whom a family calls from then on; empty: as the later report says
	By           AccountID `json:"by"`
	Reason       string    `json:"reason"`
	At           time.Time `json:"at"`
	UndoneBy     AccountID `json:"undone_by,omitzero"`
	UndoneReason string    `json:"undone_reason,omitzero"`
	UndoneAt     time.Time `json:"undone_at,omitzero"`
}

// Later returns the transfer to the next report of the same patient, nil when
// there is none.
func (r *Report) Later() *Transfer {
	if n := len(r.Transfers); n > 0 && r.Transfers[n-1].UndoneAt.IsZero() {
		return &r.Transfers[n-1]
	}
	return nil
}

// MarkLater is a moderator's word that a later report tells of the same patient.
type MarkLater struct {
	Report       ReportID  // the newest that is known so far
	To           Reference // the report that goes on
	ContactPoint string
	Reason       string
}

// MarkLater makes two reports of one patient a chain. Nothing is merged: each
// keeps what its source told. Pairs are proposed for the newest one from then on,
// and a seeker who was told whom to call is told the newest contact point only.
func (s *Service) MarkLater(ctx context.Context, by Viewer, req MarkLater) error {
	return s.change(ctx, "MarkLater", func(r Reader, now time.Time) (b Batch, err error) {
		var from, to Report
		v, err := deskReport(r, by, req.Report, &from)
		if err != nil {
			return b, err
		}
		var c Checker
		reason, point := c.Text("reason", req.Reason, MaxText), c.Text("contact_point", req.ContactPoint, MaxLine)
		at, ok := one(r, IndexReference, string(req.To))
		var w Version
		if ok && at.Kind == KindReport {
			if w, err = r.Get(at, &to); err != nil {
				return b, err
			}
		}
		if t := from.Later(); t != nil && t.To == to.ID && t.By == by.Account {
			return b, nil // the same form sent twice
		}
		before, after, err := chains(r, &from, &to, &c.Problems)
		if err != nil {
			return b, err
		}
		if reason == "" {
			c.Problems.Add("reason", "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		from.Transfers = append(from.Transfers, Transfer{To: to.ID, ContactPoint: point, By: by.Account, Reason: reason, At: now})
		to.Earlier, from.Updated, to.Updated = from.ID, now, now
		b.put(&from, v, "report.later", now)
		b.put(&to, w, "report.earlier", now)
		if err := handOver(r, &b, by, reason, before, after, now); err != nil {
			return b, err
		}
		return b, append(before, after...).relink(r, &b, now)
	})
}

// chains gathers why two reports cannot be one chain, and returns the chains
// that they end and begin.
func chains(r Reader, from, to *Report, p *Problems) (before, after chain, err error) {
	if to.ID == "" {
		p.Add("to", "unknown")
		return nil, nil, nil
	}
	if before, err = chainOf(r, from); err != nil {
		return nil, nil, err
	}
	if after, err = chainOf(r, to); err != nil {
		return nil, nil, err
	}
	clash, err := contradicts(r, before, after)
	switch {
	case err != nil:
		return nil, nil, err
	case slices.ContainsFunc(before, func(x *Report) bool { return x.ID == to.ID }):
		p.Add("to", "same_chain")
	case from.Later() != nil:
		p.Add("to", "moved_on")
	case to.Earlier != "":
		p.Add("to", "taken")
	case from.Event != to.Event:
		p.Add("to", "other_event")
	case to.State != ReportOpen:
		p.Add("to", "report_withdrawn")
	case len(before)+len(after) > MaxChain:
		p.Add("to", "too_many", "max", MaxChain)
	case clash:
		p.Add("to", "contradicts")
	}
	return before, after, nil
}

// handOver asks for a second person where the later report tells of the death of
// somebody whom a seeker waits for. It refuses a report that may not tell of one.
func handOver(r Reader, b *Batch, by Viewer, why string, before, after chain, now time.Time) error {
	if before.deceased() || !after.deceased() {
		return nil
	}
	links, _, err := before.links(r)
	for _, l := range links {
		if l.State != LinkConfirmed {
			continue
		}
		if !after.tellsDeath() {
			var p Problems
			p.Add("to", "death_unsure")
			return p
		}
		if err := l.dropClosing(r, b, now); err != nil {
			return err
		}
		if err := askDeath(r, b, l, by, why, l.basis(), now); err != nil {
			return err
		}
	}
	return err
}

// UndoLater takes the last transfer of a report back, with a reason: both reports
// stand for themselves again, with what people decided on each.
func (s *Service) UndoLater(ctx context.Context, by Viewer, id ReportID, reason string) error {
	return s.change(ctx, "UndoLater", func(r Reader, now time.Time) (b Batch, err error) {
		var from, to Report
		v, err := deskReport(r, by, id, &from)
		if err != nil {
			return b, err
		}
		t := from.Later()
		if t == nil {
			return b, nil // undone already
		}
		var c Checker
		why := c.Text("undo_reason", reason, MaxText)
		if why == "" && len(c.Problems) == 0 {
			c.Problems.Add("undo_reason", "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		w, err := r.Get(Ref{KindReport, string(t.To)}, &to)
		if err != nil {
			return b, err
		}
		t.UndoneBy, t.UndoneReason, t.UndoneAt = by.Account, why, now
		to.Earlier, from.Updated, to.Updated = "", now, now
		b.put(&from, v, "report.later_undone", now)
		b.put(&to, w, "report.earlier_undone", now)
		before, err := chainOf(r, &from)
		if err != nil {
			return b, err
		}
		after, err := chainOf(r, &to)
		if err != nil {
			return b, err
		}
		if after.deceased() && !before.deceased() {
			links, _, err := before.links(r)
			if err != nil {
				return b, err
			}
			for _, l := range links {
				if err := dropTasks(r, &b, now, func(t *Task) bool { return l.made(t) && (t.Kind == TaskDeath || t.Kind == TaskDead) }); err != nil {
					return b, err
				}
			}
		}
		if err := before.relink(r, &b, now); err != nil {
			return b, err
		}
		return b, after.relink(r, &b, now)
	})
}

// deskReport loads a report for a moderator.
func deskReport(r Reader, by Viewer, id ReportID, rep *Report) (Version, error) {
	ref := Ref{KindReport, string(id)}
	if !by.Decides() {
		return 0, &Error{Op: "deskReport", Kind: KindForbidden, Ref: ref} // a machine never decides who is who
	}
	return r.Get(ref, rep)
}
