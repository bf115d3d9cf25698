package httpapi

import (
	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// accountPage is somebody's own account: what it is, how they come in, where they
// are signed in.
type accountPage struct {
	Base
	Facts  []Fact
	Soon   string // their role ends before long
	Factor bool
	Left   string // of the recovery codes
	Open   []OpenLine
	Fields []Field
	Mail   AccountMail
}

// OpenLine is one of their sessions.
type OpenLine struct {
	Since, Used string
	This        bool
}

var passwordFields = []fieldDef{
	{name: "password", typ: "password", auto: "current-password", dir: "ltr", secret: true},
	{name: "new_password", typ: "password", auto: "new-password", dir: "ltr", secret: true},
}

func (s *Server) account(r *request) error {
	if err := r.member(); err != nil {
		return err
	}
	return r.accountPage(nil)
}

func (r *request) accountPage(problems registry.Problems) error {
	if r.who.Pending {
		return errSetUp
	}
	acc, err := r.Accounts.Account(r.ctx, r.viewer.Account)
	if err != nil {
		return err
	}
	left, err := r.Accounts.RecoveryLeft(r.ctx, acc.ID)
	if err != nil {
		return err
	}
	open, err := r.Accounts.Sessions(r.ctx, r.session)
	if err != nil {
		return err
	}
	mail, err := r.accountMail(problems)
	if err != nil {
		return err
	}
	r.here = "/account"
	p := accountPage{Mail: mail,
		Base: r.base(r.t("account.title"), ""), Factor: acc.Factor(), Left: r.t("account.left", "n", left),
		Facts: []Fact{
			{Term: r.t("account.name"), Value: acc.Name}, {Term: r.t("account.role"), Value: r.roleText(acc.Role, acc.Org)},
			{Term: r.t("account.ends"), Value: r.at(acc.Ends())},
		},
		Fields: r.fields("account", passwordFields, none, problems),
	}
	if acc.Soon(r.now()) {
		p.Soon = r.t("account.soon", "when", r.at(acc.Ends()))
	}
	if r.c.QueryParam("done") == "password" {
		p.Flash = "flash.account.password"
	}
	for _, o := range open {
		p.Open = append(p.Open, OpenLine{r.at(o.Since), r.t("account.used", "since", r.duration(r.now().Sub(o.Used))), o.This})
	}
	r.wrong(&p.Base, problems, mail.Fields, p.Fields)
	return r.render(status(problems), "account", p)
}

// endSessions signs somebody out everywhere.
func (s *Server) endSessions(r *request) error {
	if err := r.member(); err != nil {
		return err
	}
	if err := r.Accounts.EndAll(r.ctx, r.session); err != nil {
		return err
	}
	return r.leave()
}

func (s *Server) changePassword(r *request) error {
	if err := r.member(); err != nil {
		return err
	}
	if r.who.Pending {
		return errSetUp
	}
	token, err := r.Accounts.ChangePassword(r.ctx, r.session, r.form("password"), r.form("new_password"))
	if err != nil && registry.KindOf(err) == registry.KindLimited {
		return echo.ErrTooManyRequests
	}
	return r.renewed(token, err, r.accountPage, "/account?done=password")
}
