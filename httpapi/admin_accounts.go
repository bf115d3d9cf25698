package httpapi

import (
	"cmp"
	"net/http"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

const adminPageSize = 30

// adminAccountsPage lists the accounts.
type adminAccountsPage struct {
	Base
	Nav   []AdminNav
	Items []AccountLine
	Pages []PageLink
}

// AccountLine is one account of a list.
type AccountLine struct {
	URL, Name, Role, State, Tone, Ends string
	NoFactor                           string
}

func (s *Server) adminAccounts(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	list, err := r.Accounts.List(r.ctx)
	if err != nil {
		return err
	}
	r.here = "/admin/accounts"
	p := adminAccountsPage{Base: r.base(r.t("admin.accounts.title", "n", len(list)), "/desk"), Nav: r.adminNav("accounts"), Pages: r.adminPages(len(list))}
	for _, acc := range slicePage(list, adminPageSize, r.pageNumber()) {
		p.Items = append(p.Items, r.accountLine(acc))
	}
	return r.render(http.StatusOK, "adminaccounts", p)
}

func (r *request) accountLine(acc access.Account) AccountLine {
	l := AccountLine{URL: r.to("/admin/accounts/" + string(acc.ID)), Name: acc.Name, Role: r.roleText(acc.Role, acc.Org), Ends: r.t("admin.ends", "when", r.at(acc.Ends()))}
	state := accountState(acc, r.now())
	l.State, l.Tone = r.t("admin.state."+state), map[string]string{"active": "good", "soon": "attention"}[state]
	if !acc.Factor() {
		l.NoFactor = r.t("admin.factor.no")
	}
	return l
}

// adminAccountPage is one account, with what an admin can do about it.
type adminAccountPage struct {
	Base
	Action, State, Tone string
	Facts               []Fact
	Disabled, Own       bool
	Fields              []Field
	Member, Owner       bool   // of an organisation
	Link                string // to reset it, shown this once
	Sent                bool   // that goes to its owner
	Mail                bool   // its owner confirmed an address, and letters can leave
}

func (s *Server) adminAccount(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminAccountPage("", notSent, nil)
}

func (r *request) adminAccountPage(link string, how sending, problems registry.Problems) error {
	id, err := r.param("account")
	if err != nil {
		return err
	}
	acc, err := r.Accounts.Account(r.ctx, registry.AccountID(id))
	if err != nil {
		return err
	}
	mail, err := r.Service.MailKnown(r.ctx, acc.ID)
	if err != nil {
		return err
	}
	r.here = "/admin/accounts/" + id
	line := r.accountLine(acc)
	p := adminAccountPage{
		Base: r.base(acc.Name, "/admin/accounts"), Action: r.to(r.here), State: line.State, Tone: line.Tone, Link: link,
		Sent: how == byLetter, Mail: mail && r.Mails,
		Disabled: acc.Disabled, Own: acc.ID == r.viewer.Account,
		Member: acc.Role == registry.RingOrganisation, Owner: acc.Owner,
		Facts: []Fact{
			{Term: r.t("account.role"), Value: line.Role}, {Term: r.t("account.ends"), Value: r.at(acc.Ends())},
			{Term: r.t("admin.since"), Value: r.at(acc.Created)}, {Term: r.t("admin.factor"), Value: r.t(factorKey(acc))},
		},
	}
	p.Fields = r.fields("admin", roleFields(), func(name string) string {
		if v := r.form(name); v != "" {
			return v
		}
		return string(acc.Role)
	}, problems)
	org, err := r.orgField(cmp.Or(r.form("org"), string(acc.Org)), problems)
	if err != nil {
		return err
	}
	p.Fields = append(p.Fields, org)
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminaccount", p)
}

func factorKey(acc access.Account) string {
	if acc.Factor() {
		return "admin.factor.yes"
	}
	return "admin.factor.no"
}

// roleFields offers the roles that an account can have.
func roleFields() []fieldDef {
	f := fieldDef{name: "role", kind: kindRadios}
	for _, role := range access.Roles() {
		f.options = append(f.options, string(role))
	}
	return []fieldDef{f}
}

// changeAccount runs a change of the account that the address names.
func (r *request) changeAccount(change func(registry.AccountID) error) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	id, err := r.param("account")
	if err != nil {
		return err
	}
	again := func(p registry.Problems) error { return r.adminAccountPage("", notSent, p) }
	return r.governed(change(registry.AccountID(id)), again, "/admin/accounts/"+id)
}

func (s *Server) adminSetRole(r *request) error {
	return r.changeAccount(func(id registry.AccountID) error {
		return s.Accounts.SetRole(r.ctx, r.viewer, id, registry.Ring(r.form("role")), registry.OrgID(r.form("org")))
	})
}

func (s *Server) adminRenew(r *request) error {
	return r.changeAccount(func(id registry.AccountID) error { return s.Accounts.Renew(r.ctx, r.viewer, id) })
}

func (s *Server) adminDisable(r *request) error {
	return r.changeAccount(func(id registry.AccountID) error { return s.Accounts.Disable(r.ctx, r.viewer, id) })
}

func (s *Server) adminEnable(r *request) error {
	return r.changeAccount(func(id registry.AccountID) error { return s.Accounts.Enable(r.ctx, r.viewer, id) })
}

// adminReset shows the link that resets an account, on this one answer.
func (s *Server) adminReset(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	id, err := r.param("account")
	if err != nil {
		return err
	}
	token, err := s.Accounts.Reset(r.ctx, r.viewer, registry.AccountID(id))
	if problems, ok := err.(registry.Problems); ok {
		return r.adminAccountPage("", notSent, problems)
	}
	if err != nil {
		return err
	}
	return r.adminAccountPage(r.inviteAddress(token), byHand, nil)
}

// adminSendReset resets an account by a letter to its owner.
func (s *Server) adminSendReset(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	id, err := r.param("account")
	if err != nil {
		return err
	}
	err = s.Accounts.SendReset(r.ctx, r.viewer, registry.AccountID(id))
	if problems, ok := err.(registry.Problems); ok {
		return r.adminAccountPage("", notSent, problems)
	}
	if err != nil {
		return err
	}
	return r.adminAccountPage("", byLetter, nil)
}
