package roman

// The arithmetic of Hangul syllables.
const (
	hangulFirst  = 0xac00
	hangulVowels = 21
	hangulFinals = 28
)

// jamo are the parts of a syllable, numbered as Unicode does; final 0 is none.
type jamo struct{ initial, vowel, final int }

const (
	silentInitial = 11
	vowelI        = 20
)

// appendHangul reads after the Revised Romanization with the sounds that change
// where syllables meet in style 0, in style 1 as Koreans write their names in
// passports (Lee, Young, Woo), in style 2 after McCune-Reischauer without its
// marks, in styles 3 and 4 as the foreign name
// that is heard in it.
func appendHangul(dst []byte, w []rune, style int) []byte {
	var space [maxLetters]jamo
	list := jamos(space[:0], w)
	start := len(dst)
	style, foreign := hangulStyle(list, style)
	for i, j := range list {
		if i == 0 && style > 0 && !foreign {
			if s := koreanSurname(w[0]); s != "" && len(w) <= 4 {
				dst = append(dst, pick(s, style-1)...)
				continue
			}
		}
		prev := -1
		if i > 0 {
			prev = list[i-1].final
		}
		next := jamo{initial: -1}
		if i+1 < len(list) {
			next = list[i+1]
		}
		dst = append(dst, hangulInitial(j, prev, style)...)
		dst = append(dst, hangulVowel(j, i, i+1 == len(list), style)...)
		dst = append(dst, hangulFinal(j.final, next, style)...)
	}
	if style == hangulAsLent {
		return append(dst[:start], spellEnglish(dst[start:])...)
	}
	return dst
}

// Styles beyond the first three read a foreign name.
const (
	hangulAsHeard = 3 // b, k, p, r
	hangulAsLent  = 4 // v, c, f, l: sounds that Korean writes with the letters of the others
)

// hangulStyle says in which style a word is read and whether as a foreign name,
// which comes sooner for words that look like one.
func hangulStyle(list []jamo, style int) (int, bool) {
	if isForeignHangul(list) && style > 0 {
		style = [...]int{hangulAsHeard, hangulAsLent, 2}[(style-1)%3]
	}
	style = min(style, hangulAsLent)
	return style, style >= hangulAsHeard
}

// isForeignHangul: Korean names have two or three syllables, no consonant that
// only leans on an eu, no l between vowels, and hardly a k, t or p with breath.
func isForeignHangul(list []jamo) bool {
	for i, j := range list {
		switch {
		case i > 3, j.vowel == 18 && j.final == 0, j.initial == 15:
			return true
		case j.initial == 5 && i > 0 && list[i-1].final == 8:
			return true
		case (j.initial == 16 || j.initial == 17) && (j.vowel == 4 || j.vowel == 8 || j.vowel == vowelI):
			return true
		}
	}
	return false
}

func jamos(list []jamo, w []rune) []jamo {
	for _, r := range w {
		if n := int(r) - hangulFirst; n >= 0 && r <= 0xd7a3 {
			list = append(list, jamo{n / hangulFinals / hangulVowels, n / hangulFinals % hangulVowels, n % hangulFinals})
		}
	}
	return list
}

// Numbers of finals that behave alike.
func isK(f int) bool     { return f == 1 || f == 2 || f == 3 || f == 9 || f == 24 }
func isP(f int) bool     { return f == 17 || f == 18 || f == 14 || f == 26 }
func isT(f int) bool     { return f == 7 || f == 19 || f == 20 || f == 22 || f == 23 || f == 25 }
func isH(f int) bool     { return f == 6 || f == 15 || f == 27 }
func isNasal(f int) bool { return f == 4 || f == 5 || f == 10 || f == 16 || f == 21 }

// hangulInitial reads an initial after the final before it, -1 for none.
func hangulInitial(j jamo, prev, style int) string {
	voiced := prev == 0 || isNasal(prev) || prev == 8
	switch {
	case style >= hangulAsHeard && j.initial == 5 && prev == 8:
		return "" // ll is how Korean writes an l between vowels
	case style >= hangulAsHeard:
		return pick(hangulForeign[j.initial], style-hangulAsHeard)
	case j.initial == 5 && prev == 4:
		return pick("l|r|l|l", style)
	case j.initial == 5 && prev > 0 && prev != 8: // r after a consonant
		return "n"
	case j.initial == 5 && prev == 8, j.initial == 2 && prev == 8 && style != 1:
		return "l"
	case j.initial == 5 && style == 1 && prev == 0:
		return "r"
	case prev > 0 && isH(prev):
		switch j.initial {
		case 0:
			return "k"
		case 3:
			return "t"
		case 12:
			return "ch"
		}
	case style == 2 && !voiced || style == 1 && prev < 0:
		return hangulHard[j.initial]
	}
	return hangulInitials[j.initial]
}

// hangulFinal reads a final before the syllable that follows; its initial is -1
// at the end.
func hangulFinal(f int, next jamo, style int) string {
	switch {
	case f == 0:
		return ""
	case style >= hangulAsHeard && next.initial != silentInitial:
		return hangulFinalForeign[f]
	case next.initial == silentInitial && next.vowel == vowelI && (f == 7 || f == 25):
		if f == 25 {
			return "ch"
		}
		return "j"
	case next.initial == silentInitial:
		return pick(hangulLinked[f], style)
	case next.initial == 2 || next.initial == 6 || next.initial == 5 && f != 8:
		switch {
		case isK(f):
			return "ng"
		case isP(f):
			return "m"
		case isT(f):
			return "n"
		}
	}
	if f == 4 && next.initial == 5 {
		return pick("l|n|l|n", style)
	}
	return hangulClosed[f]
}
