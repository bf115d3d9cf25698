package registry

import (
	"context"
	"fmt"
	"reflect"
	"time"
)

// Item is one record of an import: a notice or a report.
type Item struct {
	Notice *FileNotice
	Report *ReportFound
}

// Outcome says what became of an item.
type Outcome string

// The outcomes of an import.
const (
	OutcomeNew       Outcome = "new"
	OutcomeUpdated   Outcome = "updated"   // its home sent a newer one
	OutcomeUnchanged Outcome = "unchanged" // imported before
	OutcomeStale     Outcome = "stale"     // ours is newer than the one sent
	OutcomeRefused   Outcome = "refused"
)

// Imported is the outcome of one item, with the reason when it was refused.
type Imported struct {
	Outcome Outcome
	Err     error
}

// Import files many records in one durable write. Each stands for itself: a
// refused one does not stop the others. A record is recognised by the record id
// of its Origin, which must be there, so an import can be repeated without making
// anything twice.
func (s *Service) Import(ctx context.Context, items []Item) ([]Imported, error) {
	var out []Imported
	err := s.change(ctx, "Import", func(r Reader, now time.Time) (b Batch, err error) {
		out = make([]Imported, len(items))
		seen := map[RecordID]bool{}
		for i, it := range items {
			id := it.origin().Record
			switch {
			case !id.Valid():
				out[i].Err = fmt.Errorf("record id %q is not of the form domain/id", id)
			case seen[id]:
				out[i].Err = fmt.Errorf("record id %q appears twice", id)
			default:
				seen[id] = true
				out[i].Outcome, out[i].Err = importOne(r, &b, it, now)
			}
			if out[i].Err != nil {
				out[i].Outcome = OutcomeRefused
				if k := KindOf(out[i].Err); k == KindUnavailable {
					return b, out[i].Err
				}
			}
		}
		return b, nil
	})
	return out, err
}

func (it Item) origin() Origin {
	if it.Notice != nil {
		return it.Notice.Origin
	}
	return it.Report.Origin
}

func importOne(r Reader, b *Batch, it Item, now time.Time) (Outcome, error) {
	ref, known := one(r, IndexOrigin, string(it.origin().Record))
	if it.Notice != nil {
		n, err := newNotice(r, System, *it.Notice, "", now)
		if err != nil {
			return "", err
		}
		n.Origin.EntryDate = now
		if !known {
			b.put(n, 0, "notice.filed", now)
			return OutcomeNew, nil
		}
		return updateNotice(r, b, ref, n, now)
	}
	rep, err := newReport(r, System, *it.Report, now)
	if err != nil {
		return "", err
	}
	rep.Origin.EntryDate = now
	if !known {
		b.put(rep, 0, "report.filed", now)
		return OutcomeNew, nil
	}
	return updateReport(r, b, ref, rep, now)
}

// updateNotice lays a newer copy over the one we have. The newest source date
// wins (PFIF 1.4); what moderators and seekers did here stays.
func updateNotice(r Reader, b *Batch, ref Ref, n *Notice, now time.Time) (Outcome, error) {
	var old Notice
	v, err := r.Get(ref, &old)
	if err != nil {
		return "", err
	}
	if o := compareCopies(old.Origin, n.Origin, old.Person, n.Person, old.LastSeen, n.LastSeen); o != OutcomeUpdated {
		return o, nil
	}
	old.Person, old.LastSeen, old.Origin, old.Lang, old.Updated = n.Person, n.LastSeen, n.Origin, n.Lang, now
	b.put(&old, v, "notice.updated", now)
	return OutcomeUpdated, nil
}

func updateReport(r Reader, b *Batch, ref Ref, rep *Report, now time.Time) (Outcome, error) {
	var old Report
	v, err := r.Get(ref, &old)
	if err != nil {
		return "", err
	}
	if o := compareCopies(old.Origin, rep.Origin, old.Person, rep.Person, old.Found, rep.Found); o != OutcomeUpdated && old.Condition == rep.Condition {
		return o, nil
	}
	rep.ID, rep.Reference, rep.State, rep.Filed = old.ID, old.Reference, old.State, old.Filed
	b.put(rep, v, "report.updated", now)
	return OutcomeUpdated, nil
}

func compareCopies(old, fresh Origin, oldPerson, person Person, oldSeen, seen Sighting) Outcome {
	if fresh.SourceDate.Before(old.SourceDate) {
		return OutcomeStale
	}
	if reflect.DeepEqual(oldPerson, person) && reflect.DeepEqual(oldSeen, seen) {
		return OutcomeUnchanged
	}
	return OutcomeUpdated
}
