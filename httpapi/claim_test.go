package httpapi_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// claims says that a notice is about the visitor and returns the receipt.
func (v *visitor) claims(ref, wish string, more ...string) page {
	v.t.Helper()
	path := "/p/" + ref + "/me"
	p := v.get(path)
	if p.status != 200 || p.Find("a[href$='/exit']").Length() != 1 || !strings.Contains(p.Find("#danger").Text(), "112") || p.header.Get("Cache-Control") != "no-store" {
		v.t.Fatalf("%s: %d", path, p.status)
	}
	return v.post(path, with(with(p.hidden(path), "wish", wish), more...))
}

// TestClaimPages (A01): somebody hides a notice about them, and from then on
// nobody can tell it from one that never was.
func TestClaimPages(t *testing.T) {
	s := newSite(t)
	sister, woman, mod := s.visitor("en"), s.visitor("en"), s.moderator("en")
	n := sister.file("Ann Public", map[string]url.Values{"where": {"area": {"Lyon"}}})
	ref := strings.ReplaceAll(n.reference, "-", "")
	s.settle()
	public := s.visitor("en")
	if p := public.get("/p/" + ref); p.Find("a[href$='/"+n.reference+"/me']").Length() != 1 {
		t.Error("the notice does not say what to do if it is about its reader")
	}
	if p := public.get("/help"); p.Find("a[href$='/me']").Length() != 1 {
		t.Error("the help does not lead there")
	}
	if p := public.get("/me?ref=" + n.reference); !strings.HasSuffix(p.url.Path, "/p/"+ref+"/me") {
		t.Errorf("a reference leads to %s", p.url.Path)
	}
	if p := public.get("/me?ref=xyz"); p.status != 422 || !strings.Contains(p.body, `value="xyz"`) {
		t.Errorf("a slip: %d", p.status)
	}
	form := woman.get("/p/" + ref + "/me").hidden("/me")
	if p := woman.post("/p/"+ref+"/me", with(form, "claim_note", "canarynote")); p.status != 422 || !strings.Contains(p.body, "canarynote") {
		t.Errorf("without a choice: %d", p.status)
	}
	receipt := woman.claims(ref, "hide", "phone", "06 11 22 33 44", "claim_note", "canarynote", "words", "canarywords")
	code := strings.TrimSpace(receipt.Find(".code.long").Text())
	if receipt.status != 200 || code == "" || !strings.Contains(receipt.Find("main").Text(), "The notice is hidden now") {
		t.Fatalf("the receipt: %d %s", receipt.status, receipt.Find("main").Text())
	}
	claim := strings.TrimSpace(receipt.Find(".panel .code").Text())

	unknown := string(registryReference())
	check := func(when string) {
		t.Helper()
		for _, path := range []string{"/p/REF", "/p/REF/me", "/p/REF/write", "/p/REF/flag", "/api/v1/notices/REF"} {
			a, b := public.get(strings.Replace(path, "REF", ref, 1)), public.get(strings.Replace(path, "REF", unknown, 1))
			if a.status != 404 || b.status != 404 || strings.ReplaceAll(a.body, ref, "REF") != strings.ReplaceAll(b.body, unknown, "REF") {
				t.Errorf("%s: %s answers %d, otherwise than an unknown one (%d)", when, path, a.status, b.status)
			}
			for name := range b.header {
				if name != "Date" && a.header.Get(name) != b.header.Get(name) {
					t.Errorf("%s: %s: %s differs", when, path, name)
				}
			}
		}
		s.settle()
		if p := public.get("/search?q=Ann+Public"); p.Find(".card").Length() != 0 {
			t.Errorf("%s: the search finds it", when)
		}
	}
	check("hidden at once")
	sister.post("/m", url.Values{"code": {n.code}})
	manage := sister.get("/manage")
	if !strings.Contains(manage.body, "People are looking at your notice") || strings.Contains(manage.body, "canary") || strings.Contains(manage.body, "06 11") {
		t.Errorf("the sister sees %s", manage.Find("main").Text())
	}

	queue := mod.get("/desk/claims")
	link := strings.TrimPrefix(queue.Find(".card .cover").AttrOr("href", ""), "/en")
	if link == "" || strings.Contains(queue.body, "canarynote") || strings.Contains(queue.body, "06 11 22 33 44") {
		t.Fatalf("the desk lists %s", queue.Find("main").Text())
	}
	if p := mod.get(link); !strings.Contains(p.body, "canarynote") || strings.Contains(p.body, "06 11 22 33 44") {
		t.Error("the moderator does not read the note, or reads whom to call without saying why")
	}
	if p := mod.send(link, link+"/contacts"); p.status != 422 || strings.Contains(p.body, "06 11 22 33 44") {
		t.Errorf("opened without a reason: %d", p.status)
	}
	if p := mod.send(link, link+"/contacts", "opening", "To make sure."); p.Find("#contacts + dl").Text() == "" || !strings.Contains(p.body, "06 11 22 33 44") {
		t.Errorf("the moderator does not read whom to call: %d", p.status)
	}
	for _, v := range []*visitor{public, sister} {
		if p := v.get(link); !strings.HasSuffix(p.url.Path, "/sign-in") {
			t.Errorf("a visitor reads a claim: %d at %s", p.status, p.url.Path)
		}
	}
	if p := mod.send(link, link, "basis", "own_word"); p.status != 422 {
		t.Errorf("verified without a note: %d", p.status)
	}
	if p := mod.send(link, link, "basis", "own_word", "note", "Called her."); p.status != 200 || !strings.Contains(p.Find("#state").Text(), "Verified") {
		t.Fatalf("verified: %d %s", p.status, p.Find(".summary-box").Text())
	}
	check("for good")
	manage = sister.get("/manage")
	if got := manage.Find("main").Text(); !strings.Contains(got, "neither good nor bad news") || strings.Contains(got, "safe") || strings.Contains(got, "canary") {
		t.Errorf("the sister reads %s", got)
	}
	woman.post("/m", url.Values{"code": {code}})
	own := woman.get("/manage")
	if got := own.Find(".timeline").Text(); !strings.Contains(got, "A moderator looked at the contact details. Reason: To make sure.") {
		t.Errorf("she reads of who opened her contact: %q", got)
	}
	if !strings.Contains(own.body, claim) || !strings.Contains(own.Find("#state").Text(), "carried out") || own.Find("a[href$='/exit']").Length() != 1 {
		t.Errorf("she reads %s", own.Find("main").Text())
	}
	if p := woman.send("/manage", "/manage/claim/withdraw"); !strings.Contains(p.body, "A moderator looks at it") {
		t.Errorf("taking it back: %d", p.status)
	}
	check("asked back")
	if log := s.logs.String(); strings.Contains(log, "canary") || strings.Contains(log, form.Get("form")) || strings.Contains(log, "11 22 33 44") {
		t.Error("the log tells")
	}
}

