package main

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/retrouve/retrouve/registry"
)

// reports invents what hospitals, shelters and helpers tell: of some of the
// people looked for, often without a name or with a wrong one, and of others
// whom nobody looks for.
func (c *cast) reports(souls []*soul, stories []story) []*registry.ReportFound {
	var out []*registry.ReportFound
	for _, st := range stories {
		if st.report != nil {
			out = append(out, st.report)
		}
	}
	for i, s := range souls {
		switch {
		case i < 50:
			out = append(out, c.unnamed(s, i))
		case i < 90:
			out = append(out, c.misspelt(s))
		case i < 112:
			out = append(out, c.ownWord(s))
		case i < 120:
			out = append(out, c.identified(s, i < 116))
		case i < 132: // somebody else of the same name
			other := c.soul(s.culture, min(s.age+25, 85), -1)
			other.person.Names, other.latin, other.person.Sex = s.person.Names, s.latin, s.person.Sex
			out = append(out, c.misspelt(other))
		case i < 155: // nobody looks for them yet
			out = append(out, c.unnamed(c.soul(c.culture(), c.age(), -1), i))
		}
	}
	return out
}

// found is what every report has: what can be seen, seen by strangers.
func (c *cast) found(s *soul, where spot) *registry.ReportFound {
	p := registry.Person{Sex: s.person.Sex, Body: s.person.Body, Things: s.person.Things}
	p.Body.HeightCM.Min, p.Body.HeightCM.Max = p.Body.HeightCM.Min-3, p.Body.HeightCM.Max+2
	p.Body.Hair = s.hair[c.rnd.IntN(2)]
	if len(p.Body.Marks) > 0 {
		p.Body.Marks = []registry.Mark{{Text: s.mark[0]}}
	}
	lo := max(s.age-c.rnd.IntN(6), 0)
	p.Age = &registry.Age{Min: lo, Max: lo + 8, AsOf: registry.DateOf(c.now)}
	at := demoStart(c.now).Add(time.Duration(1+c.rnd.IntN(4)) * time.Hour)
	r := &registry.ReportFound{
		Person: p, Lang: "fr", Condition: registry.ConditionInjured,
		Found: registry.Sighting{From: momentOf(at), Place: registry.Place{
			Area: where.area, Text: where.text, Country: "FR", Point: &registry.Point{Lat: where.lat, Lon: where.lon, Radius: 50}}},
		Source: registry.Source{Kind: where.kind, Trust: registry.TrustOrganisation, Organisation: strings.Split(where.area, ",")[0], ContactPoint: where.tel},
	}
	if where.kind == registry.SourceShelter {
		r.Condition = registry.ConditionSafe
	}
	return r
}

// birds are aliases that a hospital gives: they sound unlike each other.
func birds() []string {
	return words("Mésange,Hibou,Cygne,Pinson,Corbeau,Alouette,Faucon,Héron,Rouge-gorge,Chardonneret")
}

// unnamed is a patient whom nobody can name.
func (c *cast) unnamed(s *soul, n int) *registry.ReportFound {
	r := c.found(s, c.shelters[c.rnd.IntN(4)])
	r.Confidence = registry.ConfidenceDescription
	r.Alias = fmt.Sprintf("%s %03d", pick(c, birds()), n)
	r.Tag = fmt.Sprintf("EX-%04d", 1000+n*7)
	r.WayIn = pick(c, words("ambulance,transféré d'un autre hôpital,amené par un passant"))
	r.Person.Description = "Ne peut pas parler. " + s.venue.area + " selon l'ambulance."
	if c.chance(40) {
		r.Person.Description = "Inconsciente à l'arrivée, stabilisée."
		if r.Person.Sex == registry.SexMale {
			r.Person.Description = "Inconscient à l'arrivée, stabilisé."
		}
	}
	if c.chance(12) {
		r.Person.Sex = registry.SexUnknown
	}
	if c.chance(6) {
		r.Condition, r.Person.Description = registry.ConditionDeceased, ""
	}
	return r
}

// misspelt is somebody whose name was heard, or read on something they carried.
func (c *cast) misspelt(s *soul) *registry.ReportFound {
	r := c.found(s, pick(c, c.shelters))
	if s.latin != "" {
		n := registry.NewName(c.misspell(s.latin), registry.NameClaimed)
		n.By = pick(c, words("un ami,carte de fidélité dans le sac,infirmière de garde"))
		r.Person.Names = []registry.Name{n}
	}
	r.Confidence = pick(c, []registry.Confidence{registry.ConfidenceBelongings, registry.ConfidenceTold, registry.ConfidenceSight})
	return r
}

// ownWord is somebody who said their name themselves.
func (c *cast) ownWord(s *soul) *registry.ReportFound {
	r := c.found(s, pick(c, c.shelters))
	if s.latin != "" {
		r.Person.Names = []registry.Name{registry.NewName(s.latin, registry.NameFull)}
	}
	r.Person.Age = &registry.Age{Min: s.age, Max: s.age, AsOf: registry.DateOf(c.now)}
	r.Confidence = registry.ConfidenceOwnWord
	return r
}

// identified is somebody whose papers were checked.
func (c *cast) identified(s *soul, alive bool) *registry.ReportFound {
	r := c.found(s, c.shelters[c.rnd.IntN(4)])
	r.Person.Names, r.Person.Birth = s.person.Names, s.person.Birth
	r.Confidence = registry.ConfidenceDocument
	if !alive {
		r.Condition = registry.ConditionDeceased
	}
	return r
}

// misspell writes a name as somebody in a hurry does: without accents, with one
// letter dropped, doubled or swapped.
func (c *cast) misspell(name string) string {
	letters := []rune(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(name)))
	i := 1 + c.rnd.IntN(max(len(letters)-2, 1))
	if i >= len(letters) || letters[i] == ' ' || letters[i-1] == ' ' {
		return string(letters)
	}
	switch c.rnd.IntN(3) {
	case 0:
		letters = append(letters[:i], letters[i+1:]...)
	case 1:
		letters = append(letters[:i], append([]rune{letters[i]}, letters[i:]...)...)
	default:
		letters[i-1], letters[i] = letters[i], letters[i-1]
		return string(letters[:1]) + strings.ToLower(string(letters[1:i+1])) + string(letters[i+1:])
	}
	return string(letters)
}
