package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n"
)

// patient files a notice and a report that may be one person, and returns the
// address of the pair.
func (s *site) patient(mod *visitor, steps map[string]url.Values) string {
	s.t.Helper()
	marks := url.Values{"marks": {"swallow tattoo on the left wrist"}, "clothes": {"red jacket"}}
	notice := map[string]url.Values{"looks": marks, "age": {"age.min": {"27"}, "sex": {"female"}}, "where": {"area": {"Lyon"}}}
	for name, form := range steps {
		notice[name] = form
	}
	v := s.visitor("en")
	v.file("Amina Haddad", notice)
	v.report(nil, map[string]url.Values{
		"who": {"names": {"Amina Haddad"}, "age.min": {"27"}, "sex": {"female"}}, "looks": marks,
		"where": {"area": {"Lyon"}}, "sure": {"confidence": {"document"}},
		"you": {"source": {"hospital"}, "organisation": {"Hospital Canary"}, "contact_point": {"01 42 00 00 00"}, "phone": {"06 88 00 11 22"}},
	})
	s.settle()
	link, ok := mod.get("/desk/queue").Find(".card .cover").Attr("href")
	if !ok {
		s.t.Fatal("nothing in the queue")
	}
	return link
}

// TestDeadPair: the form of a pair that tells of a death does not say that the seeker
// is told whom to call.
func TestDeadPair(t *testing.T) {
	s := newSite(t)
	mod, v := s.moderator("en"), s.visitor("en")
	v.file("Amina Haddad", map[string]url.Values{"age": {"age.min": {"27"}, "sex": {"female"}}, "where": {"area": {"Lyon"}}})
	v.report(nil, map[string]url.Values{
		"who": {"names": {"Amina Haddad"}, "age.min": {"27"}, "sex": {"female"}}, "where": {"area": {"Lyon"}},
		"state": {"condition": {"deceased"}}, "you": {"contact_point": {"01 42 00 00 00"}},
	})
	s.settle()
	p := mod.get(strings.TrimPrefix(mod.get("/desk/queue").Find(".card .cover").AttrOr("href", ""), "/en"))
	if !strings.Contains(p.Find(".inset.attention").Text(), "the person died") || p.Find("#contact_point").Length() != 0 {
		t.Errorf("the pair: %d %s", p.status, p.Find("#decide").NextAll().Text())
	}
	if hint := p.Find("#decision-1").Parent().Find("small").Text(); !strings.Contains(hint, "second person") || strings.Contains(hint, "call") {
		t.Errorf("confirming is explained by %q", hint)
	}
}

// send fills in the form with that action as the page has it.
func (v *visitor) send(path, action string, pairs ...string) page {
	v.t.Helper()
	p := v.get(path)
	form := p.hidden(action)
	if len(form) == 0 {
		v.t.Fatalf("%s has no form to %s", path, action)
	}
	return v.post(p.Find("form").FilterFunction(func(_ int, f *goquery.Selection) bool {
		return strings.HasSuffix(f.AttrOr("action", ""), action)
	}).AttrOr("action", ""), with(form, pairs...))
}

