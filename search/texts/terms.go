package texts

import (
	"strings"

	"github.com/retrouve/retrouve/search/names"
)

// maxTerms bounds the terms of one text.
const maxTerms = 1500

// Terms returns the terms under which a description is found, each once, at most
// 1500, from its first 600 words: the folded words, pairs of letters of words that
// are written without spaces, stems, concepts and what they are kinds of, and
// colours tied to things. A word with a concept needs no stem: its other forms have
// the concept as well. Words that say nothing are left out. lang is the BCP 47
// tag of the language it is written in; "" and languages without a stemmer give
// no stems of Latin words.
func Terms(text, lang string) []string {
	if text == "" {
		return nil // most descriptions are
	}
	x := newReader(lang)
	out := bag{seen: make(map[string]bool, min(len(text)/4, 64))} // most texts are a word or two
	for _, segment := range x.scan(text) {
		for _, t := range segment {
			out.addToken(x, t)
		}
		for _, c := range tied(mentioned(segment)) {
			if strings.Contains(c, "=") {
				out.add(conceptTerm(c))
			}
		}
	}
	return out.terms
}

// Pairs returns the terms of things in their colours that a text mentions: who
// asks for a red jacket wants those with this term before a red dress and a black
// jacket. It takes the language as Concepts does.
func Pairs(text, lang string) []string {
	var out []string
	for _, c := range Concepts(text, lang) {
		if strings.Contains(c, "=") {
			out = append(out, conceptTerm(c))
		}
	}
	return out
}

// bag holds terms in the order they came, each once.
type bag struct {
	terms []string
	seen  map[string]bool
}

func (b *bag) add(term string) {
	if term != "" && !b.seen[term] && len(b.terms) < maxTerms {
		b.seen[term] = true
		b.terms = append(b.terms, term)
	}
}

func (b *bag) addToken(x reader, t token) {
	for _, p := range t.parts {
		if p.concept != nothing {
			p.concept = "" // the phrase means something else
			b.addToken(x, p)
		}
	}
	if t.concept == nothing {
		return
	}
	if t.concept != "" {
		b.add(conceptTerm(t.concept))
		if kind := broader(t.concept); kind != "" {
			b.add(conceptTerm(kind))
		}
	}
	if len(t.parts) > 0 || isLetter(t.folded) {
		return
	}
	b.add(t.folded)
	for _, pair := range names.Bigrams(t.folded) {
		b.add(pair)
	}
	if l := x.languageOf(t.folded); l != nil && t.concept == "" {
		b.add(stemTerm(l, x.stem(l, t.core, t.folded)))
	}
}

// isLetter reports whether a word is one letter, which says nothing in a
// description where letters are not words.
func isLetter(folded string) bool { return names.Len(folded) == 1 && !names.Dense(folded) }

// conceptTerm is the term of a concept.
func conceptTerm(concept string) string { return "::" + concept }

// stemTerm is the term of a stem, "" for none.
func stemTerm(l *language, stem string) string {
	if stem == "" {
		return ""
	}
	return ":" + l.code + ":" + stem
}
