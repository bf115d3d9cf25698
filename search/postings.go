package search

import (
	"errors"

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
	kept     *kept
	close    func() error
}

// piece is one segment of a view.
type piece struct {
	snap    *scorch.SegmentSnapshot
	number  uint32 // for kept
	first   int    // number of its first document
	size    int
	deleted *roaring.Bitmap // nil where none is
	dicts   map[string]segment.TermDictionary
}

// errReader means that Bleve changed under us.
var errReader = errors.New("the index is not of the kind that Retrouve makes")

// snapshot returns an index as it stands, which must be closed.
func snapshot(idx bleve.Index) (*scorch.IndexSnapshot, error) {
	adv, err := idx.Advanced()
	if err != nil {
		return nil, err
	}
	r, err := adv.Reader()
	if err != nil {
		return nil, err
	}
	snap, ok := r.(*scorch.IndexSnapshot)
	switch {
	case !ok:
		return nil, errors.Join(errReader, r.Close())
	case snap == nil:
		return nil, bleve.ErrorIndexClosed
	}
	return snap, nil
}

// openView opens a view, which must be closed. It keeps what it reads, and takes what
// was kept before.
func openView(idx bleve.Index, k *kept) (*view, error) {
	var snap *scorch.IndexSnapshot
	var all numbers
	var err error
	if k != nil {
		snap, all, err = k.snapshot(idx)
	} else {
		snap, err = snapshot(idx)
	}
	if err != nil {
		return nil, err
	}
	v := &view{kept: k, close: snap.Close}
	for _, s := range snap.Segments() {
		p := piece{snap: s, number: all[s.Id()].number, first: v.docs, size: int(s.FullSize()), dicts: map[string]segment.TermDictionary{}}
		if d := s.Deleted(); d != nil && !d.IsEmpty() {
			p.deleted = d
		}
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

// stored returns what is stored of a document.
func (v *view) stored(doc int) (*saved, error) {
	p, n := v.at(doc)
	key := docKey{p.number, uint32(n)}
	if s := v.kept.records.get(key); s != nil {
		return s, nil
	}
	k := &keptRecord{of: key}
	err := p.snap.VisitDocument(n, func(field string, _ byte, value []byte, _ []uint64) bool {
		k.set(field, string(value))
		return true
	})
	if err == nil {
		v.kept.putRecord(k)
	}
	return &k.saved, err
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
func (v *view) term(p *piece, field, term string) (*roaring.Bitmap, error) {
	key := termKey{p.number, field, term}
	all, ok := v.kept.postings.get(key)
	if !ok {
		d, err := p.dict(field)
		if err != nil {
			return nil, err
		}
		list, err := d.PostingsList([]byte(term), nil, nil)
		if err != nil || list == nil {
			return nil, err
		}
		if all, err = bitmap(list); all == nil || err != nil {
			return nil, err
		}
		if all.GetCardinality() >= worthKeeping {
			all = all.Clone() // what is not sealed lies in a file that may be closed
			all.CloneCopyOnWriteContainers()
			v.kept.putPostings(key, all)
		}
	}
	if p.deleted != nil {
		return roaring.AndNot(all, p.deleted), nil
	}
	return all, nil
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
	found := make([]*roaring.Bitmap, 0, 4)
	for i := range v.segments {
		found = found[:0]
		for _, f := range fields {
			for _, t := range terms {
				b, err := v.term(&v.segments[i], f, t)
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
			b, err := v.term(&v.segments[i], field, e.Term)
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
