package names

import (
	"math"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/search/names/internal/channel"
	"github.com/retrouve/retrouve/search/names/internal/nick"
)

// weights are the figures of the comparison. Scores are of words that agree in
// part, from 0 to 1; costs are what a word without a partner costs as a share of
// its own weight.
type weights struct {
	accents, joined, spelling, short, cognate, initial float64
	namesake                                           float64 // two short forms of one name
	sound                                              float64 // times one minus the sound distance by length
	foreign                                            float64 // times the likeness of readings, where there is no channel
	prefixBase, prefixMore                             float64 // a beginning, and by the share of the word that is there
	first                                              float64 // off where the first letter differs
	shareBase, shareMore                               float64 // the share of what a word tells that its partner in another script confirms
	floor, bend                                        float64 // likeness of letters below which two words have nothing to do with each other, and how soon they do
	scriptFloor, scriptBend                            float64
	missing, extra                                     float64
	complete                                           float64 // times what extra words cost where every word asked for is there
	whole                                              float64 // times the likeness of the names written together
	order                                              float64
	lead, flat                                         float64 // more where the first words agree; how far the words that were not asked for count alike, whatever their length
	asked                                              asking
	cyrillic, arabic, hebrew, kana, hangul, hanzi      float64 // more for a word in that script: what each leaves open differs
	readWhole                                          float64 // times the likeness of a guessed reading written together
	read, homophone                                    float64 // times the score of a guessed reading, of two of them
}

// asking are the weights of what tells more about a name that somebody looks for
// than about two records, each of which has its own habits.
type asking struct {
	order, lead, last float64 // more where words stand in the same order, the first words agree, the last word is there
	turned            float64 // less where names in two scripts have their words in different orders
	third             float64 // less where names in two scripts agree by way of a third, the Latin one
	family            float64 // times the say of words before a comma
}

// fitted are the weights in use: fitted on the even half of the queries of the
// evaluation (see docs/search.md).
func fitted() weights {
	return weights{
		accents: 0.99, joined: 0.97, spelling: 0.93, short: 0.61, namesake: 0.5, cognate: 0.64, initial: 0.69,
		sound: 0.83, foreign: 0.87, prefixBase: 0.51, prefixMore: 0.45, first: 0.045, shareBase: 0.45,
		shareMore: 0.66, floor: 0.53, bend: 1.02, scriptFloor: 0.45, scriptBend: 1.06, missing: 1.04,
		extra: 0.53, complete: 0.55, whole: 0.89, order: 0.033, lead: 0.01, flat: 0.62, cyrillic: -0.03,
		hanzi: -0.03, readWhole: 0.95, read: 0.95, homophone: 0.81,
		asked: asking{order: 0.05, lead: 0.02, last: 0.02, turned: 0.06, third: 0.11, family: 1.15},
	}
}

// asked is a word that many others are compared with.
type asked struct {
	word
	*weights
	letters pattern
	table   *channel.Table
	kin     []string // short forms and spellings of it
	given   bool     // it is known as a given name
	slips   []string // given names it may be misspelt for
	slip    float64  // how alike it is to these
}

func ask(w word, by *weights) asked {
	a := asked{word: w, weights: by}
	a.letters.set(w.folded)
	if t, ok := w.sys.channel(); ok {
		a.table = t
		a.compiled(t)
	}
	return a
}

// compare returns how well a word answers, and in what way; the score is 0 for
// words that have nothing to do with each other.
func (a *asked) compare(b *word) (float64, Kind) {
	switch {
	case a.folded == b.folded:
		switch {
		case a.word.joined || b.joined:
			return a.weights.joined, Joined
		case a.raw == "" || b.raw == "" || strings.EqualFold(a.raw, b.raw):
			return 1, Same
		}
		return a.accents, Accents
	case a.n == 0 || b.n == 0:
		return 0, Missing
	case a.sys == b.sys:
		return a.compareLetters(b)
	}
	return a.compareScripts(b)
}

// sameButArticle reports whether a word is the other one with the Arabic article
// joined to it: Alqahtani beside the second word of al-Qahtani.
func sameButArticle(long, short string) bool {
	return len(short) >= minArticled && len(long) == len(short)+2 && long[2:] == short && (long[:2] == "al" || long[:2] == "el")
}

// minArticled is the length from which a word is not likely to be another name
// without its first letters, as Albert is.
const minArticled = 5

// there reports whether a word is the one asked for, but for accents. In a dense
// word one letter more is another name, and a reading is a guess.
func (a *asked) there(b *word) bool {
	return a.sys == b.sys && !a.sys.dense() && !a.word.read && !b.read && (a.folded == b.folded || a.sys == latin && share(a.latin, b.latin))
}

