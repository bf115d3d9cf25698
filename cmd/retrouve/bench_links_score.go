package main

import (
	"cmp"
	"slices"
	"strings"
)

// linkPair is a notice that a report was compared with.
type linkPair struct {
	missing string
	score   float64
}

// linkAnswer is what the linker said about one report.
type linkAnswer struct {
	best   []linkPair // at most linkHits, best first
	rank   int        // of the first true notice among them, from 1; 0 where none is
	seen   bool       // a true notice was compared at all
	looked int        // notices it was compared with
	bands  [len(bandEnds)]band
}

// band counts pairs with a probability from one bound to the next.
type band struct {
	pairs, right int
	claimed      float64 // sum of their probabilities
}

// bandEnds are the upper bounds of the bands of the calibration table.
var bandEnds = [...]float64{0.001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 0.999, 1}

// newLinkAnswer sorts the pairs as a scorer of run files does: equal scores by id.
func newLinkAnswer(pairs []linkPair, gold []string) (a linkAnswer) {
	slices.SortFunc(pairs, func(a, b linkPair) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.missing, b.missing))
	})
	a.looked = len(pairs)
	for i, p := range pairs {
		right := slices.Contains(gold, p.missing)
		if right && !a.seen && i < linkHits {
			a.rank = i + 1
		}
		a.seen = a.seen || right
		b := &a.bands[bandOf(p.score)]
		b.pairs++
		b.claimed += p.score
		if right {
			b.right++
		}
	}
	a.best = slices.Clone(pairs[:min(len(pairs), linkHits)])
	return a
}

// bandOf returns the band of a probability; a bound belongs to the band below it.
func bandOf(p float64) int {
	i, _ := slices.BinarySearch(bandEnds[:], p)
	return min(i, len(bandEnds)-1)
}

// linkScore counts the answers of one part of the reports.
type linkScore struct {
	reports, linked  int // asked; of these with a true link
	first, ten, seen int // whose true notice is first, among the first ten, compared at all
	looked           []int
	top              []topPair
	bands            [len(bandEnds)]band
}

// topPair is the best notice of a report.
type topPair struct {
	score float64
	right bool
}

func (s *linkScore) add(a *linkAnswer, linked bool) {
	s.reports++
	s.looked = append(s.looked, a.looked)
	if len(a.best) > 0 {
		s.top = append(s.top, topPair{a.best[0].score, a.rank == 1})
	}
	for i, b := range a.bands {
		s.bands[i].pairs += b.pairs
		s.bands[i].right += b.right
		s.bands[i].claimed += b.claimed
	}
	if !linked {
		return
	}
	s.linked++
	for n, yes := range map[*int]bool{&s.first: a.rank == 1, &s.ten: a.rank > 0, &s.seen: a.seen} {
		if yes {
			*n++
		}
	}
}

// linkPoint is what linking from one score on achieves.
type linkPoint struct{ f1, precision, recall, from float64 }

// points returns what each threshold achieves, from the highest to the lowest,
// when a report is linked to its best notice.
func (s *linkScore) points() []linkPoint {
	slices.SortFunc(s.top, func(a, b topPair) int { return cmp.Compare(b.score, a.score) })
	var out []linkPoint
	right := 0
	for i, t := range s.top {
		if t.right {
			right++
		}
		if i+1 < len(s.top) && s.top[i+1].score == t.score {
			continue // a threshold does not part what is equal
		}
		p := linkPoint{precision: share(right, i+1), recall: share(right, s.linked), from: t.score}
		if right > 0 {
			p.f1 = 2 * p.precision * p.recall / (p.precision + p.recall)
		}
		out = append(out, p)
	}
	return out
}

func (s *linkScore) best() (best linkPoint) {
	for _, p := range s.points() {
		if p.f1 > best.f1 {
			best = p
		}
	}
	return best
}

// recallAt returns how many of the links are found by a threshold of so high a precision.
func (s *linkScore) recallAt(precision float64) (recall float64) {
	for _, p := range s.points() {
		if p.precision >= precision {
			recall = max(recall, p.recall)
		}
	}
	return recall
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }
