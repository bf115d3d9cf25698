package search

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/internal/evalset"
)

func evalRows(b testing.TB, name string, f func([]string)) {
	if err := evalset.Lines(name, f); errors.Is(err, fs.ErrNotExist) {
		b.Skip("the evaluation data are absent")
	} else if err != nil {
		b.Fatal(err)
	}
}

func sealingKey() []byte { return bytes.Repeat([]byte{7}, KeySize) }

// BenchmarkEvalNames answers the queries of the evaluation one after the other.
func BenchmarkEvalNames(b *testing.B) {
	s := newStore(b)
	var recs []registry.Record
	evalRows(b, "names.tsv.gz", func(c []string) { recs = append(recs, notice(c[0], c[1])) })
	var queries []string
	evalRows(b, "name_queries.tsv.gz", func(c []string) {
		if len(queries) < 4000 {
			queries = append(queries, c[2])
		}
	})
	put(b, s, recs...)
	x, err := Open(b.Context(), b.TempDir(), s, fixedClock{testNow}, Options{Key: sealingKey()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = x.Close() })
	if err := x.Rebuild(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	x.merges.Wait()
	v, err := openView(x.live.notices, x.kept)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(v.segments)), "segments")
	_ = v.close()
	i := 0
	for b.Loop() {
		i++
		if _, _, err := x.Search(b.Context(), registry.Query{Text: queries[i%len(queries)], Limit: 10}); err != nil && registry.KindOf(err) != registry.KindInvalid {
			b.Fatal(err)
		}
	}
}

// BenchmarkEvalRebuild builds the index of the names of the evaluation.
func BenchmarkEvalRebuild(b *testing.B) {
	s := newStore(b)
	var recs []registry.Record
	evalRows(b, "names.tsv.gz", func(c []string) { recs = append(recs, notice(c[0], c[1])) })
	put(b, s, recs...)
	for b.Loop() {
		x, err := Open(b.Context(), b.TempDir(), s, fixedClock{testNow}, Options{Key: sealingKey()})
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Rebuild(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(x.Status().Bytes)/(1<<20), "MiB")
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(recs)*b.N)/b.Elapsed().Seconds(), "names/s")
}
