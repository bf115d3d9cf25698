package texts

import "github.com/retrouve/retrouve/search/names"

// maxAlternatives bounds the words and phrases of a query that are read.
const maxAlternatives = 24

// Alternative is a word that somebody looks for, or a phrase, with the terms under
// which descriptions that have it are found.
type Alternative struct {
	Words string   // as typed, with an article that hangs on it
	Terms []string // best first, each once, never empty
	Empty bool     // says nothing in a description; it may still be part of a name
}

// Query returns what was typed word by word, at most 24, in the order it stands; the
// words of a known phrase are one. The words of names.Words(text) are those of the
// alternatives one after the other, as far as they go. The terms of a word are
// itself, its concept, its stem in the language of the page and its stems in the
// languages that are common in its script; those of a phrase its concept. lang is
// the BCP 47 tag of the page's language.
func Query(text, lang string) []Alternative {
	x := newReader(lang)
	var out []Alternative
	for _, segment := range x.scan(text) {
		for _, t := range segment {
			if len(out) == maxAlternatives {
				return out
			}
			out = append(out, x.alternative(t))
		}
	}
	return out
}

func (x reader) alternative(t token) Alternative {
	a := Alternative{Words: t.raw, Empty: t.concept == nothing || isLetter(t.folded)}
	terms := bag{seen: map[string]bool{}}
	if len(t.parts) == 0 {
		terms.add(names.Fold(t.raw))
	}
	if a.Empty && len(t.parts) == 0 {
		a.Terms = terms.terms
		return a
	}
	terms.add(t.folded)
	if t.concept != "" {
		terms.add(conceptTerm(t.concept))
	}
	if len(t.parts) == 0 {
		x.addStems(&terms, t)
	}
	a.Terms = terms.terms
	return a
}

// addStems adds the stems of a word in the languages it may be of, before each
// the concept that it leads to, and the pairs of letters of one without stems.
func (x reader) addStems(terms *bag, t token) {
	script := scriptOf(t.folded)
	likely := common(script)
	if x.l != nil && x.l.script == script {
		likely = append([]*language{x.l}, likely...)
	}
	for _, l := range likely {
		stem := x.stem(l, t.core, t.folded)
		if c := x.ofStem(l, stem); t.concept == "" && c != "" {
			terms.add(conceptTerm(c))
		}
		terms.add(stemTerm(l, stem))
	}
	for _, pair := range names.Bigrams(t.folded) {
		terms.add(pair)
	}
}
