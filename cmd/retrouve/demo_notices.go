package main

import (
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// demoNotices is how many people the exercise looks for, the stories included.
const demoNotices = 400

// demoData is an exercise: records to import in bulk and stories to file one by one.
type demoData struct {
	items   []registry.Item
	stories []story
}

// newDemoData invents the exercise. It is the same for the same seed; dates are
// counted back from now.
func newDemoData(seed uint64, now time.Time, event registry.EventID) demoData {
	c := newCast(seed, now)
	stories := demoStories(event, now)
	souls := c.crowd(demoNotices - len(stories))
	d := demoData{stories: stories}
	for i, s := range souls {
		n := c.notice(s, event)
		n.Origin = demoRecord("notice", i)
		d.items = append(d.items, registry.Item{Notice: n})
	}
	for i, r := range c.reports(souls, stories) {
		r.Event, r.Origin, r.Filed = event, demoRecord("report", i), c.since()
		d.items = append(d.items, registry.Item{Report: r})
	}
	return d
}

// crowd invents families, people who share a name, people nobody can name, and
// people on their own.
func (c *cast) crowd(n int) []*soul {
	var out []*soul
	for range 14 {
		out = append(out, c.kin()...)
	}
	for range 10 {
		a := c.soul(c.culture(), 20+c.rnd.IntN(12), -1)
		b := c.soul(a.culture, 45+c.rnd.IntN(25), -1)
		b.person.Names, b.latin, b.family, b.person.Sex = a.person.Names, a.latin, a.family, a.person.Sex
		out = append(out, a, b)
	}
	for range 8 {
		s := c.soul(&c.cultures[0], c.age(), -1)
		s.person.Names, s.latin = nil, ""
		s.person.Description = "Je ne connais pas son nom : nous étions dans la même file, puis je ne l'ai plus vu."
		out = append(out, s)
	}
	for len(out) < n {
		out = append(out, c.soul(c.culture(), c.age(), -1))
	}
	c.rnd.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:n]
}

// kin invents a family of three to five with one surname, who went out together.
func (c *cast) kin() []*soul {
	cu, family := c.culture(), c.rnd.IntN(1000)
	ages := []int{38 + c.rnd.IntN(8), 36 + c.rnd.IntN(8), 4 + c.rnd.IntN(8), 9 + c.rnd.IntN(8), 66 + c.rnd.IntN(10)}
	var out []*soul
	var firsts []string
	for _, age := range ages[:3+c.rnd.IntN(3)] {
		s := c.soul(cu, age, family)
		if len(out) > 0 {
			s.venue, s.person.Home = out[0].venue, out[0].person.Home
		}
		out = append(out, s)
		firsts = append(firsts, s.person.Names[0].Given)
	}
	for _, s := range out {
		s.person.Companions = s.say([2]string{"Venus en famille : ", "Came with the family: "}) + strings.Join(firsts, ", ")
	}
	return out
}

// notice files the search for one of them.
func (c *cast) notice(s *soul, event registry.EventID) *registry.FileNotice {
	n := &registry.FileNotice{
		Event: event, Person: s.person, LastSeen: c.lastSeen(s.venue), Lang: s.lang(),
		Visibility: registry.VisiblePublic, Consent: true, Filed: c.since(),
	}
	switch {
	case c.chance(3):
		n.Visibility = registry.VisibleVerified
	case c.chance(22):
		n.Visibility = registry.VisibleCard
	}
	n.AtRisk = c.chance(2)
	if s.latin != "" && s.latin != s.person.Names[0].Full && c.chance(60) {
		n.Person.Names = append(n.Person.Names[:1:1], registry.NewName(s.latin, registry.NameSpelling))
	}
	if c.chance(25) && n.Person.Description == "" {
		n.Person.Description = s.say(pick(c, [][2]string{
			{"A appelé vers 21 h, ne répond plus depuis.", "Called at about nine, has not answered since."},
			{"Parle peu, porte un appareil auditif.", "Speaks little, wears a hearing aid."},
			{"Devait reprendre le dernier train.", "Was going to take the last train."},
			{"Attendait des amis devant l'entrée.", "Was waiting for friends at the entrance."},
		}))
	}
	return n
}

// demoStart is when the exercise began: nine in the evening in Paris, ten hours
// ago at least.
func demoStart(now time.Time) time.Time {
	t := now.Add(-10 * time.Hour)
	if paris, err := time.LoadLocation("Europe/Paris"); err == nil {
		t = t.In(paris)
	}
	evening := time.Date(t.Year(), t.Month(), t.Day(), 21, 0, 0, 0, t.Location())
	if evening.After(t) {
		evening = evening.AddDate(0, 0, -1)
	}
	return evening
}

func (c *cast) lastSeen(v spot) registry.Sighting {
	at := demoStart(c.now).Add(-time.Duration(c.rnd.IntN(150)) * time.Minute)
	s := registry.Sighting{
		Place: registry.Place{Area: v.area, Text: v.text, City: "Paris", Country: "FR",
			Point: &registry.Point{Lat: v.lat, Lon: v.lon, Radius: 150}},
		From: momentOf(at),
	}
	if c.chance(30) {
		s.From.Time = ""
	}
	return s
}

// momentOf is an instant on the clocks of Paris.
func momentOf(t time.Time) registry.Moment {
	if paris, err := time.LoadLocation("Europe/Paris"); err == nil {
		t = t.In(paris)
	}
	return registry.Moment{Date: registry.DateOf(t), Time: t.Format("15:04")}
}

// since is a moment between the beginning of the exercise and now.
func (c *cast) since() time.Time {
	start := demoStart(c.now).Add(20 * time.Minute)
	return start.Add(time.Duration(c.rnd.Float64() * float64(c.now.Sub(start)))).UTC()
}
