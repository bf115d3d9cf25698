package places

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/retrouve/retrouve/search/names"
)

const (
	leastLikely  = 0.6 // likeness below which names are different
	leastLetters = 4   // of a name that is forgiven a slip
)

// misspelt returns places of the event whose name is like the whole text, else
// towns of at least leastNamed people. It goes through the whole table.
func (r *Resolver) misspelt(g *gazetteer, words []string) []Guess {
	like := newLikeness(words)
	var out []Guess
	for _, k := range r.known {
		best := 0.0
		for _, key := range k.keys {
			best = max(best, like.score(key))
		}
		if best >= leastLikely {
			out = append(out, Guess{Place: k.place, Score: best, Known: true})
		}
	}
	if len(out) > 0 {
		return out
	}
	name, countries := g.cutCountry(slices.DeleteFunc(slices.Clone(words), isDistrict))
	likes := newLikeness(name).towns(g)
	for town, s := range likes {
		if len(countries) > 0 && !slices.Contains(countries, g.country(town)) {
			continue
		}
		// Of two names that are as like, the larger or nearer town is meant.
		s *= min(0.7+r.pull(g, hit{town: town, weight: float64(g.population(town))})/20, 1)
		out = append(out, Guess{Place: g.place(town), Score: scoreMention * s})
	}
	slices.SortFunc(out, func(a, b Guess) int { return cmp.Compare(a.Key, b.Key) }) // a map has no order
	return out
}

// cutCountry takes the name of a country off the end.
func (g *gazetteer) cutCountry(words []string) (name, countries []string) {
	for n := min(maxGram, len(words)-1); n > 0; n-- {
		at := len(words) - n
		if n == 1 && utf8.RuneCountInString(words[at]) == 2 {
			continue // a code proves little of a word that is not known
		}
		if c := g.countryOf(words[at:]); len(c) > 0 {
			return words[:at], c
		}
	}
	return words, nil
}

// likeness compares one name with many. The set of its letters rules out most of
// them before names.Similarity has to look.
type likeness struct {
	name    string
	letters uint64
	short   bool
}

func newLikeness(words []string) likeness {
	words, _ = cutArticle(words)
	name := strings.Join(words, " ")
	return likeness{name, letterSet([]byte(name)), len(words) > maxKnownWords || utf8.RuneCountInString(name) < leastLetters}
}

// towns returns how like the names of large towns are.
func (l likeness) towns(g *gazetteer) map[int]float64 {
	towns := map[int]float64{}
	g.towns.each(func(key []byte, entries []uint64) bool {
		if l.short || key[0] >= utf8.RuneSelf && l.name[0] < utf8.RuneSelf {
			return false // the keys of the Latin script come first
		}
		largest := int(entries[0] >> entryShift)
		if g.population(largest) < leastNamed || !l.maybe(key) {
			return true
		}
		s := l.score(string(key))
		for _, e := range entries {
			if town := int(e >> entryShift); s >= leastLikely && g.population(town) >= leastNamed {
				towns[town] = max(towns[town], s)
			}
		}
		return true
	})
	return towns
}

func (l likeness) score(key string) float64 {
	if l.short || !l.maybe([]byte(key)) {
		return 0
	}
	return names.Similarity(l.name, key).Score
}

// maybe reports whether a key can be two edits away, at most one of them at the
// beginning: each changes at most two letters of the set.
func (l likeness) maybe(key []byte) bool {
	if d := len(key) - len(l.name); d > 4 || d < -4 || len(key) < 2 {
		return false
	}
	a, b := l.name[0], l.name[1]
	if a < utf8.RuneSelf && key[0] != a && key[0] != b && key[1] != a && key[1] != b {
		return false
	}
	return bits.OnesCount64(letterSet(key)^l.letters) <= 4
}

// letterSet has a bit for each letter; letters of one script rarely share one.
func letterSet(name []byte) (set uint64) {
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRune(name[i:])
		set |= 1 << (uint(r) % 64)
		i += n
	}
	return set
}
