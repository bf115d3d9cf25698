package httpapi_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestDeskTwins: a moderator sees hidden notices of the same name, marks one, and
// takes the mark back; seekers' contacts show nowhere.
func TestDeskTwins(t *testing.T) {
	s := newSite(t)
	_, n := s.sister()
	h := s.visitor("fr").file("Zoe Lefevre", map[string]url.Values{"age": {"age.min": {"35"}}, "sharing": {"visibility": {"verified"}}})
	brother := s.visitor("en")
	draft := brother.brother("Zoé Lefèvre")
	brother.post(draft+"same", url.Values{"about": {n.reference}})
	brother.receipt(draft, brother.post(draft+"check", url.Values{"consent": {"yes"}}))
	s.settle()
	mod := s.moderator("en")
	page := "/desk/notices/" + strings.ReplaceAll(n.reference, "-", "") + "/others"
	p := mod.get(page)
	if p.status != 200 || p.Find(`form[action$="/same"]`).Length() != 1 || !strings.Contains(p.body, "canaryrelation") {
		t.Fatalf("%d: %s", p.status, p.Find("main").Text())
	}
	for _, word := range []string{"06 77 00 11 22", "06 99 00 11 22", "Canarybrother", "Canary Seeker"} {
		if strings.Contains(p.body, word) {
			t.Errorf("the page shows %s", word)
		}
	}
	if p := mod.post(page+"/same", p.hidden("/same")); p.status != 422 || p.Find(".summary-box a").Length() != 1 {
		t.Errorf("without a reason: %d", p.status)
	}
	p = mod.post(page+"/same", with(p.hidden("/same"), "reason", "same mother"))
	if p.status != 200 || p.Find(`form[action$="/apart"]`).Length() != 1 || p.Find(`form[action$="/same"]`).Length() != 0 {
		t.Errorf("marked: %d %s", p.status, p.Find("main").Text())
	}
	other := mod.get("/desk/notices/" + strings.ReplaceAll(h.reference, "-", "") + "/others")
	if !strings.Contains(other.body, "same mother") {
		t.Error("the other notice does not show the mark")
	}
	p = mod.post(page+"/apart", with(p.hidden("/apart"), "undo_reason", "a cousin"))
	if p.Find(`form[action$="/same"]`).Length() != 1 {
		t.Errorf("taken back: %d", p.status)
	}
	for _, path := range []string{page, "/desk/reports?ref=" + n.reference} {
		if p := brother.get(path); !strings.HasSuffix(p.url.Path, "/sign-in") {
			t.Errorf("%s without an account led to %s", path, p.url.Path)
		}
	}
}

// TestDeskReport: a patient is transferred, and it was another after all.
func TestDeskReport(t *testing.T) {
	s := newSite(t)
	hospital := s.visitor("en")
	var refs []string
	for _, name := range []string{"St Anne", "St Luke"} {
		r := hospital.report(nil, map[string]url.Values{
			"who": {"names": {"Ana Reis"}}, "you": {"source": {"hospital"}, "organisation": {name}, "phone": {"06 88 00 11 22"}},
		})
		refs = append(refs, strings.ReplaceAll(r.reference, "-", ""))
	}
	mod := s.moderator("fr")
	page := "/desk/reports"
	p := mod.get(page + "?ref=" + refs[0])
	if p.status != 200 || strings.Contains(p.body, "06 88 00 11 22") {
		t.Fatalf("%d %s", p.status, p.Find("main").Text())
	}
	later := p.hidden("/later")
	if p := mod.post(page+"/"+refs[0]+"/later", with(later, "to", "nonsense", "reason", "list")); p.status != 422 || p.Find(`.summary-box a[href="#to"]`).Length() != 1 || !strings.Contains(p.body, "nonsense") {
		t.Errorf("a wrong reference: %d %s", p.status, p.Find(".summary-box").Text())
	}
	p = mod.post(page+"/"+refs[0]+"/later", with(later, "to", refs[1], "reason", "ambulance list"))
	if p.status != 200 || !strings.Contains(p.body, "St Luke") || p.Find(`form[action$="/later"]`).Length() != 0 {
		t.Errorf("moved: %d %s", p.status, p.Find("main").Text())
	}
	if p := mod.get(page + "?ref=" + refs[1]); !strings.Contains(p.body, "St Anne") || !strings.Contains(p.body, "ambulance list") {
		t.Error("the later report does not show the earlier one")
	}
	p = mod.post(page+"/"+refs[0]+"/apart", with(p.hidden("/apart"), "undo_reason", "another patient"))
	if p.status != 200 || strings.Contains(p.body, "St Luke") {
		t.Errorf("taken apart: %d", p.status)
	}
	if p := mod.get(page + "?ref=XXXXXXXX"); p.status != 404 {
		t.Errorf("an unknown report: %d", p.status)
	}
}
