package roman

// appendKhmer reads Khmer by a table of letters: the two series of consonants
// are not told apart, and a consonant without a vowel has an o, as in most
// names, in style 0 and an a in style 1; the last has none.
func appendKhmer(dst []byte, w []rune, style int) []byte {
	for i, r := range w {
		next := at(w, i+1)
		switch {
		case r >= 'ក' && r <= 'អ':
			if r == 'អ' && next >= 'ា' && next <= 'ៅ' {
				continue
			}
			text := pick(khmerConsonants[r-'ក'], style)
			if next == 0 && len(text) == 2 && text[1] == 'h' && text != "sh" && text != "ch" {
				text = text[:1] // no breath at the end
			}
			dst = append(dst, text...)
			if bare := next >= 'ក' && next <= 'អ' || len(w) == 1; bare {
				dst = append(dst, pick("o|a|o|a", style)...)
			}
		case r >= 'ា' && r <= 'ះ':
			dst = append(dst, pick(khmerVowels[r-'ា'], style)...)
		case r >= 'ឥ' && r <= 'ឳ':
			dst = append(dst, khmerAlone[r-'ឥ']...)
		}
	}
	return dst
}

// khmerConsonants are the letters from ក to អ.
var khmerConsonants = [...]string{
	"k", "kh", "k", "kh", "ng", "ch", "chh", "ch", "chh", "nh", "d", "th", "d", "th", "n",
	"t", "th", "t", "th", "n", "b", "ph", "p", "ph", "m", "y", "r", "l", "v|w", "sh", "s", "s", "h", "l", "a",
}

// khmerVowels are the signs from ា to ះ.
var khmerVowels = [...]string{
	"a|ea", "e|i", "ei|y", "eu|ue", "eu|ue", "o|u", "ou|u", "uo|ua", "aeu|oeu", "eua|oea", "ie|ea", "e", "e|ae", "ai|ey", "o|ao", "au|ov",
	"m", "h",
}

// khmerAlone are the vowels of their own from ឥ to ឳ.
var khmerAlone = [...]string{"e", "ei", "o", "ok", "ou", "au", "ru", "ru", "lu", "lu", "ae", "ai", "ao", "ao", "au"}
