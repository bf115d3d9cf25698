package texts

import (
	"strings"
	"testing"
)

func TestConcepts(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"", "", ""},
		{"", "veste rouge", "jacket jacket=red"},
		{"", "red coat", "jacket jacket=red"},
		{"", "Cheveux bruns, yeux bleus", "eyes=blue hair=brown"},
		{"", "hair: dark brown", "hair=brown"},
		{"", "hair: dark", "hair=black hair=brown"},
		{"", "fair hair", "hair=blond"},
		{"fr", "cheveux châtain clair, barbe blanche", "beard beard=grey hair=brown"},
		{"", "light blue eyes", "eyes=blue"},
		{"", "dark red dress", "dress dress=red"},
		{"", "tattoo of a bird on shoulder", "bird shoulder tattoo"},
		{"", "oiseau tatoué sur l'épaule", "bird shoulder tattoo"},
		{"", "grey hooded sweatshirt", "hoodie hoodie=grey"},
		{"", "black t-shirt", "tshirt tshirt=black"},
		{"", "lunettes", "glasses"},
		{"", "hair: no hair", "bald"},
		{"", "about 170 cm tall", ""},
		{"", "a boy and a woman", ""},
		{"", "قميص أزرق", "shirt shirt=blue"},
		{"ar", "وشم على ذراعها اليسرى", "arm left tattoo"},
		{"es", "chaquetas rojas, pelo castaño", "hair=brown jacket jacket=red"},
		{"", "chaqueta roja; zapatos de tacón", "heels jacket jacket=red"},
		{"fr", "gilet de sauvetage orange", "life-jacket life-jacket=orange"},
		{"fr", "tatouage d'un chat", "cat tattoo"},
		{"", "chat", "chat"},
		{"de", "brauner Hut, Narbe am Kinn", "chin hat hat=brown scar"},
		{"de", "er hat eine Narbe", "scar"},
		{"de", "roter Rock", "skirt skirt=red"},
		{"", "rock", "rock"},
		{"it", "giacca rossa, occhi azzurri", "eyes=blue jacket jacket=red"},
		{"pt", "casaco vermelho, mochila azul", "backpack backpack=blue jacket jacket=red"},
		{"ru", "красная куртка, чёрные ботинки", "jacket jacket=red shoe shoe=black"},
		{"ru", "в красную куртку", "jacket jacket=red"},
		{"uk", "червоною курткою", "jacket jacket=red"},
		{"uk", "татуювання на лівій руці", "hand left tattoo"},
	} {
		if got := strings.Join(Concepts(c.in, c.lang), " "); got != c.want {
			t.Errorf("Concepts(%q, %q) = %q, want %q", c.in, c.lang, got, c.want)
		}
	}
}

// TestMeaning: one word in a language, known or not.
func TestMeaning(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"", "veste", "jacket"}, {"", "vestes", "jacket"}, {"", "the", nothing}, {"", "zebu", ""},
		{"fr-CA", "chat", "cat"}, {"FR", "chats", "cat"}, {"en", "chat", ""}, {"", "الذراع", "arm"},
	} {
		if got := newReader(c.lang).meaning(c.in, c.in); got != c.want {
			t.Errorf("%q in %q means %q, want %q", c.in, c.lang, got, c.want)
		}
	}
}

func TestSaid(t *testing.T) {
	said := Said("Sac à dos noir; l'épaule gauche, 170 cm", "fr")
	for concept, want := range map[string]string{"backpack": "Sac à dos", "black": "noir", "shoulder": "épaule", "left": "gauche", "170": ""} {
		if said[concept] != want {
			t.Errorf("%s is said %q, want %q", concept, said[concept], want)
		}
	}
}
