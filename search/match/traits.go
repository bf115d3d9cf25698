package match

import (
	"slices"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
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

// compareEyes counts eyes of another colour.
func compareEyes(n *registry.Notice, r *registry.Report, _ Options) (registry.Evidence, bool) {
	return compareColours("eyes", eyesOther, n, r)
}

// compareHair counts hair of another colour; it says less, since hair is dyed,
// wet, cut, and seen in bad light.
func compareHair(n *registry.Notice, r *registry.Report, _ Options) (registry.Evidence, bool) {
	return compareColours("hair", hairOther, n, r)
}

func compareColours(part string, bits float64, n *registry.Notice, r *registry.Report) (registry.Evidence, bool) {
	a, b := coloursOf(part, &n.Person), coloursOf(part, &r.Person)
	if len(a) == 0 || len(b) == 0 || len(intersect(a, b)) > 0 {
		return none()
	}
	say := func(p *registry.Person, list []string) string { return strings.Join(inWords(list, p), ", ") }
	return piece(part, "different", bits, say(&n.Person, a), say(&r.Person, b))
}

// coloursOf returns the concepts "eyes=brown" of a description.
func coloursOf(part string, p *registry.Person) []string {
	return slices.DeleteFunc(Looks(p), func(c string) bool {
		_, hue, tied := strings.Cut(c, "=")
		return !strings.HasPrefix(c, part+"=") || !tied || !isColour(hue)
	})
}
