package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// end brings a notice to an end: closed, faded, on its way to be erased, erased.
func (s *site) end(how string, n notice) {
	s.t.Helper()
	code, _ := registry.ParseCode(n.code)
	by, err := s.service.HolderOfCode(s.t.Context(), code)
	must(s.t, err)
	id := registry.NoticeID(by.Scope.ID)
	switch how {
	case "closed":
		must(s.t, s.service.CloseNotice(s.t.Context(), by, id, registry.CloseFound, ""))
	case "faded":
		var rec registry.Notice
		must(s.t, s.service.Store.View(s.t.Context(), func(r registry.Reader) error { _, err := r.Get(by.Scope, &rec); return err }))
		rec.Expires = time.Now().Add(-time.Hour)
		_, err := s.service.Store.Commit(s.t.Context(), registry.Batch{Put: []registry.Record{&rec}, Changes: []registry.Change{{What: "test", Ref: rec.Ref()}}})
		must(s.t, err)
	case "erasing":
		_, err := s.service.EraseNotice(s.t.Context(), by, id, "", false)
		must(s.t, err)
	case "erased":
		_, err := s.service.EraseNotice(s.t.Context(), by, id, "", true)
		must(s.t, err)
	}
}

// TestOver asks every public address that names a notice about one that is over:
// 410 and nothing about the person; and about one that the public never knew of:
// 404, to the byte as for one that never was.
func TestOver(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	routes := map[string]func(ref string) page{
		"page":   func(ref string) page { return v.get("/p/" + ref) },
		"api":    func(ref string) page { return v.get("/api/v1/notices/" + ref) },
		"report": func(ref string) page { return v.post("/report/new", url.Values{"about": {ref}}) },
		"join":   func(ref string) page { return v.post("/find/new", url.Values{"about": {ref}}) },
		"write":  func(ref string) page { return v.get("/p/" + ref + "/write") },
		"flag":   func(ref string) page { return v.get("/p/" + ref + "/flag") },
		"claim":  func(ref string) page { return v.get("/p/" + ref + "/me") },
	}
	const unknown = "0000000"
	missing := string(registryReference())
	for _, how := range []string{"closed", "faded", "erasing", "erased"} {
		n := v.file("Canary Person", map[string]url.Values{"where": {"area": {"Canarytown"}}})
		hidden := v.file("Canary Person", map[string]url.Values{"sharing": {"visibility": {"verified"}}})
		s.end(how, n)
		s.end(how, hidden)
		for name, ask := range routes {
			ref := strings.ReplaceAll(n.reference, "-", "")
			if p := ask(ref); p.status != http.StatusGone || strings.Contains(p.body, "Canary") {
				t.Errorf("%s of a notice that is %s: %d %q", name, how, p.status, p.Find("h1").Text())
			}
			ref = strings.ReplaceAll(hidden.reference, "-", "")
			a, b := ask(ref), ask(missing)
			same := strings.ReplaceAll(a.body, ref, unknown) == strings.ReplaceAll(b.body, missing, unknown)
			if a.status != b.status || a.status != http.StatusNotFound || !same {
				t.Errorf("%s of a hidden notice that is %s: %d, of none: %d, same words: %v", name, how, a.status, b.status, same)
			}
		}
	}
}

// TestEraseMine has a seeker erase everything: later, taken back; then at once.
func TestEraseMine(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Canary Person", nil)
	v.post("/m", url.Values{"code": {n.code}})
	form := v.get("/manage/erase")
	if p := v.post("/manage/erase", form.hidden("/manage/erase")); p.status != 422 || p.Find(".summary-box").Length() != 1 {
		t.Errorf("without a choice: %d", p.status)
	}
	p := v.post("/manage/erase", with(form.hidden("/manage/erase"), "erase", "later"))
	if !strings.Contains(p.Find(".flash").Text(), "erased") || p.Find("form[action$='/manage/reopen']").Length() != 1 {
		t.Errorf("later: %s", p.Find("main").Text())
	}
	v.post("/manage/reopen", p.hidden("/manage/reopen"))
	if p := s.visitor("en").get("/p/" + n.reference); p.status != 200 {
		t.Errorf("taken back: %d", p.status)
	}
	form = v.get("/manage/erase")
	now := with(form.hidden("/manage/erase"), "erase", "now")
	if p := v.post("/manage/erase", now); !strings.HasSuffix(p.url.Path, "/m") || p.Find(".flash").Length() != 1 {
		t.Errorf("at once: %d %s", p.status, p.url)
	}
	if p := v.post("/manage/erase", now); p.status != 200 || !strings.HasSuffix(p.url.Path, "/m") {
		t.Errorf("a second click: %d %s", p.status, p.url)
	}
	if p := v.post("/m", url.Values{"code": {n.code}}); p.status != 422 {
		t.Errorf("the code still opens something: %d", p.status)
	}
}

