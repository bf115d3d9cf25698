// Package channel scores how likely a word in Latin letters and a word in
// another script are the same word. Each script has a table of units: one or two
// native letters, none to a few Latin ones, and how likely that pair is. The
// likelihood of two words is that of the best way to cut both into such units: a
// joint source-channel model (Li, Zhang and Su, "A joint source-channel model for
// machine transliteration", ACL 2004), its units found by Viterbi training
// (fit_test.go). It knows of no rule of any language; what a script leaves open
// (vowels, readings, the several ways to render a sound) is in the table.
package channel

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Script is a script that has a table.
type Script int

// The scripts. Cyrillic was fitted on Russian, Arabic on Arabic, Han on Chinese
// renderings of foreign names; kana are taken as katakana, Hangul as jamo.
const (
	Cyrillic Script = iota
	Arabic
	Hebrew
	Kana
	Hangul
	Han
	scripts
)

// Letters of a word that are looked at, and Latin letters of one unit.
const (
	MaxLetters = 40
	maxUnit    = 6
)

//go:embed data/*.tsv.gz
var files embed.FS

var tables = [scripts]func() *Table{
	Cyrillic: load("ru"), Arabic: load("ar"), Hebrew: load("he"), Kana: load("ja"), Hangul: load("ko"), Han: load("zh"),
}

// Of returns the table of a script, which is read at the first call.
func Of(s Script) *Table { return tables[s]() }

func load(name string) func() *Table {
	return sync.OnceValue(func() *Table {
		f, err := files.ReadFile("data/" + name + ".tsv.gz")
		if err == nil {
			var z *gzip.Reader
			if z, err = gzip.NewReader(bytes.NewReader(f)); err == nil {
				return read(z)
			}
		}
		panic("channel: embedded table " + name + ": " + err.Error()) // the program was built wrongly
	})
}

// rendering is one way to write a native unit: up to six Latin letters, packed.
type rendering struct {
	code uint32
	w    float32
}

// unit is all renderings of a native unit: a hash table of a power of two slots
// (empty where code is 0), and the likeliest ones, best first.
type unit struct {
	slots []rendering
	mask  uint32
	known [4]uint64 // which of 256 classes of codes are there: most lookups end here
	first uint32    // which letters renderings begin with, as bits
	least int8      // fewest and most Latin letters of a rendering
	most  int8
	best  []string
	bestW []float32
}

// Table is the model of one script. It is only read after loading.
type Table struct {
	letters map[rune]*letter
	ins     [26]float32 // a Latin letter without a native one
	bgL     [26]float32 // how likely a Latin letter is anywhere, log
}

// letter is what is known of a native letter.
type letter struct {
	unit  *unit          // of it alone
	pairs map[rune]*unit // of it and the next
	del   float32        // without a Latin one
	bg    float32        // how likely it is anywhere, log
}

// letter returns what is known of a letter, to be filled in.
func (t *Table) letter(r rune) *letter {
	l := t.letters[r]
	if l == nil {
		l = &letter{del: unseenDel, bg: unseenLetter}
		t.letters[r] = l
	}
	return l
}

// Logarithms of what was never seen.
const (
	unseen       = -16 // a letter for a letter
	unseenDel    = -14
	unseenIns    = -12
	unseenLetter = -10
)

func pack(b string) uint32 {
	var c uint32
	for i := range len(b) {
		c = c<<5 | uint32(b[i]-'a'+1)
	}
	return c
}

func hash(c uint32) uint32 { return c * 2654435761 >> 12 }

// line is a line of a table: native letters, Latin letters, log probability.
type line struct {
	native, latin string
	w             float64
}

func read(r io.Reader) *Table {
	by := map[string][]line{}
	t := &Table{letters: map[rune]*letter{}}
	for i := range t.ins {
		t.ins[i] = unseenIns
	}
	var latin [26]float64
	native := map[rune]float64{}
	var sumL, sumN float64
	for s := bufio.NewScanner(r); s.Scan(); {
		c := strings.Split(s.Text(), "\t")
		w, _ := strconv.ParseFloat(c[2], 64)
		p := math.Exp(w)
		for i := range len(c[1]) {
			latin[c[1][i]-'a'] += p
			sumL += p
		}
		for _, r := range c[0] {
			native[r] += p
			sumN += p
		}
		switch {
		case c[0] == "":
			t.ins[c[1][0]-'a'] = float32(w)
		case c[1] == "":
			t.letter([]rune(c[0])[0]).del = float32(w)
		default:
			by[c[0]] = append(by[c[0]], line{c[0], c[1], w})
		}
	}
	for i, p := range latin {
		t.bgL[i] = float32(math.Log((p + 1e-9) / sumL))
	}
	for r, p := range native {
		t.letter(r).bg = float32(math.Log(p / sumN))
	}
	for a, ls := range by {
		native := []rune(a)
		l := t.letter(native[0])
		if len(native) == 1 {
			l.unit = newUnit(ls)
			continue
		}
		if l.pairs == nil {
			l.pairs = map[rune]*unit{}
		}
		l.pairs[native[1]] = newUnit(ls)
	}
	return t
}

// newUnit takes the renderings as they stand in the table, likeliest first.
func newUnit(ls []line) *unit {
	size := uint32(4)
	for int(size) < 2*len(ls) {
		size *= 2
	}
	u := &unit{slots: make([]rendering, size), mask: size - 1, least: maxUnit}
	for i, l := range ls {
		c := pack(l.latin)
		at := hash(c) & u.mask
		for u.slots[at].code != 0 {
			at = (at + 1) & u.mask
		}
		u.slots[at] = rendering{c, float32(l.w)}
		class := hash(c) >> 12
		u.known[class>>6] |= 1 << (class & 63)
		u.first |= 1 << (l.latin[0] - 'a')
		u.least, u.most = min(u.least, int8(len(l.latin))), max(u.most, int8(len(l.latin)))
		if i < 6 {
			u.best, u.bestW = append(u.best, l.latin), append(u.bestW, float32(l.w))
		}
	}
	return u
}

