package search

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"

	"github.com/retrouve/retrouve/search/names"
)

// view reads the postings of one Bleve index as they stood at one moment. Bleve's
// own searchers score document by document and cost thirty times what the
// postings cost; here weights are added up in an array by document number.
type view struct {
	segments []piece
	docs     int // numbers given, deleted ones included
	close    func() error
}

// piece is one segment of a view.
type piece struct {
	snap    *scorch.SegmentSnapshot
	first   int // number of its first document
	size    int
	deleted *roaring.Bitmap
	dicts   map[string]segment.TermDictionary
}

// errReader means that Bleve changed under us.
var errReader = errors.New("the index is not of the kind that Retrouve makes")

// openView must be closed.
func openView(idx bleve.Index) (*view, error) {
	adv, err := idx.Advanced()
	if err != nil {
		return nil, err
	}
	r, err := adv.Reader()
	if err != nil {
		return nil, err
	}
	snap, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(errReader, r.Close())
	}
	v := &view{close: r.Close}
	for _, s := range snap.Segments() {
		p := piece{snap: s, first: v.docs, size: int(s.FullSize()), deleted: s.Deleted(), dicts: map[string]segment.TermDictionary{}}
		v.segments = append(v.segments, p)
		v.docs += p.size
	}
	return v, nil
}

// live is how many documents there are, deleted ones left out.
func (v *view) live() int {
	n := v.docs
	for i := range v.segments {
		if d := v.segments[i].deleted; d != nil {
			n -= int(d.GetCardinality())
		}
	}
	return n
}

// at returns the segment and its own number of a document.
func (v *view) at(doc int) (*piece, uint64) {
	lo, hi := 0, len(v.segments)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; v.segments[mid].first <= doc {
			lo = mid
		} else {
			hi = mid
		}
	}
	p := &v.segments[lo]
	return p, uint64(doc - p.first)
}

// stored calls f with each stored field of a document, "_id" first, until it
// answers false. The bytes are good during the call only.
func (v *view) stored(doc int, f func(field string, value []byte) bool) error {
	p, n := v.at(doc)
	return p.snap.VisitDocument(n, func(field string, _ byte, value []byte, _ []uint64) bool { return f(field, value) })
}

// dict returns the dictionary of a field, which is opened once.
func (p *piece) dict(field string) (segment.TermDictionary, error) {
	if d, ok := p.dicts[field]; ok {
		return d, nil
	}
	d, err := p.snap.Segment().Dictionary(field)
	if err == nil {
		p.dicts[field] = d
	}
	return d, err
}

// term returns the documents of a segment that have a term, nil for none. The
// bitmap must not be changed.
func (p *piece) term(field, term string) (*roaring.Bitmap, error) {
	d, err := p.dict(field)
	if err != nil {
		return nil, err
	}
	list, err := d.PostingsList([]byte(term), p.deleted, nil)
	if err != nil || list == nil {
		return nil, err
	}
	return bitmap(list)
}

// bitmap takes the bitmap that a list of postings is made of.
func bitmap(list segment.PostingsList) (*roaring.Bitmap, error) {
	it, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, nil // Bleve's empty list
	}
	if b := it.ActualBitmap(); b != nil {
		return b, nil
	}
	if doc, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	return nil, nil
}

// set is a set of documents, a bitmap for each segment; nil stands for none.
type set []*roaring.Bitmap

// any returns the documents that have one of the terms in one of the fields.
func (v *view) any(fields []string, terms ...string) (set, error) {
	out := make(set, len(v.segments))
	for i := range v.segments {
		var found []*roaring.Bitmap
		for _, f := range fields {
			for _, t := range terms {
				b, err := v.segments[i].term(f, t)
				if err != nil {
					return nil, err
				}
				if b != nil && !b.IsEmpty() {
					found = append(found, b)
				}
			}
		}
		switch len(found) {
		case 0:
		case 1:
			out[i] = found[0]
		default:
			out[i] = roaring.FastOr(found...)
		}
	}
	return out, nil
}

// between returns the documents that have a term from lo to hi, both included.
func (v *view) between(field, lo, hi string) (set, error) {
	out := make(set, len(v.segments))
	for i := range v.segments {
		d, err := v.segments[i].dict(field)
		if err != nil {
			return nil, err
		}
		it := d.AutomatonIterator(nil, []byte(lo), append([]byte(hi), 0))
		for e, err := it.Next(); e != nil || err != nil; e, err = it.Next() {
			if err != nil {
				return nil, err
			}
			b, err := v.segments[i].term(field, e.Term)
			if err != nil {
				return nil, err
			}
			if b == nil {
				continue
			}
			if out[i] == nil {
				out[i] = roaring.New()
			}
			out[i].Or(b)
		}
	}
	return out, nil
}

func (s set) count() (n int) {
	for _, b := range s {
		if b != nil {
			n += int(b.GetCardinality())
		}
	}
	return n
}

