package httpapi

import (
	"net/url"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// sourcesPage lists the ways by which most records came.
type sourcesPage struct {
	Base
	Ways []WayLine
}

// WayLine is one way.
type WayLine struct{ URL, Kind, Count string }

// sourcePage is what came by one way, with what can be done about all of it.
type sourcePage struct {
	Base
	Kind, Shown string
	Lines       []SourceLine
	Action, Way string
	Once        string
	Fields      []Field
	Undo        string // says what can be taken back
}

// SourceLine is one record.
type SourceLine struct {
	URL, Tag, TagTone, When string
	Name                    NameText
}

const sourceSize = 50

var sweepFields = []fieldDef{{name: "act", kind: kindRadios, options: []string{"hold", "release", "false"}}, {name: "note", kind: kindArea, rows: 2}}

func (s *Server) sourceRoutes(r router) {
	r.get("/desk/sources", s.sources)
	r.get("/desk/sources/one", s.source)
	r.post("/desk/sources/sweep", s.sweep)
	r.post("/desk/sources/undo", s.unsweep)
}

func (s *Server) sources(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	list, err := s.Service.Ways(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	p := sourcesPage{Base: r.base(r.t("sources.title"), "/desk/queue")}
	for _, w := range list {
		p.Ways = append(p.Ways, WayLine{URL: r.to(wayAddress(w.Way)), Kind: r.wayName(w.Way), Count: r.t("sources.count", "n", w.Records)})
	}
	return r.render(status(nil), "sources", p)
}

// wayName says what a way is, and which one where that tells of nobody.
func (r *request) wayName(w registry.Way) string {
	name, value := r.t("way."+string(w.Kind())), strings.TrimPrefix(string(w), string(w.Kind())+":")
	switch w.Kind() {
	case registry.WayImport:
		return name + " – " + value
	case registry.WayAccount:
		return name + " – " + r.colleague(registry.AccountID(value))
	}
	return name
}

func wayAddress(w registry.Way) string { return "/desk/sources/one?way=" + url.QueryEscape(string(w)) }

func (s *Server) source(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.sourcePage(registry.Way(r.c.QueryParam("way")), nil)
}

func (r *request) sourcePage(way registry.Way, problems registry.Problems) error {
	v, err := r.Service.ByWay(r.ctx, r.viewer, way, sourceSize)
	if err != nil {
		return err
	}
	r.here = wayAddress(way)
	p := sourcePage{
		Base: r.base(r.t("sources.one", "n", v.Total), "/desk/sources"), Kind: r.wayName(way), Way: string(way), Once: registry.NewID(),
	}
	if v.Total > sourceSize {
		p.Shown = r.t("sources.shown", "n", sourceSize)
	}
	for _, n := range v.Notices {
		l := SourceLine{URL: r.to("/desk/notices?ref=" + string(n.Reference)), Name: r.mainName(n.Person.Names), When: r.at(n.Filed), Tag: r.t("tag.looking"), TagTone: "info"}
		switch n.State {
		case registry.NoticeHeld:
			l.Tag, l.TagTone = r.t("tag.held"), "review"
		case registry.NoticeClosed:
			l.Tag, l.TagTone = r.t("tag.closed"), ""
		}
		p.Lines = append(p.Lines, l)
	}
	for _, rep := range v.Reports {
		l := SourceLine{URL: r.to("/desk/reports?ref=" + string(rep.Reference)), Name: r.mainName(rep.Person.Names), When: r.at(rep.Filed), Tag: r.t("tag.received"), TagTone: "info"}
		if rep.State == registry.ReportWithdrawn {
			l.Tag, l.TagTone = r.t("tag.withdrawn"), ""
		}
		p.Lines = append(p.Lines, l)
	}
	if w := v.Undo; w != nil {
		p.Undo = r.t("sources.undo", "act", r.t("field.sweep.act.option."+string(w.Act)), "when", r.at(w.At), "name", r.colleague(w.By), "note", w.Note)
	}
	p.Fields = r.fields("sweep", sweepFields, r.form, problems)
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "source", p)
}

func (s *Server) sweep(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	way := registry.Way(r.form("way"))
	_, err := s.Service.SweepWay(r.ctx, r.viewer, registry.SweepWay{Once: r.form("once"), Way: way, Act: registry.SweepAct(r.form("act")), Note: r.form("note")})
	again := func(problems registry.Problems) error { return r.sourcePage(way, problems) }
	return r.governed(err, again, wayAddress(way))
}

func (s *Server) unsweep(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	way := registry.Way(r.form("way"))
	if _, err := s.Service.UndoSweep(r.ctx, r.viewer, way); err != nil {
		return err
	}
	return r.redirect(wayAddress(way))
}
