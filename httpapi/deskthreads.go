package httpapi

import (
	"net/http"

	"github.com/retrouve/retrouve/registry"
)

// deskThreadsPage is what moderators have to do with messages: those that wait,
// and the threads that somebody asks them to read.
type deskThreadsPage struct {
	Base
	Lead, More string
	Held       []HeldLine
	Flagged    []ThreadLine
}

// HeldLine is a message that waits.
type HeldLine struct {
	Text, Meta, Action string
	Why                []string
}

const deskThreadsSize = 20

var threadAnswerFields = []fieldDef{{name: "answer", kind: kindRadios, options: []string{"close", "go_on"}}, {name: "note", kind: kindArea, rows: 2}}

func (s *Server) deskThreads(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	held, waiting, err := s.Service.HeldMessages(r.ctx, r.viewer, deskThreadsSize)
	if err != nil {
		return err
	}
	flagged, asked, err := s.Service.FlaggedThreads(r.ctx, r.viewer, deskThreadsSize)
	if err != nil {
		return err
	}
	p := deskThreadsPage{Base: r.base(r.t("relay.desk.title"), "/desk/queue"), Lead: r.t("relay.desk.lead")}
	if waiting > len(held) || asked > len(flagged) {
		p.More = r.t("relay.desk.more", "messages", waiting, "threads", asked)
	}
	for _, m := range held {
		by := r.t("relay.by." + string(m.Side))
		if m.Name != "" {
			by = r.t("relay.signed", "by", by, "name", m.Name)
		}
		p.Held = append(p.Held, HeldLine{
			Text: m.Text, Meta: r.t("meta.said", "by", by, "when", r.at(m.Made)), Why: r.doubts(m.Why),
			Action: r.to("/desk/threads/message/" + string(m.ID)),
		})
	}
	for _, t := range flagged {
		p.Flagged = append(p.Flagged, ThreadLine{
			URL: r.to(r.threadBase(t.ID)), Title: r.t("relay.flagged.by." + string(t.FlaggedBy)), Last: short(t.FlagNote), When: r.at(t.Updated),
		})
	}
	return r.render(http.StatusOK, "deskthreads", p)
}

func (s *Server) deskThread(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.threadPage(registry.ThreadID(r.c.Param("thread")), nil)
}

func (s *Server) deskThreadAnswer(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	id := registry.ThreadID(r.c.Param("thread"))
	answer := r.form("answer")
	again := func(problems registry.Problems) error { return r.threadPage(id, problems) }
	if answer != "close" && answer != "go_on" {
		return again(registry.Problems{{Field: "answer", Code: "choose"}})
	}
	err := s.Service.AnswerThread(r.ctx, r.viewer, registry.AnswerThread{Thread: id, Close: answer == "close", Note: r.form("note")})
	return r.governed(err, again, "/desk/threads")
}

func (s *Server) deskMessageAnswer(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	if err := s.Service.AnswerMessage(r.ctx, r.viewer, registry.MessageID(r.c.Param("message")), r.form("pass") != ""); err != nil {
		return err
	}
	return r.redirect("/desk/threads")
}
