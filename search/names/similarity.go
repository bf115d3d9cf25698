package names

import "strings"

// Similarity compares two names, whatever their scripts and the order of their
// words. Each word is matched with at most one of the other name so that the sum
// is best; names that agree when written together agree as well. Words count by
// length. A name without letters has nothing in common with any. At most ten
// words of a name are looked at.
func Similarity(a, b string) Likeness { return Ask(New(a)).Likeness(New(b)) }

// Likeness compares with one name and says how every word was matched. Words that
// only the other name has count in full: who asks types half a name, but two
// records that have more or fewer words are less alike.
func (q *Query) Likeness(n *Name) Likeness {
	q.search = false
	if len(q.forms) == 0 || len(n.forms) == 0 {
		return Likeness{Ordered: true, Parts: alone(q, n)}
	}
	bestA, bestB, best, score := 0, 0, 0.0, 0.0
	for i := range q.forms {
		for j := range n.forms {
			s, _ := q.pair(i, &n.forms[j])
			score = max(score, s)
			if i+j > 0 {
				s -= asWritten
			}
			if s > best {
				bestA, bestB, best = i, j, s
			}
		}
	}
	l := q.parts(&q.forms[bestA], &n.forms[bestB])
	l.Score = score
	if bestA+bestB > 0 {
		// What agrees is a reading: the words that people wrote are what they know.
		kind := Script
		if q.name.forms[0].words[0].sys == n.forms[0].words[0].sys {
			kind = Sound
		}
		return Likeness{Score: score, Ordered: true, Parts: []Part{{kind, spoken(q.name.forms[0].words), spoken(n.forms[0].words), score}}}
	}
	return l
}

// asWritten is by how much a reading must be better to be the explanation.
const asWritten = 0.1

// pair scores one form of the query with a form of another name.
func (q *Query) pair(i int, b *form) (score, cover float64) {
	f := 1.0
	switch a := &q.forms[i].words[0].word; {
	case a.read && b.words[0].read:
		f = q.homophone
	case a.read || b.words[0].read:
		f = q.read
	}
	score, cover = q.score(&q.forms[i], b)
	return f * score, f * cover
}

// parts explains the words of two forms.
func (q *Query) parts(a *askedForm, b *form) Likeness {
	words := q.byWords(a.words, b.words)
	if whole := q.whole * q.byWhole(a, b); whole > words.score && words.score < enough && q.mayJoin(a, b, words.score) {
		kind := Joined
		if a.whole.sys != b.words[0].sys {
			kind = Script
		}
		return Likeness{Ordered: true, Parts: []Part{{kind, spoken(q.name.forms[0].words), spoken(b.words), whole}}}
	}
	l := Likeness{Ordered: words.ordered}
	partner := q.assign(a.words, b.words)
	taken := 0
	for i := range a.words {
		j := partner[i]
		if j < 0 {
			l.Parts = append(l.Parts, Part{Kind: Missing, A: a.words[i].raw})
			continue
		}
		taken |= 1 << j
		s, kind := a.words[i].compare(&b.words[j])
		l.Parts = append(l.Parts, Part{kind, a.words[i].raw, b.words[j].raw, s})
	}
	for j := range b.words {
		if taken>>j&1 == 0 {
			l.Parts = append(l.Parts, Part{Kind: Extra, B: b.words[j].raw})
		}
	}
	return l
}

func alone(q *Query, n *Name) []Part {
	var parts []Part
	for _, f := range q.name.forms[:min(len(q.name.forms), 1)] {
		for _, w := range f.words {
			parts = append(parts, Part{Kind: Missing, A: w.raw})
		}
	}
	for _, f := range n.forms[:min(len(n.forms), 1)] {
		for _, w := range f.words {
			parts = append(parts, Part{Kind: Extra, B: w.raw})
		}
	}
	return parts
}

// spoken puts words together as they were written, with spaces.
func spoken(ws []word) string {
	var all []string
	for i := range ws {
		all = append(all, ws[i].raw)
	}
	return strings.Join(all, " ")
}

// Len returns the number of letters (runes) of a word.
func Len(word string) int { return len([]rune(word)) }
