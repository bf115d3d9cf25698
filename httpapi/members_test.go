package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n"
)

// joins follows the link of an invitation and sets up the second factor.
func (v *visitor) joins(link, name string) {
	v.t.Helper()
	u, err := url.Parse(link)
	must(v.t, err)
	p := v.get(u.Path[strings.Index(u.Path, "/invite/"):])
	p = v.post("/invite", with(p.hidden("/invite"), "user", name, "new_password", "kettle orbit mango"))
	v.secret = strings.ReplaceAll(p.Find(".code.long").Text(), " ", "")
	if p = v.post("/account/factor", with(p.hidden("/account/factor"), "code", v.code(0))); p.Find(".code.long").Length() != 8 {
		v.t.Fatalf("%s joins: %d %s", name, p.status, p.Find(".summary-box").Text())
	}
}

// TestMembersPage: an owner invites a colleague and ends their account; a plain
// member reads who there is, and no form of theirs does anything.
func TestMembersPage(t *testing.T) {
	s := newSite(t)
	boss := s.staff("boss", registry.RingAdmin, "en")
	org, err := s.service.KeepOrganisation(t.Context(), registry.System, registry.Organisation{Name: "North", Kind: registry.SourceHospital})
	must(t, err)
	p := boss.send("/admin/invitations", "/admin/invitations", "for", "Dr Benali", "role", "organisation", "org", string(org), "owner", "yes")
	owner, plain := s.visitor("en"), s.visitor("en")
	owner.joins(p.Find(".panel .address").Text(), "owner")
	for _, l := range i18n.Languages() {
		owner.lang = l.Code
		p := owner.get("/desk/members")
		checkPage(t, l, "/desk/members", p)
	}
	owner.lang = "en"
	if p := owner.send("/desk/members", "/desk/members"); p.status != 422 || !strings.Contains(p.body, "for") {
		t.Errorf("without a word for whom: %d", p.status)
	}
	form := with(owner.get("/desk/members").hidden("/desk/members"), "for", "Eve, nights", "role", "admin", "org", "another", "owner", "yes")
	p = owner.post("/desk/members", form)
	link := p.Find(".panel .address").Text()
	if twice := owner.post("/desk/members", form); link == "" || twice.Find(".panel .address").Text() != link {
		t.Fatalf("inviting: %d %q", p.status, link)
	}
	if p := boss.get("/admin/invitations"); p.Find(".card").Length() != 1 {
		t.Error("an admin does not see it")
	}
	plain.joins(link, "eve")
	acc, err := s.accounts.Named(t.Context(), "eve")
	if err != nil || acc.Role != registry.RingOrganisation || acc.Org != org || acc.Owner {
		t.Fatalf("%+v, %v", acc.Staff, err)
	}
	p = plain.get("/desk/members")
	if p.status != 200 || p.Find("main form").Length() != 0 || !strings.Contains(p.Find("main").Text(), "owner") {
		t.Errorf("as a plain member: %d, %d forms", p.status, p.Find("main form").Length())
	}
	token := plain.get("/account").hidden("/account/password").Get("token")
	end := "/desk/members/" + string(acc.ID) + "/end"
	for _, path := range []string{"/desk/members", end} {
		if p := plain.post(path, url.Values{"token": {token}, "for": {"x"}, "once": {"y"}}); p.status != http.StatusForbidden {
			t.Errorf("%s by a plain member: %d", path, p.status)
		}
	}
	if p = owner.send("/desk/members", end); p.status != 200 || p.Find("form[action$='/end']").Length() != 0 {
		t.Errorf("ending: %d", p.status)
	}
	if p = plain.get("/desk/members"); !strings.HasSuffix(p.url.Path, "/sign-in") {
		t.Errorf("an ended member is at %s", p.url.Path)
	}
	at := "/admin/accounts/" + string(acc.ID)
	if p = boss.send(at, "/owner"); p.status != 200 || p.Find("input[name=owner]").AttrOr("value", "") != "no" {
		t.Errorf("made an owner: %d", p.status)
	}
	if list, err := s.accounts.List(t.Context()); err != nil || len(list) != 3 {
		t.Errorf("%d accounts, %v", len(list), err)
	}
}
