package roman

// indicConsonants are the consonants from offset 0x15, in style order.
var indicConsonants = [...]string{
	"k", "kh", "g", "gh", "n",
	"ch", "chh|ch", "j", "jh", "n",
	"t", "th", "d", "dh", "n",
	"t|th|t|t", "th", "d", "dh", "n", "n",
	"p", "ph", "b", "bh", "m",
	"y", "r", "r", "l", "l", "zh|l", "v|w|v|v",
	"sh|s|sh|sh", "sh", "s", "h",
}

func indicConsonant(block, o rune, style int) string {
	if o < firstConsonant || o > lastConsonant {
		return ""
	}
	switch block {
	case bengali:
		switch o {
		case 0x2f:
			return pick("y|j|j|j", style)
		case 0x35:
			return "b"
		}
	case gurmukhi, gujarati, oriya, devanagari:
		if o == 0x24 {
			return "t" // only the South tells its t from the other by an h
		}
	case malayalam:
		switch o {
		case 0x24:
			return pick("th|t|th|t", style)
		case 0x31:
			return pick("r|tt|r|r", style)
		case 0x1a:
			return pick("ch|c|ch|ch", style)
		}
	case sinhala:
		switch o {
		case 0x24, 0x25:
			return pick("th|t|th|t", style)
		case 0x35:
			return pick("w|v|w|v", style)
		}
	}
	return pick(indicConsonants[o-firstConsonant], style)
}

// indicVowel reads a vowel that stands alone, from offset 5.
func indicVowel(o rune, style int) string {
	if o == 0x60 {
		return "ri"
	}
	return pick([...]string{"a", "a|aa|a|a", "i", "i|ee|i|i", "u", "u|oo|u|u", "ri|ru|ri|ri", "li",
		"e", "e", "e", "ai", "o", "o", "o", "au|ou|au|au", "", ""}[min(o-firstVowel, 17)], style)
}

// indicSign reads a vowel sign, from offset 0x3e.
func indicSign(o rune, style int) string {
	if o == 0x57 {
		return "au"
	}
	return pick([...]string{"a|aa|a|a", "i", "i|ee|i|i", "u", "u|oo|u|u", "ri|ru|ri|ri", "ri",
		"e", "e", "e", "ai", "o", "o", "o", "au|ou|au|au"}[min(o-firstSign, 14)], style)
}

// tamilConsonant reads a stop by its place, since Tamil writes one letter for
// the voiced and the voiceless one: voiced after a nasal and between vowels,
// voiceless elsewhere and when doubled.
func tamilConsonant(w []rune, i int, o rune, style int) string {
	prev, before := offset(tamil, at(w, i-1)), offset(tamil, at(w, i-2))
	next, after := offset(tamil, at(w, i+1)), offset(tamil, at(w, i+2))
	doubled := prev == virama && before == o || next == virama && after == o
	nasal := prev == virama && (before == 0x19 || before == 0x1e || before == 0x23 || before == 0x28 || before == 0x2e || before == 0x29)
	soft := !doubled && next != virama && (nasal || i > 0 && prev != virama)
	switch {
	case o == 0x15 && soft:
		return pick("g|k|g|h", style)
	case o == 0x1a && nasal:
		return "j"
	case o == 0x1a && (doubled || prev == virama):
		return "ch"
	case o == 0x1a:
		return pick("s|ch|s|ch", style)
	case o == 0x1f && soft:
		return pick("d|t|d|t", style)
	case o == 0x24 && soft:
		return pick("th|d|dh|d", style)
	case o == 0x24:
		return pick("th|t|th|t", style)
	case o == 0x2a && soft && nasal:
		return "b"
	case o == 0x2a && i == 0:
		return pick("p|b", style)
	case o == 0x2a && prev == visarga:
		return "f"
	case o == 0x2a && soft:
		return pick("p|b|b|b", style)
	case o == 0x31 && doubled:
		if prev == virama {
			return "r"
		}
		return "t"
	}
	return indicConsonant(tamil, o, style)
}

// sinhalaOffsets is where the letters from U+0D81 lie in the common layout; 0 is
// for what has no place.
var sinhalaOffsets = [...]rune{
	0x01, 0x02, 0x03, 0, 0x05, 0x06, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0b, 0x0c, // to U+0D8F
	0x0c, 0x0f, 0x0f, 0x10, 0x13, 0x13, 0x14, 0, 0, 0, // to U+0D99
	0x15, 0x16, 0x17, 0x18, 0x19, 0x17, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1c, 0x1c, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x21, // to U+0DAC
	0x24, 0x25, 0x26, 0x27, 0x28, 0, 0x26, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2c, 0x2f, 0x30, 0, 0x32, 0, 0, // to U+0DBF
	0x35, 0x36, 0x37, 0x38, 0x39, 0x33, 0x2b, 0, 0, 0, 0x4d, 0, 0, 0, 0, // to U+0DCE
	0x3e, 0x3e, 0x3e, 0x3f, 0x40, 0x41, 0, 0x42, 0, 0x43, 0x47, 0x47, 0x48, 0x4b, 0x4b, 0x4c, 0x4c, // to U+0DDF
}

func sinhalaOffset(r rune) rune {
	if r -= 0x0d81; r >= 0 && int(r) < len(sinhalaOffsets) {
		return sinhalaOffsets[r]
	}
	return 0
}
