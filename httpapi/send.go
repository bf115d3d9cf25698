package httpapi

import (
	"net/http"
	"slices"

	"github.com/retrouve/retrouve/registry"
)

// checkPage shows all answers before they are sent.
type checkPage struct {
	Base
	Number, Steps int
	Lead, About   string
	Groups        []factGroup
	Action        string
	Fields        []Field
	Button        string
}

// factGroup is a titled list of facts.
type factGroup struct {
	Title, Text string
	Facts       []Fact
}

// Fact is one line of a list: what, and its value; Change leads to where it can
// be changed.
type Fact struct{ Term, Value, Change string }

func (s *Server) showCheck(j *journey) handler {
	return func(r *request) error {
		token, d, err := r.draft(j)
		if err != nil {
			return err
		}
		if d.Sent != (registry.Ref{}) {
			return r.redirect(j.path(token, "done"))
		}
		return r.checkAnswers(j, token, d, nil)
	}
}

func (r *request) checkAnswers(j *journey, token registry.Token, d *registry.Draft, problems registry.Problems) error {
	steps := j.of(d)
	last := steps[len(steps)-1]
	p := checkPage{
		Base:   r.base(r.t("check."+j.name+".title"), j.path(token, last.name)),
		Number: len(steps) + 1, Steps: len(steps) + 1, Lead: r.t("check." + j.name + ".lead"), About: r.aboutLine(d),
		Groups: r.groups(j, token, d), Action: r.to(j.path(token, "check")), Button: r.t("check." + j.name + ".button"),
	}
	defs := j.final
	for _, q := range problems {
		if q.Field == "about" {
			defs = append([]fieldDef{{name: "alone", kind: kindCheck, covers: []string{"about"}}}, defs...)
		}
	}
	value := none
	if problems != nil {
		value = r.form
	}
	p.Fields = r.fields(j.name, defs, value, problems)
	r.wrong(&p.Base, problems, p.Fields)
	r.linkToSteps(j, token, d, &p.Base, problems)
	return r.render(status(problems), "check", p)
}

// linkToSteps gives each problem of an earlier step a link to that step's page.
func (r *request) linkToSteps(j *journey, token registry.Token, d *registry.Draft, b *Base, problems registry.Problems) {
	for i, q := range problems {
		if b.Problems[i].ID != "" {
			continue
		}
		for _, st := range j.of(d) {
			for _, f := range st.fields {
				if f.name == q.Field || slices.Contains(f.covers, q.Field) {
					b.Problems[i].URL = r.to(j.path(token, st.name)) + "?back=check"
				}
			}
		}
	}
}

// groups lists the answers: what everybody sees, and what is never published.
func (r *request) groups(j *journey, token registry.Token, d *registry.Draft) []factGroup {
	groups := []string{"public", "private"}
	if j.kind == registry.DraftReport {
		groups = groups[1:] // nothing of a report is public
	}
	var out []factGroup
	for _, name := range groups {
		key := "check." + j.name + "." + name
		g := factGroup{Title: r.t(key), Text: r.t(key + ".text")}
		for _, st := range j.of(d) {
			for _, f := range st.fields {
				if len(groups) == 1 || f.private == (name == "private") {
					g.Facts = append(g.Facts, r.answerFact(j, token, st, f, d))
				}
			}
		}
		out = append(out, g)
	}
	return out
}

func (r *request) answerFact(j *journey, token registry.Token, st step, f fieldDef, d *registry.Draft) Fact {
	get := func(name string) string { return d.Answers[name] }
	shownField := r.field(j.name, f, get)
	value := shownField.Value
	switch f.kind {
	case kindRadios, kindCheck:
		value = ""
		for _, o := range shownField.Options {
			if o.Checked {
				value = o.Label
			}
		}
	case kindDate:
		a := r.answers(get)
		value = r.date(a.date(f.name))
	case kindSpan:
		value = r.span(get(f.name+".min"), get(f.name+".max"))
	}
	if value == "" {
		value = r.t("check.missing")
	}
	return Fact{Term: shownField.Label, Value: value, Change: r.to(j.path(token, st.name)) + "?back=check"}
}

func (r *request) span(lo, hi string) string {
	switch {
	case lo == "":
		return hi
	case hi == "" || lo == hi:
		return lo
	}
	return r.t("age.range", "min", lo, "max", hi)
}

// send files the notice or report of a draft, once.
func (s *Server) send(j *journey) handler {
	return func(r *request) error {
		token, d, err := r.draft(j)
		if err != nil {
			return err
		}
		if d.Sent != (registry.Ref{}) {
			return r.redirect(j.path(token, "done"))
		}
		if r.form("later") != "" {
			return r.redirect(j.path(token, "saved"))
		}
		problems, err := r.file(j, token, d)
		if err != nil {
			return err
		}
		if len(problems) > 0 {
			return r.checkAnswers(j, token, d, problems)
		}
		return r.redirect(j.path(token, "done"))
	}
}

// file turns the answers into a request of the domain and files it. The event is
// the draft's; a form that names another is a problem.
func (r *request) file(j *journey, token registry.Token, d *registry.Draft) (registry.Problems, error) {
	a := r.answers(func(name string) string {
		if v, ok := d.Answers[name]; ok {
			return v
		}
		return r.form(name)
	})
	event := d.Event
	if slug := r.form("event"); slug != "" {
		event = r.eventOf(slug)
	}
	var err error
	if j.kind == registry.DraftNotice {
		req := a.notice(r.today(), r.cat.Code)
		req.Draft, req.Event = token, event
		if err = a.Problems.Err(); err == nil {
			_, err = r.Service.FileNotice(r.ctx, registry.Viewer{}, req)
		} else {
			err = join(a.Problems, registry.CheckNotice(&req, r.now()))
		}
	} else {
		req := a.report(r.today(), r.cat.Code)
		req.Draft, req.Event, req.About = token, event, d.About
		if err = a.Problems.Err(); err == nil {
			_, err = r.Service.ReportFound(r.ctx, registry.Viewer{}, req)
		}
	}
	if p, ok := err.(registry.Problems); ok {
		return p, nil
	}
	return nil, err
}

// donePage is the receipt.
type donePage struct {
	Base
	Reference, Code, KeepText string
	ManageURL, ManageAddress  string
	PublicURL                 string
	Next                      []string
}

func (s *Server) done(j *journey) handler {
	return func(r *request) error {
		token, d, err := r.draft(j)
		if err != nil {
			return err
		}
		if d.Sent == (registry.Ref{}) {
			return r.redirect(j.path(token, "check"))
		}
		rec, err := r.Service.Receipt(r.ctx, token)
		if err != nil {
			return err
		}
		link := "/m/" + string(rec.Code)
		p := donePage{
			Base: r.base(r.t("done."+j.name+".title"), ""), Reference: rec.Reference.String(), Code: rec.Code.Groups(),
			KeepText: r.t("done." + j.name + ".keep"), ManageURL: r.to(link), ManageAddress: r.absolute(link),
		}
		for _, n := range []string{"1", "2", "3"} {
			p.Next = append(p.Next, r.t("done."+j.name+".next."+n))
		}
		if j.kind == registry.DraftNotice {
			if _, err := r.Service.PublicNotice(r.ctx, rec.Reference); err == nil {
				p.PublicURL = r.to("/p/" + string(rec.Reference))
			}
		}
		return r.render(http.StatusOK, "done", p)
	}
}
