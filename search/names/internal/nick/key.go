package nick

import (
	"strings"
	"unicode/utf8"
)

// key returns the form of a word under which it is found: without the marks that
// names.Fold drops in Cyrillic, Greek and Arabic script.
func key(word string) string {
	for i := range len(word) {
		if word[i] >= 0x80 {
			return strings.Map(plain, word)
		}
	}
	return word
}

func plain(r rune) rune {
	switch r {
	case 'й':
		return 'и'
	case 'ё', 'ѐ':
		return 'е'
	case 'ї':
		return 'і'
	case 'ў':
		return 'у'
	case 'ς':
		return 'σ'
	case 'ά':
		return 'α'
	case 'έ':
		return 'ε'
	case 'ή':
		return 'η'
	case 'ί', 'ϊ', 'ΐ':
		return 'ι'
	case 'ό':
		return 'ο'
	case 'ύ', 'ϋ', 'ΰ':
		return 'υ'
	case 'ώ':
		return 'ω'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ؤ':
		return 'و'
	case 'ئ', 'ى', 'ی':
		return 'ي'
	case 'ة', 'ہ', 'ھ':
		return 'ه'
	case 'ک':
		return 'ك'
	case 'ء':
		return -1
	}
	return r
}

// script tells the scripts of the tables apart by the block of the first letter.
func script(word string) rune {
	r, _ := utf8.DecodeRuneInString(word)
	if r < 0x250 {
		return 0
	}
	return r >> 8
}
