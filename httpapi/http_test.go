package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/retrouve/retrouve/httpapi"
)

// answers are one of each sort of answer: pages, redirects, errors, files, API.
func (c *cast) answers() map[string]*httptest.ResponseRecorder {
	ask := func(method, path string, form url.Values) *httptest.ResponseRecorder {
		return c.ask(method, path, "public", nil, form, nil)
	}
	return map[string]*httptest.ResponseRecorder{
		"page": ask("GET", "/", nil), "search": ask("GET", "/search?q=Ann", nil), "notice": ask("GET", "/p/"+c.ids["ref.other"], nil),
		"redirect": ask("GET", "/desk/queue", nil), "404": ask("GET", "/nothing", nil), "405": ask("DELETE", "/search", nil), "410": ask("GET", "/p/"+c.ids["ref.closed"], nil),
		"413": ask("POST", "/m", url.Values{"code": {strings.Repeat("x", 3<<20)}}), "403": ask("POST", "/desk/queue/next", nil), "422": ask("POST", "/m", url.Values{"code": {"x"}}),
		"api": ask("GET", "/api/v1/search?q=Ann", nil), "api 404": ask("GET", "/api/v1/notices/x", nil), "api 401": ask("GET", "/api/v1/reports/x", nil),
		"health": ask("GET", "/healthz", nil), "robots": ask("GET", "/robots.txt", nil), "file": ask("GET", "/static/none.css", nil), "head": ask("HEAD", "/", nil),
	}
}

// TestEveryAnswerHasHeaders holds the list of Mozilla's Observatory on every sort
// of answer, errors included.
func TestEveryAnswerHasHeaders(t *testing.T) {
	c := newCast(t)
	for name, rec := range c.answers() {
		h := rec.Result().Header
		if want, err := strconv.Atoi(name); err == nil && rec.Code != want {
			t.Errorf("%s answers %d", name, rec.Code)
		}
		for key, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if h.Get(key) != want {
				t.Errorf("%s: %s is %q", name, key, h.Get(key))
			}
		}
		csp := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the policy lacks %s: %s", name, want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") || strings.Contains(csp, "http") {
			t.Errorf("%s: the policy allows too much: %s", name, csp)
		}
		if h.Get("Permissions-Policy") == "" || h.Get("Set-Cookie") != "" || h.Get("Server") != "" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: headers %v", name, h)
		}
		if vary := strings.Join(h.Values("Vary"), ", "); strings.Contains(vary, "*") || strings.Contains(vary, "Cookie") || strings.Contains(vary, "User-Agent") {
			t.Errorf("%s: Vary %s", name, vary)
		}
	}
	h := c.ask("GET", "/?utm_source=x&nothing=y", "public", nil, nil, nil).Header()
	if plain := c.ask("GET", "/", "public", nil, nil, nil).Header(); h.Get("Cache-Control") != plain.Get("Cache-Control") || h.Get("Vary") != plain.Get("Vary") {
		t.Error("unknown parameters change how a page is kept")
	}
}

// TestHead: HEAD answers as GET does, without a body (RFC 9110, 9.3.2).
func TestHead(t *testing.T) {
	c := newCast(t)
	for _, route := range c.routes() {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodGet || strings.HasPrefix(path, "/api/") || path == "/healthz" || path == "/robots.txt" {
			continue // which programs ask with GET
		}
		for _, o := range c.objects(path) {
			for _, role := range []string{"public", "moderator"} {
				get := c.ask(http.MethodGet, o.path, role, c.session(role), nil, nil)
				head := c.ask(http.MethodHead, o.path, role, c.session(role), nil, nil)
				if head.Code != get.Code || head.Header().Get("Location") != get.Header().Get("Location") {
					t.Errorf("HEAD %s as %s answers %d, GET %d", o.path, role, head.Code, get.Code)
				}
			}
		}
	}
}

// TestNothingInline reads every page as everybody: no script but files of the site,
// no style, no handler, nothing from elsewhere.
func TestNothingInline(t *testing.T) {
	c := newCast(t)
	pages := 0
	for _, path := range c.walk() {
		for _, role := range []string{"public", "seeker", "organisation", "moderator", "admin"} {
			rec := c.ask(http.MethodGet, path.path, role, c.session(role), nil, nil)
			if !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") || rec.Body.Len() == 0 {
				continue
			}
			doc, err := goquery.NewDocumentFromReader(rec.Body)
			must(t, err)
			pages++
			checkInert(t, path.path+" as "+role, doc)
		}
	}
	if pages < 300 {
		t.Errorf("read %d pages only", pages)
	}
}

