package httpapi

import (
	"net/http"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
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
	Alike         *alikeBox // notices that may be of the same person
	Guard         *Guard
	Other         *otherForm // leads from joining a notice back to filing one
}

// factGroup is a titled list of facts.
type factGroup struct {
	Title, Text string
	Facts       []Fact
}

// Fact is one line of a list: what, and its value; Change leads to where it can
// be changed.
type Fact struct{ Term, Value, Change string }

func (r *request) showCheck(d *draft) error {
	return r.checkAnswers(d, nil)
}

func (r *request) checkAnswers(d *draft, problems registry.Problems) error {
	steps := d.pages()
	last := steps[len(steps)-1]
	p := checkPage{
		Base:   r.base(r.t("check."+d.name+".title"), d.to(last.name)),
		Number: len(steps) + 1, Steps: len(steps) + 1, Lead: r.t("check." + d.name + ".lead"), About: r.aboutLine(d),
		Groups: r.groups(d), Action: r.to(d.to("check")), Button: r.t("check." + d.name + ".button"),
	}
	if d.kind == registry.DraftNotice {
		p.Alike, p.Other = r.alike(d), r.otherForm(d)
	}
	defs := d.final
	for _, q := range problems {
		if q.Field == "about" && d.kind == registry.DraftReport {
			defs = append([]fieldDef{{name: "alone", kind: kindCheck, covers: []string{"about"}}}, defs...)
		}
	}
	value := none
	if problems != nil {
		value = r.form
	}
	p.Fields = r.fields(d.name, defs, value, problems)
	for i := range p.Fields {
		p.Fields[i].Only = true // the box to tick says it
	}
	r.wrong(&p.Base, problems, p.Fields)
	for i, q := range p.Problems {
		if q.Field == "about" && p.Other != nil {
			p.Problems[i].ID = "other"
		}
	}
	r.linkToSteps(d, &p.Base)
	var err error
	if p.Guard, err = r.guard(&p.Base, proofFile); err != nil {
		return err
	}
	return r.render(status(problems), "check", p)
}

// linkToSteps gives each problem of an earlier step a link to that step's page.
func (r *request) linkToSteps(d *draft, b *Base) {
	for i, q := range b.Problems {
		if q.ID != "" {
			continue
		}
		for _, st := range d.pages() {
			for _, f := range st.fields {
				if f.name == q.Field || slices.Contains(f.covers, q.Field) {
					b.Problems[i].URL = r.to(d.to(st.name)) + "?back=check"
				}
			}
		}
	}
}

// groups lists the answers: what everybody sees, and what is never published.
func (r *request) groups(d *draft) []factGroup {
	groups := []string{"public", "private"}
	if d.kind == registry.DraftReport || d.joins() {
		groups = groups[1:] // nothing of a report is public, or of who joins
	}
	var out []factGroup
	for _, name := range groups {
		key := "check." + d.name + "." + name
		g := factGroup{Title: r.t(key), Text: r.t(key + ".text")}
		for _, st := range d.pages() {
			for _, f := range st.fields {
				if len(groups) == 1 || f.private == (name == "private") {
					g.Facts = append(g.Facts, r.answerFact(d, st, f))
				}
			}
		}
		out = append(out, g)
	}
	if told := r.told(d); len(told) > 0 {
		out = append(out, factGroup{Title: r.t("check.join.told"), Text: r.t("check.join.told.text"), Facts: told})
	}
	return out
}

func (r *request) answerFact(d *draft, st step, f fieldDef) Fact {
	get := func(name string) string { return d.Answers[name] }
	shownField := r.field(d.name, f, get)
	value := cleaned(shownField.Value)
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
		value = r.span(cleaned(get(f.name+".min")), cleaned(get(f.name+".max")))
	}
	if value == "" {
		value = r.t("check.missing")
	}
	return Fact{Term: shownField.Label, Value: value, Change: r.to(d.to(st.name)) + "?back=check"}
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
func (r *request) send(d *draft) error {
	if r.form("later") != "" {
		return r.redirect(d.to("saved"))
	}
	problems, err := r.file(d)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return r.checkAnswers(d, problems)
	}
	return r.redirect(d.to("done"))
}

// file turns the answers into a request of the domain and files it. The event is
// the draft's; a form that names another is a problem.
func (r *request) file(d *draft) (registry.Problems, error) {
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
	switch {
	case d.joins():
		req := registry.JoinNotice{
			Sending: d.from, Event: event, Notice: d.About, Consent: a.value("consent") != "",
			Seeker: a.seeker(r.cat.Code), Text: r.toldText(d, a.text("text")),
		}
		if err = a.Problems.Err(); err == nil {
			_, err = r.Service.JoinNotice(r.ctx, req)
		}
	case d.kind == registry.DraftNotice:
		req := a.notice(r.today(), r.cat.Code)
		req.Sending, req.Event = d.from, event
		if err = a.Problems.Err(); err == nil {
			if err = r.doubtNotice(&req); err != nil {
				return nil, err
			}
			_, err = r.Service.FileNotice(r.ctx, registry.Viewer{}, req)
		} else {
			err = join(a.Problems, registry.CheckNotice(&req, r.now()))
		}
	default:
		req := a.report(r.today(), r.cat.Code)
		req.Sending, req.Event, req.About = d.from, event, d.About
		if err = a.Problems.Err(); err == nil {
			r.brakes.pay(access.ActFile, actor{address: r.address()}, r.now()) // never refused: nothing of a report is public
			if req.Ways, _, err = r.ways(req.Text + " " + req.Person.Description); err != nil {
				return nil, err
			}
			_, err = r.Service.ReportFound(r.ctx, registry.Viewer{}, req)
		} else {
			err = joinReport(a.Problems, &req, r.now())
		}
	}
	if p, ok := err.(registry.Problems); ok {
		return p, nil
	}
	return nil, err
}

// joinReport adds to what could not be read all that the registry would refuse. That
// nothing is known of the person is left out: it may be what could not be read.
func joinReport(unread registry.Problems, req *registry.ReportFound, now time.Time) registry.Problems {
	all := join(unread, registry.CheckReport(req, now))
	return slices.DeleteFunc(all, func(p registry.Problem) bool { return p.Field == "names" && p.Code == "something" })
}

// donePage is the receipt.
type donePage struct {
	Base
	Reference, Code, KeepText string
	ManageURL, ManageAddress  string
	PublicURL                 string
	Held                      bool // a person looks at it before it is shown
	Next                      []string
}

func (r *request) done(d *draft) error {
	if !d.sent() {
		return r.redirect(d.to("check"))
	}
	rec, err := r.Service.Receipt(r.ctx, d.from.Draft)
	if err != nil {
		return err
	}
	link := "/m/" + string(rec.Code)
	p := donePage{
		Base: r.base(r.t("done."+d.name+".title"), ""), Reference: rec.Reference.String(), Code: rec.Code.Printed(),
		KeepText: r.t("done." + d.name + ".keep"), ManageURL: r.to(link), ManageAddress: r.absolute(link),
	}
	for _, n := range []string{"1", "2", "3"} {
		p.Next = append(p.Next, r.t("done."+d.name+".next."+n))
	}
	if d.kind == registry.DraftNotice {
		if _, err := r.Service.PublicNotice(r.ctx, rec.Reference); err == nil {
			p.PublicURL = r.to("/p/" + string(rec.Reference))
		}
		p.Held = rec.Held
	}
	return r.render(http.StatusOK, "done", p)
}
