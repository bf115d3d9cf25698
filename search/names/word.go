package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/retrouve/retrouve/search/names/internal/channel"
	"github.com/retrouve/retrouve/search/names/internal/nick"
	"github.com/retrouve/retrouve/search/names/internal/roman"
)

// Bounds of what is looked at in one name.
const (
	maxWords    = 10
	maxReadings = 3
)

// word is one word of a name.
type word struct {
	raw    string // as written; only of names that are to be explained
	folded string
	n      int           // letters of folded
	sys    system        // writing system of most letters
	latin  []string      // readings in a-z, best first; that of a Latin word is itself
	joined bool          // made of several words as written
	read   bool          // a reading, not as written
	set    uint32        // letters of the first reading
	light  bool          // a particle or a title, which many names share
	ready  *channel.Word // for its table, when it was needed
	full   float32       // what the best reading of a word with a channel tells, see share
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

// newWord reads a word in all the ways it can be read.
func newWord(raw, folded string) word {
	w := word{raw: raw, folded: clip(folded), sys: mainSystem(folded), light: nick.Particle(folded) || nick.Title(folded)}
	w.n = utf8.RuneCountInString(w.folded)
	switch t, ok := w.sys.channel(); {
	case w.sys == latin:
		w.latin = latinReadings(raw, w.folded)
	case ok:
		c := w.compiled(t)
		w.latin = t.Readings(c, maxReadings)
		if len(w.latin) > 0 {
			w.full = t.Evidence(c, w.latin[0])
		}
	default:
		w.latin = roman.Readings(raw)
		w.latin = w.latin[:min(len(w.latin), maxReadings)]
	}
	w.latin = slices.DeleteFunc(w.latin, func(r string) bool { return !plain(r) })
	w.setLetters()
	return w
}

func (w *word) setLetters() {
	if len(w.latin) > 0 {
		w.set = letterSet(w.latin[0])
	}
}

func clip(s string) string {
	if utf8.RuneCountInString(s) <= maxLetters {
		return s
	}
	return string([]rune(s)[:maxLetters])
}

func isSeparator(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && dropApostrophe(r) >= 0
}

const lightWeight = 1.5

// weight is a word's say in the score of a name: long words tell more, and a
// letter that is a syllable tells what three letters do.
func (w *word) weight() float64 {
	if w.light {
		return lightWeight
	}
	n := w.n
	if w.sys.dense() {
		n *= 3
	}
	return float64(2 + min(n, 8))
}

// join makes one word of several that stand side by side.
func join(ws []word) word {
	var raw, folded strings.Builder
	readings := make([]string, 0, 1)
	var first strings.Builder
	full := float32(0)
	for i, w := range ws {
		if i > 0 {
			raw.WriteByte(' ')
		}
		raw.WriteString(w.raw)
		folded.WriteString(w.folded)
		if len(w.latin) > 0 {
			first.WriteString(w.latin[0])
		}
		full += w.full
	}
	switch {
	case ws[0].read:
		readings = combined(ws)
	case first.Len() > 0:
		readings = append(readings, first.String())
	}
	f := clip(folded.String())
	j := word{raw: raw.String(), folded: f, n: utf8.RuneCountInString(f), sys: ws[0].sys, latin: readings, joined: true, read: ws[0].read, full: full}
	j.setLetters()
	return j
}

// maxCombined bounds the readings of a name of several words.
const maxCombined = 6

// combined returns the readings of words written together: Lee, I or Yi before
// each reading of the given name.
func combined(ws []word) []string {
	all := []string{""}
	for i := range ws {
		var next []string
		for _, r := range ws[i].latin {
			for _, before := range all {
				if len(next) < maxCombined {
					next = append(next, before+r)
				}
			}
		}
		all = next
	}
	return all
}

// compiled returns the word made ready for its table.
func (w *word) compiled(t *channel.Table) *channel.Word {
	if w.ready == nil {
		w.ready = &channel.Word{}
		var letters [channel.MaxLetters]rune
		t.Compile(w.ready, channel.Letters(letters[:0], w.folded))
	}
	return w.ready
}
