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

// aged erases, or counts, drafts that nobody touched and what staff looked for.
func (p *purger) aged(ctx context.Context) error {
	for _, x := range []struct {
		kind  Kind
		index IndexName
		life  time.Duration
		purge func(context.Context) (int, error)
	}{{KindDraft, IndexDraftSaved, DraftLife, p.PurgeDrafts}, {KindQuery, IndexQueryTime, QueryLife, p.PurgeQueries}, {KindArrival, IndexArrivalTime, ArrivalLife, p.PurgeArrivals}} {
		n, err := p.agedOf(ctx, x.index, x.life, x.purge)
		if n > 0 {
			p.out.Counts[PurgeCount{string(x.kind) + ".erased", "old"}] += n
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *purger) agedOf(ctx context.Context, index IndexName, life time.Duration, purge func(context.Context) (int, error)) (total int, err error) {
	if p.opts.Dry {
		err = p.Store.View(ctx, func(r Reader) error {
			total = len(aged(r, index, p.Clock.Now(), life, int(^uint(0)>>1)))
			return nil
		})
		return total, err
	}
	for {
		n, err := purge(ctx)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}
