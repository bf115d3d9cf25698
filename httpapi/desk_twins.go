package httpapi

import (
	"slices"

	"github.com/retrouve/retrouve/registry"
)

// deskTwinsPage shows moderators who else looks for the person of a notice.
type deskTwinsPage struct {
	Base
	Reference, Action string
	Seekers           []SeekerLine
	Left              []TimelineEntry
	Same              []TwinLine
	Alike             []TwinLine
}

// SeekerLine is a seeker without name and contact; Untold is the id of one who
// does not know yet what was decided before they joined.
type SeekerLine struct{ Relation, Since, Untold string }

// TwinLine is another notice, with the form that marks it as of the same person
// or takes the mark back.
type TwinLine struct {
	Card      Card
	Reference string // as a form sends it
	Reason    string // of the mark
	Decided   []PageLink
	Fields    []Field
}

var sameFields = []fieldDef{{name: "reason"}}

func (s *Server) deskTwins(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.deskTwinsPage(nil)
}

func (r *request) deskTwinsPage(problems registry.Problems) error {
	ref, err := r.reference()
	if err != nil {
		return err
	}
	v, err := r.Service.DeskTwins(r.ctx, r.viewer, ref)
	if err != nil {
		return err
	}
	r.useEvent(v.Event)
	r.here = "/desk/notices/" + string(ref) + "/others"
	p := deskTwinsPage{
		Base:      r.base(r.t("desk.others.title", "name", r.mainName(v.Person.Names).Text), "/desk/notices?ref="+string(ref)),
		Reference: ref.String(), Action: r.here,
	}
	for _, k := range v.Seekers {
		p.Seekers = append(p.Seekers, r.seekerLine(k))
	}
	for _, d := range slices.Backward(v.Left) {
		text := r.t("desk.others.left", "relation", r.dash(d.Relation), "reason", r.t("field.stop.reason.option."+string(d.Reason)), "note", r.dash(d.Note))
		p.Left = append(p.Left, TimelineEntry{Text: text, Meta: r.at(d.At)})
	}
	for _, t := range v.Same {
		p.Same = append(p.Same, r.sameLine(&p.Base, t, problems))
	}
	for _, c := range v.Alike {
		l := TwinLine{Card: r.card(c.PublicNotice, c.Reasons), Reference: string(c.Reference)}
		l.Fields = r.twinFields(&p.Base, sameFields, l.Reference, problems)
		p.Alike = append(p.Alike, l)
	}
	if len(p.Problems) == 0 {
		r.wrong(&p.Base, problems) // of a notice that is not on the page any more
	}
	return r.render(status(problems), "desktwins", p)
}

func (r *request) seekerLine(k registry.DeskSeeker) SeekerLine {
	l := SeekerLine{Relation: r.dash(k.Relation), Since: r.t("desk.others.filed")}
	if !k.Joined.IsZero() {
		l.Since = r.t("desk.others.joined", "when", r.at(k.Joined))
	}
	if k.Untold {
		l.Untold = string(k.ID)
	}
	return l
}

func (r *request) sameLine(b *Base, t registry.DeskTwin, problems registry.Problems) TwinLine {
	l := TwinLine{Reference: string(t.Reference), Reason: r.t("desk.others.reason", "reason", t.Reason, "when", r.at(t.At))}
	l.Card = Card{URL: r.to("/desk/notices?ref=" + string(t.Reference)), Name: r.mainName(t.Names), Others: otherNames(t.Names), Tag: r.t("tag.looking"), TagTone: "info"}
	if t.State == registry.NoticeClosed {
		l.Card.Tag, l.Card.TagTone = r.t("tag.closed"), ""
	}
	for _, d := range t.Decided {
		word, _ := r.linkTag(d.State)
		l.Decided = append(l.Decided, PageLink{Label: word, URL: r.to("/desk/pairs/" + string(d.ID))})
	}
	l.Fields = r.twinFields(b, undoFields, l.Reference, problems)
	return l
}

// twinFields makes the field of one of several forms on the page: only the one
// that was sent shows what was typed and what is wrong.
func (r *request) twinFields(b *Base, defs []fieldDef, reference string, problems registry.Problems) []Field {
	value := r.form
	if r.form("other") != reference {
		value, problems = none, nil
	}
	list := r.fields("same", defs, value, problems)
	list[0].ID = defs[0].name + "-" + reference
	r.wrong(b, problems, list)
	return list
}

func (s *Server) deskSame(r *request) error {
	return r.deskTwinsForm(func(n registry.NoticeID, other registry.Reference) error {
		return s.Service.MarkSame(r.ctx, r.viewer, n, other, r.form("reason"))
	})
}

func (s *Server) deskUndoSame(r *request) error {
	return r.deskTwinsForm(func(n registry.NoticeID, other registry.Reference) error {
		return s.Service.UndoSame(r.ctx, r.viewer, n, other, r.form("undo_reason"))
	})
}

// deskTell lets a seeker know what was decided before they joined.
func (s *Server) deskTell(r *request) error {
	return r.deskTwinsForm(func(n registry.NoticeID, _ registry.Reference) error {
		return s.Service.TellSeeker(r.ctx, r.viewer, n, registry.SeekerID(r.form("seeker")))
	})
}

// deskTwinsForm runs a use-case on the notice that the address names and the one
// that the form names.
func (r *request) deskTwinsForm(use func(registry.NoticeID, registry.Reference) error) error {
	n, err := r.formNotice()
	if err != nil {
		return err
	}
	other, _ := registry.ParseReference(r.form("other"))
	return r.governed(use(n.ID, other), r.deskTwinsPage, "/desk/notices/"+string(n.Reference)+"/others")
}