// TestHoldPages: what two moderators see of each other's work.
func TestHoldPages(t *testing.T) {
	s := newSite(t)
	first, other := s.moderator("en"), s.staff("nora", registry.RingModerator, "fr")
	link := strings.TrimPrefix(s.patient(first, map[string]url.Values{"help": {"medical": {"insulin"}}, "age": {"age.min": {"9"}}}), "/en")

	queue := first.get("/desk/queue").Find(".card").Text()
	for _, want := range []string{"child", "needs medicine or care", "waiting 0 min"} {
		if !strings.Contains(strings.ReplaceAll(queue, "\u00a0", " "), want) {
			t.Errorf("the queue does not say %q: %s", want, queue)
		}
	}
	read := other.get(link) // before anybody took it
	if p := first.send("/desk/queue", "/desk/queue/next"); !strings.HasSuffix(p.url.Path, link) || !strings.Contains(p.Find("#hold").Text(), "You are working on this pair") {
		t.Fatalf("the next is %s: %s", p.url.Path, p.Find("#hold").Text())
	}
	if p := other.get("/desk/queue"); !strings.Contains(p.Find(".card").Text(), "mod s’en occupe depuis") {
		t.Errorf("the queue of the other: %s", p.Find(".card").Text())
	}
	if p := other.get(link); !strings.Contains(p.Find("#hold").Text(), "mod s’en occupe") || p.Find("#decide, #hold form").Length() != 0 {
		t.Errorf("the other sees %s", p.Find("#hold").Text())
	}
	p := other.post(link, with(read.hidden(link), "decision", "refused", "reason", "Autre taille."))
	if p.status != http.StatusConflict || !strings.Contains(p.Find(".summary-box").Text(), "Une autre personne s’en occupe") {
		t.Errorf("decided by the other: %d %s", p.status, p.Find(".summary-box").Text())
	}
	if p.Find("#reason").Text() != "Autre taille." || p.Find("input[value=refused]:checked").Length() != 1 {
		t.Errorf("what the slower one typed is lost: %q", p.Find("#reason").Text())
	}
	if p := other.send("/desk/queue", "/desk/queue/next"); p.Find(".flash").Length() != 1 {
		t.Errorf("the other got %s", p.url.Path)
	}
	if p := first.send(link, "/release"); !strings.Contains(p.Find("#hold").Text(), "Nobody works on this pair") {
		t.Errorf("released: %s", p.Find("#hold").Text())
	}
	if p := other.send(link, "/take"); p.status != 200 || !strings.Contains(p.Find("#hold").Text(), "Vous vous en occupez") {
		t.Errorf("taken: %d %s", p.status, p.Find("#hold").Text())
	}
	if p := other.send(link, link, "decision", "refused", "reason", "Autre taille."); p.status != 200 || p.Find("#hold").Length() != 0 {
		t.Errorf("decided: %d %s", p.status, p.Find(".summary-box").Text())
	}
	if p := first.get(link); !strings.Contains(p.Find(".timeline").Text(), "nora") {
		t.Error("the history does not say who decided")
	}
}

// TestVolunteerPages: masked sides, a recommendation, and nothing else.
func TestVolunteerPages(t *testing.T) {
	s := newSite(t)
	mod, vol := s.moderator("en"), s.staff("vic", registry.RingVolunteer, "en")
	link := strings.TrimPrefix(s.patient(mod, map[string]url.Values{"where": {"area": {"Lyon"}, "place": {"secret street"}}}), "/en")
	queue, pair := vol.get("/desk/queue"), vol.get(link)
	for _, p := range []page{queue, pair} {
		if p.status != 200 || !strings.Contains(p.body, "Amina Haddad") {
			t.Errorf("%s: %d", p.url.Path, p.status)
		}
		for _, secret := range []string{"Canary", "01 42 00 00 00", "06 88", "secret street"} {
			if strings.Contains(p.body, secret) {
				t.Errorf("%s shows %q", p.url.Path, secret)
			}
		}
	}
	if n := pair.Find("#decide, #hold, form[action$='/contacts'], form[action$='/next']").Length() + queue.Find("form[action$='/next']").Length(); n != 0 {
		t.Errorf("%d things that only moderators may do", n)
	}
	token := pair.hidden("/comment")
	for path, form := range map[string]url.Values{
		link: {"decision": {"refused"}, "reason": {"no"}, "seen": {"1"}}, link + "/contacts": {"opening": {"to call"}}, link + "/take": nil,
		link + "/undo": {"undo_reason": {"x"}, "seen": {"1"}}, "/desk/queue/next": nil,
	} {
		sent := url.Values{"token": token["token"]}
		for k, v := range form {
			sent[k] = v
		}
		if p := vol.post(path, sent); p.status != http.StatusForbidden {
			t.Errorf("%s: %d", path, p.status)
		}
	}
	if p := vol.get("/desk/notices?ref=x"); p.status != http.StatusForbidden {
		t.Errorf("a notice of the desk: %d", p.status)
	}
	if p := vol.send(link, "/comment", "advice", "no", "comment", " "); p.status != 422 || p.Find("input[value=no]:checked").Length() != 1 {
		t.Errorf("no reason: %d", p.status)
	}
	if p := vol.send(link, "/comment", "advice", "no", "comment", "The <b>scar</b> is elsewhere."); p.status != 200 {
		t.Fatalf("a remark: %d %s", p.status, p.Find(".summary-box").Text())
	}
	if got := mod.get(link).Find("#remarks ~ .timeline").First().Text(); !strings.Contains(got, "The <b>scar</b> is elsewhere.") || !strings.Contains(got, "not the same person") || !strings.Contains(got, "vic (volunteer)") {
		t.Errorf("the moderator reads %q", got)
	}
	if got := mod.get("/desk/queue").Find(".card").Text(); !strings.Contains(got, "0 yes, 1 no") {
		t.Errorf("the queue says %q", got)
	}
}

