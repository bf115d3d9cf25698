package match

import (
	"strings"
	"testing"
)

func TestConcepts(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"veste rouge", "jacket jacket=red"},
		{"red coat", "jacket jacket=red"},
		{"Cheveux bruns, yeux bleus", "eyes=blue hair=brown"},
		{"hair: dark brown", "hair=brown"},
		{"hair: dark", "hair=black hair=brown"},
		{"dark red dress", "dress dress=red"},
		{"tattoo of a bird on shoulder", "bird shoulder tattoo"},
		{"oiseau tatoué sur l'épaule", "bird shoulder tattoo"},
		{"grey hooded sweatshirt", "hoodie hoodie=grey"},
		{"black t-shirt", "tshirt tshirt=black"},
		{"lunettes", "glasses"},
		{"hair: no hair", "bald"},
		{"about 170 cm tall", ""},
		{"قميص أزرق", "ازرق قميص"},
	} {
		if got := strings.Join(Concepts(c.in), " "); got != c.want {
			t.Errorf("Concepts(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// A word that leads to two canonical words, or a canonical word that leads to
// another, would make the outcome depend on the order of the list.
func TestSynonymsAreConsistent(t *testing.T) {
	seen := map[string]string{}
	for _, s := range synonyms {
		for _, w := range append([]string{s.word}, s.words...) {
			if other, ok := seen[w]; ok {
				t.Errorf("%q is both %q and %q", w, other, s.word)
			}
			seen[w] = s.word
		}
	}
	for _, w := range empty {
		if seen[w] != "" {
			t.Errorf("%q says nothing and is %q", w, seen[w])
		}
	}
}
