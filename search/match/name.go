package match

import (
	"math"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// nameMatch is the best pair of names of two people.
type nameMatch struct {
	notice, report string
	lvl            level
}

func compareNames(n *registry.Notice, r *registry.Report, o Options) (registry.Evidence, bool) {
	best, found := nameMatch{lvl: level{bits: math.Inf(-1)}}, false
	for _, a := range n.Person.Names {
		for _, b := range r.Person.Names {
			if b.Kind == registry.NameHospital || !names.Comparable(a.Full, b.Full) {
				continue
			}
			found = true
			if l := o.nameLevel(a.Full, b.Full); l.bits > best.lvl.bits {
				best = nameMatch{a.Full, b.Full, l}
			}
		}
	}
	if !found {
		return none()
	}
	return piece("name", best.lvl.code, best.lvl.bits-frequency(best, o), best.notice, best.report)
}

// nameLevel compares the name of a report with that of a notice.
func (o Options) nameLevel(notice, report string) level {
	if initials(notice) || initials(report) {
		return initialsLevel(notice, report)
	}
	a, b := notice, report
	var l names.Likeness
	if o.Like != nil {
		l = o.Like(notice, report)
	} else {
		l = names.Similarity(report, notice)
	}
	if p, ok := densePart(l); ok {
		return at(wordLevels(), p)
	}
	if !Single(a) && !Single(b) {
		return at(nameLevels(), l.Score)
	}
	var best float64
	for _, p := range l.Parts {
		best = max(best, p.Score)
	}
	return at(wordLevels(), best)
}

// densePart reports whether one name is the beginning or the end of the other,
// both written without spaces: a family or given name alone. Its score as a word
// is 1 from two characters on.
func densePart(l names.Likeness) (float64, bool) {
	if len(l.Parts) != 1 || l.Parts[0].Kind != names.Prefix || !names.Dense(names.Fold(l.Parts[0].A)) {
		return 0, false
	}
	if min(names.Len(l.Parts[0].A), names.Len(l.Parts[0].B)) > 1 {
		return 1, true
	}
	return wordPartScore, true
}

// wordPartScore is the score of a single character that the other name begins or
// ends with.
const wordPartScore = 0.7

// Single reports whether a name is one word that is not a whole name: written
// in letters, not in characters that each are a syllable.
func Single(name string) bool {
	w := names.Words(name)
	return len(w) == 1 && !names.Dense(w[0])
}

// frequency is the correction for a name that several notices have, in bits. It
// never turns agreement into disagreement.
func frequency(m nameMatch, o Options) float64 {
	if o.SameName == nil || m.lvl.bits <= 0 {
		return 0
	}
	name := m.notice
	if Single(m.report) {
		name = m.report // what agrees is one word
	}
	if k := o.SameName(name); k > 1 {
		return min(math.Log2(float64(k)), m.lvl.bits)
	}
	return 0
}
