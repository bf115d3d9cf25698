package registry

import (
	"crypto/sha256"
	"iter"
	"slices"
	"strings"
	"time"
)

// PlaceKind says what a place of an event is.
type PlaceKind string

// The kinds of place.
const (
	PlaceOther    PlaceKind = ""
	PlaceHospital PlaceKind = "hospital"
	PlaceStation  PlaceKind = "station"
	PlaceHall     PlaceKind = "hall"
	PlaceDistrict PlaceKind = "district"
	PlaceLandmark PlaceKind = "landmark"
	PlaceShelter  PlaceKind = "shelter"
)

// PlaceKinds returns every kind that has a name.
func PlaceKinds() []PlaceKind {
	return []PlaceKind{PlaceHospital, PlaceStation, PlaceHall, PlaceDistrict, PlaceLandmark, PlaceShelter}
}

// EventPlaceID identifies a place of an event.
type EventPlaceID string

// EventPlace is a place that people will name when they tell where somebody was
// seen or is: a hospital, a station, a district. The staff of an event list them,
// so that such a name leads to a point on the map. All of it is public (P0).
type EventPlace struct {
	ID         EventPlaceID `json:"id"`
	Event      EventID      `json:"event"`
	Name       string       `json:"name"`
	Alternates []string     `json:"alternates,omitzero"` // what else people call it
	Kind       PlaceKind    `json:"kind,omitzero"`
	Area       string       `json:"area,omitzero"` // the town or district around it
	Point      Point        `json:"point"`
	Changed    time.Time    `json:"changed"`
}

// NewEventPlaceID returns the id of the place of that name at an event. It
// follows from the name, without its case, so a list can be imported again.
func NewEventPlaceID(event EventID, name string) EventPlaceID {
	h := sha256.Sum256([]byte("retrouve place\x00" + string(event) + "\x00" + strings.ToLower(CleanLine(name))))
	return EventPlaceID(lowerBase32.EncodeToString(h[:16]))
}

// Ref names the record.
func (p *EventPlace) Ref() Ref { return Ref{KindEventPlace, string(p.ID)} }

// Keys lists its entries in the secondary indexes.
func (p *EventPlace) Keys() []Key { return []Key{{IndexEventPlaces, string(p.Event)}} }

// clean cleans and checks a place. The list is cloned first: the caller keeps theirs.
func (p *EventPlace) clean() Problems {
	var c Checker
	p.Name = c.Line("place_name", p.Name, MaxName)
	p.Area = c.Line("area", p.Area, MaxLine)
	var alternates []string
	for _, a := range p.Alternates {
		if a = c.Line("alternates", a, MaxName); a != "" && a != p.Name && !slices.Contains(alternates, a) {
			alternates = append(alternates, a)
		}
	}
	p.Alternates = alternates
	if len(alternates) > MaxMany {
		c.Problems.Add("alternates", "too_many", "max", MaxMany)
	}
	if p.Name == "" && len(c.Problems) == 0 {
		c.Problems.Add("place_name", "needed")
	}
	if p.Kind != PlaceOther && !slices.Contains(PlaceKinds(), p.Kind) {
		c.Problems.Add("place_kind", "choose")
	}
	if !p.Point.Valid() {
		c.Problems.Add("place", "point")
	}
	return c.Problems
}

// EventPlaces yields the places of an event that a view of the store has; of one
// that cannot be read, the error and the id alone.
func EventPlaces(r Reader, event EventID) iter.Seq2[EventPlace, error] {
	return func(yield func(EventPlace, error) bool) {
		for v, ref := range r.Find(IndexEventPlaces, string(event)) {
			if v != string(event) {
				return // the id of another event that begins the same
			}
			var p EventPlace
			if _, err := r.Get(ref, &p); err != nil {
				p = EventPlace{ID: EventPlaceID(ref.ID)}
				if !yield(p, err) {
					return
				}
			} else if !yield(p, nil) {
				return
			}
		}
	}
}
