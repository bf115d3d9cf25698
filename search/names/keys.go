package names

import (
	"strings"
	"unicode/utf8"

	"github.com/retrouve/retrouve/search/names/internal/nick"
)

// Key is a term under which a name is found, and how much it counts beside its
// rarity.
type Key struct {
	Term   string
	Weight float32
}

// The first letter of a term says what it is. Lower-case kinds are of names in
// Latin letters, upper-case ones of the readings of names in other scripts, so
// that each is looked for among its own.
const (
	kindWord     = 'w' // a folded word, in its own script
	kindWhole    = 'c' // the whole name written together, in its own script
	kindReading  = 'w' // a reading of a word; in Latin letters that of a word as it is written
	kindInitials = 'i' // the first letters of the words, sorted
	kindNative   = 'n' // letters of a name in another script: three, or one and two of dense ones
	kindLetters  = 't' // three letters of a word
	kindSound    = 'g' // the consonants of a word, four at a time
	kindRun      = 'j' // the consonants of the whole name, four at a time
	upper        = 'a' - 'A'
)

// lengths of the grams
const (
	letterGram = 3
	soundGram  = 4
)

// keySet gathers terms: those of a query with their weights, each once; those of
// a name one behind the other, because there are many names and each has many.
type keySet struct {
	list []Key
	seen map[string]bool // nil for those of a name
	buf  []byte
	end  string // of each term of a name
}

func (k *keySet) add(kind byte, term string, weight float32) {
	if k.seen == nil {
		k.put(kind, term)
		return
	}
	k.buf = append(append(k.buf[:0], kind), term...)
	if term == "" || k.seen[string(k.buf)] {
		return
	}
	s := string(k.buf)
	k.seen[s] = true
	k.list = append(k.list, Key{s, weight})
}

func (k *keySet) put(kind byte, term string) {
	if term != "" {
		k.buf = append(append(append(k.buf, kind), term...), k.end...)
	}
}

// grams adds the runs of n letters of an ASCII word with its edges.
func (k *keySet) grams(kind byte, w string, n int, weight float32) {
	var b [maxLetters*2 + 2]byte
	s := append(append(append(b[:0], '^'), w[:min(len(w), maxLetters)]...), '$')
	for i := 0; i+n <= len(s); i++ {
		k.add(kind, string(s[i:i+n]), weight)
	}
	if len(s) < n {
		k.add(kind, string(s), weight)
	}
}

// name adds the terms under which a name is indexed.
func (k *keySet) name(n *Name) {
	for i := range n.forms {
		if i == 0 {
			k.own(&n.forms[i])
		}
		k.latin(&n.forms[i], n.forms[0].words[0].sys != latin, 1)
	}
}

// own adds the terms of a form in its own script.
func (k *keySet) own(f *form) {
	for i := range f.words {
		w := &f.words[i]
		k.add(kindWord, w.folded, 1)
		if w.sys != latin {
			k.native(w)
		}
	}
	k.whole(f, 1, 1)
}

// whole adds the terms of the name as one.
func (k *keySet) whole(f *form, weight, initial float32) {
	k.add(kindWhole, f.whole.folded, weight)
	if f.whole.sys.dense() && len(f.words) > 1 {
		k.native(&f.whole)
	}
	k.add(kindInitials, initials(f.words), initial)
}

// native adds runs of letters of a word in its own script.
func (k *keySet) native(w *word) {
	r := []rune(w.folded)
	if w.sys.dense() {
		for i := range r {
			k.add(kindNative, string(r[i]), 0.7)
			if i+1 < len(r) {
				k.add(kindNative, string(r[i:i+2]), 1)
			}
		}
		return
	}
	r = append(append([]rune{'^'}, r...), '$')
	for i := 0; i+letterGram <= len(r); i++ {
		k.add(kindNative, string(r[i:i+letterGram]), 1)
	}
}

