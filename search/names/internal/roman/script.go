package roman

import "unicode"

// script is a way of writing as far as reading it needs one set of rules.
type script uint8

// The scripts of India and Sri Lanka share their rules, as do Thai and Lao.
const (
	none script = iota
	latin
	cyrillic
	greek
	hebrew
	arabic
	armenian
	georgian
	indic
	thai
	khmer
	burmese
	ethiopic
	hangul
	kana
	unread
)

// scriptOf returns the script of a letter or of a sign that is written in one
// script only, none for signs of several, unread for letters without rules.
func scriptOf(r rune) script {
	switch {
	case r < 0x300:
		if unicode.IsLetter(r) && (r < 0x2b0) {
			return latin
		}
		return none
	case r < 0x370:
		return none
	case r < 0x590:
		return europeanScript(r)
	case r < 0x600:
		return hebrew
	case r < 0x700, r >= 0x750 && r < 0x780, r >= 0x8a0 && r < 0x900:
		return arabic
	case r < 0x900:
		return unread
	case r < 0xe00:
		return indic
	case r < 0xf00:
		return thai
	case r >= 0x1f00 && r < 0x2000:
		return greek
	case r >= 0x1e00 && r < 0x1f00, r >= 0x2c60 && r < 0x2c80, r >= 0xa720 && r < 0xa800:
		return latin
	case r >= 0x1780 && r < 0x1800:
		return khmer
	}
	return farScript(r)
}

func europeanScript(r rune) script {
	switch {
	case r < 0x400:
		return greek
	case r < 0x530:
		return cyrillic
	}
	return armenian
}

func farScript(r rune) script {
	switch {
	case r >= 0x1000 && r < 0x10a0:
		return burmese
	case r >= 0x10a0 && r < 0x1100:
		return georgian
	case r >= 0x1200 && r < 0x1380:
		return ethiopic
	case r >= 0xac00 && r < 0xd7a4, r >= 0x1100 && r < 0x1200, r >= 0x3130 && r < 0x3190:
		return hangul
	case r >= 0x3041 && r < 0x3100, r >= 0x31f0 && r < 0x3200:
		return kana
	case unicode.IsLetter(r):
		return unread
	}
	return none
}

func isHan(r rune) bool { return r >= 0x2e80 && unicode.Is(unicode.Han, r) }
