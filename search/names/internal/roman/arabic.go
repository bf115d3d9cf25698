package roman

import "slices"

// appendArabic reads frequent names by their usual spellings, and other words in
// style 0 with the short vowels put in, in style 1 with what is written only, in
// styles 2 and 3 with the other values of the letters. Vowel marks are read
// where they are written.
func appendArabic(dst []byte, w []rune, style int) []byte {
	var space [maxLetters]rune
	bare, marked := unmarked(space[:0], w)
	if marked {
		if style == 0 {
			return appendMarkedArabic(dst, w, style)
		}
		style--
	}
	if entry := arabicName(bare); entry != "" {
		n := 1 + countBars(entry)
		if style < n {
			return append(dst, pick(entry, style)...)
		}
		style -= n
	}
	if rest, ok := afterServant(bare); ok {
		dst = append(dst, pick("abdul|abd|abdel|abdal", style)...)
		return appendArabicRest(dst, rest, style)
	}
	if rest, ok := afterArticle(bare); ok {
		dst = append(dst, pick("al|al|el|el", style)...)
		return appendArabicRest(dst, rest, style)
	}
	return appendUnmarkedArabic(dst, bare, style)
}

// appendArabicRest reads what follows an article or the like.
func appendArabicRest(dst []byte, w []rune, style int) []byte {
	if entry := arabicName(w); entry != "" {
		return append(dst, pick(entry, style)...)
	}
	return appendUnmarkedArabic(dst, w, style)
}

// afterArticle cuts al- from a word of which enough remains to be a name.
func afterArticle(w []rune) ([]rune, bool) {
	if len(w) >= 5 && w[0] == 'ا' && w[1] == 'ل' {
		return w[2:], true
	}
	return nil, false
}

// afterServant cuts abd al-, which many write without a space.
func afterServant(w []rune) ([]rune, bool) {
	if len(w) >= 7 && string(w[:5]) == "عبدال" {
		return w[5:], true
	}
	return nil, false
}

// unmarked leaves the letters, one code point for each that looks the same, and
// reports whether a good part of them have vowel marks.
func unmarked(dst, w []rune) ([]rune, bool) {
	marks := 0
	for _, r := range w {
		switch {
		case r >= 'ً' && r <= 'ِ':
			marks++
		case r == 'ٱ':
			dst = append(dst, 'ا')
		case r == 'ک', r == 'ڪ':
			dst = append(dst, 'ك')
		case r == 'ہ', r == 'ۀ', r == 'ۂ':
			dst = append(dst, 'ه')
		case r == 'ـ', r < 0x620, r >= 0x64b && r < 0x66e, r >= 0x6d6 && r < 0x6ee:
		default:
			dst = append(dst, r)
		}
	}
	return dst, 3*marks >= len(dst) && marks > 0
}

// appendUnmarkedArabic reads letters of which none says how it is vowelled.
func appendUnmarkedArabic(dst []byte, w []rune, style int) []byte {
	var space [maxLetters]sound
	sounds := space[:0]
	iranian := slices.ContainsFunc(w, isIranian)
	for i, r := range w {
		switch r {
		case 'ا', 'أ', 'إ', 'آ':
			sounds = append(sounds, arabicAlef(w, i, style))
		case 'و', 'ؤ':
			sounds = append(sounds, arabicWaw(w, i, style, iranian))
		case 'ي', 'ی', 'ى', 'ئ', 'ې', 'ے':
			sounds = append(sounds, arabicYa(w, i, style))
		case 'ه', 'ة':
			sounds = append(sounds, arabicHa(w, i, style, iranian))
		case 'ع':
			sounds = append(sounds, arabicAyn(w, i, style))
		case 'ز', 'ب', 'ف':
			sounds = append(sounds, sound{text: pick(lentLetter(r, i, len(w)), style)})
		default:
			if s, ok := centralVowel(r); ok {
				sounds = append(sounds, sound{pick(s, style), true})
			} else {
				sounds = append(sounds, sound{text: pick(arabicConsonant(r, iranian), style)})
			}
		}
	}
	return appendSounds(dst, sounds, arabicFilling[min(style, Max-1)])
}

var arabicFilling = [Max]filling{
	{vowel: "a", after: "a", then: "i"},
	{},
	{vowel: "e"},
	{vowel: "e", cluster: true},
}

