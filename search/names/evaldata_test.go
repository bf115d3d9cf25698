package names

import (
	"cmp"
	"errors"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/retrouve/retrouve/search/internal/evalset"
)

// evalQuery is one query of the evaluation data with the names that answer it.
type evalQuery struct {
	id, class, text string
	gold            map[string]bool
}

// evalQueries returns every step-th query of the half whose numbers are even (0)
// or odd (1). Weights are fitted on the even half; the odd one is for reports.
func evalQueries(t testing.TB, half, step int) []evalQuery {
	t.Helper()
	var out []evalQuery
	evalLines(t, "name_queries.tsv.gz", func(c []string) {
		n, err := strconv.Atoi(c[0][1:])
		if err != nil {
			t.Fatal(err)
		}
		if n%2 != half || n/2%step != 0 {
			return
		}
		q := evalQuery{id: c[0], class: c[1], text: c[2], gold: map[string]bool{}}
		for _, id := range strings.Fields(c[5]) {
			q.gold[id] = true
		}
		out = append(out, q)
	})
	return out
}

func evalLines(t testing.TB, file string, f func([]string)) {
	t.Helper()
	err := evalset.Lines(file, f)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the evaluation data are not beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
}

// How many candidates of each group of keys are scored.
const (
	candidatesOwn   = 90
	candidatesLatin = 80
	candidatesOther = 60
)

// evalIndex finds candidates by the terms of names, in memory. It stands for the
// real index, so that this package can be judged by itself.
type evalIndex struct {
	ids, full, packed []string
	postings          map[string][]int32
}

// readIndex indexes every step-th name of the evaluation data, and those that are
// wanted.
func readIndex(t testing.TB, step int, wanted map[string]bool) *evalIndex {
	t.Helper()
	x := &evalIndex{postings: map[string][]int32{}}
	line := 0
	evalLines(t, "names.tsv.gz", func(c []string) {
		if line++; line%step == 0 || wanted[c[0]] {
			x.ids, x.full = append(x.ids, c[0]), append(x.full, c[1])
		}
	})
	x.packed = make([]string, len(x.ids))
	terms := make([][]string, len(x.ids))
	inParallel(len(x.ids), func(_, i int) {
		p := Person([]string{x.full[i]})
		x.packed[i], terms[i] = string(p.Append(nil)), termsOf(p)
	})
	for i := range terms {
		for _, k := range terms[i] {
			x.postings[k] = append(x.postings[k], int32(i))
		}
	}
	return x
}

// termsOf returns the terms of a person, sorted, each once.
func termsOf(p Profile) []string {
	if all := p.Terms("\xff"); all != "" {
		return slices.Compact(slices.Sorted(strings.SplitSeq(all, "\xff")))
	}
	return nil
}

// workers is how many goroutines the evaluation uses.
const workers = 2

// inParallel calls f with each number below n, on several goroutines.
func inParallel(n int, f func(worker, i int)) {
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				f(w, i)
			}
		})
	}
	wg.Wait()
}

// tally is what was added up for each name, for one goroutine.
type tally []float32

// candidates returns the names that may answer a query, each once.
func (x *evalIndex) candidates(ks Keys, acc tally) []int32 {
	all := x.best(ks.Own, acc, candidatesOwn)
	all = append(all, x.best(ks.Latin, acc, candidatesLatin)...)
	all = append(all, x.best(ks.Other, acc, candidatesOther)...)
	slices.Sort(all)
	return slices.Compact(all)
}

// best returns the n names with the greatest sum of weights, each times how rare
// its term is. A histogram of the sums says from where on they need be sorted.
func (x *evalIndex) best(keys []Key, acc tally, n int) []int32 {
	clear(acc)
	for _, k := range keys {
		docs := x.postings[k.Term]
		w := k.Weight * float32(math.Log(float64(len(x.ids)+1)/float64(len(docs)+1)))
		for _, d := range docs {
			acc[d] += w
		}
	}
	most := slices.Max(acc)
	if most == 0 {
		return nil
	}
	const buckets = 256
	var hist [buckets]int
	bucket := func(s float32) int { return int(s / most * (buckets - 1)) }
	for _, s := range acc {
		if s > 0 {
			hist[bucket(s)]++
		}
	}
	cut := buckets - 1
	for found := hist[cut]; cut > 0 && found < n; {
		cut--
		found += hist[cut]
	}
	var out []int32
	for d, s := range acc {
		if s > 0 && bucket(s) >= cut {
			out = append(out, int32(d))
		}
	}
	slices.SortFunc(out, func(a, b int32) int { return cmp.Or(cmp.Compare(acc[b], acc[a]), cmp.Compare(a, b)) })
	return out[:min(n, len(out))]
}

// ranked is a candidate with its score.
type ranked struct {
	doc   int32
	score float64
}

// rank scores candidates, best first.
func (x *evalIndex) rank(q *Query, docs []int32) []ranked {
	out := make([]ranked, len(docs))
	for i, d := range docs {
		s, _ := q.Score(x.packed[d])
		out[i] = ranked{d, s}
	}
	slices.SortFunc(out, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc)) })
	return out
}
