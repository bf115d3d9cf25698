package httpapi

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// claimPage asks the person of a notice what they want.
type claimPage struct {
	Base
	Reference, Action, Once string
	Name                    NameText
	Fields                  []Field
	Guard                   *Guard
}

// mePage asks for the reference of the notice that is about its reader.
type mePage struct {
	Base
	Fields []Field
}

// ownClaimPage is what the holder of a claim's code sees.
type ownClaimPage struct {
	Base
	Reference, State, Until string
	Wish                    string
	Facts                   []Fact
	Fields                  []Field // to change it; none: no more
	Withdraw, Danger        bool
	Asked                   bool            // people look whether to take it back
	Opened                  []TimelineEntry // who opened their contact
}

const purposeClaim = "claim"

var (
	wishField    = fieldDef{name: "wish", kind: kindRadios, options: []string{"tell", "alive", "hide", "danger"}}
	wordsField   = fieldDef{name: "words", kind: kindArea, rows: 3, optional: true}
	claimFields  = []fieldDef{wishField, wordsField, {name: "claim_note", kind: kindArea, rows: 3, optional: true}, {name: "phone", typ: "tel", mode: "tel", auto: "off", dir: "ltr", optional: true}, {name: "email", typ: "email", auto: "off", dir: "ltr", optional: true}}
	changeFields = []fieldDef{wishField, wordsField}
	meFields     = []fieldDef{{name: "ref", dir: "ltr", width: "w10"}}
)

func (s *Server) claimRoutes(r router) {
	r.get("/me", s.me)
	r.get("/p/:ref/me", s.claimForm)
	r.post("/p/:ref/me", s.claim)
	r.get("/p/:ref/me/:form", s.claimed)
	r.get("/exit", s.exit)
	r.post("/manage/claim", s.claimChange)
	r.post("/manage/claim/withdraw", s.claimWithdraw)
	r.get("/desk/claims", s.deskClaims)
	r.get("/desk/claims/:ref", s.deskClaim)
	r.post("/desk/claims/:ref", s.deskVerify)
	r.post("/desk/claims/:ref/contacts", s.openClaimContact)
	r.post("/desk/claims/:ref/refuse", s.deskRefuseClaim)
}

// me leads from a reference to the page about it.
func (s *Server) me(r *request) error {
	typed := r.c.QueryParam("ref")
	ref, ok := registry.ParseReference(typed)
	if ok {
		return r.redirect("/p/" + string(ref) + "/me")
	}
	var problems registry.Problems
	if typed != "" {
		problems.Add("ref", "reference")
	}
	r.here = "/me"
	p := mePage{Base: r.base(r.t("claim.title"), "/help"), Fields: r.fields("claim", meFields, r.c.QueryParam, problems)}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "me", p)
}

func (s *Server) claimForm(r *request) error { return r.claimPage(nil) }

func (r *request) claimPage(problems registry.Problems) error {
	n, path, err := r.aboutNotice("me")
	if err != nil {
		return err
	}
	p := claimPage{Base: r.base(r.t("claim.title"), path), Reference: n.Reference.String(), Name: r.mainName(n.Names), Action: r.to(r.here), Once: r.form("form")}
	if _, ok := registry.ParseToken(p.Once); !ok {
		p.Once = string(registry.NewToken())
	}
	p.Fields = r.fields("claim", claimFields, r.form, problems)
	r.wrong(&p.Base, problems, p.Fields)
	if p.Guard, err = r.guard(&p.Base, purposeClaim); err != nil {
		return err
	}
	return r.render(status(problems), "claim", p)
}

func (s *Server) claim(r *request) error {
	ref, ok := registry.ParseReference(r.c.Param("ref"))
	form, good := registry.ParseToken(r.form("form"))
	if !ok || !good {
		return echo.ErrNotFound
	}
	doubts, err := r.suspect(purposeClaim, access.ActMessage, string(ref))
	if err != nil {
		return err
	}
	near, wide, err := r.near()
	if err != nil {
		return err
	}
	_, err = s.Service.ClaimNotice(r.ctx, registry.ClaimNotice{
		Form: form, Reference: ref, Wish: registry.ClaimWish(r.form("wish")), Words: r.form("words"), Note: r.form("claim_note"), Lang: r.cat.Code,
		Contact: registry.Contact{Phone: registry.Phone(r.form("phone")), Email: registry.Email(r.form("email"))}, Near: near, Wide: wide, Doubts: doubts,
	})
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.claimPage(problems)
	}
	if err != nil {
		return r.missed(err)
	}
	return r.redirect("/p/" + string(ref) + "/me/" + string(form))
}

