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
	action := p.Find(".inset form").AttrOr("action", "")
	s.clock.by = access.ProofLife
	form = p.hidden("/remove")
	if p = admin.post(action, form); p.status != 403 || p.Find("#stepup").Length() != 1 {
		t.Errorf("removing without a fresh code: %d", p.status)
	}
	if p = admin.post(action, with(form, "stepup", admin.code(0))); p.status != 200 || strings.Contains(p.body, "https://example.org/hook") {
		t.Errorf("removing: %d", p.status)
	}
}
