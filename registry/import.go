package registry

import (
	"bytes"
	"context"
	"fmt"
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
	key, err := s.ownKey(ctx)
	if err != nil {
		return nil, err
	}
	err = s.change(ctx, "Import", func(r Reader, now time.Time) (b Batch, err error) {
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
				out[i].Outcome, out[i].Err = importOne(r, &b, it, key, now)
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

func importOne(r Reader, b *Batch, it Item, key []byte, now time.Time) (Outcome, error) {
	ref, known := one(r, IndexOrigin, string(it.origin().Record))
	if it.Notice != nil {
		n, err := newNotice(r, System, *it.Notice, "", now)
		if err != nil {
			return "", err
		}
		if silenced(r, silences(key, n, now)) {
			return "", errSilenced
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
	if silenced(r, []string{silenceOfRecord(key, rep.Origin.Record)}) {
		return "", errSilenced
	}
	rep.Origin.EntryDate = now
	if !known {
		b.put(rep, 0, "report.filed", now)
		return OutcomeNew, nil
	}
	return updateReport(r, b, ref, rep, now)
}

// updateNotice lays a newer copy over the one we have. The newest source date
// wins (PFIF 1.4); what moderators and seekers did here stays. A home can say
// that somebody is at risk, but only people here take that back. A copy that says no
// age keeps the one we have: a column left out must not show a child as an adult.
func updateNotice(r Reader, b *Batch, ref Ref, n *Notice, now time.Time) (Outcome, error) {
	var old Notice
	v, err := getSame(r, ref, &old)
	if err != nil {
		return "", err
	}
	if n.Origin.SourceDate.Before(old.Origin.SourceDate) {
		return OutcomeStale, nil
	}
	fresh := old
	fresh.Person, fresh.LastSeen, fresh.Lang, fresh.AtRisk = n.Person, n.LastSeen, n.Lang, old.AtRisk || n.AtRisk
	if _, known := fresh.Person.AgeOn(now); !known && fresh.Person.Birth.IsZero() {
		fresh.Person.Birth, fresh.Person.Age = old.Person.Birth, old.Person.Age
	}
	same := sameRecord(&old, &fresh)
	if same && old.Expires.Sub(now) > RenewBefore {
		return OutcomeUnchanged, nil
	}
	if old.State == NoticeOpen { // its home still has it, whoever joined it here
		fresh.Confirmed, fresh.Expires = now, latest(old.Expires, n.Expires)
		fresh.Stage, fresh.Asked, fresh.Keep = LifeFresh, time.Time{}, time.Time{}
	} else if same {
		return OutcomeUnchanged, nil
	}
	fresh.Origin, fresh.Updated = n.Origin, now
	if same {
		b.put(&fresh, v, "notice.confirmed", now)
		return OutcomeUnchanged, nil
	}
	b.put(&fresh, v, "notice.updated", now)
	return OutcomeUpdated, nil
}

// updateReport is updateNotice for a report. A copy from a source of lower trust
// is as good as stale.
func updateReport(r Reader, b *Batch, ref Ref, rep *Report, now time.Time) (Outcome, error) {
	var old Report
	v, err := getSame(r, ref, &old)
	if err != nil {
		return "", err
	}
	if rep.Origin.SourceDate.Before(old.Origin.SourceDate) || rep.Source.Trust < old.Source.Trust {
		return OutcomeStale, nil
	}
	rep.ID, rep.Reference, rep.Event, rep.State, rep.Filed, rep.Expires = old.ID, old.Reference, old.Event, old.State, old.Filed, old.Expires
	rep.Earlier, rep.Transfers = old.Earlier, old.Transfers
	same := *rep
	same.Origin, same.Updated = old.Origin, old.Updated
	if sameRecord(&old, &same) {
		return OutcomeUnchanged, nil
	}
	b.put(rep, v, "report.updated", now)
	if rep.Condition == ConditionDeceased && old.Condition != ConditionDeceased {
		return OutcomeUpdated, addDeathTasks(r, b, rep.ID, now)
	}
	return OutcomeUpdated, nil
}

// getSame loads the record that has the same record id as an item, which must be
// of the same kind.
func getSame(r Reader, ref Ref, into Record) (Version, error) {
	if want := into.Ref().Kind; ref.Kind != want {
		return 0, fmt.Errorf("the record id belongs to a %s, not to a %s", ref.Kind, want)
	}
	return r.Get(ref, into)
}

// sameRecord reports whether a store keeps the same bytes for both.
func sameRecord(a, b Record) bool {
	x, errX := EncodeRecord(a)
	y, errY := EncodeRecord(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// addDeathTasks asks two people to confirm the death of a person who was confirmed
// to be somebody's and has died since, as a list says.
func addDeathTasks(r Reader, b *Batch, id ReportID, now time.Time) error {
	for _, ref := range all(r, IndexReportLinks, string(id)) {
		var l Link
		v, err := r.Get(ref, &l)
		if err != nil {
			return err
		}
		if l.State == LinkConfirmed {
			b.Expect = append(b.Expect, Expect{ref, v})
			if err := l.dropClosing(r, b, now); err != nil {
				return err
			}
			if err := askDeath(r, b, &l, System, "", l.basis(), now); err != nil {
				return err
			}
		}
	}
	return nil
}
