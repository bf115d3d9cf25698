package httpapi_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestVerifiedPages: a volunteer opens what the public cannot, reads the
// description where everybody may be told of it, and what was found masked.
func TestVerifiedPages(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	looks := map[string]url.Values{"looks": {"description": {"limps on the left"}, "marks": {"a swallow on the neck"}}, "where": {"area": {"Lyon"}, "place": {"canaryplace"}}}
	open := v.file("Ann Open", looks)
	looks["sharing"] = url.Values{"visibility": {"verified"}}
	hidden := v.file("Bea Hidden", looks)
	v.report(url.Values{"about": {open.reference}}, map[string]url.Values{
		"state": {"text": {"canarytext"}}, "where": {"area": {"canaryward"}}, "you": {"organisation": {"canaryorganisation"}, "phone": {"0687654321"}},
	})
	s.settle()
	vol := s.staff("vol", registry.RingVolunteer, "en")
	for _, path := range []string{"/p/" + open.reference, "/p/" + hidden.reference} {
		p := vol.get(path)
		if p.status != 200 || !strings.Contains(p.body, "Found, perhaps this person") || p.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %s", path, p.status, p.header.Get("Cache-Control"))
		}
		for _, word := range []string{"canary", "0687654321", "06 99 00 11 22"} {
			if strings.Contains(p.body, word) {
				t.Errorf("%s shows %s", path, word)
			}
		}
		if told := strings.Contains(p.body, "limps on the left"); told != strings.Contains(path, open.reference) {
			t.Errorf("%s shows the description: %v", path, told)
		}
	}
	if p := vol.get("/p/" + open.reference); !strings.Contains(p.body, "A person of unknown age") {
		t.Error("what was found is not beside the notice")
	}
	if p := s.visitor("en").get("/p/" + open.reference); strings.Contains(p.body, "perhaps this person") || strings.Contains(p.body, "limps") {
		t.Error("the public reads what is for people with an account")
	}
	if p := s.visitor("en").get("/p/" + hidden.reference); p.status != 404 {
		t.Errorf("the public opens a hidden notice: %d", p.status)
	}
	for _, path := range []string{"/desk/arrivals", "/desk/arrivals/new", "/desk/arrivals/" + open.reference} {
		if p := vol.get(path); p.status != 403 {
			t.Errorf("a volunteer opens %s: %d", path, p.status)
		}
		if p := s.visitor("en").get(path); !strings.HasSuffix(p.url.Path, "/sign-in") {
			t.Errorf("a visitor who opens %s is led to %s", path, p.url.Path)
		}
	}
}
