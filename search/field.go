package search

import (
	"strings"

	index "github.com/blevesearch/bleve_index_api"
)

// fields are what Bleve is given of a record: the terms of each field, and the
// values that are stored. A rebuild holds those of tens of thousands of records, so
// the terms of a field are one string.
type fields []field

type field struct{ name, text string }

// termEnd stands between the terms of a field; no UTF-8 has it.
const termEnd = "\xff"

// set replaces the terms of a field, unless there are none.
func (d *fields) set(name string, terms []string) {
	if len(terms) > 0 {
		d.one(name, strings.Join(terms, termEnd))
	}
}

func (d *fields) one(name, term string) {
	for i := range *d {
		if (*d)[i].name == name {
			(*d)[i].text = term
			return
		}
	}
	*d = append(*d, field{name, term})
}

// first returns the first term of a field, "" where it has none.
func (d fields) first(name string) string {
	for i := range d {
		if d[i].name == name {
			term, _, _ := strings.Cut(d[i].text, termEnd)
			return term
		}
	}
	return ""
}

func isStored(field string) bool { return strings.HasPrefix(field, storedPrefix) || field == idField }

// idField is Bleve's own field of the id of a document.
const idField = "_id"

// batch is what is written at once. The terms are made already, so Bleve's mapping,
// documents, tokenizers and token maps are passed by: they take most of the time of
// a plain index.
type batch struct {
	*index.Batch
	terms map[string]*termSet // by field
}

func newBatch() *batch { return &batch{index.NewBatch(), map[string]*termSet{}} }

// put adds a record or replaces it.
func (b *batch) put(id string, d fields) {
	doc := &document{id: id, fields: make([]termsField, 0, len(d)+1)}
	for _, f := range append(d[:len(d):len(d)], field{idField, id}) {
		if b.terms[f.name] == nil {
			b.terms[f.name] = newTermSet()
		}
		doc.fields = append(doc.fields, termsField{f, b.terms[f.name]})
	}
	b.Update(doc)
}

// document is a record on its way into Bleve.
type document struct {
	id     string
	fields []termsField
}

func (d *document) ID() string                                 { return d.id }
func (d *document) AddIDField()                                {} // it is there
func (d *document) HasComposite() bool                         { return false }
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) NumPlainTextBytes() uint64                  { return 0 }
func (d *document) StoredFieldsBytes() uint64                  { return 0 }
func (d *document) Indexed() bool                              { return true }

func (d *document) VisitFields(visit index.FieldVisitor) {
	for i := range d.fields {
		visit(&d.fields[i])
	}
}

// Size is an estimate in bytes, by which Bleve bounds its memory.
func (d *document) Size() int {
	n := 0
	for i := range d.fields {
		n += 64 + len(d.fields[i].text)
	}
	return n
}

// termsField is a field of ready-made terms, of which only their being there is
// kept, or one that is stored.
type termsField struct {
	field
	set *termSet
}

func (f *termsField) Name() string              { return f.name }
func (f *termsField) Value() []byte             { return []byte(f.text) }
func (f *termsField) ArrayPositions() []uint64  { return nil }
func (f *termsField) EncodedFieldType() byte    { return 't' }
func (f *termsField) Analyze()                  {}
func (f *termsField) NumPlainTextBytes() uint64 { return 0 }

// AnalyzedLength is not 0: Bleve writes it beside a term that one document has, and
// takes 0 for the sign of another encoding.
func (f *termsField) AnalyzedLength() int { return 1 }

func (f *termsField) Options() index.FieldIndexingOptions {
	switch {
	case f.name == idField:
		return index.IndexField | index.StoreField
	case isStored(f.name):
		return index.StoreField
	}
	return index.IndexField | index.SkipFreqNorm
}

// AnalyzedTokenFrequencies returns the terms, until it is called for the same field
// of another document of the batch.
func (f *termsField) AnalyzedTokenFrequencies() index.TokenFrequencies {
	if !f.Options().IsIndexed() {
		return nil
	}
	return f.set.of(f.text)
}

// termSet holds the terms of one document at a time: Bleve writes the documents of
// a batch one after the other, and a map for each would take most of the memory.
type termSet struct {
	terms index.TokenFrequencies
	once  *index.TokenFreq
}

func newTermSet() *termSet {
	s := &termSet{index.TokenFrequencies{}, &index.TokenFreq{}}
	s.once.SetFrequency(1)
	return s
}

func (s *termSet) of(text string) index.TokenFrequencies {
	clear(s.terms)
	for more := true; more; {
		var term string
		term, text, more = strings.Cut(text, termEnd)
		s.terms[term] = s.once
	}
	return s.terms
}
