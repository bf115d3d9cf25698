package httpapi_test

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
)

// TestTwoEvents keeps an exercise and the real thing apart on every page: what
// the visitor chose stays chosen, and a search shows one event only.
func TestTwoEvents(t *testing.T) {
	s := newSite(t)
	_, err := s.service.AddEvent(t.Context(), registry.Event{Slug: "flood", Name: map[string]string{"": "The flood"}, Hotline: "09 99", Zone: "UTC"})
	must(t, err)
	v := s.visitor("en")
	home := v.get("/?event=drill")
	for _, link := range []string{".door a", "header nav a"} {
		home.Find(link).Each(func(_ int, a *goquerySelection) {
			if href := a.AttrOr("href", ""); !strings.Contains(href, "event=drill") {
				t.Errorf("%s forgets the event: %s", link, href)
			}
		})
	}
	find := v.get(strings.TrimPrefix(home.Find(".door a").First().AttrOr("href", ""), "/en"))
	if got := find.Find(".banner").Text(); !strings.Contains(got, "Test drill") {
		t.Errorf("the door of the drill leads to %q", got)
	}
	results := v.get("/find?q=Anybody&event=drill")
	draft := v.post("/find/new?event=drill", results.hidden("/find/new?event=drill"))
	base := draft.url.Path[:strings.LastIndexByte(draft.url.Path, '/')+1]
	v.fill(base, map[string]url.Values{"who": {"names": {"Drill Person"}}, "you": {"phone": {"0600000000"}}})
	n := v.receipt(base, v.post(base+"check", url.Values{"consent": {"yes"}}))
	s.settle()
	for path, want := range map[string]int{"/search?q=Drill+Person": 0, "/search?q=Drill+Person&event=drill": 1, "/search?q=Drill+Person&event=flood": 0} {
		if got := v.get(path).Find(".card").Length(); got != want {
			t.Errorf("%s shows %d", path, got)
		}
	}
	must(t, s.service.CloseEvent(t.Context(), registry.System, "drill", registry.KeepEvent))
	if got := v.get("/p/" + n.reference).Find(".banner").Text(); !strings.Contains(got, "Test drill") || strings.Contains(got, "09 99") {
		t.Errorf("the notice of the closed drill stands under %q", got)
	}
}

// TestTypedIsShown gives back what was typed into a form that nobody may send
// any more.
func TestTypedIsShown(t *testing.T) {
	s := newSite(t)
	p := s.visitor("en").post("/manage/say", url.Values{"text": {"He called from a phone box."}, "token": {"secret"}, "once": {"x"}})
	if p.status != http.StatusForbidden || p.Find("textarea").Text() != "He called from a phone box." || strings.Contains(p.body, "secret") {
		t.Errorf("after the session ended: %d %q", p.status, p.Find("textarea").Text())
	}
}

// TestReopen takes a slip back.
func TestReopen(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Ann Other", nil)
	p := v.post("/m", url.Values{"code": {n.code}})
	p = v.post("/manage/close", with(p.hidden("/manage/close"), "reason", "mistake"))
	p = v.post("/manage/reopen", p.hidden("/manage/reopen"))
	if got := v.get("/p/" + n.reference).status; p.status != 200 || got != 200 {
		t.Errorf("reopening: %d, the notice answers %d", p.status, got)
	}
}

// TestProxy tells visitors behind a trusted proxy apart, and believes nobody else.
func TestProxy(t *testing.T) {
	for _, trusted := range []bool{true, false} {
		s := newSite(t)
		cfg := httpapi.Config{Service: s.service, Accounts: s.accounts}
		if trusted {
			cfg.Proxies = []*net.IPNet{{IP: net.IPv4(127, 0, 0, 0), Mask: net.CIDRMask(8, 32)}}
		}
		h, err := httpapi.New(cfg)
		must(t, err)
		s.Config.Handler = h
		guess := func(from string) int {
			req, _ := http.NewRequest(http.MethodPost, s.URL+"/m", strings.NewReader("code="+strings.Repeat("Z", 32)))
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("X-Forwarded-For", from)
			res, err := http.DefaultClient.Do(req)
			must(t, err)
			res.Body.Close()
			return res.StatusCode
		}
		for range 25 {
			guess("2001:db8::1")
		}
		if got := guess("2001:db8::2"); got != http.StatusTooManyRequests {
			t.Errorf("trusted %v: the same /64 answers %d", trusted, got)
		}
		other := guess("192.0.2.7")
		if trusted != (other == http.StatusUnprocessableEntity) {
			t.Errorf("trusted %v: somebody else answers %d", trusted, other)
		}
	}
}
