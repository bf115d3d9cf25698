package segment

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

type source struct {
	index.Document
	doc Document
}

func (s source) Terms() *Document { return &s.doc }

// people makes documents with terms that all have, many, some, and one.
func people(from, n int) (list []index.Document) {
	for i := from; i < from+n; i++ {
		terms := []string{"all", fmt.Sprint("mod", i%3), fmt.Sprint("tens", i/10), fmt.Sprint("one", i), "all"}
		fields := []Field{{Name: "names", Text: strings.Join(terms, End)}, {Name: "s.names", Text: fmt.Sprint("packed ", i), Stored: true}}
		if i%2 == 0 {
			fields = append(fields, Field{Name: "area", Text: "here"}, Field{Name: "s.area", Text: "Here", Stored: true})
		}
		list = append(list, source{doc: Document{ID: fmt.Sprint("id", i), Fields: fields}})
	}
	return list
}

// expect compares a segment with the documents it was made of.
func expect(t *testing.T, s segment.Segment, docs []index.Document) {
	t.Helper()
	want := map[string][]uint32{}
	for n, d := range docs {
		doc := d.(Source).Terms()
		stored := map[string]string{IDField: doc.ID}
		seen := map[string]bool{IDField + ":" + doc.ID: true}
		for _, f := range doc.Fields {
			if f.Stored {
				stored[f.Name] = f.Text
				continue
			}
			for term := range strings.SplitSeq(f.Text, End) {
				seen[f.Name+":"+term] = true
			}
		}
		for key := range seen {
			want[key] = append(want[key], uint32(n))
		}
		got := map[string]string{}
		if err := s.VisitStoredFields(uint64(n), func(field string, _ byte, value []byte, _ []uint64) bool {
			got[field] = string(value)
			return true
		}); err != nil || !maps.Equal(got, stored) {
			t.Fatalf("document %d has %v, want %v, %v", n, got, stored, err)
		}
	}
	if s.Count() != uint64(len(docs)) {
		t.Errorf("%d documents, want %d", s.Count(), len(docs))
	}
	for key, docs := range want {
		field, term, _ := strings.Cut(key, ":")
		if got := having(t, s, field, term); !slices.Equal(got, docs) {
			t.Errorf("%s have %s, want %v", fmt.Sprint(got), key, docs)
		}
	}
	if got := having(t, s, "names", "none"); len(got) > 0 {
		t.Errorf("%v have a term that nobody has", got)
	}
}

// having returns the documents with a term, read with all that Bleve reads when it
// merges.
func having(t *testing.T, s segment.Segment, field, term string) (docs []uint32) {
	t.Helper()
	d, err := s.Dictionary(field)
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.PostingsList([]byte(term), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	it := list.Iterator(true, true, true, nil)
	for p, err := it.Next(); p != nil || err != nil; p, err = it.Next() {
		if err != nil {
			t.Fatal(err)
		}
		if p.Frequency() != 1 || len(p.Locations()) > 0 {
			t.Errorf("%s: frequency %d", term, p.Frequency())
		}
		docs = append(docs, uint32(p.Number()))
	}
	return docs
}

// TestSegment: what Bleve reads of a segment is what went in: in memory, on disk,
// merged by Bleve.
func TestSegment(t *testing.T) {
	for _, n := range []int{1, 2, 40, 3000} {
		p := &Plugin{}
		var both []segment.Segment
		for i := range 2 {
			docs := people(i*n, n)
			s, _, err := p.New(docs)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, s, docs)
			path := filepath.Join(t.TempDir(), "1.zap")
			if err := s.(segment.UnpersistedSegment).Persist(path); err != nil {
				t.Fatal(err)
			}
			file, err := p.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = file.Close() }()
			expect(t, file, docs)
			both = append(both, []segment.Segment{s, file}[i])
		}
		path := filepath.Join(t.TempDir(), "2.zap")
		drop := roaring.BitmapOf(0)
		if _, _, err := p.Merge(both, []*roaring.Bitmap{nil, drop}, path, nil, nil); err != nil {
			t.Fatal(err)
		}
		merged, err := p.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = merged.Close() }()
		expect(t, merged, slices.Concat(people(0, n), people(n+1, n-1)))
	}
}

// TestSealing: all that is written goes through the hook.
func TestSealing(t *testing.T) {
	index.WriterHook = func([]byte) (string, func([]byte) []byte, error) {
		return "mark", func(b []byte) []byte { return flip(b) }, nil
	}
	index.ReaderHook = func(mark string, _ []byte) (func([]byte) ([]byte, error), error) {
		if mark == "" {
			return nil, nil
		}
		return func(b []byte) ([]byte, error) { return flip(b), nil }, nil
	}
	defer func() { index.WriterHook, index.ReaderHook = nil, nil }()
	p, docs := &Plugin{}, people(0, 500)
	s, _, err := p.New(docs)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "1.zap")
	if err := s.(segment.UnpersistedSegment).Persist(path); err != nil {
		t.Fatal(err)
	}
	file, err := p.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	expect(t, file, docs)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, clear := range []string{"packed", "names", "mod1", "id1", "Here"} {
		if bytes.Contains(b, []byte(clear)) {
			t.Errorf("%s is in the clear", clear)
		}
	}
}

// flip makes other bytes of bytes, and these of those.
func flip(b []byte) []byte {
	out := make([]byte, len(b))
	for i := range b {
		out[i] = ^b[i]
	}
	return out
}

func TestForeignDocument(t *testing.T) {
	if _, _, err := (&Plugin{}).New([]index.Document{source{}.Document}); err == nil {
		t.Error("a document without terms was taken")
	}
}
