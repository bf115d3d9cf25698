package match

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/texts"
)

// heightSlack is by how many centimetres two heights may differ and still be
// called the same.
const heightSlack = 5

// compare counts what both descriptions mention, after bringing synonyms
// together; about the same height counts as one more. It says nothing when either
// side describes nothing.
func (l looks) compare(o Options) (registry.Evidence, bool) {
	h, g := height(l.n.person), height(l.r.person)
	if len(l.n.said) == 0 && h == 0 || len(l.r.said) == 0 && g == 0 {
		return none()
	}
	shared := intersect(l.n.said, l.r.said)
	bits := looksBase
	if proper := slices.DeleteFunc(slices.Clone(shared), func(c string) bool { return tiedIn(shared, c) }); len(proper) > 0 {
		bits += looksEach * o.rarity(FactLook, proper...)
	}
	if h > 0 && g > 0 && max(h-g, g-h) <= heightSlack {
		shared = append(shared, strconv.Itoa(h)+" cm")
		bits += looksEach * heightRarity
	}
	level := at(looksLevels(), float64(len(shared)))
	e := registry.Evidence{Field: "marks", Code: level.code, Bits: (level.bits + min(bits, looksMost)) / 2}
	if len(shared) > 0 {
		e.Args = map[string]string{"words": strings.Join(inWords(shared, l.r, l.n), ", "), "count": strconv.Itoa(len(shared))}
	}
	return e, true
}

// tiedIn reports whether a concept is but a part of another: the jacket of
// "jacket=red".
func tiedIn(all []string, concept string) bool {
	return slices.ContainsFunc(all, func(c string) bool {
		thing, hue, tied := strings.Cut(c, "=")
		return tied && (thing == concept || hue == concept)
	})
}

// inWords says shared concepts in the words of the people who wrote them, the
// first one's where they have them: nobody reads "hair=brown".
func inWords(shared []string, sides ...Description) []string {
	surface := map[string]string{}
	for _, s := range sides {
		for _, t := range descriptions(s.person) {
			for concept, words := range texts.Said(t, s.lang) {
				if surface[concept] == "" {
					surface[concept] = words
				}
			}
		}
	}
	var out []string
	for _, concept := range shared {
		thing, hue, tied := strings.Cut(concept, "=")
		said := cmp.Or(surface[thing], thing)
		if tied {
			said += " " + cmp.Or(surface[hue], hue)
			out = slices.DeleteFunc(out, func(s string) bool { return s == cmp.Or(surface[thing], thing) })
		}
		out = append(out, said)
	}
	return out
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

// Looks returns what the description of a person mentions, as texts.Concepts does,
// sorted, each once; the language that it is written in is unknown. Things that
// only lay near the person are left out: they prove the least.
func Looks(p *registry.Person) []string { return LooksIn(p, "") }

// LooksIn is Looks for a description in a known language, a BCP 47 tag.
func LooksIn(p *registry.Person, lang string) []string {
	return concepts(lang, descriptions(p)...)
}

func concepts(lang string, of ...string) []string {
	var all []string
	for _, t := range of {
		all = append(all, texts.Concepts(t, lang)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// descriptions returns everything that describes a person.
func descriptions(p *registry.Person) []string {
	all := plainDescriptions(p)
	for _, t := range p.Things {
		if t.Bearing == registry.BearingWorn || t.Bearing == registry.BearingCarried {
			all = append(all, t.Text)
		}
	}
	return all
}

// plainDescriptions returns what describes a person but things known to be worn or
// carried, a colour of hair or eyes with the word that it belongs to.
func plainDescriptions(p *registry.Person) []string {
	b := p.Body
	all := []string{p.Description, b.Build}
	for _, l := range []struct{ label, text string }{{"hair", b.Hair}, {"eyes", b.Eyes}, {"beard", b.Beard}, {"glasses", b.Glasses}} {
		if l.text != "" {
			all = append(all, l.label+" "+l.text)
		}
	}
	for _, m := range b.Marks {
		all = append(all, m.Kind+" "+m.Zone+" "+m.Text)
	}
	for _, t := range p.Things {
		if t.Bearing == registry.BearingUnknown {
			all = append(all, t.Text)
		}
	}
	return all
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
