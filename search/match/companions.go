package match

import (
	"strings"

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
