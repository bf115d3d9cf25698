package roman

import "slices"

// mayBeUkrainian reports whether a word could be Ukrainian and would then be read
// otherwise: it has one of the letters that differ and nothing only Russian has.
func mayBeUkrainian(w []rune) bool {
	differs := false
	for i, r := range w {
		switch r {
		case 'ы', 'э', 'ё', 'ъ':
			return false
		case 'ж':
			if at(w, i-1) == 'д' {
				return false
			}
		case 'и':
			if i+2 == len(w) && w[i+1] == 'й' {
				return false
			}
			differs = true
		case 'г':
			differs = true
		}
	}
	return differs && !isPolivanov(w)
}

// isPolivanov reports whether a word could be a Japanese name in Polivanov's
// Cyrillic: open syllables, none of the sounds that Japanese does not have, and
// one of those that the two systems write differently.
func isPolivanov(w []rune) bool {
	differs := false
	for i, r := range w {
		next := at(w, i+1)
		switch r {
		case 'л', 'в', 'ж', 'ш', 'щ', 'ч', 'ь', 'ъ', 'ы', 'п':
			return false
		case 'н':
			continue
		case 'д':
			if next == 'з' {
				differs = true
				continue
			}
		case 'с', 'т':
			differs = differs || isCyrillicFront(next) && next != 'е' && next != 'э'
		}
		if r != 'й' && !isCyrillicVowel(r) && !isCyrillicVowel(next) {
			return false
		}
	}
	return differs && len(w) > 3
}

// appendForeignCyrillic reads a name that is not Slavic by the sounds of its own
// language.
func appendForeignCyrillic(dst []byte, w []rune) []byte {
	japanese := isPolivanov(w)
	for i := 0; i < len(w); {
		s, n := "", 0
		if japanese {
			s, n = polivanov(w[i:])
		} else {
			s, n = foreignGroup(w[i:], i == 0)
		}
		if n == 0 {
			s, n = pick(russianLetter(w[i]), 2), 1
		}
		dst = append(dst, s...)
		i += n
	}
	return dst
}

// polivanov reads the syllables that Hepburn writes by their sound.
func polivanov(w []rune) (string, int) {
	next, after := at(w, 1), at(w, 2)
	switch w[0] {
	case 'с':
		return softSyllable("sh", next)
	case 'т':
		return softSyllable("ch", next)
	case 'д':
		if next == 'з' {
			if s, n := softSyllable("j", after); n > 0 {
				return s, n + 1
			}
			return "z", 2
		}
	case 'ц':
		return "ts", 1
	case 'й':
		return "i", 1
	case 'ю':
		return "yu", 1
	}
	return "", 0
}

func softSyllable(onset string, vowel rune) (string, int) {
	i := slices.Index([]rune("иёюя"), vowel)
	if i < 0 {
		return "", 0
	}
	switch onset {
	case "sh":
		return [...]string{"shi", "sho", "shu", "sha"}[i], 2
	case "ch":
		return [...]string{"chi", "cho", "chu", "cha"}[i], 2
	}
	return [...]string{"ji", "jo", "ju", "ja"}[i], 2
}

// foreignGroup reads what Russian writes for Western sounds.
func foreignGroup(w []rune, first bool) (string, int) {
	next := at(w, 1)
	switch w[0] {
	case 'д':
		if next == 'ж' {
			return "j", 2
		}
	case 'к':
		switch {
		case next == 'с':
			return "x", 2
		case first && next == 'р' && at(w, 2) == 'и':
			return "chr", 2
		case next == 0:
			return "ck", 1
		case !isCyrillicFront(next):
			return "c", 1
		}
	case 'у':
		if isCyrillicVowel(next) {
			return "w", 1
		}
	case 'э':
		if !first {
			return "a", 1
		}
	case 'е':
		if next == 'й' {
			return "a", 2
		}
	case 'г':
		if first {
			return "h", 1
		}
	case 'а':
		if next == 'й' && at(w, 2) != 0 {
			return "i", 2
		}
	case 'и':
		if next == 0 {
			return "y", 1
		}
	}
	return "", 0
}
