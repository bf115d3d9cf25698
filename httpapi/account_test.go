package httpapi_test

import (
	"context"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/templates/i18n"
)

// movable is the machine's clock, put forward while workers look at it.
type movable struct{ by atomic.Int64 }

func (m *movable) Now() time.Time { return time.Now().UTC().Add(time.Duration(m.by.Load())) }

// set puts the clock forward from the machine's, add from where it stands.
func (m *movable) set(by time.Duration) { m.by.Store(int64(by)) }
func (m *movable) add(by time.Duration) { m.by.Add(int64(by)) }

// TestFactorFirstPages: until the second factor is set up every page of staff
// leads to its set-up, and no form does anything.
func TestFactorFirstPages(t *testing.T) {
	s := newSite(t)
	password, err := s.accounts.Add(context.Background(), "ana", registry.RingAdmin)
	must(t, err)
	v := s.visitor("en")
	p := v.post("/sign-in", url.Values{"user": {"ana"}, "password": {password}})
	token := p.hidden("/account/factor").Get("token")
	for _, path := range []string{"/desk/queue", "/account", "/admin/accounts", "/admin/invitations", "/desk/pairs/x", "/desk/arrivals", "/desk/messages", "/sign-in"} {
		if p := v.get(path); !strings.HasSuffix(p.url.Path, "/account/factor") {
			t.Errorf("%s led to %s", path, p.url.Path)
		}
	}
	for _, path := range []string{"/desk/queue/next", "/desk/arrivals/new", "/admin/invitations", "/account/password", "/account/codes", "/account/factor/new"} {
		if p := v.post(path, url.Values{"token": {token}, "role": {"admin"}, "for": {"me"}}); !strings.HasSuffix(p.url.Path, "/account/factor") {
			t.Errorf("POST %s led to %s (%d)", path, p.url.Path, p.status)
		}
	}
	if p := v.get("/"); strings.Contains(p.body, "/desk/queue") || !strings.Contains(p.body, "/sign-out") {
		t.Error("the menu offers the queue")
	}
	img, err := v.client.Get(s.URL + "/en/account/factor.png")
	must(t, err)
	defer img.Body.Close()
	if _, err := png.Decode(img.Body); err != nil || img.Header.Get("Cache-Control") != "no-store" || img.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture: %v, %v", err, img.Header)
	}
	if p := s.visitor("en").get("/account/factor.png"); p.header.Get("Content-Type") == "image/png" {
		t.Error("anybody gets the picture")
	}
	if p := v.post("/account/factor", url.Values{"token": {token}, "code": {"000000"}}); p.status != 422 || p.Find(".summary-box a[href='#code']").Length() != 1 {
		t.Errorf("a wrong code: %d", p.status)
	}
}

// TestSignInPages: one refusal for all, nothing secret comes back, and the menu of
// each role.
func TestSignInPages(t *testing.T) {
	s := newSite(t)
	ana := s.staff("ana", registry.RingModerator, "en")
	var texts []string
	for _, form := range []url.Values{
		{"user": {"ana"}, "password": {"canary-wrong"}}, {"user": {"nobody"}, "password": {"canary-wrong"}}, {"user": {"ana"}, "password": {ana.password}},
		{"user": {"ana"}, "password": {ana.password}, "code": {"123456"}},
	} {
		p := s.visitor("en").post("/sign-in", form)
		if p.status != 422 || strings.Contains(p.body, "canary") || strings.Contains(p.body, ana.password) || strings.Contains(p.body, "123456") {
			t.Errorf("%v: %d %s", form["user"], p.status, p.Find("form").Text())
		}
		texts = append(texts, p.Find(".summary-box").Text())
	}
	for _, text := range texts {
		if text != texts[0] {
			t.Errorf("%q and %q", text, texts[0])
		}
	}
	v := s.visitor("en")
	s.clock.set(time.Minute)
	form := url.Values{"user": {"ana"}, "password": {ana.password}, "code": {ana.code(0)}, "once": {"x"}}
	for range 2 { // a double click
		if p := v.post("/sign-in", form); !strings.HasSuffix(p.url.Path, "/desk/queue") {
			t.Errorf("signing in led to %s", p.url.Path)
		}
	}
	u, _ := url.Parse(s.URL)
	if cookies := v.client.Jar.Cookies(u); len(cookies) != 2 { // of the session and of the device
		t.Errorf("cookies: %v", cookies)
	}
	p := v.send("/account", "/account/sessions/end")
	if p.header.Get("Clear-Site-Data") != "" { // of the page that the redirect led to
		t.Error(p.header)
	}
	for _, who := range []*visitor{v, ana} {
		if p := who.get("/desk/queue"); !strings.HasSuffix(p.url.Path, "/sign-in") {
			t.Errorf("signed out everywhere, the queue led to %s", p.url.Path)
		}
	}
}

