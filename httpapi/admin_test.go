package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/templates/i18n"
)

// TestAdminPages: each role but admins is refused, and the pages are whole in
// every language.
func TestAdminPages(t *testing.T) {
	s := newSite(t)
	boss, mod := s.staff("boss", registry.RingAdmin, "en"), s.staff("mod", registry.RingModerator, "en")
	acc, err := s.accounts.Named(t.Context(), "mod")
	must(t, err)
	pages := []string{"/admin/accounts", "/admin/accounts/" + string(acc.ID), "/admin/invitations"}
	for _, l := range i18n.Languages() {
		boss.lang = l.Code
		for _, path := range pages {
			p := boss.get(path)
			if p.status != 200 {
				t.Errorf("%s: %d", path, p.status)
			}
			checkPage(t, l, path, p)
		}
	}
	token := mod.get("/account").hidden("/account/password").Get("token")
	for _, path := range append(pages, "/admin") {
		if p := mod.get(path); p.status != http.StatusForbidden {
			t.Errorf("%s for a moderator: %d", path, p.status)
		}
		if p := s.visitor("en").get(path); !strings.HasSuffix(p.url.Path, "/sign-in") {
			t.Errorf("%s for a visitor led to %s", path, p.url.Path)
		}
	}
	for _, path := range []string{"/role", "/renew", "/disable", "/enable", "/reset"} {
		if p := mod.post(pages[1]+path, url.Values{"token": {token}, "role": {"admin"}}); p.status != http.StatusForbidden {
			t.Errorf("%s by a moderator: %d", path, p.status)
		}
	}
	boss.lang = "en"
	if p := boss.post(pages[1]+"/disable", nil); p.status != http.StatusForbidden {
		t.Errorf("a form of an admin from elsewhere: %d", p.status)
	}
	if p := boss.get("/admin/accounts/none"); p.status != 404 {
		t.Errorf("nobody's account: %d", p.status)
	}
}

// TestInvitationPages: an admin invites, the link is inert, the invited chooses
// and sets up, and the link is gone.
func TestInvitationPages(t *testing.T) {
	s := newSite(t)
	boss := s.staff("boss", registry.RingAdmin, "en")
	if p := boss.send("/admin/invitations", "/admin/invitations", "for", "Dr Benali"); p.status != 422 || p.Find("#for").AttrOr("value", "") != "Dr Benali" {
		t.Errorf("without a role: %d", p.status)
	}
	form := boss.get("/admin/invitations").hidden("/admin/invitations")
	p := boss.post("/admin/invitations", with(form, "for", "Dr Benali", "role", "volunteer"))
	link := p.Find(".panel .address").Text()
	twice := boss.post("/admin/invitations", form)
	if p.status != 200 || !strings.Contains(link, "/invite/") || twice.Find(".panel .address").Text() != link || twice.Find(".card").Length() != 1 {
		t.Fatalf("inviting: %d %q, %d invitations", p.status, link, twice.Find(".card").Length())
	}
	if body := boss.get("/admin/invitations").body; strings.Contains(body, link) || !strings.Contains(body, "Dr Benali") {
		t.Error("the link is shown again")
	}
	u, err := url.Parse(link)
	must(t, err)
	path := strings.TrimPrefix(u.Path, "/en")
	vic := s.visitor("fr")
	for range 2 { // a mail scanner first
		if p = vic.get(path); p.status != 200 || p.header.Get("Set-Cookie") != "" {
			t.Fatalf("following the link: %d", p.status)
		}
	}
	checkPage(t, i18n.Languages()[1], path, p)
	form = p.hidden("/invite")
	if p = vic.post("/invite", with(form, "user", "boss", "new_password", "canary")); p.status != 422 || p.Find("#user").AttrOr("value", "") != "boss" || strings.Contains(p.body, "canary") {
		t.Errorf("a name that is taken: %d", p.status)
	}
	form = p.hidden("/invite")
	for range 2 { // a double click
		if p = vic.post("/invite", with(form, "user", "vic", "new_password", "kettle orbit mango")); !strings.HasSuffix(p.url.Path, "/account/factor") {
			t.Fatalf("accepting: %d at %s %s", p.status, p.url.Path, p.Find(".summary-box").Text())
		}
	}
	vic.secret = strings.ReplaceAll(p.Find(".code.long").Text(), " ", "")
	if p = vic.post("/account/factor", with(p.hidden("/account/factor"), "code", vic.code(0))); p.Find(".code.long").Length() != 8 {
		t.Fatalf("setting up: %d %s", p.status, p.Find(".summary-box").Text())
	}
	if p = vic.get("/desk/queue"); p.status != 200 {
		t.Errorf("the queue: %d", p.status)
	}
	if p = s.visitor("en").get(path); p.status != 404 || p.Find("form[action$='/invite']").Length() != 0 {
		t.Errorf("the link afterwards: %d", p.status)
	}
	if log := s.logs.String(); strings.Contains(log, path[len("/invite/"):]) || strings.Contains(log, "kettle") {
		t.Errorf("the log tells: %s", log)
	}
}

