package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestCanaries plants a word in every private field and walks the pages that the
// public can reach, and the logs.
func TestCanaries(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	private := map[string]url.Values{
		"looks":   {"marks": {"canarymark"}, "description": {"canarydescription"}, "clothes": {"red jacket"}, "carried": {"canarybag"}},
		"where":   {"area": {"Lyon"}, "place": {"canaryplace"}},
		"help":    {"companions": {"canarycompanion"}, "medical": {"canarymedical"}, "languages": {"canarylanguage"}, "home": {"canaryhome"}},
		"you":     {"seeker": {"canaryseeker"}, "phone": {"0612345678"}, "email": {"canary@example.org"}, "relation": {"canaryrelation"}},
		"sharing": {"visibility": {"public"}},
	}
	n := v.file("Ann Public", private)
	minor := with(url.Values{}, "age.min", "9")
	child := v.file("Zoe Canarysurname", map[string]url.Values{"age": minor, "looks": {"clothes": {"canarycoat"}}})
	v.report(url.Values{"about": {n.reference}}, map[string]url.Values{
		"state": {"text": {"canarytext"}}, "where": {"area": {"canaryward"}, "reporter": {"canaryreporter"}},
		"you": {"seeker": {"canaryinformer"}, "phone": {"0687654321"}, "organisation": {"canaryorganisation"}},
	})
	v.report(nil, map[string]url.Values{"who": {"names": {"Ann Public"}, "claimed_by": {"canaryclaim"}, "companions": {"canaryfriend"}, "languages": {"canarytongue"}}, "looks": {"tag": {"canarytag"}, "clothes": {"red jacket"}}})
	s.settle()

	public := s.visitor("en")
	walk := []string{"/", "/p/" + n.reference, "/p/" + child.reference, "/find?q=Ann", "/report/search?q=Ann", "/search?q=red+jacket", "/search?place=Lyon", "/search?q=Zoe", "/api/v1/search?q=Ann", "/api/v1/search?q=Zoe", "/api/v1/notices/" + n.reference, "/healthz"}
	for _, word := range []string{"canarymark", "canarydescription", "canaryplace", "canarymedical", "canarycompanion", "canarybag", "canaryfriend", "canarylanguage", "canarytongue", "Canarysurname", "canarycoat", "canaryward", "canarytag", "canaryclaim"} {
		p := public.get("/search?q=" + word)
		if p.Find(".card").Length() != 0 {
			t.Errorf("the public finds somebody by %s", word)
		}
	}
	for _, path := range walk {
		p := public.get(path)
		if p.status != 200 {
			t.Errorf("%s: %d", path, p.status)
		}
		if i := strings.Index(strings.ToLower(p.body), "canary"); i >= 0 {
			t.Errorf("%s shows %q", path, p.body[max(i-30, 0):min(i+30, len(p.body))])
		}
		for _, digits := range []string{"0612345678", "0687654321"} {
			if strings.Contains(p.body, digits) {
				t.Errorf("%s shows %s", path, digits)
			}
		}
	}
	if p := public.get("/search?q=Zoe"); p.Find(".card").Length() > 1 {
		t.Error("a child is found by more than it should")
	}
	code := strings.ReplaceAll(n.code, "-", "")
	public.get("/m/" + code)
	if log := s.logs.String(); strings.Contains(strings.ToLower(log), "canary") || strings.Contains(log, code) {
		t.Errorf("the log tells: %s", log)
	}
}

// TestHidden answers for a notice that only verified people may know of exactly
// as for one that does not exist.
func TestHidden(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Hidden Person", map[string]url.Values{"sharing": {"visibility": {"verified"}}})
	s.settle()
	unknown := string(registryReference())
	for _, base := range []string{"/p/", "/api/v1/notices/"} {
		a, b := v.get(base+strings.ReplaceAll(n.reference, "-", "")), v.get(base+unknown)
		strip := func(p page, ref string) string { return strings.ReplaceAll(p.body, ref, "REF") }
		if a.status != 404 || b.status != 404 || strip(a, strings.ReplaceAll(n.reference, "-", "")) != strip(b, unknown) {
			t.Errorf("%s: %d and %d differ", base, a.status, b.status)
		}
	}
	if p := v.get("/search?q=Hidden+Person"); p.Find(".card").Length() != 0 {
		t.Error("the public finds a hidden notice")
	}
	if p := v.post("/report/new", url.Values{"about": {n.reference}}); p.status != 404 {
		t.Errorf("reporting about it: %d", p.status)
	}
	mod := s.moderator("en")
	if p := mod.get("/search?q=Hidden+Person"); p.Find(".card").Length() != 1 {
		t.Error("a moderator does not find a hidden notice")
	}
}

