package httpapi

import (
	"html/template"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n/spoken"
)

// NameText is a name with the language tag that picks font and voice.
type NameText struct{ Text, Lang string }

// nameText shows a name; one in another script than the page's carries it.
func nameText(n registry.Name) NameText {
	t := NameText{Text: n.Full}
	if n.Script != "" && n.Script != "Latn" {
		t.Lang = "und-" + n.Script
	}
	return t
}

// mainName is the first name, or words that say that there is none.
func (r *request) mainName(names []registry.Name) NameText {
	if len(names) == 0 {
		return NameText{Text: r.t("name.none")}
	}
	return nameText(names[0])
}

func otherNames(names []registry.Name) []NameText {
	var out []NameText
	for i, n := range names {
		if i > 0 {
			out = append(out, nameText(n))
		}
	}
	return out
}

func joinNames(names []registry.Name) string {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = n.Full
	}
	return strings.Join(parts, "\n")
}

// Card is a notice as a search result, or at the head of its page.
type Card struct {
	URL          string
	Name         NameText
	Others       []NameText
	Meta         string
	Confirmed    string // how long ago somebody last said that they still look
	Tag, TagTone string
	Why          []template.HTML
	Pick         *Pick
}

// Pick is the form on a card that goes on with its person: a report about them,
// or looking for them too.
type Pick struct{ Action, Reference, Name, Label string }

func (r *request) card(n registry.PublicNotice, reasons []registry.Reason) Card {
	c := Card{URL: r.to("/p/" + string(n.Reference)), Name: r.mainName(n.Names), Others: otherNames(n.Names), Meta: r.meta(n), Confirmed: r.confirmedAge(n.Confirmed)}
	if r.viewer.Moderates() {
		c.URL = r.to("/desk/notices?ref=" + string(n.Reference)) // a hidden notice has no public page
	}
	c.Tag, c.TagTone = r.t("tag.looking"), "info"
	if n.News {
		c.Tag, c.TagTone = r.t("tag.news"), "attention"
	}
	for _, why := range reasons {
		c.Why = append(c.Why, r.reason(why))
	}
	return c
}

// meta is the one line that tells a person from another: age, sex, place, day.
func (r *request) meta(n registry.PublicNotice) string {
	var parts []string
	if n.AgeBand != nil {
		parts = append(parts, r.ageBand(*n.AgeBand))
	}
	if n.Sex != "" && n.Sex != registry.SexOther {
		parts = append(parts, r.t("sex."+string(n.Sex)))
	}
	if n.Area != "" {
		parts = append(parts, r.t("meta.area", "area", n.Area))
	}
	if !n.Seen.IsZero() {
		parts = append(parts, r.date(n.Seen))
	}
	return strings.Join(parts, ", ")
}

func (r *request) ageBand(s registry.Span) string {
	if s.Min == s.Max {
		return r.t("age.one", "n", s.Min)
	}
	return r.t("age.band", "min", strconv.Itoa(s.Min), "max", strconv.Itoa(s.Max))
}

func (r *request) age(p *registry.Person) string {
	a, ok := p.AgeOn(r.now())
	if !ok {
		return ""
	}
	if a.Min == a.Max {
		return r.t("age.one", "n", a.Min)
	}
	return r.t("age.band", "min", strconv.Itoa(a.Min), "max", strconv.Itoa(a.Max))
}

func (r *request) date(d registry.PartialDate) string {
	s := r.cat.Date(d.Year, d.Month, d.Day)
	if d.About && s != "" {
		return r.t("date.about", "date", s)
	}
	return s
}

// when writes a moment as people remembered it.
func (r *request) when(m registry.Moment) string {
	switch {
	case m.Time == "":
		return r.date(m.Date)
	case m.Date.IsZero():
		return m.Time
	}
	return r.t("date.time", "date", r.date(m.Date), "time", m.Time)
}

// at writes a time of the clock, at the place of the event.
func (r *request) at(t time.Time) string {
	zone := time.UTC
	if r.event != nil {
		zone = r.event.Location()
	}
	return r.cat.DateTime(t, zone)
}

