package httpapi_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/templates/i18n"
)

// newMailSite is a site whose letters leave.
func newMailSite(t *testing.T) *site {
	return newSiteWith(t, func(cfg *httpapi.Config) { cfg.Mails = true })
}

// staffParcel returns the one letter to staff that is due.
func (s *site) staffParcel(kind registry.LetterKind) registry.Parcel {
	s.t.Helper()
	must(s.t, s.service.MailStaff(s.t.Context()))
	list := s.parcels()
	if len(list) != 1 || list[0].Kind != kind || !list[0].Staff {
		s.t.Fatalf("letters %v, want one of kind %s", list, kind)
	}
	return list[0]
}

// TestInvitedByLetter: an admin invites to an address and sees no link; who reads
// there joins by it, and is reached.
func TestInvitedByLetter(t *testing.T) {
	s := newMailSite(t)
	boss := s.staff("boss", registry.RingAdmin, "en")
	p := boss.send("/admin/invitations", "/admin/invitations", "for", "Ana", "role", "moderator", "email", "ana@")
	if p.status != 422 || p.Find("#email").AttrOr("value", "") != "ana@" {
		t.Errorf("half an address: %d", p.status)
	}
	form := with(boss.get("/admin/invitations").hidden("/admin/invitations"), "for", "Ana", "role", "moderator", "email", "ana@example.org")
	for range 2 { // a double click
		if p = boss.post("/admin/invitations", form); p.status != 200 || strings.Contains(p.body, "/invite/") || p.Find(".panel").Length() != 1 || p.Find(".card").Length() != 1 {
			t.Fatalf("inviting: %d %s", p.status, p.Find("main").Text())
		}
	}
	letter := s.staffParcel(registry.LetterInvited)
	ana := s.visitor("en")
	ana.joins("/invite/"+letter.Link, "ana")
	if p := ana.get("/account"); !strings.Contains(p.Find("main").Text(), "ana@example.org is confirmed") {
		t.Errorf("%s", p.Find("main").Text())
	}
}

// TestAccountMail: an address is given with a fresh code, confirmed by a button,
// and letters on work are ended by one click, and asked for again.
func TestAccountMail(t *testing.T) {
	s := newMailSite(t)
	ana := s.staff("ana", registry.RingModerator, "en")
	old := ana.get("/account").hidden("/account/mail")
	s.clock.set(access.ProofLife)
	if p := ana.post("/account/mail", with(old, "email", "ana@example.org")); p.status != 403 || p.Find("input[name=email]").AttrOr("value", "") != "ana@example.org" {
		t.Errorf("without a fresh code: %d", p.status)
	}
	if p := ana.post("/account/mail", with(old, "email", "ana@example.org", "stepup", ana.code(0))); p.status != 200 || !strings.Contains(p.body, "not confirmed yet") {
		t.Fatalf("giving an address: %d", p.status)
	}
	for _, l := range i18n.Languages() {
		ana.lang = l.Code
		checkPage(t, l, "/account", ana.get("/account"))
	}
	ana.lang = "en"
	p := s.staffParcel(registry.LetterConfirm)
	anyone := s.visitor("en")
	if got := anyone.get(letter("address", p, p.Link)); got.status != 200 || strings.Contains(got.body, "ana@") {
		t.Errorf("following the link: %d", got.status)
	}
	if got := anyone.post(letter("address", p, p.Link), nil); !strings.HasSuffix(got.url.Path, "/letter/done/address") {
		t.Errorf("confirming led to %s", got.url.Path)
	}
	boss := s.staff("boss", registry.RingAdmin, "en")
	n := boss.file("Ann Other", nil)
	ref, _ := registry.ParseReference(n.reference)
	_, err := s.service.ClaimNotice(t.Context(), registry.ClaimNotice{Form: registry.NewToken(), Reference: ref, Wish: registry.WishTell, Near: "a", Wide: "b"})
	must(t, err)
	s.clock.add(10 * time.Hour) // should it be night where the event is
	s.clock.add(time.Hour)
	tasks := s.dueTasks()
	one := letter("work", tasks, tasks.Stop)
	if got := anyone.get(one); got.status != 200 || strings.Contains(got.body, "ana@") {
		t.Errorf("following the link that ends them: %d", got.status)
	}
	if got := anyone.post(one, url.Values{"List-Unsubscribe": {"One-Click"}}); got.status != 200 || got.body != "" {
		t.Errorf("one click: %d", got.status)
	}
	ana = s.again(ana)
	if got := ana.get("/account").hidden("/account/mail/work").Get("want"); got != "yes" {
		t.Errorf("after one click the page offers %q", got)
	}
	if got := ana.send("/account", "/account/mail/work").hidden("/account/mail/work").Get("want"); got != "no" {
		t.Errorf("asked for again, the page offers %q", got)
	}
}

// dueTasks lets time pass until the letter on work is sent.
func (s *site) dueTasks() registry.Parcel {
	s.t.Helper()
	for range 30 {
		must(s.t, s.service.MailStaff(s.t.Context()))
		for _, p := range s.parcels() {
			if p.Kind == registry.LetterTasks {
				return p
			}
		}
		s.clock.add(time.Hour)
	}
	s.t.Fatal("no letter on work")
	return registry.Parcel{}
}

// again signs somebody in once more.
func (s *site) again(v *visitor) *visitor {
	s.t.Helper()
	fresh := s.visitor("en")
	fresh.password, fresh.secret = v.password, v.secret
	if p := fresh.post("/sign-in", url.Values{"user": {"ana"}, "password": {v.password}, "code": {fresh.code(0)}}); p.status != 200 || strings.HasSuffix(p.url.Path, "/sign-in") {
		s.t.Fatalf("signing in again: %d %s", p.status, p.url.Path)
	}
	return fresh
}

// TestResetPageByLetter: where the owner confirmed an address, an admin can send
// the link there without seeing it.
func TestResetPageByLetter(t *testing.T) {
	s := newMailSite(t)
	boss, ana := s.staff("boss", registry.RingAdmin, "en"), s.staff("ana", registry.RingModerator, "en")
	acc, err := s.accounts.Named(t.Context(), "ana")
	must(t, err)
	at := "/admin/accounts/" + string(acc.ID)
	if boss.get(at).Find("form[action$='/send']").Length() != 0 {
		t.Error("a letter is offered though there is no address")
	}
	ana.send("/account", "/account/mail", "email", "ana@example.org")
	p := s.staffParcel(registry.LetterConfirm)
	must(t, s.service.ConfirmContact(t.Context(), p.Letter, p.Link))
	page := boss.send(at, "/send")
	if page.status != 200 || strings.Contains(page.body, "/invite/") || page.Find(".panel").Length() != 1 {
		t.Errorf("sending: %d", page.status)
	}
	for _, p := range s.parcels() {
		if p.Kind == registry.LetterReset {
			if got := s.visitor("en").get("/invite/" + p.Link); got.status != 200 || !strings.Contains(got.body, "ana") {
				t.Errorf("the link: %d", got.status)
			}
			return
		}
	}
	t.Error("no letter")
}
