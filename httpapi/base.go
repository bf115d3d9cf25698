package httpapi

import (
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n"
)

// Base is what every page has. Each page struct embeds it.
type Base struct {
	Lang, Dir  string
	Title      string
	Wrong      bool // the title starts with "Error:"
	Prefix     string
	Chosen     string // slug of the event that the visitor chose among several
	Canonical  string
	Alternates []Alternate
	NoIndex    bool
	CSS, Icon  string
	Script     string // the only one a page may run, see askProof
	BackURL    string
	Event      *EventBanner
	User       string
	Desk       bool // may look at the queue
	Member     bool // of an organisation
	FormToken  string
	Flash      string
	Locked     string // what a locked register shows; "" for an open one
	Problems   []ShownProblem
}

// Alternate is this page in another language.
type Alternate struct{ Code, Name, URL string }

// EventBanner is the sentence under the header.
type EventBanner struct {
	Name, Banner, SOS, Hotline string
	Drill                      bool
}

// Dial returns a number as a telephone dials it (RFC 3966): digits and a leading plus.
func (EventBanner) Dial(number string) string {
	digits := registry.Phone(number).Digits()
	if strings.HasPrefix(number, "+") {
		return "+" + digits
	}
	return digits
}

// ShownProblem is one line of the box at the top of a form. It leads to a field
// of this page or to another page.
type ShownProblem struct{ Field, ID, URL, Text string }

// To returns the address of a path in the language and for the event of the page.
func (b Base) To(path string) string { return address(b.Prefix, path, b.Chosen) }

// base begins a page. A back path of "" shows no back link.
func (r *request) base(title, back string) Base {
	b := Base{
		Lang: r.cat.Code, Dir: r.cat.Dir, Title: title, Prefix: r.prefix, Chosen: r.chosen, NoIndex: true,
		CSS: r.assets.URL("css/app.css"), Icon: r.assets.URL("img/icon.svg"), User: r.user, FormToken: r.who.Form,
		Desk: r.viewer.Reviews(), Member: r.viewer.Org != "", Locked: r.lockedBanner(),
	}
	if back != "" {
		b.BackURL = r.to(back)
	}
	for _, l := range i18n.Languages() {
		b.Alternates = append(b.Alternates, Alternate{Code: l.Code, Name: l.Name, URL: "/" + l.Code + r.here})
		if l.Code == r.cat.Code {
			b.Canonical = "/" + l.Code + r.here
		}
	}
	if e := r.event; e != nil {
		b.Event = &EventBanner{Name: e.Title(r.cat.Code), Banner: e.Banner(r.cat.Code), SOS: e.SOS, Hotline: string(e.Hotline), Drill: e.State == registry.EventDrill}
	}
	return b
}

// indexable marks a page that search engines may show: never one about people.
func (b Base) indexable() Base {
	b.NoIndex = false
	return b
}

// wrong adds the problems to a page: same words above and beside the field, in the
// order of the fields, which are given as the page has them. Of two forms with a
// field of one name it means the one that was sent. What belongs to no field comes
// first.
func (r *request) wrong(b *Base, problems registry.Problems, fields ...[]Field) {
	all := slices.Concat(fields...)
	place := func(p registry.Problem) int {
		return slices.IndexFunc(all, func(f Field) bool { return f.Error != "" && f.covers(p.Field) })
	}
	sorted := slices.SortedStableFunc(slices.Values(problems), func(p, q registry.Problem) int { return place(p) - place(q) })
	for _, p := range sorted {
		shown := ShownProblem{Field: p.Field, Text: r.problemText(p)}
		if i := place(p); i >= 0 {
			shown.ID = all[i].focus()
		}
		b.Problems = append(b.Problems, shown)
	}
	b.Wrong = len(b.Problems) > 0
}

// problemText is the sentence for a problem: that of its field and code, or that
// of its code.
func (r *request) problemText(p registry.Problem) string {
	key := "problem." + p.Field + "." + p.Code
	if !r.cat.Has(key) {
		key = "problem." + p.Code
	}
	args := make([]any, 0, 2*len(p.Args))
	for k, v := range p.Args {
		args = append(args, k, v)
	}
	return r.t(key, args...)
}
