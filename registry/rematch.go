package registry

import (
	"context"
	"errors"
	"time"
)

// rematchCursor keeps how far a full re-match has come.
const rematchCursor = "rematch"

// rematchStep is how many reports are compared between two commits: what is lost
// when the work is stopped, and what is held in memory.
const rematchStep = 25

// Rematch compares every open report with the notices anew, as is due after the
// weights of the model changed: it proposes what is new and scores again what is
// proposed. What people decided on is left alone. It goes on where an earlier run
// was stopped, and begins anew once one has ended. progress, if not nil, is told
// at the start and after each step how many of all reports are done. It returns how many links it
// proposed; with an error, those of the steps before it.
func (s *Service) Rematch(ctx context.Context, progress func(done, total int)) (proposed int, err error) {
	at, done, total, err := s.rematchStart(ctx)
	if err != nil {
		return 0, err
	}
	for {
		if progress != nil {
			progress(done, total)
		}
		refs, err := s.reportsAfter(ctx, at)
		if err != nil {
			return proposed, err
		}
		var list []Candidate
		for _, ref := range refs {
			found, err := s.anew(ctx, ref)
			if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
				found, err = s.anew(ctx, ref) // the machine slept while it was looking
			}
			if err != nil && !s.damaged(err, ref) {
				return proposed, err
			}
			list = append(list, found...)
		}
		if at = ""; len(refs) > 0 {
			at = refs[len(refs)-1].ID
		}
		fresh, err := s.rematched(ctx, list, at)
		if err != nil {
			return proposed, err
		}
		proposed += fresh
		if at == "" {
			return proposed, nil
		}
		done += len(refs)
	}
}

// RestartRematch forgets how far an earlier Rematch came.
func (s *Service) RestartRematch(ctx context.Context) error {
	_, err := s.rematched(ctx, nil, "")
	return err
}

// rematchStart returns the report that was done last, how many are done and how
// many there are.
func (s *Service) rematchStart(ctx context.Context) (at string, done, total int, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		cur := Cursor{Name: rematchCursor}
		if _, err := r.Get(cur.Ref(), &cur); err != nil && KindOf(err) != KindNotFound {
			return err
		}
		at, done, total = cur.At, 0, r.Count(KindReport)
		for id := range r.IDs(KindReport, "") {
			if id > at {
				break
			}
			done++
		}
		return nil
	})
	return at, done, total, err
}

// reportsAfter returns the next reports, at most rematchStep.
func (s *Service) reportsAfter(ctx context.Context, at string) (refs []Ref, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		refs = nil
		for id := range r.IDs(KindReport, at) {
			if refs = append(refs, Ref{KindReport, id}); len(refs) == rematchStep {
				break
			}
		}
		return nil
	})
	return refs, err
}

// anew returns the candidates of a report and, scored again, the pairs proposed
// for it that are no longer among them.
func (s *Service) anew(ctx context.Context, ref Ref) ([]Candidate, error) {
	list, err := s.candidates(ctx, ref)
	if err != nil || s.Linker == nil {
		return list, err
	}
	found := map[NoticeID]bool{}
	for _, c := range list {
		found[c.Notice] = true
	}
	var rep Report
	var others []*Notice
	err = s.Store.View(ctx, func(r Reader) error {
		if _, err := r.Get(ref, &rep); err != nil {
			return err
		}
		others, err = proposedFor(r, &rep, found)
		return err
	})
	for _, n := range others {
		list = append(list, s.Linker.Compare(n, &rep))
	}
	return list, err
}

// proposedFor loads the notices of the pairs proposed for a report, but for some.
func proposedFor(r Reader, rep *Report, but map[NoticeID]bool) ([]*Notice, error) {
	var out []*Notice
	for _, ref := range all(r, IndexReportLinks, string(rep.ID)) {
		var l Link
		if _, err := r.Get(ref, &l); err != nil {
			return nil, err
		}
		if l.State != LinkProposed || l.Report != rep.ID || but[l.Notice] {
			continue
		}
		n := new(Notice)
		if _, err := r.Get(Ref{KindNotice, string(l.Notice)}, n); KindOf(err) == KindNotFound {
			continue // erased since
		} else if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// rematched proposes and keeps the position, in one commit.
func (s *Service) rematched(ctx context.Context, list []Candidate, at string) (fresh int, err error) {
	err = s.change(ctx, "Rematch", func(r Reader, now time.Time) (b Batch, err error) {
		cur := Cursor{Name: rematchCursor}
		v, err := r.Get(cur.Ref(), &cur)
		if err != nil && KindOf(err) != KindNotFound {
			return b, err
		}
		if fresh, err = s.propose(r, &b, oncePerPair(list), now); err != nil {
			return b, err
		}
		if cur.At = at; v == 0 && at == "" {
			return b, nil // nothing to go on from, and nothing kept
		}
		b.put(&cur, v, "", now)
		return b, nil
	})
	return fresh, err
}
