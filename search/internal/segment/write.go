package segment

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	"github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"
)

// noValues stands where the values of a field for sorting would begin and end.
const noValues = math.MaxUint64

// writer writes a segment. It counts what it has written, because everything is
// found by its offset.
type writer struct {
	*zap.CountHashWriter
	seal    func([]byte) []byte // nil: nothing is sealed
	docs    uint64
	stored  uint64 // offset of the index of stored values
	section uint64 // offset of the index of fields
	err     error  // the first one

	scratch, pieces []byte
	bitmap          *roaring.Bitmap
	dict            bytes.Buffer
	builder         *vellum.Builder
}

func newWriter(to io.Writer, seal func([]byte) []byte) *writer {
	if seal == nil {
		seal = func(plain []byte) []byte { return plain }
	}
	return &writer{CountHashWriter: zap.NewCountHashWriter(to), seal: seal, bitmap: roaring.New()}
}

// segment writes all but the end of the file.
func (w *writer) segment(v *inverted) error {
	w.docs = uint64(len(v.docs))
	numbers := map[string]int{}
	for i, name := range v.fields {
		numbers[name] = i
	}
	w.values(v.docs, numbers)
	at := make([]uint64, len(v.fields))
	for i, name := range v.fields {
		at[i] = w.field(v.terms[name])
	}
	w.index(v, at)
	return w.err
}

// values writes the ids and what is stored of each document, and where to find it.
func (w *writer) values(docs []*Document, numbers map[string]int) {
	offsets := make([]byte, 0, 8*len(docs))
	var lengths, values, packed []byte
	for _, d := range docs {
		lengths = binary.AppendUvarint(lengths[:0], uint64(len(d.ID)))
		values = values[:0]
		for _, f := range d.Fields {
			if f.Stored {
				lengths = appendUvarints(lengths, uint64(numbers[f.Name]), 't', uint64(len(values)), uint64(len(f.Text)), 0)
				values = append(values, f.Text...)
			}
		}
		w.scratch = snappy.Encode(w.scratch[:cap(w.scratch)], values)
		packed = append(append(packed[:0], d.ID...), w.scratch...)
		offsets = binary.BigEndian.AppendUint64(offsets, w.at())
		a, b := w.seal(lengths), w.seal(packed)
		w.uvarints(uint64(len(a)), uint64(len(b)))
		w.bytes(a)
		w.bytes(b)
	}
	w.stored = w.at()
	w.bytes(offsets)
	w.uvarints(0) // documents within documents
}

// dictOptions remembers few endings of terms to be shared: those that can be are near
// by, and looking for more takes half of the time.
func dictOptions() *vellum.BuilderOpts {
	return &vellum.BuilderOpts{Encoder: 1, RegistryTableSize: 1000, RegistryMRUSize: 1}
}

// field writes the postings and the dictionary of a field and returns the offset of
// the latter's description.
func (w *writer) field(terms []listing) uint64 {
	w.dict.Reset()
	if w.builder == nil {
		w.builder, w.err = vellum.New(&w.dict, dictOptions())
	} else {
		w.fail(w.builder.Reset(&w.dict))
	}
	for i := range terms {
		if w.err != nil {
			return 0
		}
		w.err = w.builder.Insert([]byte(terms[i].term), w.postings(terms[i].docs))
	}
	w.fail(w.builder.Close())
	dict := w.at()
	sealed := w.seal(w.dict.Bytes())
	w.uvarints(uint64(len(sealed)))
	w.bytes(sealed)
	at := w.at()
	w.uvarints(noValues, noValues, dict)
	return at
}

// postings writes the documents of a term and returns what the dictionary keeps of
// them: their offset or, for a single one, its number.
func (w *writer) postings(docs []uint32) uint64 {
	if len(docs) == 1 {
		return zap.FSTValEncode1Hit(uint64(docs[0]), 1)
	}
	ones := w.frequencies(docs)
	at := w.at()
	w.bitmap.Clear()
	w.bitmap.AddMany(docs)
	packed, err := w.bitmap.ToBytes()
	w.fail(err)
	packed = w.seal(packed)
	w.uvarints(ones, 0, uint64(len(packed))) // 0: no positions
	w.bytes(packed)
	return at
}

// perChunk is how many postings are found by one step, on average.
const perChunk = 1024

// frequencies writes, for each document of a term, that it has the term once and is
// one term long, and returns their offset.
func (w *writer) frequencies(docs []uint32) uint64 {
	at := w.at()
	size := w.docs / uint64(len(docs)/perChunk+1)
	chunks := (w.docs-1)/size + 1
	w.scratch, w.pieces = binary.AppendUvarint(w.scratch[:0], chunks), w.pieces[:0]
	for i := range chunks {
		n := 0
		for n < len(docs) && uint64(docs[n]) < (i+1)*size {
			n++
		}
		if docs = docs[n:]; n > 0 {
			w.pieces = append(w.pieces, w.seal(bytes.Repeat([]byte{1 << 1, 1}, n))...)
		}
		w.scratch = binary.AppendUvarint(w.scratch, uint64(len(w.pieces)))
	}
	w.bytes(w.scratch)
	w.bytes(w.pieces)
	return at
}

// index writes what the fields are, and where.
func (w *writer) index(v *inverted, at []uint64) {
	offsets := make([]byte, 0, 8*len(at))
	for i, name := range v.fields {
		offsets = binary.BigEndian.AppendUint64(offsets, w.at())
		sealed := w.seal([]byte(name))
		w.uvarints(uint64(len(sealed)))
		w.bytes(sealed)
		w.uvarints(uint64(v.options(name)), 1) // in one section
		where := binary.BigEndian.AppendUint16(nil, zap.SectionInvertedTextIndex)
		w.bytes(binary.BigEndian.AppendUint64(where, at[i]))
	}
	w.section = w.at()
	w.uvarints(uint64(len(v.fields)))
	w.bytes(offsets)
}

func (v *inverted) options(field string) index.FieldIndexingOptions {
	switch {
	case field == IDField:
		return index.IndexField | index.StoreField
	case v.stored[field]:
		return index.StoreField
	}
	return index.IndexField | index.SkipFreqNorm
}

// end writes the end of the file; mark says how it is sealed.
func (w *writer) end(mark string) error {
	b := binary.BigEndian.AppendUint32([]byte(mark), uint32(len(mark)))
	for _, n := range []uint64{w.docs, w.stored, w.section} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	b = binary.BigEndian.AppendUint32(b, zap.DefaultChunkMode)
	w.bytes(binary.BigEndian.AppendUint32(b, zap.Version))
	w.bytes(binary.BigEndian.AppendUint32(nil, w.Sum32()))
	return w.err
}

func (w *writer) at() uint64 { return uint64(w.Count()) }

func (w *writer) bytes(b []byte) {
	if w.err == nil {
		_, w.err = w.Write(b)
	}
}

func (w *writer) uvarints(list ...uint64) {
	var b [binary.MaxVarintLen64 * 3]byte
	w.bytes(appendUvarints(b[:0], list...))
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func appendUvarints(b []byte, list ...uint64) []byte {
	for _, n := range list {
		b = binary.AppendUvarint(b, n)
	}
	return b
}
