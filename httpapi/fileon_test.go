package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry/access"
)

// flooded is a site where one address has used up what it may send and read.
func flooded(t *testing.T) (*site, *visitor) {
	rules := access.DefaultRules()
	rules.Proof.Bits = 5
	rules.Rates[access.PurseSend] = map[access.Level]access.Rate{access.LevelAddress: {Burst: 5}, access.LevelRecord: rules.Rates[access.PurseSend][access.LevelRecord]}
	rules.Rates[access.PurseRead] = map[access.Level]access.Rate{access.LevelAddress: {Burst: 40}}
	s := newSiteWith(t, func(c *httpapi.Config) { c.Rules = rules })
	v := s.visitor("en")
	for range 60 {
		v.get("/help")
		v.post("/more", nil)
	}
	return s, v
}

// TestFilesOn: from an address that sends and reads far too much, somebody who
// looks for a person, and somebody who saw one, are led to the form, work or wait
// for one moment, and file. Whoever does neither begins nothing.
func TestFilesOn(t *testing.T) {
	s, v := flooded(t)
	for _, path := range []string{"/", "/find", "/search?q=Ana"} {
		if p := v.get(path); p.status != http.StatusTooManyRequests || p.Find("main form[action$='/find/new']").Length() != 1 || p.Find("main a[href$='/report']").Length() != 1 {
			t.Errorf("%s: %d, and no way on: %s", path, p.status, p.Find("main").Text())
		}
	}
	if p := v.get("/report"); p.status != http.StatusOK {
		t.Errorf("the choice of reports: %d", p.status)
	}
	typed := url.Values{"names": {"Ana Crowded"}}
	for range 3 {
		if p := v.post("/find/new", typed); p.status != http.StatusTooManyRequests || p.hidden("/find/new").Get("names") != "Ana Crowded" || !strings.Contains(p.Find("main noscript").Text(), "30 seconds") {
			t.Fatalf("beginning at once: %d %s", p.status, p.Find("main").Text())
		}
	}
	form := v.post("/find/new", typed).hidden("/find/new")
	answer, err := access.Solve(form.Get("challenge"))
	must(t, err)
	p := v.post("/find/new", with(form, "proof", answer))
	if p.status != http.StatusOK || p.Find("#names").AttrOr("value", "") != "Ana Crowded" {
		t.Fatalf("after working: %d %s", p.status, p.Find("main").Text())
	}
	if p := v.post("/find/new", with(form, "proof", answer)); p.status != http.StatusTooManyRequests {
		t.Errorf("a proof counts twice: %d", p.status)
	}
	draft := strings.TrimPrefix(p.url.Path[:strings.LastIndex(p.url.Path, "/")+1], "/en")
	v.fill(draft, map[string]url.Values{"you": {"phone": {"06 99 00 11 22"}, "seeker": {"Nora"}}})
	if got := v.receipt(draft, v.post(draft+"check", with(v.get(draft+"check").hidden("/check"), "consent", "yes"))); got.reference == "" {
		t.Error("the notice is not filed")
	}
	form = v.post("/report/new", nil).hidden("/report/new")
	if p := v.post("/report/new", form); p.status != http.StatusTooManyRequests {
		t.Errorf("without waiting: %d", p.status)
	}
	s.clock.add(31 * time.Second)
	if p := v.post("/report/new", form); p.status != http.StatusOK || !strings.Contains(p.url.Path, "/report/new/") {
		t.Errorf("after waiting: %d", p.status)
	}
	if p := v.post("/report/new", form); p.status != http.StatusTooManyRequests {
		t.Errorf("a wait counts twice: %d", p.status)
	}
	for range 100 {
		p = v.post(draft+"who", url.Values{"names": {"Ana Crowded"}})
	}
	if p.status != http.StatusTooManyRequests {
		t.Errorf("one draft sends without end: %d", p.status)
	}
}
