package nick

import "strings"

// widenings add the forms of words that follow from a rule, by file. A widening
// gets the words of one side of a line and whether they are full names.
var widenings = map[string]func(words []string, full bool) []string{
	"en": func(words []string, full bool) []string {
		if full {
			return words
		}
		return widen(words, endings)
	},
	"ru": romaniser(russian),
	"bg": romaniser(bulgarian),
	"uk": romaniser(ukrainian),
	"el": romaniser(hellenic),
}

// widen returns words followed by what forms makes of each.
func widen(words []string, forms func(string) []string) []string {
	out := words[:len(words):len(words)]
	for _, w := range words {
		out = append(out, forms(w)...)
	}
	return out
}

// endings returns an English pet form in -y with its other endings: Molly,
// Mollie, Molli. Kay and Louie have none.
func endings(word string) []string {
	stem := word
	for _, end := range []string{"ie", "y", "i"} {
		var ok bool
		if stem, ok = strings.CutSuffix(word, end); ok {
			break
		}
	}
	if len(stem) < 3 || stem == word || strings.ContainsRune("aeiou", rune(stem[len(stem)-1])) {
		return nil
	}
	return []string{stem + "ie", stem + "y", stem + "i"}
}

// A romanisation is two ways to write the letters of a script in Latin ones that
// passports and people use side by side.
type romanisation [2][]string

// Letters that both ways write alike are said once.
var (
	cyrillic = []string{
		"а", "a", "б", "b", "в", "v", "д", "d", "ж", "zh", "з", "z", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r",
		"с", "s", "т", "t", "у", "u", "ф", "f", "х", "kh", "ц", "ts", "ч", "ch", "ш", "sh", "ь", "", "э", "e", "ы", "y",
	}
	russian = romanisation{
		append([]string{"ий", "y", "ьё", "yo", "ье", "ye", "е", "e", "ё", "yo", "г", "g", "и", "i", "й", "y", "щ", "shch", "ъ", "", "ю", "yu", "я", "ya"}, cyrillic...),
		append([]string{"ий", "i", "кс", "x", "ья", "ia", "ьё", "e", "ье", "ie", "е", "e", "ё", "e", "г", "g", "и", "i", "й", "i", "щ", "shch", "ъ", "", "ю", "iu", "я", "ia"}, cyrillic...),
	}
	bulgarian = romanisation{
		append([]string{"г", "g", "е", "e", "и", "i", "й", "y", "х", "h", "щ", "sht", "ъ", "a", "ю", "yu", "я", "ya"}, cyrillic...),
		append([]string{"г", "g", "е", "e", "и", "i", "й", "i", "х", "h", "щ", "sht", "ъ", "u", "ю", "iu", "я", "ia"}, cyrillic...),
	}
	ukrainian = romanisation{
		append([]string{"ий", "y", "зг", "zgh", "г", "h", "ґ", "g", "е", "e", "є", "ye", "и", "y", "і", "i", "ї", "yi", "й", "y", "щ", "shch", "ю", "yu", "я", "ya"}, cyrillic...),
		append([]string{"ий", "yi", "г", "h", "ґ", "g", "е", "e", "є", "ie", "и", "y", "і", "i", "ї", "i", "й", "i", "щ", "shch", "ю", "iu", "я", "ia"}, cyrillic...),
	}
	hellenicLetters = []string{
		"ου", "ou", "ού", "ou", "ευ", "ef", "εύ", "ef", "αυ", "av", "αύ", "av", "α", "a", "ά", "a", "β", "v", "γ", "g", "δ", "d", "ε", "e", "έ", "e",
		"ζ", "z", "η", "i", "ή", "i", "θ", "th", "ι", "i", "ί", "i", "ϊ", "i", "ΐ", "i", "κ", "k", "λ", "l", "μ", "m", "ν", "n", "ξ", "x", "ο", "o", "ό", "o",
		"π", "p", "ρ", "r", "σ", "s", "ς", "s", "τ", "t", "φ", "f", "χ", "ch", "ψ", "ps", "ω", "o", "ώ", "o",
	}
	hellenic = romanisation{
		append([]string{"γγ", "ng", "υ", "y", "ύ", "y"}, hellenicLetters...),
		append([]string{"γκ", "g", "μπ", "b", "ντ", "d", "χ", "h", "υ", "i", "ύ", "i"}, hellenicLetters...),
	}
)

// romaniser returns the widening that adds both Latin forms of every word that
// is not in Latin letters.
func romaniser(by romanisation) func([]string, bool) []string {
	ways := [...]*strings.Replacer{strings.NewReplacer(by[0]...), strings.NewReplacer(by[1]...)}
	forms := func(word string) []string {
		if script(word) == 0 {
			return nil
		}
		return []string{ways[0].Replace(word), ways[1].Replace(word)}
	}
	return func(words []string, _ bool) []string { return widen(words, forms) }
}
