package httpapi_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestHooksPage lets admins add and remove programs, shows the secret once, and
// nobody else gets in.
func TestHooksPage(t *testing.T) {
	s := newSite(t)
	for name, v := range map[string]*visitor{"the public": s.visitor("en"), "a moderator": s.moderator("en")} {
		if p := v.get("/admin/hooks"); strings.HasSuffix(p.url.Path, "/hooks") && p.status == 200 {
			t.Errorf("%s sees the hooks", name)
		}
	}
	admin := s.staff("root", registry.RingAdmin, "en")
	form := admin.get("/admin/hooks").hidden("/admin/hooks")
	if p := admin.post("/admin/hooks", with(form, "url", "example.org/hook")); p.status != 422 || p.Find("#url").AttrOr("value", "") != "example.org/hook" {
		t.Errorf("half an address: %d", p.status)
	}
	p := admin.post("/admin/hooks", with(form, "url", "https://example.org/hook"))
	secret := p.Find(".panel .code").Text()
	if p.status != 200 || len(secret) < 32 || !strings.Contains(p.body, "https://example.org/hook") {
		t.Fatalf("adding: %d", p.status)
	}
	p = admin.get("/admin/hooks")
	if strings.Contains(p.body, secret) {
		t.Error("the secret is shown again")
	}
	if p = admin.post("/admin/hooks/none/test", p.hidden("/test")); p.status != 200 {
		t.Errorf("testing one that is gone: %d", p.status)
	}
	for _, step := range []struct{ act, next, words string }{{"/pause", "/resume", "Paused since"}, {"/resume", "/pause", "Nothing to tell yet"}, {"/test", "/test", "A test is sent"}} {
		form := p.Find("form[action$='" + step.act + "']")
		for range 2 {
			if p = admin.post(form.AttrOr("action", ""), p.hidden("/test")); p.status != 200 || !strings.Contains(p.Find(".inset").Text(), step.words) || p.Find("form[action$='"+step.next+"']").Length() != 1 {
				t.Errorf("%s: %d %s", step.act, p.status, p.Find(".inset").Text())
			}
		}
	}
	d, err := s.service.NextDelivery(t.Context())
	must(t, err)
	must(t, s.service.DeliveryRefused(t.Context(), *d, "connection"))
	for lang, want := range map[string]string{"fr": "un essai", "en": "The server does not answer"} {
		admin.lang = lang
		if p = admin.get("/admin/hooks"); !strings.Contains(p.Find(".inset details").Text(), want) {
			t.Errorf("%s: the last messages are %s", lang, p.Find(".inset details").Text())
		}
	}
	action := p.Find("form[action$='/remove']").AttrOr("action", "")
	s.clock.set(access.ProofLife)
	form = p.hidden("/remove")
	if p = admin.post(action, form); p.status != 403 || p.Find("#stepup").Length() != 1 {
		t.Errorf("removing without a fresh code: %d", p.status)
	}
	if p = admin.post(action, with(form, "stepup", admin.code(0))); p.status != 200 || strings.Contains(p.body, "https://example.org/hook") {
		t.Errorf("removing: %d", p.status)
	}
}
