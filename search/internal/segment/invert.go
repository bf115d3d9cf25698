package segment

import (
	"slices"
	"strings"
)

// End stands between the terms of a field; no UTF-8 has it.
const End = "\xff"

// IDField is Bleve's own field of the id of a document.
const IDField = "_id"

// Document is what is indexed and stored of a record.
type Document struct {
	ID     string
	Fields []Field
}

// Field is either the terms of a field, with End between them, or a value that is
// stored. A batch holds tens of thousands of documents, so it is one string.
type Field struct {
	Name   string
	Text   string
	Stored bool
}

// listing is a term and the numbers of the documents that have it, in order.
type listing struct {
	term string
	docs []uint32
}

func byTerm(l listing, term string) int { return strings.Compare(l.term, term) }

// inverted is what a segment says.
type inverted struct {
	docs   []*Document
	fields []string // the id, then the others in order
	stored map[string]bool
	terms  map[string][]listing // by field, in order
}

func invert(docs []*Document) *inverted {
	v := &inverted{docs: docs, stored: map[string]bool{}, terms: map[string][]listing{}}
	all := map[string]*occurrences{IDField: newOccurrences()}
	for n, d := range docs {
		all[IDField].add(uint32(n), d.ID)
		for _, f := range d.Fields {
			if all[f.Name] == nil {
				all[f.Name] = newOccurrences()
			}
			if f.Stored {
				v.stored[f.Name] = true
			} else {
				all[f.Name].add(uint32(n), f.Text)
			}
		}
	}
	for name, o := range all {
		v.fields = append(v.fields, name)
		v.terms[name] = o.listings()
	}
	slices.SortFunc(v.fields, func(a, b string) int {
		switch IDField {
		case a:
			return -1
		case b:
			return 1
		}
		return strings.Compare(a, b)
	})
	return v
}

// occurrences are the terms of one field in the order of the documents.
type occurrences struct {
	numbers map[string]uint32
	terms   []counted
	list    []occurrence
}

type counted struct {
	term string
	n    int
	next uint32 // the number of the first document that may still have it
}

type occurrence struct{ term, doc uint32 }

func newOccurrences() *occurrences { return &occurrences{numbers: map[string]uint32{}} }

// add adds the terms of a document, each once. Documents come in order.
func (o *occurrences) add(doc uint32, text string) {
	for term := range strings.SplitSeq(text, End) {
		n, ok := o.numbers[term]
		if !ok {
			n = uint32(len(o.terms))
			o.numbers[term] = n
			o.terms = append(o.terms, counted{term: term})
		}
		if t := &o.terms[n]; doc >= t.next {
			t.n, t.next = t.n+1, doc+1
			o.list = append(o.list, occurrence{n, doc})
		}
	}
}

// listings returns the terms in order, each with its documents.
func (o *occurrences) listings() []listing {
	all := make([]listing, len(o.terms))
	docs := make([]uint32, len(o.list))
	for i, t := range o.terms {
		all[i] = listing{t.term, docs[:0:t.n]}
		docs = docs[t.n:]
	}
	for _, x := range o.list {
		l := &all[x.term]
		l.docs = append(l.docs, x.doc)
	}
	slices.SortFunc(all, func(a, b listing) int { return byTerm(a, b.term) })
	return all
}
