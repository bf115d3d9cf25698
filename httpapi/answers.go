package httpapi

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates"
	"github.com/retrouve/retrouve/templates/i18n"
	"github.com/retrouve/retrouve/templates/i18n/spoken"
)

// answers reads typed answers into the domain's types, liberally, and gathers
// what cannot be read.
type answers struct {
	registry.Checker
	value  func(string) string
	months map[string]int
}

func (a *answers) line(name string) string {
	return a.Line(name, a.value(name), registry.MaxLine)
}

func (a *answers) text(name string) string {
	return a.Text(name, a.value(name), registry.MaxText)
}

// choice returns a radio's value; "unknown" and nothing are the empty string.
func (a *answers) choice(name string) string {
	if v := a.value(name); v != "unknown" {
		return v
	}
	return ""
}

// lines splits a text into its lines, without empty ones.
func (a *answers) lines(name string) []string {
	var out []string
	for l := range strings.SplitSeq(a.text(name), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func (a *answers) names(kind registry.NameKind) []registry.Name {
	var out []registry.Name
	if n := registry.NewName(a.Line("names", a.value("names"), registry.MaxName), kind); n.Full != "" {
		out = append(out, n)
	}
	for _, l := range a.lines("others") {
		if n := registry.NewName(l, registry.NameAlternate); n.Full != "" {
			out = append(out, n)
		}
	}
	return out
}

// number reads a whole number, 0 for nothing.
func (a *answers) number(field, name string) (n int, given bool) {
	s := registry.FoldDigits(strings.TrimSpace(a.value(name)))
	if s == "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 100000 {
		a.Problems.Add(field, "number")
		return 0, false
	}
	return n, true
}

// age reads a range; one end alone is the age itself.
func (a *answers) age(today registry.PartialDate) *registry.Age {
	before := len(a.Problems)
	lo, hasLo := a.number("age", "age.min")
	hi, hasHi := a.number("age", "age.max")
	if len(a.Problems) > before || !hasLo && !hasHi {
		return nil
	}
	if !hasHi {
		hi = lo
	}
	if !hasLo {
		lo = hi
	}
	return &registry.Age{Min: lo, Max: hi, AsOf: today}
}

// date reads three boxes. A month may be a word in any language of the site; a
// year of two digits is a problem, since it has two meanings.
func (a *answers) date(name string) registry.PartialDate {
	before := len(a.Problems)
	d, _ := a.number(name, name+".d")
	y, _ := a.number(name, name+".y")
	m := a.month(name)
	if len(a.Problems) > before {
		a.Problems = append(a.Problems[:before], registry.Problem{Field: name, Code: "date"})
		return registry.PartialDate{}
	}
	p := registry.PartialDate{Year: y, Month: m, Day: d, About: a.value(name+".about") != ""}
	switch {
	case p.IsZero():
		return registry.PartialDate{}
	case p.Year == 0:
		a.Problems.Add(name, "year")
	case p.Year < 100:
		a.Problems.Add(name, "short_year")
	case p.Day != 0 && p.Month == 0:
		a.Problems.Add(name, "month")
	case !p.Valid():
		a.Problems.Add(name, "date")
	default:
		return p
	}
	return registry.PartialDate{}
}

func (a *answers) month(name string) int {
	s := strings.ToLower(registry.FoldDigits(registry.CleanLine(a.value(name + ".m"))))
	if s == "" {
		return 0
	}
	if n, ok := a.months[plain(strings.TrimSuffix(s, "."))]; ok {
		return n
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 12 {
		a.Problems.Add(name, "date")
	}
	return n
}

// monthWords maps the names of months, whole and by their first three letters
// where those tell, to their number.
func monthWords(pages *templates.Set) map[string]int {
	words := map[string]int{}
	for _, l := range i18n.Languages() {
		for m := 1; m <= 12; m++ {
			w := plain(strings.ToLower(pages.Catalogue(l.Code).Month(m)))
			words[w] = m
			for _, n := range []int{3, 4} {
				short := string([]rune(w)[:min(n, len([]rune(w)))])
				if other, taken := words[short]; !taken || other == m {
					words[short] = m
				} else if n == 3 {
					words[short] = 0 // juin, juillet
				}
			}
		}
	}
	for w, m := range words {
		if m == 0 {
			delete(words, w)
		}
	}
	return words
}

// plain drops the marks over and under letters: février, fevrier.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

var clockForm = regexp.MustCompile(`(?i)^(\d{1,2})(?:\s*(?:[:.h]|uhr)\s*(\d{2})?)?\s*(am|pm)?$`)

// clock reads a time of day: 21:40, 21h40, 21.40, 9 pm.
func (a *answers) clock(name string) string {
	s := registry.FoldDigits(registry.CleanLine(a.value(name)))
	if s == "" {
		return ""
	}
	m := clockForm.FindStringSubmatch(s)
	if m == nil {
		a.Problems.Add(name, "clock")
		return ""
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	switch strings.ToLower(m[3]) {
	case "pm":
		if h < 12 {
			h += 12
		}
	case "am":
		h %= 12
	}
	if h > 23 || min > 59 {
		a.Problems.Add(name, "clock")
		return ""
	}
	return two(h) + ":" + two(min)
}

func two(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }

var (
	metreForm = regexp.MustCompile(`(?i)^([12])\s*(?:m|,|\.)\s*(\d{1,2})\s*m?$`)
	cmForm    = regexp.MustCompile(`(?i)^(\d{2,3})\s*(?:cm)?(?:\s*(?:-|–|à|to)\s*(\d{2,3})\s*(?:cm)?)?$`)
)

// height reads 170, 170 cm, 165-175, 1m70 or 1,70 m, in centimetres.
func (a *answers) height() registry.Span {
	s := registry.FoldDigits(registry.CleanLine(a.value("height")))
	if s == "" {
		return registry.Span{}
	}
	if m := metreForm.FindStringSubmatch(s); m != nil {
		metres, _ := strconv.Atoi(m[1])
		cm, _ := strconv.Atoi(m[2])
		if len(m[2]) == 1 {
			cm *= 10
		}
		return registry.Span{Min: metres*100 + cm, Max: metres*100 + cm}
	}
	if m := cmForm.FindStringSubmatch(s); m != nil {
		lo, _ := strconv.Atoi(m[1])
		hi := lo
		if m[2] != "" {
			hi, _ = strconv.Atoi(m[2])
		}
		return registry.Span{Min: lo, Max: hi}
	}
	a.Problems.Add("height", "form")
	return registry.Span{}
}

func (a *answers) body() registry.Body {
	b := registry.Body{HeightCM: a.height(), Build: a.line("build"), Hair: a.line("hair"), Eyes: a.line("eyes"), Beard: a.line("beard"), Glasses: a.line("glasses")}
	for _, l := range a.lines("marks") {
		b.Marks = append(b.Marks, registry.Mark{Text: l})
	}
	return b
}

func (a *answers) person(kind registry.NameKind, today registry.PartialDate) registry.Person {
	p := registry.Person{
		Names: a.names(kind), Birth: a.date("birth"), Age: a.age(today), Body: a.body(),
		Description: a.text("description"), Companions: a.text("companions"), Medical: a.text("medical"),
		Home: registry.Place{Text: a.line("home")},
	}
	p.Sex, _ = registry.ParseSex(a.choice("sex"))
	for _, l := range a.lines("clothes") {
		p.Things = append(p.Things, registry.Thing{Text: l, Bearing: registry.BearingWorn})
	}
	for _, l := range a.lines("carried") {
		p.Things = append(p.Things, registry.Thing{Text: l, Bearing: registry.BearingCarried})
	}
	p.Languages = spoken.Codes(a.line("languages"))
	return p
}

func (a *answers) sighting() registry.Sighting {
	return registry.Sighting{
		Place: registry.Place{Area: a.line("area"), Text: a.text("place")},
		From:  registry.Moment{Date: a.date("seen"), Time: a.clock("time")},
	}
}

func (a *answers) contact() registry.Contact {
	return registry.Contact{Phone: a.Phone("phone", a.value("phone")), Email: a.Email("email", a.value("email"))}
}

func (a *answers) seeker(lang string) registry.Seeker {
	return registry.Seeker{Name: a.line("seeker"), Relation: a.line("relation"), Contact: a.contact(), Lang: lang}
}

// notice reads the answers of the journey "find".
func (a *answers) notice(today registry.PartialDate, lang string) registry.FileNotice {
	req := registry.FileNotice{
		Person: a.person(registry.NameFull, today), LastSeen: a.sighting(), Lang: lang,
		Seeker:     a.seeker(lang),
		Visibility: registry.Visibility(a.value("visibility")),
		AtRisk:     a.value("risk") != "", Consent: a.value("consent") != "",
	}
	return req
}

// report reads the answers of the journey "report".
func (a *answers) report(today registry.PartialDate, lang string) registry.ReportFound {
	req := registry.ReportFound{
		Person: a.person(registry.NameClaimed, today), Found: a.sighting(), Lang: lang,
		Tag: a.line("tag"), Text: a.text("text"), Reporter: registry.Place{Text: a.line("reporter")},
		Condition: registry.Condition(a.choice("condition")),
		Source: registry.Source{
			Kind: registry.SourceKind(a.value("source")), Name: a.line("seeker"), Contact: a.contact(),
			Organisation: a.line("organisation"), ContactPoint: a.line("contact_point"),
		},
		Alone: a.value("alone") != "",
	}
	by := a.line("claimed_by")
	for i := range req.Person.Names {
		req.Person.Names[i].By = by
	}
	req.Confidence, _ = registry.ParseConfidence(a.value("confidence"))
	return req
}
