package match

import (
	"slices"
	"strings"
	"unicode"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// Bounds of a comparison of companions.
const (
	maxCompanions  = 8
	sameCompanion  = 0.80 // likeness from which two names are of one companion
	clearlyAnother = 0.08 // by how much a companion's name must fit better than the person's own
)

// compareCompanions compares the people whom both were with. To share one speaks
// for the pair. A report about somebody with the name of a companion is rather
// about that companion, and speaks against it; so does a companion of who was
// found with the name of who is sought. Other companions say nothing: people are
// torn apart, and a finder meets those who came along.
func compareCompanions(n *registry.Notice, r *registry.Report, o Options) (registry.Evidence, bool) {
	a, b := Companions(&n.Person, n.LastSeen.With), Companions(&r.Person, r.Found.With)
	if len(a) == 0 && len(b) == 0 {
		return none()
	}
	sought, found := fullNames(&n.Person), fullNames(&r.Person)
	_, _, own := o.closest(sought, found)
	if name, _, like := o.closest(a, found); like >= sameCompanion && like > own+clearlyAnother {
		return companion("found", name)
	}
	if _, name, like := o.closest(sought, b); like >= sameCompanion && like > own+clearlyAnother {
		return companion("sought", name)
	}
	return o.compareCompany(a, b)
}

// compareCompany counts whom both were with.
func (o Options) compareCompany(a, b []string) (registry.Evidence, bool) {
	var whole, given []string
	for _, x := range b {
		_, _, like := o.closest(a, []string{x})
		switch {
		case like < sameCompanion:
		case Single(x):
			given = append(given, x)
		default:
			whole = append(whole, x)
		}
	}
	switch {
	case len(whole) > 0:
		return together("shared", companionShared, whole)
	case len(given) > 0:
		return together("given", companionGiven, given)
	}
	return none()
}

func companion(code, name string) (registry.Evidence, bool) {
	return registry.Evidence{Field: "companions", Code: code, Bits: companionIsThem, Args: map[string]string{"name": name}}, true
}

func together(code string, bits float64, who []string) (registry.Evidence, bool) {
	return registry.Evidence{Field: "companions", Code: code, Bits: bits, Args: map[string]string{"names": strings.Join(who, ", ")}}, true
}

// closest returns the two names, of the notice's side and of the report's, that
// are most alike. A single word is like the same word only: "Karim" is not every
// Karim.
func (o Options) closest(notice, report []string) (a, b string, like float64) {
	for _, x := range notice {
		for _, y := range report {
			if l := o.companionLikeness(x, y); l > like {
				a, b, like = x, y, l
			}
		}
	}
	return a, b, like
}

func (o Options) companionLikeness(notice, report string) float64 {
	switch {
	case !names.Comparable(notice, report), Single(notice) != Single(report):
		return 0
	case Single(notice):
		if names.Fold(notice) == names.Fold(report) {
			return 1
		}
		return 0
	case o.Like != nil:
		return o.Like(notice, report).Score
	}
	return names.Similarity(report, notice).Score
}

// fullNames returns the names of a person but the alias that a hospital gave.
func fullNames(p *registry.Person) []string {
	var out []string
	for _, n := range p.Names {
		if n.Kind != registry.NameHospital && n.Full != "" {
			out = append(out, n.Full)
		}
	}
	return out
}

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
