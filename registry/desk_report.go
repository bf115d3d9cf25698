package registry

import "context"

// DeskReport is a report as a moderator sees it on a page of its own.
type DeskReport struct {
	ModeratorReport
	Chain      []ChainReport // of the same patient, first to newest; often the report alone
	Statements []DeskStatement
}

// ChainReport is one report of a patient.
type ChainReport struct {
	ID           ReportID
	Reference    Reference
	Organisation string
	Area         string
	State        ReportState
	Here         bool      // it is the one asked for
	Later        *Transfer // to the next one
}

// DeskReport returns the report of a reference for moderators.
func (s *Service) DeskReport(ctx context.Context, by Viewer, ref Reference) (DeskReport, error) {
	const op = "DeskReport"
	if !by.Moderates() {
		return DeskReport{}, &Error{Op: op, Kind: KindForbidden}
	}
	var v DeskReport
	err := s.Store.View(ctx, func(r Reader) error {
		at, ok := one(r, IndexReference, string(ref))
		if !ok || at.Kind != KindReport {
			return &Error{Op: op, Kind: KindNotFound}
		}
		var rep Report
		if _, err := r.Get(at, &rep); err != nil {
			return err
		}
		v.ModeratorReport = rep.ForModerator()
		c, err := chainOf(r, &rep)
		if err != nil {
			return err
		}
		for _, x := range c {
			v.Chain = append(v.Chain, ChainReport{
				ID: x.ID, Reference: x.Reference, Organisation: x.Source.Organisation, Area: x.Found.Place.Area,
				State: x.State, Here: x.ID == rep.ID, Later: x.Later(),
			})
		}
		return eachStatement(r, at, func(st *Statement) { v.Statements = append(v.Statements, st.forDesk()) })
	})
	return v, s.watch(ctx, by, "report.read", v.Ref(), err)
}
