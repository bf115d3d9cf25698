package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
)

// The readings of single characters are learned from the whole names: each name
// is cut in all ways that give every character one to maxMorae morae, and
// expectation maximisation finds the cuts that explain the dictionary best
// (Dempster, Laird and Rubin 1977; joint-sequence alignment as for letters and
// phonemes). A character is looked at by its place, because 美 begins names as
// mi or yoshi and ends them as mi.
const (
	rounds   = 12
	maxMorae = 4
	minCount = 0.5  // seen less: chance
	minShare = 0.02 // rarer than that: nobody's first guess
	perPlace = 6
	perE     = 7 // cost units to the factor e, as in the dictionary
)

// seat is a character at a place: 'a' begins a family name, 'b' goes on, 'c' and
// 'd' the same of given names.
type seat struct {
	char  rune
	place byte
}

type table map[seat]map[string]float64

func (t table) add(s seat, kana string, n float64) {
	if t[s] == nil {
		t[s] = map[string]float64{}
	}
	t[s][kana] += n
}

func seats(key string, kind byte) []seat {
	place := byte('a')
	if kind == 'G' {
		place = 'c'
	}
	var out []seat
	for i, r := range []rune(key) {
		if i == 1 {
			place++
		}
		out = append(out, seat{r, place})
	}
	return out
}

// align returns how often each character at each place is read how.
func align(words []word) table {
	var prob table
	for range rounds {
		counts := table{}
		for _, w := range words {
			for _, r := range w.readings {
				count(counts, prob, seats(w.key, r.kind), morae(r.kana))
			}
		}
		prob = counts.shares()
	}
	counts := table{}
	for _, w := range words {
		for _, r := range w.readings {
			count(counts, prob, seats(w.key, r.kind), morae(r.kana))
		}
	}
	return counts
}

// morae cuts kana into units that no character's reading ends within: small
// kana, the long mark and the doubling mark belong to what precedes them.
func morae(kana string) []string {
	var out []string
	for _, r := range kana {
		if strings.ContainsRune("ァィゥェォャュョヮーッ", r) && len(out) > 0 {
			out[len(out)-1] += string(r)
			continue
		}
		out = append(out, string(r))
	}
	return out
}

// count adds one name, split over all its cuts by how likely they are now
// (forward-backward over characters and morae). Without prob all are alike.
func count(counts, prob table, chars []seat, m []string) {
	forward := lattice(chars, m, prob)
	total := forward[len(chars)][len(m)]
	if total == 0 {
		return
	}
	back := make([]float64, len(m)+1)
	back[len(m)] = 1
	for i := len(chars); i > 0; i-- {
		prev := make([]float64, len(m)+1)
		for to := range back {
			for n := 1; n <= maxMorae && n <= to; n++ {
				kana := strings.Join(m[to-n:to], "")
				p := likely(prob, chars[i-1], kana, len(chars))
				if n := forward[i-1][to-n] * p * back[to] / total; n > 0 {
					counts.add(chars[i-1], kana, n)
				}
				prev[to-n] += p * back[to]
			}
		}
		back = prev
	}
}

func lattice(chars []seat, m []string, prob table) [][]float64 {
	forward := make([][]float64, len(chars)+1)
	for i := range forward {
		forward[i] = make([]float64, len(m)+1)
	}
	forward[0][0] = 1
	for i, c := range chars {
		for from, p := range forward[i] {
			for n := 1; p > 0 && n <= maxMorae && from+n <= len(m); n++ {
				forward[i+1][from+n] += p * likely(prob, c, strings.Join(m[from:from+n], ""), len(chars))
			}
		}
	}
	return forward
}

func likely(prob table, c seat, kana string, chars int) float64 {
	switch {
	case unicode.In(c.char, unicode.Katakana): // kana in a name read themselves
		return 1
	case strings.HasSuffix(kana, "ッ") && chars > 1: // a doubling depends on what follows
		return 1e-9
	case prob == nil:
		return 1
	}
	return prob[c][kana]
}

func (t table) shares() table {
	out := table{}
	for s, readings := range t {
		sum := 0.0
		for _, kana := range slices.Sorted(maps.Keys(readings)) {
			sum += readings[kana]
		}
		for kana, n := range readings {
			out.add(s, kana, n/sum)
		}
	}
	return out
}

// kanjiText writes a line a character: it, tab, readings as place, cost, kana.
func kanjiText(t table) []byte {
	lines := map[rune]string{}
	order := slices.SortedFunc(maps.Keys(t), func(a, b seat) int {
		if a.char != b.char {
			return int(a.char - b.char)
		}
		return int(a.place) - int(b.place)
	})
	for _, s := range order {
		if unicode.Is(unicode.Han, s.char) {
			lines[s.char] += best(s, t[s])
		}
	}
	var b strings.Builder
	for _, char := range slices.Sorted(maps.Keys(lines)) {
		if lines[char] != "" {
			fmt.Fprintf(&b, "%c\t%s\n", char, strings.TrimSpace(lines[char]))
		}
	}
	return []byte(b.String())
}

func best(s seat, readings map[string]float64) string {
	sum := 0.0
	for _, kana := range slices.Sorted(maps.Keys(readings)) {
		sum += readings[kana]
	}
	order := slices.SortedFunc(maps.Keys(readings), func(a, b string) int {
		if d := readings[b] - readings[a]; math.Abs(d) > 1e-6 {
			return int(math.Copysign(1, d))
		}
		return strings.Compare(a, b)
	})
	out, kept := "", 0
	for _, kana := range order {
		share := readings[kana] / sum
		if kept == perPlace || share < minShare || readings[kana] < minCount || strings.HasSuffix(kana, "ッ") {
			continue
		}
		kept++
		out += fmt.Sprintf(" %c%d%s", s.place, int(math.Round(-math.Log(share)*perE)), kana)
	}
	return out
}
