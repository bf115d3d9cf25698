package httpapi

import (
	"cmp"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/places"
	"github.com/retrouve/retrouve/templates/i18n"
	"github.com/retrouve/retrouve/templates/i18n/spoken"
)

// adminEventFormPage adds an event, or changes one.
type adminEventFormPage struct {
	Base
	Action, Button string
	Lead           string // what adding one does
	Once           string // of a form that adds
	Fields         []Field
}

// Fields of the form: those that only a new event has, those that are there once for
// each language of the site, and the others.
var (
	newEventFields  = []fieldDef{{name: "slug", dir: "ltr", width: "w10"}, {name: "state", kind: kindRadios, options: []string{"open", "drill"}}}
	eventNameField  = fieldDef{name: "name"}
	eventWordsField = fieldDef{name: "notice", optional: true}
	eventFields     = []fieldDef{
		{name: "hotline", typ: "tel", dir: "ltr", width: "w10", optional: true}, {name: "sos", dir: "ltr", width: "w4", optional: true},
		{name: "area", optional: true}, {name: "country", dir: "ltr", width: "w2", optional: true},
		{name: "position", dir: "ltr", optional: true, covers: []string{"place"}}, {name: "radius", width: "w4", mode: "decimal", optional: true},
		{name: "start", kind: kindDate, optional: true}, {name: "start_time", width: "w4", dir: "ltr", optional: true},
		{name: "zone", dir: "ltr"}, {name: "langs", optional: true}, {name: "purpose", kind: kindArea, rows: 3, optional: true},
	}
)

func (s *Server) newEvent(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.newEventPage(nil)
}

func (r *request) newEventPage(problems registry.Problems) error {
	value := r.form
	if r.c.Request().Method == http.MethodGet {
		value = r.likeLast
	}
	r.here = "/admin/new-event"
	p := adminEventFormPage{
		Base: r.base(r.t("admin.event.new"), "/admin/events"), Action: r.to("/admin/events"), Button: r.t("admin.event.add"), Lead: r.t("admin.event.new.text"),
		Once: registry.NewID(), Fields: append(r.fields("event", newEventFields, value, problems), r.eventFields(value, problems)...),
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "admineventform", p)
}

// likeLast is what a new event likely has in common with the one of the page.
func (r *request) likeLast(name string) string {
	if e := r.event; e != nil {
		return map[string]string{"zone": e.Zone, "sos": e.SOS, "country": e.Area.Country}[name]
	}
	return map[string]string{"zone": "UTC", "sos": "112"}[name]
}

func (s *Server) editEvent(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.editEventPage(nil)
}

func (r *request) editEventPage(problems registry.Problems) error {
	e, err := r.eventNamed(r.c.Param("event"))
	if err != nil {
		return err
	}
	if e.State == registry.EventPurged {
		return &registry.Error{Op: "editEvent", Kind: registry.KindGone, Ref: e.Ref()}
	}
	value := r.form
	if r.c.Request().Method == http.MethodGet {
		value = eventValue(&e, r.cat.Code)
	}
	r.here = "/admin/events/" + e.Slug + "/edit"
	p := adminEventFormPage{
		Base: r.base(r.t("admin.event.edit", "name", e.Title(r.cat.Code)), "/admin/events/"+e.Slug), Action: r.to(r.here), Button: r.t("admin.org.keep"),
		Fields: r.eventFields(value, problems),
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "admineventform", p)
}

// eventFields are the fields that every event has.
func (r *request) eventFields(value func(string) string, problems registry.Problems) []Field {
	out := r.inLanguages("event", eventNameField, value, problems)
	out = append(out, r.inLanguages("event", eventWordsField, value, problems)...)
	rest := r.fields("event", eventFields, value, problems)
	for i := range rest {
		if rest[i].Kind == kindDate {
			rest[i].Options = nil // that a day is about right is not kept
		}
	}
	return append(out, rest...)
}

// inLanguages makes a field once for each language of the site, as name.fr. What is
// wrong with it in no language is shown at the first.
func (r *request) inLanguages(scope string, def fieldDef, value func(string) string, problems registry.Problems) []Field {
	var out []Field
	for i, l := range i18n.Languages() {
		name := def.name + "." + l.Code
		f := r.field(scope, def, func(string) string { return value(name) })
		f.ID, f.Name, f.Label, f.problems = def.name+"-"+l.Code, name, r.t("field."+scope+"."+def.name, "lang", l.Name), []string{name}
		if i == 0 {
			f.problems = append(f.problems, def.name)
		} else {
			f.Hint = ""
		}
		for _, p := range problems {
			if f.covers(p.Field) && f.Error == "" {
				f.Error = r.problemText(p)
			}
		}
		out = append(out, f)
	}
	return out
}

