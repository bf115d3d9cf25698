package registry

import (
	"context"
	"time"
)

// event erases everything of a closed event once its date has come. First its
// numbers are kept; then its records go, one durable write each, so that a purge
// that was stopped goes on; at last the event is marked. It stays due while
// something of it cannot be read, or a family was not told of a death.
func (p *purger) event(ctx context.Context, at Ref) error {
	refs, err := p.eventRecords(ctx, at)
	if err != nil {
		return err
	}
	if err := p.keepStats(ctx, EventID(at.ID)); err != nil {
		return err
	}
	p.total += len(refs)
	left := 0
	for _, ref := range refs {
		gone, err := p.eraseFor(ctx, at, ref)
		if err != nil {
			return err
		}
		if !gone {
			left++
		}
		p.step()
	}
	if left > 0 {
		return nil
	}
	return p.change(ctx, "Purge", func(r Reader, now time.Time) (b Batch, err error) {
		var e Event
		v, err := r.Get(at, &e)
		if err != nil || !e.over(now) {
			return b, err
		}
		e.State = EventPurged
		b.put(&e, v, "event.purged", now)
		return b, nil
	})
}

// eraseFor erases one record because its event is over, and reports whether it is
// gone. The event is read again each time: an admin may have moved its date while
// the purge ran.
func (p *purger) eraseFor(ctx context.Context, event, ref Ref) (gone bool, err error) {
	var what PurgeCount
	err = p.change(ctx, "Purge", func(r Reader, now time.Time) (b Batch, err error) {
		gone, what = false, PurgeCount{}
		var e Event
		v, err := r.Get(event, &e)
		if err != nil || !e.over(now) {
			return b, err
		}
		if r.Version(ref) == 0 {
			gone = true // with another report of the same patient
			return b, nil
		}
		if now.Before(e.PurgeAt.Add(LifeMax)) && untold(r, linksAbout(r, ref)) {
			what = PurgeCount{string(ref.Kind) + ".kept", "task"}
			return b, nil
		}
		b.Expect = append(b.Expect, Expect{event, v})
		gone, what = true, PurgeCount{string(ref.Kind) + ".erased", "event"}
		return b, eraseOver(r, &b, ref, now)
	})
	return gone && err == nil, p.count(what, ref, err)
}

// over reports whether everything of the event is to be erased now.
func (e *Event) over(now time.Time) bool { return e.State == EventClosed && !now.Before(e.PurgeAt) }

// linksAbout lists the links of a notice, or of all reports of a patient.
func linksAbout(r Reader, ref Ref) []Ref {
	switch ref.Kind {
	case KindNotice:
		return all(r, IndexNoticeLinks, ref.ID)
	case KindReport:
		return all(r, IndexReportLinks, ref.ID)
	}
	return nil
}

// eraseOver gathers into a batch what goes with a record of an event that is over.
func eraseOver(r Reader, b *Batch, ref Ref, now time.Time) error {
	e := newEraser(r, b, now)
	if ref.Kind == KindNotice || ref.Kind == KindReport {
		b.audit(System, string(ref.Kind)+".erased", ref, now)
		return e.record(ref)
	}
	e.drop(ref, string(ref.Kind)+".erased")
	return nil
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
