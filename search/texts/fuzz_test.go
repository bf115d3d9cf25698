package texts

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/retrouve/retrouve/search/names"
)

func FuzzTerms(f *testing.F) {
	for _, s := range [][2]string{{"", ""}, {"l'épaule gauche, d’un", "fr"}, {"boy's “red” T-shirt", "en"}, {"والسترة الحمراء، ½", "ar"}, {"赤いジャケット", "ja"}, {"O'’'", "it"}, {"\xff’s", "de"}, {"㈱ ﷺ ´a", "xx"}, {"बच्चा", "hi"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		if len(text) > 2000 {
			return
		}
		terms := Terms(text, lang)
		seen := map[string]bool{}
		for _, s := range terms {
			if s == "" || seen[s] || len(strings.Fields(s)) != 1 {
				t.Fatalf("Terms(%q, %q): %q", text, lang, s)
			}
			seen[s] = true
		}
		for _, p := range Pairs(text, lang) {
			if !seen[p] && len(terms) < maxTerms {
				t.Fatalf("%q is not among Terms(%q, %q)", p, text, lang)
			}
		}
		checkQuery(t, text, lang, seen)
	})
}

// Tables and languages are loaded once, whoever comes first.
func TestConcurrent(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for code := range languages() {
				if len(Terms("medalha médaille ميدالية медальон", code)) < 4 || len(Query("veste rouge", code)) != 2 {
					t.Error(code)
				}
			}
		})
	}
	all.Wait()
}

// checkQuery checks that a text finds itself and that no word of it is lost.
func checkQuery(t *testing.T, text, lang string, terms map[string]bool) {
	q := Query(text, lang)
	var words []string
	for _, a := range q {
		words = append(words, names.Words(a.Words)...)
		if len(a.Terms) == 0 {
			t.Fatalf("Query(%q, %q): %+v", text, lang, a)
		}
		if !a.Empty && !slices.ContainsFunc(a.Terms, func(s string) bool { return terms[s] }) {
			t.Fatalf("Query(%q, %q): %+v does not find itself in %v", text, lang, a, terms)
		}
	}
	all := names.Words(text)
	if len(words) > len(all) || len(q) < maxAlternatives && len(words) < len(all) || !slices.Equal(words, all[:len(words)]) {
		t.Fatalf("Query(%q, %q) has the words %q, want %q", text, lang, words, all)
	}
}
