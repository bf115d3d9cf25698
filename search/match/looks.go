package match

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// heightSlack is by how many centimetres two heights may differ and still be
// called the same.
const heightSlack = 5

// compareLooks counts what both descriptions mention, after bringing synonyms
// together; about the same height counts as one more. It says nothing when
// either side describes nothing.
func compareLooks(n *registry.Notice, r *registry.Report, _ Options) (registry.Evidence, bool) {
	a, b := Looks(&n.Person), Looks(&r.Person)
	h, g := height(&n.Person), height(&r.Person)
	if len(a) == 0 && h == 0 || len(b) == 0 && g == 0 {
		return none()
	}
	shared := intersect(a, b)
	if h > 0 && g > 0 && max(h-g, g-h) <= heightSlack {
		shared = append(shared, strconv.Itoa(h)+" cm")
	}
	l := at(looksLevels(), float64(len(shared)))
	e := registry.Evidence{Field: "marks", Code: l.code, Bits: l.bits}
	if len(shared) > 0 {
		e.Args = map[string]string{"words": strings.Join(shared, ", "), "count": strconv.Itoa(len(shared))}
	}
	return e, true
}

func intersect(a, b []string) []string {
	var both []string
	for _, w := range a {
		if slices.Contains(b, w) && !slices.Contains(both, w) {
			both = append(both, w)
		}
	}
	return both
}

// Looks returns what the description of a person mentions, as Concepts do, sorted, each once. Things that
// only lay near the person are left out: they prove the least.
func Looks(p *registry.Person) []string {
	var all []string
	add := func(texts ...string) {
		for _, t := range texts {
			all = append(all, Concepts(t)...)
		}
	}
	add(p.Description)
	labelled := func(label, text string) {
		if text != "" {
			add(label + " " + text)
		}
	}
	b := p.Body
	labelled("hair", b.Hair)
	labelled("eyes", b.Eyes)
	labelled("beard", b.Beard)
	labelled("glasses", b.Glasses)
	add(b.Build)
	for _, m := range b.Marks {
		add(m.Kind + " " + m.Zone + " " + m.Text)
	}
	for _, t := range p.Things {
		if t.Bearing != registry.BearingNear {
			add(t.Text)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// centimetres finds a height in a text.
var centimetres = regexp.MustCompile(`\b(\d{2,3}) ?cm\b`)

// height returns a person's height in centimetres, 0 when it is unknown: the
// middle of the measured range, or else "170 cm" as it stands in the text.
func height(p *registry.Person) int {
	h := p.Body.HeightCM
	switch {
	case h.Min > 0 && h.Max > 0:
		return (h.Min + h.Max) / 2
	case h.Min > 0 || h.Max > 0:
		return max(h.Min, h.Max)
	}
	if m := centimetres.FindStringSubmatch(p.Description); m != nil {
		cm, _ := strconv.Atoi(m[1]) // three digits at most
		return cm
	}
	return 0
}
