package search

import (
	"math"
	"sync"

	"github.com/retrouve/retrouve/search/names"
)

// tally adds up weights by document number, in parts of 1/weightUnit so that a
// number takes two bytes: at a million notices a tally is two megabytes.
type tally struct {
	v       *view
	score   []uint16
	unit    float32 // of the scores
	touched bool
	buf     []uint32
	top     top
}

// weightUnit is how finely weights are told apart. The sum of fineTerms of the
// largest still fits; with more terms the unit is coarser.
const (
	weightUnit = 24
	fineTerms  = 150
)

// addKeys adds the documents that have the keys of a name in one of the fields.
func (t *tally) addKeys(fields []string, keys []names.Key) error {
	t.unit = weightUnit * min(1, fineTerms/float32(max(len(keys), 1)))
	for _, k := range keys {
		s, err := t.v.any(fields, k.Term)
		if err != nil {
			return err
		}
		t.add(s, k.Weight)
	}
	return nil
}

// addTerms adds the documents that have each of some terms in one of the fields.
func (t *tally) addTerms(weight float32, fields, terms []string) error {
	for _, term := range terms {
		if err := t.addAny(weight, fields, term); err != nil {
			return err
		}
	}
	return nil
}

// addAny adds the documents that have any of some terms.
func (t *tally) addAny(weight float32, fields []string, terms ...string) error {
	s, err := t.v.any(fields, terms...)
	if err == nil {
		t.add(s, weight)
	}
	return err
}

// tallies are used again and again.
type tallies struct{ pool sync.Pool }

func (t *tallies) get(v *view) *tally {
	x, ok := t.pool.Get().(*tally)
	if !ok {
		x = &tally{buf: make([]uint32, 512)}
	}
	x.v, x.unit = v, weightUnit
	if cap(x.score) < v.docs {
		x.score = make([]uint16, v.docs+v.docs/8)
	}
	x.score = x.score[:v.docs]
	return x
}

func (t *tallies) put(x *tally) {
	if x.touched {
		clear(x.score)
	}
	x.v, x.touched = nil, false
	t.pool.Put(x)
}

// add adds a weight, times how rare the set is, to each of its documents: the
// inverse document frequency of Spärck Jones (Journal of Documentation 28, 1972).
func (t *tally) add(s set, weight float32) {
	n := s.count()
	if n == 0 {
		return
	}
	t.touched = true
	w := uint16(t.unit*weight*float32(math.Log(float64(t.v.docs+1)/float64(n)))) + 1
	for i, b := range s {
		if b == nil {
			continue
		}
		score := t.score[t.v.segments[i].first:]
		it := b.ManyIterator()
		for n := it.NextMany(t.buf); n > 0; n = it.NextMany(t.buf) {
			for _, d := range t.buf[:n] {
				score[d] += w
			}
		}
	}
}

// best returns the n best documents, as ranking.first does.
func (t *tally) best(n int) []int { return t.ranked().first(n) }

// ranking is documents with their scores, best first; ties are in the order of
// their numbers.
type ranking []rankedDoc

// first returns the n best documents, best first, and more of them where they are
// nearly as good as the first: people of one name.
func (r ranking) first(n int) []int {
	for n < len(r) && float64(r[n].score()) >= alike*float64(r[0].score()) {
		n++
	}
	docs := make([]int, min(n, len(r)))
	for i := range docs {
		docs[i] = r[i].doc()
	}
	return docs
}

// ranked returns the MaxResults best documents. They are good until the tally is
// put back.
func (t *tally) ranked() ranking {
	if !t.touched {
		return nil
	}
	return t.top.of(t.score, MaxResults)
}

// alike is the share of the best score from which others are nearly as good.
const alike = 0.85

// restrict forgets what is not within a set.
func (t *tally) restrict(within set) {
	if within == nil {
		return
	}
	for i := range t.v.segments {
		p := &t.v.segments[i]
		score := t.score[p.first : p.first+p.size]
		if within[i] == nil {
			clear(score)
			continue
		}
		if within[i].GetCardinality() == uint64(p.size) {
			continue
		}
		dense := within[i].ToDense()
		for w := range (p.size + 63) / 64 {
			bits := uint64(0)
			if w < len(dense) {
				bits = dense[w]
			}
			if bits == ^uint64(0) {
				continue
			}
			for b := range min(64, p.size-64*w) {
				if bits>>b&1 == 0 {
					score[64*w+b] = 0
				}
			}
		}
	}
}
