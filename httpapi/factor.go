package httpapi

import (
	"net/http"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// factorPage sets up the second factor.
type factorPage struct {
	Base
	First         bool // nothing else is open until it is done
	Image, Secret string
	Fields        []Field
}

var factorFields = []fieldDef{{name: "code", auto: "one-time-code", mode: "numeric", dir: "ltr", width: "w10", secret: true}}

func (s *Server) factorForm(r *request) error {
	if err := r.member(); err != nil {
		return err
	}
	return r.factorPage(nil)
}

func (r *request) factorPage(problems registry.Problems) error {
	setup, err := r.Accounts.Setup(r.ctx, r.session)
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		return r.redirect("/account") // nothing to set up
	}
	if err != nil {
		return err
	}
	r.here = "/account/factor"
	back := "/account"
	if setup.First {
		back = ""
	}
	p := factorPage{
		Base: r.base(r.t("factor.title"), back), First: setup.First,
		Image: r.to("/account/factor.png"), Secret: groups(setup.Secret), Fields: r.fields("factor", factorFields, none, problems),
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "factor", p)
}

// groups writes a secret in fours, for reading and typing.
func groups(s string) string {
	var b strings.Builder
	for i, c := range s {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// factorImage is the secret as a picture for the camera of an app. It is a route
// of its own since the pages allow no data: addresses.
func (s *Server) factorImage(r *request) error {
	if err := r.member(); err != nil {
		return err
	}
	setup, err := r.Accounts.Setup(r.ctx, r.session)
	if err != nil {
		return err
	}
	img, err := setup.Image(r.t("service"))
	if err != nil {
		return err
	}
	return r.c.Blob(http.StatusOK, "image/png", img)
}

// beginFactor begins to set up another phone.
func (s *Server) beginFactor(r *request) error {
	if err := r.grave(); err != nil {
		return err
	}
	if err := r.Accounts.BeginFactor(r.ctx, r.session); err != nil {
		return err
	}
	return r.redirect("/account/factor")
}

func (s *Server) confirmFactor(r *request) error {
	if err := r.member(); err != nil {
		return err
	}
	token, err := r.Accounts.ConfirmFactor(r.ctx, r.session, r.form("code"))
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		return r.redirect("/account") // too late, nothing is set up any more
	}
	return r.renewed(token, err, r.factorPage, "/account/codes")
}

// renewed goes on with the new session that a change of the account began, or
// shows the page again with its problems.
func (r *request) renewed(token registry.Token, err error, again func(registry.Problems) error, next string) error {
	if err == nil {
		r.useSession(token)
	}
	return r.governed(err, again, next)
}

// codesPage shows the recovery codes.
type codesPage struct {
	Base
	Codes []string
	Next  string
}

func (s *Server) recoveryCodes(r *request) error {
	if err := r.member(); err != nil {
		return err
	}
	codes, err := r.Accounts.RecoveryCodes(r.ctx, r.session)
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		return r.redirect("/account")
	}
	if err != nil {
		return err
	}
	p := codesPage{Base: r.base(r.t("codes.title"), ""), Next: r.to(r.startPage())}
	for _, c := range codes {
		p.Codes = append(p.Codes, groups(c))
	}
	return r.render(http.StatusOK, "codes", p)
}

// renewRecovery makes new recovery codes.
func (s *Server) renewRecovery(r *request) error {
	if err := r.grave(); err != nil {
		return err
	}
	token, err := r.Accounts.RenewRecovery(r.ctx, r.session)
	return r.renewed(token, err, func(registry.Problems) error { return err }, "/account/codes")
}

// grave is what a form must pass that changes how somebody comes in: who sends
// it, with the second factor set up and shown a moment ago.
func (r *request) grave() error {
	if err := r.member(); err != nil {
		return err
	}
	if r.who.Pending {
		return errSetUp
	}
	return r.fresh()
}
