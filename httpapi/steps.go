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
	More          moreFields
}

// moreFields are the fields behind "more"; Open when one was filled in or is wrong.
type moreFields struct {
	Fields []Field
	Open   bool
}

// split takes the fields that belong behind "more" out of a page.
func split(all []Field) (fields []Field, more moreFields) {
	for _, f := range all {
		if !f.More {
			fields = append(fields, f)
			continue
		}
		more.Fields = append(more.Fields, f)
		more.Open = more.Open || f.Value != "" || f.Error != ""
	}
	return fields, more
}

// showStep shows a step with what the draft has.
func (r *request) showStep(d *draft) error {
	return r.step(d, func(name string) string { return d.Answers[name] }, nil)
}

// step renders a step with values and problems.
func (r *request) step(d *draft, value func(string) string, problems registry.Problems) error {
	st, n := d.page(r.c.Param("step"))
	if n == 0 {
		return echo.ErrNotFound
	}
	key := "step." + d.name + "." + st.name
	steps := d.pages()
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
	for i := range p.Fields {
		p.Fields[i].Only = p.Fields[i].Label == p.Title // the h1 says it
	}
	p.About = r.aboutLine(d)
	r.wrong(&p.Base, problems, p.Fields)
	p.Fields, p.More = split(p.Fields)
	return r.render(status(problems), "step", p)
}

// aboutLine says whom a draft is about, as the public knows them.
func (r *request) aboutLine(d *draft) string {
	if d.About == "" {
		return ""
	}
	n, err := r.Service.NoticeByID(r.ctx, d.About)
	switch {
	case err != nil && d.joins():
		return r.t("join.about.closed")
	case err != nil:
		return r.t("report.about.closed")
	case d.joins():
		return r.t("join.about", "name", r.mainName(n.Names).Text, "reference", n.Reference.String())
	}
	return r.t("report.about", "name", r.mainName(n.Names).Text, "reference", n.Reference.String())
}

// saveStep keeps the answers of a step and leads to the next.
func (r *request) saveStep(d *draft) error {
	st, n := d.page(r.c.Param("step"))
	if n == 0 {
		return echo.ErrNotFound
	}
	problems := r.check(d.journey, st.fields)
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

func (r *request) next(d *draft, n int) string {
	steps := d.pages()
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
		if mine[p.Field] && p.Code != "name_or_description" && p.Code != "something" && p.Code != "one_needed" && p.Code != "needed" {
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

func (r *request) saved(d *draft) error {
	resume := d.to(d.pages()[0].name)
	until := d.Saved.Add(registry.DraftLife)
	return r.render(http.StatusOK, "saved", savedPage{
		Base: r.base(r.t("saved.title"), ""), Resume: r.to(resume), Address: r.absolute(resume), Until: r.date(registry.DateOf(until)),
	})
}
