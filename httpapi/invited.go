package httpapi

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// invitedPage is what somebody sees who follows the link of an invitation.
type invitedPage struct {
	Base
	Lead, User string // User is set where the name is fixed
	Token      string
	Once       string
	Fields     []Field
	Gone       bool
}

var invitedFields = []fieldDef{
	{name: "user", auto: "username", dir: "ltr"},
	{name: "new_password", typ: "password", auto: "new-password", dir: "ltr", secret: true},
}

// invited answers the link of an invitation. It changes nothing: mail scanners
// and chat previews follow links too.
func (s *Server) invited(r *request) error {
	token, ok := registry.ParseToken(r.c.Param("token"))
	if !ok {
		return echo.ErrNotFound
	}
	return r.invitedPage(token, nil)
}

func (r *request) invitedPage(token registry.Token, problems registry.Problems) error {
	inv, user, err := r.Accounts.Invited(r.ctx, token)
	if err != nil && registry.KindOf(err) != registry.KindNotFound {
		return err
	}
	r.here = "/sign-in"
	p := invitedPage{Base: r.base(r.t("invited.title"), ""), Token: string(token), User: user, Once: registry.NewID()}
	if err != nil {
		p.Title, p.Gone = r.t("invited.gone"), true
		return r.render(http.StatusNotFound, "invited", p)
	}
	p.Lead = r.t("invited.lead", "role", r.invitedAs(inv), "until", r.at(inv.Ends))
	defs := invitedFields
	if user != "" {
		p.Lead, defs = r.t("invited.reset", "name", user), defs[1:]
	}
	p.Fields = r.fields("invited", defs, r.form, problems)
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "invited", p)
}

// accept makes the account, and leads to setting up its second factor.
func (s *Server) accept(r *request) error {
	token, ok := registry.ParseToken(r.form("invitation"))
	if !ok {
		return echo.ErrNotFound
	}
	session, err := r.Accounts.Accept(r.ctx, access.Acceptance{
		Token: token, Name: r.form("user"), Password: r.form("new_password"), Once: r.form("once"),
	})
	problems, ok := err.(registry.Problems)
	switch {
	case ok, err != nil && registry.KindOf(err) == registry.KindNotFound:
		return r.invitedPage(token, problems)
	case err != nil:
		return err
	}
	return r.enter(session)
}
