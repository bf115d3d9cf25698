package names

// Kind says in what way a word of one name answers to a word of another.
type Kind string

// The kinds of agreement, best first.
const (
	Same    Kind = "same"    // the same word, in any case
	Accents Kind = "accents" // the same but for marks, apostrophes or joined letters
	Joined  Kind = "joined"  // written apart in one name and together in the other
	Typo    Kind = "typo"    // one or two edits away
	Prefix  Kind = "prefix"  // the beginning of the other
	Initial Kind = "initial" // the first letter of the other
	Missing Kind = "missing" // a word of the first name that the second lacks
	Extra   Kind = "extra"   // a word of the second name that the first lacks
)

// Kinds returns every kind, best first.
func Kinds() []Kind {
	return []Kind{Same, Accents, Joined, Typo, Prefix, Initial, Missing, Extra}
}

// Part explains one word: A of the first name and B of the second, as written;
// one of them is empty when Kind is Missing or Extra.
type Part struct {
	Kind  Kind
	A, B  string
	Score float64 // 0 to 1
}

// Likeness is how far two names agree.
type Likeness struct {
	Score   float64 // 0 (nothing in common) to 1 (the same words)
	Parts   []Part  // the words of the first name in order, then the extra ones
	Ordered bool    // the words that agree stand in the same order
}

// What a word without a partner costs, as a share of its weight. A word that
// was asked for and is not there counts more than one that was not asked for.
const (
	costMissing = 0.75
	costExtra   = 0.50
)

// Similarity compares two names whatever the order of their words. Each word is
// matched with at most one of the other name so that the sum is best; words
// written together in one name and apart in the other are matched as one. Words
// count by length. Two empty names, or names that share no writing system, have
// nothing in common. At most ten words of a name are looked at.
func Similarity(a, b string) Likeness {
	x, y := split(a), split(b)
	x = joinWhereEqual(x, y)
	y = joinWhereEqual(y, x)
	l := Likeness{Ordered: true}
	if len(x) == 0 || len(y) == 0 {
		l.Parts = lonely(x, y)
		return l
	}
	partner := assign(x, y)
	var got, all float64
	taken := make([]bool, len(y))
	last := -1
	for i, w := range x {
		j := partner[i]
		if j < 0 {
			l.Parts = append(l.Parts, Part{Kind: Missing, A: w.raw})
			all += costMissing * w.weight()
			continue
		}
		score, kind := compare(w, y[j])
		l.Parts = append(l.Parts, Part{Kind: kind, A: w.raw, B: y[j].raw, Score: score})
		weight := pairWeight(w, y[j])
		got, all = got+score*weight, all+weight
		taken[j] = true
		l.Ordered = l.Ordered && j > last
		last = j
	}
	for j, w := range y {
		if !taken[j] {
			l.Parts = append(l.Parts, Part{Kind: Extra, B: w.raw})
			all += costExtra * w.weight()
		}
	}
	l.Score = got / all
	return l
}

func pairWeight(a, b word) float64 { return (a.weight() + b.weight()) / 2 }

func lonely(x, y []word) []Part {
	var parts []Part
	for _, w := range x {
		parts = append(parts, Part{Kind: Missing, A: w.raw})
	}
	for _, w := range y {
		parts = append(parts, Part{Kind: Extra, B: w.raw})
	}
	return parts
}
