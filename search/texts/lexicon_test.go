package texts

import (
	"slices"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/search/names"
)

// A word that leads to two concepts would make the outcome depend on the order of
// the tables. Where languages differ, all but one of them mark the word with !.
func TestNoWordHasTwoConcepts(t *testing.T) {
	everywhere := map[string][2]string{}
	for _, lang := range tableLangs() {
		here := map[string]string{}
		for _, e := range readTable(lang) {
			key := strings.Join(keysOf(e.says), " ")
			if key == "" {
				t.Errorf("%s: %q has no words", lang, e.says)
			}
			if other, ok := here[key]; ok && other != e.concept {
				t.Errorf("%s: %q is both %q and %q", lang, e.says, other, e.concept)
			}
			here[key] = e.concept
			if e.only {
				continue
			}
			if other, ok := everywhere[key]; ok && other[1] != e.concept {
				t.Errorf("%q is %q in %s and %q in %s", e.says, e.concept, lang, other[1], other[0])
			}
			everywhere[key] = [2]string{lang, e.concept}
		}
	}
}

func TestTablesHaveTheConceptsOfEnglish(t *testing.T) {
	known := map[string]bool{nothing: true}
	for _, e := range readTable("en") {
		known[e.concept] = true
	}
	for _, lang := range tableLangs() {
		table := readTable(lang)
		if len(table) < 200 {
			t.Errorf("%s has %d words", lang, len(table))
		}
		for _, e := range table {
			if !known[e.concept] {
				t.Errorf("%s: no concept %q", lang, e.concept)
			}
			if names.Len(e.says) > 40 {
				t.Errorf("%s: %q", lang, e.says)
			}
		}
	}
	for c := range known {
		kind := broader(c)
		if kind != "" && !known[kind] {
			t.Errorf("%s is a kind of %q", c, kind)
		}
		if (IsColour(c) || isPeople(c)) && kind != "" && !isPeople(kind) {
			t.Errorf("%s is a kind of %s", c, kind)
		}
	}
}

// Every concept is a word of its own: found under its English name, and not the
// name of something else.
func TestConceptsStandForThemselves(t *testing.T) {
	for _, e := range readTable("en") {
		if e.concept == nothing {
			continue
		}
		q := Query(strings.ReplaceAll(e.concept, "-", " "), "en")
		if len(q) != 1 || !slices.Contains(q[0].Terms, conceptTerm(e.concept)) {
			t.Errorf("%s: %+v", e.concept, q)
		}
	}
}

func TestKeysAreFolded(t *testing.T) {
	x := loadLexicon()
	check := func(w string) {
		if w == "" || names.Fold(w) != w || strings.Contains(w, " ") {
			t.Errorf("%q", w)
		}
	}
	for w := range x.all {
		check(w)
	}
	for _, own := range x.own {
		for w := range own {
			check(w)
		}
	}
	for first, list := range x.phrases {
		check(first)
		for _, p := range list {
			for _, w := range p.words {
				check(w)
			}
		}
	}
}

// Every word of a table is read as the table says, in a text of its language and,
// unless it is marked, in any other.
func TestEveryWordIsFound(t *testing.T) {
	for _, lang := range tableLangs() {
		for _, e := range readTable(lang) {
			in := []string{lang, ""}
			if e.only {
				in = in[:1]
			}
			for _, l := range in {
				seg := newReader(l).scan(e.says)
				if len(seg) != 1 || e.concept != nothing && len(seg[0]) != 1 || seg[0][0].concept != e.concept {
					t.Errorf("%s: %q in %q: %+v, want %s", lang, e.says, l, seg, e.concept)
				}
			}
		}
	}
}

func TestLanguagesLoad(t *testing.T) {
	for code := range languages() {
		l := languageNamed(code)
		if len(l.stop) < 20 || len(l.filters) == 0 && code != "fa" {
			t.Errorf("%s: %d stop words, %d filters", code, len(l.stop), len(l.filters))
		}
		if !slices.ContainsFunc([]string{"a", "ا", "а", "अ"}, func(s string) bool { return scriptOf(s) == l.script }) {
			t.Errorf("%s has no script", code)
		}
	}
	for tag, want := range map[string]string{"fr-CA": "fr", "FR": "fr", "zh_Hant": "zh", "": "", "pt-BR": "pt"} {
		if got := primary(tag); got != want {
			t.Errorf("primary(%q) = %q", tag, got)
		}
	}
}
