package han

import (
	"unicode"
	"unicode/utf8"
)

// maxRunes bounds a Japanese name: five characters a part are rare enough.
const maxRunes = 10

// spelling is a name in the form in which the lexica are looked up: variants
// folded, kana as katakana, the repetition mark written out. Command gen has the
// same rules in its function key.
type spelling struct {
	text  [maxRunes * utf8.UTFMax]byte
	ends  [maxRunes + 1]int // rune i ends at ends[i+1]
	isHan [maxRunes]bool
	n     int // runes
	space int // runes before the first space, 0 for no space
}

// newSpelling returns false for what cannot be a Japanese name with a Chinese
// character in it.
func newSpelling(name string) (*spelling, bool) {
	s := &spelling{}
	last, han := rune(0), false
	for _, r := range name {
		switch {
		case r == ' ' || r == '\u3000':
			if s.space == 0 {
				s.space = s.n
			}
			continue
		case s.n == maxRunes:
			return nil, false
		case r == '々' && last != 0:
			r = last
		case isKana(r):
			r = katakana(r)
			if r == 'ケ' {
				r = 'ヶ' // 三ケ島 is 三ヶ島
			}
		case r >= firstHan && unicode.Is(unicode.Han, r):
			r, han = Fold(r), true
		default:
			return nil, false
		}
		s.isHan[s.n] = !isKana(r)
		s.n++
		s.ends[s.n] = s.ends[s.n-1] + utf8.EncodeRune(s.text[s.ends[s.n-1]:], r)
		last = r
	}
	if s.space == s.n {
		s.space = 0
	}
	return s, han
}

// key returns the runes from one to before another as they are looked up.
func (s *spelling) key(from, to int) []byte { return s.text[s.ends[from]:s.ends[to]] }

// kana reports whether these runes are kana only.
func (s *spelling) kana(from, to int) bool {
	for _, han := range s.isHan[from:to] {
		if han {
			return false
		}
	}
	return true
}
