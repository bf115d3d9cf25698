package httpapi_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestGuesses (A04): a hundred thousand guessed references and codes open nothing,
// and none is answered otherwise than a hidden notice. Two thousand in a row and
// then every 97th come as requests, and the limiter trips long before.
func TestGuesses(t *testing.T) {
	if testing.Short() {
		t.Skip("many requests")
	}
	var h http.Handler
	s := newSiteWith(t, func(c *httpapi.Config) { c.Rules = access.DefaultRules() })
	h = s.Config.Handler
	hidden := s.fileDoubtful("Zora Hidden", registry.DoubtStaff).Reference
	ask := func(ref registry.Reference, from string) *httptest.ResponseRecorder {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/en/p/"+string(ref), nil)
		r.RemoteAddr = from + ":1234"
		h.ServeHTTP(w, r)
		return w
	}
	want := ask(hidden, "198.51.100.1")
	same := strings.ReplaceAll(want.Body.String(), string(hidden), "REF")
	tripped := 0
	const guesses = 100_000
	for i := range guesses {
		if tripped > 50 && i > 2000 {
			// One address got so far. The rest is asked from many, a few each.
			if i%97 != 0 {
				continue
			}
		}
		from := "203.0.113.7"
		if tripped > 50 {
			from = fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255)
		}
		ref := registry.NewReference()
		w := ask(ref, from)
		switch w.Code {
		case http.StatusTooManyRequests:
			tripped++
		case http.StatusNotFound:
			if got := strings.ReplaceAll(w.Body.String(), string(ref), "REF"); got != same || w.Header().Get("Content-Length") != want.Header().Get("Content-Length") {
				t.Fatal("an unknown notice answers otherwise than a hidden one")
			}
		default:
			t.Fatalf("a guess answers %d", w.Code)
		}
	}
	if tripped == 0 {
		t.Error("nobody stops who guesses")
	}
	want404 := func(what string, err error) {
		t.Helper()
		if registry.KindOf(err) != registry.KindNotFound {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, unknown := s.service.PublicNotice(t.Context(), hidden)
	for range guesses {
		_, err := s.service.PublicNotice(t.Context(), registry.NewReference())
		if want404("a guessed reference", err); len(err.Error()) != len(unknown.Error()) {
			t.Fatalf("an unknown notice is refused with %q, a hidden one with %q", err, unknown)
		}
		_, err = s.service.HolderOfCode(t.Context(), registry.NewToken())
		want404("a guessed code", err)
	}
}

// TestCopying (A03, live): who walks through the register by half a name finds what
// a day allows, reads why, can go on with a proof, can still find somebody by name,
// and can still file.
func TestCopying(t *testing.T) {
	rules := access.DefaultRules()
	rules.Views.Address, rules.Views.Ticket, rules.Proof.Bits = 10, 6, 4
	s := newSiteWith(t, func(c *httpapi.Config) { c.Rules = rules })
	for i := range 30 {
		_, err := s.service.FileNotice(t.Context(), registry.Viewer{}, registry.FileNotice{
			Event: s.event, Person: registry.Person{Names: []registry.Name{registry.NewName(fmt.Sprintf("Ana Reis %c", 'A'+i%26), "")}},
			Seeker: registry.Seeker{Contact: registry.Contact{Phone: "0699001122"}}, Consent: true,
		})
		must(t, err)
	}
	s.settle()
	v, found := s.visitor("en"), map[string]bool{}
	walk := func() (last page) {
		for n := range 9 {
			last = v.get(fmt.Sprintf("/search?q=Ana&page=%d", n+1))
			for _, href := range last.Find(".card a.cover").EachIter() {
				found[href.AttrOr("href", "")] = true
			}
		}
		return last
	}
	last := walk()
	if len(found) != 10 || last.Find("#meter").Length() != 1 {
		t.Fatalf("%d found, and the page reads %q", len(found), last.Find("main").Text())
	}
	if csp := last.header.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") {
		t.Errorf("the script of the proof may not run: %s", csp)
	}
	if p := v.get("/api/v1/search?q=Ana&page=3"); p.status != http.StatusTooManyRequests {
		t.Errorf("a program reads on: %d %s", p.status, p.body)
	}
	if p := v.get("/api/v1/search?q=Ana&page=2"); !strings.Contains(p.body, `"left_out":6`) {
		t.Errorf("a program is not told what is left out: %s", p.body)
	}
	form := last.hidden("/more")
	answer, err := access.Solve(form.Get("challenge"))
	must(t, err)
	if p := v.post("/more", with(form, "proof", "0.0")); p.Find("main form[action$='/more']").Length() != 1 {
		t.Error("a wrong proof finds more")
	}
	v.post("/more", with(form, "proof", answer))
	v.post("/more", form) // a double click
	if walk(); len(found) != 16 {
		t.Errorf("%d found after one proof", len(found))
	}
	if p := v.get("/search?q=Ana+Reis+Q"); p.Find(".card").Length() == 0 || !strings.Contains(p.Find(".card").First().Text(), "Ana Reis Q") {
		t.Errorf("who typed a whole name reads %s", p.Find("main").Text())
	}
	for _, back := range []string{"//evil.example/", "/\t/evil.example/", "/\n/evil.example/", "/\\evil.example/"} {
		if p := v.post("/more", url.Values{"back": {back}}); p.url.Host != strings.TrimPrefix(s.URL, "http://") || !strings.HasSuffix(p.hidden("/more").Get("back"), "/search") {
			t.Errorf("%q led away to %s", back, p.url)
		}
	}
	v.file("Nora Silva", nil)
	if p := v.get("/search?q=Zzz"); strings.Contains(p.header.Get("Content-Security-Policy"), "script-src") || p.Find("script").Length() > 0 {
		t.Error("an ordinary page may run scripts")
	}
}
