package texts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/retrouve/retrouve/search/names"
)

// maxWords bounds the words of a text that are read.
const maxWords = 600

// token is a word of a text, or several that have a meaning together.
type token struct {
	raw     string // as written
	core    string // raw without an article or a possessive that hangs on it
	folded  string // core folded
	concept string // "" for none, nothing for a word that says nothing
	parts   []token
}

// scan reads a text phrase by phrase, as punctuation divides it.
func (x reader) scan(text string) [][]token {
	all := make([][]token, 0, 8)
	read := make([]token, 0, min(len(text)/5+1, maxWords))
	for segment := range strings.FieldsFuncSeq(text, isPunctuation) {
		start := len(read)
		read = split(read, segment)
		words := read[start:]
		for i, w := range words {
			words[i].concept = x.meaning(w.core, w.folded)
		}
		if words = x.join(words); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

// join makes one token of the words of a known phrase, the longest first.
func (x reader) join(words []token) []token {
	out := words[:0] // never longer than what was read
	for i := 0; i < len(words); {
		n, concept := x.phraseAt(words[i:])
		if n == 0 {
			out = append(out, words[i])
			i++
			continue
		}
		if concept == nothing {
			out = append(out, silent(words[i:i+n])...)
			i += n
			continue
		}
		t := token{concept: concept, parts: slices.Clone(words[i : i+n])}
		for _, p := range t.parts {
			t.raw += " " + p.raw
		}
		t.raw = t.raw[1:]
		out = append(out, t)
		i += n
	}
	return out
}

// silent marks words of a phrase that says nothing.
func silent(words []token) []token {
	for i := range words {
		words[i].concept = nothing
	}
	return words
}

// phraseAt returns how many words of a phrase come first, 0 for none.
func (x reader) phraseAt(words []token) (int, string) {
next:
	for _, p := range x.phrases[bare(words[0].folded)] {
		if len(p.words) > len(words) || p.lang != "" && p.lang != x.lang {
			continue
		}
		for i, w := range p.words[1:] {
			if bare(words[i+1].folded) != w {
				continue next
			}
		}
		return len(p.words), p.concept
	}
	return 0, ""
}

// split appends the words of a text, cut where names.Fold would put a space, until
// there are maxWords.
func split(all []token, text string) []token {
	for raw := range strings.FieldsFuncSeq(strings.ToValidUTF8(text, ""), isSpace) {
		if len(all) >= maxWords {
			break
		}
		core := uncover(raw)
		folded := names.Fold(core)
		if !strings.Contains(folded, " ") && (folded != "" || core == raw) {
			if folded != "" {
				all = append(all, token{raw: raw, core: core, folded: folded})
			}
			continue
		}
		for _, w := range names.Words(raw) { // one sign may stand for two words: ½
			all = append(all, token{raw: w, core: w, folded: w})
		}
	}
	return all
}

// uncover drops what hangs on a word by an apostrophe: the article of "l'épaule"
// and "dell'occhio", the s of "boy's". Other apostrophes belong to the word.
func uncover(raw string) string {
	i := strings.IndexAny(raw, "'’ʼ`´")
	if i <= 0 {
		return raw
	}
	_, n := utf8.DecodeRuneInString(raw[i:])
	head, tail := raw[:i], raw[i+n:]
	switch {
	case tail == "s", tail == "S":
		return head
	case isElided(names.Fold(head)) && utf8.RuneCountInString(tail) > 1:
		return tail
	}
	return raw
}

// isElided reports whether a word is an article or pronoun of French, Italian or
// Catalan that has lost its vowel.
func isElided(w string) bool {
	switch w {
	case "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
		"un", "all", "dall", "dell", "nell", "sull", "coll", "quell", "quest":
		return true
	}
	return false
}

// isPunctuation reports whether a sign ends a phrase.
func isPunctuation(r rune) bool {
	switch r {
	case ',', ';', '.', '\n', '(', ')', '|', '/', '،', '؛', '。', '、':
		return true
	}
	return false
}

// isSpace reports whether names.Fold makes a space of a sign.
func isSpace(r rune) bool {
	switch {
	case r == ' ' || r == '-':
		return true
	case r < utf8.RuneSelf && r != '\'' && r != '`':
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return false
	}
	s := string(r)
	return names.Fold(s) == "" && strings.Contains(names.Fold("a"+s+"a"), " ")
}
