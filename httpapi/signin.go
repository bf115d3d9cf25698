package httpapi

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// signInPage is the form for staff.
type signInPage struct {
	Base
	Fields []Field
}

var signInFields = []fieldDef{{name: "user", auto: "username", dir: "ltr"}, {name: "password", typ: "password", auto: "current-password", dir: "ltr"}}

func (s *Server) signInForm(r *request) error {
	if r.viewer.Reviews() {
		return r.redirect("/desk/queue")
	}
	return r.signInPage(nil)
}

func (r *request) signInPage(problems registry.Problems) error {
	typed := func(name string) string {
		if name == "password" {
			return "" // never sent back
		}
		return r.form(name)
	}
	p := signInPage{Base: r.base(r.t("signin.title"), "/"), Fields: r.fields("signin", signInFields, typed, problems)}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "signin", p)
}

func (s *Server) signIn(r *request) error {
	if !s.signs.open(r.c.RealIP(), r.now()) {
		return echo.ErrTooManyRequests
	}
	token, err := r.Accounts.SignIn(r.ctx, r.form("user"), r.form("password"))
	if errors.Is(err, access.ErrWrong) {
		var p registry.Problems
		s.signs.failed(r.c.RealIP(), r.now())
		p.Add("user", "wrong")
		return r.signInPage(p)
	}
	if err != nil {
		return err
	}
	r.setCookie(cookieStaff, token, true)
	return r.redirect("/desk/queue")
}

func (s *Server) signOut(r *request) error {
	if err := r.own(); err != nil {
		return err
	}
	if err := r.Accounts.SignOut(r.ctx, r.session); err != nil {
		return err
	}
	r.setCookie(cookieStaff, "", true)
	r.c.Response().Header().Set("Clear-Site-Data", `"cache", "cookies"`)
	return r.redirect("/")
}

// staff refuses who may not decide: visitors are led to the sign-in.
func (r *request) staff() error {
	if r.viewer.Moderates() {
		return nil
	}
	if r.user == "" && r.c.Request().Method == http.MethodGet {
		return errSignIn
	}
	return echo.NewHTTPError(http.StatusForbidden)
}

// errSignIn leads to the sign-in page.
var errSignIn = errors.New("not signed in")
