package search

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/internal/segment"
	"github.com/retrouve/retrouve/search/match"
	"github.com/retrouve/retrouve/search/names"
	"github.com/retrouve/retrouve/search/places"
	"github.com/retrouve/retrouve/search/texts"
)

// noticeDocument returns the document of an open notice. What is public now may
// be public for longer than the notice says: a child who comes of age stays
// shielded until the notice changes.
func noticeDocument(n *registry.Notice, now time.Time) fields {
	public, looks, area := n.PublicText(now)
	d := make(fields, 0, 16)
	d.setNames(public, fieldNames, storedNames)
	if n.Shielded(now) {
		d.setNames(n.Person.Names, fieldFull, storedFull)
		kept := append(describe(&n.Person, n.Lang), placeTerms(n.LastSeen.Place)...)
		if p := n.LastSeen.Place.Point; p != nil && p.Valid() {
			kept = append(kept, cells(*p)...)
		}
		d.set(fieldKept, kept)
	} else {
		d.set(fieldDesc, describe(&n.Person, n.Lang))
		d.setPlace(n.LastSeen.Place)
	}
	d.set(fieldLooks, looksTerms(looks, n.Lang))
	d.setArea(area)
	d.one(fieldBand, unknown)
	if v, ok := n.ForPublic(now); ok && v.AgeBand != nil {
		d.set(fieldBand, birthYears(registry.Age{Min: v.AgeBand.Min, Max: v.AgeBand.Max}, now, 1))
	}
	d.setPerson(&n.Person, now)
	d.setSighting(n.LastSeen)
	d.one(fieldEvent, term(string(n.Event)))
	d.one(fieldSight, sight(n.Visibility != registry.VisibleVerified))
	d.one(fieldNews, yes(!n.News.IsZero()))
	d.one(fieldExpires, n.Expires.UTC().Format("2006-01"))
	return d
}

// reportDocument returns the document of an open report. All of it is
// restricted; the field names are those of notices, so that one query builder
// serves both indexes.
func reportDocument(r *registry.Report, now time.Time) fields {
	d := make(fields, 0, 16)
	d.setNames(r.Person.Names, fieldNames, storedNames)
	d.set(fieldDesc, describe(&r.Person, r.Lang))
	d.setArea(r.Found.Place.Area)
	d.setPlace(r.Found.Place)
	d.setPerson(&r.Person, now)
	d.setSighting(r.Found)
	d.one(fieldEvent, term(string(r.Event)))
	return d
}

// setNames sets the terms by which names are found, and the names packed. An
// alias that a hospital gave is not a name.
func (d *fields) setNames(list []registry.Name, terms, packed string) {
	var full []string
	for _, n := range list {
		if n.Kind != registry.NameHospital {
			full = append(full, n.Full)
		}
	}
	if len(full) == 0 {
		return
	}
	p := names.Person(full)
	if all := p.Terms(segment.End); all != "" {
		d.one(terms, all)
	}
	d.one(packed, string(p.Append(nil)))
}

// setArea sets what the public may ask about the place. Its position is that of
// the town it names.
func (d *fields) setArea(area string) {
	if area == "" {
		return
	}
	terms := areaTerms(area)
	d.set(fieldArea, terms)
	where := spot{text: area}
	if slices.ContainsFunc(terms, isTown) {
		if found := anywhere().Resolve(area); len(found) > 0 {
			where.point = &found[0].Point
			d.set(fieldNear, cells(found[0].Point))
		}
	}
	d.one(storedArea, where.pack())
}

// anywhere knows the towns of the gazetteer and no event.
var anywhere = sync.OnceValue(func() *places.Resolver { return places.NewResolver(nil, nil) })

// isTown reports whether a term is the key of a town, see places.Names.
func isTown(term string) bool { return strings.HasPrefix(term, ":g") }

// setPlace sets what verified people may ask about it.
func (d *fields) setPlace(p registry.Place) {
	d.set(fieldSpot, placeTerms(p))
	where := spot{text: strings.Join([]string{p.Text, p.Street, p.Neighborhood, p.City}, " "), point: p.Point}
	if p.Point != nil && p.Point.Valid() {
		d.set(fieldCell, cells(*p.Point))
	}
	if where.point != nil || strings.TrimSpace(where.text) != "" {
		d.one(storedSpot, where.pack())
	}
}

// spot is a place as a candidate is ranked by it.
type spot struct {
	text  string
	point *registry.Point
}

func (s spot) pack() string {
	b := []byte{0}
	if s.point != nil {
		b[0] = 1
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(s.point.Lat))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(s.point.Lon))
	}
	return string(append(b, s.text...))
}

