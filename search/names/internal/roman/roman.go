package roman

import (
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Max is the greatest number of readings of one word.
const Max = 4

const (
	// maxLetters is how much of a word is read: no name word is longer.
	maxLetters = 48
	// maxBytes bounds the work on what is not a word; marks included, maxLetters
	// letters fit.
	maxBytes = 512
)

// Readings returns Latin readings of one word of a name, the most usual first:
// at most Max, none empty, no two equal, each of the letters a to z only. The
// word may be in any case and any Unicode normal form. A word without letters
// that have a reading, and a word with Chinese characters in it, has none. Only
// the first 48 letters are read. Where every name passes by, Append with a slice
// that is used again saves the allocation.
func Readings(word string) []string {
	if isPlain(word) {
		return []string{word}
	}
	return Append(make([]string, 0, Max), word)
}

// Append appends what Readings returns to dst. It allocates the readings that
// are new, and nothing for a word of small ASCII letters.
func Append(dst []string, word string) []string {
	if isPlain(word) {
		return append(dst, word)
	}
	var letters [maxLetters]rune
	w := fold(letters[:0], word)
	if slices.ContainsFunc(w, isHan) {
		return dst
	}
	start := len(dst)
	var space [4 * maxLetters]byte
	for style := range stylesOf(w) {
		if len(dst)-start == Max {
			break
		}
		out := appendWord(space[:0], w, style)
		if len(out) > 0 && !contains(dst[start:], out) {
			dst = append(dst, string(out))
		}
	}
	return dst
}

// stylesOf returns how many styles a word is read in. Scripts in which names from
// elsewhere are common have two more than Max, for the words that some of the
// first ones read alike.
func stylesOf(w []rune) int {
	if len(w) == 0 {
		return 0
	}
	if s := scriptOf(w[0]); s == kana || s == hangul {
		return Max + 2
	}
	return Max
}

// contains compares without making a string of the reading.
func contains(list []string, reading []byte) bool {
	for _, s := range list {
		if s == string(reading) {
			return true
		}
	}
	return false
}

func isPlain(word string) bool {
	if len(word) == 0 || len(word) > maxLetters {
		return false
	}
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}

// fold appends the letters of a word, NFKC and small, as far as dst has room.
func fold(dst []rune, word string) []rune {
	word = word[:min(len(word), maxBytes)]
	for _, r := range norm.NFKC.String(word) {
		if len(dst) == cap(dst) {
			break
		}
		dst = append(dst, unicode.ToLower(r))
	}
	return dst
}

// appendWord reads a folded word in one style; 0 is the most usual.
// Each stretch of one script is read on its own.
func appendWord(dst []byte, w []rune, style int) []byte {
	for len(w) > 0 {
		s, n := run(w)
		dst = appendRun(dst, s, w[:n], style)
		w = w[n:]
	}
	return dst
}

// run returns the script that a word begins with and how far it goes. Signs of
// no script belong to the letters before them.
func run(w []rune) (script, int) {
	s := scriptOf(w[0])
	n := 1
	for n < len(w) {
		next := scriptOf(w[n])
		if s == none {
			s = next
		} else if next != s && next != none {
			break
		}
		n++
	}
	return s, n
}

// appendRun calls by name and not through a table so that the buffers of the
// caller need not escape to the heap.
func appendRun(dst []byte, s script, w []rune, style int) []byte {
	switch s {
	case latin:
		return appendLatin(dst, w, style)
	case cyrillic:
		return appendCyrillic(dst, w, style)
	case greek:
		return appendGreek(dst, w, style)
	case hebrew:
		return appendHebrew(dst, w, style)
	case arabic:
		return appendArabic(dst, w, style)
	case armenian:
		return appendArmenian(dst, w, style)
	case georgian:
		return appendGeorgian(dst, w, style)
	case indic:
		return appendIndic(dst, w, style)
	case thai:
		return appendThai(dst, w, style)
	case khmer:
		return appendKhmer(dst, w, style)
	case burmese:
		return appendBurmese(dst, w, style)
	case ethiopic:
		return appendEthiopic(dst, w, style)
	case hangul:
		return appendHangul(dst, w, style)
	case kana:
		return appendKana(dst, w, style)
	}
	return dst
}

// pick returns one of the alternatives of a table entry, which are separated by
// bars; past the last the last one holds. So "kh|h" is kh in style 0 and h in
// every other.
func pick(entry string, style int) string {
	start := 0
	for i := range len(entry) {
		if entry[i] != '|' {
			continue
		}
		if style == 0 {
			return entry[start:i]
		}
		style--
		start = i + 1
	}
	return entry[start:]
}

// at returns the letter at a place of a word, 0 outside it.
func at(w []rune, i int) rune {
	if i < 0 || i >= len(w) {
		return 0
	}
	return w[i]
}
