package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry"
)

// population makes names of the words that a file of names has: in each script as
// often as the file, and within it words by Zipf's law (G. K. Zipf, Human Behavior
// and the Principle of Least Effort, 1949), the most frequent first, so that a few
// surnames are shared by thousands and most by hardly anybody.
type population struct {
	pools []*namePool
	rows  int
}

// namePool holds the words of the names of one script that are written with
// spaces, or of those that are written without.
type namePool struct {
	script string
	joined bool
	rows   int
	given  frequent
	family frequent
}

// Shape of Zipf's law: with these, the most frequent of fifty thousand words makes
// up 1.4 % of the names, somewhat more than the most frequent French surname.
const (
	zipfExponent = 1.05
	zipfOffset   = 10
)

// frequent is a list of distinct words, the most frequent first.
type frequent struct {
	counts map[string]int // until sorted
	words  []string
	rank   *rand.Zipf
}

func (f *frequent) count(w string) {
	if f.counts == nil {
		f.counts = map[string]int{}
	}
	f.counts[w]++
}

func (f *frequent) sort(rnd *rand.Rand) {
	for w := range f.counts {
		f.words = append(f.words, w)
	}
	slices.SortFunc(f.words, func(a, b string) int {
		if n := f.counts[b] - f.counts[a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	f.counts = nil
	f.rank = rand.NewZipf(rnd, zipfExponent, zipfOffset, uint64(len(f.words)-1))
}

func (f *frequent) pick() string { return f.words[f.rank.Uint64()] }

// readPopulation reads the names of a folder.
func readPopulation(dir string, rnd *rand.Rand) (*population, error) {
	type kind struct {
		script string
		joined bool
	}
	p, pools := &population{}, map[kind]*namePool{}
	err := eachRow(filepath.Join(dir, namesFile), nameColumns(), func(v []string) error {
		given, family, joined := splitName(v[1], v[2])
		if family == "" {
			return nil
		}
		k := kind{v[2], joined}
		pool := pools[k]
		if pool == nil {
			pool = &namePool{script: k.script, joined: k.joined}
			pools[k] = pool
			p.pools = append(p.pools, pool)
		}
		pool.given.count(given)
		pool.family.count(family)
		pool.rows++
		p.rows++
		return nil
	})
	for _, pool := range p.pools {
		pool.given.sort(rnd)
		pool.family.sort(rnd)
	}
	if err == nil && p.rows == 0 {
		err = fmt.Errorf("%s holds no name of two words", namesFile)
	}
	return p, err
}

// splitName takes the first word as the given name and the last as the surname. A
// Chinese, Japanese or Korean name without a space begins with the surname, mostly
// of one letter. Of any other single word nothing is returned.
func splitName(name, script string) (given, family string, joined bool) {
	words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" ,・·", r) })
	switch {
	case len(words) > 1:
		return words[0], words[len(words)-1], false
	case len(words) == 1 && (script == "Hani" || script == "Jpan" || script == "Hang"):
		if _, size := utf8.DecodeRuneInString(words[0]); size < len(words[0]) {
			return words[0][size:], words[0][:size], true
		}
	}
	return "", "", false
}

// name makes one.
func (p *population) name(rnd *rand.Rand) registry.Name {
	row := rnd.IntN(p.rows)
	pool := p.pools[0]
	for _, pool = range p.pools {
		if row -= pool.rows; row < 0 {
			break
		}
	}
	given, family := pool.given.pick(), pool.family.pick()
	text := given + " " + family
	if pool.joined {
		text = family + given
	}
	n := registry.NewName(text, registry.NameFull)
	n.Given, n.Family = given, family
	return n
}
