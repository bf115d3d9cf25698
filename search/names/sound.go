package names

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

func dropCost(w string, i int) float32 {
	switch {
	case i > 0 && w[i] == w[i-1]:
		return costDouble
	case soft(w[i]):
		return costNoVowel
	}
	return costConsonant
}

// soundDistance is the weighted edit distance of two words of letters a-z.
func soundDistance(a, b string) float32 {
	if len(a) > maxLetters || len(b) > maxLetters {
		return maxLetters
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] && (len(a) == 1 || len(b) == 1 || a[1] == b[1]) {
		a, b = a[1:], b[1:]
	}
	var row [maxLetters + 1]float32
	for j := range len(b) {
		row[j+1] = row[j] + dropCost(b, j)
	}
	for i := range len(a) {
		diagonal := row[0]
		drop := dropCost(a, i)
		row[0] += drop
		for j := range len(b) {
			d := min(diagonal+swapCost(a[i], b[j]), row[j+1]+drop, row[j]+dropCost(b, j))
			diagonal, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}
