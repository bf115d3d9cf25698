package names

import (
	"math/bits"
	"sync"
)

// Costs of telling two Latin words apart by their sound, a letter that is another
// sound altogether costing one. From the confusions of the prototype of the
// evaluation and fitted on the even half of its queries.
const (
	costVowel     = 0.30 // a vowel, h, w or y for another
	costClass     = 0.40 // a consonant for one of its class
	costNoVowel   = 0.35 // a vowel, h, w or y that is not there
	costConsonant = 0.85 // a consonant that is not there
	costDouble    = 0.10 // a letter doubled
)

// soundClass has the class of each letter: 0 for those that come and go.
var soundClass = [26]byte{'b' - 'a': 'B', 'p' - 'a': 'B', 'f' - 'a': 'B', 'v' - 'a': 'B', 'd' - 'a': 'T', 't' - 'a': 'T',
	'g' - 'a': 'K', 'k' - 'a': 'K', 'q' - 'a': 'K', 'c' - 'a': 'K', 'x' - 'a': 'K', 's' - 'a': 'S', 'z' - 'a': 'S', 'j' - 'a': 'S',
	'l' - 'a': 'L', 'r' - 'a': 'L', 'n' - 'a': 'N', 'm' - 'a': 'N'}

func soft(c byte) bool { return soundClass[c-'a'] == 0 }

// swapCost is the cost of one letter for another.
func swapCost(a, b byte) float32 {
	switch x, y := soundClass[a-'a'], soundClass[b-'a']; {
	case a == b:
		return 0
	case x == 0 && y == 0:
		return costVowel
	case x == y, a == 'c' && y == 'S', b == 'c' && x == 'S', a == 'j' && y == 0, b == 'j' && x == 0, a == 'w' && y == 'B', b == 'w' && x == 'B':
		return costClass
	}
	return 1
}

// Costs in hundredths, by letter.
type soundTable struct {
	swap   [26][26]int16
	drop   [26]int16
	double int16
}

var sounds = sync.OnceValue(func() *soundTable {
	t := &soundTable{double: 100 * costDouble}
	for a := range byte(26) {
		for b := range byte(26) {
			t.swap[a][b] = int16(100 * swapCost('a'+a, 'a'+b))
		}
		if t.drop[a] = 100 * costConsonant; soft('a' + a) {
			t.drop[a] = 100 * costNoVowel
		}
	}
	return t
})

// soundDistance is the weighted edit distance of two words of letters a-z.
func soundDistance(a, b string) float32 {
	if len(a) > maxLetters || len(b) > maxLetters {
		return maxLetters
	}
	t := sounds()
	for len(a) > 1 && len(b) > 1 && a[0] == b[0] && a[1] == b[1] {
		a, b = a[1:], b[1:]
	}
	var row, drops [maxLetters + 1]int16
	for j := range len(b) {
		d := t.drop[b[j]-'a']
		if j > 0 && b[j] == b[j-1] {
			d = t.double
		}
		drops[j] = d
		row[j+1] = row[j] + d
	}
	for i := range len(a) {
		drop := t.drop[a[i]-'a']
		if i > 0 && a[i] == a[i-1] {
			drop = t.double
		}
		swap := &t.swap[a[i]-'a']
		diagonal, left := row[0], row[0]+drop
		row[0] = left
		for j := range len(b) {
			up := row[j+1]
			left = min(diagonal+swap[b[j]-'a'], up+drop, left+drops[j])
			diagonal, row[j+1] = up, left
		}
	}
	return float32(row[len(b)]) / 100
}

// letterSet has a bit for each letter a-z of a word.
func letterSet(w string) (s uint32) {
	for i := range len(w) {
		s |= 1 << (w[i] - 'a')
	}
	return s
}

// mayAgree reports whether two readings have enough letters in common for a closer
// look, by their letter sets.
func mayAgree(a, b uint32) bool {
	most := max(bits.OnesCount32(a), bits.OnesCount32(b))
	return 4*bits.OnesCount32(a&b) >= most
}
