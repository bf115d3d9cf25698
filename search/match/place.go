package match

import (
	"cmp"
	"math"
	"strconv"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// comparePlaces compares where the person was last seen and where they were
// found: by distance where both points are known, by name otherwise.
func comparePlaces(n *registry.Notice, r *registry.Report, _ Options) (registry.Evidence, bool) {
	a, b := n.LastSeen.Place, r.Found.Place
	if a.Point != nil && b.Point != nil {
		km := max(registry.Kilometres(*a.Point, *b.Point)-(a.Point.Radius+b.Point.Radius)/1000, 0)
		l := at(placeLevels(), -km)
		return registry.Evidence{Field: "place", Code: l.code, Bits: l.bits,
			Args: map[string]string{"km": strconv.Itoa(max(int(math.Round(km)), 1))}}, true
	}
	score, from, to := placeNames(a, b)
	if from == "" {
		return none()
	}
	l := at(areaLevels(), score)
	return piece("place", l.code, l.bits, from, to)
}

// placeNames compares every name of one place with every name of the other. The
// exact places are compared as well, but only areas and towns are told.
func placeNames(a, b registry.Place) (score float64, from, to string) {
	best := 0.0
	for _, x := range []string{a.Area, a.City, a.Neighborhood, a.Text} {
		for _, y := range []string{b.Area, b.City, b.Neighborhood, b.Text} {
			if names.Comparable(x, y) {
				from, to = cmp.Or(a.Area, a.City, a.Neighborhood, "-"), cmp.Or(b.Area, b.City, b.Neighborhood, "-")
				best = max(best, names.Similarity(x, y).Score)
			}
		}
	}
	return best, from, to
}

// compareTimes counts a person found before they were last seen, by more than
// the two days by which people err, or sooner than they can have come so far.
func compareTimes(n *registry.Notice, r *registry.Report, _ Options) (registry.Evidence, bool) {
	seen, found := n.LastSeen.From.Date, r.Found.From.Date
	if to := r.Found.To.Date; to.Year > 0 {
		found = to
	}
	if seen.Year == 0 || found.Year == 0 {
		return none()
	}
	const slack = 2
	if days := daysBetween(found.Last(), seen.First()); days > slack {
		return daysPiece("before", timeBefore, days)
	}
	if e, ok := tooSoon(n, r); ok {
		return e, true
	}
	return daysPiece("after", 0, max(daysBetween(seen.First(), found.Last()), 0))
}

func daysPiece(code string, bits float64, days int) (registry.Evidence, bool) {
	return registry.Evidence{Field: "time", Code: code, Bits: bits, Args: map[string]string{"days": strconv.Itoa(days)}}, true
}

func daysBetween(a, b time.Time) int { return int(b.Sub(a).Hours() / 24) }
