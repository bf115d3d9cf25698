package match

import (
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/texts"
)

// apart takes out of a description what was worn and what was carried, each where
// both sides tell of it: the same things compared again would count twice. Where
// only one side tells them apart they stay, to be compared with whatever the
// other side says.
func (l looks) apart() (rest, worn, carried looks) {
	n, r := [][]string{l.n.plain}, [][]string{l.r.plain}
	bagN, bagR := l.n.carried, l.r.carried
	if len(l.n.worn) > 0 && len(l.r.worn) > 0 {
		worn = looks{l.n.telling(l.n.worn), l.r.telling(l.r.worn)}
		// A bag that one calls worn the other calls carried.
		bagN, bagR = union(bagN, without(l.n.worn, l.r.worn)), union(bagR, without(l.r.worn, l.n.worn))
	} else {
		n, r = append(n, l.n.worn), append(r, l.r.worn)
	}
	if len(l.n.carried) == 0 || len(l.r.carried) == 0 {
		n, r = append(n, l.n.carried), append(r, l.r.carried)
	}
	return looks{l.n.telling(n...), l.r.telling(r...)}, worn, looks{l.n.telling(bagN), l.r.telling(bagR)}
}

// without returns what is in a and not in b.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(c string) bool { return slices.Contains(b, c) })
}

// compareWorn compares the clothes. That they differ says little, but is said.
func (l looks) compareWorn() (registry.Evidence, bool) {
	if l.n.person == nil {
		return none()
	}
	shared := intersect(l.n.said, l.r.said)
	if a, b := recoloured(l.n.said, l.r.said), recoloured(l.r.said, l.n.said); len(shared) < 2 && len(a) > 0 {
		return piece("clothes", "colour", wornColour, strings.Join(inWords(a, l.n), ", "), strings.Join(inWords(b, l.r), ", "))
	}
	return l.tell("clothes", at(wornLevels(), float64(len(shared))), shared)
}

// recoloured keeps what a has in a colour, b in another and never in the same.
func recoloured(a, b []string) []string {
	var out []string
	for _, c := range a {
		thing, hue, tied := strings.Cut(c, "=")
		if !tied || !texts.IsColour(hue) {
			continue
		}
		theirs := coloursOf(thing, b)
		if len(theirs) > 0 && len(intersect(coloursOf(thing, a), theirs)) == 0 {
			out = append(out, c)
		}
	}
	return out
}

// compareCarried compares what both had with them. It never speaks against.
func (l looks) compareCarried() (registry.Evidence, bool) {
	shared := intersect(l.n.said, l.r.said)
	if len(shared) == 0 {
		return none()
	}
	return l.tell("belongings", at(carriedLevels(), float64(len(shared))), shared)
}

func (l looks) tell(field string, lvl level, shared []string) (registry.Evidence, bool) {
	e := registry.Evidence{Field: field, Code: lvl.code, Bits: lvl.bits}
	if len(shared) > 0 {
		e.Args = map[string]string{"words": strings.Join(inWords(shared, l.r, l.n), ", ")}
	}
	return e, true
}
