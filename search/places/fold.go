package places

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/retrouve/retrouve/search/names"
)

// Words returns the words of a place name or of a text in the form in which
// places are compared: folded as by names.Fold, with the elided articles of
// French and Italian apart, the ways to write Saint made one, the Arabic
// article and the East Asian word for city dropped.
func Words(text string) []string {
	words := names.Words(elide(text))
	for i, w := range words {
		words[i] = foldWord(w)
	}
	return words
}

// Key returns the form of a place name under which the table keeps it, and
// whether an article leads it that Key leaves out: Le Havre is "havre".
func Key(name string) (key string, article bool) {
	rest, article := cutArticle(Words(name))
	return strings.Join(rest, " "), article
}

// cutArticle drops one article at the beginning, unless nothing else is there.
func cutArticle(words []string) (rest []string, article bool) {
	if len(words) > 1 && isArticle(words[0]) {
		return words[1:], true
	}
	return words, false
}

// isArticle knows articles and what they become after a preposition: people are
// last seen "au Havre". Latin renderings of the Arabic article count as well.
func isArticle(w string) bool {
	switch w {
	case "le", "la", "les", "l", "au", "aux", "du", "des",
		"the", "el", "los", "las", "il", "lo", "al", "der", "die", "das":
		return true
	}
	return false
}

// elide puts a space in the place of the apostrophe after a lone l or d, which
// names.Fold would drop: L'Aquila, Villeneuve-d'Ascq.
func elide(s string) string {
	if !strings.ContainsAny(s, "'’ʼ`´") {
		return s
	}
	var b strings.Builder
	before, last := ' ', ' '
	for _, r := range s {
		if strings.ContainsRune("'’ʼ`´", r) && strings.ContainsRune("lLdD", last) && !unicode.IsLetter(before) {
			r = ' '
		}
		b.WriteRune(r)
		before, last = last, r
	}
	return b.String()
}

func foldWord(w string) string {
	switch w {
	case "saint", "sainte", "ste", "sankt", "sint":
		return "st"
	case "s": // Vitry s/Seine
		return "sur"
	}
	const more = 3 // letters that must be left, so that short words stay whole
	if rest, ok := strings.CutPrefix(w, "ال"); ok && utf8.RuneCountInString(rest) >= more {
		return rest
	}
	for _, city := range []string{"市", "시"} {
		if rest, ok := strings.CutSuffix(w, city); ok && utf8.RuneCountInString(rest) >= more-1 {
			return rest
		}
	}
	return w
}

// unspaced reports whether a word is of a script that puts no spaces between
// words, so that a name can stand anywhere in it.
func unspaced(w string) bool {
	for _, r := range w {
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && r != 'ー' {
			return false
		}
	}
	return w != ""
}