// TestEraseByStaff hides at once, and can be taken back.
func TestEraseByStaff(t *testing.T) {
	s := newSite(t)
	n := s.visitor("en").file("Ann Example", nil)
	m := s.moderator("en")
	desk := "/desk/notices?ref=" + strings.ReplaceAll(n.reference, "-", "")
	erase := "/desk/notices/" + strings.ReplaceAll(n.reference, "-", "") + "/erase"
	p := m.get(desk)
	if p := m.post(erase, p.hidden("/erase")); p.status != 422 {
		t.Errorf("without a reason: %d", p.status)
	}
	p = m.post(erase, with(p.hidden("/erase"), "erase_note", "a court says so"))
	if p.status != 200 || p.Find("form[action$='/keep']").Length() != 1 {
		t.Errorf("with a reason: %d %s", p.status, p.Find("#erase").Text())
	}
	if p := s.visitor("en").get("/p/" + n.reference); p.status != http.StatusGone {
		t.Errorf("the page: %d", p.status)
	}
	p = m.post(strings.Replace(erase, "/erase", "/keep", 1), with(p.hidden("/keep"), "keep_note", "another one was meant"))
	if p := s.visitor("en").get("/p/" + n.reference); p.status != 200 {
		t.Errorf("taken back: %d", p.status)
	}
}

// TestLifeChosen renews a notice for the days that the seeker chooses.
func TestLifeChosen(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Ann Example", nil)
	p := v.post("/m", url.Values{"code": {n.code}})
	if got := p.Find("input[name=life][checked]").AttrOr("value", ""); got != "60" {
		t.Errorf("chosen at first: %q", got)
	}
	p = v.post("/manage/extend", with(p.hidden("/manage/extend"), "life", "180"))
	if got := p.Find("input[name=life][checked]").AttrOr("value", ""); got != "180" || p.Find("#expiring").Length() != 0 {
		t.Errorf("chosen: %q", got)
	}
	s.end("faded", n)
	if p = v.get("/manage"); p.Find("#expiring").Length() != 1 {
		t.Error("a faded notice does not ask to be renewed")
	}
	v.post("/manage/extend", with(p.hidden("/manage/extend"), "life", "30"))
	if p := s.visitor("en").get("/p/" + n.reference); p.status != 200 || !strings.Contains(p.Find(".person").Text(), "as of today") {
		t.Errorf("renewed: %d %s", p.status, p.Find(".person").Text())
	}
}

// TestSamePhone shows moderators, and nobody else, which notices came with one number.
func TestSamePhone(t *testing.T) {
	s := newSite(t)
	a, b := s.visitor("en").file("Ann Example", nil), s.visitor("en").file("Bob Other", nil) // of one number
	desk := "/desk/notices?ref=" + strings.ReplaceAll(a.reference, "-", "")
	if p := s.moderator("en").get(desk); !strings.Contains(p.Find(".facts").Text(), b.reference) {
		t.Errorf("the moderator reads %s", p.Find(".facts").Text())
	}
	for name, p := range map[string]page{"page": s.visitor("en").get("/p/" + a.reference), "desk": s.visitor("en").get(desk)} {
		if strings.Contains(p.body, b.reference) {
			t.Errorf("the public reads it on the %s", name)
		}
	}
}
