package spam_test

import (
	"os"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry/spam"
)

func lines(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

// TestCorpus (A09): of the invented texts, at least nine in ten adverts, frauds
// and contacts are held, and of an honest hundred at most three.
func TestCorpus(t *testing.T) {
	var hit, miss, wrong int
	for _, s := range lines(t, "spam.txt") {
		if spam.Score(s) >= spam.Threshold {
			hit++
		} else {
			miss++
			t.Logf("let through: %s (%.1f)", s, spam.Score(s))
		}
	}
	honest := lines(t, "honest.txt")
	for _, s := range honest {
		if spam.Score(s) >= spam.Threshold {
			wrong++
			t.Logf("held: %s (%.1f)", s, spam.Score(s))
		}
	}
	precision, recall := float64(hit)/float64(hit+wrong), float64(hit)/float64(hit+miss)
	t.Logf("precision %.3f, recall %.3f, honest texts held %d of %d", precision, recall, wrong, len(honest))
	if precision < 0.97 || recall < 0.9 || wrong*100 > 3*len(honest) {
		t.Error("the score has become worse")
	}
}

func TestSketch(t *testing.T) {
	const text = "We are the family of a tall man with a grey beard who left his house near the old bridge on the evening of the flood and did not come back"
	near := strings.Replace(text, "tall man", "tall old man", 1)
	far := "My sister wears a green dress and a red scarf, she was at the station with her two children when the train stopped in the tunnel"
	if shared(text, near) == 0 {
		t.Error("the same text with a word more is not recognised")
	}
	if shared(text, far) != 0 {
		t.Error("two honest texts are taken for one")
	}
	if shared(text, strings.ToUpper(text)+"!!!") != 4 {
		t.Error("capitals and marks make another text")
	}
	if spam.Sketch("blue jeans, white shoes") != nil {
		t.Error("a short text has a sketch")
	}
}

func shared(a, b string) (n int) {
	for _, x := range spam.Sketch(a) {
		for _, y := range spam.Sketch(b) {
			if x == y {
				n++
			}
		}
	}
	return n
}

func FuzzScore(f *testing.F) {
	f.Add("06 12 34 56 78")
	f.Add("\xff@\xff.com")
	f.Fuzz(func(t *testing.T, s string) {
		if spam.Score(s) < 0 || len(spam.Sketch(s)) > 4 {
			t.Error(s)
		}
	})
}
