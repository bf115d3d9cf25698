package search

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/match"
	"github.com/retrouve/retrouve/search/names"
)

// document is what Bleve is given of a record: terms separated by spaces.
type document map[string]string

func (d document) set(field string, words []string) {
	if len(words) > 0 {
		d[field] = strings.Join(words, " ")
	}
}

// noticeDocument returns the document of an open notice. What is public now may
// be public for longer than the notice says: a child who comes of age stays
// shielded until the notice changes.
func noticeDocument(n *registry.Notice, now time.Time) document {
	public, looks, area := n.PublicText(now)
	d := document{}
	setNames(d, public, fieldName, fieldStart, fieldJoined)
	if n.Shielded(now) {
		setNames(d, n.Person.Names, fieldFull, fieldBegin, fieldWhole)
		d.set(fieldKept, append(describe(&n.Person), placeWords(n.LastSeen.Place)...))
	} else {
		d.set(fieldDesc, describe(&n.Person))
		d.set(fieldSpot, placeWords(n.LastSeen.Place))
	}
	d.set(fieldLooks, looksWords(looks))
	d.set(fieldArea, names.Words(area))
	d[fieldBand] = unknown
	if v, ok := n.ForPublic(now); ok && v.AgeBand != nil {
		d.set(fieldBand, birthYears(registry.Age{Min: v.AgeBand.Min, Max: v.AgeBand.Max}, now, 1))
	}
	setPerson(d, &n.Person, now)
	setSighting(d, n.LastSeen)
	d[fieldEvent] = term(string(n.Event))
	d[fieldSight] = sight(n.Visibility != registry.VisibleVerified)
	d[fieldNews] = yes(!n.News.IsZero())
	d[fieldExpires] = n.Expires.UTC().Format("2006-01")
	return d
}

// reportDocument returns the document of an open report. All of it is
// restricted; the field names are those of notices, so that one query builder
// serves both indexes.
func reportDocument(r *registry.Report, now time.Time) document {
	d := document{}
	setNames(d, r.Person.Names, fieldName, fieldStart, fieldJoined)
	d.set(fieldDesc, describe(&r.Person))
	d.set(fieldArea, names.Words(r.Found.Place.Area))
	d.set(fieldSpot, placeWords(r.Found.Place))
	setPerson(d, &r.Person, now)
	setSighting(d, r.Found)
	d[fieldEvent] = term(string(r.Event))
	return d
}

// setNames fills the three fields by which names are found.
func setNames(d document, list []registry.Name, word, start, joined string) {
	var words, starts, pairs []string
	for _, n := range list {
		if n.Kind == registry.NameHospital {
			continue // an alias is not a name
		}
		w := names.Words(n.Full)
		words = append(words, w...)
		for _, x := range w {
			words = append(words, names.Bigrams(x)...)
			starts = append(starts, firstLetters(x)...)
		}
		pairs = append(pairs, joins(w)...)
	}
	d.set(word, unique(words))
	d.set(start, unique(starts))
	d.set(joined, unique(pairs))
}

// startLetters is up to which length the beginnings of words are terms of their
// own; longer ones are looked up in the dictionary of terms.
const startLetters = 3

func firstLetters(word string) []string {
	r := []rune(word)
	var out []string
	for n := 1; n <= startLetters && n <= len(r); n++ {
		out = append(out, string(r[:n]))
	}
	return out
}

// joins returns each two neighbours, and the whole name, written together.
func joins(words []string) []string {
	var out []string
	for i := 0; i+1 < len(words); i++ {
		out = append(out, words[i]+words[i+1])
	}
	if len(words) != 2 && len(words) > 0 {
		out = append(out, strings.Join(words, ""))
	}
	return out
}

func setPerson(d document, p *registry.Person, now time.Time) {
	d[fieldSex] = term(string(p.Sex))
	d[fieldBirth] = unknown
	if age, ok := p.AgeOn(now); ok {
		d.set(fieldBirth, birthYears(age, now, 0))
	}
	var codes []string
	for _, n := range p.Names {
		codes = append(codes, cmp.Or(n.Script, registry.ScriptOf(n.Full), unknown))
	}
	if d.set(fieldScript, unique(codes)); len(codes) == 0 {
		d[fieldScript] = unknown
	}
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

func setSighting(d document, s registry.Sighting) {
	d[fieldSeen], d[fieldUntil] = unknown, unknown
	if day := s.From.Date; day.Year > 0 {
		d[fieldSeen], d[fieldUntil] = day.First().Format(time.DateOnly), day.Last().Format(time.DateOnly)
	}
	if p := s.Place.Point; p != nil && p.Valid() {
		d[fieldCell] = cell(math.Floor(p.Lat), math.Floor(p.Lon))
	}
}

// cell names a square degree by its south-west corner.
func cell(lat, lon float64) string {
	if lon >= 180 {
		lon -= 360
	}
	if lon < -180 {
		lon += 360
	}
	return strconv.Itoa(int(lat)) + ":" + strconv.Itoa(int(lon))
}

// describe returns the words of a whole description, as written and canonical.
func describe(p *registry.Person) []string {
	var texts []string
	texts = append(texts, p.Description, p.Body.Hair, p.Body.Eyes, p.Body.Beard, p.Body.Build, p.Body.Glasses)
	for _, m := range p.Body.Marks {
		texts = append(texts, m.Text, m.Zone, m.Kind)
	}
	for _, t := range p.Things {
		texts = append(texts, t.Text)
	}
	return unique(append(looksWords(texts), match.Looks(p)...))
}

// looksWords returns the words of descriptions, each as written and as the
// canonical word for it.
func looksWords(texts []string) []string {
	var out []string
	for _, t := range texts {
		for _, w := range names.Words(t) {
			out = append(out, w)
			if c := match.Canon(w); c != "" && c != w {
				out = append(out, c)
			}
		}
	}
	return unique(out)
}

func placeWords(p registry.Place) []string {
	var out []string
	for _, s := range []string{p.Text, p.Street, p.Neighborhood, p.City} {
		out = append(out, names.Words(s)...)
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