// TestHeaders holds what every answer carries, errors included.
func TestHeaders(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	for _, path := range []string{"/", "/search?q=x", "/nothing", "/m", "/api/v1/search?q=x", "/static/none.css"} {
		h := v.get(path).header
		for key, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "camera=()",
		} {
			if !strings.Contains(h.Get(key), want) {
				t.Errorf("%s: %s is %q", path, key, h.Get(key))
			}
		}
		if c := h.Get("Set-Cookie"); c != "" {
			t.Errorf("%s sets a cookie", path)
		}
	}
	for _, path := range []string{"/m", "/manage", "/sign-in"} {
		if got := v.get(path).header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
	}
}

// TestForeignForms refuses forms that another site sends, and forms of a session
// without its token.
func TestForeignForms(t *testing.T) {
	s := newSite(t)
	for _, h := range []http.Header{{"Sec-Fetch-Site": {"cross-site"}}, {"Origin": {"https://evil.example"}}} {
		req, _ := http.NewRequest(http.MethodPost, s.URL+"/find/new", nil)
		req.Header = h
		res, err := http.DefaultClient.Do(req)
		must(t, err)
		res.Body.Close()
		if res.StatusCode != http.StatusForbidden {
			t.Errorf("%v: %d", h, res.StatusCode)
		}
	}
	v := s.visitor("en")
	n := v.file("Ann Other", nil)
	v.post("/m", url.Values{"code": {n.code}})
	if p := v.post("/manage/close", url.Values{"reason": {"found"}}); p.status != http.StatusForbidden {
		t.Errorf("closing without the form's token: %d", p.status)
	}
	if p := s.visitor("en").get("/desk/queue"); !strings.HasSuffix(p.url.Path, "/sign-in") {
		t.Errorf("the queue without a session led to %s", p.url.Path)
	}
	if p := s.visitor("en").post("/desk/pairs/x", nil); p.status != http.StatusForbidden {
		t.Errorf("deciding without a session: %d", p.status)
	}
	if p := v.get("/desk/queue"); !strings.HasSuffix(p.url.Path, "/sign-in") {
		t.Errorf("the queue with a seeker's session led to %s", p.url.Path)
	}
}

// TestInertLink follows the link of a code: nothing opens until the button.
func TestInertLink(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Ann Other", nil)
	scanner := s.visitor("en")
	p := scanner.get("/m/" + strings.ReplaceAll(n.code, "-", ""))
	if p.status != 200 || strings.Contains(p.body, "Ann Other") || p.header.Get("Set-Cookie") != "" {
		t.Errorf("following the link: %d", p.status)
	}
	if p := scanner.get("/manage"); !strings.HasSuffix(p.url.Path, "/m") {
		t.Errorf("after following the link /manage led to %s", p.url.Path)
	}
	if p = scanner.post("/m", p.hidden("/m")); !strings.Contains(p.body, "Ann Other") {
		t.Error("the button does not open the notice")
	}
	if p := scanner.post("/manage/leave", p.hidden("/manage/leave")); p.status != 200 {
		t.Errorf("leaving: %d", p.status)
	}
	if p := scanner.get("/manage"); !strings.HasSuffix(p.url.Path, "/m") {
		t.Error("the session goes on after leaving")
	}
}

// TestBrake slows down who guesses codes.
func TestBrake(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	last := 0
	for range 30 {
		last = v.post("/m", url.Values{"code": {strings.Repeat("Z", 32)}}).status
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("after 30 guesses: %d", last)
	}
	if p := v.post("/find/new", nil); p.status != 200 {
		t.Errorf("filing is slowed down too: %d", p.status)
	}
}