func unpackSpot(b string) (s spot) {
	if len(b) == 0 {
		return s
	}
	if b[0] == 1 && len(b) >= 17 {
		s.point = &registry.Point{
			Lat: math.Float64frombits(binary.LittleEndian.Uint64([]byte(b[1:9]))),
			Lon: math.Float64frombits(binary.LittleEndian.Uint64([]byte(b[9:17]))),
		}
		b = b[16:]
	}
	s.text = b[1:]
	return s
}

func (d *fields) setPerson(p *registry.Person, now time.Time) {
	d.one(fieldSex, term(string(p.Sex)))
	d.one(fieldBirth, unknown)
	if age, ok := p.AgeOn(now); ok {
		d.set(fieldBirth, birthYears(age, now, 0))
	}
	d.set(fieldBorn, orAnything(born(p.Birth)))
	d.set(fieldPost, orAnything(postcode(p.Home.PostalCode)))
	d.set(fieldHome, orAnything(nonEmpty(townTerm(match.HomeTown(p.Home)))))
	var codes []string
	for _, n := range p.Names {
		codes = append(codes, cmp.Or(n.Script, registry.ScriptOf(n.Full), unknown))
	}
	d.one(fieldScript, unknown)
	d.set(fieldScript, unique(codes))
}

// born returns the terms of a date of birth: its year, or, where it is known to the
// day, the date, its year, and its month and day, as a year is easily one off.
func born(d registry.PartialDate) []string {
	if d.Year == 0 || d.About {
		return nil
	}
	if d.Day == 0 {
		return []string{strconv.Itoa(d.Year)}
	}
	return []string{d.String(), strconv.Itoa(d.Year), d.String()[len("2006"):]}
}

// postcode returns a postcode as a term, and its first part as another.
func postcode(s string) []string {
	w := names.Words(s)
	if len(w) == 0 {
		return nil
	}
	return []string{strings.Join(w, ""), match.PostArea(s)}
}

// townTerm returns a town as one term.
func townTerm(town string) string {
	if town == anything {
		return town
	}
	return strings.Join(names.Words(town), "_")
}

// orAnything adds the term for any value to terms, if there are any.
func orAnything(terms []string) []string {
	if len(terms) == 0 {
		return nil
	}
	return append(terms, anything)
}

// birthYears lists every year of birth that an age on a day allows, and slack
// years more at both ends. A year does not age as an age does.
func birthYears(a registry.Age, now time.Time, slack int) []string {
	from, to := now.Year()-min(a.Max, registry.MaxAge)-1-slack, now.Year()-a.Min+slack
	var out []string
	for y := from; y <= to; y++ {
		out = append(out, strconv.Itoa(y))
	}
	return out
}

func (d *fields) setSighting(s registry.Sighting) {
	d.one(fieldSeen, unknown)
	d.one(fieldUntil, unknown)
	if day := s.From.Date; day.Year > 0 {
		d.one(fieldSeen, day.First().Format(time.DateOnly))
		d.one(fieldUntil, day.Last().Format(time.DateOnly))
	}
}

// describe returns the terms of a whole description.
func describe(p *registry.Person, lang string) []string {
	list := []string{p.Description, p.Body.Hair, p.Body.Eyes, p.Body.Beard, p.Body.Build, p.Body.Glasses}
	for _, m := range p.Body.Marks {
		list = append(list, m.Text, m.Zone, m.Kind)
	}
	for _, t := range p.Things {
		list = append(list, t.Text)
	}
	return unique(orAnything(append(looksTerms(list, lang), match.Looks(p)...)))
}

// looksTerms returns the terms of descriptions written in a language.
func looksTerms(list []string, lang string) []string {
	var out []string
	for _, t := range list {
		out = append(out, texts.Terms(t, lang)...)
	}
	return unique(out)
}

func placeTerms(p registry.Place) []string {
	var out []string
	for _, s := range []string{p.Text, p.Street, p.Neighborhood, p.City} {
		out = append(out, areaTerms(s)...)
	}
	return unique(out)
}

// areaTerms returns the words of a place and the keys of the towns that it names
// in any language.
func areaTerms(text string) []string {
	out := names.Words(text)
	for _, k := range places.Names(text) {
		out = append(out, ":"+k)
	}
	return unique(out)
}

func unique(words []string) []string {
	seen := make(map[string]bool, len(words))
	out := words[:0:0]
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// unknown is the term of a fact that a record does not have.
const unknown = "-"

// anything is the term of a fact that a record has, whatever it is.
const anything = "*"

// term is a value as one term; the empty one has a term as well.
func term(s string) string { return cmp.Or(s, unknown) }

func sight(public bool) string {
	if public {
		return "public"
	}
	return "verified"
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