func (u *unit) find(code uint32) (float32, bool) {
	h := hash(code)
	if class := h >> 12; u.known[class>>6]>>(class&63)&1 == 0 {
		return 0, false
	}
	for at := h & u.mask; ; at = (at + 1) & u.mask {
		switch u.slots[at].code {
		case code:
			return u.slots[at].w, true
		case 0:
			return 0, false
		}
	}
}

// Word is a native word made ready.
type Word struct {
	steps []step
	self  float32 // how likely the letters are by chance, log
}

// step is a letter of a word.
type step struct {
	units [2]*unit // of that letter, of it and the next
	del   float32
}

// Compile makes a native word ready, see Letters. The memory of w is used again.
func (t *Table) Compile(w *Word, letters []rune) {
	letters = letters[:min(len(letters), MaxLetters)]
	w.steps, w.self = slices.Grow(w.steps[:0], len(letters)), 0
	for i, r := range letters {
		l := t.letters[r]
		if l == nil {
			w.steps = append(w.steps, step{del: unseenDel})
			w.self += unseenLetter
			continue
		}
		s := step{units: [2]*unit{l.unit, nil}, del: l.del}
		if i+1 < len(letters) && l.pairs != nil {
			s.units[1] = l.pairs[letters[i+1]]
		}
		w.steps = append(w.steps, s)
		w.self += l.bg
	}
}

// Chance returns how likely the letters of a Latin word are by chance, log.
func (t *Table) Chance(latin string) (s float32) {
	for i := range len(latin) {
		c := latin[i]
		s += t.bgL[c-'a']
	}
	return s
}

// Chance returns how likely the letters of the word are by chance, log.
func (w Word) Chance() float32 { return w.self }

const never = float32(-1e9)

// band is by how many letters two words of one name may be out of step.
const band = 5

// Joint returns the log probability of a native and a Latin word (a-z) together.
func (t *Table) Joint(w *Word, latin string) float32 {
	all, m := len(w.steps), len(latin)
	if m > MaxLetters {
		return never
	}
	var codes [MaxLetters][maxUnit + 1]uint32
	for j := range m {
		var c uint32
		for n := 1; n <= maxUnit && j+n <= m; n++ {
			c = c<<5 | uint32(latin[j+n-1]-'a'+1)
			codes[j][n] = c
		}
	}
	var rows [3][MaxLetters + 1]float32
	for i := range rows {
		for j := range m + 1 {
			rows[i][j] = never
		}
	}
	rows[0][0] = 0
	for i := 0; ; i++ {
		row, next, after := &rows[i%3], &rows[(i+1)%3], &rows[(i+2)%3]
		// Words of one name keep step: far off the diagonal nothing is looked for.
		lo, hi := 0, m
		if all > 0 {
			lo, hi = max(i*m/all-band, 0), min(i*m/all+band, m)
		}
		for j := range m {
			row[j+1] = better(row[j+1], row[j]+t.ins[latin[j]-'a'])
		}
		if i == all {
			return row[m]
		}
		s := &w.steps[i]
		next[0] = better(next[0], row[0]+s.del)
		for j := range m {
			next[j+1] = better(next[j+1], better(row[j]+unseen, row[j+1]+s.del))
		}
		for k, to := range [2]*[MaxLetters + 1]float32{next, after} {
			u := s.units[k]
			if u == nil {
				continue
			}
			for j := lo; j < hi; j++ {
				if row[j] == never || u.first>>(latin[j]-'a')&1 == 0 {
					continue
				}
				for n := int(u.least); n <= int(u.most) && j+n <= m; n++ {
					if x, ok := u.find(codes[j][n]); ok {
						to[j+n] = better(to[j+n], row[j]+x)
					}
				}
			}
		}
		for j := range m + 1 {
			row[j] = never
		}
	}
}

// better is max for numbers, which the one for everything takes its time over.
func better(a, b float32) float32 {
	if a > b {
		return a
	}
	return b
}

// Evidence is how much more likely a native and a Latin word are as one word than
// by chance: the log-likelihood ratio, 0 where chance explains them better.
func (t *Table) Evidence(w *Word, latin string) float32 {
	return max(t.Joint(w, latin)-w.self-t.Chance(latin), 0)
}

// Readings returns the likeliest Latin renderings of a native word, best first.
func (t *Table) Readings(w *Word, n int) []string {
	type path struct {
		s string
		w float32
	}
	at := make([][]path, len(w.steps)+1)
	at[0] = []path{{}}
	keep := func(list []path, p path) []path {
		for i := range list {
			if list[i].s == p.s {
				list[i].w = max(list[i].w, p.w)
				return list
			}
		}
		list = append(list, p)
		for i := len(list) - 1; i > 0 && list[i].w > list[i-1].w; i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		return list[:min(len(list), n+1)]
	}
	for i := range w.steps {
		for _, p := range at[i] {
			at[i+1] = keep(at[i+1], path{p.s, p.w + w.steps[i].del})
			for k, u := range w.steps[i].units {
				if u == nil {
					continue
				}
				for b, s := range u.best {
					at[i+k+1] = keep(at[i+k+1], path{p.s + s, p.w + u.bestW[b]})
				}
			}
		}
	}
	var out []string
	for _, p := range at[len(w.steps)] {
		if len(out) < n {
			out = append(out, p.s)
		}
	}
	return out
}