// TestClaimSafe: the family reads that the person says they are safe, once an
// organisation saw a document, and never a number.
func TestClaimSafe(t *testing.T) {
	s := newSite(t)
	sister, man := s.visitor("fr"), s.visitor("en")
	n := sister.file("Paul Public", nil)
	ref := strings.ReplaceAll(n.reference, "-", "")
	claim := strings.TrimSpace(man.claims(ref, "tell", "words", "I love you", "phone", "06 11 22 33 44").Find(".panel .code").Text())
	sister.post("/m", url.Values{"code": {n.code}})
	if p := sister.get("/manage"); strings.Contains(p.body, "I love you") {
		t.Fatal("told before anybody made sure")
	}
	ward := s.member("ward", s.hospital())
	link := "/desk/claims/" + strings.ReplaceAll(claim, "-", "")
	p := ward.get("/desk/claims?ref=" + claim)
	if !strings.HasSuffix(p.url.Path, link) || strings.Contains(p.body, "06 11") || p.Find("input[value=own_word], #refuse").Length() != 0 {
		t.Fatalf("the ward opens %d at %s", p.status, p.url.Path)
	}
	if p := ward.send(link, link, "basis", "document", "note", "Passport."); p.status != 200 {
		t.Fatalf("verified: %d %s", p.status, p.Find(".summary-box").Text())
	}
	got := sister.get("/manage")
	if !strings.Contains(got.body, "I love you") || !strings.Contains(got.body, "en sécurité") || strings.Contains(got.body, "06 11") {
		t.Errorf("the sister reads %s", got.Find(".timeline").Text())
	}
	if p := s.visitor("en").get("/p/" + ref); p.status != 200 || strings.Contains(p.body, "I love you") {
		t.Errorf("the public reads it: %d", p.status)
	}

	// The ward writes to the sister, who answers: neither sees more than that.
	notice := "/p/" + ref + "/write"
	sent := ward.send(notice, notice, "message", "Please call ward 3, 01 42 00 00 00.")
	if sent.status != 200 || !strings.Contains(sent.url.Path, "/desk/messages/") {
		t.Fatalf("the ward writes: %d at %s", sent.status, sent.url.Path)
	}
	manage := sister.get("/manage")
	thread := strings.TrimPrefix(manage.Find("a[href*='/manage/threads/']").AttrOr("href", ""), "/fr")
	if p := sister.send(thread, thread, "message", "Merci"); !strings.Contains(p.body, "01 42 00 00 00") || !strings.Contains(p.body, "North hospital") {
		t.Errorf("the sister reads %d", p.status)
	}
	list := ward.get("/desk/messages")
	if p := ward.get(strings.TrimPrefix(sent.url.Path, "/en")); !strings.Contains(p.body, "Merci") || strings.Contains(p.body, "Canary Seeker") || strings.Contains(p.body, "06 99 00 11 22") || list.Find(".card").Length() != 1 {
		t.Errorf("the ward reads %s", p.Find("main").Text())
	}
}

