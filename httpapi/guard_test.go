package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// draftOf fills a notice in up to the page that sends it.
func (v *visitor) draftOf(name string, steps map[string]url.Values) string {
	v.t.Helper()
	draft := v.start("/find", url.Values{"names": {name}})
	v.fill(draft, map[string]url.Values{"you": {"phone": {"06 99 00 11 22"}, "seeker": {"Nora"}}})
	v.fill(draft, steps)
	return draft
}

// held reports whether the notice of a receipt waits for review.
func (v *visitor) held(draft string, form url.Values) bool {
	v.t.Helper()
	n := v.receipt(draft, v.post(draft+"check", with(form, "consent", "yes")))
	return v.get("/p/"+n.reference).status == http.StatusNotFound
}

// TestGuard: haste, the hidden field and a text with a number are held and never
// refused; their receipt is that of everybody who is held, and an honest notice is
// shown at once.
func TestGuard(t *testing.T) {
	s := newSiteWith(t, func(c *httpapi.Config) { c.MinFill = 300 * time.Millisecond })
	for name, c := range map[string]struct {
		wait  time.Duration
		form  url.Values
		steps map[string]url.Values
		held  bool
	}{
		"honest":     {400 * time.Millisecond, nil, nil, false},
		"hasty":      {0, nil, nil, true},
		"trapped":    {400 * time.Millisecond, url.Values{"more": {"cheap pills"}}, nil, true},
		"forged":     {400 * time.Millisecond, url.Values{"stamp": {"abc.def"}}, nil, true},
		"a number":   {400 * time.Millisecond, nil, map[string]url.Values{"looks": {"clothes": {"blue jacket, call 06 12 34 56 78"}}}, true},
		"an address": {400 * time.Millisecond, nil, map[string]url.Values{"looks": {"clothes": {"see www.find-him.example.com"}}}, true},
	} {
		v := s.visitor("en")
		draft := v.draftOf("Ana "+name, c.steps)
		form := v.get(draft + "check").hidden("/check")
		for k, values := range c.form {
			form[k] = values
		}
		time.Sleep(c.wait)
		if got := v.held(draft, form); got != c.held {
			t.Errorf("%s: held is %v", name, got)
		}
	}
}

// TestProofOfFiling: with the switch on, who brings a proof is shown at once; who
// has no script files all the same and is held; a proof counts once and for its
// address and purpose only.
func TestProofOfFiling(t *testing.T) {
	rules := access.DefaultRules()
	rules.Proof.Mode, rules.Proof.Bits = access.ProofOn, 5
	s := newSiteWith(t, func(c *httpapi.Config) { c.Rules = rules })
	v := s.visitor("en")
	draft := v.draftOf("Ana Proof", nil)
	page := v.get(draft + "check")
	if src := page.Find("script").AttrOr("src", ""); !strings.HasPrefix(src, "/static/js/proof.") || v.get(s.URL+src).status != http.StatusOK {
		t.Errorf("the script is %q", src)
	}
	if csp := page.header.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "unsafe") {
		t.Errorf("the policy is %s", csp)
	}
	form := page.hidden("/check")
	answer, err := access.Solve(form.Get("challenge"))
	must(t, err)
	if v.held(draft, with(form, "proof", answer)) {
		t.Error("held in spite of a proof")
	}
	again := v.draftOf("Ben Proof", nil)
	if !v.held(again, with(form, "proof", answer)) {
		t.Error("a proof counts twice")
	}
	plain := s.visitor("fr")
	if !plain.held(plain.draftOf("Cem Plain", nil), url.Values{}) {
		t.Error("without a script and not held")
	}
	rep := plain.report(url.Values{}, map[string]url.Values{"looks": {"description": {"a man with a stick"}}})
	if rep.reference == "" {
		t.Error("somebody who reports a person is sent away")
	}
}

