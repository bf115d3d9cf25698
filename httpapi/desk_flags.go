package httpapi

import (
	"strconv"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// deskFlagsPage is the list of notices that people flagged.
type deskFlagsPage struct {
	Base
	Items []FlagLine
	First int
	Pages []PageLink
	Undo  string // where the last answer is taken back
}

// FlagLine is one of them, with what was said and the form to answer.
type FlagLine struct {
	URL, Action, Until, Tag, TagTone string
	Counts                           string
	Vouched                          bool
	Name                             NameText
	Said                             []TimelineEntry
	Fields                           []Field
}

const flagsSize = 20

var flagAnswerFields = []fieldDef{{name: "act", kind: kindRadios, options: []string{"dismiss", "hide", "false"}}, {name: "note", kind: kindArea, rows: 2}}

func (s *Server) deskFlags(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.flagsPage("", nil)
}

// flagsPage shows the list, with the problems of the form of one notice.
func (r *request) flagsPage(wrong registry.Reference, problems registry.Problems) error {
	page := r.pageNumber()
	list, total, err := r.Service.FlagQueue(r.ctx, r.viewer, (page-1)*flagsSize, flagsSize)
	if err != nil {
		return err
	}
	r.here = "/desk/flags"
	p := deskFlagsPage{Base: r.base(r.t("flags.title", "n", total), "/desk/queue"), First: (page-1)*flagsSize + 1}
	if ref, ok := registry.ParseReference(r.c.QueryParam("answered")); ok {
		p.Flash, p.Undo = "flash.flags", r.to("/desk/flags/"+string(ref)+"/undo")
	}
	for _, f := range list {
		value, own := none, registry.Problems(nil)
		if f.Reference == wrong {
			value, own = r.form, problems
		}
		l := r.flagLine(f)
		l.Fields = r.fields("flags", flagAnswerFields, value, own)
		for i := range l.Fields {
			l.Fields[i].ID += "-" + string(f.Reference)
		}
		r.wrong(&p.Base, own, l.Fields)
		p.Items = append(p.Items, l)
	}
	p.Pages = pageLinks(min(total, 50*flagsSize), flagsSize, page, func(n int) string { return r.to("/desk/flags?page=" + strconv.Itoa(n)) })
	return r.render(status(problems), "flags", p)
}

func (r *request) flagLine(f registry.Flagged) FlagLine {
	l := FlagLine{
		URL: r.to("/desk/notices?ref=" + string(f.Reference)), Action: r.to("/desk/flags/" + string(f.Reference)),
		Until: strconv.FormatInt(r.now().UnixMilli(), 10), Counts: r.t("flags.counts", "n", f.Total, "sources", f.Sources),
		Vouched: f.Vouched, Name: r.mainName(f.Person.Names),
	}
	l.Tag, l.TagTone = r.t("tag.looking"), "info"
	switch f.State {
	case registry.NoticeHeld:
		l.Tag, l.TagTone = r.t("tag.held"), "review"
	case registry.NoticeClosed:
		l.Tag, l.TagTone = r.t("tag.closed"), ""
	}
	for _, one := range f.Flags {
		text := r.t("field.flag.reason.option." + string(one.Reason))
		if one.Text != "" {
			text += "\n" + one.Text
		}
		if len(one.Doubts) > 0 {
			text += "\n" + r.t("flags.doubted")
		}
		l.Said = append(l.Said, TimelineEntry{Text: text, Meta: r.at(one.Made)})
	}
	return l
}

func (s *Server) answerFlags(r *request) error {
	n, err := r.formNotice()
	if err != nil {
		return err
	}
	ms, _ := strconv.ParseInt(r.form("until"), 10, 64) // none: no flag was seen
	err = s.Service.AnswerFlags(r.ctx, r.viewer, registry.AnswerFlags{
		Notice: n.ID, Act: registry.FlagAct(r.form("act")), Note: r.form("note"), Until: time.UnixMilli(ms),
	})
	again := func(problems registry.Problems) error { return r.flagsPage(n.Reference, problems) }
	return r.governed(err, again, "/desk/flags?answered="+string(n.Reference))
}

func (s *Server) undoFlags(r *request) error {
	n, err := r.formNotice()
	if err != nil {
		return err
	}
	if err := s.Service.UndoFlags(r.ctx, r.viewer, n.ID); err != nil {
		return err
	}
	return r.redirect("/desk/flags")
}
