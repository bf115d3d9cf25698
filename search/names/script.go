package names

import "unicode"

// system is a writing system for the purpose of comparing.
type system uint16

// The systems, one bit each.
const (
	latin system = 1 << iota
	cyrillic
	greek
	arabic
	hebrew
	hanzi
	kana
	hangul
	other
)

func systemOf(r rune) system {
	switch {
	case r < 0x250 || unicode.Is(unicode.Latin, r):
		return latin
	case r >= 0x370 && r < 0x400 || unicode.Is(unicode.Greek, r):
		return greek
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.Is(unicode.Arabic, r):
		return arabic
	case unicode.Is(unicode.Han, r):
		return hanzi
	case unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー':
		return kana
	case unicode.Is(unicode.Hangul, r):
		return hangul
	case unicode.Is(unicode.Hebrew, r):
		return hebrew
	}
	return other
}

// dense reports whether a letter of the system is a syllable.
func (s system) dense() bool { return s&(hanzi|kana|hangul) != 0 }

// mainSystem returns the system of the first letter of a word, hanzi for a word
// with any Chinese character: 真綾さん.
func mainSystem(s string) system {
	first := system(0)
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		sys := systemOf(r)
		if first == 0 || sys == hanzi {
			first = sys
		}
		if first == hanzi || !first.dense() {
			return first
		}
	}
	if first == 0 {
		return latin // digits
	}
	return first
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

// Comparable reports whether two names have letters, so that Similarity can say
// something about them, whatever their scripts.
func Comparable(a, b string) bool { return systems(a) != 0 && systems(b) != 0 }

// Dense reports whether a word is written without spaces between its parts, a
// letter for a syllable: Chinese characters, kana, Hangul.
func Dense(word string) bool {
	s := systems(word)
	return s != 0 && s&^(hanzi|kana|hangul) == 0
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
