package registry

import (
	"context"
	"time"
)

// MaxEventPlaces is how many places an event can have.
const MaxEventPlaces = 5000

// ImportPlaces is the request of Service.ImportPlaces.
type ImportPlaces struct {
	Event   EventID
	Places  []EventPlace // Name, Alternates, Kind, Area and Point; the rest is ignored
	Replace bool         // remove the places of the event that are not in the list
	Dry     bool         // change nothing, only say what would become of each
}

// ImportPlaces puts places into an event in one durable write and says what
// became of each, and how many were removed. A place is known by its name, so a
// list can be imported again. A refused place does not stop the others; one that
// was refused is not removed either. Admins and the machine itself may do this.
func (s *Service) ImportPlaces(ctx context.Context, by Viewer, req ImportPlaces) (out []Imported, removed int, err error) {
	if !by.Administers() {
		return nil, 0, &Error{Op: "ImportPlaces", Kind: KindForbidden}
	}
	err = s.change(ctx, "ImportPlaces", func(r Reader, now time.Time) (b Batch, err error) {
		if r.Version(Ref{KindEvent, string(req.Event)}) == 0 {
			return b, &Error{Op: "ImportPlaces", Kind: KindNotFound, Ref: Ref{KindEvent, string(req.Event)}}
		}
		out = make([]Imported, len(req.Places))
		seen := map[EventPlaceID]bool{}
		for i, p := range req.Places {
			out[i].Outcome, out[i].Err = importPlace(r, &b, req.Event, p, seen, now)
			if out[i].Err != nil {
				out[i].Outcome = OutcomeRefused
			}
		}
		removed = 0
		for _, ref := range all(r, IndexEventPlaces, string(req.Event)) {
			if req.Replace && !seen[EventPlaceID(ref.ID)] {
				b.remove(ref, r.Version(ref), "place.removed", now)
				removed++
			}
			seen[EventPlaceID(ref.ID)] = true
		}
		if len(seen)-removed > MaxEventPlaces {
			var p Problems
			p.Add("places", "too_many", "max", MaxEventPlaces)
			return b, p.Err()
		}
		if req.Dry {
			return Batch{}, nil
		}
		if len(b.Put)+len(b.Delete) > 0 {
			b.audit(by, "places.imported", Ref{KindEvent, string(req.Event)}, now)
		}
		return b, nil
	})
	return out, removed, err
}

// importPlace adds one place to the batch, unless it is there already and says
// the same.
func importPlace(r Reader, b *Batch, event EventID, p EventPlace, seen map[EventPlaceID]bool, now time.Time) (Outcome, error) {
	problems := p.clean()
	p.ID, p.Event, p.Changed = NewEventPlaceID(event, p.Name), event, now
	if p.Name != "" && seen[p.ID] {
		return "", Problems{{Field: "place_name", Code: "twice", Args: map[string]any{"name": p.Name}}}
	}
	if p.Name != "" {
		seen[p.ID] = true
	}
	if err := problems.Err(); err != nil {
		return "", err
	}
	var old EventPlace
	v, err := r.Get(p.Ref(), &old)
	if err != nil && KindOf(err) == KindNotFound {
		b.put(&p, 0, "place.added", now)
		return OutcomeNew, nil
	}
	if err != nil {
		return "", err
	}
	if sameRecord(&old, p.since(old.Changed)) {
		return OutcomeUnchanged, nil
	}
	b.put(&p, v, "place.changed", now)
	return OutcomeUpdated, nil
}

func (p EventPlace) since(t time.Time) *EventPlace {
	p.Changed = t
	return &p
}

// remove deletes a record that must still have that version, with its change.
func (b *Batch) remove(ref Ref, was Version, what string, at time.Time) {
	b.Delete = append(b.Delete, ref)
	b.Expect = append(b.Expect, Expect{ref, was})
	if ref.Kind.Logged() {
		b.Changes = append(b.Changes, Change{What: what, Ref: ref, At: at})
	}
}

// PlacesOf returns the places of an event, in no order that means anything.
// Everybody may know them. A damaged one is left out.
func (s *Service) PlacesOf(ctx context.Context, event EventID) ([]EventPlace, error) {
	var list []EventPlace
	err := s.Store.View(ctx, func(r Reader) error {
		for p, err := range EventPlaces(r, event) {
			if err != nil && !s.damaged(err, p.Ref()) {
				return err
			}
			if err == nil {
				list = append(list, p)
			}
		}
		return ctx.Err()
	})
	return list, err
}
