package registry

import (
	"cmp"
	"context"
	"slices"
)

// MaxSiblings is how many pairs are compared on one page: more than a handful
// cannot be kept apart.
const MaxSiblings = 5

// Siblings returns the undecided pairs that share one side with a pair: with
// KindReport the notices that its report may be about, with KindNotice the
// reports that may be its notice's person. They come in the order of the queue,
// at most MaxSiblings; total counts them all. Reading each is noted.
func (s *Service) Siblings(ctx context.Context, by Viewer, id LinkID, side Kind) (pairs []Pair, total int, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		l, _, _, _, err := loadPair(r, by, id)
		if err != nil {
			return err
		}
		links, err := siblings(r, l, side)
		if err != nil {
			return err
		}
		total = len(links)
		for _, o := range links[:min(total, MaxSiblings)] {
			p, err := loadView(r, by, o.ID, s.Clock.Now())
			if err != nil {
				return err
			}
			pairs = append(pairs, p)
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	read := make([]Ref, len(pairs))
	for i, p := range pairs {
		read[i] = Ref{KindLink, string(p.ID)}
	}
	return pairs, total, s.noteRead(ctx, by, "pair.read", read...)
}

// siblings returns the undecided links that share a side with l, itself included.
func siblings(r Reader, l *Link, side Kind) ([]*Link, error) {
	index, value := IndexReportLinks, string(l.Report)
	if side == KindNotice {
		index, value = IndexNoticeLinks, string(l.Notice)
	}
	var list []*Link
	for _, ref := range all(r, index, value) {
		var o Link
		if _, err := r.Get(ref, &o); err != nil {
			return nil, err
		}
		if o.undecided() {
			list = append(list, &o)
		}
	}
	slices.SortStableFunc(list, func(a, b *Link) int {
		return cmp.Or(cmp.Compare(QueueOrder(a.Urgency, a.Score, a.Proposed), QueueOrder(b.Urgency, b.Score, b.Proposed)), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}
