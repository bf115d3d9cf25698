package httpapi_test

import (
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/templates/i18n"
)

// TestClockPage: after a month switched off nothing is erased until an admin says,
// with a fresh code and of the time that the page showed, that the clock is right.
func TestClockPage(t *testing.T) {
	s := newSite(t)
	purge := func() registry.ClockState {
		p, err := s.service.Purge(t.Context(), registry.PurgeOptions{})
		must(t, err)
		return p.Clock
	}
	purge()
	const away = 30 * 24 * time.Hour
	s.clock.set(away)
	if !purge().Odd() {
		t.Fatal("it purges after a month")
	}
	boss := s.staff("boss", registry.RingAdmin, "en")
	for _, l := range i18n.Languages() {
		boss.lang = l.Code
		p := boss.get("/admin/clock")
		checkPage(t, l, "/admin/clock", p)
		if text := p.Find(".inset.attention strong").Text(); !strings.Contains(text, "30") {
			t.Errorf("%s: the page says %q", l.Code, text)
		}
	}
	boss.lang = "en"
	form := boss.get("/admin/clock").hidden("/admin/clock")
	if p := boss.post("/admin/clock", with(form, "shown", "2001-01-01T00:00:00Z")); p.status != 409 || p.Find(".summary-box li").Length() != 1 {
		t.Errorf("of a time that was not shown: %d", p.status)
	}
	s.clock.set(away + access.ProofLife)
	if p := boss.post("/admin/clock", form); p.status != 403 || p.Find("#stepup").Length() != 1 || !purge().Odd() {
		t.Errorf("without a fresh code: %d", p.status)
	}
	form = with(boss.get("/admin/clock").hidden("/admin/clock"), "stepup", boss.code(0))
	for range 2 {
		if p := boss.post("/admin/clock", form); p.status != 200 || p.Find(".inset.attention").Length() != 0 {
			t.Errorf("calling it right: %d %s", p.status, p.Find("main").Text())
		}
	}
	if purge().Odd() {
		t.Error("it is still in doubt")
	}
	for _, l := range i18n.Languages() {
		boss.lang = l.Code
		checkPage(t, l, "/admin/clock", boss.get("/admin/clock"))
	}
}
