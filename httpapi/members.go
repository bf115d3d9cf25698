package httpapi

import (
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// membersPage is who works for an organisation; its owners invite and end members.
type membersPage struct {
	Base
	Org    string
	Items  []MemberLine
	Owner  bool
	Waits  []InvitationLine
	Fields []Field
	Once   string
	Link   string // of a new invitation, shown this once
	Shown  bool   // its form was sent again, too late to show the link
	Sent   bool   // it leaves by letter
}

// MemberLine is one colleague; Action is where a form ends their account.
type MemberLine struct{ Name, Owner, State, Tone, Ends, Action string }

func (s *Server) memberRoutes(r router) {
	r.get("/desk/members", s.members)
	r.post("/desk/members", s.inviteMember)
	r.post("/desk/members/:account/end", s.endMember)
	r.post("/desk/members/invitations/:invitation/revoke", s.revokeMember)
}

// membersForm is what a form of an owner must pass. Whether somebody is one the
// accounts know.
func (r *request) membersForm() error {
	if err := r.reporter(); err != nil {
		return err
	}
	return r.grave()
}

func (s *Server) members(r *request) error {
	if err := r.reporter(); err != nil {
		return err
	}
	return r.membersPage("", notSent, nil)
}

func (r *request) membersPage(link string, how sending, problems registry.Problems) error {
	m, err := r.Accounts.Members(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	r.here = "/desk/members"
	value := none
	if len(problems) > 0 {
		value = r.form
	}
	p := membersPage{
		Base: r.base(r.t("members.title", "n", len(m.Accounts)), "/desk"), Org: r.orgName(m.Org), Owner: m.Owner,
		Fields: r.fields("members", r.inviteeFields(), value, problems), Once: registry.NewID(),
		Link: link, Shown: how == byHand && link == "", Sent: how == byLetter,
	}
	for _, acc := range m.Accounts {
		p.Items = append(p.Items, r.memberLine(acc, m.Owner))
	}
	for _, inv := range m.Invitations {
		l := r.invitationLine(inv)
		l.Action = r.to("/desk/members/invitations/" + inv.ID + "/revoke")
		p.Waits = append(p.Waits, l)
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "members", p)
}

func (r *request) memberLine(acc access.Account, owner bool) MemberLine {
	a := r.accountLine(acc)
	l := MemberLine{Name: a.Name, State: a.State, Tone: a.Tone, Ends: a.Ends}
	if acc.Owner {
		l.Owner = r.t("members.owner")
	}
	if owner && !acc.Owner && !acc.Disabled {
		l.Action = r.to("/desk/members/" + string(acc.ID) + "/end")
	}
	return l
}

// inviteMember shows the link of a new invitation, on this one answer.
func (s *Server) inviteMember(r *request) error {
	if err := r.membersForm(); err != nil {
		return err
	}
	link, how, err := r.invite(access.Invite{Role: registry.RingOrganisation, Org: r.viewer.Org})
	if problems, ok := err.(registry.Problems); ok {
		return r.membersPage("", notSent, problems)
	}
	if err != nil {
		return err
	}
	return r.membersPage(link, how, nil)
}

func (s *Server) endMember(r *request) error {
	return r.changeMembers("account", func(id string) error {
		return s.Accounts.EndMember(r.ctx, r.viewer, registry.AccountID(id))
	})
}

func (s *Server) revokeMember(r *request) error {
	return r.changeMembers("invitation", func(id string) error { return s.Accounts.Revoke(r.ctx, r.viewer, id) })
}

// changeMembers runs a change of what the address names.
func (r *request) changeMembers(param string, change func(id string) error) error {
	if err := r.membersForm(); err != nil {
		return err
	}
	id, err := r.param(param)
	if err != nil {
		return err
	}
	if err := change(id); err != nil {
		return err
	}
	return r.redirect("/desk/members")
}

// adminOwner lets a member look after the members of their organisation, or ends
// that.
func (s *Server) adminOwner(r *request) error {
	return r.changeAccount(func(id registry.AccountID) error {
		return s.Accounts.SetOwner(r.ctx, r.viewer, id, r.form("owner") == "yes")
	})
}
