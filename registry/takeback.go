package registry

import (
	"context"
	"time"
)

// TakeBack is a request to withdraw all that one account or key of an
// organisation reported since a time: it leaked, or somebody misused it.
type TakeBack struct {
	Org     OrgID
	Account AccountID // that filed the reports
	Since   time.Time
	Reason  string
}

// TakeBackReports withdraws the reports, one by one, with what follows from each,
// and says how many. The reason is kept with each report. Only admins may. Sending
// it again finds nothing more to withdraw.
func (s *Service) TakeBackReports(ctx context.Context, by Viewer, req TakeBack) (n int, err error) {
	const op = "TakeBackReports"
	if !by.Administers() {
		return 0, &Error{Op: op, Kind: KindForbidden}
	}
	var c Checker
	if req.Reason = c.Text("undo_reason", req.Reason, MaxText); req.Reason == "" && len(c.Problems) == 0 {
		c.Problems.Add("undo_reason", "needed")
	}
	if err := c.Problems.Err(); err != nil {
		return 0, err
	}
	var refs []Ref
	err = s.Store.View(ctx, func(r Reader) error {
		for _, ref := range r.Find(IndexOrgReports, string(req.Org)+" ") {
			var rep Report
			if _, err := r.Get(ref, &rep); err != nil {
				return err
			}
			if rep.Filed.Before(req.Since) {
				break // the newest come first
			}
			if rep.Source.Account == req.Account && rep.State == ReportOpen {
				refs = append(refs, ref)
			}
		}
		return nil
	})
	for _, ref := range refs {
		if err == nil {
			err = s.takeBackOne(ctx, by, ref, req.Reason)
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, err
}

func (s *Service) takeBackOne(ctx context.Context, by Viewer, ref Ref, reason string) error {
	return s.change(ctx, "TakeBackReports", func(r Reader, now time.Time) (b Batch, err error) {
		var rep Report
		v, err := r.Get(ref, &rep)
		if err != nil || rep.State != ReportOpen {
			return b, err
		}
		st := &Statement{ID: statementID("", ref), About: ref, Text: reason, By: by, Made: now}
		b.put(st, 0, "statement.added", now)
		b.Audit = append(b.Audit, AuditEntry{At: now, Act: "report.taken_back", By: by, About: ref, Why: st.Ref()})
		return b, takeBack(r, &b, &rep, v, now)
	})
}