func (r *request) day(t time.Time) string { return r.date(registry.DateOf(t)) }

// reason is markup: what was typed and what was found may be in two scripts.
func (r *request) reason(w registry.Reason) template.HTML {
	return r.cat.HTML("reason."+w.Field+"."+w.Code, pairs(w.Args)...)
}

// evidence is a piece in words; masked, only what it is about.
func (r *request) evidence(e registry.Evidence) string {
	if e.Code == "" {
		if term := "fact." + evidenceTerm(e.Field); r.cat.Has(term) {
			return r.t(term)
		}
		return r.t("compare.other")
	}
	args := maps.Clone(e.Args)
	if e.Field == "languages" {
		for k, codes := range args {
			args[k] = strings.ReplaceAll(r.languages(strings.Split(codes, ", ")), "\n", ", ")
		}
	} else if words, ok := args["words"]; ok {
		args["words"] = r.traits(words)
	}
	return r.t("evidence."+e.Field+"."+e.Code, pairs(args)...)
}

// traits puts the parts of the body that match.Compare names into the page's
// language: "eyes noirs" becomes "yeux noirs". What people wrote stays.
func (r *request) traits(words string) string {
	list := strings.Split(words, ", ")
	for i, w := range list {
		part, rest, ok := strings.Cut(w, " ")
		if ok && (part == "eyes" || part == "hair" || part == "beard") {
			list[i] = strings.ToLower(r.t("fact."+part)) + " " + rest
		}
	}
	return strings.Join(list, ", ")
}

func pairs(m map[string]string) []any {
	out := make([]any, 0, 2*len(m))
	for k, v := range m {
		out = append(out, k, v)
	}
	return out
}

func (r *request) sexWord(s registry.Sex) string {
	if s == "" {
		return ""
	}
	return r.t("sex." + string(s))
}

func (r *request) height(s registry.Span) string {
	switch {
	case s == (registry.Span{}):
		return ""
	case s.Min == s.Max:
		return r.t("height.one", "cm", strconv.Itoa(s.Min))
	}
	return r.t("height.range", "min", strconv.Itoa(s.Min), "max", strconv.Itoa(s.Max))
}

// facts keeps the facts that have a value.
func facts(list ...Fact) []Fact {
	var out []Fact
	for _, f := range list {
		if f.Value != "" {
			out = append(out, f)
		}
	}
	return out
}

func (r *request) fact(key, value string) Fact { return Fact{Term: r.t("fact." + key), Value: value} }

// joinLines puts each entry on a line of its own.
func joinLines(list []string) string { return strings.Join(list, "\n") }

// things lists what was carried, or everything else.
func things(list []registry.Thing, carried bool) string {
	var parts []string
	for _, t := range list {
		if carried == (t.Bearing == registry.BearingCarried) {
			parts = append(parts, t.Text)
		}
	}
	return joinLines(parts)
}

// languages names languages in that of the page, each on a line of its own.
func (r *request) languages(codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = spoken.Name(c, r.cat.Code)
	}
	return joinLines(out)
}

func marks(list []registry.Mark) string {
	parts := make([]string, len(list))
	for i, m := range list {
		parts[i] = m.Text
		if m.Zone != "" && !strings.Contains(strings.ToLower(m.Text), strings.ToLower(m.Zone)) {
			parts[i] += ", " + m.Zone
		}
	}
	return strings.Join(parts, "\n")
}

// TimelineEntry is one line of what happened.
type TimelineEntry struct {
	Text, Meta string
	New        bool // happened since the reader was here before
	at         time.Time
}

// PageLink is one link of the pagination.
type PageLink struct {
	Label, URL string
	Here       bool
}

// pageLinks numbers the pages of a list of total entries: the first, the last
// and those near the page shown.
func pageLinks(total, size, here int, url func(page int) string) []PageLink {
	var out []PageLink
	last := (total + size - 1) / size
	for p := 1; p <= last; p++ {
		if p == 1 || p == last || p >= here-2 && p <= here+2 {
			out = append(out, PageLink{Label: strconv.Itoa(p), URL: url(p), Here: p == here})
		}
	}
	return out
}
