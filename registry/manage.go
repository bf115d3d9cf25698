package registry

import (
	"context"
	"time"
)

// RecordOfCode returns the record that a code opens: KindNotFound for a code
// that opens nothing. Codes are looked up by hash, so an answer takes no longer
// for a code that is nearly right.
func (s *Service) RecordOfCode(ctx context.Context, code Code) (ref Ref, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		var ok bool
		if ref, ok = one(r, IndexCode, code.Hash()); !ok {
			return &Error{Op: "RecordOfCode", Kind: KindNotFound}
		}
		return nil
	})
	return ref, err
}

// held loads the notice whose code the viewer came with.
func held(r Reader, by Viewer, n *Notice) (Version, error) {
	if !by.Holds(by.Scope) || by.Scope.Kind != KindNotice {
		return 0, &Error{Op: "held", Kind: KindForbidden}
	}
	return r.Get(by.Scope, n)
}

// SeekerNotice returns what the holder of a notice's code sees.
func (s *Service) SeekerNotice(ctx context.Context, by Viewer) (SeekerNotice, error) {
	var v SeekerNotice
	err := s.Store.View(ctx, func(r Reader) error {
		var n Notice
		version, err := held(r, by, &n)
		if err != nil {
			return err
		}
		v = n.forSeeker(s.Clock.Now())
		v.Version = version
		if err := seekerLinks(r, &n, &v); err != nil {
			return err
		}
		v.Statements, err = seekerStatements(r, n.Ref(), by)
		return err
	})
	return v, err
}

func (n *Notice) forSeeker(now time.Time) SeekerNotice {
	v := SeekerNotice{
		ID: n.ID, Reference: n.Reference, Event: n.Event, Person: n.Person, LastSeen: n.LastSeen,
		Visibility: n.Visibility, AtRisk: n.AtRisk, State: n.State, Reason: n.CloseReason,
		Filed: n.Filed, Confirmed: n.Confirmed, Expires: n.Expires, Closed: n.Closed, Reopenable: n.Reopenable(now), Faded: n.Faded(now),
	}
	if len(n.Seekers) > 0 {
		v.Mine = n.Seekers[0]
		v.Mine.CodeHash = ""
	}
	return v
}

// seekerLinks fills in what a seeker may know of the links. A confirmed link to
// somebody who died looks like one being checked: a human tells them.
func seekerLinks(r Reader, n *Notice, v *SeekerNotice) error {
	for _, ref := range all(r, IndexNoticeLinks, string(n.ID)) {
		var l Link
		if _, err := r.Get(ref, &l); err != nil {
			return err
		}
		if l.State != LinkChecking && l.State != LinkConfirmed || l.Shelved {
			continue
		}
		var rep Report
		if _, err := r.Get(Ref{KindReport, string(l.Report)}, &rep); err != nil {
			return err
		}
		if l.State == LinkConfirmed && rep.Condition != ConditionDeceased {
			v.Match = &SeekerLink{Since: l.Updated, ContactPoint: l.ContactPoint}
		} else {
			v.Checking = &SeekerLink{Since: l.Updated}
		}
	}
	return nil
}

func seekerStatements(r Reader, about Ref, by Viewer) ([]SeekerStatement, error) {
	var out []SeekerStatement
	err := eachStatement(r, about, func(st *Statement) {
		if st.Status != StatusDead {
			out = append(out, SeekerStatement{Kind: st.Kind, Text: st.Text, Made: st.Made, By: st.By.Ring, Mine: st.By == by, Public: st.Public})
		}
	})
	return out, err
}

// SourceReport returns what the holder of a report's code sees.
func (s *Service) SourceReport(ctx context.Context, by Viewer) (SourceReport, error) {
	var v SourceReport
	err := s.Store.View(ctx, func(r Reader) error {
		if !by.Holds(by.Scope) || by.Scope.Kind != KindReport {
			return &Error{Op: "SourceReport", Kind: KindForbidden}
		}
		var rep Report
		if _, err := r.Get(by.Scope, &rep); err != nil {
			return err
		}
		v = SourceReport{
			ID: rep.ID, Reference: rep.Reference, Event: rep.Event, Person: rep.Person, Found: rep.Found, Text: rep.Text,
			Condition: rep.Condition, Confidence: rep.Confidence, State: rep.State, Filed: rep.Filed,
		}
		var err error
		v.Statements, err = seekerStatements(r, rep.Ref(), by)
		return err
	})
	return v, err
}

// AddStatement records what a seeker, a source or a moderator has to say about a
// record. once is a random id made with the form: the same one sent again adds
// nothing. Only a seeker's and a moderator's words about an open notice can be
// public.
func (s *Service) AddStatement(ctx context.Context, by Viewer, about Ref, text string, public bool, once string) error {
	return s.change(ctx, "AddStatement", func(r Reader, now time.Time) (b Batch, err error) {
		if !by.Holds(about) && !by.Moderates() {
			return b, &Error{Op: "AddStatement", Kind: KindForbidden, Ref: about}
		}
		var c Checker
		text := c.Text("text", text, MaxText)
		if text == "" && len(c.Problems) == 0 {
			c.Problems.Add("text", "empty")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		if once != "" {
			once = once + "\x00" + text // changed words are another statement
		}
		st := &Statement{ID: statementID(once, about), About: about, Text: text, By: by, Made: now}
		if r.Version(st.Ref()) != 0 {
			return b, nil
		}
		if about.Kind == KindNotice {
			var n Notice
			v, err := r.Get(about, &n)
			if err != nil {
				return b, err
			}
			if st.Public = public && n.State == NoticeOpen; st.Public {
				n.News, n.Updated = now, now
				b.put(&n, v, "notice.news", now)
			}
		} else if r.Version(about) == 0 {
			return b, &Error{Op: "AddStatement", Kind: KindNotFound, Ref: about}
		}
		b.put(st, 0, "statement.added", now)
		return b, nil
	})
}

// statementID makes the id follow from the form, so that a re-sent form is
// recognised. Without one the id is random.
func statementID(once string, about Ref) StatementID {
	if once == "" {
		return StatementID(NewID())
	}
	return StatementID(PairID(NoticeID("statement\x00"+once), ReportID(about.String())))
}

// ExtendNotice says that the search goes on.
func (s *Service) ExtendNotice(ctx context.Context, by Viewer, life time.Duration) error {
	return s.change(ctx, "ExtendNotice", func(r Reader, now time.Time) (b Batch, err error) {
		var n Notice
		v, err := held(r, by, &n)
		if err != nil {
			return b, err
		}
		if err := n.Extend(life, now); err != nil {
			return b, err
		}
		b.put(&n, v, "notice.extended", now)
		return b, nil
	})
}
