package roman

// appendBurmese reads syllable by syllable in the way names are printed, without
// tones: style 0 with the final sounds (Aung, Htet), style 1 with other vowels.
func appendBurmese(dst []byte, w []rune, style int) []byte {
	for i := 0; i < len(w); {
		r := w[i]
		switch {
		case r >= 'က' && r <= 'အ':
			var n int
			dst, n = appendBurmeseSyllable(dst, w[i:], style)
			i += n
			continue
		case r >= 'ဣ' && r <= 'ဪ':
			dst = append(dst, burmeseAlone(r)...)
		}
		i++
	}
	return dst
}

// appendBurmeseSyllable takes an onset, its medials, its vowel and the consonant
// that an asat closes it with.
func appendBurmeseSyllable(dst []byte, w []rune, style int) ([]byte, int) {
	dst = appendBurmeseOnset(dst, w, style)
	i := 1
	var vowel [8]rune
	v := vowel[:0]
	for ; i < len(w); i++ {
		switch r := w[i]; {
		case r >= 'ျ' && r <= 'ှ':
			dst = append(dst, pick([...]string{"y", "y|r", "w", ""}[r-'ျ'], style)...)
		case r >= 'ါ' && r <= 'ံ' && len(v) < cap(v):
			if r == 'ါ' {
				r = 'ာ'
			}
			v = append(v, r)
		case r == '့', r == 'း', r == '်':
		default:
			return closeBurmese(dst, w, i, string(v), style)
		}
	}
	return append(dst, burmeseVowel(string(v), 0, style)...), i
}

// appendBurmeseOnset writes the h of a breathed consonant before it (Hla), and sh
// for a breathed r or y.
func appendBurmeseOnset(dst []byte, w []rune, style int) []byte {
	breathed := false
	for i := 1; i < len(w) && w[i] >= 'ျ' && w[i] <= 'ှ'; i++ {
		breathed = breathed || w[i] == 'ှ'
	}
	switch {
	case w[0] == 'အ':
		return dst
	case breathed && (w[0] == 'ရ' || w[0] == 'ယ'):
		return append(dst, "sh"...)
	case breathed:
		dst = append(dst, 'h')
	}
	return append(dst, pick(burmeseConsonants[w[0]-'က'], style)...)
}

// closeBurmese looks for a final: a consonant with asat or one that the next
// stands on.
func closeBurmese(dst []byte, w []rune, i int, v string, style int) ([]byte, int) {
	next := at(w, i+1)
	if next == '့' {
		next = at(w, i+2)
	}
	if w[i] >= 'က' && w[i] <= 'အ' && (next == '်' || next == '္') {
		dst = append(dst, burmeseVowel(v, w[i], style)...)
		for i++; i < len(w) && (w[i] == '့' || w[i] == '်' || w[i] == '္' || w[i] == 'း'); i++ {
		}
		return dst, i
	}
	return append(dst, burmeseVowel(v, 0, style)...), i
}

// burmeseConsonants are the letters from က to အ.
var burmeseConsonants = [...]string{
	"k", "kh|k", "g", "g", "ng", "s", "s|hs", "z", "z", "ny", "ny", "t", "ht", "d", "d", "n",
	"t", "ht", "d", "d", "n", "p", "ph|hp", "b", "b", "m", "y", "y|r", "l", "w", "th|s", "h", "l", "",
}

// burmeseVowel reads vowel signs with the consonant that closes the syllable, 0
// for an open one.
func burmeseVowel(v string, final rune, style int) string {
	switch v {
	case "":
		return burmeseClosed(final, style)
	case "ာ":
		return openOr("a", "an", final)
	case "ိ", "ီ":
		return openOr("i", "ein", final)
	case "ု":
		return openOr("u", "on", final)
	case "ူ":
		return "u"
	case "ေ":
		return pick("ay|e", style)
	case "ဲ":
		return pick("e|ai", style)
	case "ော":
		switch final {
		case 0:
			return pick("aw|o", style)
		case 'က':
			return pick("auk|ok", style)
		}
		return pick("aung|ong", style)
	case "ို":
		switch final {
		case 0:
			return "o"
		case 'က':
			return "aik"
		}
		return pick("aing|ine", style)
	case "ံ":
		return "an"
	case "ုံ":
		return pick("on|one", style)
	}
	return "a"
}

func openOr(open, closed string, final rune) string {
	if final == 0 {
		return open
	}
	return closed
}

func burmeseClosed(final rune, style int) string {
	switch final {
	case 0:
		return "a"
	case 'က':
		return "et"
	case 'င':
		return pick("in|ing", style)
	case 'စ':
		return "it"
	case 'ည', 'ဉ':
		return pick("i|yi", style)
	case 'တ', 'ပ':
		return "at"
	case 'ယ':
		return pick("e|ai", style)
	}
	return "an"
}

func burmeseAlone(r rune) string {
	switch r {
	case 'ဣ', 'ဤ':
		return "i"
	case 'ဥ', 'ဦ':
		return "u"
	case 'ဧ':
		return "ay"
	}
	return "aw"
}
