package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Progress is how far people have come with a report, as its source may know.
type Progress string

// The values of Progress.
const (
	ProgressNone      Progress = ""          // nobody is known to look for the person yet
	ProgressChecking  Progress = "checking"  // people check whether it is somebody who is looked for
	ProgressConfirmed Progress = "confirmed" // it is; the family is told whom to call
	ProgressTold      Progress = "told"      // the same of somebody who died: a person tells the family
)

// OwnReport is a report as the organisation that filed it sees it: all that it
// told, what becomes of it, and nothing of any notice.
type OwnReport struct {
	ModeratorReport
	Progress   Progress
	Statements []SeekerStatement
}

// ownedBy reports whether the viewer may act as the source of the report: with
// its code, or as a member of the organisation that filed it.
func (r *Report) ownedBy(by Viewer) bool {
	return by.Holds(r.Ref()) || by.Ring == RingOrganisation && by.Org != "" && r.Source.Org == by.Org
}

// ownsReport reports whether a record is a report of the viewer's organisation.
func ownsReport(r Reader, by Viewer, ref Ref) bool {
	if ref.Kind != KindReport || by.Org == "" {
		return false
	}
	var rep Report
	_, err := r.Get(ref, &rep)
	return err == nil && rep.ownedBy(by)
}

// MyOrganisation returns the organisation that the viewer works for.
func (s *Service) MyOrganisation(ctx context.Context, by Viewer) (o Organisation, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		if err := reporting(r, by); err != nil {
			return err
		}
		_, err := r.Get(Ref{KindOrganisation, string(by.Org)}, &o)
		return err
	})
	return o, err
}

// OwnReports returns the reports of the viewer's organisation, newest first, from
// an offset on, and how many there are.
func (s *Service) OwnReports(ctx context.Context, by Viewer, offset, limit int) (list []OwnReport, total int, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		if err := reporting(r, by); err != nil {
			return err
		}
		for _, ref := range r.Find(IndexOrgReports, string(by.Org)+" ") {
			if total++; total <= offset || len(list) == limit {
				continue
			}
			v, err := ownReport(r, by, ref)
			if err != nil {
				return err
			}
			list = append(list, v)
		}
		return nil
	})
	return list, total, s.watch(ctx, by, "reports.read", Ref{KindOrganisation, string(by.Org)}, err)
}

// OwnReport returns the report of a reference, if the viewer's organisation filed
// it: any other is KindNotFound, as one that does not exist.
func (s *Service) OwnReport(ctx context.Context, by Viewer, ref Reference) (v OwnReport, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		if err := reporting(r, by); err != nil {
			return err
		}
		at, ok := one(r, IndexReference, string(ref))
		if !ok || at.Kind != KindReport {
			return &Error{Op: "OwnReport", Kind: KindNotFound}
		}
		v, err = ownReport(r, by, at)
		return err
	})
	return v, s.watch(ctx, by, "report.read", v.Ref(), err)
}

// reporting refuses who is not a member of an organisation at work.
func reporting(r Reader, by Viewer) error {
	if by.Ring != RingOrganisation || by.Org == "" {
		return &Error{Op: "reporting", Kind: KindForbidden}
	}
	_, err := organisationOf(r, by)
	return err
}

func ownReport(r Reader, by Viewer, ref Ref) (v OwnReport, err error) {
	var rep Report
	if _, err := r.Get(ref, &rep); err != nil {
		return v, err
	}
	if !rep.ownedBy(by) {
		return v, &Error{Op: "ownReport", Kind: KindNotFound}
	}
	v.ModeratorReport = rep.ForModerator()
	if v.Progress, err = rep.progress(r); err != nil {
		return v, err
	}
	v.Statements, err = heldStatements(r, rep.Ref(), by, nil)
	return v, err
}

// progress returns how far people have come with the report's patient. That the
// patient died is for who told so: for any other ward it looks as for a family.
func (r *Report) progress(read Reader) (p Progress, err error) {
	patient, err := chainOf(read, r)
	if err != nil {
		return "", err
	}
	for _, ref := range all(read, IndexReportLinks, string(r.ID)) {
		var l Link
		if _, err := read.Get(ref, &l); err != nil {
			return "", err
		}
		switch {
		case l.State == LinkConfirmed && r.Condition == ConditionDeceased:
			return ProgressTold, nil
		case l.State == LinkConfirmed && patient.deceased():
			p = ProgressChecking
		case l.State == LinkConfirmed:
			return ProgressConfirmed, nil
		case l.State == LinkChecking && !l.Shelved:
			p = ProgressChecking
		}
	}
	return p, nil
}

// reportID makes the id follow from the form and who sends it, so that a form
// sent twice makes one report. Without a form the id is random.
func reportID(once string, by Viewer) ReportID {
	if once == "" {
		return ReportID(NewID())
	}
	return ReportID(PairID(NoticeID("report\x00"+once), ReportID(string(by.Org)+"\x00"+string(by.Account))))
}

