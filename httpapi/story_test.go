package httpapi_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestStory is the main job from end to end: a sister files, a hospital reports a
// patient without a name, the registry proposes, a moderator decides, the sister
// reads it.
func TestStory(t *testing.T) {
	s := newSite(t)
	sister := s.visitor("fr")
	n := sister.file("Amina Haddad", map[string]url.Values{
		"age":   {"age.min": {"27"}, "sex": {"female"}},
		"looks": {"hair": {"brun"}, "clothes": {"veste rouge\njean noir"}, "marks": {"tatouage hirondelle poignet gauche"}},
		"when":  {"seen.d": {"13"}, "seen.m": {"novembre"}, "seen.y": {"2025"}, "time": {"21h40"}},
		"where": {"area": {"Salle Aurore, Paris"}},
	})

	hospital := s.visitor("fr")
	r := hospital.report(nil, map[string]url.Values{
		"who":   {"sex": {"female"}, "age.min": {"25"}, "age.max": {"30"}},
		"looks": {"hair": {"brun"}, "clothes": {"veste rouge"}, "marks": {"tatouage hirondelle poignet gauche"}},
		"state": {"condition": {"injured"}},
		"sure":  {"confidence": {"description"}},
		"where": {"area": {"Salle Aurore, Paris"}, "seen.d": {"13"}, "seen.m": {"11"}, "seen.y": {"2025"}},
		"you":   {"source": {"hospital"}, "organisation": {"Hôpital Canari"}, "contact_point": {"01 42 00 00 00"}, "phone": {"06 88 00 11 22"}},
	})
	s.settle()

	public := s.visitor("en")
	if p := public.get("/search?q=Amina"); p.Find(".card").Length() != 1 || strings.Contains(p.body, r.reference) {
		t.Errorf("search shows %d cards", p.Find(".card").Length())
	}
	mod := s.moderator("fr")
	queue := mod.get("/desk/queue")
	link, ok := queue.Find(".card .cover").Attr("href")
	if !ok {
		t.Fatalf("nothing in the queue: %s", queue.Find("main").Text())
	}
	pair := mod.get(link)
	for _, want := range []string{"Amina Haddad", "Hôpital Canari", "hirondelle"} {
		if !strings.Contains(pair.body, want) {
			t.Errorf("the pair does not show %q", want)
		}
	}
	if strings.Contains(pair.body, "06 99 00 11 22") || strings.Contains(pair.body, "06 88 00 11 22") {
		t.Error("the pair shows a telephone number that nobody opened")
	}

	decide := func(pairs ...string) page {
		p := mod.get(link)
		return mod.post(link, with(p.hidden(link), pairs...))
	}
	if p := decide("decision", "confirmed", "reason", "Même tatouage."); p.status != 422 {
		t.Errorf("a description confirmed an identity: %d", p.status)
	}
	if p := decide("decision", "checking", "basis", "sight", "reason", "Photo vue par la sœur."); p.status != 200 {
		t.Fatalf("checking: %d %s", p.status, p.Find(".summary-box").Text())
	}
	manage := sister.post("/m", url.Values{"code": {n.code}})
	if manage.Find("#match.info").Length() != 1 || strings.Contains(manage.body, "Canari\"") || strings.Contains(manage.body, "Hôpital") {
		t.Errorf("while checking the sister sees: %s", manage.Find("#match").Text())
	}
	if p := decide("decision", "confirmed", "basis", "document", "reason", "Carte d’identité vue par l’hôpital.", "contact_point", "01 42 00 00 00"); p.status != 200 {
		t.Fatalf("confirming: %d %s", p.status, p.Find(".summary-box").Text())
	}
	manage = sister.get("/manage")
	if got := manage.Find("#match.good a[href='tel:0142000000']").Text(); got != "01 42 00 00 00" {
		t.Errorf("after confirming the sister sees: %q", got)
	}
	p := mod.get(link)
	if p := mod.post(link+"/undo", with(p.hidden(link+"/undo"), "undo_reason", "Autre patiente.")); p.status != 200 {
		t.Errorf("undo: %d", p.status)
	}
	if manage = sister.get("/manage"); strings.Contains(manage.body, "01 42 00 00 00") {
		t.Error("after undo the sister still sees whom to call")
	}
	closed := sister.post("/manage/close", with(manage.hidden("/manage/close"), "reason", "found"))
	if closed.status != 200 {
		t.Fatalf("closing: %d", closed.status)
	}
	ref := strings.ReplaceAll(n.reference, "-", "")
	if p := public.get("/p/" + ref); p.status != 410 || strings.Contains(p.body, "Amina") || p.Find("main a[href$='/report']").Length() != 1 {
		t.Errorf("the closed notice answers %d", p.status)
	}
}

// TestKnownPerson reports about a notice that was searched for and picked.
func TestKnownPerson(t *testing.T) {
	s := newSite(t)
	n := s.visitor("en").file("Daniel Okafor", nil)
	s.settle()
	helper := s.visitor("en")
	p := helper.get("/report/search?q=okafor")
	about := p.Find(".card input[name=about]").AttrOr("value", "")
	if about != strings.ReplaceAll(n.reference, "-", "") {
		t.Fatalf("the card offers %q", about)
	}
	helper.report(url.Values{"about": {about}}, map[string]url.Values{"state": {"condition": {"safe"}, "text": {"He is at the gym."}}})
	s.settle()
	mod := s.moderator("en")
	if q := mod.get("/desk/queue"); q.Find(".card").Length() != 1 {
		t.Errorf("the queue has %d pairs", q.Find(".card").Length())
	}
}
