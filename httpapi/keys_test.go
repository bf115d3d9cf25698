package httpapi_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n"
)

// call sends a request of a program with its key.
func (s *site) call(method, path, key, once, body string) (status int, answer map[string]string) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	must(s.t, err)
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	if once != "" {
		req.Header.Set("Idempotency-Key", once)
	}
	res, err := http.DefaultClient.Do(req)
	must(s.t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	must(s.t, err)
	if err := json.Unmarshal(b, &answer); err != nil {
		s.t.Fatalf("%s %s answers %q", method, path, b)
	}
	return res.StatusCode, answer
}

// hospital adds an organisation and returns its id.
func (v *visitor) hospital(name string) string {
	v.t.Helper()
	p := v.send("/admin/organisations", "/admin/organisations", "name", name, "kind", "hospital", "contact_point", "01 42 00 00 00")
	if p.status != 200 || !strings.Contains(p.url.Path, "/admin/organisations/") {
		v.t.Fatalf("adding an organisation: %d at %s %s", p.status, p.url.Path, p.Find(".summary-box").Text())
	}
	return p.url.Path[strings.LastIndexByte(p.url.Path, '/')+1:]
}

// TestOrganisationPages: an admin keeps organisations, and invites their members,
// who reach what is theirs.
func TestOrganisationPages(t *testing.T) {
	s := newSite(t)
	boss := s.staff("boss", registry.RingAdmin, "en")
	if p := boss.send("/admin/organisations", "/admin/organisations", "name", "North", "contact_point", "canary"); p.status != 422 || p.Find("#contact_point").AttrOr("value", "") != "canary" {
		t.Errorf("without a kind: %d", p.status)
	}
	org := boss.hospital("North hospital")
	path := "/admin/organisations/" + org
	if p := boss.send(path, path, "name", "North hospital", "kind", "shelter", "may_report_dead", "yes"); p.status != 200 || p.Find("input[value=shelter]:checked").Length() != 1 || p.Find("input[name=may_report_dead]:checked").Length() != 1 {
		t.Errorf("changed: %d %s", p.status, p.Find(".summary-box").Text())
	}
	for _, l := range i18n.Languages() {
		boss.lang = l.Code
		for _, page := range []string{"/admin/organisations", path, "/admin/invitations", "/admin/keys"} {
			p := boss.get(page)
			if p.status != 200 {
				t.Errorf("%s: %d", page, p.status)
			}
			checkPage(t, l, page, p)
		}
	}
	boss.lang = "en"
	if p := boss.send("/admin/invitations", "/admin/invitations", "role", "organisation", "for", "Ana"); p.status != 422 || p.Find(".summary-box a[href='#org-1']").Length() != 1 {
		t.Errorf("a member of nothing: %d", p.status)
	}
	p := boss.send("/admin/invitations", "/admin/invitations", "role", "organisation", "org", org, "for", "Ana")
	link, err := url.Parse(p.Find(".panel .address").Text())
	must(t, err)
	ana := s.visitor("en")
	p = ana.get(strings.TrimPrefix(link.Path, "/en"))
	p = ana.post("/invite", with(p.hidden("/invite"), "user", "ana", "new_password", "kettle orbit mango"))
	ana.secret = strings.ReplaceAll(p.Find(".code.long").Text(), " ", "")
	ana.post("/account/factor", with(p.hidden("/account/factor"), "code", ana.code(0)))
	if p := ana.get("/sign-in"); !strings.HasSuffix(p.url.Path, "/desk/arrivals") || p.status != 200 || p.Find("nav a[href$='/desk/arrivals']").Length() == 0 {
		t.Errorf("a member begins at %s", p.url.Path)
	}
	if p := ana.get("/account"); !strings.Contains(p.Find(".facts").Text(), "North hospital") {
		t.Errorf("the account of a member: %s", p.Find(".facts").Text())
	}
	for _, page := range []string{"/desk/queue", "/admin/organisations", "/admin/accounts"} {
		if p := ana.get(page); p.status != http.StatusForbidden {
			t.Errorf("%s for a member: %d", page, p.status)
		}
	}
	if p := boss.get(path); !strings.Contains(p.Find("#members ~ ul").Text(), "ana") {
		t.Error("the organisation does not list its member")
	}
}

