package nick

import (
	"cmp"
	"slices"
)

// Relation says how two given names belong together. A larger one is closer.
type Relation uint8

// The relations, from none to the closest.
const (
	None      Relation = iota
	Cognate            // one name in different languages: John, Jean, Juan, Ivan
	Namesake           // both are short or pet forms of one name: Bill, Liam
	ShortForm          // one is a short or pet form of the other
	Spelling           // one name spelled or romanised in different ways: Catherine, Katherine
)

func (r Relation) String() string {
	return [...]string{"none", "cognate", "namesake", "short form", "spelling"}[r]
}

// most is how many words Variants and Cognates answer with: what a query can be
// expanded with before it becomes slow.
const most = 24

// aside is how many places later what a word is short for comes than what is
// short for it: Mary is Molly more often than she is Marian.
const aside = 6

// Related returns the closest relation between two different folded words, and
// None between a word and itself. The order of the words does not matter. Full
// names that share a line of short forms count as spellings, so Yosef and Joseph
// do. It does not allocate for words in ASCII.
func Related(a, b string) Relation {
	a, b = key(a), key(b)
	if a == b {
		return None
	}
	t := tables()
	la, lb := t.of[a], t.of[b]
	best := None
	for len(la) > 0 && len(lb) > 0 { // both are sorted
		switch c := cmp.Compare(la[0], lb[0]); {
		case c < 0:
			la = la[1:]
		case c > 0:
			lb = lb[1:]
		default:
			best = max(best, t.relation(&t.lines[la[0]], a, b))
			la, lb = la[1:], lb[1:]
		}
	}
	return best
}

// Variants returns the other spellings of a word, what it is short for and what
// is short for it, and the other short forms of the same name: at most 24, in
// the script of the word first, then by frequency.
func Variants(word string) []string { return tables().others(word, ShortForm) }

// Cognates returns the forms of a name in other languages, at most 24, in the
// script of the word first.
func Cognates(word string) []string { return tables().others(word, Cognate) }

// others returns what shares a line with a word: cognates alone, or everything
// that is closer.
func (t *table) others(word string, want Relation) []string {
	word = key(word)
	type hit struct {
		word   string
		abroad int // 1 in another script
		rank   int
	}
	var hits []hit
	for _, n := range t.of[word] {
		l := &t.lines[n]
		if (l.kind == Cognate) != (want == Cognate) {
			continue
		}
		own := l.rank(slices.Index(l.words, word))
		if !l.isHead(word) {
			own += aside
		}
		for i, w := range l.words {
			if w == word || t.relation(l, word, w) == None {
				continue
			}
			// Bill is the first thing that William is called and not that of Willis.
			h := hit{word: w, rank: own + l.rank(i)}
			if script(w) != script(word) {
				h.abroad = 1
			}
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.abroad, b.abroad), cmp.Compare(a.rank, b.rank))
	})
	var out []string
	for _, h := range hits {
		if len(out) == most {
			break
		}
		if !slices.Contains(out, h.word) {
			out = append(out, h.word)
		}
	}
	return out
}
