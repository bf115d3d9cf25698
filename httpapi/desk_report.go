package httpapi

import (
	"github.com/retrouve/retrouve/registry"
)

// deskReportPage is a report as moderators see it, among the reports of one patient.
type deskReportPage struct {
	Base
	Reference, Action string
	Tag, TagTone      string
	Chain             []ChainLine
	Newest, Moved     bool
	Facts             []Fact
	Timeline          []TimelineEntry
	Later, Undo       []Field
}

// ChainLine is one report of a patient; Moved says how the next one was found.
type ChainLine struct {
	URL, Reference, Where, Moved string
	Here, Withdrawn              bool
}

var laterFields = []fieldDef{{name: "to", dir: "ltr", width: "w10"}, {name: "contact_point", optional: true}, {name: "reason", kind: kindArea, rows: 3}}

func (s *Server) deskReport(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.deskReportPage(r.c.QueryParam("ref"), nil)
}

func (r *request) deskReportPage(reference string, problems registry.Problems) error {
	ref, ok := registry.ParseReference(reference)
	if !ok {
		return &registry.Error{Op: "deskReportPage", Kind: registry.KindNotFound}
	}
	v, err := r.Service.DeskReport(r.ctx, r.viewer, ref)
	if err != nil {
		return err
	}
	r.useEvent(v.Event)
	r.here = "/desk/reports?ref=" + string(ref)
	p := deskReportPage{
		Base: r.base(r.t("desk.report.title", "name", r.mainName(v.Person.Names).Text), "/desk/queue"), Reference: ref.String(),
		Action: "/desk/reports/" + string(ref), Tag: r.t("tag.received"), TagTone: "info", Facts: r.reportFacts(v.ModeratorReport),
	}
	same, err := r.sameContacts(registry.Ref{Kind: registry.KindReport, ID: string(v.ID)})
	if err != nil {
		return err
	}
	p.Facts = append(p.Facts, same...)
	if v.State == registry.ReportWithdrawn {
		p.Tag, p.TagTone = r.t("tag.withdrawn"), ""
	}
	for _, c := range v.Chain {
		p.Chain = append(p.Chain, r.chainLine(c))
		p.Newest = p.Newest || c.Here && c.Later == nil
		p.Moved = p.Moved || c.Here && c.Later != nil
	}
	for i := len(v.Statements) - 1; i >= 0; i-- {
		p.Timeline = append(p.Timeline, r.statement(v.Statements[i]))
	}
	p.Timeline = append(p.Timeline, TimelineEntry{Text: r.t("timeline.reported"), Meta: r.at(v.Filed)})
	p.Later = r.fields("later", laterFields, r.form, problems)
	p.Undo = r.fields("later", undoFields, r.form, problems)
	r.wrong(&p.Base, problems, p.Later, p.Undo)
	return r.render(status(problems), "deskreport", p)
}

func (r *request) chainLine(c registry.ChainReport) ChainLine {
	l := ChainLine{URL: r.to("/desk/reports?ref=" + string(c.Reference)), Reference: c.Reference.String(), Here: c.Here, Withdrawn: c.State == registry.ReportWithdrawn}
	for _, s := range []string{c.Area, c.Organisation} {
		if s != "" {
			l.Where = s
		}
	}
	if t := c.Later; t != nil {
		l.Moved = r.t("desk.report.moved", "when", r.at(t.At), "reason", t.Reason)
	}
	return l
}

// reportFacts is everything about a report that moderators see.
func (r *request) reportFacts(v registry.ModeratorReport) []Fact {
	list := append(facts(r.fact("names", joinNames(v.Person.Names)), r.fact("sex", r.sexWord(v.Person.Sex)), r.fact("age", r.age(&v.Person))), r.bodyFacts(v.Person)...)
	return append(list, facts(
		r.fact("companions", v.Person.Companions), r.fact("household", v.Person.Household), r.fact("languages", r.languages(v.Person.Languages)),
		r.fact("condition", r.condition(v.Condition)), r.fact("confidence", r.t("confidence."+v.Known.String())), r.fact("source", r.source(v)),
		r.fact("contact_point", v.ContactPoint), r.fact("text", v.Text), r.fact("tag", v.Tag),
		r.fact("found_at", r.when(v.Found.From)), r.fact("found_area", v.Found.Place.Area), r.fact("found_place", v.Found.Place.Text),
	)...)
}

func (s *Server) deskLater(r *request) error {
	return r.deskReportForm(func(id registry.ReportID) error {
		to, _ := registry.ParseReference(r.form("to")) // none: the registry says so
		return s.Service.MarkLater(r.ctx, r.viewer, registry.MarkLater{Report: id, To: to, ContactPoint: r.form("contact_point"), Reason: r.form("reason")})
	})
}

func (s *Server) deskUndoLater(r *request) error {
	return r.deskReportForm(func(id registry.ReportID) error {
		return s.Service.UndoLater(r.ctx, r.viewer, id, r.form("undo_reason"))
	})
}

// deskReportForm runs a use-case on the report that the address names.
func (r *request) deskReportForm(use func(registry.ReportID) error) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	ref, err := r.reference()
	if err != nil {
		return err
	}
	v, err := r.Service.DeskReport(r.ctx, r.viewer, ref)
	if err != nil {
		return err
	}
	again := func(problems registry.Problems) error { return r.deskReportPage(string(ref), problems) }
	return r.governed(use(v.ID), again, "/desk/reports?ref="+string(ref))
}
