package registry

import (
	"context"
	"math"
	"slices"
	"time"
)

// linksCursor is the follower of the change log that proposes links.
const linksCursor = "links"

// ProposeLinks compares one notice or report with the other side and proposes
// what may be one person. A pair that people decided on is left alone, so a
// refused one stays refused. It returns how many new links it proposed.
func (s *Service) ProposeLinks(ctx context.Context, ref Ref) (proposed int, err error) {
	list, err := s.candidates(ctx, ref)
	if err != nil {
		return 0, err
	}
	err = s.change(ctx, "ProposeLinks", func(r Reader, now time.Time) (b Batch, err error) {
		proposed, err = s.propose(r, &b, list, now)
		return b, err
	})
	return proposed, err
}

// propose puts a link for each candidate that nobody decided on yet.
func (s *Service) propose(r Reader, b *Batch, list []Candidate, now time.Time) (fresh int, err error) {
	moved := map[LinkID]*Link{} // put for a patient with several reports
	for _, c := range list {
		var n Notice
		var rep Report
		sides, ok := open(r, c, &n, &rep)
		if !ok || drill(r, n.Event) != drill(r, rep.Event) {
			continue // closed since the linker looked; or an exercise beside the real thing
		}
		others, more, free, err := patientOf(r, &n, &rep)
		if s.damaged(err, rep.Ref()) || err == nil && !free {
			continue
		} else if err != nil {
			return 0, err
		}
		l := &Link{ID: PairID(n.ID, rep.ID), Notice: n.ID, Report: rep.ID, Event: n.Event, State: LinkProposed, Proposed: now}
		urgency := urgencyOf(&n, &rep, now)
		if was := moved[l.ID]; was != nil {
			if c.Score > was.Score {
				was.Score, was.Evidence = c.Score, c.Evidence
			}
			continue
		}
		v, err := r.Get(l.Ref(), l)
		switch {
		case s.damaged(err, l.Ref()):
			continue
		case err != nil && KindOf(err) != KindNotFound:
			return 0, err
		case err == nil && others != nil && l.Score >= c.Score:
			continue // another report of the patient says more
		case err == nil && (l.State != LinkProposed || l.same(c, urgency)):
			continue
		case err != nil:
			fresh++
		}
		l.Score, l.Evidence, l.Urgency, l.Updated, l.Patient = c.Score, c.Evidence, urgency, now, others
		b.put(l, v, "link.proposed", now)
		b.Expect = append(append(b.Expect, sides...), more...)
		if others != nil {
			moved[l.ID] = l
		}
	}
	return fresh, nil
}

// same reports whether a proposal says nothing new: neither the score nor the
// number of its pieces nor the urgency moved.
func (l *Link) same(c Candidate, u Urgency) bool {
	return math.Abs(l.Score-c.Score) < 0.001 && len(l.Evidence) == len(c.Evidence) && l.Urgency == u
}

// drill reports whether an event is an exercise.
func drill(r Reader, id EventID) bool {
	var e Event
	_, err := r.Get(Ref{KindEvent, string(id)}, &e)
	return err == nil && e.State == EventDrill
}

// open loads both sides of a pair and answers false unless both are open.
func open(r Reader, c Candidate, n *Notice, rep *Report) ([]Expect, bool) {
	v, err := r.Get(Ref{KindNotice, string(c.Notice)}, n)
	if err != nil || n.State != NoticeOpen || n.Canary {
		return nil, false
	}
	w, err := r.Get(Ref{KindReport, string(c.Report)}, rep)
	return []Expect{{n.Ref(), v}, {rep.Ref(), w}}, err == nil && rep.State == ReportOpen
}

// candidates asks the linker about a record, outside any view: scoring takes
// longer than a view should last. A record that is closed or erased has none.
func (s *Service) candidates(ctx context.Context, ref Ref) ([]Candidate, error) {
	if s.Linker == nil {
		return nil, nil
	}
	var n, said Notice
	var rep Report
	err := s.Store.View(ctx, func(r Reader) (err error) {
		switch ref.Kind {
		case KindNotice:
			_, err = r.Get(ref, &n)
		case KindReport:
			if _, err = r.Get(ref, &rep); err == nil && rep.About != "" {
				if _, err = r.Get(Ref{KindNotice, string(rep.About)}, &said); KindOf(err) == KindNotFound {
					err = nil // erased since; the report stands for itself
				}
			}
		}
		return err
	})
	switch {
	case err != nil && KindOf(err) == KindNotFound:
		return nil, nil
	case err != nil:
		return nil, err
	case n.ID != "" && n.Searchable(s.Clock.Now()) && !n.Canary:
		return s.Linker.ReportsFor(ctx, &n)
	case rep.ID != "" && rep.State == ReportOpen:
		return s.noticesFor(ctx, &rep, &said)
	}
	return nil, nil
}

