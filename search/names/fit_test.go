package names

import (
	"fmt"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unsafe"
)

// TestFitWeights looks for better weights by changing one after the other, on the
// even queries.
func TestFitWeights(t *testing.T) {
	if os.Getenv("RETROUVE_FIT") == "" {
		t.Skip()
	}
	x := readMem()
	type job struct {
		q     *Query
		class string
		cands []string
		gold  []bool
	}
	var jobs []*job
	classes := map[string]int{}
	evalLines("name_queries.tsv.gz", func(c []string) {
		n, _ := strconv.Atoi(c[0][1:])
		if n%2 == 0 && (n/2)%env("STEP", 2) == 0 {
			jobs = append(jobs, &job{q: Ask(New(c[2])), class: c[1], cands: []string{c[4+1]}})
			classes[c[1]]++
		}
	})
	each := func(f func(int)) {
		var wg sync.WaitGroup
		for th := range 2 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := th; i < len(jobs); i += 2 {
					f(i)
				}
			}()
		}
		wg.Wait()
	}
	scratch := make([][]float32, 2)
	for i := range scratch {
		scratch[i] = make([]float32, len(x.ids))
	}
	each(func(i int) {
		j := jobs[i]
		gold := j.cands[0]
		acc := scratch[i%2]
		ks := j.q.Keys()
		cands := append(append(x.top(ks.Own, acc, 90), x.top(ks.Latin, acc, 80)...), x.top(ks.Other, acc, 60)...)
		type hit struct {
			d int32
			s float64
		}
		var hits []hit
		seen := map[int32]bool{}
		for _, d := range cands {
			if !seen[d] {
				seen[d] = true
				s, _ := j.q.Score(x.packed[d])
				if strings.Contains(gold, x.ids[d]) {
					s = 2
				}
				hits = append(hits, hit{d, s})
			}
		}
		sort.Slice(hits, func(i, j int) bool { return hits[i].s > hits[j].s })
		j.cands = nil
		for _, h := range hits[:min(len(hits), 60)] {
			j.cands = append(j.cands, x.packed[h.d])
			j.gold = append(j.gold, h.s == 2)
		}
	})
	goal := func(w weights) float64 {
		sums := make([]float64, len(jobs))
		each(func(i int) {
			j := jobs[i]
			j.q.weights = w
			best := -1.0
			for k, c := range j.cands {
				if j.gold[k] {
					s, _ := j.q.Score(c)
					best = max(best, s)
				}
			}
			if best <= 0 {
				return
			}
			rank := 1.0
			for k, c := range j.cands {
				if !j.gold[k] {
					if s, _ := j.q.Score(c); s > best {
						rank++
					} else if s == best {
						rank += 0.5
					}
				}
			}
			g := 0.5 / rank
			if rank < 1.5 {
				g += 0.5
			}
			sums[i] = g / float64(classes[j.class])
		})
		total := 0.0
		for _, s := range sums {
			total += s
		}
		return total / float64(len(classes))
	}
	w := fitted()
	best := goal(w)
	t.Logf("start %.4f", best)
	v := reflect.ValueOf(&w).Elem()
	step := make([]float64, v.NumField())
	for i := range step {
		step[i] = 0.06
		if f := v.Field(i).Float(); f > 0.9 || f < 0.1 {
			step[i] = 0.02
		}
	}
	for round := range env("ROUNDS", 3) {
		for i := range v.NumField() {
			p := (*float64)(unsafe.Pointer(v.Field(i).UnsafeAddr()))
			for _, dir := range []float64{1, -1} {
				for {
					old := *p
					*p += dir * step[i]
					if g := goal(w); g > best+1e-5 {
						best = g
						continue
					}
					*p = old
					break
				}
			}
			fmt.Printf("round %d %s %.4f -> %.4f\n", round, v.Type().Field(i).Name, *p, best)
		}
		for i := range step {
			step[i] *= 0.5
		}
	}
	t.Logf("best %.4f %+v", best, w)
}
