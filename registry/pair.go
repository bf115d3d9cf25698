package registry

import (
	"context"
	"time"
)

// Pair is a notice and a report side by side, for who reviews it.
type Pair struct {
	ID           LinkID
	Version      Version
	State        LinkState
	Score        float64
	Urgency      Urgency
	Masked       bool // for a volunteer, see maskedPair
	Evidence     []Evidence
	Decisions    []Decision
	ContactPoint string
	Later        time.Time
	LaterReason  string
	Held         *Hold // who works on it; nil once their time is over
	Notice       ModeratorNotice
	Report       ModeratorReport
	Comments     []Comment       // of the desk, oldest first
	Statements   []DeskStatement // about either, oldest first
	SameReport   int             // undecided pairs of this report, this one included
	SameNotice   int             // of this notice
	Hotline      Phone           // of the event: the contact point where the source has none
	Dead         bool            // a report of this patient tells of a death, be it another one than this; never for a volunteer
	Death        *Task           // somebody wishes to confirm a death, and waits for a second person
}

// Pair returns what is needed to decide on one link. Volunteers see it masked,
// and only while it waits for a decision.
func (s *Service) Pair(ctx context.Context, by Viewer, id LinkID) (Pair, error) {
	var p Pair
	err := s.Store.View(ctx, func(r Reader) (err error) {
		p, err = loadView(r, by, id, s.Clock.Now())
		return err
	})
	return p, s.watch(ctx, by, "pair.read", Ref{KindLink, string(id)}, err)
}

func loadView(r Reader, by Viewer, id LinkID, now time.Time) (Pair, error) {
	l, rep, n, v, err := loadPair(r, by, id)
	if err != nil {
		return Pair{}, err
	}
	p := Pair{
		ID: l.ID, Version: v, State: l.State, Score: l.Score, Urgency: l.Urgency, Evidence: l.Evidence, Decisions: l.Decisions,
		ContactPoint: l.ContactPoint, Later: l.Later, LaterReason: l.LaterReason,
		Notice: n.ForModerator(now), Report: rep.ForModerator(),
	}
	if l.Held.Active(now) {
		p.Held = l.Held
	}
	for side, n := range map[Kind]*int{KindReport: &p.SameReport, KindNotice: &p.SameNotice} {
		list, err := siblings(r, l, side)
		if err != nil {
			return Pair{}, err
		}
		*n = len(list)
	}
	if p.Comments, err = comments(r, id); err != nil {
		return Pair{}, err
	}
	if !by.Moderates() {
		return maskedPair(&p, n, rep, now), nil
	}
	p.Report.Says = rep.About == n.ID
	patient, err := chainOf(r, rep)
	if err != nil {
		return Pair{}, err
	}
	p.Dead = patient.deceased()
	wishes, err := openTasks(r, func(t *Task) bool { return t.Kind == TaskDead && t.Link == id })
	if err != nil {
		return Pair{}, err
	}
	if len(wishes) > 0 {
		p.Death = wishes[0]
	}
	var e Event
	if _, err := r.Get(Ref{KindEvent, string(n.Event)}, &e); err == nil {
		p.Hotline = e.Hotline
	}
	for _, ref := range []Ref{n.Ref(), rep.Ref()} {
		if err := eachStatement(r, ref, func(st *Statement) { p.Statements = append(p.Statements, st.forDesk()) }); err != nil {
			return Pair{}, err
		}
	}
	sortByTime(p.Statements, func(st DeskStatement) time.Time { return st.Made })
	return p, nil
}

// loadPair loads a link and both sides for who may review it.
func loadPair(r Reader, by Viewer, id LinkID) (l *Link, rep *Report, n *Notice, v Version, err error) {
	l, rep, n = &Link{}, &Report{}, &Notice{}
	ref := Ref{KindLink, string(id)}
	if !by.Reviews() {
		return nil, nil, nil, 0, &Error{Op: "loadPair", Kind: KindForbidden, Ref: ref}
	}
	if v, err = r.Get(ref, l); err != nil {
		return nil, nil, nil, 0, err
	}
	if !by.Moderates() && !l.undecided() {
		return nil, nil, nil, 0, &Error{Op: "loadPair", Kind: KindNotFound, Ref: ref}
	}
	if _, err = r.Get(Ref{KindReport, string(l.Report)}, rep); err != nil {
		return nil, nil, nil, 0, err
	}
	_, err = r.Get(Ref{KindNotice, string(l.Notice)}, n)
	return l, rep, n, v, err
}

// DeskNotice is a notice as a moderator sees it on a page of its own.
type DeskNotice struct {
	ModeratorNotice
	Version    Version
	Statements []DeskStatement
	Closing    *Task // somebody wishes to close it, and waits for a second person
	Voiced     bool  // everybody reads words of its family
}

// DeskNotice returns the notice of a reference for moderators.
func (s *Service) DeskNotice(ctx context.Context, by Viewer, ref Reference) (DeskNotice, error) {
	const op = "DeskNotice"
	if !by.Moderates() {
		return DeskNotice{}, &Error{Op: op, Kind: KindForbidden}
	}
	var v DeskNotice
	err := s.Store.View(ctx, func(r Reader) error {
		at, ok := one(r, IndexReference, string(ref))
		if !ok || at.Kind != KindNotice {
			return &Error{Op: op, Kind: KindNotFound}
		}
		var n Notice
		var err error
		if v.Version, err = r.Get(at, &n); err != nil {
			return err
		}
		v.ModeratorNotice = n.ForModerator(s.Clock.Now())
		open, err := openTasks(r, func(t *Task) bool { return t.Kind == TaskClose && t.Notice == n.ID })
		if err != nil {
			return err
		}
		if len(open) > 0 {
			v.Closing = open[0]
		}
		now := s.Clock.Now()
		return eachStatement(r, at, func(st *Statement) {
			said := st.forDesk()
			_, said.Public = st.shown(&n, now)
			v.Voiced = v.Voiced || said.Public && !st.By.Moderates()
			v.Statements = append(v.Statements, said)
		})
	})
	return v, s.watch(ctx, by, "notice.read", v.Ref(), err)
}
