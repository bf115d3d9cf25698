package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// compareHomes compares where the two people live: by the address where both
// have one, by the town otherwise, so that one fact is not counted twice.
func compareHomes(n *registry.Notice, r *registry.Report, o Options) (registry.Evidence, bool) {
	a, b := n.Person.Home, r.Person.Home
	x, y := HomeTown(a), HomeTown(b)
	tell := func(code string, bits float64) (registry.Evidence, bool) {
		return piece("home", code, bits, cmp.Or(x, a.PostalCode, "-"), cmp.Or(y, b.PostalCode, "-"))
	}
	post := postcodes(a.PostalCode, b.PostalCode)
	if code, bits := addressLevel(post, streets(a.Street, b.Street)); code != "" {
		return tell(code, bits)
	}
	near := o.postBits(post, a.PostalCode)
	if !names.Comparable(x, y) {
		if near > 0 {
			return tell("near", near)
		}
		return none()
	}
	l := at(homeLevels(), names.Similarity(x, y).Score)
	if l.code == "same" {
		l.bits = o.homeBits(FactTown, x, homeTown)
	}
	switch {
	case near > max(l.bits, 0):
		return tell("near", near)
	case l.bits > 0:
		return tell(l.code, l.bits)
	case within(x, y) || within(y, x):
		return tell("near", homeWithin)
	}
	return tell(l.code, l.bits)
}

// addressLevel weighs postcode and street together; the code is empty where the
// town may say more.
func addressLevel(post, street agreement) (code string, bits float64) {
	switch {
	case post == same && street == same:
		return "address", homeWhole
	case street == same && post != other, post == same && street == near:
		return "address", homeAddress
	case street == same, post == same:
		return "same", homePost
	case street == near:
		return "near", homeStreet
	}
	return "", 0
}

// postBits weighs postcodes that are not quite the same.
func (o Options) postBits(post agreement, code string) float64 {
	switch bits := 0.0; post {
	case slip:
		bits = homeSlip
		if strings.ContainsFunc(code, unicode.IsLetter) {
			bits = homeSlipped
		}
		return bits
	case near:
		return o.homeBits(FactPost, PostArea(code), nearMost(code))
	}
	return 0
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

// agreement is how two postcodes or streets agree.
type agreement int

const (
	unknown agreement = iota
	same
	slip // one sign is another, or two have changed places
	near // the first part of the postcode; the street without its number
	other
)

func postcodes(a, b string) agreement {
	x, y := strings.Join(names.Words(a), ""), strings.Join(names.Words(b), "")
	switch {
	case x == "" || y == "":
		return unknown
	case x == y:
		return same
	case slipped(x, y):
		return slip
	case PostArea(a) == PostArea(b):
		return near
	}
	return other
}

// slipped reports whether one sign of two is another or two neighbours have changed
// places.
func slipped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	j := len(a)
	for j > i && a[j-1] == b[j-1] {
		j--
	}
	return j-i == 1 || j-i == 2 && a[i] == b[i+1] && a[i+1] == b[i]
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

// Two words of a street are one in two spellings from a likeness on, or when words of
// some length are but a slip apart.
const (
	alikeWord = 0.6
	slipWord  = 5
)

// streets compares the words of two addresses: every word of the shorter must be in
// the other, in another spelling at least, and so the numbers. One street with
// another number is near.
func streets(a, b string) agreement {
	x, y := names.Words(a), names.Words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 2 {
		return unknown
	}
	result := same
	for _, w := range x {
		switch {
		case slices.Contains(y, w):
		case numeric(w):
			result = near
		case !slices.ContainsFunc(y, func(v string) bool { return alike(w, v) }):
			return other
		}
	}
	return result
}

// alike reports whether two words of an address are one, misspelt or cut short.
func alike(a, b string) bool {
	return !numeric(b) && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a) ||
		len(a) >= slipWord && slipped(a, b) || names.Similarity(a, b).Score >= alikeWord)
}

// numeric reports whether a word of an address is the number of a house.
func numeric(word string) bool { return strings.ContainsFunc(word, unicode.IsDigit) }

// within reports whether every word of a place is in another: hove, brighton and
// hove.
func within(a, b string) bool {
	all := names.Words(b)
	return !slices.ContainsFunc(names.Words(a), func(w string) bool { return !slices.Contains(all, w) })
}

// HomeTown names the town of a home.
func HomeTown(p registry.Place) string { return cmp.Or(p.City, p.Area, p.Neighborhood) }
