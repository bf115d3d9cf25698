package places

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// Scores of a Guess by what it rests on; similar names count their likeness.
const (
	scoreWhole   = 1.0 // the whole text is the name, or a position
	scoreMention = 0.9 // the text holds the name
)

// maxGuesses bounds the answer of Resolve.
const maxGuesses = 8

// Guess is a place that a text can mean.
type Guess struct {
	Place
	Score float64 // 0 to 1, comparable within one answer
	Known bool    // a place of the event
}

// Resolver says which points a text can mean, by the places of one event and by
// the gazetteer. It does not change and is safe for concurrent use.
type Resolver struct {
	known []known
	exact map[string][]int // by key
	near  *registry.Point
}

// known is a place of the event with the keys of its names.
type known struct {
	place Place
	keys  []string
}

// NewResolver makes a resolver of the places of an event. Near, which may be nil,
// is the middle of the event: of towns with one name the nearer is meant.
func NewResolver(list []registry.EventPlace, near *registry.Point) *Resolver {
	r := &Resolver{exact: map[string][]int{}, near: near}
	for i, p := range list {
		k := known{place: Place{Key: string(p.ID), Name: p.Name, Point: p.Point}}
		for _, name := range append([]string{p.Name}, p.Alternates...) {
			key, _ := Key(name)
			if key == "" || slices.Contains(k.keys, key) {
				continue
			}
			k.keys = append(k.keys, key)
			r.exact[key] = append(r.exact[key], i)
		}
		r.known = append(r.known, k)
	}
	return r
}

// Resolve returns the places that a text can mean, the most likely first, at
// most eight. It tries in turn, and the first that answers counts: a position;
// the name of a place of the event, alone or within the text; a town by the
// whole text; a town within the text; a name of either that differs by a slip of
// the pen. A place of the event comes before a town. Words behind the 24th are
// not looked at.
func (r *Resolver) Resolve(text string) []Guess {
	if p, ok := ParsePoint(text); ok {
		return []Guess{{Place: Place{Point: p}, Score: scoreWhole}}
	}
	words := Words(text)
	words = words[:min(len(words), maxWords)]
	if len(words) == 0 {
		return nil
	}
	g := loaded()
	for _, try := range []func() []Guess{
		func() []Guess { return r.mentioned(words) },
		func() []Guess { return r.ranked(g, g.whole(words), scoreWhole) },
		func() []Guess { return r.towns(g, words) },
		func() []Guess { return r.misspelt(g, words) },
	} {
		if out := try(); len(out) > 0 {
			slices.SortStableFunc(out, func(a, b Guess) int { return cmp.Compare(b.Score, a.Score) })
			return out[:min(len(out), maxGuesses)]
		}
	}
	return nil
}

// mentioned returns the places of the event that the text names, the longest name
// at each position.
func (r *Resolver) mentioned(words []string) []Guess {
	var out []Guess
	for i := 0; i < len(words); i++ {
		for n := min(maxKnownWords, len(words)-i); n > 0; n-- {
			rest, _ := cutArticle(words[i : i+n])
			places := r.exact[strings.Join(rest, " ")]
			if len(places) == 0 || n == 1 && isArticle(words[i]) {
				continue
			}
			score := scoreMention
			if n == len(words) {
				score = scoreWhole
			}
			for _, p := range places {
				out = append(out, Guess{Place: r.known[p].place, Score: score, Known: true})
			}
			i += n - 1
			break
		}
	}
	return unique(out)
}

// maxKnownWords bounds the words of the name of a place within a text.
const maxKnownWords = 8

// towns returns the towns that the text speaks of.
func (r *Resolver) towns(g *gazetteer, words []string) []Guess {
	var out []Guess
	m := mentions{g: g, words: words}
	for _, hits := range m.all() {
		out = append(out, r.ranked(g, hits, scoreMention)...)
	}
	return unique(out)
}

// ranked turns towns of one name into guesses: the first gets the score, each
// other one less by as much as it is less likely.
func (r *Resolver) ranked(g *gazetteer, hits []hit, score float64) []Guess {
	hits = slices.Clone(hits)
	for i, h := range hits {
		hits[i].weight = r.pull(g, h)
	}
	sortHits(hits)
	var out []Guess
	for _, h := range hits[:min(len(hits), maxTowns)] {
		out = append(out, Guess{Place: g.place(h.town), Score: score * h.weight / hits[0].weight})
	}
	return out
}

// pull is how strongly a town draws people to mean it: like gravity it grows
// with the mass, as an order of magnitude, and falls with the distance.
func (r *Resolver) pull(g *gazetteer, h hit) float64 {
	pull := math.Log10(max(h.weight, 10))
	if r.near != nil {
		const far = 100 // km within which distance hardly matters
		pull -= math.Log10(1 + registry.Kilometres(*r.near, g.point(h.town))/far)
	}
	return max(pull, 0.1)
}

// unique keeps the best guess of each place.
func unique(list []Guess) []Guess {
	slices.SortStableFunc(list, func(a, b Guess) int { return cmp.Compare(b.Score, a.Score) })
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(g Guess) bool {
		again := seen[g.Key]
		seen[g.Key] = true
		return again
	})
}
