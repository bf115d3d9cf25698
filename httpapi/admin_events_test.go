package httpapi_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/templates/i18n"
)

// TestEventPages: an admin reads the numbers of an event, small ones hidden, and
// closes it with a fresh code; twice is as once, and another date can be set.
func TestEventPages(t *testing.T) {
	s := newSite(t)
	s.visitor("en").file("Ana Silva", nil)
	boss := s.staff("boss", registry.RingAdmin, "en")
	list, err := s.service.Events(t.Context())
	must(t, err)
	path := "/admin/events/" + list[0].Slug
	for _, l := range i18n.Languages() {
		boss.lang = l.Code
		for _, at := range []string{"/admin/events", path} {
			checkPage(t, l, at, boss.get(at))
		}
	}
	boss.lang = "en"
	p := boss.get(path)
	if cell := p.Find("td").First().Text(); cell != "<5" {
		t.Errorf("one notice is told as %q", cell)
	}
	form := p.hidden("/close")
	if p = boss.post(path+"/close", with(form, "days", "0")); p.status != 422 || p.Find("#days").AttrOr("value", "") != "0" {
		t.Errorf("no days: %d", p.status)
	}
	s.clock.by = access.ProofLife
	if p = boss.post(path+"/close", with(form, "days", "40")); p.status != 403 || p.Find("#stepup").Length() != 1 {
		t.Fatalf("without a fresh code: %d", p.status)
	}
	form = with(p.hidden("/close"), "stepup", boss.code(0))
	for range 2 {
		if p = boss.post(path+"/close", form); p.status != 200 || !strings.Contains(p.Find(".tag").Text(), "Closed") {
			t.Fatalf("closing: %d %s", p.status, p.Find("main").Text())
		}
	}
	list, err = s.service.Events(t.Context())
	must(t, err)
	if e := list[0]; e.State != registry.EventClosed || int(e.PurgeAt.Sub(e.Closed).Hours()) != 40*24 {
		t.Errorf("%s, erased after %v", e.State, e.PurgeAt.Sub(e.Closed))
	}
	must(t, s.service.CloseEvent(t.Context(), registry.System, list[0].Slug, registry.KeepEvent))
}
