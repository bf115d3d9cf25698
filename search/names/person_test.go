package names

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// Whoever wrote a name in Latin letters beside the characters knew how it is read,
// so other readings answer less well.
func TestGivenReadingWins(t *testing.T) {
	for _, c := range []struct{ native, latin, guess string }{
		{"山田太郎", "Yamada Taro", "Shantian Tailang"}, // read as Chinese
		{"王小明", "Wong Siu Ming", "Wang Xiaoming"},
	} {
		guessed, _ := Ask(New(c.guess)).Score(pack(c.native))
		told, _ := Ask(New(c.guess)).Score(pack(c.native, c.latin))
		right, _ := Ask(New(c.latin)).Score(pack(c.native, c.latin))
		written, _ := Ask(New(c.native)).Score(pack(c.latin, c.native))
		if guessed < 0.8 {
			t.Errorf("%s alone is not found as %s: %.3f", c.native, c.guess, guessed)
		}
		if told > guessed-0.05 {
			t.Errorf("%s is found as %s with %.3f though it is read %s", c.native, c.guess, told, c.latin)
		}
		if right < 0.99 || written < 0.99 {
			t.Errorf("%s: %.3f as %s, %.3f as written", c.native, right, c.latin, written)
		}
	}
}

// Each name of a person counts, and the best one is the score.
func TestSeveralNames(t *testing.T) {
	all := []string{"Maria Silva", "Мария Силва", "Mia Santos"}
	packed := pack(all...)
	for _, n := range all {
		if s, cover := Ask(New(n)).Score(packed); s < 0.99 || cover < 0.99 {
			t.Errorf("%q: score %.3f, cover %.3f", n, s, cover)
		}
	}
	if s, cover := Ask(New("Maria Silva")).Score(pack("Maria Silva Santos")); s > 0.95 || cover < 0.99 {
		t.Errorf("all that was asked for is there, and more: score %.3f, cover %.3f", s, cover)
	}
}

func TestNobody(t *testing.T) {
	for _, full := range [][]string{nil, {""}, {"--", "\xff"}} {
		if p := Person(full); len(termsOf(p)) != 0 || len(p.Append(nil)) != 0 {
			t.Errorf("%q: %d terms", full, len(termsOf(p)))
		}
	}
	if s, cover := Ask(New("Maria")).Score(""); s != 0 || cover != 0 {
		t.Error(s, cover)
	}
	if s, cover := Ask(New("")).Score(pack("Maria")); s != 0 || cover != 0 {
		t.Error(s, cover)
	}
	if k := Ask(New("--")).Keys(); len(k.Own)+len(k.Latin)+len(k.Other) != 0 {
		t.Errorf("%+v", k)
	}
}

// Bounds of the terms of one person, however much was typed for a name.
const (
	mostTerms = 2500
	mostBytes = 5000
)

func TestTerms(t *testing.T) {
	long := strings.Repeat("abcdefghijklmnopqrstuvwxyzéüß", 50)
	hostile := []string{
		strings.Repeat(long+" ", 50), strings.Repeat("a b ", 5000), strings.Repeat("王小明", 5000), strings.Repeat("محمد ", 500),
		strings.Repeat("김", 5000), strings.Repeat("ي", 5000), strings.Repeat("क्षि", 500), strings.Repeat("\u0301", 5000),
		"a\u00a0b\u3000c\u2003d\te\nf", "\x00 \x01", "ﷺ", "㌔ ㍿", "𝔐𝔞𝔯𝔦𝔞",
	}
	for _, full := range append(samples(), hostile...) {
		p := Person([]string{full})
		terms := termsOf(p)
		name := full[:min(len(full), 40)]
		if len(terms) > mostTerms {
			t.Errorf("%q has %d terms", name, len(terms))
		}
		if n := len(p.Append(nil)); n > mostBytes {
			t.Errorf("%q has %d bytes packed", name, n)
		}
		for _, k := range terms {
			if k == "" || strings.ContainsFunc(k, unicode.IsSpace) {
				t.Errorf("%q: term %q", name, k)
			}
		}
	}
}

// A name is found by the keys of a query for it.
func TestKeysMeetTerms(t *testing.T) {
	for _, c := range acrossScripts {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}, {c.a, c.a}, {c.b, c.b}} {
			terms := termsOf(Person([]string{pair[1]}))
			keys := Ask(New(pair[0])).Keys()
			met := 0
			for _, k := range slices.Concat(keys.Own, keys.Latin, keys.Other) {
				if slices.Contains(terms, k.Term) {
					met++
				}
				if k.Weight <= 0 {
					t.Errorf("%q: key %+v", pair[0], k)
				}
			}
			if met < 2 {
				t.Errorf("the keys of %q meet %d terms of %q", pair[0], met, pair[1])
			}
		}
	}
}

func TestWholeTerm(t *testing.T) {
	for _, full := range []string{"Maria Silva", "Jean-Pierre O’Brien", "王 小明", "محمد عبد الرحمن", strings.Repeat("Maria ", 9)} {
		terms := termsOf(Person([]string{full}))
		for _, same := range []string{full, strings.ToUpper(full), strings.ReplaceAll(full, " ", "  "), strings.ReplaceAll(full, " ", "")} {
			if k := WholeTerm(same); !slices.Contains(terms, k) {
				t.Errorf("%q does not have the term %q of %q", full, k, same)
			}
		}
		if slices.Contains(terms, WholeTerm(full+"x")) {
			t.Errorf("%q has the term of another name", full)
		}
	}
	if WholeTerm("") != "" || WholeTerm(" -- ") != "" {
		t.Error("nothing has a term")
	}
}