// sentBefore returns the receipt of a report that the same form made, false when
// there is none. A form that says something else by now is a Problem: it must not
// look as if that had been filed.
func sentBefore(r Reader, id ReportID, sum string) (Receipt, bool, error) {
	var rep Report
	if _, err := r.Get(Ref{KindReport, string(id)}, &rep); err != nil {
		return Receipt{}, false, nil
	}
	if rep.Sum != sum {
		return Receipt{}, false, Problems{{Field: "once", Code: "reused"}}
	}
	return Receipt{Record: rep.Ref(), Reference: rep.Reference}, true, nil
}

// sum is a fingerprint of what a form with a once says, "" for one without.
func (q ReportFound) sum() string {
	if q.Once == "" {
		return ""
	}
	q.Sending = Sending{}
	b, _ := json.Marshal(q) // plain data: it cannot fail
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:16])
}

// WithdrawOwn takes a report of the viewer's organisation back.
func (s *Service) WithdrawOwn(ctx context.Context, by Viewer, id ReportID) error {
	by.Scope = Ref{KindReport, string(id)}
	return s.WithdrawReport(ctx, by)
}

// MaskedReport is what people with an account see of a report beside a notice
// that it may be about.
type MaskedReport struct {
	Reference Reference // of a report of the viewer's own organisation only
	AgeBand   *Span
	Sex       Sex
	Marks     []Mark
	Known     time.Time // since when they are compared
}

// VerifiedNotice is a notice as people with an account see it: the card, the
// description where everybody may be told of it, and what was found that may be
// the person. Members of an organisation see of a child or of somebody at risk
// everything but the contacts: they are who looks after them.
type VerifiedNotice struct {
	NoticePage
	Public     bool      // everybody sees it, and may report, flag and claim it
	Person     *Person   // nil where the card is all
	LastSeen   *Sighting // nil but for organisations
	Candidates []MaskedReport
}

// VerifiedNotice returns what the viewer, who has an account, sees of a notice:
// KindNotFound for an unknown one, KindGone for one that is closed or faded.
func (s *Service) VerifiedNotice(ctx context.Context, by Viewer, ref Reference) (v VerifiedNotice, err error) {
	const op = "VerifiedNotice"
	var n Notice
	err = s.Store.View(ctx, func(r Reader) error {
		if _, err := organisationOf(r, by); err != nil || !by.Verified() {
			return &Error{Op: op, Kind: KindForbidden, Err: err}
		}
		at, ok := one(r, IndexReference, string(ref))
		if !ok || at.Kind != KindNotice {
			return &Error{Op: op, Kind: KindNotFound}
		}
		if _, err := r.Get(at, &n); err != nil {
			return err
		}
		now := s.Clock.Now()
		if v.PublicNotice, ok = n.ForVerified(now); !ok && (n.Review != nil || n.CloseReason == CloseHidden) {
			return &Error{Op: op, Kind: KindNotFound}
		} else if !ok {
			return &Error{Op: op, Kind: KindGone}
		}
		v.Relay = n.relays(by, now)
		_, v.Public = n.ForPublic(now)
		v.Person, v.LastSeen = n.forAccount(by, now)
		if err := eachStatement(r, at, func(st *Statement) {
			if p, ok := st.shown(&n, now); ok {
				v.Statements = append(v.Statements, p)
			}
		}); err != nil {
			return err
		}
		v.Candidates, err = maskedCandidates(r, by, &n, now)
		return err
	})
	return v, s.watch(ctx, by, "notice.read", n.Ref(), err)
}

// forAccount returns what people with an account see of a notice beyond its card.
func (n *Notice) forAccount(by Viewer, now time.Time) (*Person, *Sighting) {
	full := Person{Body: n.Person.Body, Things: n.Person.Things, Description: n.Person.Description}
	switch {
	case n.Shielded(now) && by.Ring == RingOrganisation:
		all := n.Person
		return &all, &n.LastSeen
	case n.Shielded(now), n.Visibility == VisibleVerified:
		return nil, nil
	}
	return &full, nil
}

func maskedCandidates(r Reader, by Viewer, n *Notice, now time.Time) (out []MaskedReport, err error) {
	for _, ref := range all(r, IndexNoticeLinks, string(n.ID)) {
		var l Link
		if _, err := r.Get(ref, &l); err != nil {
			return nil, err
		}
		if !l.undecided() {
			continue
		}
		var rep Report
		if _, err := r.Get(Ref{KindReport, string(l.Report)}, &rep); err != nil {
			return nil, err
		}
		m := MaskedReport{AgeBand: ageBand(&rep.Person, now), Sex: rep.Person.Sex, Marks: rep.Person.Body.Marks, Known: l.Proposed}
		if rep.ownedBy(by) {
			m.Reference = rep.Reference
		}
		out = append(out, m)
	}
	return out, nil
}
