package search

import (
	"encoding/binary"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/retrouve/retrouve/search/internal/segment"
)

// Bounds of what is kept in memory of the index, in bytes.
const (
	keptPostings = 24 << 20
	keptRecords  = 24 << 20
	keptEntry    = 64 // that an entry takes beside what it holds, roughly
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
	records  *aging[docKey, record]

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
		postings: newAging[termKey](keptPostings, func(b *roaring.Bitmap) int { return int(b.GetSizeInBytes()) + 2*keptEntry }),
		records:  newAging[docKey](keptRecords, func(r record) int { return len(r) + keptEntry }),
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

// record is what is stored of a document, each value after its length.
type record string

func (r record) next() (value string, rest record) {
	n, size := uint64(r[0]), 1
	if n >= 1<<7 {
		n, size = binary.Uvarint([]byte(r[:min(len(r), binary.MaxVarintLen64)]))
	}
	r = r[size:]
	return string(r[:n]), r[n:]
}

// saved is a record unpacked. See the fields of the same names.
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

func (r record) unpack() (s saved) {
	for _, to := range []*string{&s.id, &s.names, &s.full, &s.area, &s.spot} {
		*to, r = r.next()
	}
	return s
}

func (s saved) pack() record {
	var b []byte
	for _, v := range []string{s.id, s.names, s.full, s.area, s.spot} {
		b = append(binary.AppendUvarint(b, uint64(len(v))), v...)
	}
	return record(b)
}
