package search

import (
	"strconv"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// filter returns what a hit must be besides matching. Facts that a record does
// not have never exclude it. Somebody without an account filters by the age band
// that everybody sees, not by the age.
func (v *view) filter(q registry.Query, now time.Time) (set, error) {
	f := filtering{v: v}
	f.between(fieldExpires, now.UTC().Format("2006-01"), highest, false)
	born := fieldBirth
	if !q.Verified {
		born = fieldBand
		f.any(fieldSight, sight(true))
	}
	if q.Event != "" {
		f.any(fieldEvent, string(q.Event))
	}
	if q.Sex != registry.SexUnknown {
		f.any(fieldSex, string(q.Sex), unknown)
	}
	if q.News != registry.NewsAny {
		f.any(fieldNews, yes(q.News == registry.NewsSome))
	}
	if q.Age != nil {
		f.any(born, append(birthYears(openSpan(*q.Age), now, 0), unknown)...)
	}
	if q.Since.Year > 0 {
		f.between(fieldUntil, q.Since.First().Format(time.DateOnly), highest, true)
	}
	if q.Until.Year > 0 {
		f.between(fieldSeen, lowest, q.Until.Last().Format(time.DateOnly), true)
	}
	return f.all, f.err
}

// Ends of ranges of digits, which the unknown term sorts before.
const (
	highest = "9999"
	lowest  = "0"
)

// filtering narrows a set down, and keeps the first error.
type filtering struct {
	v   *view
	all set
	err error
}

func (f *filtering) any(field string, terms ...string) {
	if f.err == nil {
		var s set
		if s, f.err = f.v.any([]string{field}, terms...); f.err == nil {
			f.all = s.and(f.all)
		}
	}
}

func (f *filtering) between(field, lo, hi string, orUnknown bool) {
	if f.err != nil {
		return
	}
	s, err := f.v.between(field, lo, hi)
	if err == nil && orUnknown {
		var u set
		if u, err = f.v.any([]string{field}, unknown); err == nil {
			s = s.or(u)
		}
	}
	if f.err = err; err == nil {
		f.all = s.and(f.all)
	}
}

// openSpan closes an open end.
func openSpan(s registry.Span) registry.Age {
	if s.Max == 0 {
		s.Max = registry.MaxAge
	}
	return registry.Age{Min: s.Min, Max: max(s.Max, s.Min)}
}

// cells are squares by which a distance is narrowed down, in parts of a degree:
// about 111, 11 and 1.1 kilometres of latitude. A search takes the smallest that
// needs not too many.
var cellSizes = []int{1, 10, 100}

// cell names the square that a position lies in.
func cell(p registry.Point, parts int) string {
	return cellAt(floor(p.Lat*float64(parts)), floor(p.Lon*float64(parts)), parts)
}

func cellAt(y, x, parts int) string {
	switch wide := 360 * parts; {
	case x >= 180*parts:
		x -= wide
	case x < -180*parts:
		x += wide
	}
	return strconv.Itoa(parts) + ":" + strconv.Itoa(y) + ":" + strconv.Itoa(x)
}

func cells(p registry.Point) []string {
	var out []string
	for _, n := range cellSizes {
		out = append(out, cell(p, n))
	}
	return out
}
