package httpapi

import (
	"path"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// deskNoticePage is a notice as moderators see it.
type deskNoticePage struct {
	Base
	Reference, Action string
	Tag, TagTone      string
	Open              bool
	Review            *reviewBox
	Closing           string // who wishes to close it, waiting for a second person
	ClosingWhy        string
	Facts             []Fact
	Timeline          []TimelineEntry
	Say, Close        []Field
	Erase, Keep       []Field // one of them
	EraseText         string
	Shield            []Field // none where the age shields the person
	AtRisk            bool    // people or the filer said so
	Mute              []Field
	Muted             bool // the family's words are kept from everybody
	Once              string
}

var (
	deskShieldFields = []fieldDef{{name: "shield_note"}}
	deskMuteFields   = []fieldDef{{name: "mute_note"}}
)

var deskCloseFields = []fieldDef{
	{name: "reason", kind: kindRadios, options: []string{"false", "mistake", "found", "other"}},
	{name: "note"},
}

func (s *Server) deskNotice(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.deskPage(r.c.QueryParam("ref"), nil)
}

func (r *request) deskPage(reference string, problems registry.Problems) error {
	ref, ok := registry.ParseReference(reference)
	if !ok {
		return &registry.Error{Op: "deskPage", Kind: registry.KindNotFound}
	}
	n, err := r.Service.DeskNotice(r.ctx, r.viewer, ref)
	if err != nil {
		return err
	}
	r.useEvent(n.Event)
	r.here = "/desk/notices?ref=" + string(ref)
	p := deskNoticePage{
		Base: r.base(r.mainName(n.Person.Names).Text, "/desk/queue"), Reference: ref.String(), Action: r.to("/desk/notices/" + string(ref)),
		Open: n.State == registry.NoticeOpen, Facts: r.noticeFacts(n.ModeratorNotice), Once: registry.NewID(),
	}
	same, err := r.sameContacts(registry.Ref{Kind: registry.KindNotice, ID: string(n.ID)})
	if err != nil {
		return err
	}
	p.Facts = append(p.Facts, same...)
	if c := n.Closing; c != nil {
		p.Closing, p.ClosingWhy = r.t("second.pending", "name", r.colleague(c.By), "reason", r.t("field.desk.reason.option."+string(c.Reason))), c.Why
	}
	p.Tag, p.TagTone = r.t("tag.looking"), "info"
	if !p.Open {
		p.Tag, p.TagTone = r.t("tag.closed"), ""
	}
	if n.State == registry.NoticeHeld {
		p.Tag, p.TagTone = r.t("tag.held"), "review"
	}
	if once := r.form("once"); once != "" && len(problems) > 0 {
		p.Once = once
	}
	for i := len(n.Statements) - 1; i >= 0; i-- {
		p.Timeline = append(p.Timeline, r.statement(n.Statements[i]))
	}
	p.Timeline = append(p.Timeline, TimelineEntry{Text: r.t("timeline.filed"), Meta: r.at(n.Filed)})
	p.Say = r.fields("desk", sayFields, r.form, r.sentTo("say", problems))
	p.Close = r.fields("desk", deskCloseFields, r.form, r.sentTo("close", problems))
	p.Review = r.reviewBox(n, r.sentTo("hold review unrefuse", problems))
	p.Erase, p.EraseText = r.fields("desk", deskEraseFields, r.form, r.sentTo("erase", problems)), r.t("desk.erase.text")
	if n.Removing {
		p.Erase, p.Keep, p.EraseText = nil, r.fields("desk", deskKeepFields, r.form, r.sentTo("keep", problems)), r.t("desk.erasing", "date", r.day(n.Gone))
	}
	if p.AtRisk = n.AtRisk; n.AtRisk || !n.Shielded {
		p.Shield = r.fields("desk", deskShieldFields, r.form, r.sentTo("shield", problems))
	}
	if p.Muted = n.Muted; n.Muted || n.Voiced {
		p.Mute = r.fields("desk", deskMuteFields, r.form, r.sentTo("mute", problems))
		if n.Muted {
			p.Mute[0].Label = r.t("field.desk.mute_note.again")
		}
	}
	r.wrong(&p.Base, problems, p.Say, p.Close, p.Review.Fields, p.Shield, p.Mute, p.Erase, p.Keep)
	return r.render(status(problems), "desknotice", p)
}

// sentTo returns the problems of the form that was sent to one of these paths,
// so that a field of the same name in another form stays as it is.
func (r *request) sentTo(forms string, problems registry.Problems) registry.Problems {
	if slices.Contains(strings.Fields(forms), path.Base(r.c.Path())) {
		return problems
	}
	return nil
}

// statement is a statement as moderators see it.
func (r *request) statement(st registry.DeskStatement) TimelineEntry {
	text := st.Text
	if st.Kind == registry.ContactOpened {
		text = r.openedSaid(st.Text)
	}
	text = r.claimSaid(st.Kind, text)
	by := r.t("by." + string(st.By))
	if st.Public {
		by = r.t("by.public", "by", by)
	}
	return TimelineEntry{Text: text, Meta: r.t("meta.said", "by", by, "when", r.at(st.Made))}
}

func (s *Server) deskSay(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		ref := registry.Ref{Kind: registry.KindNotice, ID: string(n.ID)}
		return s.Service.AddStatement(r.ctx, r.viewer, ref, r.form("text"), r.form("public") != "", r.form("once"))
	})
}

func (s *Server) deskShield(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		return s.Service.ShieldNotice(r.ctx, r.viewer, n.ID, r.form("risk") != "", r.form("shield_note"))
	})
}

func (s *Server) deskMute(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		return s.Service.MuteNotice(r.ctx, r.viewer, n.ID, r.form("mute") != "", r.form("mute_note"))
	})
}

func (s *Server) deskClose(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		return s.Service.CloseNotice(r.ctx, r.viewer, n.ID, registry.CloseReason(r.form("reason")), r.form("note"))
	})
}

// formNotice lets a form of moderators through, and returns the notice that its
// address names.
func (r *request) formNotice() (n registry.DeskNotice, err error) {
	if err := r.staffForm(); err != nil {
		return n, err
	}
	ref, err := r.reference()
	if err != nil {
		return n, err
	}
	return r.Service.DeskNotice(r.ctx, r.viewer, ref)
}

// deskForm runs a use-case on the notice that the address names.
func (r *request) deskForm(use func(registry.DeskNotice) error) error {
	n, err := r.formNotice()
	if err != nil {
		return err
	}
	again := func(problems registry.Problems) error { return r.deskPage(string(n.Reference), problems) }
	return r.governed(use(n), again, "/desk/notices?ref="+string(n.Reference))
}

// noticeFacts is everything about a notice that moderators see.
func (r *request) noticeFacts(n registry.ModeratorNotice) []Fact {
	p := n.Person
	list := facts(
		r.fact("names", joinNames(p.Names)), r.fact("birth", r.date(p.Birth)), r.fact("age", r.age(&p)), r.fact("sex", r.sexWord(p.Sex)),
		r.fact("seen", r.when(n.LastSeen.From)), r.fact("area", n.LastSeen.Place.Area), r.fact("place", n.LastSeen.Place.Text),
	)
	list = append(list, r.bodyFacts(p)...)
	return append(list, facts(
		r.fact("companions", p.Companions), r.fact("medical", p.Medical), r.fact("languages", r.languages(p.Languages)), r.fact("household", p.Household), r.fact("home", placeText(p.Home)),
		r.fact("visibility", r.t("visibility."+string(n.Visibility))), r.fact("relation", joinLines(n.Relations)),
	)...)
}