// TestA20: what a key of a hospital may do, over the wire; a revoked one is
// refused, and all that it filed is taken back.
func TestA20(t *testing.T) {
	s := newSite(t)
	boss := s.staff("boss", registry.RingAdmin, "en")
	north, south := boss.hospital("North hospital"), boss.hospital("South hospital")
	if p := boss.send("/admin/keys", "/admin/keys", "org", north, "days", "many"); p.status != 422 || p.Find(".summary-box a").Length() != 2 || p.Find("#days").AttrOr("value", "") != "many" {
		t.Errorf("days in words and no name: %d %s", p.status, p.Find(".summary-box").Text())
	}
	p := boss.send("/admin/keys", "/admin/keys", "org", north, "key_name", "ward program", "read", "yes")
	key := p.Find(".panel .address").Text()
	other := boss.send("/admin/keys", "/admin/keys", "org", south, "key_name", "south").Find(".panel .address").Text()
	if !strings.HasPrefix(key, "rtv_") || len(key) != 65 || key == other || strings.Contains(boss.get("/admin/keys").body, key) {
		t.Fatalf("a new key: %d %q", p.status, key)
	}
	const report = `{"names": ["Amina Haddad", "أمينة حداد"], "age_min": 27, "sex": "female", "condition": "injured", "confidence": "document", "area": "Lyon", "found": "2026-01-02", "tag": "bed 7"}`
	status, made := s.call("POST", "/api/v1/reports", key, "one", report)
	if status != 201 || len(made["reference"]) != 10 {
		t.Fatalf("filed: %d %v", status, made)
	}
	if status, again := s.call("POST", "/api/v1/reports", key, "one", report); status != 201 || again["reference"] != made["reference"] {
		t.Errorf("the same again: %d %v", status, again)
	}
	own := "/api/v1/reports/" + made["reference"]
	for name, tt := range map[string]struct {
		method, path, key, once, body string
		want                          int
	}{
		"other words":        {"POST", "/api/v1/reports", key, "one", strings.Replace(report, "bed 7", "bed 8", 1), 422},
		"no once":            {"POST", "/api/v1/reports", key, "", report, 422},
		"an unknown field":   {"POST", "/api/v1/reports", key, "two", `{"nmaes": ["x"]}`, 422},
		"two reports":        {"POST", "/api/v1/reports", key, "seven", report + report, 422},
		"words after it":     {"POST", "/api/v1/reports", key, "eight", report + " x", 422},
		"nothing":            {"POST", "/api/v1/reports", key, "three", `{}`, 422},
		"no date":            {"POST", "/api/v1/reports", key, "four", `{"names": ["x"], "found": "2026-13-40"}`, 422},
		"no key":             {"POST", "/api/v1/reports", "", "five", report, 401},
		"a wrong key":        {"POST", "/api/v1/reports", key[:64] + "?", "six", report, 401},
		"reading":            {"GET", own, key, "", "", 200},
		"reading unknown":    {"GET", "/api/v1/reports/RT7-4KQ-92", key, "", "", 404},
		"reading as another": {"GET", own, other, "", "", 403},
		"reading as nobody":  {"GET", own, "", "", "", 401},
	} {
		if status, answer := s.call(tt.method, tt.path, tt.key, tt.once, tt.body); status != tt.want {
			t.Errorf("%s: %d %v", name, status, answer)
		}
	}
	if _, read := s.call("GET", own, key, "", ""); read["state"] != "open" || read["reference"] != made["reference"] {
		t.Errorf("reading: %v", read)
	}
	s.visitor("en").file("Hidden Canary", map[string]url.Values{"sharing": {"visibility": {"verified"}}})
	s.settle()
	seeing := boss.send("/admin/keys", "/admin/keys", "org", north, "key_name", "search program", "search", "yes").Find(".panel .address").Text()
	for k, want := range map[string]struct{ status, total int }{"": {200, 0}, key: {403, 0}, seeing: {200, 1}, "rtv_x": {401, 0}} {
		req, _ := http.NewRequest("GET", s.URL+"/api/v1/search?q=Hidden+Canary", nil)
		if k != "" {
			req.Header.Set("Authorization", "Bearer "+k)
		}
		res, err := http.DefaultClient.Do(req)
		must(t, err)
		var found struct{ Total int }
		must(t, json.NewDecoder(res.Body).Decode(&found))
		res.Body.Close()
		if res.StatusCode != want.status || found.Total != want.total {
			t.Errorf("searching with %.8q: %d, %d found", k, res.StatusCode, found.Total)
		}
	}
	page := strings.TrimPrefix(boss.get("/admin/keys").Find(".card a").FilterFunction(func(_ int, a *goquerySelection) bool { return a.Text() == "ward program" }).AttrOr("href", ""), "/en")
	if got := boss.get(page).Find(".facts").Text(); !strings.Contains(got, "North hospital") || !strings.Contains(got, "file reports") || strings.Contains(got, "search") {
		t.Errorf("the key reads %s", got)
	}
	if p := boss.send(page, "/revoke"); p.status != 200 || p.Find("#revoke").Length() != 0 {
		t.Errorf("revoked: %d", p.status)
	}
	if status, _ := s.call("POST", "/api/v1/reports", key, "seven", report); status != 401 {
		t.Errorf("replayed with a revoked key: %d", status)
	}
	if p := boss.send(page, "/undo"); p.status != 422 {
		t.Errorf("taken back without a reason: %d", p.status)
	}
	if p := boss.send(page, "/undo", "undo_reason", "it leaked"); p.status != 200 || !strings.Contains(p.Find(".flash").Text(), "1 report") {
		t.Errorf("taken back: %d %s", p.status, p.Find(".flash").Text())
	}
	if p := boss.send(page, "/undo", "undo_reason", "it leaked"); !strings.Contains(p.Find(".flash").Text(), "0 reports") {
		t.Errorf("taken back again: %s", p.Find(".flash").Text())
	}
	if log := s.logs.String(); strings.Contains(log, key) || strings.Contains(log, "Haddad") {
		t.Errorf("the log tells: %s", log)
	}
}
