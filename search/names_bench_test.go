package search

import (
	"bufio"
	"compress/gzip"
	"os"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func evalRows(b testing.TB, name string, f func([]string)) {
	g, err := os.Open("../../shared/eval/" + name)
	if err != nil {
		b.Skip("the evaluation data are absent")
	}
	defer g.Close()
	z, err := gzip.NewReader(g)
	if err != nil {
		b.Fatal(err)
	}
	s := bufio.NewScanner(z)
	s.Scan()
	for s.Scan() {
		f(strings.Split(s.Text(), "\t"))
	}
}

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
	x := start(b, b.TempDir(), s, fixedClock{testNow})
	wait(b, x, put(b, s, recs...))
	if err := x.Rebuild(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	v, err := openView(x.live.notices)
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
		x, err := Open(b.Context(), b.TempDir(), s, fixedClock{testNow}, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Rebuild(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(recs)*b.N)/b.Elapsed().Seconds(), "names/s")
}
