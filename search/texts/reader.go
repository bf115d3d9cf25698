package texts

import (
	"strings"
	"unicode"

	"github.com/retrouve/retrouve/search/names"
)

// reader looks words up for texts of one language. It serves one call.
type reader struct {
	*lexicon
	lang string    // primary, "" when unknown
	l    *language // nil for one without filters
	last *stemmed
}

// stemmed is the last stem that was made: a word without a concept is asked for
// twice.
type stemmed struct {
	l         *language
	raw, stem string
}

func newReader(lang string) reader {
	return reader{loadLexicon(), primary(lang), languageNamed(lang), &stemmed{}}
}

func (x reader) stem(l *language, raw, folded string) string {
	if x.last.l != l || x.last.raw != raw {
		*x.last = stemmed{l, raw, l.stem(raw, folded)}
	}
	return x.last.stem
}

// languageOf returns the language that a word is stemmed in when it is indexed:
// that of the text or, in another script, the first common one. Nil is none: a
// Latin word may be of any language.
func (x reader) languageOf(folded string) *language {
	script := scriptOf(folded)
	if x.l != nil && x.l.script == script {
		return x.l
	}
	if script == unicode.Latin && x.l == nil {
		return nil
	}
	if likely := common(script); len(likely) > 0 {
		return likely[0]
	}
	return nil
}

// meaning returns the concept of a word, nothing for one that says nothing, ""
// for one that no table has.
func (x reader) meaning(raw, folded string) string {
	if c, ok := x.own[x.lang][folded]; ok {
		return c
	}
	if x.l != nil && x.l.stop[folded] {
		return nothing
	}
	if c, ok := x.all[folded]; ok {
		return c
	}
	if c, ok := x.exact(bare(folded)); ok {
		return c
	}
	if c, ok := x.exact(singular(folded)); ok {
		return c
	}
	// English is left out: its forms are in the table, and its stemmer makes a
	// leg of a legging.
	if l := x.languageOf(folded); l != nil && l.code != "en" {
		return x.ofStem(l, x.stem(l, raw, folded))
	}
	return ""
}

func (x reader) exact(folded string) (string, bool) {
	if c, ok := x.own[x.lang][folded]; ok {
		return c, true
	}
	c, ok := x.all[folded]
	return c, ok
}

// ofStem returns the concept of words with a stem, "" for none.
func (x reader) ofStem(l *language, stem string) string {
	load, ok := x.stems[l.code]
	if !ok || stem == "" {
		return ""
	}
	if c := load()[stem]; c != nothing {
		return c
	}
	return ""
}

// singular returns a word without the s of its plural.
func singular(folded string) string {
	if short, ok := strings.CutSuffix(folded, "s"); ok && len(short) > 2 {
		return short
	}
	return folded
}

// bare returns an Arabic word without the article and what is written together
// with it, other words as they are.
func bare(folded string) string {
	for _, article := range []string{"وال", "بال", "فال", "كال", "لل", "ال"} {
		if rest, ok := strings.CutPrefix(folded, article); ok && names.Len(rest) > 1 {
			return rest
		}
	}
	return folded
}
