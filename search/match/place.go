package match

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
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
			Args: map[string]string{"km": strconv.Itoa(int(math.Round(km)))}}, true
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

// compareHomes compares where the two people live: by the address where both
// have one, by the town otherwise, so that one fact is not counted twice.
func compareHomes(n *registry.Notice, r *registry.Report, o Options) (registry.Evidence, bool) {
	a, b := n.Person.Home, r.Person.Home
	x, y := HomeTown(a), HomeTown(b)
	post, street := postcodes(a.PostalCode, b.PostalCode), streets(a.Street, b.Street)
	tell := func(code string, bits float64) (registry.Evidence, bool) {
		return piece("home", code, bits, cmp.Or(x, a.PostalCode, "-"), cmp.Or(y, b.PostalCode, "-"))
	}
	switch {
	case street == sameStreet && post != otherPost || post == samePost && street == nearStreet:
		return tell("address", homeAddress)
	case post == samePost, street == sameStreet:
		return tell("same", homePost)
	}
	near := 0.0
	if post == nearPost {
		near = o.homeBits(FactPost, PostArea(a.PostalCode), nearMost(a.PostalCode))
	}
	if !names.Comparable(x, y) {
		if post == nearPost {
			return tell("near", near)
		}
		return none()
	}
	l := at(homeLevels(), names.Similarity(x, y).Score)
	if l.code == "same" {
		l.bits = o.homeBits(FactTown, x, homeTown)
	}
	switch {
	case post == nearPost && near > l.bits:
		return tell("near", near)
	case l.bits > 0:
		return tell(l.code, l.bits)
	case within(x, y) || within(y, x):
		return tell("near", homeWithin)
	case post == otherPost:
		return tell("different", homeOther)
	}
	return tell(l.code, l.bits)
}

// nearMost is how much the first part of a postcode is worth at most: all signs but
// the last of one in one part may agree by a slip of the pen in another.
func nearMost(postcode string) float64 {
	if len(names.Words(postcode)) > 1 {
		return homeNear
	}
	return homeDigit
}

// homeBits weighs a town or the area of a postcode that both homes have.
func (o Options) homeBits(f Fact, value string, most float64) float64 {
	return min(max(o.rarity(f, value)+homeBase, homeLeast), most)
}

// How two postcodes or streets agree.
type agreement int

const (
	unknown agreement = iota
	samePost
	nearPost // its first part is the same
	otherPost
	sameStreet
	nearStreet
	otherStreet
)

func postcodes(a, b string) agreement {
	x, y := names.Words(a), names.Words(b)
	switch {
	case len(x) == 0 || len(y) == 0:
		return unknown
	case strings.Join(x, "") == strings.Join(y, ""):
		return samePost
	case PostArea(a) == PostArea(b):
		return nearPost
	}
	return otherPost
}

// PostArea returns the first part of a postcode, or all but the last sign of one
// in one part, with a mark that no postcode has; "" for none.
func PostArea(postcode string) string {
	switch w := names.Words(postcode); {
	case len(w) > 1:
		return w[0] + "*"
	case len(w) == 1 && len(w[0]) > 2:
		return w[0][:len(w[0])-1] + "*"
	case len(w) == 1:
		return w[0]
	}
	return ""
}

// streets compares the words of two addresses, numbers among them.
func streets(a, b string) agreement {
	x, y := names.Words(a), names.Words(b)
	if len(x) < 2 || len(y) < 2 {
		return unknown
	}
	shared := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			shared++
		}
	}
	switch least := min(len(x), len(y)); {
	case shared >= least-1 && shared > 1, shared == least:
		return sameStreet
	case 2*shared >= least:
		return nearStreet
	}
	return otherStreet
}

// within reports whether every word of a place is in another: hove, brighton and
// hove.
func within(a, b string) bool {
	all := names.Words(b)
	return !slices.ContainsFunc(names.Words(a), func(w string) bool { return !slices.Contains(all, w) })
}

// HomeTown names the town of a home.
func HomeTown(p registry.Place) string { return cmp.Or(p.City, p.Area, p.Neighborhood) }

// compareTimes counts a person found before they were last seen, by more than
// the two days by which people err.
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
	return daysPiece("after", 0, max(daysBetween(seen.First(), found.Last()), 0))
}

func daysPiece(code string, bits float64, days int) (registry.Evidence, bool) {
	return registry.Evidence{Field: "time", Code: code, Bits: bits, Args: map[string]string{"days": strconv.Itoa(days)}}, true
}

func daysBetween(a, b time.Time) int { return int(b.Sub(a).Hours() / 24) }
