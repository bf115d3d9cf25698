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
	return piece("name", best.lvl.code, best.lvl.bits, best.notice, best.report)
}

// nameLevel compares the name of a report with that of a notice: as a whole and,
// since one rare word may be all that agrees, word by word.
func (o Options) nameLevel(notice, report string) level {
	if initials(notice) || initials(report) {
		return initialsLevel(notice, report)
	}
	l := o.like(notice, report)
	words := o.byWords(l, Single(notice) || Single(report))
	p, dense := densePart(l)
	var whole level
	switch {
	case dense:
		whole = at(wordLevels(), p)
	case Single(notice) || Single(report):
		return words
	default:
		whole = at(nameLevels(), l.Score)
	}
	if whole.bits -= o.frequency(whole, notice, report, dense); whole.bits > words.bits {
		return whole
	}
	return words
}

func (o Options) like(notice, report string) names.Likeness {
	if o.Like != nil {
		return o.Like(notice, report)
	}
	return names.Similarity(report, notice)
}

// byWords adds up how rare the words are that agree, and takes away for those that
// do not.
func (o Options) byWords(l names.Likeness, single bool) level {
	bits, best, missing, extra := wordsAgree, 0.0, 0, 0
	for _, p := range l.Parts {
		switch {
		case p.Kind == names.Missing:
			missing++
		case p.Kind == names.Extra:
			extra++
		case p.Score < leastWord:
			missing++
			extra++
		default:
			bits += o.wordBits(p)
			best = max(best, p.Score)
		}
	}
	other := min(missing, extra)
	bits -= wordOther*float64(other) + wordMore*float64(max(missing, extra)-other)
	if bits > 0 {
		bits *= wordsTrust
	}
	bits = min(max(bits, nameDifferent), nameMost)
	return level{code: wordsCode(single, best, bits), bits: bits}
}

// wordsCode says how names agree whose words were compared.
func wordsCode(single bool, best, bits float64) string {
	switch {
	case single && best >= sameWord:
		return "word_same"
	case single && best > 0:
		return "word_close"
	case single:
		return "word_different"
	case bits >= similarName:
		return "similar"
	case bits > neutralBits:
		return "faint"
	}
	return "different"
}

// wordBits weighs a word of one name that answers to one of the other.
func (o Options) wordBits(p names.Part) float64 {
	if p.Kind == names.Initial {
		return initialBits
	}
	rare := o.rarity(FactWord, p.B)
	if p.Score >= sameWord {
		return rare
	}
	return rare - wordSlip - wordSlope*(1-p.Score)
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
func (o Options) frequency(l level, notice, report string, part bool) float64 {
	if o.Having == nil || l.bits <= 0 {
		return 0
	}
	f, name := FactName, notice
	if part {
		f, name = FactWord, report // what agrees is one word
	}
	with, _ := o.Having(f, name)
	return min(math.Log2(float64(max(with, 1))), l.bits)
}
