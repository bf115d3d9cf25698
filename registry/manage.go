package registry

import (
	"cmp"
	"context"
	"time"
)

// HolderOfCode returns who somebody is that comes with a code: KindNotFound for
// a code that opens nothing. Codes are looked up by hash, so an answer takes no
// longer for a code that is nearly right.
func (s *Service) HolderOfCode(ctx context.Context, code Code) (by Viewer, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		hash := code.Hash()
		ref, ok := one(r, IndexCode, hash)
		if !ok {
			return &Error{Op: "HolderOfCode", Kind: KindNotFound}
		}
		by = Holder(ref, "")
		if ref.Kind != KindNotice {
			return nil
		}
		var n Notice
		if _, err := r.Get(ref, &n); err != nil {
			return err
		}
		for _, k := range n.Seekers {
			if k.CodeHash == hash {
				by.Seeker = k.ID
			}
		}
		return nil
	})
	return by, err
}

// held loads the notice whose code the viewer came with, and finds the viewer
// among its seekers. Who left it holds it no more.
func held(r Reader, by Viewer, n *Notice) (*Seeker, Version, error) {
	forbidden := &Error{Op: "held", Kind: KindForbidden}
	if !by.Holds(by.Scope) || by.Scope.Kind != KindNotice {
		return nil, 0, forbidden
	}
	v, err := r.Get(by.Scope, n)
	if err != nil && KindOf(err) == KindNotFound && r.Version(Ref{KindPlaceholder, by.Scope.ID}) != 0 {
		return nil, 0, &Error{Op: "held", Kind: KindGone, Ref: by.Scope}
	}
	if err != nil {
		return nil, 0, err
	}
	if k := n.seeker(by.Seeker); k != nil {
		return k, v, nil
	}
	return nil, 0, forbidden
}

// SeekerNotice returns what the holder of a notice's code sees.
func (s *Service) SeekerNotice(ctx context.Context, by Viewer) (SeekerNotice, error) {
	var v SeekerNotice
	err := s.Store.View(ctx, func(r Reader) error {
		var n Notice
		me, version, err := held(r, by, &n)
		if err != nil {
			return err
		}
		v = n.forSeeker(me, s.Clock.Now())
		v.Version = version
		if n.CloseReason != CloseHidden {
			err = seekerLinks(r, &n, me, &v)
		}
		if err != nil {
			return err
		}
		v.Statements, err = heldStatements(r, n.Ref(), by, me)
		for i := range v.Statements {
			st := &v.Statements[i]
			st.Public = st.Public && !n.wordless(s.Clock.Now())
		}
		return err
	})
	return v, err
}

// forSeeker returns what one of the seekers sees. Who filed the notice sees what
// they filed; who joined it sees of the person what everybody sees, since the
// rest was told by somebody else.
func (n *Notice) forSeeker(me *Seeker, now time.Time) SeekerNotice {
	v := SeekerNotice{
		ID: n.ID, Reference: n.Reference, Event: n.Event, Mine: *me, Joined: !me.filed(), Owner: n.owns(me),
		State: n.State, Reason: n.CloseReason, Refusal: n.Refusal, Filed: n.Filed, Confirmed: n.Confirmed, Expires: n.Expires, Closed: n.Closed,
		Life: int(n.life() / (24 * time.Hour)), Gone: n.Gone(), Expiring: n.State != NoticeClosed && !now.Before(n.Expires.Add(-RenewBefore)),
		Erasing: n.CloseReason == CloseErased || n.CloseReason == CloseRemoved, Erasable: n.owns(me) && !n.evidence(),
		Reopenable: n.owns(me) && n.Reopenable(now), Faded: n.Faded(now), Others: len(n.Seekers) - 1, Company: n.company(me),
		Shielded: n.Shielded(now), Muted: n.Muted,
	}
	v.Mine.CodeHash = ""
	if v.Joined {
		v.Card = n.card(now)
	} else {
		v.Person, v.LastSeen, v.Visibility, v.AtRisk = n.Person, n.LastSeen, n.Visibility, n.AtRisk
	}
	return v
}

// seekerLinks fills in what a seeker may know of the links. A confirmed link to
// somebody who died looks like one being checked: a human tells them. Who joined
// learns what people decided knowing of them, and the rest once a moderator
// agrees: else a stranger could join to be told whom to call.
func seekerLinks(r Reader, n *Notice, me *Seeker, v *SeekerNotice) error {
	links, err := decidedLinks(r, n.ID)
	if err != nil {
		return err
	}
	died := false
	for i := range links {
		l := &links[i]
		patient, err := l.chain(r)
		if err != nil {
			return err
		}
		died = died || l.State == LinkConfirmed && patient.deceased()
		switch {
		case l.Shelved || !me.learns(l.decided()):
		case l.State == LinkChecking:
			v.Checking = &SeekerLink{Since: l.Updated}
		default:
			v.Match = &SeekerLink{Since: l.Updated, ContactPoint: l.ContactPoint}
			if patient.newest().ID != l.Report {
				v.Match.ContactPoint = patient.contactPoint()
			}
		}
	}
	if died && v.Match != nil {
		v.Checking, v.Match = cmp.Or(v.Checking, &SeekerLink{Since: v.Match.Since}), nil
	}
	return nil
}

// heldStatements returns the statements about a record that the holder of its
// code may read; me is nil for a report.
func heldStatements(r Reader, about Ref, by Viewer, me *Seeker) ([]SeekerStatement, error) {
	var out []SeekerStatement
	err := eachStatement(r, about, func(st *Statement) {
		if st.readable(by, me) {
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
		v.Statements, err = heldStatements(r, rep.Ref(), by, nil)
		return err
	})
	return v, err
}

// AddStatement records what a seeker, a source or a moderator has to say about a
// record. once is a random id made with the form: the same one sent again adds
// nothing. Only the words of who filed the notice and of a moderator about an
// open notice can be public: who joined is a stranger to it, and writes to the
// people who check. So does who filed that of a child or of somebody at risk: of
// those everybody reads the card, and no words that may say more.
func (s *Service) AddStatement(ctx context.Context, by Viewer, about Ref, text string, public bool, once string) error {
	return s.change(ctx, "AddStatement", func(r Reader, now time.Time) (b Batch, err error) {
		if !by.Holds(about) && !by.Moderates() && !ownsReport(r, by, about) {
			return b, &Error{Op: "AddStatement", Kind: KindForbidden, Ref: about}
		}
		if _, err := organisationOf(r, by); err != nil {
			return b, err
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
			me := n.seeker(by.Seeker)
			if by.Ring == RingSeeker && me == nil {
				return b, &Error{Op: "AddStatement", Kind: KindForbidden, Ref: about}
			}
			if st.Public = public && n.State == NoticeOpen && (by.Moderates() || me.filed() && !n.Shielded(now)); st.Public {
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

// ExtendNotice says that the search goes on, see Notice.Extend.
func (s *Service) ExtendNotice(ctx context.Context, by Viewer, life time.Duration) error {
	return s.change(ctx, "ExtendNotice", func(r Reader, now time.Time) (b Batch, err error) {
		var n Notice
		me, v, err := held(r, by, &n)
		if err != nil {
			return b, err
		}
		if err := n.Extend(me, life, now); err != nil {
			return b, err
		}
		b.put(&n, v, "notice.extended", now)
		return b, nil
	})
}