// TestSecondPersonPages: a closing waits, its reason is read, another answers.
func TestSecondPersonPages(t *testing.T) {
	s := newSite(t)
	first, other := s.moderator("en"), s.staff("nora", registry.RingModerator, "en")
	link := strings.TrimPrefix(s.patient(first, nil), "/en")
	first.send(link, link, "decision", "confirmed", "basis", "document", "reason", "passport", "contact_point", "01")
	desk := strings.TrimPrefix(first.get(link).Find("a[href*='/desk/notices']").AttrOr("href", ""), "/en")
	if p := first.send(desk, "/close", "reason", "found", "note", "The ward saw a passport."); p.Find("#closing").Length() != 1 || p.Find("#close").Length() != 0 {
		t.Fatalf("asked to close: %d %s", p.status, p.Find(".summary-box").Text())
	}
	if p := first.get("/desk/queue"); p.Find("#second form").Length() != 0 || !strings.Contains(p.Find("#second").Text(), "Somebody else must look") {
		t.Errorf("who asked sees %s", p.Find("#second").Text())
	}
	queue := other.get("/desk/queue")
	if got := queue.Find("#second").Text(); !strings.Contains(got, "The ward saw a passport.") || !strings.Contains(got, "mod") {
		t.Errorf("the second person reads %q", got)
	}
	if p := other.send("/desk/queue", "/second", "note", "I called."); p.status != 422 {
		t.Errorf("neither yes nor no: %d", p.status)
	}
	if p := other.send("/desk/queue", "/second", "agree", "yes", "note", "I called."); p.status != 200 || p.Find("#second").Length() != 0 {
		t.Errorf("agreed: %d %s", p.status, p.Find(".summary-box").Text())
	}
	if p := other.get(desk); p.Find("#close").Length() != 0 || p.Find("#closing").Length() != 0 {
		t.Error("the notice is still open")
	}
	if p := other.send(link, "/undo", "undo_reason", "Another patient."); p.status != 200 || other.get(desk).Find("#close").Length() != 1 {
		t.Errorf("undone: %d, and the notice is not open again", p.status)
	}
}

// TestSiblingsPages compares two notices for one report and decides on one there.
func TestSiblingsPages(t *testing.T) {
	s := newSite(t)
	mod := s.moderator("en")
	s.visitor("en").file("Amina Hadad", map[string]url.Values{"age": {"age.min": {"27"}, "sex": {"female"}}, "where": {"area": {"Lyon"}}})
	link := strings.TrimPrefix(s.patient(mod, nil), "/en")
	pair := mod.get(link)
	page := strings.TrimPrefix(pair.Find(".jump a[href$='/report']").AttrOr("href", ""), "/en")
	for _, l := range i18n.Languages() {
		mod.lang = l.Code
		for _, path := range []string{page, link, "/desk/queue", link + "/notice"} {
			p := mod.get(path)
			if p.status != 200 {
				t.Fatalf("%s: %d", path, p.status)
			}
			checkPage(t, l, path, p)
		}
	}
	mod.lang = "en"
	p := mod.get(page)
	if p.Find("main form").Length() != 2 || p.Find(".compare thead th").Length() != 3 || !strings.Contains(p.Find("h1").Text(), "2 notices") {
		t.Fatalf("%d forms, %d columns, %s", p.Find("main form").Length(), p.Find(".compare thead th").Length(), p.Find("h1").Text())
	}
	action := p.Find("main form").Last().AttrOr("action", "")
	p = mod.send(page, strings.TrimPrefix(action, "/en"), "decision", "refused", "reason", "Another height.")
	if p.status != 200 || !strings.HasSuffix(p.url.Path, "/report") || p.Find("main form").Length() != 1 {
		t.Errorf("decided one: %d at %s with %d forms", p.status, p.url.Path, p.Find("main form").Length())
	}
}
