package search

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"github.com/retrouve/retrouve/search/internal/segment"
)

func expectSegments(t *testing.T, idx bleve.Index, want int) {
	t.Helper()
	v, err := openView(idx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(v.segments); n != want {
		t.Errorf("%d segments, want %d", n, want)
	}
	if err := v.close(); err != nil {
		t.Error(err)
	}
}

func TestRebuildGroup(t *testing.T) {
	for _, total := range []int{0, 1, 100, maxRebuildGroup, 104734, 1000000} {
		n, procs := rebuildGroup(total), runtime.GOMAXPROCS(0)
		if n < 1 || n > maxRebuildGroup+1 || n*procs < min(total, maxRebuildGroup) {
			t.Errorf("%d records in groups of %d", total, n)
		}
	}
}

// Nothing is merged while a generation is filled; then all segments are at once,
// unless they are few.
func TestCompact(t *testing.T) {
	for _, c := range []struct{ batches, left int }{{fewSegments, fewSegments}, {fewSegments + 1, 1}} {
		x, err := Open(t.Context(), t.TempDir(), newStore(t), fixedClock{testNow}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		g, err := createGeneration(t.TempDir(), "e", Options{LockTimeout: time.Second})
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.batches {
			docs := map[string]fields{}
			for j := range 10 {
				docs[fmt.Sprint(i, "-", j)] = fields{{Name: fieldNames, Text: fmt.Sprint("wall", segment.End, "w", i)}}
			}
			if err := writeBatch(g, g.notices, docs, 7); err != nil {
				t.Fatal(err)
			}
		}
		if err := writeBatch(g, g.reports, nil, 7); err != nil {
			t.Fatal(err)
		}
		if err := g.compact(t.Context(), fewSegments); err != nil {
			t.Fatal(err)
		}
		expectSegments(t, g.notices, c.left)
		if g, err = x.reopened(g); err != nil {
			t.Fatal(err)
		}
		v, err := openView(g.notices, x.kept)
		if err != nil {
			t.Fatal(err)
		}
		all, err := v.any([]string{fieldNames}, "wall")
		if one, err := v.any([]string{fieldNames}, "w1"); err != nil || one.count() != 10 {
			t.Errorf("%d of 10, %v", one.count(), err)
		}
		if err != nil || all.count() != 10*c.batches || g.seq.Load() != 7 {
			t.Errorf("%d batches: %d documents, position %d, %v", c.batches, all.count(), g.seq.Load(), err)
		}
		if err := v.close(); err != nil {
			t.Error(err)
		}
		if err := g.close(); err != nil {
			t.Error(err)
		}
	}
}
