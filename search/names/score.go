package names

import (
	"math/bits"
	"unicode/utf8"
)

// Query is a name that many others are compared with. It is not safe for
// concurrent use: it keeps memory for the comparison.
type Query struct {
	weights
	name   *Name
	forms  []askedForm
	un     unpacker
	cands  []form
	family int  // words of the family name, of those that are compared now
	search bool // a name is looked for; otherwise two records are compared
	gain   [maxWords][maxWords]float64
	begun  [maxWords][maxWords]bool // the word asked for is the beginning of the other
}

type askedForm struct {
	words []asked
	pairs []asked // each two words side by side, see pairsOf
	whole asked
}

// Ask makes a query of a name.
func Ask(n *Name) *Query {
	return askWith(n, fitted())
}

func askWith(n *Name, by weights) *Query {
	q := &Query{name: n, weights: by, family: n.family}
	for _, f := range n.forms {
		var a askedForm
		for _, w := range f.words {
			word := ask(w, &q.weights)
			word.know()
			a.words = append(a.words, word)
		}
		if a.whole = a.words[0]; len(f.words) > 1 {
			a.whole = ask(f.whole, &q.weights)
			a.pairs = pairsOf(f.words, &q.weights)
		}
		q.forms = append(q.forms, a)
	}
	return q
}

// Score compares with packed names of one person and returns the best score, and
// how much of what was asked for is in that name, whatever else it has; both from
// 0 to 1.
func (q *Query) Score(packed string) (score, cover float64) {
	q.search = true
	q.un.reset(packed)
	q.cands = q.cands[:0]
	for q.un.more() {
		q.cands = q.un.name(q.cands)
	}
	return q.best(q.cands)
}

// best compares with the forms of names and returns what Score does.
func (q *Query) best(forms []form) (score, cover float64) {
	for i := range q.forms {
		for j := range forms {
			if s, c := q.pair(i, &forms[j]); s > score {
				score, cover = s, c
			}
		}
	}
	return score, cover
}

// enough is the score by words from which the names need not be compared written
// together.
const enough = 0.95

func (q *Query) score(a *askedForm, b *form) (score, cover float64) {
	o := q.byWords(a.words, b.words)
	if q.search && o.score < enough && len(a.words) != len(b.words) {
		if p := q.byPairs(a, b.words); p.score > o.score {
			o = p
		}
	}
	if o.score < enough && q.mayJoin(a, b, o.score) {
		f := q.whole
		if a.whole.word.read || b.words[0].read {
			f *= q.readWhole
		}
		if w := f * q.byWhole(a, b); w > o.score {
			return w - q.abroad(a, b, &o), max(w, o.cover)
		}
	}
	return q.placed(&o) - q.abroad(a, b, &o), o.cover
}

// placed is the score by words with what their places add.
func (q *Query) placed(o *outcome) float64 {
	order, lead, last := q.order, q.lead, 0.0
	if q.search {
		order, lead, last = q.asked.order, q.asked.lead, q.asked.last
	}
	s, most := o.score, 1+order+lead+last
	if o.ordered {
		s += order
	}
	if o.leads {
		s += lead
	}
	if o.ends {
		s += last
	}
	return s / most
}

// abroad is what names in two scripts lose: there are many names in any script that
// sound a little like the one asked for.
func (q *Query) abroad(a *askedForm, b *form, o *outcome) (less float64) {
	x, y := &a.words[0].word, &b.words[0]
	if !q.search || x.sys == y.sys {
		return 0
	}
	if o.score > 0 && !o.ordered {
		less += q.asked.turned
	}
	if x.read || y.read || x.sys != latin && y.sys != latin {
		less += q.asked.third
	}
	return less
}

// mayJoin reports whether written together the names can agree better than word
// by word.
func (q *Query) mayJoin(a *askedForm, b *form, words float64) bool {
	return len(a.words) != len(b.words) || words < 0.6 && a.whole.sys == b.words[0].sys
}

// outcome is what came of comparing two names word by word.
type outcome struct {
	score, cover float64
	ordered      bool // the words that agree stand in the same order
	leads, ends  bool // the first words agree; see ends
}

// byWords matches each word with at most one of the other name.
func (q *Query) byWords(x []asked, y []word) (o outcome) {
	if len(x) > maxWords || len(y) > maxWords {
		return o
	}
	for i := range x {
		for j := range y {
			var kind Kind
			q.gain[i][j], kind = x[i].compare(&y[j])
			q.begun[i][j] = kind == Prefix && x[i].n < y[j].n
		}
	}
	partner := q.assign(x, y)
	var got, asked, covered float64
	taken, last := 0, -1
	o.ordered = true
	spelled, complete := false, true
	for i := range x {
		j := partner[i]
		if j < 0 {
			asked += q.missing * q.say(i) * x[i].weight()
			complete = complete && x[i].light
			continue
		}
		w := q.say(i) * (x[i].weight() + y[j].weight()) / 2
		got, asked = got+q.gain[i][j]*w, asked+w
		complete = complete && x[i].there(&y[j])
		if q.begun[i][j] {
			covered += max(q.gain[i][j], begunCover) * w
		} else {
			covered += q.gain[i][j] * w
		}
		taken |= 1 << j
		o.ordered = o.ordered && j > last
		last = j
		spelled = spelled || (x[i].n > 1 || x[i].sys.dense()) && (y[j].n > 1 || y[j].sys.dense())
	}
	if got == 0 {
		return outcome{}
	}
	extra := q.extra * q.notAsked(y, taken)
	if complete && q.search {
		extra *= q.complete
	}
	if !spelled {
		got, covered = got*onlyInitials, covered*onlyInitials
	}
	o.score, o.cover = got/(asked+extra), covered/asked
	o.leads, o.ends = partner[0] == 0, q.ends(len(x), partner)
	return o
}

