package roman

// thaiInitials are the consonants from ก to ฮ at the beginning of a syllable:
// RTGS, and how names are often written.
var thaiInitials = [...]string{
	"k", "kh|kh|k", "kh|kh|k", "kh|kh|k", "kh|kh|k", "kh|kh|k", "ng", "ch|ch|j", "ch", "ch", "s", "ch", "y", // ก-ญ
	"d", "t", "th", "th", "th", "n", "d", "t", "th", "th", "th", "n", // ฎ-น
	"b", "p", "ph|ph|p", "f", "ph|ph|p", "f", "ph|ph|p", "m", "y", "r", "rue", "l", "lue", "w|w|v|w", // บ-ว
	"s", "s", "s", "h", "l", "", "h", // ศ-ฮ
}

func thaiInitial(r rune, style int) string {
	if r -= 'ก'; r >= 0 && int(r) < len(thaiInitials) {
		return pick(thaiInitials[r], style)
	}
	return ""
}

// thaiCluster reads two consonants that begin a syllable, and returns nothing for
// two that do not.
func thaiCluster(c, next rune, style int) string {
	switch c {
	case 'ก':
		return pick(clusterOf(next, "kr", "kl", "kw"), style)
	case 'ข', 'ค':
		return pick(clusterOf(next, "khr|khr|kr", "khl|khl|kl", "khw|khw|kw"), style)
	case 'ป':
		return clusterOf(next, "pr", "pl", "")
	case 'พ', 'ผ':
		return pick(clusterOf(next, "phr|phr|pr", "phl|phl|pl", ""), style)
	case 'ต':
		return clusterOf(next, "tr", "", "")
	case 'ท':
		return clusterOf(next, "s", "", "")
	case 'ศ', 'ส':
		return clusterOf(next, "s", "", "")
	case 'บ':
		return clusterOf(next, "br", "bl", "")
	case 'ด':
		return clusterOf(next, "dr", "", "")
	case 'ฟ':
		return clusterOf(next, "fr", "fl", "")
	}
	return ""
}

func clusterOf(next rune, r, l, w string) string {
	switch next {
	case 'ร':
		return r
	case 'ล':
		return l
	}
	return w
}

// thaiVowel reads the vowel after an onset and returns how many letters it took
// and whether no final can follow.
func thaiVowel(t []rune, lead rune, style int) (string, int, bool) {
	v, next := at(t, 0), at(t, 1)
	switch lead {
	case 'เ':
		return thaiE(t)
	case 'แ':
		return thaiShort("ae", t)
	case 'โ':
		return thaiShort("o", t)
	case 'ไ', 'ใ':
		if v == 'ย' && !isThaiAttached(next) {
			return "ai", 1, true
		}
		return "ai", 0, true
	}
	if s := thaiSign(v, style); s != "" {
		switch {
		case v == 'ั' && next == 'ว':
			return "ua", 2, false
		case v == 'ื' && next == 'อ':
			return s, 2, false
		case v == 'ํ' && next == 'า':
			return "am", 2, true
		}
		return s, 1, v == 'ะ' || v == 'ำ'
	}
	return thaiImplicit(t, style)
}

func thaiSign(r rune, style int) string {
	switch r {
	case 'ะ', 'ั', 'า':
		return "a"
	case 'ำ', 'ํ':
		return "am"
	case 'ิ', 'ี':
		return "i"
	case 'ึ', 'ื':
		return pick("ue|ue|u|eu", style)
	case 'ุ', 'ู':
		return "u"
	case laoIa:
		return "ia"
	}
	return ""
}

// thaiE reads what เ makes with the signs that follow.
func thaiE(t []rune) (string, int, bool) {
	v, next, after := at(t, 0), at(t, 1), at(t, 2)
	switch {
	case v == 'ี' && next == 'ย':
		return "ia", 2, false
	case v == 'ื' && next == 'อ':
		return "uea", 2, false
	case v == 'า' && next == 'ะ':
		return "o", 2, true
	case v == 'า':
		return "ao", 1, true
	case v == 'ิ':
		return "oe", 1, false
	case v == 'อ':
		return "oe", 1, false
	case v == 'ย' && next == 0:
		return "oei", 1, true
	case v == '็', v == 'ะ':
		return "e", 1, v == 'ะ'
	case v == 'ว' && next == 0 && after == 0:
		return "eo", 1, true
	}
	return "e", 0, false
}

func thaiShort(s string, t []rune) (string, int, bool) {
	switch at(t, 0) {
	case 'ะ':
		return s, 1, true
	case '็':
		return s, 1, false
	}
	return s, 0, false
}

// thaiImplicit reads what has no sign: อ and ว are vowels there, รร is a, and
// else an o in a closed syllable, an a in an open one.
func thaiImplicit(t []rune, style int) (string, int, bool) {
	v, next, after := at(t, 0), at(t, 1), at(t, 2)
	switch {
	case v == '็' && next == 'อ':
		return "o", 2, false
	case v == '็' && next == 'ว':
		return "ua", 2, false
	case v == '็':
		return "o", 1, false
	case v == 'อ' && !isThaiAttached(next):
		return "o", 1, false
	case v == 'ร' && next == 'ร' && isThaiConsonant(after) && !isThaiAttached(at(t, 3)):
		return "a", 2, false
	case v == 'ร' && next == 'ร':
		return "an", 2, true
	case v == 'ว' && isThaiConsonant(next) && !isThaiAttached(after):
		return "ua", 1, false
	case v == 'ร' && next == 0 && style >= 2:
		return "orn", 1, true // as most people called Porn write themselves
	case v == 0:
		return pick("o|a|a|a", style), 0, true
	case !isThaiConsonant(v) || isThaiAttached(next):
		return "a", 0, true
	case (style%2 == 1 || after == 0) && isThaiConsonant(next): // Ka-mon
		return "a", 0, true
	}
	return "o", 0, false
}

// thaiFinal reads a consonant at the end of a syllable, which has fewer sounds.
func thaiFinal(t []rune, i int, vowel string, style int) string {
	switch t[i] {
	case 'ง':
		return "ng"
	case 'ม':
		return "m"
	case 'ญ', 'ณ', 'น':
		return "n"
	case 'ร':
		return pick("n|n|r|n", style)
	case 'ล', 'ฬ':
		return pick("n|n|l|l", style)
	case 'ย':
		return pick("i|i|i|y", style)
	case 'ว':
		if vowel == "i" {
			return pick("o|o|w|o", style)
		}
		return pick("o|w|o|o", style)
	case 'บ', 'ป', 'พ', 'ฟ', 'ภ':
		return "p"
	case 'ก', 'ข', 'ค', 'ฆ':
		return "k"
	}
	return pick("t|t|t|s", style)
}
