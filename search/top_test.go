package search

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The best are the first of all sorted, whatever the scores are like.
func TestTop(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := map[string]func(i int) uint16{
		"none":    func(int) uint16 { return 0 },
		"few":     func(i int) uint16 { return uint16(i % 1000 / 999) },
		"equal":   func(int) uint16 { return 77 },
		"any":     func(int) uint16 { return uint16(r.IntN(1 << 16)) },
		"low":     func(int) uint16 { return uint16(r.ExpFloat64() * 100) },
		"rising":  func(i int) uint16 { return uint16(i / 2) },
		"highest": func(i int) uint16 { return 1<<16 - 1 - uint16(i%2) },
	}
	var used top
	for name, of := range kinds {
		scores := make([]uint16, 20000)
		var all []rankedDoc
		for i := range scores {
			if scores[i] = of(i); scores[i] > 0 {
				all = append(all, rankOf(i, scores[i]))
			}
		}
		bestFirst(all)
		for _, n := range []int{1, 20, 200} {
			if got := used.of(scores, n); !slices.Equal(got, all[:min(n, len(all))]) {
				t.Errorf("%s: %d of %d differ", name, len(got), n)
			}
		}
	}
	if r := rankOf(5, 9); r.doc() != 5 || r.score() != 9 || rankOf(4, 9) < r || rankOf(4, 8) > r {
		t.Error("the order is wrong")
	}
}
