package httpapi_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/retrouve/retrouve/registry"
)

// routes returns every route of the site, as "GET /p/:ref", sorted. HEAD goes with
// GET.
func (c *cast) routes() (list []string) {
	for _, r := range c.handler.(*echo.Echo).Routes() {
		if r.Method != http.MethodHead && r.Method != echo.RouteNotFound {
			list = append(list, r.Method+" "+r.Path)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// verdict is one word of the matrix: what an answer means.
//
//	200     a page; other numbers are statuses
//	to      sent on
//	in      sent to the page to sign in, or to the one for a code
//	ok      (POST only) let through the door: what came of it, the form decided
//	no      refused: 403, or 401 for programs
func verdict(method string, rec *httptest.ResponseRecorder) string {
	to := rec.Header().Get("Location")
	switch code := rec.Code; {
	case code == http.StatusForbidden || code == http.StatusUnauthorized:
		return "no"
	case strings.HasSuffix(to, "/sign-in") || strings.HasSuffix(to, "/m"):
		return "in"
	case code == http.StatusNotFound || code == http.StatusMethodNotAllowed || code >= 500:
		return strconv.Itoa(code)
	case method == http.MethodPost:
		return "ok"
	case code == http.StatusSeeOther:
		return "to"
	}
	return strconv.Itoa(rec.Code)
}

// traces are what looking leaves behind on purpose: what staff searched for, how
// much they read, when the holder of a code came, how often a key was used.
var traces = []registry.Kind{registry.KindQuery, registry.KindTally, registry.KindVisit, registry.KindKeyUse}

// state is what must not change when somebody looks or is refused: the end of the
// change log and how many records of each kind there are.
func (c *cast) state() string {
	var b strings.Builder
	must(c.t, c.service.Store.View(c.t.Context(), func(r registry.Reader) error {
		fmt.Fprint(&b, r.Head().Seq)
		for _, k := range registry.Kinds() {
			if k != registry.KindSession && !slices.Contains(traces, k) { // the test makes sessions
				fmt.Fprint(&b, " ", k, r.Count(k))
			}
		}
		return nil
	}))
	return b.String()
}

// table reads testdata/matrix.txt: what each role may do, by "METHOD route object".
func table(t *testing.T) map[string][]string {
	text, err := os.ReadFile(filepath.Join("testdata", "matrix.txt"))
	must(t, err)
	out := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if len(words) != 3+len(roles) {
			t.Fatalf("matrix.txt: a line has method, route, object and %d roles: %s", len(roles), line)
		}
		key := strings.Join(words[:3], " ")
		if out[key] != nil {
			t.Errorf("matrix.txt has two lines of %s", key)
		}
		out[key] = words[3:]
	}
	return out
}

// TestMatrix asks for every route as every role about every object, and compares
// with testdata/matrix.txt (A21). A route without a line fails: nobody may do what
// nobody decided about.
func TestMatrix(t *testing.T) {
	c := newCast(t)
	want := table(t)
	routes := c.routes()
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		for _, route := range routes {
			m, path, _ := strings.Cut(route, " ")
			if m != method {
				if m != http.MethodGet && m != http.MethodPost {
					t.Errorf("the matrix does not know the method of %s", route)
				}
				continue
			}
			for _, o := range c.objects(path) {
				key := route + " " + o.name
				got := make([]string, len(roles))
				for i, role := range roles {
					got[i] = c.try(method, o.path, role)
				}
				c.compare(key, got, want[key])
				delete(want, key)
			}
		}
	}
	for key := range want {
		t.Errorf("testdata/matrix.txt has %q, which is no route any more: remove the line", key)
	}
}

// try asks once and holds that who is refused changed nothing, and that no GET did.
func (c *cast) try(method, path, role string) string {
	cookie := c.session(role)
	before := c.state()
	rec := c.ask(method, path, role, cookie, url.Values{"token": {formToken}, "once": {role}, "via": {"mail"}, "form": {string(registry.NewToken())}}, nil)
	got := verdict(method, rec)
	refused := method == http.MethodGet || got == "no" || got == "in" || got == "404"
	if after := c.state(); refused && after != before {
		c.t.Errorf("%s %s as %s answers %s, but something changed: %s, then %s", method, path, role, got, before, after)
	}
	return got
}

func (c *cast) compare(key string, got, want []string) {
	line := key + "  " + strings.Join(got, " ")
	if want == nil {
		c.t.Errorf("testdata/matrix.txt has no line for this route: decide who may use it; if what it does now is right for each role (%s), add\n%s", strings.Join(roles, " "), line)
		return
	}
	for i, role := range roles {
		if got[i] != want[i] {
			c.t.Errorf("%s as %s answers %s, testdata/matrix.txt says %s", key, role, got[i], want[i])
		}
	}
}

// TestForeignPosts sends every form of the site as every role that may use it:
// without the token of its session, with another's, from another site, from a
// sandboxed frame. Nothing is let through and nothing changes (A14).
func TestForeignPosts(t *testing.T) {
	c := newCast(t)
	own := url.Values{"token": {formToken}, "once": {"x"}, "via": {"mail"}}
	foreign := map[string]http.Header{
		"of another site":       {"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://evil.example"}},
		"of a sibling site":     {"Sec-Fetch-Site": {"same-site"}},
		"of an old browser":     {"Origin": {"https://evil.example"}},
		"of a sandboxed frame":  {"Origin": {"null"}},
		"of a site named alike": {"Origin": {"https://example.com.evil.example"}},
	}
	sent := 0
	for key, allowed := range table(t) {
		method, rest, _ := strings.Cut(key, " ")
		path, name, _ := strings.Cut(rest, " ")
		if method != http.MethodPost {
			continue
		}
		o := c.object(path, name)
		for i, role := range roles {
			if allowed[i] != "ok" || role == "key" {
				continue
			}
			cookie, before := c.session(role), c.state()
			for what, header := range foreign {
				if got := verdict(method, c.ask(method, o.path, role, cookie, own, header)); got != "no" {
					t.Errorf("%s as %s, sent by a page %s, answers %s", key, role, what, got)
				}
				sent++
			}
			if allowed[0] == "ok" {
				continue // a form for everybody needs no session, and so has no token
			}
			for what, form := range map[string]url.Values{"without a token": {"once": {"x"}, "via": {"mail"}}, "with another's token": {"token": {"that-of-another-session"}, "once": {"x"}, "via": {"mail"}}} {
				if got := verdict(method, c.ask(method, o.path, role, cookie, form, nil)); got != "no" {
					t.Errorf("%s as %s, %s, answers %s", key, role, what, got)
				}
			}
			if after := c.state(); after != before {
				t.Errorf("%s as %s: a foreign form changed something: %s, then %s", key, role, before, after)
			}
		}
	}
	if sent < 300 {
		t.Errorf("sent %d forms only", sent)
	}
}

// object returns the object of that name of a route.
func (c *cast) object(route, name string) object {
	list := c.objects(route)
	return list[max(slices.IndexFunc(list, func(o object) bool { return o.name == name }), 0)]
}