// checkInert finds what a policy without inline code would have to block, and what
// is loaded from elsewhere.
func checkInert(t testing.TB, where string, doc *goquery.Document) {
	t.Helper()
	doc.Find("*").Each(func(_ int, e *goquery.Selection) {
		name := goquery.NodeName(e)
		_, src := e.Attr("src")
		if name == "script" && !src || name == "style" || name == "iframe" || name == "object" || name == "embed" || name == "base" {
			t.Errorf("%s has <%s>", where, name)
		}
		for _, a := range e.Get(0).Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			loads := name != "a" && (a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "srcset")
			canonical := name == "link" && (strings.Contains(e.AttrOr("rel", ""), "canonical") || strings.Contains(e.AttrOr("rel", ""), "alternate"))
			switch {
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s has %s=%q on <%s>", where, a.Key, a.Val, name)
			case a.Key != "value" && strings.HasPrefix(value, "javascript:") || a.Key != "value" && strings.HasPrefix(value, "data:"):
				t.Errorf("%s has %s=%q on <%s>", where, a.Key, a.Val, name)
			case loads && !canonical && (strings.HasPrefix(value, "//") || strings.HasPrefix(value, "http")):
				t.Errorf("%s loads %s from elsewhere", where, a.Val)
			}
		}
	})
}

// TestA30: another host than the site's own is refused and never repeated.
func TestA30(t *testing.T) {
	s := newSiteWith(t, func(cfg *httpapi.Config) { cfg.BaseURL = "https://retrouve.example.org" })
	for host, want := range map[string]int{"retrouve.example.org": 200, "RETROUVE.example.org": 200, "evil.example": 421, "retrouve.example.org.evil.example": 421, "retrouve.example.org:8443": 421, "": 421} {
		for _, path := range []string{"/", "/search?q=x", "/m", "/nothing"} {
			req := httptest.NewRequest("GET", path, nil)
			req.Host = host
			req.Header.Set("X-Forwarded-Host", "evil.example")
			rec := httptest.NewRecorder()
			s.handler.ServeHTTP(rec, req)
			if refused := rec.Code == 421; refused != (want == 421) || strings.Contains(rec.Body.String(), "evil") {
				t.Errorf("%s of %q: %d", path, host, rec.Code)
			}
		}
	}
}

// payloads are names that people and attackers type: markup, templates, headers,
// reordering (A12, A13).
var payloads = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'"--><svg/onload=alert(1)>`, `javascript:alert(1)`, `{{.}}{{printf "%v" .}}`, `${7*7}#{7*7}`,
	"Ann\r\nSet-Cookie: a=b\r\n\r\n<h1>x", "\u202egnp.nnA", "A\u0000nn", "\u2066Ann\u2069 \u200bOther", `</textarea><script>x</script>`, `&lt;script&gt;`, "%0d%0aLocation:%20//evil.example",
}

// TestPayloads types each into every field of both journeys and of the search, and
// reads what comes back with an HTML parser.
func TestPayloads(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	for _, p := range payloads {
		look := func(where string, got page) {
			t.Helper()
			if got.status >= 500 || got.header.Get("Set-Cookie") != "" || strings.Contains(got.header.Get("Location"), "evil") {
				t.Errorf("%s with %q: %d %v", where, p, got.status, got.header)
			}
			checkInert(t, where+" with "+p, got.Document)
			if got.Find("main h1").Length() > 1 || strings.Contains(got.body, "\u0000") {
				t.Errorf("%s with %q: markup or a zero byte got through", where, p)
			}
		}
		for _, base := range []string{"/find", "/report"} {
			draft := v.start(base, url.Values{"names": {p}, "area": {p}})
			for _, step := range strings.Fields("who age looks when where help you state sure sharing") {
				form := url.Values{}
				v.get(draft + step).Find("input, textarea").Each(func(_ int, in *goquery.Selection) {
					if kind := in.AttrOr("type", "text"); kind != "hidden" && kind != "radio" && kind != "checkbox" {
						form.Set(in.AttrOr("name", "x"), p)
					}
				})
				look(base+" "+step, v.post(draft+step, form))
			}
			look(base+" check", v.get(draft+"check"))
		}
		n := v.file("Ann "+p, map[string]url.Values{"looks": {"hair": {p}, "clothes": {p}}, "where": {"area": {p}}})
		shown := v.get("/p/" + n.reference)
		if look("notice", shown); shown.status != 200 || strings.ContainsAny(shown.body, "\u202a\u202b\u202d\u202e\u2066\u2067") {
			t.Errorf("the notice of %q: %d, or what turns the text around is shown", p, shown.status)
		}
		look("search", v.get("/search?q="+url.QueryEscape(p)+"&place="+url.QueryEscape(p)))
		look("code", v.post("/m", url.Values{"code": {p}}))
	}
}
