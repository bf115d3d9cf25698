package places

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Bounds of a text: what lies behind them is not looked at.
const (
	maxWords = 24 // of a text
	maxGram  = 5  // words of a name, without its article
)

// hit is a town that a name can mean.
type hit struct {
	town   int
	called bool // by an alternate name
	weight float64
}

// whole returns the towns that all the words together can mean, the most likely
// first: by their name in any language, whatever its accents, dashes and articles
// ("havre" is Le Havre), and by name and country ("Lyon, Frankreich", "Lyon FR").
// Post codes and numbers of districts are left out, so "75011 Paris" and "Paris
// 11e" are Paris. A larger town is more likely, but a name that only some give to
// it counts a fifth.
func (g *gazetteer) whole(words []string) []hit {
	if len(words) > maxWords {
		return nil
	}
	if hits := g.named(words, true); len(hits) > 0 {
		return hits
	}
	words = slices.DeleteFunc(slices.Clone(words), isDistrict)
	for n := 0; n < min(len(words), maxGram+1); n++ {
		name, rest := words[:len(words)-n], words[len(words)-n:]
		hits := g.named(name, true)
		if n > 0 {
			hits = within(g, hits, g.countryOf(rest))
		}
		if len(hits) > 0 {
			return hits
		}
	}
	return nil
}

// isDistrict knows post codes, numbers of districts and what goes with them.
func isDistrict(w string) bool {
	switch w {
	case "arrondissement", "arr", "ardt", "cedex", "district", "bezirk", "distrito":
		return true
	}
	return strings.ContainsFunc(w, unicode.IsNumber)
}

// named returns the towns of a name, the most likely first. Without its article
// a name counts only where it is the whole text.
func (g *gazetteer) named(words []string, whole bool) []hit {
	words, article := cutArticle(words)
	if len(words) == 0 {
		return nil
	}
	var buf [16]uint64
	var hits []hit
	for _, e := range g.towns.find(strings.Join(words, " "), buf[:0]) {
		if e&hasArticle != 0 && !article && !whole {
			continue
		}
		h := hit{town: int(e >> entryShift), called: e&alternate != 0}
		if slices.ContainsFunc(hits, func(o hit) bool { return o.town == h.town }) {
			continue
		}
		h.weight = g.weight(h)
		hits = append(hits, h)
	}
	sortHits(hits)
	return hits
}

// sortHits puts the heaviest first; of equal ones the larger town, which has the
// lower number.
func sortHits(hits []hit) {
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(b.weight, a.weight), a.town-b.town) })
}

func (g *gazetteer) weight(h hit) float64 {
	people := float64(g.population(h.town))
	if h.called {
		return people / 5
	}
	return people
}

// countryOf returns the codes of the countries that are called so, or have that
// code: a name may stand for more than one.
func (g *gazetteer) countryOf(words []string) []string {
	key, _ := cutArticle(words)
	var buf [4]uint64
	var out []string
	for _, e := range g.countries.find(strings.Join(key, " "), buf[:0]) {
		out = append(out, string([]byte{byte(e >> 8), byte(e)}))
	}
	if len(out) == 0 && len(words) == 1 && len(words[0]) == 2 {
		out = []string{strings.ToUpper(words[0])}
	}
	return out
}

// within keeps the towns of some countries.
func within(g *gazetteer, hits []hit, countries []string) []hit {
	return slices.DeleteFunc(hits, func(h hit) bool { return !slices.Contains(countries, g.country(h.town)) })
}
