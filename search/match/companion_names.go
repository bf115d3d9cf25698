package match

import (
	"slices"
	"strings"
	"unicode"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// Companions returns the names of people in what was written about whom a person
// was with: "with her brother Karim Haddad" has Karim Haddad. The person's own
// name, as in a list of the whole family, is left out.
func Companions(p *registry.Person, with string) []string {
	if p.Companions == "" && with == "" {
		return nil
	}
	var out []string
	mine := fullNames(p)
	for _, group := range groups(p.Companions + "\n" + with) {
		for _, name := range namesIn(group) {
			if len(out) < maxCompanions && !slices.Contains(out, name) && !partOf(name, mine) {
				out = append(out, name)
			}
		}
	}
	return out
}

// partOf reports whether every word of a name is a word of one of the others.
func partOf(name string, all []string) bool {
	return slices.ContainsFunc(all, func(full string) bool {
		words := names.Words(full)
		return !slices.ContainsFunc(names.Words(name), func(w string) bool { return !slices.Contains(words, w) })
	})
}

// groups splits a text where one person ends and the next begins.
func groups(text string) [][]string {
	var out [][]string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;:/&+().!?\n،؛、。", r) }) {
		var words []string
		for w := range strings.FieldsSeq(part) {
			if isAnd(names.Fold(w)) {
				out, words = append(out, words), nil
				continue
			}
			words = append(words, w)
		}
		out = append(out, words)
	}
	return slices.DeleteFunc(out, func(w []string) bool { return len(w) == 0 })
}

func isAnd(w string) bool {
	return slices.Contains([]string{"and", "et", "und", "y", "e", "ja", "и", "і", "و"}, w)
}

// namesIn returns the names among the words of a group: what is written with
// capitals, or, where nothing is, its last words.
func namesIn(words []string) []string {
	if !slices.ContainsFunc(words, isCapital) {
		return lastWords(words)
	}
	var out []string
	for i := 0; i < len(words); i++ {
		start := i
		for i < len(words) && (isCapital(words[i]) || i > start && isParticle(words[i]) && i+1 < len(words)) {
			i++
		}
		if run := unled(words[start:i]); len(run) > 0 {
			out = append(out, strings.Join(run, " "))
		}
	}
	return out
}

// unled drops the words that lead to a name. "Ma" and "Son" are surnames as well
// and stay before another name: "Ma Long", but "Ma SOEUR Karima".
func unled(run []string) []string {
	for len(run) > 0 && isRelation(names.Fold(run[0])) {
		if len(run) > 1 && isPossessive(names.Fold(run[0])) && !isRelation(names.Fold(run[1])) {
			break
		}
		run = run[1:]
	}
	return run
}

func isPossessive(w string) bool {
	return slices.Contains([]string{"ma", "sa", "son", "mon", "su", "an", "her", "so", "con", "mit"}, w)
}

// lastWords makes names of a group without capitals, as in scripts that have none
// and on telephones: "avec son frère karim haddad".
func lastWords(words []string) []string {
	if i := lastRelation(words); i >= 0 {
		words = words[i+1:]
	}
	if len(words) == 0 {
		return nil
	}
	return []string{strings.Join(words[max(0, len(words)-4):], " ")}
}

func lastRelation(words []string) int {
	for i := len(words) - 1; i >= 0; i-- {
		if isRelation(names.Fold(words[i])) {
			return i
		}
	}
	return -1
}

func isCapital(w string) bool {
	for _, r := range w {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r) || unicode.IsTitle(r)
		}
	}
	return false
}

// isParticle reports whether a small word stands inside names.
func isParticle(w string) bool {
	return slices.Contains([]string{"de", "da", "do", "dos", "das", "du", "des", "di", "la", "le", "el", "al", "bin", "ben", "ibn", "bint", "abu", "van", "von", "der", "den", "ter", "y", "e"}, strings.ToLower(w))
}

// isRelation reports whether a folded word says who somebody is to the person, or
// leads to it, and is no name.
func isRelation(w string) bool { return relations()[w] }
