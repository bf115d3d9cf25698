package channel

import "unicode"

// Letters appends the letters of a word that names.Fold has folded, with kana as
// katakana and Hangul as jamo.
func Letters(dst []rune, folded string) []rune {
	for _, r := range folded {
		switch {
		case r >= hangulFirst && r <= hangulLast:
			s := r - hangulFirst
			dst = append(dst, 0x1100+s/588, 0x1161+s%588/28)
			if t := s % 28; t > 0 {
				dst = append(dst, 0x11a7+t)
			}
		case r >= 0x3041 && r <= 0x3096:
			dst = append(dst, r+0x60)
		case unicode.IsLetter(r) || r == 'ー':
			dst = append(dst, r)
		}
	}
	return dst
}

// The syllables of Hangul: 19 initials, 21 vowels, 27 finals and none (Unicode
// Standard, section 3.12).
const (
	hangulFirst = 0xac00
	hangulLast  = 0xd7a3
)
