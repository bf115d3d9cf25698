package httpapi

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// arrivalsPage lists what an organisation reported, newest first.
type arrivalsPage struct {
	Base
	Lead  string
	Items []ArrivalLine
	Pages []PageLink
}

// ArrivalLine is one report of the organisation.
type ArrivalLine struct {
	URL, Meta, Tag, TagTone, Progress string
	Name                              NameText
}

// arrivalPage is one report of the organisation, with what to do next.
type arrivalPage struct {
	Base
	Reference, Action, Tag, TagTone string
	Progress                        string
	Open                            bool
	Facts                           []Fact
	Timeline                        []TimelineEntry
	Say                             []Field
	Once                            string
}

// newArrivalPage is the one dense form of people who report many.
type newArrivalPage struct {
	Base
	Lead, Once, Like string
	Fields           []Field
}

const arrivalsSize = 20

func (s *Server) arrivalRoutes(r router) {
	r.get("/desk/arrivals", s.arrivals)
	r.get("/desk/arrivals/new", s.newArrival)
	r.post("/desk/arrivals/new", s.fileArrival)
	r.get("/desk/arrivals/:ref", s.arrival)
	r.post("/desk/arrivals/:ref/say", s.arrivalSay)
	r.post("/desk/arrivals/:ref/withdraw", s.arrivalWithdraw)
}

// reporter refuses who is not a member of an organisation.
func (r *request) reporter() error {
	if r.viewer.Ring == registry.RingOrganisation {
		return nil
	}
	return r.refused()
}

func (s *Server) arrivals(r *request) error {
	if err := r.reporter(); err != nil {
		return err
	}
	page := r.pageNumber()
	list, total, err := s.Service.OwnReports(r.ctx, r.viewer, (page-1)*arrivalsSize, arrivalsSize)
	if err != nil {
		return err
	}
	p := arrivalsPage{Base: r.base(r.t("arrivals.title", "n", total), ""), Lead: r.t("arrivals.lead")}
	for _, v := range list {
		r.useEvent(v.Event)
		tag, tone := r.arrivalTag(v)
		p.Items = append(p.Items, ArrivalLine{
			URL: r.to("/desk/arrivals/" + string(v.Reference)), Name: r.mainName(v.Person.Names), Tag: tag, TagTone: tone,
			Meta: r.t("arrivals.meta", "reference", v.Reference.String(), "when", r.at(v.Filed)), Progress: r.progress(v),
		})
	}
	p.Pages = pageLinks(total, arrivalsSize, page, func(n int) string { return r.to("/desk/arrivals?page=" + strconv.Itoa(n)) })
	return r.render(http.StatusOK, "arrivals", p)
}

func (r *request) arrivalTag(v registry.OwnReport) (word, tone string) {
	switch {
	case v.State == registry.ReportWithdrawn:
		return r.t("tag.withdrawn"), ""
	case v.Progress == registry.ProgressChecking:
		return r.t("tag.checking"), "attention"
	case v.Progress != registry.ProgressNone:
		return r.t("tag.match"), "good"
	}
	return r.t("tag.received"), "info"
}

// progress says what becomes of a report, and what its source does next.
func (r *request) progress(v registry.OwnReport) string {
	if v.State == registry.ReportWithdrawn {
		return ""
	}
	if v.Progress == registry.ProgressNone {
		return r.t("arrival.progress.none")
	}
	return r.t("arrival.progress." + string(v.Progress))
}

// arrivalFields are the questions of the dense form, for who may report a death
// and who may not.
func arrivalFields(deaths bool) []fieldDef {
	conditions := slices.Clone(stateStep.fields[0].options)
	if deaths {
		conditions = slices.Insert(conditions, len(conditions)-1, string(registry.ConditionDeceased)) // before "I do not know"
	}
	return []fieldDef{
		{name: "names"}, {name: "claimed_by", optional: true}, sexField, ageField, {name: "tag", dir: "ltr", width: "w10", optional: true},
		{name: "condition", kind: kindRadios, options: conditions}, sureStep.fields[0],
		heightField, hairField, eyesField, clothesField, carriedField, marksField, {name: "description", kind: kindArea, rows: 3},
		areaField, placeField, whenField, timeField, {name: "contact_point", private: true},
	}
}

