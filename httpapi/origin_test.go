package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// comes reports whether a form with these headers comes from the site itself, or
// from no page at all: what a browser says of where it comes from counts, and of an
// old one its Origin (Fetch Metadata; RFC 6454). The host of the tests is
// example.com.
func comes(site, origin string) bool {
	switch site {
	case "same-origin", "none":
		return true
	case "":
		return origin == "" || origin == "http://example.com" || origin == "https://example.com"
	}
	return false
}

// kindOfOrigin is what a browser says of where a form comes from.
type kindOfOrigin struct{ site, origin string }

func (k kindOfOrigin) header() http.Header {
	h := http.Header{}
	if k.site != "" {
		h.Set("Sec-Fetch-Site", k.site)
	}
	if k.origin != "" {
		h.Set("Origin", k.origin)
	}
	return h
}

// origins lists every combination, by whether it comes from the site.
func origins() (own, foreign []kindOfOrigin) {
	for _, site := range []string{"", "same-origin", "none", "same-site", "cross-site", "something-new"} {
		for _, origin := range []string{"", "http://example.com", "https://evil.example", "https://example.com.evil.example", "null", "file://", "http://example.com:8080"} {
			if comes(site, origin) {
				own = append(own, kindOfOrigin{site, origin})
			} else {
				foreign = append(foreign, kindOfOrigin{site, origin})
			}
		}
	}
	return own, foreign
}

// TestOrigins (A14) sends every form of the router with every combination of where
// a browser says that it comes from and of whose cookie it brings. What comes from
// elsewhere is refused before anything is read; what comes from here without the
// token of its session is refused where there is a session, and goes on where the
// form is for everybody.
func TestOrigins(t *testing.T) {
	c := newCast(t)
	may := table(t)
	own, foreign := origins()
	sent := 0
	for _, route := range c.routes() {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodPost {
			continue
		}
		o := c.objects(path)[0]
		open := may[route+" "+o.name][0] == "ok"
		for _, role := range []string{"public", "seeker", "moderator"} {
			cookie, before := c.session(role), c.state()
			ask := func(k kindOfOrigin, form url.Values) string {
				sent++
				return verdict(method, c.ask(method, o.path, role, cookie, form, k.header()))
			}
			for _, k := range foreign {
				if got := ask(k, url.Values{"token": {formToken}}); got != "no" {
					t.Errorf("%s as %s with %v answers %s", route, role, k, got)
				}
			}
			if c.state() != before {
				t.Errorf("%s as %s: a foreign form changed something", route, role)
			}
			for _, k := range own {
				got := ask(k, nil)
				if open && role == "public" && got == "no" || !open && got == "ok" {
					t.Errorf("%s as %s without a token, with %v, answers %s", route, role, k, got)
				}
			}
		}
	}
	if sent < 5000 {
		t.Errorf("%d sent", sent)
	}
}