// ends reports whether the last word of the family name, or of the name where that
// is not known, is there.
func (q *Query) ends(words int, partner [maxWords]int) bool {
	i := words - 1
	if f := q.family; f > 0 && f <= words {
		i = f - 1
	}
	return partner[i] >= 0 && q.gain[i][partner[i]] > there
}

// there is the score of a word that is there, but for accents, spaces or its script.
const there = 0.95

// say is how much more a word asked for counts: who writes a comma says which
// words are the family name.
func (q *Query) say(i int) float64 {
	if q.search && i < q.family {
		return q.asked.family
	}
	return 1
}

// notAsked is the weight of the words that are not taken.
func (q *Query) notAsked(y []word, taken int) (sum float64) {
	for j := range y {
		if taken>>j&1 == 0 {
			sum += q.superfluous(&y[j])
		}
	}
	return sum
}

// superfluous is the weight of a word that was not asked for.
func (q *Query) superfluous(w *word) float64 {
	if w.light {
		return w.weight()
	}
	return (1-q.flat)*w.weight() + q.flat*usualWeight
}

// usualWeight is the weight of a word of five letters.
const usualWeight = 7

// begunCover is how much of a word is there whose beginning was typed.
const begunCover = 0.75

// onlyInitials is what a name is worth of which nothing but initials agrees.
const onlyInitials = 0.4

// assign returns for each word of x its partner in y, -1 for none, so that the sum
// of scores times weights is best; exact up to four words, greedy beyond.
func (q *Query) assign(x []asked, y []word) (partner [maxWords]int) {
	for i := range partner {
		partner[i] = -1
	}
	if len(x) <= 4 && len(y) <= 5 {
		e := exact{q: q, x: x, y: y, best: -1}
		for i := range e.now {
			e.now[i] = -1
		}
		e.try(0, 0, 0)
		return e.partner
	}
	taken := 0
	for range min(len(x), len(y)) {
		bi, bj, best := -1, -1, 0.0
		for i := range x {
			if partner[i] >= 0 {
				continue
			}
			for j := range y {
				if taken>>j&1 == 0 && q.gain[i][j] > best {
					bi, bj, best = i, j, q.gain[i][j]
				}
			}
		}
		if bi < 0 {
			break
		}
		partner[bi] = bj
		taken |= 1 << bj
	}
	return partner
}

// exact tries every assignment.
type exact struct {
	q            *Query
	x            []asked
	y            []word
	now, partner [maxWords]int
	best         float64
}

func (e *exact) try(i, taken int, sum float64) {
	if i == len(e.x) {
		if sum > e.best {
			e.best, e.partner = sum, e.now
		}
		return
	}
	for j := range e.y {
		if g := e.q.gain[i][j]; g > 0 && taken>>j&1 == 0 {
			e.now[i] = j
			e.try(i+1, taken|1<<j, sum+g*(e.x[i].weight()+e.y[j].weight())/2+1e-6)
		}
	}
	e.now[i] = -1
	e.try(i+1, taken, sum)
}

// byWhole compares the names written together, which is how words joined, split
// or without spaces agree.
func (q *Query) byWhole(a *askedForm, b *form) float64 {
	x, y := &a.whole, b.words
	if len(a.words) == 1 && len(y) == 1 {
		return 0
	}
	sys := y[0].sys
	for i := range y {
		if y[i].sys != sys {
			return 0
		}
	}
	if sys == latin && x.sys == latin && (x.word.read || y[0].read) {
		return q.byReadings(&x.word, y)
	}
	if x.sys == sys {
		best := 0.0
		for turn := range min(len(y), turns) {
			s := joined(y, turn)
			most := max(utf8.RuneCountInString(s), x.n)
			best = max(best, 1-float64(x.letters.distance(s))/float64(most))
			if sys == latin && best > 0.4 && best < q.sound && plain(s) && plain(x.folded) {
				best = max(best, q.sound*soundLikeness([]string{x.folded}, []string{s}))
			}
		}
		if best <= q.floor {
			return 0
		}
		return bent(best, q.floor, q.bend)
	}
	var set uint32
	for i := range y {
		set |= y[i].set
	}
	if both := bits.OnesCount32(x.set & set); 2*both < max(bits.OnesCount32(x.set), bits.OnesCount32(set)) {
		return 0
	}
	whole := join(y)
	best, _ := x.compareScripts(&whole)
	if len(y) > 1 && best < turnBelow {
		whole = join(turned(y, 1))
		s, _ := x.compareScripts(&whole)
		best = max(best, s)
	}
	return best
}

// byReadings compares all readings of names of which one at least is a guess.
func (q *Query) byReadings(x *word, y []word) float64 {
	best := 0.0
	for turn := range min(len(y), 2) {
		whole := join(turned(y, turn))
		s := soundLikeness(x.latin, whole.latin)
		if s < 1 {
			s *= q.sound
		}
		best = max(best, s)
	}
	return bent(best, q.floor, q.bend)
}

// turnBelow is the score below which names written together are compared with
// the last word first as well.
const turnBelow = 0.8