// countIn counts what is in both; everything is in a nil set.
func (s set) countIn(o set) (n int) {
	if o == nil {
		return s.count()
	}
	for i := range s {
		if s[i] != nil && o[i] != nil {
			n += int(s[i].AndCardinality(o[i]))
		}
	}
	return n
}

// and returns what is in both; a nil set stands for everything.
func (s set) and(o set) set {
	switch {
	case s == nil:
		return o
	case o == nil:
		return s
	}
	out := make(set, len(s))
	for i := range s {
		if s[i] != nil && o[i] != nil {
			out[i] = roaring.And(s[i], o[i])
		}
	}
	return out
}

func (s set) or(o set) set {
	out := make(set, len(s))
	for i := range s {
		switch {
		case s[i] == nil:
			out[i] = o[i]
		case o[i] == nil:
			out[i] = s[i]
		default:
			out[i] = roaring.Or(s[i], o[i])
		}
	}
	return out
}

// has reports whether a document is in the set; everything is in a nil set.
func (s set) has(v *view, doc int) bool {
	if s == nil {
		return true
	}
	for i := range v.segments {
		if p := &v.segments[i]; doc < p.first+p.size {
			return s[i] != nil && s[i].Contains(uint32(doc-p.first))
		}
	}
	return false
}

// tally adds up weights by document number, in parts of 1/weightUnit so that a
// number takes two bytes: at a million notices a tally is two megabytes.
type tally struct {
	v       *view
	score   []uint16
	unit    float32 // of the scores
	touched bool
	buf     []uint32
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

// tallied is a document with what was added up for it.
type tallied struct {
	doc   int
	score uint16
}

// best returns the n best documents, best first, and more of them, up to
// MaxResults, where they are nearly as good as the first: people of one name. Ties
// are in the order of their numbers.
func (t *tally) best(n int) []int {
	if !t.touched {
		return nil
	}
	hist := t.histogram()
	hist[0] = 0
	most := len(hist) - 1
	for most > 0 && hist[most] == 0 {
		most--
	}
	cut, sum := most, 0
	for ; cut > 1; cut-- {
		if sum += int(hist[cut]); sum >= n && (sum >= MaxResults || float64(cut) < alike*float64(most)) {
			break
		}
	}
	least := uint16(max(cut, 0) << 5)
	out := make([]tallied, 0, min(sum, maxTies)+1)
	for d, s := range t.score {
		if s >= least && s > 0 {
			if out = append(out, tallied{d, s}); len(out) == maxTies {
				break
			}
		}
	}
	sortTallied(out)
	for n < min(len(out), MaxResults) && float64(out[n].score) >= alike*float64(out[0].score) {
		n++
	}
	docs := make([]int, min(n, len(out)))
	for i := range docs {
		docs[i] = out[i].doc
	}
	return docs
}

// histogram counts the documents by score, five bits less fine. Four counters take
// turns: with one, each step would wait for the one before.
func (t *tally) histogram() *[1 << 11]uint32 {
	var h [4][1 << 11]uint32
	s := t.score
	for ; len(s) >= 4; s = s[4:] {
		h[0][s[0]>>5]++
		h[1][s[1]>>5]++
		h[2][s[2]>>5]++
		h[3][s[3]>>5]++
	}
	for _, x := range s {
		h[0][x>>5]++
	}
	for i := range h[0] {
		h[0][i] += h[1][i] + h[2][i] + h[3][i]
	}
	return &h[0]
}

// alike is the share of the best score from which others are nearly as good.
const alike = 0.85

// maxTies bounds what is sorted where very many documents have one score.
const maxTies = 4096

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

// sortTallied sorts by score, then by number.
func sortTallied(list []tallied) {
	slices.SortFunc(list, func(a, b tallied) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
	})
}

// Bounds of a look at the dictionary of terms.
const (
	minFuzzy = 4   // letters from which a word is looked up with a mistake
	maxLike  = 200 // terms like a word
)

// like returns the terms of a field that begin with a word or are one edit away.
func (p *piece) like(field, word string) ([]string, error) {
	d, err := p.dict(field)
	if err != nil {
		return nil, err
	}
	var out []string
	collect := func(it segment.DictionaryIterator) error {
		for len(out) < maxLike {
			e, err := it.Next()
			if e == nil || err != nil {
				return err
			}
			out = append(out, e.Term)
		}
		return nil
	}
	if names.Len(word) > 1 {
		end := append([]byte(word), 0xff)
		if err := collect(d.AutomatonIterator(nil, []byte(word), end)); err != nil {
			return nil, err
		}
	}
	if names.Len(word) >= minFuzzy {
		b, err := levenshtein.NewLevenshteinAutomatonBuilder(1, true)
		if err != nil {
			return nil, err
		}
		a, err := b.BuildDfa(word, 1)
		if err != nil {
			return nil, err
		}
		if err := collect(d.AutomatonIterator(a, nil, nil)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