func (s *Server) newArrival(r *request) error {
	if err := r.reporter(); err != nil {
		return err
	}
	like := map[string]string{}
	if ref, ok := registry.ParseReference(r.c.QueryParam("like")); ok {
		v, err := s.Service.OwnReport(r.ctx, r.viewer, ref)
		if err != nil {
			return err
		}
		like = map[string]string{"area": v.Found.Place.Area, "place": v.Found.Place.Text, "contact_point": v.ContactPoint}
		return r.newArrivalPage(func(name string) string { return like[name] }, nil, v.Reference.String())
	}
	return r.newArrivalPage(func(name string) string { return like[name] }, nil, "")
}

func (r *request) newArrivalPage(value func(string) string, problems registry.Problems, filed string) error {
	o, err := r.Service.MyOrganisation(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	p := newArrivalPage{Base: r.base(r.t("arrival.new.title"), "/desk/arrivals"), Lead: r.t("arrival.new.lead", "organisation", o.Name), Once: r.form("once")}
	if p.Once == "" {
		p.Once = registry.NewID()
	}
	if filed != "" {
		p.Like = r.t("arrival.filed", "reference", filed)
	}
	p.Fields = append(r.eventField(cmp.Or(value("event"), r.chosen), problems), r.fields("report", arrivalFields(o.MayReportDead), value, problems)...)
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "newarrival", p)
}

// fileArrival files one report and shows an empty form for the next, with the
// place of this one.
func (s *Server) fileArrival(r *request) error {
	if err := r.reporter(); err != nil {
		return err
	}
	if err := r.own(); err != nil {
		return err
	}
	a := r.answers(r.form)
	req := a.report(r.today(), r.cat.Code)
	req.Event, req.Once = r.eventOf(r.form("event")), r.form("once")
	a.Problems = append(a.Problems, r.whichEvent(r.form("event"))...)
	err := a.Problems.Err()
	var got registry.Receipt
	if err == nil {
		got, err = s.Service.ReportFound(r.ctx, r.viewer, req)
	} else {
		err = joinReport(a.Problems, &req, r.now())
	}
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.newArrivalPage(r.form, problems, "")
	}
	if err != nil {
		return err
	}
	r.chosen = cmp.Or(r.chosen, r.form("event"))
	return r.redirect("/desk/arrivals/new?like=" + string(got.Reference))
}

func (s *Server) arrival(r *request) error {
	if err := r.reporter(); err != nil {
		return err
	}
	return r.arrivalPage(nil)
}

func (r *request) ownReport() (registry.OwnReport, error) {
	ref, err := r.reference()
	if err != nil {
		return registry.OwnReport{}, err
	}
	return r.Service.OwnReport(r.ctx, r.viewer, ref)
}

func (r *request) arrivalPage(problems registry.Problems) error {
	v, err := r.ownReport()
	if err != nil {
		return err
	}
	r.useEvent(v.Event)
	r.here = "/desk/arrivals/" + string(v.Reference)
	p := arrivalPage{
		Base: r.base(r.mainName(v.Person.Names).Text, "/desk/arrivals"), Reference: v.Reference.String(), Action: r.here,
		Progress: r.progress(v), Open: v.State == registry.ReportOpen, Facts: r.reportFacts(v.ModeratorReport), Once: registry.NewID(),
	}
	p.Tag, p.TagTone = r.arrivalTag(v)
	if once := r.form("once"); once != "" && len(problems) > 0 {
		p.Once = once
	}
	p.Timeline = append(r.saidTimeline(v.Statements), TimelineEntry{Text: r.t("timeline.reported"), Meta: r.at(v.Filed)})
	p.Say = r.fields("manage", sourceFields, r.form, problems)
	r.wrong(&p.Base, problems, p.Say)
	return r.render(status(problems), "arrival", p)
}

// arrivalForm runs a use-case on the report that the address names.
func (r *request) arrivalForm(use func(registry.OwnReport) error) error {
	if err := r.reporter(); err != nil {
		return err
	}
	if err := r.own(); err != nil {
		return err
	}
	v, err := r.ownReport()
	if err != nil {
		return err
	}
	return r.governed(use(v), r.arrivalPage, "/desk/arrivals/"+string(v.Reference))
}

func (s *Server) arrivalSay(r *request) error {
	return r.arrivalForm(func(v registry.OwnReport) error {
		return s.Service.AddStatement(r.ctx, r.viewer, v.Ref(), r.form("text"), false, r.form("once"))
	})
}

func (s *Server) arrivalWithdraw(r *request) error {
	return r.arrivalForm(func(v registry.OwnReport) error { return s.Service.WithdrawOwn(r.ctx, r.viewer, v.ID) })
}