// noticesFor adds the notice that the source itself named to what the linker finds.
func (s *Service) noticesFor(ctx context.Context, rep *Report, said *Notice) ([]Candidate, error) {
	list, err := s.Linker.NoticesFor(ctx, rep)
	if err != nil || said.ID == "" {
		return list, err
	}
	for _, c := range list {
		if c.Notice == said.ID {
			return list, nil
		}
	}
	return append(list, s.Linker.Compare(said, rep)), nil
}

// FollowLinks proposes links for everything that the change log brings, from
// where it stopped last time, until the context ends. progress, if not nil, is
// told after each step how far it has come and where the log ends.
func (s *Service) FollowLinks(ctx context.Context, progress func(at, head Seq)) error {
	for {
		changed := s.Store.Changed()
		at, head, err := s.CatchUpLinks(ctx, progress)
		if err != nil {
			return err
		}
		if at < head {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		}
	}
}

// CatchUpLinks is one run of FollowLinks up to the present end of the log.
func (s *Service) CatchUpLinks(ctx context.Context, progress func(at, head Seq)) (at, head Seq, err error) {
	for {
		var todo []Change
		todo, at, head, err = s.pendingChanges(ctx, linksCursor)
		if err != nil || at >= head {
			return at, head, err
		}
		if s.Index != nil {
			if err := s.Index.WaitFor(ctx, todo[len(todo)-1].Seq); err != nil {
				return at, head, err
			}
		}
		if err := s.proposeAll(ctx, todo); err != nil {
			return at, head, err
		}
		if progress != nil {
			progress(todo[len(todo)-1].Seq, head)
		}
	}
}

// pendingChanges returns the next changes after a follower's position, at most 100.
func (s *Service) pendingChanges(ctx context.Context, follower string) (list []Change, at, head Seq, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		cur := Cursor{Name: follower}
		if _, err := r.Get(cur.Ref(), &cur); err != nil && KindOf(err) != KindNotFound {
			return err
		}
		at, head = cur.Seq, r.Head().Seq
		for c, err := range r.Changes(at) {
			if err != nil {
				return err
			}
			if list = append(list, c); len(list) == 100 {
				break
			}
		}
		return nil
	})
	return list, at, head, err
}

// proposeAll handles a run of changes and moves the cursor, in one commit.
func (s *Service) proposeAll(ctx context.Context, todo []Change) error {
	var list []Candidate
	seen := map[Ref]bool{}
	for _, c := range todo {
		if (c.Ref.Kind != KindNotice && c.Ref.Kind != KindReport) || seen[c.Ref] {
			continue
		}
		seen[c.Ref] = true
		found, err := s.candidates(ctx, c.Ref)
		if s.damaged(err, c.Ref) {
			continue
		}
		if err != nil {
			return err
		}
		list = append(list, found...)
	}
	return s.change(ctx, "FollowLinks", func(r Reader, now time.Time) (b Batch, err error) {
		cur := Cursor{Name: linksCursor}
		v, err := r.Get(cur.Ref(), &cur)
		if err != nil && KindOf(err) != KindNotFound {
			return b, err
		}
		if _, err := s.propose(r, &b, oncePerPair(list), now); err != nil {
			return b, err
		}
		cur.Seq = todo[len(todo)-1].Seq
		b.put(&cur, v, "", now)
		return b, nil
	})
}

// oncePerPair keeps the first candidate of each pair: within one run a notice
// and its report can each propose the other.
func oncePerPair(list []Candidate) []Candidate {
	seen := map[LinkID]bool{}
	return slices.DeleteFunc(list, func(c Candidate) bool {
		id := PairID(c.Notice, c.Report)
		again := seen[id]
		seen[id] = true
		return again
	})
}
