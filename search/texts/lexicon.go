package texts

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/retrouve/retrouve/search/names"
)

// The tables were written for this project from general knowledge; they are
// under its licence. A line is
//
//	concept: word, phrase of words, !word
//
// in the usual spelling, folded when it is read. Forms that end in s need no
// entry of their own. A word with ! means this in texts of its language only:
// "rock" is a skirt in German. The concept "-" takes words that say nothing. In
// en.txt a concept stands for its own word as well.
//
//go:embed lexicon/*.txt
var tables embed.FS

// nothing is the concept of words that say nothing.
const nothing = "-"

// lexicon is the tables turned around, made once and only read afterwards.
type lexicon struct {
	own     map[string]map[string]string        // by language: folded word to concept
	all     map[string]string                   // words that mean the same wherever they stand
	phrases map[string][]phrase                 // by first word, the longest first
	stems   map[string]func() map[string]string // by language of stemmer: stem to concept
}

// phrase is some words that have a meaning together.
type phrase struct {
	lang    string // the only language that it is said in, "" for every one
	words   []string
	concept string
}

// entry is one word or phrase of a table.
type entry struct {
	concept, says string
	only          bool // in texts of this language only
}

var loadLexicon = sync.OnceValue(func() *lexicon {
	x := &lexicon{own: map[string]map[string]string{}, all: map[string]string{}, phrases: map[string][]phrase{}, stems: map[string]func() map[string]string{}}
	byStemmer := map[string][]entry{}
	for _, lang := range tableLangs() {
		x.own[lang] = map[string]string{}
		table := readTable(lang)
		for _, e := range table {
			x.add(lang, e)
		}
		if l := languageNamed(lang); l != nil {
			byStemmer[l.code] = append(byStemmer[l.code], table...)
		}
	}
	for first := range x.phrases {
		slices.SortStableFunc(x.phrases[first], func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	for code, table := range byStemmer {
		x.stems[code] = sync.OnceValue(func() map[string]string { return stemTable(languageNamed(code), table) })
	}
	return x
})

// tableLangs returns the languages that have a table.
func tableLangs() []string {
	files, _ := tables.ReadDir("lexicon") // compiled in
	var langs []string
	for _, f := range files {
		langs = append(langs, strings.TrimSuffix(f.Name(), ".txt"))
	}
	return langs
}

func readTable(lang string) []entry {
	data, _ := tables.ReadFile("lexicon/" + lang + ".txt") // compiled in
	var all []entry
	for line := range strings.Lines(string(data)) {
		concept, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if lang == "en" && concept != nothing {
			all = append(all, entry{concept: concept, says: strings.ReplaceAll(concept, "-", " ")})
		}
		for says := range strings.SplitSeq(list, ",") {
			says, only := strings.CutPrefix(strings.TrimSpace(says), "!")
			if says != "" {
				all = append(all, entry{concept, says, only})
			}
		}
	}
	return all
}

func (x *lexicon) add(lang string, e entry) {
	words := keysOf(e.says)
	if len(words) > 1 {
		p := phrase{words: words, concept: e.concept}
		if e.only {
			p.lang = lang
		}
		x.phrases[words[0]] = append(x.phrases[words[0]], p)
		return
	}
	w := names.Fold(e.says)
	x.own[lang][w] = e.concept
	if !e.only {
		x.all[w] = e.concept
	}
}

// keysOf returns the words of a phrase as they are compared.
func keysOf(says string) []string {
	var keys []string
	for _, t := range split(nil, says) {
		keys = append(keys, bare(t.folded))
	}
	return keys
}

// leastStem is the length in letters from which a stem may stand for a concept:
// shorter ones of an alphabet belong to too many words.
func leastStem(script *unicode.RangeTable) int {
	if script == unicode.Latin {
		return 4
	}
	return 3
}

// stemTable leads the stems of a language's words to their concepts. A stem of
// words with different meanings is left out.
func stemTable(l *language, table []entry) map[string]string {
	all, torn := map[string]string{}, map[string]bool{}
	for _, e := range table {
		w := names.Fold(e.says)
		if strings.Contains(w, " ") {
			continue
		}
		stem := l.stem(e.says, w)
		if names.Len(stem) < leastStem(l.script) {
			continue
		}
		if other, ok := all[stem]; ok && other != e.concept {
			torn[stem] = true
		}
		all[stem] = e.concept
	}
	for stem := range torn {
		delete(all, stem)
	}
	return all
}