// near returns the keyed hashes of the visitor's address and of their provider's
// network; fresh ones where nobody knows where they are, see request.address.
func (r *request) near() (near, wide string, err error) {
	if r.address() == "" {
		return registry.NewID(), registry.NewID(), nil
	}
	who := access.VisitorOf(r.address())
	near, err1 := r.Service.Keyed(r.ctx, purposeClaim, who.Address.String())
	wide, err2 := r.Service.Keyed(r.ctx, purposeClaim, who.Wide.String())
	return near, wide, errors.Join(err1, err2)
}

// claimed is the receipt: it says plainly what happened and what did not.
func (s *Server) claimed(r *request) error {
	form, ok := registry.ParseToken(r.c.Param("form"))
	if !ok {
		return echo.ErrNotFound
	}
	got, err := s.Service.Receipt(r.ctx, form)
	if err == nil && got.Record.Kind != registry.KindClaim {
		err = echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	c, err := s.Service.OwnClaim(r.ctx, registry.Holder(got.Record, ""))
	if err != nil {
		return err
	}
	r.useEvent(c.Event)
	p := keptPage{
		Base: r.base(r.t("claim.done.title"), ""), Reference: got.Reference.String(), Paragraphs: []string{r.claimState(c)},
		Next: []string{r.t("claim.next.1"), r.t("claim.next.2"), r.t("claim.next.3")}, Advice: c.Wish == registry.WishDanger, Leaves: true,
	}
	r.showCode(&p, got.Code)
	return r.render(http.StatusOK, "kept", p)
}

// claimState says where a claim stands.
func (r *request) claimState(c registry.ClaimPage) string {
	if c.State != registry.ClaimMade {
		return r.t("claim.state." + string(c.State))
	}
	switch {
	case c.Wish != registry.WishHide:
		return r.t("claim.state.made." + string(c.Wish))
	case c.Hides:
		return r.t("claim.state.hides", "until", r.at(c.Until))
	}
	return r.t("claim.state.made.hide")
}

func (r *request) ownClaim(problems registry.Problems) error {
	c, err := r.Service.OwnClaim(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	r.useEvent(c.Event)
	p := ownClaimPage{
		Base: r.base(r.t("claim.own.title"), ""), Reference: c.Reference.String(), State: r.claimState(c), Danger: c.Wish == registry.WishDanger,
		Wish: r.t("field.wish.option." + string(c.Wish)), Asked: c.Back && c.State == registry.ClaimVerified, Opened: r.saidTimeline(c.Opened),
	}
	p.Facts = facts(r.fact("wish", p.Wish), r.fact("words", c.Words), r.fact("claim_note", c.Note), r.fact("phone", string(c.Contact.Phone)), r.fact("email", string(c.Contact.Email)))
	p.Withdraw = !p.Asked && slices.Contains([]registry.ClaimState{registry.ClaimMade, registry.ClaimVerified, registry.ClaimLapsed}, c.State)
	if c.State == registry.ClaimMade {
		kept := map[string]string{"wish": string(c.Wish), "words": c.Words}
		p.Fields = r.fields("claim", changeFields, func(name string) string {
			if problems != nil {
				return r.form(name)
			}
			return kept[name]
		}, problems)
	}
	if r.c.QueryParam("done") == "claim" {
		p.Flash = "flash.claim"
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "ownclaim", p)
}

// claimSaid says what a verified claim tells who looks for the person; the text of
// any other kind of statement stays as it is.
func (r *request) claimSaid(kind registry.StatementKind, text string) string {
	switch {
	case kind == registry.ClaimUndone:
		return r.t("claim.said.undone")
	case kind == registry.Claimed && text == "":
		return r.t("claim.said.safe")
	case kind == registry.Claimed:
		return r.t("claim.said.words", "said", r.t("claim.said.safe"), "words", text)
	}
	return text
}

func (s *Server) claimChange(r *request) error {
	return r.managed("claim", func() error {
		return s.Service.ChangeClaim(r.ctx, r.viewer, registry.ClaimWish(r.form("wish")), r.form("words"))
	})
}

func (s *Server) claimWithdraw(r *request) error {
	return r.managed("claim", func() error { return s.Service.WithdrawClaim(r.ctx, r.viewer) })
}
