package nick

import (
	"embed"
	"iter"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed data/*.txt
var files embed.FS

// line is one line of a table: words that belong together. The first heads of
// them are full names, the rest is short for these.
type line struct {
	words []string
	heads int
	kind  Relation
}

// relation returns how two words of a line belong together. Two full names that
// both occur on the right are the parts of a compound (Mary and Ann in Maryann)
// and have nothing to do with each other.
func (t *table) relation(l *line, a, b string) Relation {
	if l.kind != ShortForm {
		return l.kind
	}
	switch ha, hb := l.isHead(a), l.isHead(b); {
	case ha && hb:
		return Spelling
	case ha || hb:
		return ShortForm
	case t.isFull(a) && t.isFull(b):
		return None
	}
	return Namesake
}

// isFull reports whether a word is a full name somewhere.
func (t *table) isFull(word string) bool {
	return slices.ContainsFunc(t.of[word], func(n uint16) bool {
		l := &t.lines[n]
		return l.kind == ShortForm && l.isHead(word)
	})
}

func (l *line) isHead(word string) bool { return slices.Contains(l.words[:l.heads], word) }

// rank is the place of a word by frequency, counted anew for short forms: the
// first of them is as frequent as the full name.
func (l *line) rank(i int) int {
	if i < l.heads {
		return i
	}
	return i - l.heads
}

// table is all lines and, for every word, the numbers of its lines in order.
type table struct {
	lines []line
	of    map[string][]uint16
	once  []uint16 // backs of
	some  sieve
}

var tables = sync.OnceValue(load)

// load reads the tables. The files are part of the program and checked by its
// tests, so there is nothing to refuse here.
func load() *table {
	t := &table{lines: make([]line, 0, 6<<10), of: make(map[string][]uint16, 16<<10), once: make([]uint16, 0, 16<<10)}
	for l := range linesOf("spellings") {
		t.add(Spelling, keys(nil, strings.Fields(l)), nil)
	}
	spellings := len(t.lines)
	for l := range linesOf("cognates") {
		t.add(Cognate, t.spelled(keys(nil, strings.Fields(l)), spellings), nil)
	}
	for _, file := range languages() {
		more := wideningOf(file)
		for l := range linesOf(file) {
			full, short, _ := strings.Cut(l, ":")
			heads, shorts := strings.Fields(full), strings.Fields(short)
			if more != nil {
				heads, shorts = more(heads, true), more(shorts, false)
			}
			t.add(ShortForm, t.spelled(keys(nil, heads), spellings), t.spelled(keys(nil, shorts), spellings))
		}
	}
	for w := range t.of {
		t.some.add(hash(seed, w))
	}
	return t
}

// add appends a line and enters its words.
func (t *table) add(kind Relation, heads, shorts []string) {
	words := keys(heads, shorts)
	n := uint16(len(t.lines))
	t.lines = append(t.lines, line{words: slices.Clip(words), heads: len(heads), kind: kind})
	for _, w := range words {
		if of, ok := t.of[w]; ok {
			t.of[w] = append(of, n)
			continue
		}
		// Most words stand in one line: these share one array.
		t.once = append(t.once, n)
		last := len(t.once) - 1
		t.of[w] = t.once[last : last+1 : last+1]
	}
}

// spelled returns names followed by their other spellings, which are the first
// lines of the table.
func (t *table) spelled(names []string, spellings int) []string {
	out := slices.Clone(names)
	for _, name := range names {
		for _, n := range t.of[name] {
			if int(n) < spellings {
				out = keys(out, t.lines[n].words)
			}
		}
	}
	return out
}

// keys appends the keys of words that are not there yet.
func keys(to, words []string) []string {
	to = slices.Grow(to, len(words))
	for _, w := range words {
		if k := key(w); !slices.Contains(to, k) {
			to = append(to, k)
		}
	}
	return to
}

// languages returns the names of the files with short forms, in order.
func languages() []string {
	entries, _ := files.ReadDir("data")
	var out []string
	for _, e := range entries {
		name := strings.TrimSuffix(path.Base(e.Name()), ".txt")
		if len(name) == 2 { // ISO 639-1
			out = append(out, name)
		}
	}
	return out
}

// linesOf yields the lines of a table.
func linesOf(file string) iter.Seq[string] {
	text, _ := files.ReadFile("data/" + file + ".txt")
	return linesIn(string(text))
}

// linesIn yields the lines of a text without comments and empty ones.
func linesIn(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for l := range strings.Lines(text) {
			l, _, _ = strings.Cut(l, "#")
			if l = strings.TrimSpace(l); l != "" && !yield(l) {
				return
			}
		}
	}
}
