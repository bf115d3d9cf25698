package httpapi_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/registry/memstore"
	"github.com/retrouve/retrouve/search"
	"github.com/retrouve/retrouve/templates/i18n"
)

// lock puts a locked site in the place of the open one, as the program does: over
// a public copy. It returns what opens it again. Sessions must have been made.
func (c *cast) lock(l httpapi.Locked) (unlock func()) {
	c.t.Helper()
	to := memstore.New()
	must(c.t, c.service.CopyEvents(c.t.Context(), to))
	if l.Cards {
		_, _, err := c.service.CopyCards(c.t.Context(), to)
		must(c.t, err)
	}
	ctx, cancel := context.WithCancel(c.t.Context())
	index, err := search.Open(ctx, c.t.TempDir(), to, c.clock, search.Options{})
	must(c.t, err)
	done := make(chan struct{})
	go func() { defer close(done); index.Run(ctx) }()
	s := &registry.Service{Store: to, Index: index, Clock: c.clock}
	var head registry.Seq
	must(c.t, to.View(ctx, func(r registry.Reader) error { head = r.Head().Seq; return nil }))
	must(c.t, index.WaitFor(ctx, head))
	c.t.Cleanup(func() { cancel(); <-done; index.Close() })
	rules := access.DefaultRules()
	rules.Rates = map[access.Purse]map[access.Level]access.Rate{}
	rules.Views = access.Unlimited()
	pages, err := httpapi.Parsed()
	must(c.t, err)
	h, err := httpapi.New(httpapi.Config{Pages: pages, Service: s, Accounts: access.New(to, c.clock), Rules: rules, Log: slog.New(slog.NewTextHandler(c.logs, nil)), Dev: true, Secure: c.secure, Locked: &l})
	must(c.t, err)
	open := c.handler
	c.handler = h
	return func() { c.handler = open }
}

// lockedServes are the routes that a locked site serves, once notices were copied.
var lockedServes = strings.Fields("/ /accessibility /exit /healthz /help /how-we-check /p/:ref /privacy /robots.txt /search")

// TestLock asks a locked site for every route as every role, each with the session
// that was good before (A35): public cards are served, everything else is refused
// with words, and no page shows a word above class P0.
func TestLock(t *testing.T) {
	c := newCast(t)
	type try struct {
		method, route string
		object
	}
	var tries []try
	for _, route := range c.routes() {
		method, path, _ := strings.Cut(route, " ")
		for _, o := range c.objects(path) {
			tries = append(tries, try{method, path, o})
		}
	}
	for _, q := range []string{"q=Ann", "place=canaryP0area", "q=Eve"} {
		tries = append(tries, try{http.MethodGet, "/search", object{"other", "/search?" + q}})
	}
	cookies := map[string]*http.Cookie{}
	for _, role := range roles {
		cookies[role] = c.session(role)
	}
	defer c.lock(httpapi.Locked{Since: time.Now(), Cards: true, Whole: true})()
	served, shown := map[string]bool{}, 0
	for _, x := range tries {
		for _, role := range roles {
			rec := c.ask(x.method, x.path, role, cookies[role], url.Values{"token": {formToken}, "text": {"words of " + role}}, nil)
			body, what := rec.Body.String(), x.method+" "+x.path+" as "+role
			public := x.method == http.MethodGet && slices.Contains(lockedServes, x.route) && x.name != "hidden" && x.name != "absent"
			switch {
			case x.route == "/more" || x.route == "/static/*":
			case public && rec.Code != http.StatusOK:
				t.Errorf("%s: %d", what, rec.Code)
			case !public && (rec.Code != http.StatusServiceUnavailable || rec.Header().Get("Retry-After") == ""):
				t.Errorf("%s: %d, Retry-After %q", what, rec.Code, rec.Header().Get("Retry-After"))
			case !public && x.method == http.MethodPost && !strings.HasPrefix(x.path, "/api/") && !strings.Contains(body, "words of "+role):
				t.Errorf("%s: what was typed is lost", what)
			}
			served[x.route] = served[x.route] || rec.Code == http.StatusOK
			if rec.Code >= 300 && rec.Code < 400 || rec.Header().Get("Set-Cookie") != "" && x.route != "/exit" {
				t.Errorf("%s: leads to %q, sets %q", what, rec.Header().Get("Location"), rec.Header().Get("Set-Cookie"))
			}
			for _, m := range canary.FindAllStringSubmatch(body, -1) {
				if m[1] != "0" {
					t.Errorf("%s shows %s: …%s…", what, m[0], around(body, m[0]))
				}
				shown++
			}
			if strings.Contains(body, "0612345678") || strings.Contains(body, "0687654321") {
				t.Errorf("%s shows a number", what)
			}
		}
	}
	for _, route := range lockedServes {
		if !served[route] {
			t.Errorf("%s was served to nobody", route)
		}
	}
	if shown == 0 {
		t.Error("no card was shown: there was nothing to look for")
	}
}

