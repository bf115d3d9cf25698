package roman

// russianLetters are the letters from а to я.
var russianLetters = [...]string{
	"a", "b", "v", "g|g|g|h", "d", "e", "zh|zh|j|zh", "z", "i|i|i|y", "y|i|i|y", "k",
	"l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh|kh|h|h", "ts|ts|c|z", "ch", "sh",
	"shch|shch|sch|shch", "|ie||", "y|y|i|y", "", "e", "yu|iu|u|yu", "ya|ia|ia|ya",
}

// russianLetter has, besides the Russian letters, those of the languages around
// that do not tell which of them it is.
func russianLetter(r rune) string {
	if r >= 'а' && r <= 'я' {
		return russianLetters[r-'а']
	}
	switch r {
	case 'ё':
		return "e|e|yo|io"
	case 'і', 'ӏ', 'ѝ', 'ѐ':
		return "i"
	case 'ї':
		return "yi|i"
	case 'є':
		return "ye|ie"
	case 'ґ':
		return "g"
	case 'ў':
		return "w|u|v|o"
	case 'ѣ':
		return "e"
	case 'ӑ', 'ӓ', 'ӕ':
		return "a|a|ae|e"
	case 'ӧ':
		return "o"
	case 'ӱ', 'ӳ':
		return "u"
	}
	return ""
}

// ukrainianLetter follows the Cabinet's table of 2010 in style 0 as far as ю, я
// and the like do not stand behind a consonant in print.
func ukrainianLetter(r rune, first bool) (string, bool) {
	switch r {
	case 'г':
		return "h|h|g|h", true
	case 'ґ':
		return "g", true
	case 'и':
		return "y|y|i|y", true
	case 'і':
		return "i", true
	case 'ж':
		return "zh", true
	case 'х':
		return "kh|kh|h|kh", true
	case 'ц':
		return "ts", true
	case 'щ':
		return "shch", true
	}
	return ukrainianSoft(r, first)
}

func ukrainianSoft(r rune, first bool) (string, bool) {
	switch {
	case r == 'й' && first:
		return "y|y|i|y", true
	case r == 'й':
		return "i|y|i|y", true
	case r == 'ї' && first:
		return "yi|i", true
	case r == 'ї':
		return "i|yi|i|ji", true
	case r == 'є' && first:
		return "ye|ie|e|ye", true
	case r == 'є':
		return "ie|ye|e|je", true
	case r == 'ю' && first, r == 'я' && first:
		return "", false
	case r == 'ю':
		return "iu|yu|u|ju", true
	case r == 'я':
		return "ia|ya|ia|ja", true
	}
	return "", false
}

// serbianLetter is Gajica without its marks in style 0, by ear in style 1; the
// Macedonian letters are beside the Serbian ones.
func serbianLetter(r rune) (string, bool) {
	switch r {
	case 'ђ':
		return "dj|dj|d|j", true
	case 'ж':
		return "z|zh|z|j", true
	case 'ј':
		return "j|y|j|i", true
	case 'љ':
		return "lj|ly|lj|li", true
	case 'њ':
		return "nj|ny|nj|ni", true
	case 'ћ':
		return "c|ch|c|ch", true
	case 'ч':
		return "c|ch|c|ch", true
	case 'џ':
		return "dz|dzh|dz|j", true
	case 'ш':
		return "s|sh|s|sh", true
	case 'х':
		return "h", true
	case 'ц':
		return "c|ts|c|ts", true
	case 'ќ':
		return "kj|k|c|kj", true
	case 'ѓ':
		return "gj|g|dj|gj", true
	case 'ѕ':
		return "dz", true
	}
	return "", false
}

func bulgarianLetter(r rune) (string, bool) {
	switch r {
	case 'ъ':
		return "a|u|a|y", true
	case 'щ':
		return "sht", true
	case 'х':
		return "h|kh", true
	case 'ц':
		return "ts|ts|c|tz", true
	case 'ь':
		return "y", true
	}
	return "", false
}

// turkicLetter has the letters of Kazakh, Kyrgyz, Tatar and Mongolian, and of
// Tajik, which is read like them.
func turkicLetter(r rune) (string, bool) {
	switch r {
	case 'ә':
		return "a|a|e|ae", true
	case 'ғ':
		return "g|gh|g|gh", true
	case 'қ':
		return "k|q|k|q", true
	case 'ң':
		return "n|ng|n|ng", true
	case 'ө':
		return "o|u|o|oe", true
	case 'ү', 'ұ':
		return "u|u|y|ue", true
	case 'һ', 'ҳ':
		return "h", true
	case 'і', 'ӣ':
		return "i", true
	case 'ӯ':
		return "u|o", true
	case 'ҷ', 'җ':
		return "j", true
	case 'ж':
		return "zh|j|j|zh", true
	case 'х':
		return "kh|kh|h|h", true
	}
	return "", false
}
