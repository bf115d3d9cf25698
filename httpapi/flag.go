package httpapi

import (
	"errors"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// flagPage asks what is wrong with a notice.
type flagPage struct {
	Base
	Reference, Action string
	Name              NameText
	Fields            []Field
	Guard             *Guard
}

const purposeFlag = "flag"

var flagFields = []fieldDef{
	{name: "reason", kind: kindRadios, options: []string{"hoax", "wrong", "private", "offensive", "child", "dead", "other"}},
	{name: "text", kind: kindArea, optional: true, rows: 3},
}

func (s *Server) flagRoutes(r router) {
	r.get("/p/:ref/flag", s.flagForm)
	r.post("/p/:ref/flag", s.flag)
	r.get("/flagged", s.flagged)
	r.get("/desk/flags", s.deskFlags)
	r.post("/desk/flags/:ref", s.answerFlags)
	r.post("/desk/flags/:ref/undo", s.undoFlags)
}

func (s *Server) flagForm(r *request) error { return r.flagPage(nil) }

func (r *request) flagPage(problems registry.Problems) error {
	n, path, err := r.aboutNotice("flag")
	if err != nil {
		return err
	}
	p := flagPage{Base: r.base(r.t("flag.title"), path), Reference: n.Reference.String(), Action: r.to(r.here), Name: r.mainName(n.Names)}
	p.Fields = r.fields("flag", flagFields, r.form, problems)
	r.wrong(&p.Base, problems, p.Fields)
	if p.Guard, err = r.guard(&p.Base, purposeFlag); err != nil {
		return err
	}
	return r.render(status(problems), "flag", p)
}

func (s *Server) flag(r *request) error {
	ref, err := r.reference()
	if err != nil {
		return r.missed(err)
	}
	doubts, err := r.suspect(purposeFlag, access.ActFlag, string(ref))
	if err != nil {
		return err
	}
	who := access.VisitorOf(r.c.RealIP())
	near, err1 := s.Service.Keyed(r.ctx, "flag", who.Address.String())
	wide, err2 := s.Service.Keyed(r.ctx, "flag", who.Wide.String())
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	err = s.Service.FlagNotice(r.ctx, r.viewer, registry.FlagNotice{
		Reference: ref, Reason: registry.FlagReason(r.form("reason")), Text: r.form("text"), Near: near, Wide: wide, Doubts: doubts,
	})
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.flagPage(problems)
	}
	if err != nil {
		return r.missed(err)
	}
	return r.redirect("/flagged")
}

// flagged thanks: it says the same whatever became of the flag.
func (s *Server) flagged(r *request) error {
	return r.renderPublic("flagged", flaggedPage{r.base(r.t("flagged.title"), "/")})
}

// flaggedPage thanks somebody who flagged a notice.
type flaggedPage struct{ Base }