// TestLockedIsAsBefore: of a public notice the locked page tells what the open one
// told; a hidden notice, one that never was and one that is closed answer alike.
func TestLockedIsAsBefore(t *testing.T) {
	c := newCast(t)
	facts := func(ref string) string {
		body := c.ask(http.MethodGet, "/p/"+ref, "public", nil, nil, nil).Body.String()
		body, _, _ = strings.Cut(body[max(strings.Index(body, "<h1"), 0):], "<aside")
		return strings.Join(strings.Fields(strings.ReplaceAll(body, "</main>", "")), " ")
	}
	before := map[string]string{}
	for _, name := range []string{"ref.other", "ref.own", "ref.child"} {
		before[name] = facts(c.ids[name])
	}
	unlock := c.lock(httpapi.Locked{Since: time.Now(), Cards: true, Whole: true})
	for name, want := range before {
		if got := facts(c.ids[name]); !strings.HasPrefix(got, strings.TrimSuffix(want, "</div>")) || !strings.Contains(want, "<dt>") {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
	unknown := c.ask(http.MethodGet, "/p/"+string(registry.NewReference()), "public", nil, nil, nil)
	for _, name := range []string{"ref.hidden", "ref.closed"} {
		if got := c.ask(http.MethodGet, "/p/"+c.ids[name], "public", nil, nil, nil); got.Code != unknown.Code || got.Body.Len() != unknown.Body.Len() {
			t.Errorf("%s answers %d with %d bytes, an unknown one %d with %d", name, got.Code, got.Body.Len(), unknown.Code, unknown.Body.Len())
		}
	}
	unlock()
	if got := facts(c.ids["ref.other"]); got != before["ref.other"] {
		t.Error("after it was opened again the page is another")
	}
}

// TestLockedWords: pages of a locked site say so in every language, with the
// numbers to call; where no notice was copied none is looked for.
func TestLockedWords(t *testing.T) {
	c := newCast(t)
	ask := func(lang, path string) string {
		return c.ask(http.MethodGet, "/"+lang+path, "public", nil, nil, nil).Body.String()
	}
	for _, l := range i18n.Languages() {
		for name, x := range map[string]struct {
			locked httpapi.Locked
			cards  bool
		}{"whole": {httpapi.Locked{Cards: true, Whole: true}, true}, "part": {httpapi.Locked{Cards: true}, true}, "none": {httpapi.Locked{}, false}} {
			x.locked.Since = time.Now()
			unlock := c.lock(x.locked)
			for _, path := range []string{"/", "/help", "/m", "/p/" + c.ids["ref.other"], "/search?q=Ann"} {
				if body := ask(l.Code, path); untold.MatchString(body) || strings.Contains(body, `class="door"`) || !strings.Contains(body, "112") {
					t.Errorf("%s, %s%s: %s", name, l.Code, path, untold.FindString(body))
				}
			}
			if got := strings.Contains(ask(l.Code, "/search?q=Ann"), `class="card`); got != x.cards {
				t.Errorf("%s, %s: a card is found: %v", name, l.Code, got)
			}
			if body := ask(l.Code, "/find"); !strings.Contains(body, "01 00 00 00 00") || strings.Contains(body, `class="inset attention"`) {
				t.Errorf("%s, %s: the page that refuses: %s", name, l.Code, body)
			}
			unlock()
		}
	}
}

// TestLockPage: an admin locks with a word and a fresh code, and the program is told
// who it was.
func TestLockPage(t *testing.T) {
	var locks []registry.Viewer
	s := newSiteWith(t, func(c *httpapi.Config) { c.Lock = func(by registry.Viewer) { locks = append(locks, by) } })
	boss := s.staff("boss", registry.RingAdmin, "en")
	for _, l := range i18n.Languages() {
		boss.lang = l.Code
		checkPage(t, l, "/admin/lock", boss.get("/admin/lock"))
	}
	boss.lang = "en"
	form := boss.get("/admin/lock").hidden("/admin/lock")
	if p := boss.post("/admin/lock", with(form, "lock", "yes")); p.status != 422 || p.Find(".summary-box li").Length() != 1 || p.Find("#lock").AttrOr("value", "") != "yes" {
		t.Errorf("without the word: %d", p.status)
	}
	s.clock.set(access.ProofLife)
	if p := boss.post("/admin/lock", with(form, "lock", "lock")); p.status != 403 || p.Find("#stepup").Length() != 1 {
		t.Errorf("without a fresh code: %d", p.status)
	}
	if len(locks) != 0 {
		t.Fatal("it is locked without the word or the code")
	}
	form = with(boss.get("/admin/lock").hidden("/admin/lock"), "lock", " Verrou ")
	p := boss.post("/admin/lock", with(form, "stepup", boss.code(0)))
	if p.status != 200 || len(locks) != 1 || locks[0].Ring != registry.RingAdmin || locks[0].Account == "" || p.Find("form[action$='/admin/lock']").Length() != 0 {
		t.Errorf("locking: %d, locked by %v", p.status, locks)
	}
	if p := s.moderator("en").post("/admin/lock", url.Values{"lock": {"lock"}}); p.status != 403 || len(locks) != 1 {
		t.Errorf("a moderator: %d", p.status)
	}
}

// TestLockExercise: where there is nothing to lock the page says so and has no button.
func TestLockExercise(t *testing.T) {
	s := newSite(t)
	boss := s.staff("boss", registry.RingAdmin, "en")
	if p := boss.get("/admin/lock"); p.Find("main form").Length() != 0 || p.Find(".inset.info").Length() != 1 {
		t.Errorf("the page has a button: %s", p.Find("main").Text())
	}
}
