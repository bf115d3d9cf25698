package httpapi_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// policies are all that a page may have: without any script, and with those of the
// site where one asks for a proof of work.
var policies = []string{
	"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'",
}

// checkSafe holds what every answer carries, whatever it is: the policy, the other
// headers, and of cookies nothing but two kinds of sessions and the mark of a known
// browser, with all their flags. It counts the cookies that it saw, by what they do.
func (c *cast) checkSafe(where string, rec *httptest.ResponseRecorder, seen map[string]int) {
	c.t.Helper()
	h := rec.Result().Header
	if csp := h.Get("Content-Security-Policy"); csp != policies[0] && csp != policies[1] || len(h.Values("Content-Security-Policy")) != 1 {
		c.t.Errorf("%s: the policy is %q", where, h.Values("Content-Security-Policy"))
	}
	referrer := "same-origin"
	if h.Get("Clear-Site-Data") != "" && h.Get("Referrer-Policy") == "no-referrer" {
		referrer = "no-referrer" // the quick exit tells the next site nothing
	}
	hsts := ""
	if c.secure {
		hsts = "max-age=63072000"
	}
	for key, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": referrer, "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		"Strict-Transport-Security": hsts, "Server": "", "X-Powered-By": "", "Access-Control-Allow-Origin": "",
		"Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
	} {
		if h.Get(key) != want {
			c.t.Errorf("%s: %s is %q", where, key, h.Get(key))
		}
	}
	if kind := h.Get("Content-Type"); rec.Body.Len() > 0 && (kind == "" || strings.HasPrefix(kind, "text/") && !strings.HasSuffix(strings.ToLower(kind), "charset=utf-8")) {
		c.t.Errorf("%s: Content-Type is %q", where, kind)
	}
	if to := h.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
		c.t.Errorf("%s leads away to %s", where, to)
	}
	c.checkCookies(where, rec, seen)
}

func (c *cast) checkCookies(where string, rec *httptest.ResponseRecorder, seen map[string]int) {
	c.t.Helper()
	for _, k := range rec.Result().Cookies() {
		name, prefixed := strings.CutPrefix(k.Name, "__Host-")
		does := name + " ends"
		if k.Value != "" {
			does = name + " begins"
		}
		seen[does]++
		same := map[string]http.SameSite{"retrouve-desk": http.SameSiteStrictMode, "retrouve-device": http.SameSiteStrictMode, "retrouve-manage": http.SameSiteLaxMode}[name]
		_, token := registry.ParseToken(k.Value)
		life := 0
		if name == "retrouve-device" { // says that a browser was here before, and lets nobody in
			token, life = len(k.Value) > 20, int(access.DeviceLife.Seconds())
		}
		switch {
		case same == 0:
			c.t.Errorf("%s sets a cookie %s", where, k.Name)
		case prefixed != c.secure || k.Secure != c.secure || !k.HttpOnly || k.SameSite != same || k.Path != "/" || k.Domain != "":
			c.t.Errorf("%s sets %s", where, k.Raw)
		case k.Value != "" && (!token || k.MaxAge != life || !k.Expires.IsZero()) || k.Value == "" && k.MaxAge >= 0:
			c.t.Errorf("%s: %s is no session, or lives for another time", where, k.Name)
		case rec.Result().Header.Get("Cache-Control") != "no-store":
			c.t.Errorf("%s sets a cookie and may be kept: %s", where, rec.Result().Header.Get("Cache-Control"))
		}
	}
}

// TestSafeAnswers asks for every route as everybody, and for what goes wrong in
// every way, with and without TLS.
func TestSafeAnswers(t *testing.T) {
	for name, roles := range map[string]string{"plain": "public seeker organisation moderator admin key", "TLS": "public seeker admin"} {
		t.Run(name, func(t *testing.T) {
			c := newCast(t, func(cfg *httpapi.Config) { cfg.Secure = name == "TLS" })
			seen, answers := map[string]int{}, 0
			check := func(where string, rec *httptest.ResponseRecorder) {
				answers++
				c.checkSafe(where, rec, seen)
			}
			c.signInAndOut(check)
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				for _, route := range c.routes() {
					m, path, _ := strings.Cut(route, " ")
					if m != method {
						continue
					}
					for _, o := range c.objects(path) {
						for _, role := range strings.Fields(roles) {
							form := url.Values{"token": {formToken}, "once": {role}, "form": {string(registry.NewToken())}}
							check(route+" of "+o.name+" as "+role, c.ask(method, o.path, role, c.session(role), form, nil))
						}
					}
				}
			}
			c.mishaps(check)
			for _, does := range []string{"retrouve-desk begins", "retrouve-desk ends", "retrouve-manage begins", "retrouve-manage ends"} {
				if seen[does] == 0 {
					t.Errorf("no answer was seen in which %s", does)
				}
			}
			if answers < 600 {
				t.Errorf("looked at %d answers only", answers)
			}
		})
	}
}

// signInAndOut begins and ends both kinds of sessions.
func (c *cast) signInAndOut(check func(string, *httptest.ResponseRecorder)) {
	password, err := c.accounts.Add(c.t.Context(), "newcomer", registry.RingVolunteer)
	must(c.t, err)
	check("signing in", c.ask("POST", "/sign-in", "public", nil, url.Values{"user": {"newcomer"}, "password": {password}}, nil))
	check("a wrong password", c.ask("POST", "/sign-in", "public", nil, url.Values{"user": {"newcomer"}, "password": {"x"}}, nil))
	check("opening a code", c.ask("POST", "/m", "public", nil, url.Values{"code": {c.ids["code.own"]}}, nil))
	check("signing out", c.ask("POST", "/sign-out", "volunteer", c.session("volunteer"), url.Values{"token": {formToken}}, nil))
	check("the quick exit", c.ask("POST", "/exit", "public", nil, nil, nil))
	check("leaving", c.ask("POST", "/manage/leave", "seeker", c.session("seeker"), url.Values{"token": {formToken}}, nil))
}

