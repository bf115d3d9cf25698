package search

import (
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"

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
// again. Segments never change, so nothing of it ever becomes wrong; that of
// segments that were merged ages away.
type kept struct {
	postings *aging[termKey, *roaring.Bitmap]
	records  records

	mu      sync.Mutex
	numbers map[api.Segment]uint32
	last    uint32 // number given
}

type termKey struct {
	segment     uint32
	field, term string
}

type docKey struct{ segment, doc uint32 }

func newKept() *kept {
	return &kept{
		postings: newAging[termKey](keptPostings, func(b *roaring.Bitmap) int { return int(b.GetSizeInBytes()) + entryBytes }),
		numbers:  map[api.Segment]uint32{},
	}
}

// maxNumbered is how many segments are remembered; most of so many are merged.
const maxNumbered = 100

// number returns a number that no other segment has had.
func (k *kept) number(s api.Segment) uint32 {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n, ok := k.numbers[s]; ok {
		return n
	}
	if len(k.numbers) >= maxNumbered {
		clear(k.numbers)
	}
	k.last++
	k.numbers[s] = k.last
	return k.last
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
