package names

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Recall at 1 and 10, as the mean over the classes of queries, that a change must not
// lose on the sample of TestQuality. The sample's index is an eighth of the names,
// which makes it easier than the whole: what the whole gives is in docs/search.md.
const (
	leastSame, leastSame10   = 0.985, 0.995 // asked in the script that the name is stored in
	leastCross, leastCross10 = 0.925, 0.955 // asked in another
)

// TestQuality answers a sample of the even queries. It runs wherever the data are.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	queries := evalQueries(t, 0, 16)
	gold := map[string]bool{}
	for _, q := range queries {
		maps.Copy(gold, q.gold)
	}
	r := evaluate(t, readIndex(t, 8, gold), queries)
	r.print(t)
	if s := r.mean(sameScript); s.first() < leastSame || s.ten() < leastSame10 {
		t.Errorf("same script: recall %.3f/%.3f, want %.3f/%.3f", s.first(), s.ten(), leastSame, leastSame10)
	}
	if s := r.mean(crossScript); s.first() < leastCross || s.ten() < leastCross10 {
		t.Errorf("other scripts: recall %.3f/%.3f, want %.3f/%.3f", s.first(), s.ten(), leastCross, leastCross10)
	}
}

// TestEvaluation answers the queries of a half from all names.
//
//	RETROUVE_FIT=1       run it
//	RETROUVE_HALF=1      the odd half, which nothing is fitted on; 0, the even one, if not set
//	RETROUVE_STEP=4      only every fourth query
//	RETROUVE_CLASS=typo  only classes with this in their name
//	RETROUVE_FAILS=FILE  write the queries that were not answered first
func TestEvaluation(t *testing.T) {
	if os.Getenv("RETROUVE_FIT") == "" {
		t.Skip("takes a minute; set RETROUVE_FIT=1")
	}
	start := time.Now()
	x := readIndex(t, 1, nil)
	postings, packed := 0, 0
	for _, p := range x.postings {
		postings += len(p)
	}
	for _, p := range x.packed {
		packed += len(p)
	}
	n := float64(len(x.ids))
	t.Logf("%d names in %v: %d terms, %.1f a name, %.0f bytes packed", len(x.ids), time.Since(start), len(x.postings), float64(postings)/n, float64(packed)/n)
	queries := slices.DeleteFunc(evalQueries(t, setting("RETROUVE_HALF", 0), setting("RETROUVE_STEP", 1)), func(q evalQuery) bool {
		return !strings.Contains(q.class, os.Getenv("RETROUVE_CLASS"))
	})
	start = time.Now()
	r := evaluate(t, x, queries)
	t.Logf("%d queries in %v", len(queries), time.Since(start))
	r.print(t)
	if path := os.Getenv("RETROUVE_FAILS"); path != "" {
		writeFailures(t, path, x, queries, r)
	}
}

// setting returns a number from the environment.
func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// answer is what came of one query.
type answer struct {
	found bool     // a gold name is among the candidates
	rank  int      // of the first gold name, from 0; -1 for none
	top   []ranked // the best two
}

// result is the answers with their statistics.
type result struct {
	answers []answer
	classes map[string]*stat
}

// stat counts the queries of one class, or adds up shares of classes.
type stat struct{ queries, found, rank1, rank10 float64 }

func (s stat) first() float64 { return s.rank1 / s.queries }
func (s stat) ten() float64   { return s.rank10 / s.queries }

func (s *stat) add(a answer) {
	s.queries++
	if a.found {
		s.found++
	}
	if a.rank == 0 {
		s.rank1++
	}
	if a.rank >= 0 && a.rank < 10 {
		s.rank10++
	}
}

func evaluate(t *testing.T, x *evalIndex, queries []evalQuery) *result {
	t.Helper()
	if len(queries) == 0 {
		t.Fatal("no queries")
	}
	r := &result{answers: make([]answer, len(queries)), classes: map[string]*stat{}}
	var tallies [workers]tally
	for i := range tallies {
		tallies[i] = make(tally, len(x.ids))
	}
	inParallel(len(queries), func(w, i int) { r.answers[i] = x.answer(&queries[i], tallies[w]) })
	for i, q := range queries {
		if r.classes[q.class] == nil {
			r.classes[q.class] = &stat{}
		}
		r.classes[q.class].add(r.answers[i])
	}
	return r
}

func (x *evalIndex) answer(q *evalQuery, acc tally) answer {
	ask := Ask(New(q.text))
	hits := x.rank(ask, x.candidates(ask.Keys(), acc))
	a := answer{rank: slices.IndexFunc(hits, func(h ranked) bool { return q.gold[x.ids[h.doc]] })}
	a.found, a.top = a.rank >= 0, slices.Clone(hits[:min(2, len(hits))])
	if a.found && hits[a.rank].score == 0 {
		a.rank = -1
	}
	return a
}

// crossScript reports whether the queries of a class are in another script than
// the names.
func crossScript(class string) bool {
	return strings.HasPrefix(class, "translit") || strings.HasPrefix(class, "romanised")
}

func sameScript(class string) bool { return !crossScript(class) }
func anyClass(string) bool         { return true }

// mean is the plain mean over classes: each counts alike, however many queries it
// has.
func (r *result) mean(of func(class string) bool) (m stat) {
	for class, s := range r.classes {
		if of(class) {
			m.queries++
			m.found += s.found / s.queries
			m.rank1 += s.rank1 / s.queries
			m.rank10 += s.rank10 / s.queries
		}
	}
	return m
}

func (r *result) print(t *testing.T) {
	t.Helper()
	line := func(name string, s stat) {
		t.Logf("%-16s %5.0f  candidate %.3f  r@1 %.3f  r@10 %.3f", name, s.queries, s.found/s.queries, s.first(), s.ten())
	}
	for _, class := range slices.Sorted(maps.Keys(r.classes)) {
		line(class, *r.classes[class])
	}
	line("SAME SCRIPT", r.mean(sameScript))
	line("OTHER SCRIPTS", r.mean(crossScript))
	line("ALL CLASSES", r.mean(anyClass))
}

// writeFailures writes a line for each query whose first hit is wrong: the class,
// the query, the rank and score of the name wanted, and what came first.
func writeFailures(t *testing.T, path string, x *evalIndex, queries []evalQuery, r *result) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	for i, q := range queries {
		if a := r.answers[i]; a.rank != 0 {
			fmt.Fprintf(w, "%s\t%s\t%q", q.id, q.class, q.text)
			fmt.Fprintf(w, "\twanted at %d", a.rank)
			ask := Ask(New(q.text))
			for d, id := range x.ids {
				if q.gold[id] {
					s, _ := ask.Score(x.packed[d])
					fmt.Fprintf(w, " %q %.3f", x.full[d], s)
				}
			}
			fmt.Fprint(w, "\tgot")
			for _, h := range a.top {
				fmt.Fprintf(w, " %q %.3f", x.full[h.doc], h.score)
			}
			fmt.Fprintln(w)
		}
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
}
