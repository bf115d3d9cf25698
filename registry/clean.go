package registry

import (
	"slices"
	"strings"
)

// The texts of a request are cleaned and bounded here, whoever made it: a
// handler that forgets cannot let a megabyte, a control character or a letter
// that turns the line around into a record.

func (req *FileNotice) clean() Problems {
	var c Checker
	c.person(&req.Person)
	c.sighting(&req.LastSeen)
	req.Lang = c.Line("lang", req.Lang, 35) // the longest BCP 47 tag in use
	c.seeker(&req.Seeker)
	return c.Problems
}

func (c *Checker) seeker(k *Seeker) {
	k.Name = c.Line("seeker", k.Name, MaxLine)
	k.Relation = c.Line("relation", k.Relation, MaxLine)
	k.Lang = c.Line("lang", k.Lang, 35)
	c.contact(&k.Contact)
}

func (req *ReportFound) clean() Problems {
	var c Checker
	c.person(&req.Person)
	c.sighting(&req.Found)
	c.place("reporter", &req.Reporter)
	for name, s := range map[string]*string{"alias": &req.Alias, "tag": &req.Tag, "way_in": &req.WayIn, "seeker": &req.Source.Name, "organisation": &req.Source.Organisation, "contact_point": &req.Source.ContactPoint} {
		*s = c.Line(name, *s, MaxLine)
	}
	req.Lang = c.Line("lang", req.Lang, 35)
	req.Text = c.Text("text", req.Text, MaxText)
	c.contact(&req.Source.Contact)
	return c.Problems
}

// person cleans a description. The lists are cloned first: the caller keeps theirs.
func (c *Checker) person(p *Person) {
	p.Names, p.Things, p.Body.Marks = slices.Clone(p.Names), slices.Clone(p.Things), slices.Clone(p.Body.Marks)
	p.Languages, p.Nationalities, p.ProfileURLs = slices.Clone(p.Languages), slices.Clone(p.Nationalities), slices.Clone(p.ProfileURLs)
	for i := range p.Names {
		n := &p.Names[i]
		for _, s := range []*string{&n.Full, &n.Given, &n.Family} {
			*s = c.Line("names", *s, MaxName)
		}
		n.By = c.Line("claimed_by", n.By, MaxLine)
	}
	p.Names = slices.DeleteFunc(p.Names, func(n Name) bool { return strings.Trim(n.Full, "\u200c\u200d") == "" })
	c.place("home", &p.Home)
	for name, s := range map[string]*string{"build": &p.Body.Build, "hair": &p.Body.Hair, "eyes": &p.Body.Eyes, "beard": &p.Body.Beard, "glasses": &p.Body.Glasses} {
		*s = c.Line(name, *s, MaxLine)
	}
	for i := range p.Body.Marks {
		m := &p.Body.Marks[i]
		m.Kind, m.Zone, m.Text = c.Line("marks", m.Kind, MaxLine), c.Line("marks", m.Zone, MaxLine), c.Line("marks", m.Text, MaxText)
	}
	for i := range p.Things {
		p.Things[i].Text = c.Line("clothes", p.Things[i].Text, MaxText)
	}
	for name, list := range map[string][]string{"languages": p.Languages, "nationalities": p.Nationalities, "profile_urls": p.ProfileURLs} {
		for i := range list {
			list[i] = c.Line(name, list[i], MaxText)
		}
	}
	p.Description = c.Text("description", p.Description, MaxText)
	p.Household = c.Line("household", p.Household, MaxLine)
	p.Companions = c.Text("companions", p.Companions, MaxText)
	p.Medical = c.Text("medical", p.Medical, MaxText)
	p.PhotoURL = c.Line("photo_url", p.PhotoURL, MaxText)
}

func (c *Checker) sighting(s *Sighting) {
	c.place("place", &s.Place)
	s.With = c.Text("companions", s.With, MaxText)
	for _, m := range []*Moment{&s.From, &s.To, &s.Phone} {
		m.Time = c.Line("time", m.Time, len("00:00"))
	}
}

func (c *Checker) place(field string, p *Place) {
	area := field
	if field == "place" {
		area = "area"
	}
	p.Area = c.Line(area, p.Area, MaxLine)
	p.Text = c.Text(field, p.Text, MaxText)
	for _, s := range []*string{&p.Country, &p.Street, &p.Neighborhood, &p.City, &p.State, &p.PostalCode} {
		*s = c.Line(field, *s, MaxLine)
	}
}

func (c *Checker) contact(k *Contact) {
	k.Phone, k.Email = c.Phone("phone", string(k.Phone)), c.Email("email", string(k.Email))
}