// hospital is an organisation that takes part.
func (s *site) hospital() registry.OrgID {
	s.t.Helper()
	id, err := s.service.KeepOrganisation(s.t.Context(), registry.System, registry.Organisation{Name: "North hospital", Kind: registry.SourceHospital})
	must(s.t, err)
	return id
}

// member is somebody of an organisation, signed in.
func (s *site) member(name string, org registry.OrgID) *visitor {
	s.t.Helper()
	token, err := s.accounts.Invite(s.t.Context(), registry.System, access.Invite{Role: registry.RingOrganisation, For: name, Org: org, Once: name})
	must(s.t, err)
	v := s.visitor("en")
	p := v.get("/invite/" + string(token))
	p = v.post("/invite", with(p.hidden("/invite"), "user", name, "new_password", "kettle orbit mango"))
	v.secret = strings.ReplaceAll(p.Find(".code.long").Text(), " ", "")
	if p = v.post("/account/factor", with(p.hidden("/account/factor"), "code", v.code(0))); p.status != 200 {
		s.t.Fatalf("signing in: %d at %s", p.status, p.url.Path)
	}
	return v
}

// TestExit: the quick exit leads away from the service, and the browser forgets it.
func TestExit(t *testing.T) {
	s := newSite(t)
	p := s.visitor("en").get("/exit")
	if p.status != 200 || !strings.Contains(p.header.Get("Clear-Site-Data"), "cache") || p.header.Get("Cache-Control") != "no-store" || strings.Contains(strings.ToLower(p.body), "retrouve") || p.Find("a, form").Length() != 0 {
		t.Errorf("%d %s", p.status, p.body)
	}
	away := newSiteWith(t, func(c *httpapi.Config) { c.Exit = "/healthz?weather" })
	if p := away.visitor("en").get("/exit"); p.url.RawQuery != "weather" {
		t.Errorf("it leads to %s", p.url)
	}
}
