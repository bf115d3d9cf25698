package registry

import (
	"context"
	"time"
)

// Pair is a notice and a report side by side, for moderators.
type Pair struct {
	ID           LinkID
	Version      Version
	State        LinkState
	Score        float64
	Evidence     []Evidence
	Decisions    []Decision
	ContactPoint string
	Later        time.Time
	LaterReason  string
	Held         *Hold // who works on it; nil once their time is over
	Notice       ModeratorNotice
	Report       ModeratorReport
	Statements   []Statement // about either, oldest first
	Hotline      Phone       // of the event: the contact point where the source has none
}

// Pair returns what a moderator needs to decide on one link.
func (s *Service) Pair(ctx context.Context, by Viewer, id LinkID) (Pair, error) {
	var p Pair
	err := s.Store.View(ctx, func(r Reader) error {
		l, rep, n, v, err := loadPair(r, by, id)
		if err != nil {
			return err
		}
		p = Pair{
			ID: l.ID, Version: v, State: l.State, Score: l.Score, Evidence: l.Evidence, Decisions: l.Decisions,
			ContactPoint: l.ContactPoint, Later: l.Later, LaterReason: l.LaterReason,
			Notice: n.ForModerator(s.Clock.Now()), Report: rep.ForModerator(),
		}
		if l.Held.Active(s.Clock.Now()) {
			p.Held = l.Held
		}
		p.Report.Says = rep.About == n.ID
		var e Event
		if _, err := r.Get(Ref{KindEvent, string(n.Event)}, &e); err == nil {
			p.Hotline = e.Hotline
		}
		for _, ref := range []Ref{n.Ref(), rep.Ref()} {
			if err := eachStatement(r, ref, func(st *Statement) { p.Statements = append(p.Statements, st.forModerator()) }); err != nil {
				return err
			}
		}
		sortByTime(p.Statements, func(st Statement) time.Time { return st.Made })
		return nil
	})
	return p, err
}

// DeskNotice is a notice as a moderator sees it on a page of its own.
type DeskNotice struct {
	ModeratorNotice
	Statements []Statement
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
		if _, err := r.Get(at, &n); err != nil {
			return err
		}
		v.ModeratorNotice = n.ForModerator(s.Clock.Now())
		return eachStatement(r, at, func(st *Statement) { v.Statements = append(v.Statements, st.forModerator()) })
	})
	return v, err
}