// TestInvitedAs: whoever follows an invitation reads what they become, of whom.
func TestInvitedAs(t *testing.T) {
	s := newSite(t)
	s.staff("boss", registry.RingAdmin, "en")
	acc, err := s.accounts.Named(t.Context(), "boss")
	must(t, err)
	boss := registry.Viewer{Ring: registry.RingAdmin, Account: acc.ID}
	org, err := s.service.KeepOrganisation(t.Context(), boss, registry.Organisation{Name: "Hospital North", Kind: registry.SourceHospital})
	must(t, err)
	for _, lang := range []string{"en", "fr"} {
		for role, want := range map[registry.Ring]string{
			registry.RingVolunteer: "Volunteer", registry.RingModerator: "Moderator", registry.RingAdmin: "Administrator",
			registry.RingAuditor: "Auditor", registry.RingOrganisation: "Member of an organisation, Hospital North · Owner",
		} {
			token, err := s.accounts.Invite(t.Context(), boss, access.Invite{Role: role, Org: org, Owner: true, For: "Vic"})
			must(t, err)
			p := s.visitor(lang).get("/invite/" + string(token))
			text := p.Find("main").Text()
			if lang == "en" && !strings.Contains(text, "Your role: "+want+".") || strings.Contains(text, "[") {
				t.Errorf("invited as %s in %s: %s", role, lang, text)
			}
		}
	}
}

// TestGovernPages: what an admin does to an account, with a fresh code, and what
// its owner feels of it.
func TestGovernPages(t *testing.T) {
	s := newSite(t)
	boss, mod := s.staff("boss", registry.RingAdmin, "en"), s.staff("mod", registry.RingModerator, "en")
	acc, err := s.accounts.Named(t.Context(), "mod")
	must(t, err)
	path := "/admin/accounts/" + string(acc.ID)
	s.clock.set(access.ProofLife)
	p := boss.send(path, "/role", "role", "volunteer")
	if p.status != http.StatusForbidden || p.Find("input[name=role]").AttrOr("value", "") != "volunteer" {
		t.Fatalf("without a fresh code: %d", p.status)
	}
	if p = boss.post(path+"/role", with(p.hidden("/role"), "stepup", boss.code(0))); p.status != 200 || !strings.Contains(p.Find(".facts").Text(), "Volunteer") {
		t.Fatalf("another role: %d %s", p.status, p.Find("main").Text())
	}
	if p := mod.get("/desk/queue"); !strings.HasSuffix(p.url.Path, "/sign-in") {
		t.Errorf("the session of the old role led to %s", p.url.Path)
	}
	for _, act := range []string{"/renew", "/disable", "/enable"} {
		if p := boss.send(path, act); p.status != 200 {
			t.Errorf("%s: %d", act, p.status)
		}
	}
	p = boss.send(path, "/reset")
	if link := p.Find(".panel .address").Text(); p.status != 200 || !strings.Contains(link, "/invite/") {
		t.Errorf("a reset: %d %q", p.status, link)
	}
	own, err := s.accounts.Named(t.Context(), "boss")
	must(t, err)
	p = boss.get("/admin/accounts/" + string(own.ID))
	if p.Find("form[action*='/admin/accounts/']").Length() != 0 {
		t.Error("an admin is offered changes of their own account")
	}
	token := url.Values{"token": {boss.get(path).hidden("/renew").Get("token")}}
	if p := boss.post("/admin/accounts/"+string(own.ID)+"/disable", token); p.status != 422 {
		t.Errorf("closing one's own account: %d", p.status)
	}
}

// TestAuditorPages: an auditor reads the audit log and nothing else.
func TestAuditorPages(t *testing.T) {
	s := newSite(t)
	v := s.staff("aud", registry.RingAuditor, "en")
	if p := v.get("/sign-in"); !strings.HasSuffix(p.url.Path, "/admin/audit") || p.status != 200 {
		t.Errorf("an auditor begins at %s", p.url.Path)
	}
	for _, path := range []string{"/admin/accounts", "/admin/invitations", "/admin/organisations", "/admin/keys", "/desk/queue", "/desk/review", "/admin/outbox"} {
		if p := v.get(path); p.status != http.StatusForbidden {
			t.Errorf("%s for an auditor: %d", path, p.status)
		}
	}
}
