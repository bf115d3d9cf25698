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
