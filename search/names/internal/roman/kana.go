package roman

// hiraganaShift is how far katakana lies behind hiragana.
const hiraganaShift = 'ア' - 'あ'

// appendKana reads after Hepburn with long vowels short in style 0; style 1 writes
// long vowels out and m before b, m and p; style 2 is Kunrei; style 3 has oh for a
// long o in hiragana, and from there on katakana is the foreign name that it
// stands for.
func appendKana(dst []byte, w []rune, style int) []byte {
	var space [maxLetters]rune
	k := katakana(space[:0], w)
	style, foreign := kanaStyle(k, w[0] >= 'ァ', style)
	start := len(dst)
	double := false
	for i := 0; i < len(k); {
		switch k[i] {
		case 'ッ':
			double = true
			i++
			continue
		case 'ー':
			dst = appendLong(dst, start, style, foreign, i+1 == len(k))
			i++
			continue
		case 'ン':
			dst = append(dst, nasalBefore(at(k, i+1), style))
			i++
			continue
		}
		text, vowel, n := kanaMora(k, i, style)
		i += n
		if n == 1 && isLengthening(dst[start:], text, vowel) {
			dst = appendLengthened(dst, vowel, style, foreign)
			continue
		}
		if double && text != "" {
			dst = append(dst, doubled(text, foreign))
		}
		double = false
		dst = append(dst, lent(text, vowel, style, foreign, len(dst) == start)...)
		switch {
		case vowel == 0:
		case foreign && isEpenthetic(text, vowel, i == n, at(k, i)):
			if text == "r" {
				dst[len(dst)-1] = 'l'
			}
		default:
			dst = append(dst, vowel)
		}
	}
	if foreign && style == kanaL {
		return append(dst[:start], spellEnglish(dst[start:])...)
	}
	return dst
}

// katakana brings hiragana to katakana and drops the dots between.
func katakana(dst, w []rune) []rune {
	for _, r := range w {
		switch {
		case r >= 'ぁ' && r <= 'ゖ':
			r += hiraganaShift
		case r == 'ゝ' || r == 'ヽ':
			r = at(dst, len(dst)-1)
		}
		dst = append(dst, r)
	}
	return dst
}

// appendLong reads the long mark, which only foreign names write as a letter.
func appendLong(dst []byte, start, style int, foreign, end bool) []byte {
	if len(dst) == start {
		return dst
	}
	if last := dst[len(dst)-1]; style == 1 && isLatinVowel(last) {
		return append(dst, last)
	}
	last := &dst[len(dst)-1]
	switch {
	case !foreign:
	case *last == 'a' && end && len(dst) > start+2:
		*last = 'e'
		return append(dst, 'r')
	case *last == 'i' && end:
		*last = 'y'
	case *last == 'a', *last == 'o':
		return append(dst, 'r')
	}
	return dst
}

func isLatinVowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

// nasalBefore is n, and m before the lips in the older Hepburn.
func nasalBefore(next rune, style int) byte {
	switch {
	case style != 1:
	case next >= 'マ' && next <= 'モ', next >= 'バ' && next <= 'ポ' && (next-'ハ')%3 != 0:
		return 'm'
	}
	return 'n'
}

// isLengthening: a bare u after u or o, and a bare o after o, lengthen in
// Japanese words; katakana writes its long vowels with a mark.
func isLengthening(before []byte, text string, vowel byte) bool {
	if text != "" || len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return vowel == 'u' && (last == 'u' || last == 'o') || vowel == 'o' && last == 'o'
}

func appendLengthened(dst []byte, vowel byte, style int, foreign bool) []byte {
	last := dst[len(dst)-1]
	switch {
	case style == 1, foreign:
		return append(dst, vowel)
	case style == 3 && last == 'o':
		return append(dst, 'h')
	}
	return dst
}

// doubled is the letter that a small tsu puts before a consonant: t before ch.
func doubled(text string, foreign bool) byte {
	switch {
	case text[0] == 'c':
		return 't'
	case text[0] == 'k' && foreign:
		return 'c'
	}
	return text[0]
}
