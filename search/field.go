package search

import (
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// addTo puts what is to be indexed of a record into a batch. The terms are made
// already, so Bleve's mapping, tokenizers and token maps are passed by: they take
// most of the time of a plain index.
func (d fields) addTo(b *bleve.Batch, id string) error {
	doc := document.NewDocument(id)
	for name, terms := range d {
		if isStored(name) {
			doc.AddField(document.NewTextFieldWithIndexingOptions(name, nil, []byte(terms[0]), index.StoreField))
			continue
		}
		doc.AddField(&termsField{name: name, terms: terms})
	}
	return b.IndexAdvanced(doc)
}

func isStored(field string) bool { return strings.HasPrefix(field, storedPrefix) }

// termsField is a field of ready-made terms, of which only their being there is
// kept.
type termsField struct {
	name  string
	terms []string
	freqs index.TokenFrequencies
}

func (f *termsField) Name() string             { return f.name }
func (f *termsField) Value() []byte            { return nil }
func (f *termsField) ArrayPositions() []uint64 { return nil }
func (f *termsField) EncodedFieldType() byte   { return 't' }
func (f *termsField) Options() index.FieldIndexingOptions {
	return index.IndexField | index.SkipFreqNorm
}
func (f *termsField) AnalyzedLength() int                              { return len(f.terms) }
func (f *termsField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.freqs }
func (f *termsField) NumPlainTextBytes() uint64                        { return 0 }

// Analyze is called by Bleve before the field is written.
func (f *termsField) Analyze() {
	once := &index.TokenFreq{}
	once.SetFrequency(1)
	f.freqs = make(index.TokenFrequencies, len(f.terms))
	for _, t := range f.terms {
		f.freqs[t] = once
	}
}

// Size is an estimate in bytes, by which Bleve bounds its memory.
func (f *termsField) Size() int { return 64 + 48*len(f.terms) }
