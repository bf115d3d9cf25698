package channel

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"
)

type pair struct {
	n []rune
	l []byte
	w float64
}

type piece struct {
	a string
	b string
}

func readPairs(t testing.TB) map[string][]pair {
	f, err := os.Open("/work/shared/eval/translit_pairs.tsv.gz")
	if err != nil {
		t.Skip(err)
	}
	z, _ := gzip.NewReader(f)
	sc := bufio.NewScanner(z)
	out := map[string][]pair{}
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		n, err := strconv.Atoi(c[3])
		if err != nil {
			continue
		}
		nat := Native(c[2])
		lat := Latin(c[1])
		if len(nat) == 0 || len(lat) == 0 || len(nat) > 24 || len(lat) > 24 {
			continue
		}
		out[c[0]] = append(out[c[0]], pair{nat, lat, 1 + math.Log(float64(n))})
	}
	return out
}

// limits per language
type shape struct{ maxA, maxB int }

func shapeOf(lang string) shape {
	if lang == "zh" {
		return shape{2, 6}
	}
	return shape{2, 3}
}

type trainer struct {
	shape
	p map[piece]float64 // log prob
}

func (tr *trainer) viterbi(n []rune, l []byte, add func(a, b string)) float64 {
	N, M := len(n), len(l)
	best := make([][]float64, N+1)
	back := make([][][2]int8, N+1)
	for i := range best {
		best[i] = make([]float64, M+1)
		back[i] = make([][2]int8, M+1)
		for j := range best[i] {
			best[i][j] = math.Inf(-1)
		}
	}
	best[0][0] = 0
	for i := 0; i <= N; i++ {
		for j := 0; j <= M; j++ {
			s := best[i][j]
			if math.IsInf(s, -1) {
				continue
			}
			for la := 0; la <= tr.maxA && i+la <= N; la++ {
				for lb := 0; lb <= tr.maxB && j+lb <= M; lb++ {
					if la == 0 && lb != 1 || lb == 0 && la != 1 {
						continue
					}
					if la == 2 && lb < 1 {
						continue
					}
					w, ok := tr.p[piece{string(n[i : i+la]), string(l[j : j+lb])}]
					if !ok {
						if la <= 1 && lb <= 1 {
							w = -16
						} else {
							continue
						}
					}
					if s+w > best[i+la][j+lb] {
						best[i+la][j+lb] = s + w
						back[i+la][j+lb] = [2]int8{int8(la), int8(lb)}
					}
				}
			}
		}
	}
	if add != nil {
		for i, j := N, M; i > 0 || j > 0; {
			b := back[i][j]
			add(string(n[i-int(b[0]):i]), string(l[j-int(b[1]):j]))
			i -= int(b[0])
			j -= int(b[1])
		}
	}
	return best[N][M]
}

func train(t testing.TB, lang string, pairs []pair, rounds int) *trainer {
	tr := &trainer{shape: shapeOf(lang), p: map[piece]float64{}}
	// start: position-based soft alignment counts
	c := map[piece]float64{}
	for _, p := range pairs {
		N, M := len(p.n), len(p.l)
		for i := 0; i < N; i++ {
			at := float64(i) / float64(N) * float64(M)
			for la := 1; la <= 1; la++ {
				for j := max(0, int(at)-2); j <= min(M, int(at)+2); j++ {
					for lb := 0; lb <= min(tr.maxB, M-j); lb++ {
						want := float64(M) / float64(N) * float64(la)
						c[piece{string(p.n[i : i+la]), string(p.l[j : j+lb])}] += p.w * math.Exp(-math.Abs(float64(lb)-want)-math.Abs(float64(j)-at)*.7)
					}
				}
			}
		}
	}
	tr.set(c, 0)
	for r := range rounds {
		c = map[piece]float64{}
		var ll, n float64
		if r == 2 { // let the pairs of letters in
			tr.grow(pairs)
		}
		for _, p := range pairs {
			s := tr.viterbi(p.n, p.l, nil)
			if s/float64(len(p.n)+len(p.l)) < -5.5 && r > 0 {
				continue // not a rendering at all
			}
			tr.viterbi(p.n, p.l, func(a, b string) { c[piece{a, b}] += p.w })
			ll += s
			n += float64(len(p.n))
		}
		t.Logf("%s round %d: ll/letter %.3f, units %d", lang, r, ll/n, len(c))
		tr.set(c, 1)
	}
	return tr
}

// grow adds units of two native letters, by joining neighbours of the best alignment.
func (tr *trainer) grow(pairs []pair) {
	c := map[piece]float64{}
	for _, p := range pairs {
		var us []piece
		tr.viterbi(p.n, p.l, func(a, b string) { us = append(us, piece{a, b}) })
		for i := range us {
			c[us[i]] += p.w
			if i+1 < len(us) { // reversed order
				a, b := us[i+1].a+us[i].a, us[i+1].b+us[i].b
				if len([]rune(a)) >= 1 && len([]rune(a)) <= tr.maxA && len(b) <= tr.maxB && len(b) > 0 {
					c[piece{a, b}] += p.w * .3
				}
			}
		}
	}
	tr.set(c, 1)
}

func (tr *trainer) set(c map[piece]float64, discount float64) {
	var total float64
	for _, v := range c {
		total += v
	}
	tr.p = map[piece]float64{}
	for u, v := range c {
		v -= discount * 1.0
		if len([]rune(u.a)) > 1 {
			v -= discount * 2
		}
		if v > 0 {
			tr.p[u] = math.Log(v / total)
		}
	}
}

func TestTrain(t *testing.T) {
	if os.Getenv("RETROUVE_FIT") == "" {
		t.Skip("set RETROUVE_FIT=1")
	}
	pairs := readPairs(t)
	for _, lang := range []string{"ru", "ar", "he", "ja", "ko", "zh"} {
		if only := os.Getenv("ONLY"); only != "" && only != lang {
			continue
		}
		start := time.Now()
		tr := train(t, lang, pairs[lang], 5)
		t.Logf("%s %v", lang, time.Since(start))
		type row struct {
			piece
			p float64
		}
		var rows []row
		for u, p := range tr.p {
			rows = append(rows, row{u, p})
		}
		sort.Slice(rows, func(i, j int) bool { return rows[i].p > rows[j].p })
		out, _ := os.Create("/tmp/channel-" + lang + ".tsv")
		for _, r := range rows {
			fmt.Fprintf(out, "%s\t%s\t%.3f\n", r.a, r.b, r.p)
		}
		out.Close()
	}
}
