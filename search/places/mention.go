package places

import (
	"slices"
	"unicode/utf8"
)

// Bounds of an answer of Names.
const (
	maxKeys  = 8
	maxTowns = 3 // that one name can mean
)

// How large a town must be to be meant by one word in the middle of a text:
// there are towns called Most, Bar and Police.
const (
	leastNamed  = 15_000  // by its own name
	leastCalled = 100_000 // by an alternate name, or inside a word of an unspaced script
	rare        = 50      // a town so many times smaller than its namesake is not meant
)

// Names returns the keys of the towns that a text speaks of, in the order of the
// text, at most eight: "g" and the number of GeoNames. A town has one key in all
// languages. The longest name at each position counts, of five words at most; a
// name that several towns have gives the keys of the three largest, unless a
// country follows that tells them apart. A text that names no town but a country
// gives the country: "c" and its code. Names of streets are passed over, and so
// are single words that only a small town is called, unless they are the whole
// text. Words behind the 24th are not looked at.
func Names(text string) []string {
	g := loaded()
	words := Words(text)
	words = words[:min(len(words), maxWords)]
	m := mentions{g: g, words: words}
	var keys []string
	for _, hits := range m.all() {
		for _, h := range hits[:min(len(hits), maxTowns)] {
			if k := g.key(h.town); !slices.Contains(keys, k) && len(keys) < maxKeys {
				keys = append(keys, k)
			}
		}
	}
	if len(keys) > 0 {
		return keys
	}
	for _, c := range m.countries[:min(len(m.countries), maxTowns)] {
		keys = append(keys, "c"+c)
	}
	return keys
}

// mentions reads a text from left to right.
type mentions struct {
	g         *gazetteer
	words     []string
	countries []string // named apart from a town
}

// all returns the towns of each name in the text, the most likely first.
func (m *mentions) all() [][]hit {
	var out [][]hit
	for i := 0; i < len(m.words); {
		hits, n := m.at(i)
		switch {
		case n == 0:
			out = append(out, m.inside(m.words[i])...)
			n = 1
		case len(hits) > 0 && !m.street(i, n):
			out = append(out, likely(hits))
		}
		i += n
	}
	return out
}

// at returns the towns of the longest name that begins with a word, and how many
// words it and the country behind it have. A name of a country has no towns,
// unless a town of that very country is called the same, as Luxembourg.
func (m *mentions) at(i int) (hits []hit, n int) {
	most := maxGram
	if isArticle(m.words[i]) {
		most++
	}
	for n := min(most, len(m.words)-i); n > 0; n-- {
		gram := m.words[i : i+n]
		hits := m.g.named(gram, n == len(m.words))
		if countries := m.country(gram); len(countries) > 0 {
			if hits = within(m.g, hits, countries); len(hits) == 0 {
				m.countries = append(m.countries, countries...)
			}
			return hits, n
		}
		if in, more := m.qualified(hits, i+n); len(in) > 0 {
			return in, n + more
		}
		if n < len(m.words) {
			hits = m.g.known(gram, hits)
		}
		if len(hits) > 0 {
			return hits, n
		}
	}
	return nil, 0
}

// country leaves out codes: "in" and "la" are words before they are countries.
func (m *mentions) country(gram []string) []string {
	if len(gram) == 1 && len(gram[0]) < 3 {
		return nil
	}
	return m.g.countryOf(gram)
}

// known drops the towns that one word is too little for.
func (g *gazetteer) known(gram []string, hits []hit) []hit {
	gram, _ = cutArticle(gram)
	if len(gram) > 1 {
		return hits
	}
	letters, latin := utf8.RuneCountInString(gram[0]), gram[0][0] < utf8.RuneSelf
	if isOrdinary(gram[0]) || latin && letters < 3 {
		return nil
	}
	return slices.DeleteFunc(hits, func(h hit) bool {
		if h.called && latin {
			return letters < 4 || g.population(h.town) < leastCalled
		}
		return g.population(h.town) < leastNamed
	})
}

// likely drops the towns that are much smaller than the first.
func likely(hits []hit) []hit {
	return slices.DeleteFunc(hits, func(h hit) bool { return h.weight*rare < hits[0].weight })
}

// qualified returns the towns of the country that follows a name, and of how
// many words its name is.
func (m *mentions) qualified(hits []hit, at int) ([]hit, int) {
	if len(hits) == 0 {
		return nil, 0
	}
	for n := min(maxGram, len(m.words)-at); n > 0; n-- {
		if countries := m.country(m.words[at : at+n]); len(countries) > 0 {
			return within(m.g, slices.Clone(hits), countries), n
		}
	}
	return nil, 0
}

// inside finds towns in a word of a script without spaces.
func (m *mentions) inside(word string) [][]hit {
	if !unspaced(word) {
		return nil
	}
	const longest, most = 12, 40 // letters of a name, of a word
	r := []rune(word)
	r = r[:min(len(r), most)]
	var out [][]hit
	for i := 0; i < len(r); {
		n := min(longest, len(r)-i)
		for ; n > 1; n-- {
			hits := m.g.named([]string{string(r[i : i+n])}, false)
			hits = slices.DeleteFunc(hits, func(h hit) bool { return m.g.population(h.town) < leastCalled })
			if len(hits) > 0 {
				out = append(out, likely(hits))
				break
			}
		}
		i += max(n, 1)
	}
	return out
}
