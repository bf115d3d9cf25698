package roman

// tongue is a language, or a group of languages, that gives Cyrillic letters
// sounds of its own. Russian stands for all that show no letter of their own.
type tongue uint8

const (
	russian tongue = iota
	ukrainian
	serbian
	bulgarian
	turkic
)

// appendCyrillic reads in style 0 as the press does (BGN/PCGN without its
// marks), in style 1 as passports do (ICAO 9303), in style 2 by ear in the West,
// in style 3 as Ukrainian where the word may be
// that, else as the name from elsewhere that Russian has taken over.
func appendCyrillic(dst []byte, w []rune, style int) []byte {
	lang := tongueOf(w)
	if lang == russian && style == 3 && !mayBeUkrainian(w) {
		return appendForeignCyrillic(dst, w)
	}
	for i := 0; i < len(w); {
		if s, n := cyrillicGroup(lang, w, i, style); n > 0 {
			dst = append(dst, s...)
			i += n
			continue
		}
		dst = append(dst, cyrillicLetter(lang, w, i, style)...)
		i++
	}
	return dst
}

// tongueOf tells the language by the letters that are only in it, or by a hard
// sign between consonants, which in Bulgarian is a vowel.
func tongueOf(w []rune) tongue {
	for i, r := range w {
		switch r {
		case 'і', 'ї', 'є', 'ґ':
			if lang := tongueOf(w[i+1:]); lang == turkic {
				return turkic // Kazakh has і as well
			}
			return ukrainian
		case 'ђ', 'ћ', 'љ', 'њ', 'џ', 'ј', 'ќ', 'ѓ', 'ѕ':
			return serbian
		case 'ә', 'ғ', 'қ', 'ң', 'ө', 'ү', 'ұ', 'һ', 'ҳ', 'ҷ', 'җ', 'ӣ', 'ӯ':
			return turkic
		case 'ъ':
			if i > 0 && !isSoftVowel(at(w, i+1)) {
				return bulgarian
			}
		}
	}
	return russian
}

func isCyrillicVowel(r rune) bool {
	switch r {
	case 'а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'і', 'ї', 'є', 'ә', 'ө', 'ү', 'ұ':
		return true
	}
	return false
}

// isCyrillicFront: before these k is never written c.
func isCyrillicFront(r rune) bool {
	switch r {
	case 'е', 'и', 'э', 'ю', 'ё', 'ь', 'й', 'я':
		return true
	}
	return false
}

func isSoftVowel(r rune) bool {
	switch r {
	case 'е', 'ё', 'ю', 'я', 'є', 'ї':
		return true
	}
	return false
}

func isHush(r rune) bool { return r == 'ж' || r == 'ч' || r == 'ш' || r == 'щ' }

// cyrillicGroup reads letters that are written together otherwise than alone,
// and returns how many they are, 0 for none.
func cyrillicGroup(lang tongue, w []rune, i, style int) (string, int) {
	next, left := at(w, i+1), len(w)-i
	switch w[i] {
	case 'и', 'ы':
		if next == 'й' && left == 2 && lang <= ukrainian {
			return pick("y|ii|i|yi", style), 2
		}
		if next == 'я' && left == 2 {
			return pick("ia|iia|ia|ya", style), 2
		}
	case 'і':
		if next == 'я' && left == 2 {
			return pick("iia|ia|ia|ija", style), 2
		}
	case 'д':
		if next == 'ж' {
			return pick("dzh|dj|j|j", style), 2
		}
	case 'к':
		if next == 'с' && lang == russian {
			return pick("ks|ks|x|x", style), 2
		}
		if lang == russian && style == 2 && !isCyrillicFront(next) {
			return "c", 1 // Victor, Nicolai
		}
	case 'з':
		if next == 'г' && lang == ukrainian {
			return pick("zgh|zg", style), 2
		}
	case 'в':
		if left == 1 && i > 1 && (w[i-1] == 'о' || w[i-1] == 'е') && lang == russian {
			return pick("v|v|ff|v", style), 1
		}
	case 'е', 'ё':
		return cyrillicE(lang, w, i, style)
	case 'ь':
		switch {
		case next == 'о':
			return "yo", 2
		case next == 'и' && lang == russian:
			return pick("yi|i", style), 2
		}
	}
	return "", 0
}

// cyrillicE reads е and ё, which begin with a y at the beginning and after a
// vowel or a sign, as people hear them and some write.
func cyrillicE(lang tongue, w []rune, i, style int) (string, int) {
	prev := at(w, i-1)
	if w[i] == 'ё' {
		if isHush(prev) {
			return pick("e|e|o|o", style), 1
		}
		return pick("e|e|yo|io", style), 1
	}
	switch {
	case lang != russian:
		return "", 0
	case prev == 'ь' || prev == 'ъ':
		return pick("ye|e|ie|ie", style), 1
	case prev == 0 || isCyrillicVowel(prev):
		return pick("e|ye|e|e", style), 1
	}
	return "", 0
}

func cyrillicLetter(lang tongue, w []rune, i, style int) string {
	entry, ok := "", false
	switch lang {
	case ukrainian:
		entry, ok = ukrainianLetter(w[i], i == 0)
	case serbian:
		entry, ok = serbianLetter(w[i])
	case bulgarian:
		entry, ok = bulgarianLetter(w[i])
	case turkic:
		entry, ok = turkicLetter(w[i])
	}
	if !ok {
		entry = russianLetter(w[i])
	}
	return pick(entry, style)
}
