package search

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
	"github.com/retrouve/retrouve/search/places"
)

// where is the place of a query.
type where struct {
	text   string
	towns  map[string]bool // keys of the towns it names
	near   *registry.Point // set when a distance is asked for
	within float64         // km
	around map[string]bool // folded names of the event's places within the distance
}

// Bounds of a search by distance.
const (
	maxCells  = 150 // squares looked at
	maxAround = 64  // places of the event within the distance
)

// findPlace narrows the documents down to those of the place asked for: within the
// distance, where one is given and the place is known; else of that name in any
// language, else of a name like it.
func (f *finder) findPlace(ctx context.Context) error {
	f.where = where{text: f.q.Place, towns: map[string]bool{}}
	for _, k := range places.Names(f.q.Place) {
		f.where.towns[k] = true
	}
	var found set
	var err error
	if f.q.Within > 0 {
		if found, err = f.nearby(ctx); err != nil {
			return err
		}
	}
	if f.where.near == nil {
		if found, err = f.named(); err != nil {
			return err
		}
	}
	f.within = found.and(f.within)
	return nil
}

// nearby returns the documents whose position, as far as the viewer may know it,
// may lie within the distance.
func (f *finder) nearby(ctx context.Context) (set, error) {
	r, err := f.x.resolver(ctx, f.q.Event)
	if err != nil {
		return nil, err
	}
	guesses := r.Resolve(f.q.Place)
	if len(guesses) == 0 {
		return nil, nil
	}
	p := guesses[0].Point
	f.where.near, f.where.within = &p, f.q.Within
	found, err := f.v.any(f.fieldsOf(fieldNear, fieldCell), cellsAround(p, f.q.Within)...)
	if err != nil {
		return nil, err
	}
	if found, err = f.orTown(found); err != nil {
		return nil, err
	}
	f.where.around = map[string]bool{}
	for _, known := range r.places {
		if len(f.where.around) >= maxAround || registry.Kilometres(p, known.Point) > f.q.Within {
			continue
		}
		for _, name := range append([]string{known.Name}, known.Alternates...) {
			words := names.Words(name)
			if len(words) == 0 {
				continue
			}
			f.where.around[strings.Join(words, " ")] = true
			s, err := f.every(words)
			if err != nil {
				return nil, err
			}
			found = found.or(s)
		}
	}
	return found, nil
}

// orTown adds the documents that name the very town asked for: a distance never
// finds less than the name.
func (f *finder) orTown(found set) (set, error) {
	if len(f.where.towns) == 0 {
		return found, nil
	}
	s, err := f.v.any(f.placeFields(), f.where.townTerms()...)
	if err != nil {
		return nil, err
	}
	return found.or(s), nil
}

func (w *where) townTerms() []string {
	terms := make([]string, 0, len(w.towns))
	for k := range w.towns {
		terms = append(terms, ":"+k)
	}
	return terms
}

// every returns the documents whose place has every one of the words.
func (f *finder) every(words []string) (set, error) {
	var all set
	for _, w := range words {
		s, err := f.v.any(f.placeFields(), w)
		if err != nil {
			return nil, err
		}
		all = s.and(all)
	}
	return all, nil
}

// named returns the documents whose place has the words asked for, or names the
// same town in another language, or else one of a name like it.
func (f *finder) named() (set, error) {
	found, err := f.every(f.places)
	if err != nil {
		return nil, err
	}
	if found, err = f.orTown(found); err != nil {
		return nil, err
	}
	if found.and(f.within).count() > 0 {
		return found, nil
	}
	return f.alike()
}

// alike returns the documents with a word like each asked for: beginning with it
// or an edit away, by the dictionary of the places.
func (f *finder) alike() (set, error) {
	var all set
	for _, w := range f.places {
		var terms []string
		for i := range f.v.segments {
			for _, field := range f.placeFields() {
				more, err := f.v.segments[i].like(field, w)
				if err != nil {
					return nil, err
				}
				terms = append(terms, more...)
			}
		}
		s, err := f.v.any(f.placeFields(), unique(terms)...)
		if err != nil {
			return nil, err
		}
		all = s.and(all)
	}
	return all, nil
}

// placed returns documents where only a place was asked for.
func (f *finder) placed() []int {
	var docs []int
	for i, b := range f.within {
		if b == nil {
			continue
		}
		it := b.Iterator()
		for it.HasNext() && len(docs) < 10*MaxResults {
			docs = append(docs, f.v.segments[i].first+int(it.Next()))
		}
	}
	return docs
}

// score says how far a place is the one asked for, 0 to 1.
func (w *where) score(s spot) float64 {
	if w.near != nil {
		return w.byDistance(s)
	}
	if strings.TrimSpace(s.text) == "" {
		return 0
	}
	best := placeLikeness(w.text, s.text)
	if best < sameTown && w.names(s.text) {
		return sameTown
	}
	return best
}

// Scores of places.
const (
	sameTown  = 0.97 // under another name
	closeBy   = 0.9  // at a place of the event within the distance
	leastNear = 0.5  // at the edge of the distance
)

func (w *where) byDistance(s spot) float64 {
	best := 0.0
	if s.point != nil {
		if km := registry.Kilometres(*w.near, *s.point); km <= w.within {
			best = 1 - (1-leastNear)*km/w.within
		}
	}
	folded := " " + strings.Join(names.Words(s.text), " ") + " "
	for name := range w.around {
		if strings.Contains(folded, " "+name+" ") {
			return max(best, closeBy)
		}
	}
	if best < leastNear && w.names(s.text) {
		return leastNear
	}
	return best
}

// names reports whether a place names one of the towns asked for.
func (w *where) names(text string) bool {
	if len(w.towns) == 0 || strings.TrimSpace(text) == "" {
		return false
	}
	return slices.ContainsFunc(places.Names(text), func(k string) bool { return w.towns[k] })
}

// reason says why a place is the one asked for. It names the area only.
func (w *where) reason(area string, score float64) (registry.Reason, bool) {
	code := "area"
	switch {
	case area == "" || score == 0:
		return registry.Reason{}, false
	case w.near != nil:
		return registry.Reason{Field: "place", Code: "near", Args: map[string]string{"area": area, "km": strconv.FormatFloat(w.within, 'f', -1, 64)}}, true
	case score < similarPlace:
		code = "similar"
	}
	return registry.Reason{Field: "place", Code: code, Args: map[string]string{"area": area}}, true
}

// placeLikeness is how far the words asked for are in a place; more words in the
// place do not count against it.
func placeLikeness(asked, place string) float64 {
	var sum float64
	n := 0
	for _, p := range names.Similarity(asked, place).Parts {
		if p.Kind == names.Extra {
			continue
		}
		sum, n = sum+p.Score, n+1
	}
	return sum / float64(max(n, 1))
}

// cellsAround returns the squares that cover a circle, of the smallest size that
// needs not too many.
func cellsAround(p registry.Point, km float64) []string {
	minLat, minLon, maxLat, maxLon := places.Around(p, km)
	if maxLon < minLon {
		maxLon += 360
	}
	for i := len(cellSizes) - 1; i >= 0; i-- {
		n := cellSizes[i]
		y0, y1 := floor(minLat*float64(n)), floor(maxLat*float64(n))
		x0, x1 := floor(minLon*float64(n)), floor(maxLon*float64(n))
		if (y1-y0+1)*(x1-x0+1) > maxCells && i > 0 {
			continue
		}
		var out []string
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1 && len(out) < 10*maxCells; x++ {
				out = append(out, cellAt(y, x, n))
			}
		}
		return out
	}
	return nil
}

func floor(f float64) int { return int(math.Floor(f)) }
