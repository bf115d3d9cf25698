package httpapi_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestCompanyPages: companions, languages, clothes and things travel from both
// forms to the comparison, which says in words what fits and what does not.
func TestCompanyPages(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Leila Haddad", map[string]url.Values{
		"age":   {"age.min": {"30"}, "sex": {"female"}},
		"looks": {"clothes": {"green coat"}, "carried": {"black backpack"}, "marks": {"swallow tattoo on the left wrist"}},
		"where": {"area": {"Lyon"}},
		"help":  {"companions": {"with her brother Karim Haddad"}, "languages": {"Tigrinya, a little French"}},
	})
	r := v.report(nil, map[string]url.Values{
		"who":   {"names": {"Leïla Hadad"}, "sex": {"female"}, "age.min": {"30"}, "companions": {"Karim Haddad"}, "languages": {"tigrigna, ti"}},
		"looks": {"clothes": {"grey coat"}, "carried": {"black backpack"}, "marks": {"tattoo of a swallow, left wrist"}},
		"sure":  {"confidence": {"own_word"}}, "where": {"area": {"Lyon"}},
	})
	s.settle()
	for lang, want := range map[string][]string{
		"en": {"Both were with: Karim Haddad", "Both speak: Tigrinya", "The same garment in another colour", "Things never identify", "Carried", "green coat", "grey coat"},
		"fr": {"Les deux étaient avec", "Les deux parlent\u00a0: tigrigna", "Le même vêtement d’une autre couleur", "Un objet n’identifie jamais", "Objets emportés"},
	} {
		mod := s.staff("mod-"+lang, "moderator", lang)
		link, _ := mod.get("/desk/queue").Find(".card .cover").Attr("href")
		body := mod.get(link).Find("main").Text()
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s: the pair does not show %q: %s", lang, w, body)
			}
		}
	}
	helper := s.staff("helper", "volunteer", "en")
	link, _ := helper.get("/desk/queue").Find(".card .cover").Attr("href")
	if body := helper.get(link).Find("main").Text(); strings.Contains(body, "Karim") || strings.Contains(body, "Tigrinya") || strings.Contains(body, "grey coat") {
		t.Errorf("a volunteer reads who the companion is: %s", body)
	}
	public := s.visitor("en")
	for _, path := range []string{"/p/" + n.reference, "/search?q=Leila+Haddad", "/api/v1/search?q=Leila+Haddad", "/api/v1/notices/" + n.reference} {
		if body := public.get(path).body; strings.Contains(body, "Karim") || strings.Contains(body, "igrinya") || strings.Contains(body, "backpack") {
			t.Errorf("%s: %s", path, body)
		}
	}
	if p := public.get("/search?q=Karim"); p.Find(".card").Length() != 0 {
		t.Errorf("found by a companion: %s", p.Find(".card").Text())
	}
	if p := v.post("/m", url.Values{"code": {r.code}}); !strings.Contains(p.body, "Karim Haddad") || !strings.Contains(p.body, "Tigrinya") {
		t.Error("the source does not see their own words")
	}
}

// TestMoreKept: what stands behind "more" is folded away at first, and open and
// kept when it was filled in or is wrong, on the page that asks for repair too.
func TestMoreKept(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	draft := v.start("/report", nil)
	if p := v.get(draft + "who"); p.Find("details.more").Length() != 1 || p.Find("details.more[open]").Length() != 0 {
		t.Error("the page begins unfolded")
	}
	typed := url.Values{"names": {"Ann"}, "age.min": {"forty"}, "companions": {"with Karim\nand a dog"}, "languages": {"patois, arabe"}}
	p := v.post(draft+"who", typed)
	if p.status != 422 || p.Find("details.more[open] #companions").Text() != "with Karim\nand a dog" || p.Find("details.more[open] #languages").AttrOr("value", "") != "patois, arabe" {
		t.Errorf("%d: %s", p.status, p.Find("details.more").Text())
	}
	p = v.post(draft+"who", url.Values{"languages": {strings.Repeat("long ", 200)}})
	if p.status != 422 || p.Find("details.more[open] .error").Length() != 1 || p.Find(`.summary-box a[href="#languages"]`).Length() != 1 {
		t.Errorf("%d: %s", p.status, p.Find(".summary-box").Text())
	}
	typed.Set("age.min", "40")
	v.post(draft+"who", typed)
	if p := v.get(draft + "who"); p.Find("details.more[open] #companions").Length() != 1 {
		t.Error("what was filled in is folded away")
	}
	if p := v.get(draft + "check"); !strings.Contains(p.body, "patois, arabe") {
		t.Errorf("the last page leaves it out: %s", p.Find("main").Text())
	}
}
