package httpapi

import (
	"errors"

	"github.com/retrouve/retrouve/registry"
)

// AccountMail is the part of somebody's account page on letters to them.
type AccountMail struct {
	State  string // of the address, "" for none
	Notes  []string
	Fields []Field
	Work   string // whether they are told of work that waits; "" where they do no such work
	Want   string // what the button about that asks for: yes or no
}

var mailFields = []fieldDef{{name: "email", typ: "email", auto: "email", dir: "ltr", optional: true}}

func (r *request) accountMail(problems registry.Problems) (m AccountMail, err error) {
	own, err := r.Service.OwnMail(r.ctx, r.viewer)
	if err != nil {
		return m, err
	}
	value := func(string) string { return string(own.Email) }
	if len(problems) > 0 {
		value = r.form
	}
	m.Fields = r.fields("account", mailFields, value, problems)
	if own.Email != "" {
		key := map[bool]string{true: "account.mail.confirmed", false: "account.mail.waits"}[own.Confirmed]
		m.State = r.t(key, "email", string(own.Email))
	}
	if !r.Mails {
		m.Notes = append(m.Notes, r.t("account.mail.off"))
	}
	if own.Stopped {
		m.Notes = append(m.Notes, r.t("account.mail.stopped"))
	}
	if r.viewer.Decides() && own.Confirmed {
		m.Work, m.Want = r.t("account.work.on"), "no"
		if own.NoWork {
			m.Work, m.Want = r.t("account.work.off"), "yes"
		}
	}
	return m, nil
}

// keepMail gives somebody another address. It asks for a fresh code: who has a
// session only must not have the letters of its owner.
func (s *Server) keepMail(r *request) error {
	if err := r.grave(); err != nil {
		return err
	}
	err := s.Service.KeepMail(r.ctx, r.viewer, r.form("email"), r.cat.Code)
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.accountPage(problems)
	}
	if err != nil {
		return err
	}
	return r.redirect("/account#mail")
}

// wantWork starts or ends letters on work that waits.
func (s *Server) wantWork(r *request) error {
	if err := r.member(); err != nil {
		return err
	}
	if r.who.Pending {
		return errSetUp
	}
	err := s.Service.WantWork(r.ctx, r.viewer, r.form("want") == "yes")
	if err != nil && registry.KindOf(err) != registry.KindNotFound { // no address: nothing is sent
		return err
	}
	return r.redirect("/account#mail")
}
