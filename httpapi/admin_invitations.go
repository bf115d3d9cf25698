package httpapi

import (
	"slices"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// adminInvitationsPage lists the invitations that wait, and makes new ones.
type adminInvitationsPage struct {
	Base
	Nav    []AdminNav
	Items  []InvitationLine
	Pages  []PageLink
	Fields []Field
	Once   string
	Link   string // of a new invitation, shown this once
	Shown  bool   // its form was sent again, too late to show the link
	Sent   bool   // it leaves by letter
}

// InvitationLine is one invitation of a list.
type InvitationLine struct{ Action, For, Role, By, Ends string }

func (s *Server) adminInvitations(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminInvitationsPage("", notSent, nil)
}

// inviteFields asks for an address only where letters can leave.
func (r *request) inviteFields() []fieldDef {
	return append(append(roleFields(), fieldDef{name: "owner", kind: kindCheck}), r.inviteeFields()...)
}

func (r *request) inviteeFields() []fieldDef {
	defs := []fieldDef{{name: "for"}}
	if r.Mails {
		defs = append(defs, fieldDef{name: "email", typ: "email", dir: "ltr", optional: true})
	}
	return defs
}

// sending is how a form that makes a link was answered.
type sending int

const (
	notSent  sending = iota
	byHand           // the link is shown, unless that was before
	byLetter         // it is on its way
)

// invite makes the invitation of a form. It leaves by letter where there is an
// address.
func (r *request) invite(req access.Invite) (link string, how sending, err error) {
	req.For, req.Once, req.Lang, how = r.form("for"), r.form("once"), r.cat.Code, byHand
	if r.Mails {
		req.Email = strings.TrimSpace(r.form("email"))
	}
	if req.Email != "" {
		req.Send, how = true, byLetter
	}
	token, err := r.Accounts.Invite(r.ctx, r.viewer, req)
	return r.inviteAddress(token), how, err
}

func (r *request) adminInvitationsPage(link string, how sending, problems registry.Problems) error {
	list, err := r.Accounts.Invitations(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	r.here = "/admin/invitations"
	value := none
	if len(problems) > 0 {
		value = r.form
	}
	p := adminInvitationsPage{
		Base: r.base(r.t("admin.invitations.title", "n", len(list)), "/desk"), Nav: r.adminNav("invitations"),
		Fields: r.fields("admin", r.inviteFields(), value, problems), Once: registry.NewID(),
		Link: link, Shown: how == byHand && link == "", Sent: how == byLetter,
	}
	for _, inv := range slicePage(list, adminPageSize, r.pageNumber()) {
		p.Items = append(p.Items, r.invitationLine(inv))
	}
	p.Pages = r.adminPages(len(list))
	org, err := r.orgField(value("org"), problems)
	if err != nil {
		return err
	}
	p.Fields = slices.Insert(p.Fields, 1, org)
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "admininvitations", p)
}

func (r *request) invitationLine(inv access.Invitation) InvitationLine {
	l := InvitationLine{
		Action: r.to("/admin/invitations/" + inv.ID + "/revoke"), For: inv.For, Role: r.invitedAs(inv),
		By: r.t("admin.by", "name", r.colleague(inv.By)), Ends: r.t("admin.until", "when", r.at(inv.Ends)),
	}
	if inv.Account != "" {
		l.Role = r.t("admin.resets")
	}
	return l
}

// invitedAs is what somebody becomes who follows an invitation.
func (r *request) invitedAs(inv access.Invitation) string {
	role := r.roleText(inv.Role, inv.Org)
	if inv.Owner {
		return r.t("account.role.also", "role", role, "also", r.t("members.owner"))
	}
	return role
}

// inviteAddress is the whole address of the link of an invitation.
func (r *request) inviteAddress(token registry.Token) string {
	if token == "" {
		return ""
	}
	return r.absolute("/invite/" + string(token))
}

// adminInvite shows the link of a new invitation, on this one answer.
func (s *Server) adminInvite(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	link, how, err := r.invite(access.Invite{Role: registry.Ring(r.form("role")), Org: registry.OrgID(r.form("org")), Owner: r.form("owner") != ""})
	if problems, ok := err.(registry.Problems); ok {
		return r.adminInvitationsPage("", notSent, problems)
	}
	if err != nil {
		return err
	}
	return r.adminInvitationsPage(link, how, nil)
}

func (s *Server) adminRevoke(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	id, err := r.param("invitation")
	if err != nil {
		return err
	}
	again := func(p registry.Problems) error { return r.adminInvitationsPage("", notSent, p) }
	return r.governed(s.Accounts.Revoke(r.ctx, r.viewer, id), again, "/admin/invitations")
}

// accountState says in one word whether somebody can come in with an account.
func accountState(acc access.Account, now time.Time) string {
	switch {
	case acc.Disabled:
		return "disabled"
	case acc.Over(now):
		return "over"
	case acc.Soon(now):
		return "soon"
	}
	return "active"
}
