package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestCanaryAlarm: reading a canary tells the log and the admin, and makes leafing
// cost a proof; who files is not doubted for it and who types a whole name finds,
// and an ordinary search raises nothing.
func TestCanaryAlarm(t *testing.T) {
	s := newSite(t)
	ref, err := s.service.AddCanary(t.Context(), registry.System, s.event, "Quillon Ventrassieu", "Lyon")
	must(t, err)
	v := s.visitor("en")
	v.file("Ana Reis", nil)
	v.file("Cem Ates", nil)
	s.settle()
	if p := v.get("/search?q=Ana+Reis"); p.Find("#meter").Length() != 0 || strings.Contains(s.logs.String(), "canary") {
		t.Error("an ordinary search raises the alarm")
	}
	if p := v.get("/search?q=Quillon+Ventrassieu"); p.Find(".card").Length() != 1 {
		t.Errorf("a canary is not found: %s", p.Find("main").Text())
	}
	if !strings.Contains(s.logs.String(), "a canary was read") || strings.Contains(s.logs.String(), "127.0.0.1") || strings.Contains(s.logs.String(), "Quillon") {
		t.Errorf("the log says %s", s.logs)
	}
	other := s.visitor("en")
	if other.held(other.draftOf("Ben Silva", nil), url.Values{}) {
		t.Error("since somebody copies, a notice is held")
	}
	if p := v.get("/p/" + string(ref)); p.status != http.StatusOK {
		t.Errorf("the canary answers %d", p.status)
	}
	if p := v.get("/search?q=Cem"); p.Find("#meter").Length() != 1 || p.Find(".card").Length() != 0 {
		t.Error("under attack somebody leafs without a proof")
	}
	if p := v.get("/search?q=Cem+Ates"); p.Find("#meter").Length() != 0 || p.Find(".card").Length() != 1 {
		t.Error("under attack somebody is not found by name")
	}
	if p := s.staff("boss", registry.RingAdmin, "en").get("/admin/brakes"); !strings.Contains(p.Find("main .inset").Text(), "copying the register") {
		t.Errorf("the admin reads %s", p.Find("main").Text())
	}
}

// TestNoLinks: no text of anybody becomes a link, on any page that shows it, and
// words for everybody that say how to reach somebody are given back to repair.
func TestNoLinks(t *testing.T) {
	s := newSite(t)
	const bad = "see https://evil.example/x and www.evil.example or <a href=//evil.example>here</a>"
	v := s.visitor("en")
	n := v.file("Ana Link "+bad, map[string]url.Values{
		"looks": {"clothes": {bad}, "hair": {bad}, "description": {bad}, "marks": {bad}}, "where": {"area": {bad}, "place": {bad}}, "you": {"phone": {"0699001122"}, "relation": {bad}},
	})
	ref, _ := registry.ParseReference(n.reference)
	seeker := s.visitor("en")
	manage := seeker.post("/m", url.Values{"code": {n.code}})
	form := manage.hidden("/manage/say")
	if p := seeker.post("/manage/say", with(form, "text", "call 06 12 34 56 78", "public", "yes")); p.status != http.StatusUnprocessableEntity || !strings.Contains(p.body, "06 12 34 56 78") {
		t.Errorf("a number for everybody: %d", p.status)
	}
	if p := seeker.post("/manage/say", with(form, "text", bad, "public", "")); p.status != http.StatusOK {
		t.Errorf("words for moderators: %d", p.status)
	}
	mod := s.moderator("en")
	pages := []page{manage, seeker.get("/manage"), mod.get("/desk/review"), mod.get("/desk/notices?ref=" + string(ref)), v.get(n.draft + "check")}
	review := mod.get("/desk/notices?ref=" + string(ref))
	mod.post("/desk/notices/"+string(ref)+"/review", review.hidden("/review"))
	pages = append(pages, v.get("/p/"+string(ref)))
	for _, p := range pages {
		if p.status != http.StatusOK {
			t.Errorf("%s answers %d", p.url, p.status)
		}
		for _, a := range p.Find("a[href], form[action], img[src], area[href]").EachIter() {
			for _, attr := range []string{"href", "action", "src"} {
				if strings.Contains(a.AttrOr(attr, ""), "//evil.example") || strings.Contains(a.AttrOr(attr, ""), "www.evil") {
					t.Errorf("%s links to %s", p.url, a.AttrOr(attr, ""))
				}
			}
		}
	}
}
