package roman

// appendGeorgian reads after the national system of 2002; style 1 has what
// people write without its apostrophes in mind (q for ქ, c for ც).
func appendGeorgian(dst []byte, w []rune, style int) []byte {
	for _, r := range w {
		dst = append(dst, pick(georgianLetter(r), style)...)
	}
	return dst
}

// georgianLetters are the letters from ა to ჶ, the alphabet and the old ones.
var georgianLetters = [...]string{
	"a", "b", "g", "d", "e", "v", "z", "t", "i", "k", "l", "m", "n", "o", "p", "zh|j|zh|zh", "r", "s", "t", "u",
	"p|f|ph|p", "k|q|kh|k", "gh|g|gh|g", "q|k|kh|k", "sh", "ch", "ts|c|tz|ts", "dz", "ts|c|tz|ts", "ch", "kh|h|x|h", "j|dj|j|dzh", "h",
	"e", "y", "v", "q|kh", "o", "f",
}

func georgianLetter(r rune) string {
	if r -= 'ა'; r >= 0 && int(r) < len(georgianLetters) {
		return georgianLetters[r]
	}
	return ""
}

// appendArmenian reads as in Armenia (BGN/PCGN) in styles 0 and 1, and in the
// Western dialect, where b and p, g and k, d and t change places, in 2 and 3.
func appendArmenian(dst []byte, w []rune, style int) []byte {
	for i := 0; i < len(w); i++ {
		next := at(w, i+1)
		switch {
		case w[i] == 'ո' && next == 'ւ':
			dst = append(dst, pick("u|ou|u|ou", style)...)
			i++
		case w[i] == 'ո' && i == 0:
			dst = append(dst, pick("vo|o|vo|o", style)...)
		case w[i] == 'ե' && i == 0 && next != 'ւ':
			dst = append(dst, pick("ye|e|ye|e", style)...)
		case w[i] == 'ե' && next == 'ա':
			dst = append(dst, pick("ea|ya|ia|ya", style)...)
			i++
		case w[i] == 'ե' && next == 'ւ':
			dst = append(dst, pick("ev|yev|ev|yev", style)...)
			i++
		default:
			dst = append(dst, pick(armenianLetter(w[i]), style)...)
		}
	}
	return dst
}

// armenianLetters are the letters from ա to ֆ.
var armenianLetters = [...]string{
	"a", "b|b|p|p", "g|g|k|k", "d|d|t|t", "e", "z", "e", "e|y|e|", "t", "zh|j|zh|j", "i", "l", "kh|x|kh|h", "ts|ts|dz|dz", "k|k|g|g",
	"h", "dz|dz|ts|ts", "gh", "ch|ch|j|dj", "m", "y|y|h|y", "n", "sh", "o", "ch", "p|p|b|b", "j|dj|ch|ch", "r", "s", "v",
	"t|t|d|d", "r", "ts", "v", "p", "k|q|k|k", "o", "f",
}

func armenianLetter(r rune) string {
	if r -= 'ա'; r >= 0 && int(r) < len(armenianLetters) {
		return armenianLetters[r]
	}
	return ""
}
