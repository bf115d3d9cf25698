package search

import (
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/retrouve/retrouve/search/internal/segment"
)

// Bounds of what is kept in memory of the index: bytes of postings, and documents of
// some 200 bytes each.
const (
	keptPostings = 24 << 20
	keptRecords  = 1 << 17
	longestKept  = 400 // bytes that are stored of a document
	entryBytes   = 128 // that postings take beside what they say, roughly
)

// worthKeeping is how many documents a term must have for its postings to be kept:
// those of rare terms are as quickly read, and there are very many.
const worthKeeping = 32

// kept is what was read of the index before, unsealed and unpacked: on disk every
// part is sealed by itself, and queries ask for the same terms and people again and
// again. Segments never change, so nothing of it ever becomes wrong. It is forgotten
// when its segment goes; a record also when its document does, because whoever is
// erased must not stay in memory.
//
// A view that was opened before may still read what was forgotten. So whatever puts
// something in looks afterwards whether it may stay, and what says so is changed
// before anything is forgotten: one of the two sees it.
type kept struct {
	postings *aging[termKey, *roaring.Bitmap]
	records  records

	living   atomic.Pointer[map[uint32]*roaring.Bitmap] // the deleted documents of each segment there is, by its number
	dirty    atomic.Bool                                // something may be kept that is not living
	sweeping sync.Mutex

	mu     sync.Mutex
	owners map[bleve.Index]numbers // as the newest view of each has them
	last   uint32                  // number given; none is given twice
}

// numbers are the segments of an index by Bleve's id, which stays when a segment is
// written to disk. They never change.
type numbers map[uint64]numbered

type numbered struct {
	number  uint32
	deleted *roaring.Bitmap // nil where none is
}

type termKey struct {
	segment     uint32
	field, term string
}

type docKey struct{ segment, doc uint32 }

func newKept() *kept {
	k := &kept{
		postings: newAging[termKey](keptPostings, func(b *roaring.Bitmap) int { return int(b.GetSizeInBytes()) + entryBytes }),
		owners:   map[bleve.Index]numbers{},
	}
	k.publish()
	return k
}

// snapshot returns an index as it stands, which must be closed, and the numbers of
// its segments. What went since the last one is forgotten.
func (k *kept) snapshot(idx bleve.Index) (*scorch.IndexSnapshot, numbers, error) {
	snap, all, err := k.number(idx)
	if err == nil && k.dirty.Load() {
		k.sweep()
	}
	return snap, all, err
}

func (k *kept) number(idx bleve.Index) (*scorch.IndexSnapshot, numbers, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	snap, err := snapshot(idx) // under the lock, so that no older one comes after it
	if err != nil {
		return nil, nil, err
	}
	return snap, k.follow(idx, snap.Segments()), nil
}

// refresh forgets what went of an index. It is to be called when something did.
func (k *kept) refresh(idx bleve.Index) error {
	k.mu.Lock()
	_, known := k.owners[idx]
	k.mu.Unlock()
	if !known {
		return nil
	}
	snap, _, err := k.snapshot(idx)
	if err != nil {
		return err
	}
	k.sweep() // waits for another's
	return snap.Close()
}

// follow numbers the segments of an index and drops the numbers of those that went.
func (k *kept) follow(idx bleve.Index, segments []*scorch.SegmentSnapshot) numbers {
	before := k.owners[idx]
	after, same, gone := make(numbers, len(segments)), 0, len(before)
	for _, s := range segments {
		n, old := before[s.Id()]
		if old {
			gone--
		} else {
			k.last++
			n.number = k.last
		}
		if d := s.Deleted(); old && count(d) == count(n.deleted) {
			same++
		} else {
			n.deleted = d
			if old {
				gone++
			}
		}
		after[s.Id()] = n
	}
	if before != nil && same == len(segments) && gone == 0 {
		return before
	}
	k.owners[idx] = after
	k.publish()
	if gone > 0 {
		k.dirty.Store(true)
	}
	return after
}

func count(b *roaring.Bitmap) uint64 {
	if b == nil {
		return 0
	}
	return b.GetCardinality()
}

// publish says what lives.
func (k *kept) publish() {
	all := map[uint32]*roaring.Bitmap{}
	for _, o := range k.owners {
		for _, n := range o {
			all[n.number] = n.deleted
		}
	}
	k.living.Store(&all)
}

// drop forgets everything of some indexes, which nobody reads any more.
func (k *kept) drop(indexes ...bleve.Index) {
	k.mu.Lock()
	for _, idx := range indexes {
		delete(k.owners, idx)
	}
	k.publish()
	k.dirty.Store(true)
	k.mu.Unlock()
	k.sweep()
}

// sweep forgets what does not live.
func (k *kept) sweep() {
	k.sweeping.Lock()
	defer k.sweeping.Unlock()
	if !k.dirty.Swap(false) {
		return
	}
	for i := range k.records.places {
		p := &k.records.places[i]
		if r := p.Load(); r != nil && !k.lives(r.of) {
			p.CompareAndSwap(r, nil) // another one that came in between was looked at
		}
	}
	k.postings.drop(func(t termKey) bool { return !k.has(t.segment) })
}

// has reports whether a segment is there.
func (k *kept) has(number uint32) bool {
	_, ok := (*k.living.Load())[number]
	return ok
}

// lives reports whether a document is there.
func (k *kept) lives(d docKey) bool {
	deleted, ok := (*k.living.Load())[d.segment]
	return ok && (deleted == nil || !deleted.Contains(d.doc))
}

// putRecord keeps what is stored of a document, if it lives.
func (k *kept) putRecord(r *keptRecord) {
	k.records.put(r)
	if !k.lives(r.of) {
		k.records.place(r.of).CompareAndSwap(r, nil)
	}
}

// putPostings keeps the documents of a term, if the segment is there.
func (k *kept) putPostings(t termKey, b *roaring.Bitmap) {
	k.postings.put(t, b)
	if !k.has(t.segment) {
		k.postings.drop(func(o termKey) bool { return o == t })
	}
}

// saved is what is stored of a document. See the fields of the same names.
type saved struct{ id, names, full, area, spot string }

// set sets the value of a stored field.
func (s *saved) set(field, value string) {
	switch field {
	case segment.IDField:
		s.id = value
	case storedNames:
		s.names = value
	case storedFull:
		s.full = value
	case storedArea:
		s.area = value
	case storedSpot:
		s.spot = value
	}
}

// bytes returns how long the values are.
func (s *saved) bytes() int {
	return len(s.id) + len(s.names) + len(s.full) + len(s.area) + len(s.spot)
}

// records keeps what is stored of documents. A document has one place, which it
// shares with few others where there are many; the last one that was read stands
// in it. It is safe for concurrent use.
type records struct {
	places [keptRecords]atomic.Pointer[keptRecord]
}

type keptRecord struct {
	of docKey
	saved
}

func (r *records) place(of docKey) *atomic.Pointer[keptRecord] {
	return &r.places[(of.doc+of.segment*7919)%keptRecords]
}

// get returns nil where nothing is kept of a document.
func (r *records) get(of docKey) *saved {
	if k := r.place(of).Load(); k != nil && k.of == of {
		return &k.saved
	}
	return nil
}

func (r *records) put(k *keptRecord) {
	if k.bytes() <= longestKept {
		r.place(k.of).Store(k)
	}
}
