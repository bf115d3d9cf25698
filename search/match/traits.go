package match

import (
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
type looks struct{ n, r side }

// side is a description, read once.
type side struct {
	person *registry.Person
	lang   string
	said   []string // as LooksIn gives it
}

func newSide(p *registry.Person, lang string) side { return side{p, lang, LooksIn(p, lang)} }

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
