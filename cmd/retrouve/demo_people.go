package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// cast invents people, always the same for one seed.
type cast struct {
	rnd      *rand.Rand
	now      time.Time
	cultures []culture
	traits   traits
	venues   []spot
	shelters []spot
	towns    []string
}

func newCast(seed uint64, now time.Time) *cast {
	return &cast{
		rnd: rand.New(rand.NewPCG(seed, 1)), now: now, cultures: append(latinCultures(), otherCultures()...),
		traits: demoTraits(), venues: venues(), shelters: shelters(), towns: towns(),
	}
}

// soul is an invented person with more than a notice or a report says of them.
type soul struct {
	culture       *culture
	person        registry.Person
	latin         string // the name in Latin letters
	family        string // as written
	age           int
	venue         spot
	hair, clothes [2]string
	mark          [2]string
}

func pick[T any](c *cast, list []T) T { return list[c.rnd.IntN(len(list))] }

// chance is true in so many of a hundred cases.
func (c *cast) chance(percent int) bool { return c.rnd.IntN(100) < percent }

func (c *cast) culture() *culture {
	sum := 0
	for i := range c.cultures {
		sum += c.cultures[i].weight
	}
	n := c.rnd.IntN(sum)
	for i := range c.cultures {
		if n -= c.cultures[i].weight; n < 0 {
			return &c.cultures[i]
		}
	}
	return &c.cultures[0]
}

// age is mostly of people who go out in the evening, some children, some old.
func (c *cast) age() int {
	switch {
	case c.chance(14):
		return 3 + c.rnd.IntN(15)
	case c.chance(15):
		return 60 + c.rnd.IntN(28)
	}
	return 18 + c.rnd.IntN(40)
}

// soul invents one person. family is an index into the surnames, or negative.
func (c *cast) soul(cu *culture, age, family int) *soul {
	s := &soul{culture: cu, age: age, venue: pick(c, c.venues), hair: pick(c, c.traits.hair), clothes: c.coloured(c.traits.clothes)}
	p := &s.person
	given, surnames := cu.male, cu.family
	p.Sex = registry.SexMale
	if c.chance(50) {
		p.Sex, given = registry.SexFemale, cu.female
		if cu.familyF != nil {
			surnames = cu.familyF
		}
	}
	if family < 0 {
		family = c.rnd.IntN(len(surnames))
	}
	s.name(pick(c, given), surnames[family%len(surnames)])
	c.dress(s)
	c.birth(s)
	return s
}

// name writes the name as its language does, and beside it its Latin form.
func (s *soul) name(given, family string) {
	g, gl := bothForms(given)
	f, fl := bothForms(family)
	full := g + " " + f
	if s.culture.familyFirst {
		full = f + " " + g
		if s.culture.joined {
			full = f + g
		}
	}
	n := registry.NewName(full, registry.NameFull)
	n.Given, n.Family = g, f
	s.family, s.latin = f, gl+" "+fl
	if s.culture.familyFirst && g == gl {
		s.latin = full
	}
	s.person.Names = []registry.Name{n}
}

func bothForms(s string) (native, latin string) {
	native, latin, ok := strings.Cut(s, "|")
	if !ok {
		latin = native
	}
	return native, latin
}

// dress gives the body, clothes and things.
func (c *cast) dress(s *soul) {
	b := &s.person.Body
	h := 150 + c.rnd.IntN(40)
	if s.age < 16 {
		h = 80 + s.age*6
	}
	b.HeightCM = registry.Span{Min: h - 2, Max: h + 3}
	b.Hair, b.Eyes = s.say(s.hair), s.say(pick(c, c.traits.eyes))
	if c.chance(60) {
		b.Build = s.say(pick(c, c.traits.build))
	}
	if s.person.Sex == registry.SexMale && s.age > 20 && c.chance(35) {
		b.Beard = s.say(pick(c, c.traits.beard))
	}
	if c.chance(25) {
		b.Glasses = s.say(pick(c, c.traits.glasses))
	}
	s.person.Things = []registry.Thing{{Text: s.say(s.clothes), Bearing: registry.BearingWorn}}
	if c.chance(45) {
		s.person.Things = append(s.person.Things, registry.Thing{Text: s.say(c.coloured(c.traits.things)), Bearing: registry.BearingCarried})
	}
	if c.chance(40) {
		s.mark = c.mark()
		b.Marks = []registry.Mark{{Text: s.say(s.mark)}}
	}
	s.person.Home = registry.Place{City: pick(c, c.towns)}
	s.person.Home.Area = s.person.Home.City
}

// say chooses the language in which the family of the person writes.
func (s *soul) say(both [2]string) string {
	if s.lang() == "en" {
		return both[1]
	}
	return both[0]
}

func (s *soul) lang() string {
	switch s.culture.lang {
	case "en", "hi", "ja", "ko", "he", "de":
		return "en"
	}
	return "fr"
}

// birth gives a birth date, an exact age or a range, as families know it.
func (c *cast) birth(s *soul) {
	today := registry.DateOf(c.now)
	switch {
	case c.chance(55):
		d := c.now.AddDate(-s.age, 0, -c.rnd.IntN(350))
		s.person.Birth = registry.DateOf(d)
		if c.chance(15) {
			s.person.Birth.Day = 0
		}
	case c.chance(75):
		s.person.Age = &registry.Age{Min: s.age, Max: s.age, AsOf: today}
	default:
		s.person.Age = &registry.Age{Min: max(s.age-3, 0), Max: s.age + 3, AsOf: today}
	}
}

func demoRecord(kind string, n int) registry.Origin {
	return registry.Origin{Record: registry.RecordID(fmt.Sprintf("exercise.retrouve.example/%s.%d", kind, n))}
}