// TestStaffCookie holds what the cookie of staff looks like over TLS.
func TestStaffCookie(t *testing.T) {
	s := newSite(t)
	_, err := s.accounts.Add(context.Background(), "ana", registry.RingModerator)
	must(t, err)
	acc := access.NewExercise(s.service.Store, s.service.Clock)
	password, err := acc.Add(context.Background(), "eve", registry.RingModerator)
	must(t, err)
	h, err := httpapi.New(httpapi.Config{Service: s.service, Accounts: acc, Secure: true})
	must(t, err)
	s.Config.Handler = h
	req, _ := http.NewRequest(http.MethodPost, s.URL+"/sign-in", strings.NewReader(url.Values{"user": {"eve"}, "password": {password}}.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultTransport.RoundTrip(req)
	must(t, err)
	res.Body.Close()
	cookies := res.Header.Values("Set-Cookie")
	if len(cookies) != 2 {
		t.Fatalf("cookies %q", cookies)
	}
	for i, name := range []string{"__Host-retrouve-desk=", "__Host-retrouve-device="} {
		for _, want := range []string{name, "Path=/", "HttpOnly", "Secure", "SameSite=Strict"} {
			if !strings.Contains(cookies[i], want) {
				t.Errorf("the cookie %q lacks %s", cookies[i], want)
			}
		}
		if strings.Contains(cookies[i], "Domain") || strings.Contains(cookies[i], "eve") {
			t.Errorf("the cookie %q has a domain or a name", cookies[i])
		}
	}
}

// TestStrangerAtSignIn: while somebody guesses at an account, its owner comes in at
// the browser that they use, after signing out too, and with a recovery code at
// another.
func TestStrangerAtSignIn(t *testing.T) {
	s := newSite(t)
	ana := s.staff("ana", registry.RingModerator, "en")
	code := strings.TrimSpace(ana.get("/account/codes").Find(".code").First().Text())
	ana.send("/account", "/sign-out")
	stranger := s.visitor("en")
	for range 40 {
		if p := stranger.post("/sign-in", url.Values{"user": {"ana"}, "password": {"canary-wrong"}, "code": {"123456"}}); p.status != 422 && p.status != 429 {
			t.Fatal(p.status)
		}
	}
	if p := s.visitor("en").post("/sign-in", url.Values{"user": {"ana"}, "password": {ana.password}, "code": {ana.code(1)}}); p.status != 429 || !strings.Contains(p.body, "recovery codes") {
		t.Errorf("in the network of who guesses: %d", p.status)
	}
	if p := ana.post("/sign-in", url.Values{"user": {"ana"}, "password": {ana.password}, "code": {ana.code(1)}}); !strings.HasSuffix(p.url.Path, "/desk/queue") {
		t.Errorf("at the own browser: %d %s", p.status, p.url.Path)
	}
	if p := s.visitor("en").post("/sign-in", url.Values{"user": {"ana"}, "password": {ana.password}, "code": {code}}); !strings.HasSuffix(p.url.Path, "/desk/queue") {
		t.Errorf("with a recovery code: %d %s", p.status, p.url.Path)
	}
}

// TestStepUp: opening contacts asks for a fresh code, and the reason typed goes
// through that page.
func TestStepUp(t *testing.T) {
	s := newSite(t)
	mod := s.moderator("en")
	link := strings.TrimPrefix(s.patient(mod, nil), "/en")
	old := mod.get(link).hidden("/contacts")
	s.clock.set(access.ProofLife)
	reason := `to call "her" <mother> & father`
	p := mod.post(link+"/contacts", with(old, "opening", reason))
	if p.status != http.StatusForbidden || strings.Contains(p.body, "06 99") || p.Find("input[name=opening]").AttrOr("value", "") != reason {
		t.Fatalf("without a fresh code: %d %s", p.status, p.Find("main").Text())
	}
	if !strings.HasSuffix(p.Find("main form").AttrOr("action", ""), link+"/contacts") {
		t.Fatalf("the form goes to %s", p.Find("main form").AttrOr("action", ""))
	}
	wrong := mod.post(link+"/contacts", with(p.hidden("/contacts"), "stepup", "123456"))
	if wrong.status != http.StatusForbidden || wrong.Find(".summary-box").Length() != 1 || wrong.Find("input[name=opening]").AttrOr("value", "") != reason {
		t.Errorf("a wrong code: %d %s", wrong.status, wrong.Find("main").Text())
	}
	form := with(wrong.hidden("/contacts"), "stepup", mod.code(0))
	for range 2 { // a double click
		if p = mod.post(link+"/contacts", form); p.status != 200 || !strings.Contains(p.body, "06 99 00 11 22") {
			t.Fatalf("with a fresh code: %d %s", p.status, p.Find("main").Text())
		}
	}
	if got := mod.get(link).Find(".timeline").Text(); strings.Count(got, reason) != 2 { // once for either side
		t.Errorf("the history reads %s", got)
	}
	if p := mod.send(link, "/contacts", "opening", "again"); p.status != 200 || !strings.Contains(p.body, "06 99 00 11 22") {
		t.Errorf("a minute later: %d", p.status)
	}
	if p := s.visitor("en").post(link+"/contacts", with(old, "stepup", mod.code(1))); p.status != http.StatusForbidden || strings.Contains(p.body, "06 99") {
		t.Errorf("a code without a session: %d", p.status)
	}
}

// TestAccountPages walks the pages of one's own account in every language.
func TestAccountPages(t *testing.T) {
	s := newSite(t)
	v := s.staff("ana", registry.RingVolunteer, "en")
	for _, l := range i18n.Languages() {
		v.lang = l.Code
		for _, path := range []string{"/account/codes", "/account"} {
			p := v.get(path)
			if p.status != 200 || !strings.HasSuffix(p.url.Path, path) {
				t.Errorf("%s: %d at %s", path, p.status, p.url.Path)
			}
			checkPage(t, l, path, p)
		}
	}
	v.lang = "en"
	if got := v.get("/account").Find("main").Text(); !strings.Contains(got, "8 recovery codes left") || !strings.Contains(got, "ana") {
		t.Errorf("the account reads %s", got)
	}
	if p := v.send("/account", "/account/password", "password", "x", "new_password", "canary"); p.status != 422 || strings.Contains(p.body, "canary") {
		t.Errorf("a short password: %d", p.status)
	}
	if p := v.send("/account", "/account/password", "password", v.password, "new_password", "kettle orbit mango"); p.status != 200 || p.Find(".flash").Length() != 1 {
		t.Errorf("another password: %d %s", p.status, p.Find(".summary-box").Text())
	}
	before := v.get("/account/codes")
	if !strings.HasSuffix(before.url.Path, "/account") {
		t.Error("the recovery codes are still shown")
	}
	if p := v.send("/account", "/account/codes"); p.Find(".code.long").Length() != 8 {
		t.Errorf("new recovery codes: %d at %s", p.status, p.url.Path)
	}
	if p := v.send("/account", "/account/factor/new"); !strings.HasSuffix(p.url.Path, "/account/factor") || p.Find(".back").Length() != 1 {
		t.Errorf("another phone: %d at %s", p.status, p.url.Path)
	}
	for _, path := range []string{"/account", "/account/factor", "/account/codes"} {
		if p := s.visitor("en").get(path); !strings.HasSuffix(p.url.Path, "/sign-in") {
			t.Errorf("%s without a session led to %s", path, p.url.Path)
		}
	}
}
