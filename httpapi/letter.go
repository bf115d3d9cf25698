package httpapi

import (
	"net/http"

	"github.com/retrouve/retrouve/registry"
)

// letterPage is behind the links of letters: a button first, then what it did.
type letterPage struct {
	Base
	Text, Action, Button string
	Code                 string // the new one, shown once
	ToURL, ToText        string
}

func (s *Server) letterRoutes(r router) {
	r.get("/m/lost", s.lostForm)
	r.post("/m/lost", s.lost)
	r.get("/m/lost/sent", s.lostSent)
	for _, l := range []letterLink{
		{path: "confirm", kind: registry.LetterConfirm}, {path: "stop", stop: true}, {path: "lost", kind: registry.LetterLost},
		{path: "address", kind: registry.LetterConfirm}, {path: "work", stop: true},
	} {
		r.get("/letter/"+l.path+"/:letter/:mark", l.show)
		r.post("/letter/"+l.path+"/:letter/:mark", l.use)
	}
	r.get("/letter/done/:what", s.letterDone)
	r.post("/manage/code", s.manageCode)
	r.post("/manage/ask", s.manageAsk)
	r.post("/manage/digits", s.manageDigits)
	r.post("/manage/resume", s.manageResume)
}

// letterLink is one sort of link in letters.
type letterLink struct {
	path string
	kind registry.LetterKind
	stop bool
}

// show answers a link with a button and changes nothing: scanners of mail follow
// links too.
func (l letterLink) show(r *request) error {
	id, mark := registry.LetterID(r.c.Param("letter")), r.c.Param("mark")
	if err := r.Service.LetterLink(r.ctx, l.kind, l.stop, id, mark); err != nil {
		return r.letterOver(err)
	}
	key := "letter." + l.path
	return r.render(http.StatusOK, "letter", letterPage{
		Base: r.base(r.t(key+".title"), ""), Text: r.t(key + ".text"), Button: r.t(key + ".button"),
		Action: "/letter/" + l.path + "/" + string(id) + "/" + mark,
	})
}

// use does what the link is for. Doing it again does nothing more. A program that
// ends letters for somebody (RFC 8058) comes here too, and looks at the status only.
func (l letterLink) use(r *request) error {
	id, mark := registry.LetterID(r.c.Param("letter")), r.c.Param("mark")
	var err error
	switch {
	case l.stop:
		err = r.Service.StopLetters(r.ctx, id, mark)
		if err == nil && r.form("List-Unsubscribe") != "" {
			return r.c.NoContent(http.StatusOK)
		}
	case l.kind == registry.LetterLost:
		var made registry.Receipt
		if made, err = r.Service.MakeCode(r.ctx, id, mark); err == nil {
			return r.newCode(made, "/m")
		}
	default:
		err = r.Service.ConfirmContact(r.ctx, id, mark)
	}
	if err != nil {
		return r.letterOver(err)
	}
	return r.redirect("/letter/done/" + l.path)
}

// letterOver answers a link that works no more: all alike, whether it never
// existed or its time is over.
func (r *request) letterOver(err error) error {
	if k := registry.KindOf(err); k != registry.KindNotFound && k != registry.KindGone {
		return err
	}
	r.here = "/"
	return r.render(http.StatusNotFound, "letter", letterPage{
		Base: r.base(r.t("letter.over.title"), ""), Text: r.t("letter.over.text"), ToURL: r.to("/m/lost"), ToText: r.t("letter.over.link"),
	})
}

func (s *Server) letterDone(r *request) error {
	key := "letter." + r.c.Param("what") + ".done"
	if !r.cat.Has(key) {
		return &registry.Error{Op: "letterDone", Kind: registry.KindNotFound}
	}
	return r.render(http.StatusOK, "letter", letterPage{Base: r.base(r.t(key), ""), Text: r.t(key + ".text"), ToURL: r.to("/"), ToText: r.t("done.home")})
}

// newCode shows a code that was just made. It answers the form itself: a page to
// lead to would have to keep the code somewhere.
func (r *request) newCode(made registry.Receipt, to string) error {
	r.here = "/"
	p := letterPage{Base: r.base(r.t("code.title"), ""), Text: r.t("code.text"), Code: made.Code.Printed(), ToURL: r.to(to), ToText: r.t("code.open")}
	return r.render(http.StatusOK, "letter", p)
}

// lostPage asks who lost their code what they remember.
type lostPage struct {
	Base
	Once   string
	Fields []Field
}

var lostFields = []fieldDef{{name: "reference", dir: "ltr", width: "w10"}, {name: "reached", dir: "ltr", auto: "email"}}

func (s *Server) lostForm(r *request) error { return r.lostPage(nil) }

func (r *request) lostPage(problems registry.Problems) error {
	p := lostPage{Base: r.base(r.t("lost.title"), "/m"), Once: registry.NewID(), Fields: r.fields("lost", lostFields, r.form, problems)}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "lost", p)
}

// lost takes what was typed and answers alike whatever is true of it. Every try
// counts as a guess.
func (s *Server) lost(r *request) error {
	if !s.codes.open(r.c.RealIP(), r.now()) {
		return &registry.Error{Op: "lost", Kind: registry.KindLimited}
	}
	s.codes.failed(r.c.RealIP(), r.now())
	err := s.Service.AskForCode(r.ctx, r.form("reference"), r.form("reached"), r.form("once"))
	if problems, ok := err.(registry.Problems); ok {
		return r.lostPage(problems)
	}
	if err != nil {
		return err
	}
	return r.redirect("/m/lost/sent")
}

func (s *Server) lostSent(r *request) error {
	return r.render(http.StatusOK, "lostsent", r.base(r.t("lost.done.title"), "/m"))
}
