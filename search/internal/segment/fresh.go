package segment

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/zapx/v17"
)

// fresh is a segment that is not on disk yet. Bleve's form of it is made when
// somebody looks into it, which nobody does while an index is filled.
type fresh struct {
	*inverted
	base func() (*zap.SegmentBase, error)
}

func newFresh(docs []*Document, config map[string]any) *fresh {
	v := invert(docs)
	return &fresh{v, sync.OnceValues(func() (*zap.SegmentBase, error) { return v.inMemory(config) })}
}

func (v *inverted) inMemory(config map[string]any) (*zap.SegmentBase, error) {
	var mem bytes.Buffer
	w := newWriter(&mem, nil)
	if err := w.segment(v); err != nil {
		return nil, err
	}
	stats, ok := config[segment.StatsKey].(*segment.Stats)
	if !ok {
		stats = &segment.Stats{}
	}
	return zap.InitSegmentBase(mem.Bytes(), w.Sum32(), zap.DefaultChunkMode, w.docs, w.stored, w.section, config, stats)
}

// Persist writes the segment to a file, sealed as Bleve's hook for the path says.
func (v *inverted) Persist(path string) (err error) {
	var mark string
	var seal func([]byte) []byte
	if index.WriterHook != nil {
		if mark, seal, err = index.WriterHook([]byte(path)); err != nil {
			return err
		}
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(file, 1<<20)
	w := newWriter(out, seal)
	if err = w.segment(v); err == nil {
		err = w.end(mark)
	}
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// Dictionary opens the terms of a field.
func (f *fresh) Dictionary(field string) (segment.TermDictionary, error) {
	base, err := f.base()
	if err != nil {
		return nil, err
	}
	return base.Dictionary(field)
}

// VisitStoredFields calls visit with what is stored of a document.
func (f *fresh) VisitStoredFields(doc uint64, visit segment.StoredFieldValueVisitor) error {
	base, err := f.base()
	if err != nil {
		return err
	}
	return base.VisitStoredFields(doc, visit)
}

// DocID returns the id of a document, nil where there is none.
func (v *inverted) DocID(doc uint64) ([]byte, error) {
	if doc >= v.Count() {
		return nil, nil
	}
	return []byte(v.docs[doc].ID), nil
}

// DocNumbers returns those of the ids that are in the segment.
func (v *inverted) DocNumbers(ids []string) (*roaring.Bitmap, error) {
	found := roaring.New()
	for _, id := range ids {
		if i, ok := slices.BinarySearchFunc(v.terms[IDField], id, byTerm); ok {
			found.AddMany(v.terms[IDField][i].docs)
		}
	}
	return found, nil
}

// Count returns how many documents there are.
func (v *inverted) Count() uint64 { return uint64(len(v.docs)) }

// Fields returns the names of the fields.
func (v *inverted) Fields() []string { return v.fields }

// Size returns the bytes of the texts, roughly.
func (v *inverted) Size() (n int) {
	for _, d := range v.docs {
		for i := range d.Fields {
			n += len(d.Fields[i].Text)
		}
	}
	return n
}

// What follows counts references and bytes; memory needs neither.

func (*inverted) AddRef()               {}
func (*inverted) DecRef() error         { return nil }
func (*inverted) Close() error          { return nil }
func (*inverted) BytesRead() uint64     { return 0 }
func (*inverted) ResetBytesRead(uint64) {}
func (*inverted) BytesWritten() uint64  { return 0 }
