package names

import "unicode"

// system is a writing system for the purpose of comparing: names in different
// ones cannot be compared letter by letter.
type system uint

// Chinese characters and kana are one: a Japanese name mixes them.
const (
	latin system = 1 << iota
	cyrillic
	greek
	arabic
	hebrew
	eastAsian
	hangul
	other
)

func systemOf(r rune) system {
	switch {
	case r < 0x250 || unicode.Is(unicode.Latin, r):
		return latin
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.Is(unicode.Arabic, r):
		return arabic
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return eastAsian
	case unicode.Is(unicode.Hangul, r):
		return hangul
	case unicode.Is(unicode.Hebrew, r):
		return hebrew
	case unicode.Is(unicode.Greek, r):
		return greek
	}
	return other
}

func systems(s string) system {
	var all system
	for _, r := range s {
		if unicode.IsLetter(r) {
			all |= systemOf(r)
		}
	}
	return all
}

// Comparable reports whether two names have letters of one writing system in
// common, so that Similarity can say something about them. Scripts other than
// the eight most used are taken as one. A name without letters is comparable
// with nothing.
func Comparable(a, b string) bool { return systems(a)&systems(b) != 0 }

// Dense reports whether a word is written without spaces between its parts, a
// letter for a syllable: Chinese characters, kana, Hangul.
func Dense(word string) bool {
	return word != "" && systems(word)&^(eastAsian|hangul) == 0 && systems(word) != 0
}

// Bigrams returns the overlapping pairs of letters of a Dense word of at least
// three letters, and nothing for any other word: a shorter one is its own pair.
func Bigrams(word string) []string {
	if !Dense(word) {
		return nil
	}
	r := []rune(word)
	if len(r) < 3 {
		return nil
	}
	out := make([]string, 0, len(r)-1)
	for i := range len(r) - 1 {
		out = append(out, string(r[i:i+2]))
	}
	return out
}