// latin adds the terms of the readings in Latin letters, as those of names in
// other scripts if foreign. A query is written together in several orders, so
// that a name need be indexed in one.
func (k *keySet) latin(f *form, foreign bool, turns int) {
	up := byte(0)
	if foreign {
		up = upper
	}
	var sk []byte
	most := 0
	for i := range f.words {
		w := &f.words[i]
		most = max(most, len(w.latin))
		for _, r := range w.latin {
			if foreign || w.sys != latin || w.read {
				k.add(kindReading-up, r, 1.5)
			}
			k.grams(kindLetters-up, r, letterGram, 1)
			sk = skeleton(sk[:0], r)
			k.grams(kindSound-up, string(sk), soundGram, 1)
		}
	}
	for r := range min(most, 2) {
		for turn := range min(len(f.words), turns) {
			k.run(f.words, r, turn, kindRun-up, &sk)
		}
	}
}

// run adds the consonants of the whole name in one of the orders.
func (k *keySet) run(ws []word, reading, turn int, kind byte, sk *[]byte) {
	var s []byte
	from := beginning(len(ws), turn)
	for i := range ws {
		w := &ws[(from+i)%len(ws)]
		if len(w.latin) > 0 {
			s = append(s, w.latin[min(reading, len(w.latin)-1)]...)
		}
	}
	*sk = skeleton((*sk)[:0], string(s))
	for i := 0; i+soundGram <= len(*sk); i++ {
		k.add(kind, string((*sk)[i:i+soundGram]), 1)
	}
}

// initials returns the first letters of the words, sorted, of two words or more.
func initials(ws []word) string {
	if len(ws) < 2 || len(ws) > 6 || ws[0].sys.dense() {
		return ""
	}
	var r []rune
	for i := range ws {
		c, _ := utf8.DecodeRuneInString(ws[i].folded)
		r = append(r, c)
		for j := len(r) - 1; j > 0 && r[j] < r[j-1]; j-- {
			r[j], r[j-1] = r[j-1], r[j]
		}
	}
	return string(r)
}

// Keys are the terms by which a query is looked up, each group among names of
// its own: names in the script of the query, names in Latin letters, names in any
// other script. Without groups the many names in Latin letters would crowd out
// the others.
type Keys struct{ Own, Latin, Other []Key }

// Keys returns the keys of the query.
func (q *Query) Keys() Keys {
	if len(q.name.forms) == 0 {
		return Keys{}
	}
	var own, letters, others keySet
	for _, k := range []*keySet{&own, &letters, &others} {
		k.seen = map[string]bool{}
	}
	first := &q.name.forms[0]
	short := false
	for i := range first.words {
		w := &first.words[i]
		own.add(kindWord, w.folded, 2)
		own.kin(&q.forms[0].words[i])
		short = short || w.n == 1
		if w.sys != latin {
			own.native(w)
		}
	}
	initial := float32(0.2)
	if short {
		initial = 1
	}
	own.whole(first, 2, initial)
	if first.words[0].sys == latin {
		for i := range first.words {
			for _, r := range first.words[i].latin {
				own.grams(kindLetters, r, letterGram, 1)
			}
		}
	}
	for i := range q.name.forms {
		if first.words[0].sys != latin {
			letters.latin(&q.name.forms[i], false, turns)
		}
		others.latin(&q.name.forms[i], true, turns)
	}
	return Keys{own.list, letters.list, others.list}
}

// kin adds other forms of a given name, and of those that it may be misspelt for.
func (k *keySet) kin(a *asked) {
	for _, v := range a.kin {
		k.add(kindWord, v, 1.5)
	}
	for _, n := range a.slips {
		k.add(kindWord, n, 0.5)
		for i, v := range nick.Variants(n) {
			if i == nearKin {
				break
			}
			k.add(kindWord, v, 0.5)
		}
	}
}

// nearKin is how many forms of a name are looked for that was perhaps misspelt.
const nearKin = 6

// WholeTerm returns the term that a name written in just this way has, whatever
// its case and spaces; "" for none.
func WholeTerm(name string) string {
	f := strings.ReplaceAll(Fold(name), " ", "")
	if f == "" {
		return ""
	}
	return string(kindWhole) + clip(f)
}

// WordTerm returns the term that every name with this word has; "" for none.
func WordTerm(word string) string {
	f := Fold(word)
	if f == "" {
		return ""
	}
	return string(kindWord) + clip(f)
}
