package han

import "strings"

// WadeGiles returns a syllable of toneless lower-case pinyin in the older
// romanisation, without apostrophes, marks and tones as names are written in
// practice: zhang is chang, xu hsu, guo kuo. ü may be written v or yu. What is no
// syllable of pinyin comes back changed by the same rules or not at all.
func WadeGiles(syllable string) string {
	if whole := wadeWhole(syllable); whole != "" {
		return whole
	}
	initial, final := cutInitial(syllable)
	return wadeInitial(initial) + wadeFinal(initial, final)
}

// wadeWhole returns the syllables that follow no rule, "" for others.
func wadeWhole(syllable string) string {
	switch syllable {
	case "zi", "ci":
		return "tzu"
	case "si":
		return "ssu"
	case "zhi", "chi":
		return "chih"
	case "shi", "er":
		return syllable + "h"
	case "ri":
		return "jih"
	case "yi":
		return "i"
	case "you":
		return "yu"
	case "yan":
		return "yen"
	case "e":
		return "o"
	case "ge", "ke":
		return "ko"
	case "he":
		return "ho"
	case "gui", "kui":
		return "kuei"
	}
	return ""
}

// cutInitial cuts a syllable before its first vowel.
func cutInitial(syllable string) (initial, final string) {
	at := strings.IndexAny(syllable, "aeiouv")
	if at < 0 {
		return "", syllable
	}
	return syllable[:at], syllable[at:]
}

func wadeInitial(initial string) string {
	switch initial {
	case "b":
		return "p"
	case "d":
		return "t"
	case "g":
		return "k"
	case "j", "q", "zh":
		return "ch"
	case "x":
		return "hs"
	case "z", "c":
		return "ts"
	case "r":
		return "j"
	case "ly", "ny":
		return initial[:1]
	}
	return initial
}

func wadeFinal(initial, final string) string {
	final = strings.Replace(final, "v", "u", 1)
	switch final {
	case "ong", "iong":
		return strings.Replace(final, "o", "u", 1)
	case "ian":
		return "ien"
	case "ie", "ue":
		return final + "h"
	case "e":
		if initial == "y" {
			return "eh"
		}
	case "uo":
		if !strings.Contains(" g k h sh ", " "+initial+" ") {
			return "o"
		}
	}
	return final
}
