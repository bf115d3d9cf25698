package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// fileDoubtful files a notice as somebody would whose form raised doubts.
func (s *site) fileDoubtful(name string, why ...registry.Doubt) registry.Receipt {
	s.t.Helper()
	got, err := s.service.FileNotice(s.t.Context(), registry.Viewer{}, registry.FileNotice{
		Event: s.event, Person: registry.Person{Names: []registry.Name{registry.NewName(name, "")}},
		Seeker: registry.Seeker{Contact: registry.Contact{Phone: "0699001122"}}, Consent: true, Doubts: why,
	})
	must(s.t, err)
	return got
}

// TestReviewPages: a held notice is found by nobody, its seeker reads that people
// look at it, and a moderator lets it through or refuses it with a kind reason.
func TestReviewPages(t *testing.T) {
	s := newSite(t)
	v, mod := s.visitor("en"), s.moderator("en")
	held := s.fileDoubtful("Zora Held", registry.DoubtTrap)
	s.settle()
	other := registry.NewReference()
	unknown := strings.ReplaceAll(v.get("/p/"+string(other)).body, string(other), string(held.Reference))
	if p := v.get("/p/" + string(held.Reference)); p.status != http.StatusNotFound || p.body != unknown {
		t.Errorf("a held notice answers %d, not as an unknown one does", p.status)
	}
	if p := v.get("/search?q=Zora+Held"); strings.Contains(p.Find("main .card").Text(), "Zora") {
		t.Error("a held notice is found")
	}
	seeker := s.visitor("en")
	if p := seeker.post("/m", url.Values{"code": {string(held.Code)}}); p.Find("#held").Length() != 1 {
		t.Error("its seeker does not read that people look at it")
	}
	list := mod.get("/desk/review")
	if !strings.Contains(list.Find(".card").Text(), "Zora Held") || !strings.Contains(list.Find(".tag").Text(), "hidden field") {
		t.Errorf("the queue reads %q", list.Find("main").Text())
	}
	page := mod.get("/desk/notices?ref=" + string(held.Reference))
	refuse := url.Values{"token": page.hidden("/review")["token"], "seen": page.hidden("/review")["seen"]}
	if p := mod.post("/desk/notices/"+string(held.Reference)+"/review", with(refuse, "refusal", "hoax")); p.status != http.StatusUnprocessableEntity || p.Find("#review .error").Length() != 1 {
		t.Errorf("refusing without a note: %d", p.status)
	}
	p := mod.post("/desk/notices/"+string(held.Reference)+"/review", with(refuse, "refusal", "hoax", "note", "checked with the town"))
	if p.status != http.StatusOK || !strings.Contains(p.Find("#review").Text(), "not published") {
		t.Errorf("refused: %d %s", p.status, p.Find("#review").Text())
	}
	if p := seeker.get("/manage"); !strings.Contains(p.Find("main").Text(), "nobody is missing") {
		t.Error("its seeker does not read why")
	}
	mod.post("/desk/notices/"+string(held.Reference)+"/unrefuse", with(p.hidden("/unrefuse"), "note", "they called"))
	list = mod.get("/desk/review")
	mod.post("/desk/notices/"+string(held.Reference)+"/review", list.hidden("/review"))
	if p := v.get("/p/" + string(held.Reference)); p.status != http.StatusOK {
		t.Errorf("let through and answers %d", p.status)
	}
	if p := s.visitor("en").get("/desk/review"); !strings.HasSuffix(p.url.Path, "/sign-in") {
		t.Error("visitors see the queue")
	}
}