// mishaps are answers to what nobody should send, and to what goes wrong here.
func (c *cast) mishaps(check func(string, *httptest.ResponseRecorder)) {
	send := func(want int, req *http.Request) {
		c.t.Helper()
		rec := httptest.NewRecorder()
		c.handler.ServeHTTP(rec, req)
		where := req.Method + " " + req.URL.String()
		if check(where, rec); want != 0 && rec.Code != want {
			c.t.Errorf("%.60s answers %d, not %d", where, rec.Code, want)
		}
	}
	with := func(req *http.Request, key, value string) *http.Request {
		req.Header.Set(key, value)
		return req
	}
	const kind = "Content-Type"
	const posted = "application/x-www-form-urlencoded"
	send(404, httptest.NewRequest("GET", "/nothing", nil))
	send(404, httptest.NewRequest("GET", "/static/none.css", nil))
	for _, path := range []string{"/%00", "/%2e%2e/%2e%2e/etc/passwd", "//evil.example/", "/fr//evil.example", "/p/%ff", "/en/en/en", "/fr/"} {
		send(0, httptest.NewRequest("GET", path, nil))
	}
	for _, method := range []string{"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} {
		send(0, httptest.NewRequest(method, "/search", nil))
	}
	send(405, httptest.NewRequest("DELETE", "/search", nil))
	send(400, with(httptest.NewRequest("POST", "/m", strings.NewReader("code=%zz")), kind, posted))
	send(413, with(httptest.NewRequest("POST", "/m", strings.NewReader("code="+strings.Repeat("x", 3<<20))), kind, posted))
	endless := httptest.NewRequest("POST", "/m", io.MultiReader(strings.NewReader("code="), strings.NewReader(strings.Repeat("x", 3<<20))))
	endless.ContentLength = -1
	send(413, with(endless, kind, posted))
	send(413, with(httptest.NewRequest("POST", "/m", strings.NewReader(strings.Repeat("x&", 301)+manyFields(301))), kind, posted))
	send(431, with(httptest.NewRequest("GET", "/", nil), "X-Long", strings.Repeat("x", 17<<10)))
	send(431, httptest.NewRequest("GET", "/search?q="+strings.Repeat("x", 17<<10), nil))
	send(431, with(httptest.NewRequest("GET", "/api/v1/search?q=Ann", nil), "Cookie", strings.Repeat("x", 17<<10)))
	send(403, with(httptest.NewRequest("POST", "/find/new", nil), "Sec-Fetch-Site", "cross-site"))
	send(422, with(httptest.NewRequest("POST", "/m", strings.NewReader("code=x")), kind, posted))
	index := c.service.Index
	c.service.Index = broken{}
	send(500, httptest.NewRequest("GET", "/search?q=Ann", nil))
	send(500, httptest.NewRequest("GET", "/api/v1/search?q=Ann", nil))
	c.service.Index = index
}

// TestVisitorLeft: who goes away before the answer is no error of the site, so that
// nobody can fill the log with alarms; what breaks meanwhile still is one.
func TestVisitorLeft(t *testing.T) {
	c := newCast(t)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	gone := func(method, path string) {
		req := httptest.NewRequest(method, path, nil).WithContext(ctx)
		req.AddCookie(c.session("moderator"))
		c.handler.ServeHTTP(httptest.NewRecorder(), req)
	}
	gone("GET", "/p/"+c.ids["ref.other"])
	gone("GET", "/desk/queue")
	if log := c.logs.String(); strings.Contains(log, "level=ERROR") || !strings.Contains(log, "visitor left") {
		t.Errorf("the log says %s", log)
	}
	ctx, leave = context.WithCancel(t.Context())
	index := c.service.Index
	c.service.Index = leaving{leave: leave}
	gone("GET", "/search?q=Ann")
	c.service.Index = index
	if log := c.logs.String(); !strings.Contains(log, "level=ERROR") {
		t.Error("what broke while the visitor left is not on the log")
	}
}

// leaving panics when the visitor has just left.
type leaving struct {
	registry.Index
	leave func()
}

func (l leaving) Search(context.Context, registry.Query) ([]registry.Hit, int, error) {
	l.leave()
	panic("broken")
}

// broken panics whatever it is asked.
type broken struct{ registry.Index }

func manyFields(n int) string {
	form := url.Values{}
	for range n {
		form.Set(registry.NewID(), "x")
	}
	return form.Encode()
}

// TestOtherHostIsSafe and a visitor who is stopped: the two answers that a site
// without limits and without an address of its own never gives.
func TestOtherHostIsSafe(t *testing.T) {
	c := &cast{site: newSiteWith(t, func(cfg *httpapi.Config) { cfg.BaseURL = "https://retrouve.example.org" })}
	rec := c.ask("GET", "/", "public", nil, nil, nil)
	if c.checkSafe("another host", rec, map[string]int{}); rec.Code != http.StatusMisdirectedRequest {
		t.Errorf("another host answers %d", rec.Code)
	}
	s := newSite(t)
	stopped := &cast{site: s}
	for range 5000 {
		rec = stopped.ask("GET", "/p/"+string(registry.NewReference()), "public", nil, nil, nil)
		if rec.Code == http.StatusTooManyRequests {
			break
		}
	}
	if stopped.checkSafe("a visitor who is stopped", rec, map[string]int{}); rec.Code != http.StatusTooManyRequests || rec.Header().Get("Retry-After") == "" {
		t.Errorf("who guesses is answered with %d", rec.Code)
	}
}
