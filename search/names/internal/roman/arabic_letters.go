package roman

// arabicConsonant reads the letters that are consonants everywhere: the 28, those
// of Persian and Urdu, and a few of Pashto, Kurdish, Uyghur and the Maghreb.
func arabicConsonant(r rune, iranian bool) string {
	if iranian {
		switch r {
		case 'ث':
			return "s"
		case 'ذ', 'ض', 'ظ':
			return "z"
		case 'ق':
			return "gh|q|gh|q"
		case 'ج':
			return "j"
		}
	}
	switch r {
	case 'ت', 'ط', 'ٹ', 'ټ':
		return "t"
	case 'ث':
		return "th|th|s|t"
	case 'ج':
		return "j|j|g|g"
	case 'ح':
		return "h"
	case 'خ':
		return "kh"
	case 'د', 'ڈ', 'ډ':
		return "d"
	case 'ذ':
		return "dh|z|z|th"
	case 'ر', 'ڑ', 'ړ', 'ڕ':
		return "r"
	case 'ب':
		return "b"
	case 'ز':
		return "z"
	case 'س', 'ص':
		return "s"
	case 'ش':
		return "sh|sh|sh|ch"
	case 'ض':
		return "d|d|dh|z"
	case 'ظ':
		return "z|z|dh|z"
	case 'غ':
		return "gh|g|gh|g"
	}
	return arabicConsonantToo(r)
}

func arabicConsonantToo(r rune) string {
	switch r {
	case 'ف':
		return "f"
	case 'ق':
		return "q|q|k|k"
	case 'ك':
		return "k|k|k|c"
	case 'ل', 'ڵ':
		return "l"
	case 'م':
		return "m"
	case 'ن', 'ں', 'ڼ':
		return "n"
	case 'ه', 'ھ', 'ح':
		return "h"
	case 'پ':
		return "p"
	case 'چ':
		return "ch"
	case 'ژ':
		return "zh|j|zh|j"
	case 'گ', 'ګ', 'ڨ', 'ڠ':
		return "g"
	case 'ڭ':
		return "ng"
	case 'ڤ', 'ڥ', 'ۋ':
		return "v"
	case 'ښ':
		return "sh|kh|x|sh"
	case 'ږ':
		return "zh|g|g|zh"
	case 'څ':
		return "ts"
	case 'ځ':
		return "dz"
	}
	return ""
}