// TestCrowd (A10): posts by the hundred from one address are all accepted, and
// held from some number on; somebody elsewhere files in less than a second and is
// shown at once, and moderators find the crowd and close it together.
func TestCrowd(t *testing.T) {
	rules := access.DefaultRules()
	rules.Rates[access.PurseWrite] = map[access.Level]access.Rate{access.LevelAddress: {Burst: 50}}
	s := newSiteWith(t, func(c *httpapi.Config) { c.Rules = rules })
	v, heldBack := s.visitor("en"), 0
	for range 25 {
		if v.held(v.draftOf("Ana Crowd", nil), url.Values{}) {
			heldBack++
		}
	}
	if heldBack != 20 {
		t.Errorf("%d of 25 are held", heldBack)
	}
	mod := s.moderator("en")
	list := mod.get("/desk/sources")
	href, ok := list.Find("main li a").First().Attr("href")
	if !ok {
		t.Fatalf("nothing came together: %s", list.Find("main").Text())
	}
	one := mod.get(href)
	form := with(one.hidden("/sweep"), "act", "false", "note", "a flood")
	if p := mod.post("/desk/sources/sweep", form); strings.Count(p.Find("main li").Text(), "Closed") != 25 || p.Find("form[action$='/undo']").Length() != 1 {
		t.Errorf("after the sweep: %s", p.Find("main").Text())
	}
	if p := mod.post("/desk/sources/undo", one.hidden("/sweep")); strings.Count(p.Find("main li").Text(), "Closed") != 0 {
		t.Errorf("after the undo: %s", p.Find("main").Text())
	}
	if p := mod.post("/desk/sources/sweep", with(one.hidden("/sweep"), "act", "false", "note", "", "once", "other")); p.status != http.StatusUnprocessableEntity {
		t.Errorf("a sweep without a note: %d", p.status)
	}
}

// TestFlagPages: anybody may say that a notice is wrong; it stays public, and
// moderators answer and can take the answer back.
func TestFlagPages(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Ana Flagged", nil)
	ref, _ := registry.ParseReference(n.reference)
	page := v.get("/p/" + string(ref))
	href := page.Find("aside a[href$='/flag']").AttrOr("href", "")
	form := v.get(href)
	if form.status != http.StatusOK {
		t.Fatalf("%s: %d", href, form.status)
	}
	if p := v.post(href, form.hidden("/flag")); p.status != http.StatusUnprocessableEntity || p.Find(".error").Length() == 0 {
		t.Errorf("without a reason: %d", p.status)
	}
	for range 2 {
		if p := v.post(href, with(form.hidden("/flag"), "reason", "private", "text", "Canary Flag")); !strings.HasSuffix(p.url.Path, "/flagged") {
			t.Errorf("flagging led to %s", p.url.Path)
		}
	}
	if p := v.get("/p/" + string(ref)); p.status != http.StatusOK || strings.Contains(p.body, "Canary Flag") {
		t.Errorf("flagged once: %d", p.status)
	}
	mod := s.moderator("en")
	list := mod.get("/desk/flags")
	if !strings.Contains(list.Find("main").Text(), "Canary Flag") || list.Find("section.card").Length() != 1 {
		t.Fatalf("moderators read %s", list.Find("main").Text())
	}
	action := "/desk/flags/" + string(ref)
	if p := mod.post(action, list.hidden(action)); p.status != http.StatusUnprocessableEntity {
		t.Errorf("an answer without an act: %d", p.status)
	}
	p := mod.post(action, with(list.hidden(action), "act", "hide", "note", "shows a number"))
	if v.get("/p/"+string(ref)).status != http.StatusNotFound {
		t.Error("hidden and still shown")
	}
	mod.post(action+"/undo", p.hidden("/undo"))
	if v.get("/p/"+string(ref)).status != http.StatusOK {
		t.Error("taken back and not shown")
	}
	if got := v.get("/p/" + string(registry.NewReference()) + "/flag").status; got != http.StatusNotFound {
		t.Errorf("flagging an unknown notice: %d", got)
	}
}
