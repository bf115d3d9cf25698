package roman

import "slices"

// isEpenthetic: vowels that Japanese puts after a foreign consonant, u and after t
// and d an o. At the beginning of a word they are that only before a consonant
// that makes a cluster with theirs; a long vowel is never one.
func isEpenthetic(text string, vowel byte, first bool, next rune) bool {
	switch {
	case text == "" || next == 'ー':
		return false
	case vowel == 'o':
		return (text == "t" || text == "d") && (!first || isRaRow(next))
	case vowel != 'u':
		return false
	}
	return !first || text == "s" || isRaRow(next)
}

func isRaRow(r rune) bool { return r >= 'ラ' && r <= 'ロ' }

// Styles of katakana beyond the first three.
const (
	kanaMixed = 3 + iota // foreign, with r at the beginning and l elsewhere
	kanaL                // foreign, with l and c
	kanaR                // foreign, with r and k
)

// kanaStyle says in which style a word is read and whether as a foreign name. The
// long mark and small vowels, which katakana needs for foreign names only, leave
// no room for Kunrei.
func kanaStyle(k []rune, isKatakana bool, style int) (int, bool) {
	switch {
	case !isKatakana:
		return min(style, 3), false
	case style == 0 || !slices.ContainsFunc(k, isForeignKana):
		return style, style >= kanaMixed
	}
	return [...]int{kanaMixed, kanaR, kanaL}[(style-1)%3], true
}

// lent is the consonant of a foreign name: katakana has one letter for l and r,
// and none for c.
func lent(text string, vowel byte, style int, foreign, first bool) string {
	switch {
	case !foreign:
	case text == "r" && (style == kanaL || style == kanaMixed && !first):
		return "l"
	case text == "k" && (style == kanaL || style == kanaMixed) && (vowel == 'a' || vowel == 'o' || vowel == 'u'):
		return "c"
	}
	return text
}

func isForeignKana(r rune) bool {
	switch r {
	case 'ー', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ヴ':
		return true
	}
	return false
}
