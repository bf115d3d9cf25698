package search

import (
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/retrouve/retrouve/search/internal/segment"
)

// fields are what Bleve is given of a record: the terms of each field, and the
// values that are stored.
type fields []segment.Field

// set replaces the terms of a field, unless there are none.
func (d *fields) set(name string, terms []string) {
	if len(terms) > 0 {
		d.one(name, strings.Join(terms, segment.End))
	}
}

func (d *fields) one(name, text string) {
	for i := range *d {
		if (*d)[i].Name == name {
			(*d)[i].Text = text
			return
		}
	}
	*d = append(*d, segment.Field{Name: name, Text: text, Stored: strings.HasPrefix(name, storedPrefix)})
}

// first returns the first term of a field, "" where it has none.
func (d fields) first(name string) string {
	for i := range d {
		if d[i].Name == name {
			term, _, _ := strings.Cut(d[i].Text, segment.End)
			return term
		}
	}
	return ""
}

// batch is what is written at once. The terms are made already, so Bleve's mapping,
// analysis and documents are passed by, see package segment.
type batch struct{ *index.Batch }

func newBatch() *batch { return &batch{index.NewBatch()} }

// put adds a record or replaces it.
func (b *batch) put(id string, d fields) {
	b.Update(&document{segment.Document{ID: id, Fields: d}})
}

// document is a record on its way into a segment.
type document struct{ terms segment.Document }

func (d *document) ID() string                                 { return d.terms.ID }
func (d *document) Terms() *segment.Document                   { return &d.terms }
func (d *document) AddIDField()                                {} // it is there
func (d *document) VisitFields(index.FieldVisitor)             {} // there is nothing to analyse
func (d *document) HasComposite() bool                         { return false }
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) NumPlainTextBytes() uint64                  { return 0 }
func (d *document) StoredFieldsBytes() uint64                  { return 0 }
func (d *document) Indexed() bool                              { return true }

// Size is an estimate in bytes, by which Bleve bounds its memory.
func (d *document) Size() int {
	n := 0
	for i := range d.terms.Fields {
		n += 64 + len(d.terms.Fields[i].Text)
	}
	return n
}
