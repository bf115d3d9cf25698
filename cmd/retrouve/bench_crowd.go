package main

import (
	"math/rand/v2"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// crowd invents any number of people who are looked for, the same ones for the same
// seed: their names, where they were last seen, and in which language they are
// described.
type crowd struct {
	*cast
	names  *population // nil: the names of the cast
	spots  []town
	spot   *rand.Zipf
	habits []habit
}

// newCrowd takes the names from a folder that has them, from the cast if dir is "".
func newCrowd(dir string, now time.Time) (*crowd, error) {
	c := &crowd{cast: newCast(demoSeed, now), spots: benchTowns(), habits: habits()}
	c.spot = rand.NewZipf(c.rnd, 1.3, 2, uint64(len(c.spots)-1))
	var err error
	if dir != "" {
		c.names, err = readPopulation(dir, c.rnd)
	}
	return c, err
}

// next files the search for another one.
func (c *crowd) next() *registry.FileNotice {
	s := c.stranger()
	if c.names != nil {
		s.person.Names, s.latin = []registry.Name{c.names.name(c.rnd)}, ""
	}
	at := c.spots[c.spot.Uint64()]
	s.person.Home = registry.Place{Area: at.name, City: at.name}
	n := c.notice(s, "")
	if c.chance(40) {
		c.inOtherWords(n)
	}
	n.LastSeen.Place = registry.Place{
		Area: at.name, City: at.name, Country: at.country,
		Point: &registry.Point{Lat: at.lat + c.near(), Lon: at.lon + c.near(), Radius: 150},
	}
	return n
}

// near is a distance from the middle of a town, in degrees: a few kilometres.
func (c *crowd) near() float64 { return c.rnd.NormFloat64() * 0.03 }

// inOtherWords describes somebody in a language that the cast does not speak.
func (c *crowd) inOtherWords(n *registry.FileNotice) {
	h := pick(c.cast, c.habits)
	n.Lang, n.Person.Description = h.lang, pick(c.cast, h.says)
	b := &n.Person.Body
	b.Hair, b.Eyes, b.Build, b.Beard, b.Glasses, b.Marks = "", "", "", "", "", nil
	n.Person.Things = []registry.Thing{{Text: pick(c.cast, h.things), Bearing: registry.BearingWorn}, {Text: pick(c.cast, h.things), Bearing: registry.BearingCarried}}
}

// stranger is a soul with a rarer surname than the lists have, so that names are
// as spread as in a real population.
func (c *cast) stranger() *soul {
	s := c.soul(c.culture(), c.age(), -1)
	if n := &s.person.Names[0]; n.Script == "Latn" && c.chance(70) {
		family := c.surname()
		*n = full(n.Given+" "+family, n.Given, family)
		s.latin = n.Full
	}
	return s
}

// surname is made of syllables.
func (c *cast) surname() string {
	first := words("Bar,Cor,Dal,Fer,Gran,Hal,Jor,Kam,Lam,Mar,Nor,Or,Per,Quin,Ros,Sal,Tor,Val,Wes,Zam")
	middle := words("a,e,i,o,u,an,el,in,or,ul,eth,ist")
	last := words("bert,court,dier,feld,gnac,lier,mont,neau,quet,rand,sson,tier,vak,wicz,zki,ville")
	return pick(c, first) + pick(c, middle) + pick(c, last)
}
