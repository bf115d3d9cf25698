package roman

// Arabic vowel marks, by their Unicode names.
const (
	fathatan   = 'ً'
	dammatan   = 'ٌ'
	kasratan   = 'ٍ'
	fatha      = 'َ'
	damma      = 'ُ'
	kasra      = 'ِ'
	shadda     = 'ّ'
	daggerAlef = 'ٰ'
)

// appendMarkedArabic reads a word that has its vowel marks; the letters alef,
// waw and ya only lengthen the mark before them.
func appendMarkedArabic(dst []byte, w []rune, style int) []byte {
	prev := rune(0) // the mark on the letter before
	for i := 0; i < len(w); {
		r := w[i]
		double, mark := false, rune(0)
		for i++; i < len(w) && isArabicMark(w[i]); i++ {
			if w[i] == shadda {
				double = true
			} else {
				mark = w[i]
			}
		}
		text := markedLetter(r, mark, prev, len(dst) == 0, style)
		if double && mark != 0 && len(text) == 1 {
			dst = append(dst, text...)
		}
		dst = append(dst, text...)
		dst = append(dst, markVowel(mark, style)...)
		prev = mark
	}
	return dst
}

func isArabicMark(r rune) bool { return r >= 0x64b && r <= 0x65f || r == daggerAlef }

func markVowel(mark rune, style int) string {
	switch mark {
	case fatha, daggerAlef:
		return "a"
	case damma:
		return pick("u|o", style)
	case kasra:
		return pick("i|e", style)
	}
	return "" // endings of case are not read in names
}

func markedLetter(r, mark, prev rune, first bool, style int) string {
	switch r {
	case 'ا', 'أ', 'إ', 'ٱ', 'ى':
		if mark != 0 || prev == fatha {
			return ""
		}
		return "a"
	case 'آ':
		return "a"
	case 'و', 'ؤ':
		switch {
		case mark == 0 && prev == damma:
			return ""
		case mark == 0 && prev == 0 && !first:
			return pick("u|o", style)
		}
		return "w"
	case 'ي', 'ی', 'ئ':
		switch {
		case r == 'ئ', mark == 0 && prev == kasra:
			return ""
		case mark == 0 && prev == 0 && !first:
			return "i"
		}
		return "y"
	case 'ة':
		if prev == fatha {
			return pick("|h", style)
		}
		return pick("a|ah", style)
	case 'ه':
		return "h"
	}
	return pick(arabicConsonant(r, false), style)
}