// isIranian: letters that Arabic does not have show that a word is Persian or of
// its neighbours, where waw is a v and th a s.
func isIranian(r rune) bool {
	switch r {
	case 'پ', 'چ', 'ژ', 'گ', 'ی', 'ے', 'ٹ', 'ڈ', 'ڑ':
		return true
	}
	return false
}

func isArabicVowel(r rune) bool {
	switch r {
	case 'ا', 'آ', 'و', 'ي', 'ی', 'ى', 'أ', 'ة':
		return true
	}
	return false
}

// lentLetter reads letters that in names from elsewhere stand for sounds Arabic
// does not have.
func lentLetter(r rune, i, n int) string {
	switch {
	case r == 'ف' && i > 0 && i+1 < n:
		return "f|f|f|v"
	case r == 'ف':
		return "f"
	case r == 'ب' && i == 0:
		return "b|b|b|p"
	case r == 'ب':
		return "b"
	case i+1 == n:
		return "z|z|s|s"
	}
	return "z"
}

// arabicAlef reads alef with its hamzas. Before another vowel letter a first alef
// only carries it.
func arabicAlef(w []rune, i, style int) sound {
	next := at(w, i+1)
	switch {
	case w[i] == 'إ':
		return sound{pick("i|e|e|i", style), true}
	case i > 0, w[i] == 'آ':
		return sound{pick("a|a|a|e", style), true}
	case next == 'و':
		return sound{pick("|a|o|", style), true}
	case next == 'ي', next == 'ی':
		return sound{pick("|a||e", style), true}
	}
	return sound{pick("a|a|e|a", style), true}
}

// arabicWaw reads waw: a consonant at the beginning and beside alef or ya.
func arabicWaw(w []rune, i, style int, iranian bool) sound {
	next, prev := at(w, i+1), at(w, i-1)
	consonant := i == 0 || next == 'ا' || next == 'ي' && i+2 < len(w) || next == 'ی' || next == 'ة' || prev == 'ا' && i > 1 && next != 0
	switch {
	case w[i] == 'ؤ':
		return sound{pick("u|o|o|", style), true}
	case consonant && iranian:
		return sound{text: pick("v|w|v|v", style)}
	case consonant:
		return sound{text: pick("w|w|w|v", style)}
	}
	return sound{pick("u|o|o|o", style), true}
}

// arabicYa reads ya in all its shapes: a consonant at the beginning and before a
// vowel; without its points it is an a at the end.
func arabicYa(w []rune, i, style int) sound {
	next := at(w, i+1)
	switch {
	case w[i] == 'ى' && i+1 == len(w):
		return sound{pick("a|a|i|i", style), true}
	case w[i] == 'ے', w[i] == 'ې':
		return sound{"e", true}
	case i == 0 && w[i] == 'ئ':
		return sound{} // the carrier of a Kurdish or Uyghur vowel
	case i == 0 && next != 0:
		return sound{text: pick("y|y|j|i", style)}
	case w[i] != 'ئ' && (next == 'ا' || next == 'و' || next == 'ة'):
		return sound{pick("i|y|i|y", style), true}
	case i+1 == len(w):
		return sound{pick("i|i|i|y", style), true}
	}
	return sound{pick("i|i|e|i", style), true}
}

// arabicHa reads ha and ta marbuta; at the end after a consonant both are the
// vowel of a feminine name.
func arabicHa(w []rune, i, style int, iranian bool) sound {
	last := i+1 == len(w) && i > 1
	switch {
	case w[i] == 'ة':
		return sound{pick("a|ah|a|e", style), true}
	case last && !isArabicVowel(w[i-1]) && iranian:
		return sound{pick("eh|e|a|ah", style), true}
	case last && !isArabicVowel(w[i-1]):
		return sound{pick("ah|eh|a|e", style), true}
	}
	return sound{text: "h"}
}

// arabicAyn keeps the place of ayin in its syllable, but has no letter for it.
func arabicAyn(w []rune, i, style int) sound {
	if style%2 == 0 || isArabicVowel(at(w, i+1)) || isArabicVowel(at(w, i-1)) {
		return sound{}
	}
	return sound{"a", true}
}

// centralVowel reads the vowel letters of Kurdish and Uyghur.
func centralVowel(r rune) (string, bool) {
	switch r {
	case 'ە':
		return "e|e|a|a", true
	case 'ۆ':
		return "o", true
	case 'ێ':
		return "e", true
	case 'ۇ', 'ۈ':
		return "u", true
	}
	return "", false
}
