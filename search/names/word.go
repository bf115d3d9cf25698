package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWords bounds the words of a name that are compared; the assignment is
// exact and grows with 2 to that power.
const maxWords = 10

// word is one word of a name: as written and folded.
type word struct {
	raw    string
	folded string
	runes  []rune
	joined bool // made of several words as written
}

// split returns the words of a name, at most maxWords. Words are cut where Fold
// would put a space.
func split(s string) []word {
	var out []word
	for _, raw := range strings.FieldsFunc(norm.NFC.String(s), isSeparator) {
		for _, f := range Words(raw) {
			if len(out) == maxWords {
				return out
			}
			out = append(out, newWord(raw, f))
		}
	}
	return out
}

func newWord(raw, folded string) word {
	r := []rune(folded)
	if len(r) > maxRunes {
		r = r[:maxRunes]
	}
	return word{raw: raw, folded: folded, runes: r}
}

func isSeparator(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && dropApostrophe(r) >= 0
}

// weight is a word's say in the score of a name: long words tell more.
func (w word) weight() float64 { return float64(2 + min(len(w.runes), 8)) }

// join makes one word of several that stand side by side.
func join(ws []word) word {
	var raw, folded strings.Builder
	for i, w := range ws {
		if i > 0 {
			raw.WriteByte(' ')
		}
		raw.WriteString(w.raw)
		folded.WriteString(w.folded)
	}
	j := newWord(raw.String(), folded.String())
	j.joined = true
	return j
}

// Scores of words that agree in part, from 0 to 1.
const (
	scoreAccents = 0.99
	scoreJoined  = 0.97
	scoreInitial = 0.72
	prefixBase   = 0.60 // and up to scorePrefix by the share of the word that is there
	prefixMore   = 0.30
)

// compare returns how well two words agree and in what way; the score is 0 for
// words that have nothing to do with each other.
func compare(a, b word) (float64, Kind) {
	if a.folded == b.folded {
		switch {
		case a.joined || b.joined:
			return scoreJoined, Joined
		case strings.EqualFold(a.raw, b.raw):
			return 1, Same
		}
		return scoreAccents, Accents
	}
	if len(a.runes) == 0 || len(b.runes) == 0 {
		return 0, Missing
	}
	score, kind := compareLetters(a.runes, b.runes)
	if a.joined || b.joined {
		if kind != Typo {
			return 0, Missing
		}
		return score * scoreJoined, Joined
	}
	return score, kind
}

func compareLetters(a, b []rune) (float64, Kind) {
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) == 1 && len(long) > 1 && !Dense(string(long)) && short[0] == long[0] {
		return scoreInitial, Initial
	}
	if len(long)-len(short) > 1 && isPart(short, long) {
		return prefixBase + prefixMore*float64(len(short))/float64(len(long)), Prefix
	}
	limit := allowed(len(long))
	if d := distance(a, b, limit); d <= limit {
		score := 1 - float64(d)/float64(len(long))
		if a[0] != b[0] && len(long) < 5 {
			score -= 0.1 // Ana and Ina are two names more often than one mistyped
		}
		return score, Typo
	}
	if isPart(short, long) {
		return prefixBase + prefixMore*float64(len(short))/float64(len(long)), Prefix
	}
	return 0, Missing
}

// isPart reports whether a word is the beginning of a longer one, two letters at
// least. In a dense word the end counts as well and one letter is enough: 智也
// alone is how 山本智也 is called.
func isPart(short, long []rune) bool {
	n := len(long) - len(short)
	if Dense(string(long)) {
		return string(long[:len(short)]) == string(short) || string(long[n:]) == string(short)
	}
	return len(short) >= 2 && string(long[:len(short)]) == string(short)
}

// Len returns the number of letters (runes) of a word.
func Len(word string) int { return utf8.RuneCountInString(word) }
