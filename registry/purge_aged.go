package registry

import (
	"context"
	"time"
)

// agedGroup is how many records go in one write.
const agedGroup = 1000

// aged lists the records whose time, as an index has it, is longer ago than life,
// oldest first, at most so many.
func aged(r Reader, index IndexName, now time.Time, life time.Duration, most int) (refs []Ref) {
	before := now.Add(-life).UTC().Format(time.RFC3339)
	for at, ref := range r.Find(index, "") {
		if at >= before || len(refs) >= most {
			break
		}
		refs = append(refs, ref)
	}
	return refs
}

// purgeAged deletes a group of records that nobody is told of, and says how many.
func (s *Service) purgeAged(ctx context.Context, op string, index IndexName, life time.Duration) (n int, err error) {
	err = s.change(ctx, op, func(r Reader, now time.Time) (b Batch, err error) {
		for _, ref := range aged(r, index, now, life, agedGroup) {
			b.Delete = append(b.Delete, ref)
			b.Expect = append(b.Expect, Expect{ref, r.Version(ref)})
		}
		n = len(b.Delete)
		return b, nil
	})
	return n, err
}

// aged erases drafts that nobody touched and what staff looked for.
func (p *purger) aged(ctx context.Context) error {
	for _, x := range []struct {
		kind  Kind
		purge func(context.Context) (int, error)
	}{{KindDraft, p.PurgeDrafts}, {KindQuery, p.PurgeQueries}, {KindArrival, p.PurgeArrivals}} {
		n, err := agedOf(ctx, x.purge)
		if n > 0 {
			p.out.Counts[PurgeCount{string(x.kind) + ".erased", "old"}] += n
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func agedOf(ctx context.Context, purge func(context.Context) (int, error)) (total int, err error) {
	for {
		n, err := purge(ctx)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}