// eventValue is what the form of an event says before anything is typed.
func eventValue(e *registry.Event, lang string) func(string) string {
	values := map[string]string{
		"hotline": string(e.Hotline), "sos": e.SOS, "area": e.Area.Area, "country": e.Area.Country, "zone": e.Zone, "purpose": e.Purpose,
	}
	for _, l := range i18n.Languages() {
		values["name."+l.Code], values["notice."+l.Code] = e.Name[l.Code], e.Notice[l.Code]
	}
	first := i18n.Languages()[0].Code
	values["name."+first], values["notice."+first] = cmp.Or(e.Name[first], e.Name[""]), cmp.Or(e.Notice[first], e.Notice[""])
	if p := e.Area.Point; p != nil {
		values["position"] = decimals(p.Lat) + ", " + decimals(p.Lon)
		if p.Radius > 0 {
			values["radius"] = decimals(p.Radius / 1000)
		}
	}
	if !e.Start.IsZero() {
		at := e.Start.In(e.Location())
		values["start.d"], values["start.m"], values["start.y"] = strconv.Itoa(at.Day()), strconv.Itoa(int(at.Month())), strconv.Itoa(at.Year())
		values["start_time"] = at.Format("15:04")
	}
	var langs []string
	for _, l := range e.Langs {
		langs = append(langs, spoken.Name(l, lang))
	}
	values["langs"] = strings.Join(langs, ", ")
	return func(name string) string { return values[name] }
}

func decimals(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// typedEvent reads the form over what an event was; of a new one it was nothing.
// What the registry checks is left to it.
func (r *request) typedEvent(e registry.Event) (registry.Event, registry.Problems) {
	a := r.answers(r.form)
	if e.ID == "" {
		e.Slug, e.State = strings.TrimSpace(r.form("slug")), registry.EventState(r.form("state"))
		if e.State == "" {
			a.Problems.Add("state", "choose")
		}
	}
	e.Name, e.Notice = r.inForm("name", e.Name), r.inForm("notice", e.Notice)
	e.Purpose, e.Hotline, e.SOS = r.form("purpose"), registry.Phone(r.form("hotline")), r.form("sos")
	e.Zone, e.Langs = strings.TrimSpace(r.form("zone")), spoken.Codes(a.line("langs"))
	e.Area.Area, e.Area.Country, e.Area.Point = r.form("area"), strings.TrimSpace(r.form("country")), a.middle()
	e.Start = a.start(e.Location())
	return e, a.Problems
}

// inForm is a text in several languages: those of the site as they were typed, any
// other as it was.
func (r *request) inForm(name string, was map[string]string) map[string]string {
	out := maps.Clone(was)
	if out == nil {
		out = map[string]string{}
	}
	delete(out, "") // the form showed it as that of the first language
	for _, l := range i18n.Languages() {
		out[l.Code] = r.form(name + "." + l.Code)
	}
	return out
}

// middle reads the position of the middle of an area, and its radius in kilometres.
func (a *answers) middle() *registry.Point {
	pos, far := strings.TrimSpace(a.value("position")), strings.TrimSpace(a.value("radius"))
	if pos == "" && far == "" {
		return nil
	}
	p, ok := places.ParsePoint(pos)
	if !ok {
		a.Problems.Add("position", "form")
		return nil
	}
	p.Radius = 0 // the precision of the digits says nothing about the area
	if far != "" {
		km, err := strconv.ParseFloat(strings.Replace(registry.FoldDigits(far), ",", ".", 1), 64)
		if err != nil || !(km >= 0) {
			a.Problems.Add("radius", "number")
			return nil
		}
		p.Radius = km * 1000
	}
	return &p
}

// start reads the day and the hour on which an event began, by its own clock.
func (a *answers) start(zone *time.Location) time.Time {
	day, hour := a.date("start"), strings.TrimSpace(registry.FoldDigits(a.value("start_time")))
	switch {
	case day.IsZero() && hour == "":
		return time.Time{}
	case day.Day == 0:
		if !day.IsZero() || len(a.Problems) == 0 {
			a.Problems.Add("start", "whole_day")
		}
		return time.Time{}
	}
	at, err := time.Parse("15:04", hour)
	if hour != "" && err != nil {
		a.Problems.Add("start_time", "clock")
		return time.Time{}
	}
	return time.Date(day.Year, time.Month(day.Month), day.Day, at.Hour(), at.Minute(), 0, 0, zone).UTC()
}

// adminAddEvent adds an event.
func (s *Server) adminAddEvent(r *request) error {
	return r.keepEvent(registry.Event{}, r.newEventPage)
}

// adminEditEvent changes one.
func (s *Server) adminEditEvent(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	e, err := r.eventNamed(r.c.Param("event"))
	if err != nil {
		return err
	}
	return r.keepEvent(e, r.editEventPage)
}

// keepEvent keeps what was typed, or shows the page again with all that is wrong:
// what cannot be read, and what the registry does not take.
func (r *request) keepEvent(was registry.Event, again func(registry.Problems) error) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	e, problems := r.typedEvent(was)
	if len(problems) > 0 {
		return again(join(problems, r.Service.CheckEvent(r.ctx, r.viewer, e)))
	}
	_, err := r.Service.KeepEvent(r.ctx, r.viewer, e, r.form("once"))
	return r.governed(err, again, "/admin/events/"+e.Slug+"?done=kept")
}
