package names

import "slices"

// Words that one writes together and another apart, with other words beside them:
// Minjun Cho and Min Jun Jo. Where all words of a name are written together, see
// Query.byWhole.

// mostJoined bounds the words of names in which two are joined: with more, each
// pair would be tried for many names.
const mostJoined = 5

// pairsOf returns each two words that stand side by side as one.
func pairsOf(ws []word, by *weights) (pairs []asked) {
	if len(ws) < 3 || len(ws) > mostJoined || ws[0].sys.dense() || ws[0].read {
		return nil
	}
	for i := range len(ws) - 1 {
		pairs = append(pairs, ask(join(ws[i:i+2]), by))
	}
	return pairs
}

// familyJoined returns how many words the family name has when the words at i and
// after it are one; negative where the comma stands between them.
func (n *Name) familyJoined(i int) int {
	switch {
	case i+1 == n.family:
		return -1
	case i+1 < n.family:
		return n.family - 1
	}
	return n.family
}

// byPairs compares word by word with two words of the longer name taken as one,
// where that one is in the other name.
func (q *Query) byPairs(a *askedForm, y []word) (best outcome) {
	x := a.words
	if len(x) > len(y) {
		defer func() { q.family = q.name.family }()
		for i := range a.pairs {
			if q.family = q.name.familyJoined(i); q.family < 0 {
				continue
			}
			if slices.ContainsFunc(y, func(w word) bool { return a.pairs[i].near(w.sys, w.folded, w.n) }) {
				if o := q.byWords(slices.Replace(slices.Clone(x), i, i+2, a.pairs[i]), y); o.score > best.score {
					best = o
				}
			}
		}
		return best
	}
	if len(y) > mostJoined || y[0].sys.dense() || y[0].read {
		return best
	}
	for j := range len(y) - 1 {
		for i := range x {
			if !x[i].mayBe(&y[j], &y[j+1]) {
				continue
			}
			if o := q.byWords(x, slices.Replace(slices.Clone(y), j, j+2, join(y[j:j+2]))); o.score > best.score {
				best = o
			}
			break
		}
	}
	return best
}

// mayBe reports whether two words are like the one asked for.
func (a *asked) mayBe(first, second *word) bool {
	n := first.n + second.n
	return first.n > 0 && first.sys == second.sys && a.sizeOf(n) && a.folded[0] == first.folded[0] && a.near(first.sys, first.folded+second.folded, n)
}

// sizeOf reports whether n letters are about as many as the word has, and enough.
func (a *asked) sizeOf(n int) bool {
	const least, most = 5, 2
	return n >= least && a.n <= n+most && n <= a.n+most
}

// near reports whether three letters of four agree, the first one among them.
func (a *asked) near(sys system, folded string, n int) bool {
	return sys == a.sys && a.sizeOf(n) && a.folded[0] == folded[0] && 4*a.letters.distance(folded) <= n
}
