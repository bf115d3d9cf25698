package main

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n/spoken"
)

var sexWords = map[string]registry.Sex{
	"f": registry.SexFemale, "female": registry.SexFemale, "woman": registry.SexFemale, "femme": registry.SexFemale, "w": registry.SexFemale,
	"m": registry.SexMale, "male": registry.SexMale, "man": registry.SexMale, "homme": registry.SexMale, "h": registry.SexMale,
	"o": registry.SexOther, "x": registry.SexOther, "other": registry.SexOther, "autre": registry.SexOther,
	"unknown": registry.SexUnknown, "u": registry.SexUnknown, "inconnu": registry.SexUnknown,
}

// person reads what a notice and a report share. day is the record's own date:
// ages count from it.
func (r *reader) person(day registry.PartialDate) registry.Person {
	p := registry.Person{
		Names:         r.names(),
		Sex:           word(r, "sex", sexWords),
		Birth:         r.birth("birth_date"),
		Age:           r.age(day),
		Home:          r.home(),
		Nationalities: r.list("nationalities"),
		Languages:     spoken.Codes(strings.Join(r.list("languages"), "\n")),
		Body:          r.body(),
		Companions:    r.text("companions"),
		Household:     r.line("household"),
		Medical:       r.text("medical"),
		PhotoURL:      r.line("photo_url"),
		ProfileURLs:   r.list("profile_urls"),
	}
	for _, of := range []struct {
		column  string
		bearing registry.Bearing
	}{{"things", registry.BearingUnknown}, {"clothes", registry.BearingWorn}, {"belongings", registry.BearingCarried}} {
		for _, s := range r.list(of.column) {
			p.Things = append(p.Things, registry.Thing{Text: s, Bearing: of.bearing})
		}
	}
	return p
}

// describe puts together the description: what the list says, what has no field
// of its own, and what could not be read. It comes last, when that is known.
func (r *reader) describe(p *registry.Person) {
	parts := []string{r.text("description")}
	if s := r.line("birth_place"); s != "" && p.Home.City != s {
		parts = append(parts, "born in "+s)
	}
	if s := r.line("occupation"); s != "" {
		parts = append(parts, "occupation: "+s)
	}
	parts = append(parts, r.kept...)
	p.Description = r.check.Text("description", join("\n", parts...), registry.MaxText)
	if p.Body.HeightCM == (registry.Span{}) {
		p.Body.HeightCM = heightIn(p.Description)
	}
}

var heightForm = regexp.MustCompile(`\b(1\d\d|2[0-2]\d)\s?cm\b`)

// heightIn finds a height in centimetres in a free text.
func heightIn(text string) registry.Span {
	m := heightForm.FindStringSubmatch(text)
	if m == nil {
		return registry.Span{}
	}
	n, _ := strconv.Atoi(m[1])
	return registry.Span{Min: n, Max: n}
}

func (r *reader) names() []registry.Name {
	given, family := r.line("given_name"), r.line("family_name")
	var out []registry.Name
	for i, full := range strings.Split(r.values["full_name"], "\n") {
		full = r.check.Line("full_name", full, registry.MaxName)
		if i == 0 && full == "" {
			full = join(" ", given, family)
		}
		if full == "" {
			continue
		}
		n := registry.NewName(full, registry.NameFull)
		if len(out) == 0 {
			n.Given, n.Family = given, family
		} else {
			n.Kind = registry.NameAlternate
		}
		out = append(out, n)
	}
	for _, alt := range r.list("alternate_names") {
		out = append(out, registry.NewName(alt, registry.NameAlternate))
	}
	return out
}

// age reads "age" or "age_min" and "age_max"; one alone stands for both.
func (r *reader) age(day registry.PartialDate) *registry.Age {
	lo, hi, ok := r.span("age")
	if from, has := r.number("age_min"); has {
		lo, hi, ok = from, max(hi, from), true
		if r.values["age_max"] == "" {
			hi = from
		}
	}
	if to, has := r.number("age_max"); has {
		if hi = to; !ok {
			lo, ok = to, true
		}
	}
	if !ok {
		return nil
	}
	return &registry.Age{Min: lo, Max: hi, AsOf: day}
}

// home reads the parts of an address. A birth place stands in for the town
// where a list has nothing else.
func (r *reader) home() registry.Place {
	p := registry.Place{
		Street:       join(" ", r.line("home_street_number"), r.line("home_street")),
		Neighborhood: r.line("home_neighborhood"),
		City:         r.line("home_city"),
		State:        r.line("home_state"),
		PostalCode:   r.line("home_postal_code"),
		Country:      r.country("home_country"),
	}
	if p.City == "" {
		p.City = r.line("birth_place")
	}
	p.Area = p.City
	return p
}

func (r *reader) body() registry.Body {
	b := registry.Body{
		HeightCM: r.measure("height_cm"), WeightKG: r.measure("weight_kg"),
		Hair: r.line("hair"), Eyes: r.line("eyes"), Beard: r.line("beard"),
		Build: r.line("build"), Glasses: r.line("glasses"),
	}
	for _, s := range r.list("marks") {
		b.Marks = append(b.Marks, registry.Mark{Text: s})
	}
	return b
}

// place reads where somebody was seen. What the public may see is the area; a
// text with a digit in it is taken for an address and stays with the staff.
func (r *reader) place(areaCol, placeCol string) registry.Place {
	p := registry.Place{Area: r.line(areaCol), Text: r.line(placeCol), Country: r.country("country")}
	if p.Area == "" && !strings.ContainsAny(p.Text, "0123456789") {
		p.Area, p.Text = p.Text, ""
	}
	lat, okLat := r.float("lat")
	lon, okLon := r.float("lon")
	if okLat && okLon {
		p.Point = &registry.Point{Lat: lat, Lon: lon}
		p.Point.Radius, _ = r.float("radius_m")
	}
	return p
}

// join joins what is not empty.
func join(sep string, parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, sep)
}
