package nick

import "strings"

// widening adds the forms of words that follow from a rule. It gets the words of
// one side of a line and whether they are full names.
type widening func(words []string, full bool) []string

// wideningOf returns the rule of a file, nil if it has none.
func wideningOf(file string) widening {
	switch file {
	case "en":
		return func(words []string, full bool) []string {
			if full {
				return words
			}
			return widen(words, endings)
		}
	case "ru":
		return romaniser(russian+cyrillic, russianOther+cyrillic)
	case "bg":
		return romaniser(bulgarian+cyrillic, bulgarianOther+cyrillic)
	case "uk":
		return romaniser(ukrainian+cyrillic, ukrainianOther+cyrillic)
	case "el":
		return romaniser(hellenic, hellenicOther+hellenic)
	}
	return nil
}

// widen returns words followed by what forms makes of each.
func widen(words []string, forms func(string) []string) []string {
	out := words[:len(words):len(words)]
	for _, w := range words {
		out = append(out, forms(w)...)
	}
	return out
}

// endings returns an English pet form in -y with its other endings: Charlie,
// Charly, Charli, Charley. Kay and Louie have none.
func endings(word string) []string {
	stem := word
	for _, end := range []string{"ie", "ey", "y", "i"} {
		var ok bool
		if stem, ok = strings.CutSuffix(word, end); ok {
			break
		}
	}
	if len(stem) < 2 || stem == word || strings.ContainsRune("aeiou", rune(stem[len(stem)-1])) {
		return nil
	}
	return []string{stem + "ie", stem + "y", stem + "i", stem + "ey"}
}

// Romanisations: letters and what stands for them. For each script there are two
// that passports and people use side by side; where two entries fit, the first wins.
const (
	cyrillic = "а=a б=b в=v д=d е=e ж=zh з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f ц=ts ч=ch ш=sh ь= э=e ы=y "

	russian      = "ий=y ьё=yo ье=ye ё=yo г=g и=i й=y х=kh щ=shch ъ= ю=yu я=ya "
	russianOther = "ий=i ьё=e ье=ie ья=ia кс=x ё=e г=g и=i й=i х=kh щ=shch ъ= ю=iu я=ia "

	ukrainian      = "ий=y зг=zgh г=h ґ=g є=ye и=y і=i ї=yi й=y х=kh щ=shch ю=yu я=ya "
	ukrainianOther = "ий=yi зг=zgh г=h ґ=g є=ie и=y і=i ї=i й=i х=kh щ=shch ю=iu я=ia "

	bulgarian      = "г=g и=i й=y х=h щ=sht ъ=a ю=yu я=ya ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz "
	bulgarianOther = "г=g и=i й=i х=h щ=sht ъ=u ю=iu я=ia ј=y љ=l њ=n ћ=ch ђ=d џ=dzh "

	hellenicOther = "γκ=g μπ=b ντ=d χ=h υ=i ύ=i "
	hellenic      = "ου=ou ού=ou ευ=ef εύ=ef αυ=av αύ=av γγ=ng α=a ά=a β=v γ=g δ=d ε=e έ=e ζ=z η=i ή=i θ=th ι=i ί=i ϊ=i ΐ=i " +
		"κ=k λ=l μ=m ν=n ξ=x ο=o ό=o π=p ρ=r σ=s ς=s τ=t υ=y ύ=y φ=f χ=ch ψ=ps ω=o ώ=o "
)

// romaniser returns the widening that adds both Latin forms of every word that
// is not in Latin letters.
func romaniser(one, other string) widening {
	a, b := replacer(one), replacer(other)
	forms := func(word string) []string {
		if script(word) == 0 {
			return nil
		}
		return []string{a.Replace(word), b.Replace(word)}
	}
	return func(words []string, _ bool) []string { return widen(words, forms) }
}

func replacer(table string) *strings.Replacer {
	var pairs []string
	for _, pair := range strings.Fields(table) {
		from, to, _ := strings.Cut(pair, "=")
		pairs = append(pairs, from, to)
	}
	return strings.NewReplacer(pairs...)
}