func (a *asked) compareLetters(b *word) (float64, Kind) {
	short, long, n := a.folded, b.folded, min(a.n, b.n)
	if a.n > b.n {
		short, long = long, short
	}
	most := max(a.n, b.n)
	if n == 1 && most > 1 && !a.sys.dense() {
		if strings.HasPrefix(long, short) {
			return a.initial, Initial
		}
		return 0, Missing
	}
	if sameButArticle(long, short) {
		return a.weights.joined, Joined
	}
	score, kind := 0.0, Missing
	if d := a.letters.distance(b.folded); d < most {
		score, kind = 1-float64(d)/float64(most), Typo
		if d == 1 && most > 3 && strings.HasPrefix(long[1:], short[1:]) && n == most {
			score -= a.first // the first letter is seldom the wrong one
		}
	}
	if a.sys == latin && len(a.latin)+len(b.latin) > 2 && share(a.latin, b.latin) {
		return a.accents, Accents
	}
	if a.sys == latin && score < a.sound && score > leastEdit {
		if s := soundLikeness(a.latin, b.latin) * a.sound; s > score {
			score, kind = s, Sound
		}
	}
	if n >= 2 || a.sys.dense() {
		if isPart(short, long, a.sys) {
			if s := a.prefixBase + a.prefixMore*float64(n)/float64(most); s > score {
				score, kind = s, Prefix
			}
		}
	}
	score = bent(score, a.floor, a.bend)
	if s, k := a.related(b); s > score {
		return s, k
	}
	if score == 0 {
		return 0, Missing
	}
	return score, kind
}

// related scores what is known of given names.
func (a *asked) related(b *word) (score float64, kind Kind) {
	if a.given {
		return a.relation(a.folded, b.folded)
	}
	kind = Missing
	for _, n := range a.slips {
		if s, k := a.relation(n, b.folded); s > score {
			score, kind = s, k
		}
	}
	return score * a.slip, kind
}

func (w *weights) relation(a, b string) (float64, Kind) {
	switch nick.Related(a, b) {
	case nick.Spelling:
		return w.spelling, Spelling
	case nick.ShortForm:
		return w.short, Short
	case nick.Namesake:
		return w.namesake, Short
	case nick.Cognate:
		return w.cognate, Short
	}
	return 0, Missing
}

// know looks up what is known of the word as a given name, or of those it may be
// misspelt for.
func (a *asked) know() {
	if a.kin, a.given = kinOf(a.folded); a.given || a.sys != latin {
		return
	}
	a.slips = nick.Near(a.folded)
	a.slip = bent(1-1/float64(a.n), a.floor, a.bend)
}

// kinOf returns the short forms and spellings of a word, and whether it is known
// as a given name at all.
func kinOf(folded string) (kin []string, given bool) {
	known := append(nick.Cognates(folded), nick.Variants(folded)...)
	for _, v := range known {
		if nick.Related(folded, v) != nick.Cognate {
			kin = append(kin, v)
		}
	}
	return kin, len(known) > 0
}

// share reports whether two words have a reading in common: Müller, Mueller.
func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// soundLikeness is that of the readings that sound most alike.
func soundLikeness(a, b []string) float64 {
	best := 0.0
	for _, x := range a {
		for _, y := range b {
			if n := max(len(x), len(y)); 2*min(len(x), len(y)) >= n {
				best = max(best, 1-float64(soundDistance(x, y))/float64(n))
			}
		}
	}
	return best
}

// leastEdit is how alike words must be letter by letter to be compared by sound.
const leastEdit = 0.3

// isPart reports whether a word is the beginning of a longer one; in a dense word
// the end counts as well: 智也 alone is how 山本智也 is called.
func isPart(short, long string, s system) bool {
	return strings.HasPrefix(long, short) || s.dense() && strings.HasSuffix(long, short)
}

// compareScripts compares words of two writing systems.
func (a *asked) compareScripts(b *word) (float64, Kind) {
	if a.n == 1 && !a.sys.dense() || b.n == 1 && !b.sys.dense() {
		if len(a.latin) > 0 && len(b.latin) > 0 && a.latin[0][0] == b.latin[0][0] {
			return a.initial * 0.95, Initial
		}
		return 0, Missing
	}
	if !mayAgree(a.set, b.set) {
		return 0, Missing
	}
	score := a.share(b)
	if score < 0 {
		score = a.foreign * soundLikeness(a.latin, b.latin)
	}
	if score <= a.scriptFloor {
		return 0, Missing
	}
	return bent(score, a.scriptFloor, a.scriptBend), Script
}

// share is how much of what the word in the other script tells is confirmed by
// the Latin one, as a score; below 0 where none of the words is Latin or the other
// script has no table.
func (a *asked) share(b *word) float64 {
	var confirmed, full float32
	switch {
	case a.sys == latin && len(a.latin) > 0:
		t, ok := b.sys.channel()
		if !ok {
			return -1
		}
		confirmed, full = t.Evidence(b.compiled(t), a.latin[0]), b.full
	case b.sys == latin && len(b.latin) > 0 && a.table != nil:
		confirmed, full = a.table.Evidence(a.ready, b.latin[0]), a.full
	default:
		return -1
	}
	if full <= 0 {
		return 0
	}
	return min(max(a.shareBase+a.shareMore*float64(confirmed/full)+a.more(a.sys|b.sys), 0), 0.99)
}

// more is what the weights add for a word of a script beside a Latin one.
func (w *weights) more(s system) float64 {
	switch s &^ latin {
	case cyrillic:
		return w.cyrillic
	case arabic:
		return w.arabic
	case hebrew:
		return w.hebrew
	case kana:
		return w.kana
	case hangul:
		return w.hangul
	case hanzi:
		return w.hanzi
	}
	return 0
}

// bent stretches a likeness above the floor over 0 to 1: what is barely alike
// tells next to nothing.
func bent(s, floor, bend float64) float64 {
	if s <= floor {
		return 0
	}
	return math.Pow((s-floor)/(1-floor), bend)
}
