package roman

// appendHebrew reads in style 0 with the short vowels put in, in style 1 with
// what is written only, in styles 2 and 3 with the other values of the letters.
// Pointed words are read by their points.
func appendHebrew(dst []byte, w []rune, style int) []byte {
	var space [maxLetters]rune
	bare, pointed := unpointed(space[:0], w)
	if pointed {
		if style == 0 {
			var sounds [2 * maxLetters]sound
			return appendSounds(dst, pointedHebrew(sounds[:0], w, style), filling{})
		}
		style--
	}
	if entry := hebrewName(string(bare)); entry != "" {
		n := 1 + countBars(entry)
		if style < n {
			return append(dst, pick(entry, style)...)
		}
		style -= n
	}
	var sounds [maxLetters]sound
	s := unpointedHebrew(sounds[:0], bare, style)
	return appendSounds(dst, s, hebrewFilling[min(style, Max-1)])
}

var hebrewFilling = [Max]filling{
	{vowel: "a", after: "o", then: "e"},
	{},
	{vowel: "e", cluster: true},
	{vowel: "e", cluster: true},
}

func countBars(entry string) int {
	n := 0
	for i := range len(entry) {
		if entry[i] == '|' {
			n++
		}
	}
	return n
}

// geresh stands for the sign in all its shapes; it makes another consonant of
// the letter before it.
const geresh = '׳'

// unpointed leaves letters and the geresh, and reports whether there was a vowel
// point.
func unpointed(dst, w []rune) ([]rune, bool) {
	pointed := false
	for _, r := range w {
		switch {
		case r >= 'א' && r <= 'ת':
			dst = append(dst, r)
		case r == geresh, r == '\'', r == '’', r == '‘', r == '`', r == '´', r == '′':
			dst = append(dst, geresh)
		case r >= 0x5b0 && r <= 0x5bb:
			pointed = true
		}
	}
	return dst, pointed
}

func unpointedHebrew(dst []sound, w []rune, style int) []sound {
	for i := 0; i < len(w); i++ {
		r, next := w[i], at(w, i+1)
		if next == geresh {
			if s := withGeresh(r); s != "" {
				dst = append(dst, sound{text: pick(s, style)})
				i++
				continue
			}
		}
		switch r {
		case 'א', 'ע', 'ה':
			dst = append(dst, hebrewThroat(w, i, style))
		case 'ו':
			dst = append(dst, hebrewVav(w, i, style))
			if next == 'ו' {
				i++
			}
		case 'י':
			dst = append(dst, hebrewYod(w, i, style))
			if next == 'י' {
				i++
			}
		case geresh:
		default:
			dst = append(dst, sound{text: pick(hebrewConsonant(r, i == 0, i+1 == len(w)), style)})
		}
	}
	return dst
}

// withGeresh has the sounds that came from other languages.
func withGeresh(r rune) string {
	switch r {
	case 'ג':
		return "j|j|g|j"
	case 'ז':
		return "zh|j|g|j"
	case 'צ', 'ץ':
		return "ch|tch|c|ch"
	case 'ת':
		return "th"
	case 'ד':
		return "dh|th"
	case 'ו':
		return "w"
	case 'ח':
		return "kh|h"
	case 'ע', 'ר':
		return "gh|r"
	}
	return ""
}

// hebrewThroat reads alef, ayin and he: vowels where they do not open a
// syllable that another vowel letter carries.
func hebrewThroat(w []rune, i, style int) sound {
	r, next := w[i], at(w, i+1)
	switch {
	case r == 'ה' && i+1 < len(w):
		return sound{text: "h"}
	case r == 'ה':
		return sound{pick("a|ah|e|a", style), true}
	case next == 'ו' && at(w, i+2) != 'ו', next == 'י' && (i == 0 || i+2 < len(w)):
		return sound{} // the vowel is the next letter
	case r == 'ע' && i > 0:
		return sound{text: pick("|a||a", style), vowel: style == 1 || style == 3}
	case i == 0:
		return sound{pick("a|a|e|a", style), true}
	}
	return sound{pick("a|a|a|e", style), true}
}

// hebrewVav reads vav: a consonant at the beginning, when doubled and beside
// another vowel, else o or u.
func hebrewVav(w []rune, i, style int) sound {
	next := at(w, i+1)
	switch {
	case next == 'ו':
		return sound{text: pick("v|w|w|v", style)}
	case i == 0:
		return sound{text: pick("v|w|w|v", style)}
	case next == 'ה' && i+2 == len(w), next == 'א' && i+2 < len(w):
		return sound{text: pick("v|w|v|w", style)}
	}
	return sound{pick("o|u|o|u", style), true}
}

// hebrewYod reads yod: a consonant before a vowel letter, else i; doubled, ai.
func hebrewYod(w []rune, i, style int) sound {
	next, after := at(w, i+1), at(w, i+2)
	switch {
	case next == 'י' && i+2 == len(w):
		return sound{pick("ai|ay|i|ey", style), true}
	case next == 'י':
		return sound{pick("ai|ay|ei|y", style), true}
	case i == 0 && (next == 'ו' || next == 'א' || next == 'ה' || next == 'ע'):
		return sound{text: pick("y|y|j|y", style)}
	case i == 0:
		return sound{pick("yi|i|ye|ya", style), true}
	case (next == 'ו' || next == 'ה') && after != 'ו' && i+1 < len(w):
		return sound{pick("i|y|i|y", style), true}
	case i+1 == len(w):
		return sound{pick("i|y|i|y", style), true}
	}
	return sound{pick("i|e|i|e", style), true}
}

// hebrewConsonant reads the letters that are nothing else. Bet, kaf and pe are
// hard at the beginning, and mostly soft at the end.
func hebrewConsonant(r rune, first, last bool) string {
	switch r {
	case 'ב':
		if first {
			return "b"
		}
		if last {
			return "v|b|b|v"
		}
		return "b|v|b|v"
	case 'כ':
		if first {
			return "k|k|ch|c"
		}
		return "kh|ch|k|c"
	case 'פ':
		if first {
			return "p|p|f|p"
		}
		return "f|p|p|ph"
	}
	return hebrewPlain(r)
}

// hebrewPlain reads the letters that sound the same everywhere, final forms too.
func hebrewPlain(r rune) string {
	switch r {
	case 'ג':
		return "g"
	case 'ד':
		return "d"
	case 'ז':
		return "z|z|s|z"
	case 'ח':
		return "h|ch|h|ch"
	case 'ט':
		return "t"
	case 'ך':
		return "kh|ch|k|ch"
	case 'ל':
		return "l"
	case 'מ', 'ם':
		return "m"
	case 'נ', 'ן':
		return "n"
	case 'ס':
		return "s|s|s|c"
	case 'ף':
		return "f|f|ff|ph"
	case 'צ', 'ץ':
		return "tz|ts|z|tz"
	case 'ק':
		return "k|k|c|ck"
	case 'ר':
		return "r"
	case 'ש':
		return "sh|sh|s|sch"
	case 'ת':
		return "t|t|th|t"
	}
	return ""
}
