package httpapi

import (
	"errors"

	"github.com/retrouve/retrouve/registry"
)

// deskClaimsPage lists the claims that wait, for moderators, and lets members of an
// organisation open the one whose reference a person tells them.
type deskClaimsPage struct {
	Base
	Lead, More string
	Lists      bool
	Items      []ClaimLine
	Fields     []Field
}

// ClaimLine is one claim that waits.
type ClaimLine struct {
	URL, Wish, When, Hides string
	Name                   NameText
	Urgent                 bool
}

// deskClaimPage is one claim, with what can be said about it.
type deskClaimPage struct {
	Base
	Reference, Action, NoticeURL string
	Tag                          string
	State                        string
	Why                          []string
	Facts                        []Fact
	Verify, Refuse, Open         []Field
	Once                         string
	Contact                      []Fact // opened, on this one answer
}

const deskClaimsSize = 50

// claimer refuses who can neither verify claims nor look one up.
func (r *request) claimer() error {
	if r.viewer.Ring == registry.RingOrganisation {
		return nil
	}
	return r.staff()
}

func (s *Server) deskClaims(r *request) error {
	if err := r.claimer(); err != nil {
		return err
	}
	typed := r.c.QueryParam("ref")
	ref, ok := registry.ParseReference(typed)
	if ok {
		return r.redirect("/desk/claims/" + string(ref))
	}
	var problems registry.Problems
	if typed != "" {
		problems.Add("ref", "reference")
	}
	r.here = "/desk/claims"
	back := "/desk/queue"
	if !r.viewer.Moderates() {
		back = "/desk/arrivals"
	}
	p := deskClaimsPage{Base: r.base(r.t("claim.desk.title"), back), Lead: r.t("claim.desk.lead"), Lists: r.viewer.Moderates()}
	p.Fields = r.fields("deskclaim", meFields, r.c.QueryParam, problems)
	r.wrong(&p.Base, problems, p.Fields)
	if p.Lists {
		list, total, err := s.Service.Claims(r.ctx, r.viewer, deskClaimsSize)
		if err != nil {
			return err
		}
		if total > len(list) {
			p.More = r.t("claim.desk.more", "n", total)
		}
		for _, c := range list {
			p.Items = append(p.Items, r.claimLine(c))
		}
	}
	return r.render(status(problems), "deskclaims", p)
}

func (r *request) claimLine(c registry.DeskClaim) ClaimLine {
	l := ClaimLine{
		URL: r.to("/desk/claims/" + string(c.Reference)), Name: r.mainName(c.Names), Wish: r.t("field.wish.option." + string(c.Wish)),
		When: r.at(c.Made), Urgent: c.Wish == registry.WishDanger || c.Hides,
	}
	switch {
	case c.Hides:
		l.Hides = r.t("claim.desk.hides", "until", r.at(c.Until))
	case c.Back:
		l.Hides = r.t("claim.desk.back")
	}
	return l
}

func (s *Server) deskClaim(r *request) error {
	if err := r.claimer(); err != nil {
		return err
	}
	return r.deskClaimPage(nil, nil)
}

// claimOf returns the claim of the address.
func (r *request) claimOf() (c registry.DeskClaim, err error) {
	ref, err := r.reference()
	if err != nil {
		return c, err
	}
	return r.Service.DeskClaim(r.ctx, r.viewer, ref)
}

func (r *request) deskClaimPage(contact []Fact, problems registry.Problems) error {
	c, err := r.claimOf()
	if err != nil {
		return err
	}
	r.useEvent(c.Event)
	r.here = "/desk/claims/" + string(c.Reference)
	l := r.claimLine(c)
	p := deskClaimPage{
		Base: r.base(r.t("claim.desk.one", "name", l.Name.Text), "/desk/claims"), Reference: c.Reference.String(), Action: r.to(r.here),
		Tag: l.Wish, State: l.Hides, Why: r.doubts(c.Doubts), Contact: contact, Once: registry.NewID(),
	}
	if c.State != registry.ClaimMade {
		p.State = r.t("claim.desk.state." + string(c.State))
		if c.Back {
			p.State = l.Hides
		}
	}
	p.Facts = facts(r.fact("names", joinNames(c.Names)), r.fact("birth", r.date(c.Birth)), r.fact("words", c.Words), r.fact("claim_note", c.Note))
	bases := []string{"document"}
	if r.viewer.Moderates() {
		p.NoticeURL = r.to("/desk/notices?ref=" + string(c.Notice))
		bases = append(bases, "own_word")
		if c.State != registry.ClaimRefused && c.State != registry.ClaimWithdrawn {
			p.Refuse = r.fields("refuseclaim", holdFields, r.form, r.sentTo("refuse", problems))
			p.Refuse[0].ID = "refuse-note"
		}
	}
	if c.Open {
		defs := append([]fieldDef{{name: "basis", kind: kindRadios, options: bases}}, holdFields...)
		p.Verify = r.fields("verify", defs, r.form, r.sentTo(":ref", problems))
	}
	if c.Reachable && contact == nil {
		p.Open = r.fields("openclaim", openingFields, r.form, r.sentTo("contacts", problems))
	}
	r.wrong(&p.Base, problems, p.Open, p.Verify, p.Refuse)
	return r.render(status(problems), "deskclaim", p)
}

// deskClaimForm runs a use-case on the claim of the address.
func (r *request) deskClaimForm(use func(registry.DeskClaim) error) error {
	if err := r.claimer(); err != nil {
		return err
	}
	if err := r.own(); err != nil {
		return err
	}
	c, err := r.claimOf()
	if err != nil {
		return err
	}
	again := func(problems registry.Problems) error { return r.deskClaimPage(nil, problems) }
	return r.governed(use(c), again, "/desk/claims/"+string(c.Reference))
}

// openClaimContact is openContacts for who says that a notice is about them.
func (s *Server) openClaimContact(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	if err := r.fresh(); err != nil {
		return err
	}
	c, err := r.claimOf()
	if err != nil {
		return err
	}
	contact, err := s.Service.OpenClaimContact(r.ctx, r.viewer, c.ID, r.form("opening"), r.form("once"))
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.deskClaimPage(nil, problems)
	}
	if err != nil {
		return err
	}
	return r.deskClaimPage(facts(r.fact("phone", string(contact.Phone)), r.fact("email", string(contact.Email))), nil)
}

func (s *Server) deskVerify(r *request) error {
	return r.deskClaimForm(func(c registry.DeskClaim) error {
		basis, _ := registry.ParseConfidence(r.form("basis")) // none: the registry says so
		return s.Service.VerifyClaim(r.ctx, r.viewer, registry.VerifyClaim{Claim: c.ID, Basis: basis, Note: r.form("note")})
	})
}

func (s *Server) deskRefuseClaim(r *request) error {
	return r.deskClaimForm(func(c registry.DeskClaim) error { return s.Service.RefuseClaim(r.ctx, r.viewer, c.ID, r.form("note")) })
}
