package match

import (
	"slices"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/texts"
)

// farHeight is by how many centimetres two heights, measured or estimated, must
// differ to speak against a pair.
const farHeight = 15

// compareHeights counts heights that are far apart. Equal ones are counted among
// what both descriptions mention.
func compareHeights(n *registry.Notice, r *registry.Report, _ Options) (registry.Evidence, bool) {
	a, b := height(&n.Person), height(&r.Person)
	if a == 0 || b == 0 || max(a-b, b-a) <= farHeight {
		return none()
	}
	return piece("height", "different", heightFar, strconv.Itoa(a), strconv.Itoa(b))
}

// looks is how both sides are described.
type looks struct{ n, r Description }

// Description is how a person is described, read once.
type Description struct {
	person        *registry.Person
	lang          string
	said          []string // what is compared: as LooksIn gives it, or a part of that
	worn, carried []string // what is said of the things of these bearings, see apart
	plain         []string // and of everything else
}

// Describe reads how a person is described, in the language of the record, a BCP
// 47 tag.
func Describe(p *registry.Person, lang string) Description {
	s := Description{person: p, lang: lang, plain: concepts(lang, plainDescriptions(p)...)}
	for _, t := range p.Things {
		switch t.Bearing {
		case registry.BearingWorn:
			s.worn = append(s.worn, texts.Concepts(t.Text, lang)...)
		case registry.BearingCarried:
			s.carried = append(s.carried, texts.Concepts(t.Text, lang)...)
		}
	}
	s.said = union(s.plain, s.worn, s.carried)
	return s
}

// telling returns the side as far as some of its words are compared.
func (s Description) telling(words ...[]string) Description {
	s.said = union(words...)
	return s
}

func union(lists ...[]string) []string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return slices.Compact(all)
}

// side reads a description, or takes what the caller has kept of it.
func (o Options) side(p *registry.Person, lang string) Description {
	if o.Describe != nil {
		return o.Describe(p, lang)
	}
	return Describe(p, lang)
}

// compareColours counts eyes or hair of another colour; hair says less, since it
// is dyed, wet, cut, and seen in bad light.
func (l looks) compareColours(part string, bits float64) (registry.Evidence, bool) {
	a, b := coloursOf(part, l.n.said), coloursOf(part, l.r.said)
	if len(a) == 0 || len(b) == 0 || len(intersect(a, b)) > 0 {
		return none()
	}
	return piece(part, "different", bits, strings.Join(inWords(a, l.n), ", "), strings.Join(inWords(b, l.r), ", "))
}

// coloursOf keeps the concepts "eyes=brown".
func coloursOf(part string, concepts []string) []string {
	var out []string
	for _, c := range concepts {
		if of, hue, tied := strings.Cut(c, "="); tied && of == part && texts.IsColour(hue) {
			out = append(out, c)
		}
	}
	return out
}
