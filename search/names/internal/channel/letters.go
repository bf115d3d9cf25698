package channel

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/retrouve/retrouve/search/names/internal/han"
)

// Latin folds a word to a-z.
func Latin(s string) []byte {
	var out []byte
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z':
			out = append(out, byte(r))
		case r == 'ß':
			out = append(out, "ss"...)
		case r == 'ø':
			out = append(out, 'o')
		case r == 'æ':
			out = append(out, "ae"...)
		case r == 'œ':
			out = append(out, "oe"...)
		case r == 'ł':
			out = append(out, 'l')
		case r == 'đ', r == 'ð':
			out = append(out, 'd')
		case r == 'þ':
			out = append(out, "th"...)
		case r == 'ı':
			out = append(out, 'i')
		case r == 'ə':
			out = append(out, 'e')
		}
	}
	return out
}

// Native folds a word of another script to the letters of the tables.
func Native(s string) []rune {
	var out []rune
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case r >= 0x1100 && r < 0x1200: // jamo
			out = append(out, r)
		case r == 0x3099, r == 0x309a:
			if len(out) > 0 { // a voiced kana is one letter
				c := []rune(norm.NFC.String(string([]rune{out[len(out)-1], r})))
				if len(c) == 1 {
					out[len(out)-1] = c[0]
				}
			}
		case r == 'ー':
			out = append(out, r)
		case r >= 0x3041 && r <= 0x3096:
			out = append(out, r+0x60)
		case unicode.IsMark(r):
		case r == 'ى' || r == 'ی':
			out = append(out, 'ي')
		case r == 'ک':
			out = append(out, 'ك')
		case r == 'ة':
			out = append(out, 'ه')
		case r == 'ء', r == 'ـ':
		case unicode.IsLetter(r):
			out = append(out, han.Fold(r))
		}
	}
	return out
}

// Letters appends the letters of a word that names.Fold has folded, as Native does
// for any word.
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
