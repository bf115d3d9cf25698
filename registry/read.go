package registry

import (
	"context"
	"strings"
	"time"
)

// publicNotice loads a notice that the public may see. KindGone means that it is
// closed; one that the public may not know of is KindNotFound.
func publicNotice(r Reader, ref Reference, now time.Time) (*Notice, error) {
	const op = "publicNotice"
	at, ok := one(r, IndexReference, string(ref))
	if ok && at.Kind == KindPlaceholder {
		return nil, goneByID(r, op, at.ID)
	}
	if !ok || at.Kind != KindNotice {
		decoy(r, ref)
		return nil, &Error{Op: op, Kind: KindNotFound}
	}
	var n Notice
	if _, err := r.Get(at, &n); err != nil {
		return nil, err
	}
	if _, ok := n.ForPublic(now); ok {
		return &n, nil
	}
	if n.unknown() {
		return nil, &Error{Op: op, Kind: KindNotFound}
	}
	return nil, &Error{Op: op, Kind: KindGone}
}

// decoy reads some notice, so that a reference that nothing has takes as long to
// answer for as that of a notice which the public may not know of.
func decoy(r Reader, ref Reference) {
	var n Notice
	for _, after := range []string{strings.ToLower(string(ref)), ""} {
		for id := range r.IDs(KindNotice, after) {
			_, _ = r.Get(Ref{KindNotice, id}, &n)
			return
		}
	}
}

// NoticePage is a notice with what was said publicly, oldest first.
type NoticePage struct {
	PublicNotice
	Statements []PublicStatement
}

// PublicNotice returns what everybody may see of a notice: KindNotFound for one
// that is unknown or hidden, KindGone for one that is closed or faded.
func (s *Service) PublicNotice(ctx context.Context, ref Reference) (NoticePage, error) {
	var page NoticePage
	err := s.Store.View(ctx, func(r Reader) error {
		now := s.Clock.Now()
		n, err := publicNotice(r, ref, now)
		if err != nil {
			return err
		}
		page.PublicNotice, _ = n.ForPublic(now)
		return eachStatement(r, n.Ref(), func(st *Statement) {
			if v, ok := st.shown(n, now); ok {
				page.Statements = append(page.Statements, v)
			}
		})
	})
	return page, err
}

// NoticeByID is PublicNotice for the id instead of the reference.
func (s *Service) NoticeByID(ctx context.Context, id NoticeID) (NoticePage, error) {
	var n Notice
	err := s.Store.View(ctx, func(r Reader) error {
		_, err := r.Get(Ref{KindNotice, string(id)}, &n)
		if err != nil && KindOf(err) == KindNotFound {
			return goneByID(r, "NoticeByID", string(id))
		}
		return err
	})
	if err != nil {
		return NoticePage{}, err
	}
	return s.PublicNotice(ctx, n.Reference)
}

// eachStatement calls f with every statement about a record, oldest first.
func eachStatement(r Reader, about Ref, f func(*Statement)) error {
	list, err := statements(r, about)
	for _, st := range list {
		f(st)
	}
	return err
}

func statements(r Reader, about Ref) ([]*Statement, error) {
	var list []*Statement
	for _, ref := range all(r, IndexStatements, about.String()) {
		var st Statement
		if _, err := r.Get(ref, &st); err != nil {
			return nil, err
		}
		list = append(list, &st)
	}
	sortByTime(list, func(st *Statement) time.Time { return st.Made })
	return list, nil
}

// Card is one search result.
type Card struct {
	PublicNotice
	Reasons []Reason
}

// Search answers a query with what the viewer may see, best first. What the index
// says is read again from the store, so that a hidden, closed or faded notice
// never shows. It needs a text or a place, and a distance from 0 to MaxWithin.
func (s *Service) Search(ctx context.Context, by Viewer, q Query) (cards []Card, total int, err error) {
	var c Checker
	q.Text = c.Line("q", q.Text, MaxQuery)
	q.Place = c.Line("place", q.Place, MaxQuery)
	if a := q.Age; a != nil && a.Max != 0 && a.Min > a.Max {
		c.Problems.Add("age", "upside_down", "min", a.Min, "max", a.Max)
	}
	if !(q.Within >= 0 && q.Within <= MaxWithin) { // so that what is no number is refused too
		c.Problems.Add("within", "range", "min", 0, "max", MaxWithin)
	}
	if q.Text == "" && q.Place == "" && len(c.Problems) == 0 {
		c.Problems.Add("q", "empty")
	}
	if err := c.Problems.Err(); err != nil {
		return nil, 0, err
	}
	if s.Index == nil {
		return nil, 0, &Error{Op: "Search", Kind: KindUnavailable}
	}
	q.Verified = by.Verified()
	hits, total, err := s.Index.Search(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	err = s.Store.View(ctx, func(r Reader) error {
		if _, err := organisationOf(r, by); err != nil {
			return err
		}
		for _, h := range hits {
			if card, ok := readCard(r, h, q.Verified, s.Clock.Now()); ok {
				cards = append(cards, card)
			} else {
				total--
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	return cards, max(total, len(cards)), s.noteQuery(ctx, by, q, total)
}

func readCard(r Reader, h Hit, verified bool, now time.Time) (Card, bool) {
	var n Notice
	if _, err := r.Get(Ref{KindNotice, string(h.Notice)}, &n); err != nil {
		return Card{}, false
	}
	view := n.ForPublic
	if verified {
		view = n.ForVerified
	}
	v, ok := view(now)
	return Card{PublicNotice: v, Reasons: h.Reasons}, ok
}
