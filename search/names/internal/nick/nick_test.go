package nick_test

import (
	"slices"
	"testing"

	"github.com/retrouve/retrouve/search/names/internal/nick"
)

func TestRelated(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want nick.Relation
	}{
		{"bill", "william", nick.ShortForm},
		{"bill", "willie", nick.Namesake},
		{"mollie", "mary", nick.ShortForm}, // from molly
		{"ned", "edward", nick.ShortForm},
		{"ginger", "virginia", nick.ShortForm},
		{"kit", "christopher", nick.ShortForm},
		{"kathy", "kathryn", nick.ShortForm}, // through the spelling
		{"steve", "stephen", nick.ShortForm},
		{"katherine", "catherine", nick.Spelling},
		{"steven", "stephen", nick.Spelling},
		{"geoffrey", "jeffrey", nick.Spelling},
		{"mohamed", "muhammad", nick.Spelling},
		{"hussein", "husain", nick.Spelling},
		{"youssef", "yusuf", nick.Spelling},
		{"john", "jean", nick.Cognate},
		{"juan", "ivan", nick.Cognate},
		{"yousef", "giuseppe", nick.Cognate},
		{"babette", "elisabeth", nick.ShortForm},
		{"guite", "marguerite", nick.ShortForm},
		{"pepe", "jose", nick.ShortForm},
		{"paco", "francisco", nick.ShortForm},
		{"pancho", "curro", nick.Namesake},
		{"chuy", "jesus", nick.ShortForm},
		{"ze", "jose", nick.ShortForm},
		{"beppe", "giuseppe", nick.ShortForm},
		{"sepp", "josef", nick.ShortForm},
		{"uschi", "ursula", nick.ShortForm},
		{"kees", "cornelis", nick.ShortForm},
		{"lasse", "lars", nick.ShortForm},
		{"gosia", "malgorzata", nick.ShortForm},
		{"honza", "jan", nick.ShortForm},
		{"pista", "istvan", nick.ShortForm},
		{"саша", "александр", nick.ShortForm},
		{"шура", "саня", nick.Namesake},
		{"sasha", "aleksandr", nick.ShortForm},
		{"sasha", "александр", nick.ShortForm},
		{"aleksandr", "александр", nick.Spelling},
		{"сергей", "сережа", nick.ShortForm},
		{"сергеи", "серёжа", nick.ShortForm}, // as Fold leaves it
		{"katya", "ekaterina", nick.ShortForm},
		{"volodia", "vladimir", nick.ShortForm},
		{"κωστασ", "ντινοσ", nick.ShortForm},
		{"μητσος", "δημητριος", nick.ShortForm},
		{"mitsos", "dimitrios", nick.ShortForm},
		{"ibo", "ibrahim", nick.ShortForm},
		{"حموده", "محمد", nick.ShortForm},
		{"יוסי", "יוסף", nick.ShortForm},
		{"itzik", "yitzhak", nick.ShortForm},
		{"иван", "john", nick.Cognate},
		{"alexander", "alexandra", nick.None}, // Alex is both
		{"mary", "ann", nick.None},            // both are parts of Maryann
		{"bill", "bill", nick.None},
		{"bill", "robert", nick.None},
		{"margaret", "mary", nick.None},
		{"", "william", nick.None},
		{"qwerty", "william", nick.None},
	} {
		if got := nick.Related(c.a, c.b); got != c.want {
			t.Errorf("Related(%s, %s) = %v, want %v", c.a, c.b, got, c.want)
		}
		if got := nick.Related(c.b, c.a); got != c.want {
			t.Errorf("Related(%s, %s) = %v, want %v", c.b, c.a, got, c.want)
		}
	}
}

func TestVariants(t *testing.T) {
	for word, want := range map[string][]string{
		"bill":  {"william", "will", "billy", "willie"},
		"peggy": {"margaret", "maggie", "meg"},
		"саша":  {"александр", "александра", "шура", "саня"},
		"jose":  {"pepe", "pepito", "ze"},
	} {
		got := nick.Variants(word)
		if len(got) > 24 || slices.Contains(got, word) {
			t.Errorf("Variants(%s) = %v", word, got)
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("Variants(%s) = %v, want %s", word, got, w)
			}
		}
	}
	if got := nick.Variants("bill"); len(got) == 0 || got[0] != "william" {
		t.Errorf("Variants(bill) = %v", got)
	}
	if got := nick.Cognates("john"); !slices.Contains(got, "juan") || slices.Contains(got, "jack") || len(got) > 24 {
		t.Errorf("Cognates(john) = %v", got)
	}
	if got := nick.Variants("qwerty"); got != nil {
		t.Errorf("Variants(qwerty) = %v", got)
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name string
		is   func(string) bool
		yes  []string
		no   []string
	}{
		{"Particle", nick.Particle, []string{"de", "van", "bin", "al", "y", "mc", "بن", "בן", "фон"}, []string{"", "smith", "maria"}},
		{"Title", nick.Title, []string{"mr", "dr", "mlle", "frau", "senor", "sheikh", "hajj", "الحاج", "господин", "κυριος"}, []string{"", "m", "don", "smith"}},
	} {
		for _, w := range c.yes {
			if !c.is(w) {
				t.Errorf("%s(%s) is false", c.name, w)
			}
		}
		for _, w := range c.no {
			if c.is(w) {
				t.Errorf("%s(%s) is true", c.name, w)
			}
		}
	}
}

func FuzzRelated(f *testing.F) {
	f.Add("bill", "william")
	f.Add("сергей", "\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		r := nick.Related(a, b)
		if r != nick.Related(b, a) {
			t.Errorf("%q and %q: the order matters", a, b)
		}
		for _, v := range nick.Variants(a) {
			if nick.Related(a, v) < nick.Namesake {
				t.Errorf("%q is a variant of %q and not related", v, a)
			}
		}
		for _, v := range nick.Cognates(a) {
			if nick.Related(a, v) == nick.None {
				t.Errorf("%q is a cognate of %q and not related", v, a)
			}
		}
		nick.Particle(a)
		nick.Title(a)
	})
}
