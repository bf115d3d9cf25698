package httpapi

import (
	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// threadPage is what two sides wrote to each other, for one of them, or for a
// moderator while it is flagged.
type threadPage struct {
	Base
	Reference, Lead string
	Action          string
	Messages        []TimelineEntry
	Write, Flag     []Field // none: nothing can be written; it is flagged
	Once            string
	Seeker, Blocked bool // who may block it; it is
	Flagged         string
	Over            string
	Answer          []Field // for moderators
	Holder          bool    // came with the code of this thread
	Note            string  // of who flagged it, for moderators
}

// threadsPage lists the threads of an organisation.
type threadsPage struct {
	Base
	Lead  string
	Items []ThreadLine
}

// ThreadLine is one thread of a list.
type ThreadLine struct{ URL, Title, Last, When string }

var flagThreadFields = []fieldDef{{name: "flag_note", kind: kindArea, rows: 2, optional: true}}

// threadBase is the address of the thread that the viewer is at.
func (r *request) threadBase(id registry.ThreadID) string {
	switch {
	case r.viewer.Ring == registry.RingOrganisation:
		return "/desk/messages/" + string(id)
	case r.viewer.Moderates():
		return "/desk/threads/" + string(id)
	}
	return "/manage/threads/" + string(id)
}

func (s *Server) heldThread(r *request) error {
	if r.viewer.Scope == (registry.Ref{}) {
		return r.redirect("/m")
	}
	return r.threadPage(registry.ThreadID(r.c.Param("thread")), nil)
}

func (s *Server) orgThread(r *request) error {
	if err := r.reporter(); err != nil {
		return err
	}
	return r.threadPage(registry.ThreadID(r.c.Param("thread")), nil)
}

func (r *request) threadPage(id registry.ThreadID, problems registry.Problems) error {
	v, err := r.Service.Thread(r.ctx, r.viewer, id)
	if err != nil {
		return err
	}
	r.useEvent(v.Event)
	r.here = r.threadBase(id)
	title, back := r.t("relay.thread.title"), "/manage#messages"
	switch {
	case v.Side == "":
		back = "/desk/threads"
	case v.Side == registry.SideSeeker && v.Organisation != "":
		title = r.t("relay.thread.org", "organisation", v.Organisation)
	case r.viewer.Ring == registry.RingOrganisation:
		back = "/desk/messages"
	case r.viewer.Ring == registry.RingInformer:
		back, r.here = "", "/manage"
	}
	p := threadPage{
		Base: r.base(title, back), Reference: v.Reference.String(), Lead: r.threadLead(v), Action: r.to(r.threadBase(id)), Once: r.form("once"),
		Seeker: v.Side == registry.SideSeeker, Blocked: v.Blocked, Holder: r.viewer.Ring == registry.RingInformer,
	}
	if p.Once == "" || len(problems) == 0 {
		p.Once = registry.NewID()
	}
	for _, m := range v.Messages {
		p.Messages = append(p.Messages, r.threadMessage(v, m))
	}
	r.threadForms(&p, v, problems)
	return r.render(status(problems), "thread", p)
}

// threadForms puts on the page what the viewer can do.
func (r *request) threadForms(p *threadPage, v registry.ThreadPage, problems registry.Problems) {
	switch {
	case v.Over:
		p.Over = r.t("relay.over")
	case v.Side != "":
		p.Write = r.fields("relay", messageFields, r.form, problems)
	}
	switch {
	case v.Flagged && v.Side == "":
		p.Answer = r.fields("thread", threadAnswerFields, r.form, problems)
		p.Flagged = r.t("relay.flagged.by." + string(v.FlaggedBy))
		p.Note = v.FlagNote
	case v.Flagged:
		p.Flagged = r.t("relay.flagged")
	case v.Side != "":
		p.Flag = r.fields("relay", flagThreadFields, r.form, problems)
	}
	r.wrong(&p.Base, problems, p.Write, p.Flag, p.Answer)
}

// threadLead says who the other side is, as far as one may know.
func (r *request) threadLead(v registry.ThreadPage) string {
	switch {
	case v.Side == "":
		return r.t("relay.lead.moderator")
	case v.Side == registry.SideOutside:
		return r.t("relay.lead.outside")
	case v.Organisation != "":
		return r.t("relay.lead.org", "organisation", v.Organisation)
	}
	return r.t("relay.lead.seeker")
}

func (r *request) threadMessage(v registry.ThreadPage, m registry.ThreadMessage) TimelineEntry {
	by := r.t("relay.by." + string(m.Side))
	switch {
	case m.Mine:
		by = r.t("by.you")
	case m.Side == registry.SideOutside && v.Organisation != "":
		by = v.Organisation
	}
	if m.Name != "" {
		by = r.t("relay.signed", "by", by, "name", m.Name)
	}
	meta := r.t("meta.said", "by", by, "when", r.at(m.Made))
	switch {
	case m.Waits:
		meta = r.t("relay.waits", "meta", meta)
	case m.Refused:
		meta = r.t("relay.refused", "meta", meta)
	}
	return TimelineEntry{Text: m.Text, Meta: meta}
}

// threadForm runs a use-case on the thread of the address.
func (r *request) threadForm(use func(registry.ThreadID) error) error {
	if r.viewer == (registry.Viewer{}) {
		return echo.NewHTTPError(403) // the session is over; the browser keeps what was typed
	}
	if err := r.own(); err != nil {
		return err
	}
	id := registry.ThreadID(r.c.Param("thread"))
	again := func(problems registry.Problems) error { return r.threadPage(id, problems) }
	return r.governed(use(id), again, r.threadBase(id))
}

func (s *Server) threadSay(r *request) error {
	return r.threadForm(func(id registry.ThreadID) error {
		return s.Service.SendMessage(r.ctx, r.viewer, registry.SendMessage{
			Thread: id, Name: r.form("sign"), Text: r.form("message"), Once: r.form("once"),
			Doubts: r.messageDoubts(string(id), r.form("sign"), r.form("message")),
		})
	})
}

func (s *Server) threadFlag(r *request) error {
	return r.threadForm(func(id registry.ThreadID) error {
		return s.Service.FlagThread(r.ctx, r.viewer, id, r.form("flag_note"))
	})
}

func (s *Server) threadBlock(r *request) error {
	return r.threadForm(func(id registry.ThreadID) error {
		return s.Service.BlockThread(r.ctx, r.viewer, id, r.form("open") == "")
	})
}

// deskMessages lists the threads of the viewer's organisation.
func (s *Server) deskMessages(r *request) error {
	if err := r.reporter(); err != nil {
		return err
	}
	lines, err := r.threadLines()
	if err != nil {
		return err
	}
	p := threadsPage{Base: r.base(r.t("relay.list.title"), "/desk/arrivals"), Lead: r.t("relay.list.lead"), Items: lines}
	return r.render(200, "threads", p)
}

// threadLines lists the threads of the viewer, the latest first.
func (r *request) threadLines() (out []ThreadLine, err error) {
	list, err := r.Service.Threads(r.ctx, r.viewer)
	for _, v := range list {
		last := v.Messages[len(v.Messages)-1]
		l := ThreadLine{URL: r.to(r.threadBase(v.ID)), Title: r.t("relay.line"), When: r.t("relay.line.when", "n", len(v.Messages), "when", r.at(last.Made)), Last: short(last.Text)}
		switch {
		case r.viewer.Ring == registry.RingOrganisation:
			l.Title = r.t("relay.line.reference", "reference", v.Reference.String())
		case v.Organisation != "":
			l.Title = v.Organisation
		}
		out = append(out, l)
	}
	return out, err
}

// short cuts a text for a list.
func short(s string) string {
	const most = 120
	if letters := []rune(s); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return s
}
