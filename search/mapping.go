package search

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
)

// mappingVersion must change with the mapping and with what document.go writes.
// A generation of another version is never opened for searching.
const mappingVersion = "1"

// The fields. Words are separated by spaces and folded before they get here;
// nothing is analysed by Bleve.
const (
	// public
	fieldName   = "name"   // words of the public names, and pairs of letters of dense words
	fieldStart  = "start"  // the first one to three letters of each of them
	fieldJoined = "joined" // neighbouring words of public names written together
	fieldLooks  = "looks"  // what a passer-by could recognise
	fieldArea   = "area"   // words of the area
	fieldBand   = "band"   // years of birth that the public age band allows, every one
	// restricted: queries by accounts, and the linker
	fieldFull  = "full"  // words of the names that the public does not see
	fieldBegin = "begin" // as start, for them
	fieldWhole = "whole" // as joined, for them
	fieldDesc  = "desc"  // words of the whole description
	fieldSpot  = "spot"  // words of the exact place
	fieldBirth = "birth" // possible years of birth, every one
	// restricted: the linker alone
	fieldKept = "kept" // description and exact place of a shielded person
	fieldCell = "cell" // square degree, "48:2"
	// one term each
	fieldEvent   = "event"
	fieldSex     = "sex"     // "-" when unknown
	fieldSight   = "sight"   // "public" or "verified"
	fieldNews    = "news"    // "yes" or "no"
	fieldSeen    = "seen"    // first day last seen, yyyy-mm-dd
	fieldUntil   = "until"   // last day that may mean
	fieldExpires = "expires" // month in which the notice fades, yyyy-mm
	fieldScript  = "script"  // ISO 15924 codes of the names; "-" for nobody's name
)

// wordFields hold several words that are ranked; termFields single terms that
// only filter.
func wordFields() []string {
	return []string{fieldName, fieldStart, fieldJoined, fieldLooks, fieldArea, fieldFull, fieldBegin, fieldWhole, fieldDesc, fieldSpot, fieldKept}
}

func termFields() []string {
	return []string{fieldBand, fieldBirth, fieldCell, fieldEvent, fieldSex, fieldSight, fieldNews, fieldSeen, fieldUntil, fieldExpires, fieldScript}
}

// newMapping returns the static mapping: nothing dynamic, nothing stored, no
// _all, no doc values, no term vectors.
func newMapping() (mapping.IndexMapping, error) {
	m := bleve.NewIndexMapping()
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	m.ScoringModel = index.BM25Scoring
	const words = "words"
	err := m.AddCustomAnalyzer(words, map[string]any{"type": custom.Name, "tokenizer": whitespace.Name})
	if err != nil {
		return nil, err
	}
	doc := bleve.NewDocumentStaticMapping()
	for _, f := range wordFields() {
		doc.AddFieldMappingsAt(f, fieldMapping(words, false))
	}
	for _, f := range termFields() {
		doc.AddFieldMappingsAt(f, fieldMapping(words, true))
	}
	m.DefaultMapping = doc
	m.DefaultAnalyzer = keyword.Name
	return m, nil
}

func fieldMapping(analyzer string, filter bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = analyzer
	f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = false, false, false, false
	f.SkipFreqNorm = filter
	return f
}
