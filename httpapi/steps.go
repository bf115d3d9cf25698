package httpapi

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// stepPage is one page of a journey.
type stepPage struct {
	Base
	Number, Steps int
	Lead, About   string
	Action        string
	Fields        []Field
}

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
		first := map[string]string{}
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
		return r.redirect(j.path(token, j.of(d)[0].name))
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

// to returns the address of a page of the draft.
func (d *draft) to(page string) string { return d.path(d.from.Draft, page) }

// draft loads the draft that the address names. A sent one leads to its receipt,
// which is what the back button and a second click then show.
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
	return &draft{d, registry.Sending{Draft: token, Seen: v}, j}, nil
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

// useEvent makes the event of a record the one of this page, open or closed: a
// notice must not stand under the banner and helpline of another event.
func (r *request) useEvent(id registry.EventID) {
	for i := range r.all {
		if r.all[i].ID == id {
			r.event = &r.all[i]
		}
	}
}

func (s *Server) showStep(j *journey) handler {
	return func(r *request) error {
		d, err := r.draft(j)
		if err != nil {
			return err
		}
		if d.sent() {
			return r.redirect(d.to("done"))
		}
		return r.step(d, func(name string) string { return d.Answers[name] }, nil)
	}
}

// step renders a step with values and problems.
func (r *request) step(d *draft, value func(string) string, problems registry.Problems) error {
	st, n := d.find(d.Draft, r.c.Param("step"))
	if n == 0 {
		return echo.ErrNotFound
	}
	key := "step." + d.name + "." + st.name
	steps := d.of(d.Draft)
	back := d.base
	if n > 1 {
		back = d.to(steps[n-2].name)
	}
	action := d.to(st.name)
	if r.c.QueryParam("back") == "check" {
		back, action = d.to("check"), action+"?back=check"
	}
	p := stepPage{Base: r.base(r.t(key), back), Number: n, Steps: len(steps) + 1, Action: r.to(action), Fields: r.fields(d.name, st.fields, value, problems)}
	if r.cat.Has(key + ".lead") {
		p.Lead = r.t(key + ".lead")
	}
	p.About = r.aboutLine(d)
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "step", p)
}

// aboutLine says whom a report is about, as the public knows them.
func (r *request) aboutLine(d *draft) string {
	if d.About == "" {
		return ""
	}
	n, err := r.Service.NoticeByID(r.ctx, d.About)
	if err != nil {
		return r.t("report.about.closed")
	}
	return r.t("report.about", "name", r.mainName(n.Names).Text, "reference", n.Reference.String())
}

// saveStep keeps the answers of a step and leads to the next.
func (s *Server) saveStep(j *journey) handler {
	return func(r *request) error {
		d, err := r.draft(j)
		if err != nil {
			return err
		}
		if d.sent() {
			return r.redirect(d.to("done"))
		}
		st, n := d.find(d.Draft, r.c.Param("step"))
		if n == 0 {
			return echo.ErrNotFound
		}
		problems := r.check(j, st.fields)
		if r.form("later") != "" {
			problems = tooLong(problems)
		}
		if len(problems) > 0 {
			return r.step(d, r.form, problems)
		}
		given := map[string]string{}
		for _, f := range st.fields {
			for _, in := range f.inputs() {
				given[in] = shown(r.form(in))
			}
		}
		if err := r.Service.SaveDraft(r.ctx, d.from.Draft, given); err != nil {
			return err
		}
		return r.redirect(d.to(r.next(d, n)))
	}
}

func (r *request) next(d *draft, n int) string {
	steps := d.of(d.Draft)
	switch {
	case r.form("later") != "":
		return "saved"
	case r.c.QueryParam("back") == "check" || n == len(steps):
		return "check"
	}
	return steps[n].name
}

// check reads the step's fields and returns the problems that they show. What is
// only needed in the end is asked for in the end.
func (r *request) check(j *journey, fields []fieldDef) registry.Problems {
	mine := map[string]bool{}
	for _, f := range fields {
		for _, name := range append([]string{f.name}, f.covers...) {
			mine[name] = true
		}
	}
	var out registry.Problems
	for _, p := range r.problemsOf(j, r.form) {
		if mine[p.Field] && p.Code != "name_or_description" && p.Code != "one_needed" && p.Code != "needed" {
			out = append(out, p)
		}
	}
	return out
}

// problemsOf reads all answers and returns every problem, of reading and of rule.
func (r *request) problemsOf(j *journey, value func(string) string) registry.Problems {
	a := r.answers(value)
	var err error
	switch j.kind {
	case registry.DraftNotice:
		req := a.notice(r.today(), r.cat.Code)
		err = registry.CheckNotice(&req, r.now())
	default:
		req := a.report(r.today(), r.cat.Code)
		err = registry.CheckReport(&req, r.now())
	}
	return join(a.Problems, err)
}

// join adds the problems in err to those that there are, each field once.
func join(problems registry.Problems, err error) registry.Problems {
	more, _ := err.(registry.Problems)
	for _, p := range more {
		again := false
		for _, q := range problems {
			again = again || q.Field == p.Field
		}
		if !again {
			problems = append(problems, p)
		}
	}
	return problems
}

// tooLong keeps the problems that forbid even saving for later.
func tooLong(problems registry.Problems) registry.Problems {
	var out registry.Problems
	for _, p := range problems {
		if p.Code == "too_long" || p.Code == "encoding" {
			out = append(out, p)
		}
	}
	return out
}

func (r *request) answers(value func(string) string) *answers {
	return &answers{value: value, months: r.months}
}

// today is the date at the place of the event.
func (r *request) today() registry.PartialDate {
	if r.event != nil {
		return registry.DateOf(r.now().In(r.event.Location()))
	}
	return registry.DateOf(r.now())
}

// savedPage tells how to come back to a draft.
type savedPage struct {
	Base
	Resume, Address, Until string
}

func (s *Server) saved(j *journey) handler {
	return func(r *request) error {
		d, err := r.draft(j)
		if err != nil {
			return err
		}
		resume := d.to(d.of(d.Draft)[0].name)
		until := d.Saved.Add(registry.DraftLife)
		return r.render(http.StatusOK, "saved", savedPage{
			Base: r.base(r.t("saved.title"), ""), Resume: r.to(resume), Address: r.absolute(resume), Until: r.date(registry.DateOf(until)),
		})
	}
}
