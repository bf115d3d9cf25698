package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/retrouve/retrouve/search/names/internal/han"
)

// Fold returns the form of a name that two spellings of it share: compatibility
// forms unified (NFKC), lower case, marks dropped outside the Indic and
// South-East Asian scripts where they are vowels, ß and the joined letters
// written out, apostrophes dropped, the Arabic letters that people interchange
// (alef with and without hamza, the two yas, ta marbuta and ha, the two kafs)
// made one, tatweel dropped; katakana and hiragana are one, and the forms of a Chinese
// character. Everything that is neither letter, digit nor kept
// mark is a space, hyphens and middle dots included; words are separated by one
// space. Folding twice changes nothing. Invalid UTF-8 is dropped.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	if isASCII(s) {
		return foldASCII(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	// Apostrophes go first: NFKD turns some of them into a space and an accent.
	s = strings.Map(dropApostrophe, strings.ToValidUTF8(s, ""))
	for _, r := range norm.NFKD.String(s) {
		foldRune(&b, r)
	}
	out := norm.NFC.String(b.String())
	return strings.Join(strings.Fields(out), " ")
}

// Words returns the words of Fold(s), none empty.
func Words(s string) []string { return strings.Fields(Fold(s)) }

// isFolded is the quick way out: lower-case ASCII letters and digits with single
// spaces between are folded already.
func isFolded(s string) bool {
	space := true // so that a leading space is not folded
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			space = false
		case c == ' ' && !space:
			space = true
		default:
			return false
		}
	}
	return s == "" || !space
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldASCII folds without the tables of Unicode: most names need none.
func foldASCII(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b = append(b, c)
		case dropApostrophe(rune(c)) < 0:
		case len(b) > 0 && b[len(b)-1] != ' ':
			b = append(b, ' ')
		}
	}
	return strings.TrimSuffix(string(b), " ")
}

func dropApostrophe(r rune) rune {
	switch r {
	case '\'', '’', '‘', '‛', '`', '´', '′', 'ʼ', 'ʻ', 'ʾ', 'ʿ', 'ʹ', 'ˈ', '＇', '׳', '״', 'ـ':
		return -1
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad': // zero width: they join what they stand between
		return -1
	}
	return r
}

// spelled returns what people write instead of a letter that does not decompose,
// and false for every other letter.
func spelled(r rune) (string, bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'œ':
		return "oe", true
	case 'æ':
		return "ae", true
	case 'þ':
		return "th", true
	case 'ø':
		return "o", true
	case 'ł':
		return "l", true
	case 'đ', 'ð', 'ɗ':
		return "d", true
	case 'ı':
		return "i", true
	case 'ħ':
		return "h", true
	case 'ŋ':
		return "n", true
	case 'ŧ':
		return "t", true
	case 'ɓ':
		return "b", true
	case 'ƙ':
		return "k", true
	case 'ə':
		return "e", true
	case 'ς':
		return "σ", true
	case 'ゐ': // no longer told apart
		return "い", true
	case 'ゑ':
		return "え", true
	}
	return spelledArabic(r)
}

// spelledArabic unifies the letters that people interchange. Alef, waw and ya
// with hamza or madda decompose and lose them as marks.
func spelledArabic(r rune) (string, bool) {
	switch r {
	case 'ٱ':
		return "ا", true
	case 'ى', 'ی', 'ې', 'ے':
		return "ي", true
	case 'ة', 'ە', 'ہ', 'ھ':
		return "ه", true
	case 'ک':
		return "ك", true
	case 'ء':
		return "", true
	}
	return "", false
}

func foldRune(b *strings.Builder, r rune) {
	r = unicode.ToLower(r)
	if to, ok := spelled(r); ok {
		b.WriteString(to)
		return
	}
	switch {
	case r < utf8.RuneSelf:
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteByte(byte(r))
		} else {
			b.WriteByte(' ')
		}
	case dropApostrophe(r) < 0:
	case unicode.IsMark(r):
		if keepsMark(r) {
			b.WriteRune(r)
		}
	case r >= 'ァ' && r <= 'ヶ':
		foldRune(b, r-'ァ'+'ぁ')
	case unicode.IsLetter(r), unicode.IsNumber(r):
		b.WriteRune(han.Fold(r))
	default:
		b.WriteByte(' ')
	}
}

// keepsMark reports whether a mark belongs to the letter: in most scripts of
// South and South-East Asia marks are vowels, and in Japanese they tell か from が.
func keepsMark(r rune) bool {
	if r == '\u3099' || r == '\u309a' {
		return true
	}
	return !unicode.In(r, unicode.Inherited, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew, unicode.Arabic, unicode.Syriac)
}
