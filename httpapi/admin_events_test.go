package httpapi_test

import (
	"net/url"
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
		for _, at := range []string{"/admin", "/admin/events", path, path + "/close"} {
			checkPage(t, l, at, boss.get(at))
		}
	}
	boss.lang = "en"
	p := boss.get(path)
	if cell := p.Find("td").First().Text(); cell != "<5" {
		t.Errorf("one notice is told as %q", cell)
	}
	p = boss.get(path + "/close")
	if text := p.Find(".inset.attention").Text(); !strings.Contains(text, "1 person still looked for") || !strings.Contains(text, "1 of them without any news") {
		t.Errorf("still open: %s", text)
	}
	form := p.hidden("/close")
	for _, wrong := range []url.Values{{"days": {"0"}, "confirm": {"drill"}}, {"days": {"40"}}, {"days": {"40"}, "confirm": {"Drill"}}} {
		wrong.Set("token", form.Get("token"))
		if p = boss.post(path+"/close", wrong); p.status != 422 || p.Find(".summary-box li").Length() != 1 || p.Find("#days").AttrOr("value", "") != wrong.Get("days") || p.Find("#confirm").AttrOr("value", "") != wrong.Get("confirm") {
			t.Errorf("%v: %d %s", wrong, p.status, p.Find(".summary-box").Text())
		}
	}
	s.clock.set(access.ProofLife)
	if p = boss.post(path+"/close", with(form, "days", "40", "confirm", "drill")); p.status != 403 || p.Find("#stepup").Length() != 1 {
		t.Fatalf("without a fresh code: %d", p.status)
	}
	form = with(p.hidden("/close"), "stepup", boss.code(0))
	for range 2 {
		if p = boss.post(path+"/close", form); p.status != 200 || !strings.Contains(p.Find(".tag").Text(), "Closed") {
			t.Fatalf("closing: %d %s", p.status, p.Find("main").Text())
		}
	}
	p = boss.get(path + "/close")
	if p.Find("#confirm").Length() != 0 || p.Find("#days").AttrOr("value", "") != "40" {
		t.Errorf("of a closed one: %s", p.Find("main").Text())
	}
	if p = boss.post(path+"/close", with(p.hidden("/close"), "days", "50")); p.status != 200 {
		t.Errorf("another date: %d", p.status)
	}
	list, err = s.service.Events(t.Context())
	must(t, err)
	if e := list[0]; e.State != registry.EventClosed || int(e.PurgeAt.Sub(e.Closed).Hours()) != 50*24 {
		t.Errorf("%s, erased after %v", e.State, e.PurgeAt.Sub(e.Closed))
	}
	must(t, s.service.CloseEvent(t.Context(), registry.System, list[0].Slug, registry.KeepEvent))
}
