package httpapi

import (
	"maps"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// startJourney makes a draft and leads to the first step. It is a form, since
// GET never writes; what was typed into a search comes along.
func (s *Server) startJourney(j *journey) handler {
	return func(r *request) error {
		event := r.eventOf(r.form("event"))
		about := registry.Reference("")
		if a := r.form("about"); a != "" {
			ref, ok := registry.ParseReference(a)
			if !ok {
				return echo.ErrNotFound
			}
			about = ref
		}
		first := maps.Clone(j.first)
		if first == nil {
			first = map[string]string{}
		}
		for _, name := range []string{"names", "area"} {
			if v := r.form(name); v != "" && len(v) <= 4*registry.MaxLine {
				first[name] = shown(v)
			}
		}
		token, err := r.Service.StartDraft(r.ctx, j.kind, event, about, first)
		if err != nil {
			return err
		}
		d, _, err := r.Service.Draft(r.ctx, token)
		if err != nil {
			return err
		}
		return r.redirect(j.path(token, j.of(d).steps[0].name))
	}
}

// draft is a draft as this request read it, with the journey that it is on.
type draft struct {
	*registry.Draft
	from registry.Sending
	*journey
}

// sent reports whether the draft is a record by now.
func (d *draft) sent() bool { return d.Sent != (registry.Ref{}) }

// pages returns the steps of the draft.
func (d *draft) pages() []step { return d.steps }

// joins reports whether the draft joins a notice instead of filing one.
func (d *draft) joins() bool { return d.kind == registry.DraftNotice && d.About != "" }

// page returns a step by name and its number from 1, or 0.
func (d *draft) page(name string) (step, int) {
	i := slices.IndexFunc(d.pages(), func(s step) bool { return s.name == name })
	if i < 0 {
		return step{}, 0
	}
	return d.pages()[i], i + 1
}

// to returns the address of a page of the draft.
func (d *draft) to(page string) string { return d.path(d.from.Draft, page) }

// draft loads the draft that the address names.
func (r *request) draft(j *journey) (*draft, error) {
	token, ok := registry.ParseToken(r.c.Param("draft"))
	if !ok {
		return nil, echo.ErrNotFound
	}
	d, v, err := r.Service.Draft(r.ctx, token)
	if err != nil {
		return nil, err
	}
	if d.Kind != j.kind {
		return nil, echo.ErrNotFound
	}
	r.useEvent(d.Event)
	return &draft{d, registry.Sending{Draft: token, Seen: v}, j.of(d)}, nil
}

// eventOf returns the id of the event of a slug, that of the page's event for an
// empty one, and "" for one that is unknown or closed: filing then says so.
func (r *request) eventOf(slug string) registry.EventID {
	if slug == "" && r.event != nil {
		return r.event.ID
	}
	for _, e := range r.events {
		if e.Slug == slug {
			return e.ID
		}
	}
	return ""
}

// whichEvent asks for the event where several are open and none was chosen: a
// patient who is reported to the wrong one is compared with nobody.
func (r *request) whichEvent(slug string) registry.Problems {
	if slug != "" || len(r.events) < 2 {
		return nil
	}
	return registry.Problems{{Field: "event", Code: "choose"}}
}

// eventField asks for the event, nil where only one is open.
func (r *request) eventField(value string, problems registry.Problems) []Field {
	if len(r.events) < 2 {
		return nil
	}
	f := Field{ID: "event", Name: "event", Kind: kindRadios, Label: r.t("field.event"), problems: []string{"event"}}
	for _, e := range r.events {
		f.Options = append(f.Options, Option{Type: "radio", Name: "event", Value: e.Slug, Label: e.Title(r.cat.Code), Checked: e.Slug == value})
	}
	for _, p := range problems {
		if p.Field == "event" {
			f.Error = r.problemText(p)
		}
	}
	return []Field{f}
}

// useEvent makes the event of a record the one of this page, open or closed: a
// notice must not stand under the banner and helpline of another event.
func (r *request) useEvent(id registry.EventID) {
	for i := range r.all {
		if r.all[i].ID == id {
			r.event = &r.all[i]
		}
	}
}

// onDraft makes a handler of one that works on the draft that the address names.
func (s *Server) onDraft(j *journey, h func(*request, *draft) error) handler {
	return func(r *request) error {
		d, err := r.draft(j)
		if err != nil {
			return err
		}
		return h(r, d)
	}
}

// unsent is onDraft for a page that ends with sending: a sent draft leads to its
// receipt, which is what the back button and a second click then show.
func (s *Server) unsent(j *journey, h func(*request, *draft) error) handler {
	return s.onDraft(j, func(r *request, d *draft) error {
		if d.sent() {
			return r.redirect(d.to("done"))
		}
		return h(r, d)
	})
}
