// Package spoken knows languages by the words that people use for them: "arabe",
// "Arabic" and "العربية" are ar. The names are those of the Unicode Common Locale
// Data Repository, as golang.org/x/text carries them, and a few more that people
// say. Every function is safe for concurrent use.
package spoken

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
)

// Codes reads what somebody wrote about the languages that a person speaks, as
// "arabe et un peu de français", and returns ISO 639 codes, each once, in the
// order written. What it does not know, or what is denied, stays as it was written.
func Codes(text string) []string {
	var out []string
	for _, piece := range pieces(text) {
		for _, c := range codesOf(piece) {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// Name returns the name of a language in another one, both as codes. What is no
// code is returned as it is.
func Name(code, in string) string {
	base, err := language.ParseBase(code)
	if err != nil || !isCode(code) {
		return code
	}
	if n := display.Languages(language.Make(in)).Name(base); n != "" {
		return n
	}
	for _, s := range sayings() {
		if s.code == code && (s.in == in || s.in == "") {
			return s.word
		}
	}
	if n := display.Languages(language.English).Name(base); n != "" {
		return n
	}
	return code
}

// isCode reports whether a text can be an ISO 639 code: "français" is none.
func isCode(s string) bool {
	return (len(s) == 2 || len(s) == 3) && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

// pieces splits a list as people write one.
func pieces(text string) []string {
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/|&+\n،、，؛", r) })
	var out []string
	for _, f := range fields {
		piece := ""
		for w := range strings.FieldsSeq(f) {
			if slices.Contains([]string{"and", "et", "und", "y", "e", "и", "і", "و"}, fold(w)) {
				out, piece = append(out, piece), ""
				continue
			}
			piece += " " + w
		}
		out = append(out, piece)
	}
	for i := range out {
		out[i] = strings.Trim(strings.TrimSpace(out[i]), ".: ")
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// codesOf reads one entry: a name, a code, or some words with names among them.
func codesOf(piece string) []string {
	known := table()
	folded := fold(piece)
	if c, ok := known[folded]; ok {
		return []string{c}
	}
	if b, err := language.ParseBase(folded); err == nil && isCode(folded) {
		return []string{language.Make(b.String()).String()} // "fra" is fr
	}
	var out []string
	for w := range strings.FieldsSeq(folded) {
		if slices.Contains(denials(), w) {
			return []string{piece}
		}
		// Short names are common words elsewhere: "lao", "ewe".
		if c, ok := known[strings.Trim(w, ".()")]; ok && len([]rune(w)) > 3 {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return []string{piece}
	}
	return out
}

// denials are words after which a language is not spoken.
func denials() []string {
	return []string{"no", "not", "doesn't", "without", "ne", "pas", "sans", "aucun", "non", "kein", "nicht", "sin", "لا"}
}

// fold brings spellings together: lower case, without marks over letters.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '’':
			return '\''
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.Join(strings.Fields(s), " ")))
}

// table leads from folded names to codes. The first name wins, so that the
// languages of most pages come first.
var table = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	add := func(name, code string) {
		if name = fold(name); name != "" && m[name] == "" {
			m[name] = code
		}
	}
	for _, s := range sayings() {
		add(s.word, s.code)
	}
	bases := named()
	for _, in := range namedIn() {
		names := display.Languages(language.Make(in))
		for _, b := range bases {
			add(names.Name(b), b.String())
		}
	}
	for _, b := range bases {
		add(display.Self.Name(language.Make(b.String())), b.String())
	}
	return m
})

// named are the languages that have a name in English: those of two letters first,
// so that a language comes before its dialects.
func named() []language.Base {
	var out []language.Base
	english := display.Languages(language.English)
	try := func(code string) {
		if b, err := language.ParseBase(code); err == nil && b.String() == code && english.Name(b) != "" {
			out = append(out, b)
		}
	}
	const letters = "abcdefghijklmnopqrstuvwxyz"
	for _, x := range letters {
		for _, y := range letters {
			try(string(x) + string(y))
		}
	}
	for _, x := range letters {
		for _, y := range letters {
			for _, z := range letters {
				try(string(x) + string(y) + string(z))
			}
		}
	}
	return out
}

// namedIn are the languages in which people may name a language.
func namedIn() []string {
	return strings.Fields("en fr ar es pt it de nl pl ru uk fa tr el zh ja ko he hi ro hu cs sv da vi sw ur bn")
}

// saying is a word for a language that the repository does not have.
type saying struct{ word, code, in string }

func sayings() []saying {
	return []saying{
		{"Dari", "prs", ""}, {"دری", "prs", "fa"}, {"farsi", "fa", "en"}, {"mandarin", "zh", "en"}, {"flamand", "nl", "fr"}, {"Flemish", "nl", "en"},
		{"darija", "ary", ""}, {"tamazight", "ber", ""}, {"berbère", "ber", "fr"}, {"Berber", "ber", "en"}, {"kurmanji", "kmr", ""}, {"sorani", "ckb", ""},
		{"langue des signes", "sgn", "fr"}, {"sign language", "sgn", "en"}, {"LSF", "fsl", "fr"}, {"langue des signes française", "fsl", "fr"},
		{"tzigane", "rom", "fr"}, {"romanes", "rom", "de"}, {"mandinka", "mnk", ""}, {"dioula", "dyu", "fr"}, {"pular", "ff", ""}, {"tamoul", "ta", "fr"},
	}
}
