package httpapi_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry/access"
)

// TestWait: with the switch on, a browser without scripts finds somebody by name
// after a wait: not before, not twice for one wait, not from another address, and
// so many times a day. It reads how to go on at every step.
func TestWait(t *testing.T) {
	rules := access.DefaultRules()
	rules.Proof.Mode, rules.Views.Waits = access.ProofOn, 2
	s := newSiteWith(t, func(c *httpapi.Config) { c.Rules = rules })
	v := s.visitor("en")
	for _, name := range []string{"Ana Reis", "Cem Ates", "Ana Silva"} {
		s.fileDoubtful(name)
	}
	s.settle()
	found := func(name string) bool {
		t.Helper()
		p := v.get("/search?q=" + url.QueryEscape(name))
		shown := strings.Contains(p.Find("main .card").Text(), name)
		if !shown && p.Find("#meter noscript").Length() != 1 {
			t.Errorf("searching %s reads %s", name, p.Find("main").Text())
		}
		return shown
	}
	ask := func(form url.Values) page { t.Helper(); return v.post("/more", form) }
	form := url.Values{"back": {"/search?q=Ana+Reis"}}
	if found("Ana Reis") {
		t.Fatal("with the switch on somebody finds without work")
	}
	p := ask(form)
	stamp := p.hidden("/more")
	if stamp.Get("stamp") == "" || !strings.Contains(p.Find("main").Text(), "30 seconds") || p.Find("main form[action$='/find/new']").Length() != 1 {
		t.Fatalf("the page of the wait reads %s", p.Find("main").Text())
	}
	s.clock.add(20 * time.Second)
	if p = ask(stamp); p.hidden("/more").Get("stamp") != stamp.Get("stamp") || !strings.Contains(p.Find("main").Text(), "10 seconds") {
		t.Errorf("sent too soon: %s", p.Find("main").Text())
	}
	s.clock.add(11 * time.Second)
	if p = ask(stamp); p.Find(".card").Length() != 1 || p.url.Path != "/en/search" {
		t.Errorf("after the wait: %s", p.Find("main").Text())
	}
	if !found("Ana Reis") || !found("Cem Ates") || found("Ana Silva") {
		t.Error("a wait does not find two people by name")
	}
	if again := ask(stamp); again.hidden("/more").Get("stamp") == stamp.Get("stamp") || found("Ana Silva") {
		t.Error("one wait counts twice")
	}
	stamp = ask(form).hidden("/more")
	s.clock.add(31 * time.Second)
	if ask(stamp); !found("Ana Silva") {
		t.Error("the second wait finds nobody")
	}
	if p = ask(form); p.hidden("/more").Get("stamp") != "" || !strings.Contains(p.Find("main").Text(), "You can still create a notice") {
		t.Errorf("after all waits: %s", p.Find("main").Text())
	}
}
