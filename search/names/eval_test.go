package names

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func evalLines(p string, f func([]string)) {
	g, err := os.Open("/work/shared/eval/" + p)
	if err != nil {
		panic(err)
	}
	z, _ := gzip.NewReader(g)
	sc := bufio.NewScanner(z)
	first := true
	for sc.Scan() {
		if first {
			first = false
			continue
		}
		f(strings.Split(sc.Text(), "\t"))
	}
}

func env(k string, d int) int {
	if v, err := strconv.Atoi(os.Getenv(k)); err == nil {
		return v
	}
	return d
}

type memIndex struct {
	ids    []string
	raw    []string
	packed []string
	post   map[string][]int32
	norm   []float32
}

func readMem() *memIndex {
	x := &memIndex{post: map[string][]int32{}}
	evalLines("names.tsv.gz", func(c []string) {
		n := Person([]string{c[1]})
		id := int32(len(x.ids))
		x.ids = append(x.ids, c[0])
		x.raw = append(x.raw, c[1])
		x.packed = append(x.packed, string(n.Append(nil)))
		ts := n.Terms()
		x.norm = append(x.norm, 1)
		for _, k := range ts {
			x.post[k] = append(x.post[k], id)
		}
	})
	return x
}

func TestEval(t *testing.T) {
	if os.Getenv("RETROUVE_FIT") == "" {
		t.Skip()
	}
	start := time.Now()
	x := readMem()
	nkeys := 0
	for _, p := range x.post {
		nkeys += len(p)
	}
	bytes := 0
	for _, p := range x.packed {
		bytes += len(p)
	}
	t.Logf("built in %v: %d terms, %d postings, %.1f per name, packed %.0f bytes", time.Since(start), len(x.post), nkeys, float64(nkeys)/float64(len(x.ids)), float64(bytes)/float64(len(x.ids)))
	type query struct {
		qid, class, text, gold string
	}
	var qs []query
	parity := env("PARITY", 0)
	step := env("STEP", 1)
	only := os.Getenv("CLASS")
	evalLines("name_queries.tsv.gz", func(c []string) {
		n, _ := strconv.Atoi(c[0][1:])
		if n%2 == parity && (n/2)%step == 0 && (only == "" || strings.Contains(only, c[1])) {
			qs = append(qs, query{c[0], c[1], c[2], c[5]})
		}
	})
	type res struct {
		cand, rank int
	}
	out := make([]res, len(qs))
	fails := make([]string, len(qs))
	var wg sync.WaitGroup
	start = time.Now()
	var tk, tc, ts time.Duration
	nt := env("THREADS", 2)
	for th := range nt {
		wg.Add(1)
		go func() {
			defer wg.Done()
			a, b := make([]float32, len(x.ids)), make([]float32, len(x.ids))
			for i := th; i < len(qs); i += nt {
				q := qs[i]
				t0 := time.Now()
				ask := Ask(New(q.text))
				ks := ask.Keys()
				t1 := time.Now()
				cands := append(x.top(ks.Own, a, env("KOWN", 80)), x.top(ks.Latin, b, env("KLAT", 80))...)
				cands = append(cands, x.top(ks.Other, b, env("KFOR", 60))...)
				t2 := time.Now()
				type hit struct {
					d int32
					s float64
				}
				var hits []hit
				seen := map[int32]bool{}
				out[i] = res{-1, -1}
				for _, d := range cands {
					if seen[d] {
						continue
					}
					seen[d] = true
					sc, _ := ask.Score(x.packed[d])
					hits = append(hits, hit{d, sc})
					if strings.Contains(q.gold, x.ids[d]) {
						out[i].cand = 1
					}
				}
				sort.Slice(hits, func(i, j int) bool {
					return hits[i].s > hits[j].s || hits[i].s == hits[j].s && hits[i].d < hits[j].d
				})
				for k, h := range hits {
					if strings.Contains(q.gold, x.ids[h.d]) {
						out[i].rank = k
						break
					}
				}
				if out[i].rank != 0 {
					s := fmt.Sprintf("%-16s %q gold", q.class, q.text)
					for j, id := range x.ids {
						if strings.Contains(q.gold, id) {
							sc, _ := ask.Score(x.packed[j])
							s += fmt.Sprintf(" %q %.3f(rank %d)", x.raw[j], sc, out[i].rank)
							break
						}
					}
					s += " got"
					for _, h := range hits[:min(2, len(hits))] {
						s += fmt.Sprintf(" %q %.3f", x.raw[h.d], h.s)
					}
					fails[i] = s
				}
				if th == 0 {
					tk += t1.Sub(t0)
					tc += t2.Sub(t1)
					ts += time.Since(t2)
				}
			}
		}()
	}
	wg.Wait()
	n := time.Duration(len(qs) / nt)
	t.Logf("%d queries in %v: keys %v candidates %v scoring %v", len(qs), time.Since(start), tk/n, tc/n, ts/n)
	type stat struct{ n, c, r1, r10 float64 }
	st := map[string]*stat{}
	for i, q := range qs {
		s := st[q.class]
		if s == nil {
			s = &stat{}
			st[q.class] = s
		}
		s.n++
		if out[i].cand > 0 {
			s.c++
		}
		if out[i].rank == 0 {
			s.r1++
		}
		if out[i].rank >= 0 && out[i].rank < 10 {
			s.r10++
		}
	}
	var ks []string
	for k := range st {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	var all, same, cross stat
	for _, k := range ks {
		s := st[k]
		t.Logf("%-18s %4.0f  cand %.3f  r@1 %.3f  r@10 %.3f", k, s.n, s.c/s.n, s.r1/s.n, s.r10/s.n)
		to := &same
		if strings.HasPrefix(k, "translit") || strings.HasPrefix(k, "romanised") {
			to = &cross
		}
		for _, to := range []*stat{&all, to} {
			to.n++
			to.c += s.c / s.n
			to.r1 += s.r1 / s.n
			to.r10 += s.r10 / s.n
		}
	}
	for i, s := range []stat{same, cross, all} {
		t.Logf("%-18s %4.0f  cand %.3f  r@1 %.3f  r@10 %.3f", []string{"SAME", "CROSS", "MACRO"}[i], s.n, s.c/s.n, s.r1/s.n, s.r10/s.n)
	}
	if p := os.Getenv("FAILS"); p != "" {
		f, _ := os.Create(p)
		for _, s := range fails {
			if s != "" {
				fmt.Fprintln(f, s)
			}
		}
		f.Close()
	}
}

func (x *memIndex) top(keys []Key, acc []float32, k int) []int32 {
	clear(acc)
	for _, key := range keys {
		p := x.post[key.Term]
		if len(p) == 0 {
			continue
		}
		w := key.Weight * float32(math.Log(float64(len(x.ids))/float64(len(p))))
		for _, d := range p {
			acc[d] += w
		}
	}
	type ds struct {
		d int32
		s float32
	}
	var heap []ds
	// simple: collect above a threshold found by histogram
	var most float32
	for d := range acc {
		if acc[d] > 0 {
			acc[d] /= x.norm[d]
			most = max(most, acc[d])
		}
	}
	var hist [256]int
	for _, s := range acc {
		if s > 0 {
			hist[int(s/most*255)]++
		}
	}
	sum, cut := 0, 255
	for ; cut > 0 && sum < k; cut-- {
		sum += hist[cut]
	}
	for d, s := range acc {
		if s > 0 && int(s/most*255) > cut {
			heap = append(heap, ds{int32(d), s})
		}
	}
	sort.Slice(heap, func(i, j int) bool { return heap[i].s > heap[j].s })
	var out []int32
	for i := range min(k, len(heap)) {
		out = append(out, heap[i].d)
	}
	return out
}
