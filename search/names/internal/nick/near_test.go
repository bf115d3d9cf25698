package nick

import (
	"slices"
	"testing"
)

func TestNear(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"rnady", "randy"}, {"frederikc", "frederick"}, {"elizabteh", "elizabeth"}, {"josehp", "joseph"},
	} {
		if got := Near(c.word); !slices.Contains(got, c.want) {
			t.Errorf("Near(%q) = %q without %q", c.word, got, c.want)
		}
	}
	for _, word := range []string{"", "jhon", "william", "davenport", "владимр", "wlilaim"} {
		if got := Near(word); len(got) > 0 {
			t.Errorf("Near(%q) = %q: short, known, or two slips away", word, got)
		}
	}
}

func BenchmarkNear(b *testing.B) {
	for b.Loop() {
		Near("davenport")
	}
}
