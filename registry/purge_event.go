package registry

import (
	"context"
	"time"
)

// event erases everything of a closed event once its date has come. First its
// numbers are kept; then its records go, one durable write each, so that a purge
// that was stopped goes on; at last the event is marked.
func (p *purger) event(ctx context.Context, at Ref) error {
	refs, err := p.eventRecords(ctx, at)
	if err != nil {
		return err
	}
	if p.opts.Dry {
		for _, ref := range refs {
			p.out.Counts[PurgeCount{string(ref.Kind) + ".erased", "event"}]++
		}
		return nil
	}
	if err := p.keepStats(ctx, EventID(at.ID)); err != nil {
		return err
	}
	p.total += len(refs)
	left := 0
	for _, ref := range refs {
		before := p.out.Damaged
		if err := p.eraseFor(ctx, ref); err != nil {
			return err
		}
		left += p.out.Damaged - before
		p.step()
	}
	if left > 0 {
		return nil // it stays due: somebody has to look at what cannot be read
	}
	return p.change(ctx, "Purge", func(r Reader, now time.Time) (b Batch, err error) {
		var e Event
		v, err := r.Get(at, &e)
		if err != nil || e.State != EventClosed {
			return b, err
		}
		e.State = EventPurged
		b.put(&e, v, "event.purged", now)
		return b, nil
	})
}

// eraseFor erases one record because its event is over.
func (p *purger) eraseFor(ctx context.Context, ref Ref) error {
	erased := false
	err := p.change(ctx, "Purge", func(r Reader, now time.Time) (b Batch, err error) {
		e := newEraser(r, &b, now)
		if erased = r.Version(ref) != 0; !erased {
			return b, nil // with another report of the same patient
		}
		if ref.Kind == KindNotice || ref.Kind == KindReport {
			b.audit(System, string(ref.Kind)+".erased", ref, now)
			return b, e.record(ref)
		}
		e.drop(ref, string(ref.Kind)+".erased")
		return b, nil
	})
	what := PurgeCount{}
	if erased {
		what = PurgeCount{string(ref.Kind) + ".erased", "event"}
	}
	return p.count(what, ref, err)
}

// eventRecords lists everything of an event but placeholders.
func (p *purger) eventRecords(ctx context.Context, event Ref) (refs []Ref, err error) {
	err = p.Store.View(ctx, func(r Reader) error {
		for _, index := range []IndexName{IndexEventRecords, IndexEventPlaces} {
			for _, ref := range all(r, index, event.ID) {
				if ref.Kind != KindPlaceholder && ref.Kind != KindStats {
					refs = append(refs, ref)
				}
			}
		}
		return nil
	})
	return refs, err
}
