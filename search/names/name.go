package names

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Name is a name made ready to be compared: its words, and for names whose script
// leaves the reading open the words of each way to read them.
type Name struct {
	forms  []form
	family int // words before a comma, which are the family name
}

// form is one way to read a name.
type form struct {
	words []word
	whole word
}

// New reads a name.
func New(full string) *Name {
	ws := split(full)
	if len(ws) == 0 {
		return &Name{}
	}
	n := &Name{forms: []form{newForm(ws)}, family: beforeComma(full, len(ws))}
	for _, reading := range readingsOf(ws) {
		n.forms = append(n.forms, newForm(reading))
	}
	return n
}

// beforeComma returns how many of n words stand before the only comma, 0 where
// there is none or nothing else.
func beforeComma(full string, n int) int {
	family, given, ok := strings.Cut(full, ",")
	if !ok || strings.Contains(given, ",") {
		return 0
	}
	if f := len(split(family)); f < n {
		return f
	}
	return 0
}

func newForm(ws []word) form {
	f := form{words: ws, whole: ws[0]}
	if len(ws) > 1 {
		f.whole = join(ws)
	}
	return f
}

// append appends the packed form of the name. The words as written are left out:
// packed names are scored, not explained.
func (n *Name) append(b []byte) []byte {
	b = append(b, byte(len(n.forms)))
	for _, f := range n.forms {
		b = append(b, byte(len(f.words)))
		for i := range f.words {
			b = f.words[i].append(b)
		}
	}
	return b
}

func (w *word) append(b []byte) []byte {
	flags := uint16(w.sys)
	if w.light {
		flags |= flagLight
	}
	if w.read {
		flags |= flagRead
	}
	b = binary.LittleEndian.AppendUint16(b, flags)
	b = appendString(b, w.folded)
	b = binary.LittleEndian.AppendUint16(b, uint16(min(w.full*64, math.MaxUint16)))
	readings := w.latin
	if len(readings) == 1 && readings[0] == w.folded {
		return append(b, 255)
	}
	b = append(b, byte(len(readings)))
	for _, r := range readings {
		b = appendString(b, r)
	}
	return b
}

// Flags of a packed word, above its system.
const (
	flagLight = 1 << 15
	flagRead  = 1 << 14
)

func appendString(b []byte, s string) []byte {
	b = append(b, byte(len(s)))
	return append(b, s...)
}

// unpacker reads packed names into memory of its own, which it uses again.
type unpacker struct {
	text  string
	at    int
	words []word
	latin []string
	bad   bool
}

// name reads the next packed name; it is good until the next reset.
func (u *unpacker) name(forms []form) []form {
	for range u.byte() {
		start := len(u.words)
		for range u.byte() {
			u.word()
		}
		if u.bad = u.bad || len(u.words) == start; u.bad {
			return forms
		}
		forms = append(forms, form{words: u.words[start:len(u.words):len(u.words)]})
	}
	return forms
}

func (u *unpacker) more() bool { return !u.bad && u.at < len(u.text) }

func (u *unpacker) byte() int {
	if u.at >= len(u.text) {
		u.bad = true
		return 0
	}
	u.at++
	return int(u.text[u.at-1])
}

func (u *unpacker) string() string {
	n := u.byte()
	if u.at+n > len(u.text) {
		u.bad = true
		return ""
	}
	u.at += n
	return u.text[u.at-n : u.at]
}

func (u *unpacker) word() {
	flags := u.byte() | u.byte()<<8
	w := word{sys: system(flags &^ (flagLight | flagRead)), light: flags&flagLight != 0, read: flags&flagRead != 0}
	w.folded = u.string()
	w.n = utf8.RuneCountInString(w.folded)
	w.full = float32(u.byte()|u.byte()<<8) / 64
	start := len(u.latin)
	if n := u.byte(); n == 255 {
		u.latin = append(u.latin, w.folded)
	} else {
		for range n {
			u.latin = append(u.latin, u.string())
		}
	}
	w.latin = u.latin[start:len(u.latin):len(u.latin)]
	for _, r := range w.latin {
		if !plain(r) {
			u.bad = true
			return
		}
	}
	w.setLetters()
	u.words = append(u.words, w)
}

func (u *unpacker) reset(text string) {
	u.text, u.at, u.bad = text, 0, false
	u.words, u.latin = u.words[:0], u.latin[:0]
}

// turns are the orders in which names are written together: as they stand, the
// last word first, the first word last.
const turns = 3

// beginning returns the word that one of the orders of n words begins with.
func beginning(n, turn int) int { return [turns]int{0, n - 1, 1}[turn] }

// turned returns words in one of the orders.
func turned(ws []word, turn int) []word {
	from := beginning(len(ws), turn)
	if from == 0 {
		return ws
	}
	return slices.Concat(ws[from:], ws[:from])
}

// joined writes words together in one of the orders.
func joined(ws []word, turn int) string {
	var b strings.Builder
	from := beginning(len(ws), turn)
	for i := range ws {
		b.WriteString(ws[(from+i)%len(ws)].folded)
	}
	return b.String()
}

// Profile is all names of one person.
type Profile struct{ names []*Name }

// Person reads the names of one person. Where one of them is in Latin letters,
// the others are not read by guesses: who wrote it knew.
func Person(full []string) Profile {
	var p Profile
	given := false
	for _, f := range full {
		given = given || len(full) > 1 && mainSystem(Fold(f)) == latin
	}
	for _, f := range full {
		n := New(f)
		if given && len(n.forms) > 1 {
			n.forms = n.forms[:1]
		}
		if len(n.forms) > 0 {
			p.names = append(p.names, n)
		}
	}
	return p
}

// Terms returns the terms under which the person is indexed, with end between them;
// some come more than once. They hold neither spaces nor what is not UTF-8.
func (p Profile) Terms(end string) string {
	k := keySet{buf: make([]byte, 0, 512), end: end}
	for _, n := range p.names {
		k.name(n)
	}
	return strings.TrimSuffix(string(k.buf), end)
}

// Append appends the packed names, which Query.Score reads.
func (p Profile) Append(b []byte) []byte {
	for _, n := range p.names {
		b = n.append(b)
	}
	return b
}
