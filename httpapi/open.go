package httpapi

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// openPage asks for a code, or for one click when the address brought it.
type openPage struct {
	Base
	Lead   string
	Code   string
	Fields []Field
}

var codeField = []fieldDef{{name: "code", dir: "ltr", auto: "off"}}

func (s *Server) openForm(r *request) error { return r.openPage(nil) }

func (r *request) openPage(problems registry.Problems) error {
	p := openPage{Base: r.base(r.t("open.title"), "/"), Lead: r.t("open.lead"), Fields: r.fields("open", codeField, r.form, problems)}
	if f := r.c.QueryParam("done"); f == "stopped" || f == "erased" {
		p.Flash = "flash." + f
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "open", p)
}

// openLink answers the link that a filer kept. It shows a button and changes
// nothing: mail scanners and chat previews follow links too.
func (s *Server) openLink(r *request) error {
	code, wrong := registry.ParseCode(r.c.Param("code"))
	if wrong != nil {
		return echo.ErrNotFound
	}
	r.here = "/m"
	return r.render(http.StatusOK, "open", openPage{Base: r.base(r.t("open.title"), "/"), Lead: r.t("open.link"), Code: string(code)})
}

// openCode swaps a code for a short session and leads to a clean address.
func (s *Server) openCode(r *request) error {
	if !s.codes.open(r.c.RealIP(), r.now()) {
		return echo.ErrTooManyRequests
	}
	code, problems := registry.ParseCode(r.form("code"))
	if problems != nil {
		return r.openPage(problems)
	}
	holder, err := r.Service.HolderOfCode(r.ctx, code)
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		s.codes.failed(r.c.RealIP(), r.now())
		problems.Add("code", "unknown")
		return r.openPage(problems)
	}
	if err != nil {
		return err
	}
	token, err := r.Accounts.OpenCode(r.ctx, holder)
	if err != nil {
		return err
	}
	if err := r.Service.NoteVisit(r.ctx, holder); err != nil {
		return err
	}
	r.setCookie(cookieHolder, token, false)
	return r.redirect("/manage")
}
