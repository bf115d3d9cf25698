package httpapi_test

import (
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// brother begins a notice for the person of another, with canaries in it.
func (v *visitor) brother(names string) (draft string) {
	v.t.Helper()
	draft = v.start("/find", url.Values{"names": {names}, "area": {"Lyon"}})
	v.fill(draft, map[string]url.Values{
		"age":   {"age.min": {"36"}, "sex": {"female"}},
		"looks": {"marks": {"canarybrothermark"}},
		"you":   {"seeker": {"Canarybrother"}, "phone": {"06 77 00 11 22"}, "relation": {"canaryrelation"}},
	})
	return draft
}

// sister files the notice that others join.
func (s *site) sister() (v *visitor, n notice) {
	v = s.visitor("en")
	n = v.file("Zoé Lefèvre", map[string]url.Values{
		"age":   {"age.min": {"34"}, "sex": {"female"}},
		"looks": {"clothes": {"red jacket"}, "marks": {"canarysistermark"}, "description": {"canarydescription"}},
		"where": {"area": {"Lyon"}, "place": {"canaryplace"}},
	})
	s.settle()
	return v, n
}

// TestJoin is a brother who is about to file what his sister filed already: he
// joins, loses nothing that he typed, and neither sees anything of the other.
func TestJoin(t *testing.T) {
	s := newSite(t)
	sister, n := s.sister()
	brother := s.visitor("en")
	draft := brother.brother("Zoe Lefevre")
	check := brother.get(draft + "check")
	if got := check.Find(".alike .card").Length(); got != 1 {
		t.Fatalf("the hint shows %d cards", got)
	}
	if body := check.Find(".alike").Text(); strings.Contains(strings.ToLower(body), "canary") {
		t.Errorf("the hint shows %s", body)
	}
	join := brother.post(draft+"same", url.Values{"about": {n.reference}})
	if join.status != 200 || !strings.Contains(join.body, "canarybrothermark") || !strings.Contains(join.body, "Canarybrother") {
		t.Fatalf("joining shows %d: %s", join.status, join.Find("main").Text())
	}
	var wg sync.WaitGroup
	codes := make([]string, 4)
	for i := range codes {
		wg.Go(func() {
			codes[i] = brother.post(draft+"check", url.Values{"consent": {"yes"}}).Find(".code.long").Text()
		})
	}
	wg.Wait()
	for _, c := range codes {
		if c == "" || c != codes[0] || strings.TrimSpace(c) == n.code {
			t.Fatalf("codes %q", codes)
		}
	}
	if s.count(registry.KindNotice) != 1 || s.count(registry.KindStatement) != 1 {
		t.Errorf("%d notices, %d statements", s.count(registry.KindNotice), s.count(registry.KindStatement))
	}

	his := brother.post("/m", url.Values{"code": {codes[0]}})
	hers := sister.post("/m", url.Values{"code": {n.code}})
	for who, p := range map[string]struct {
		page
		own, other []string
	}{
		"the brother": {his, []string{"Canarybrother", "06 77 00 11 22", "canarybrothermark"}, []string{"Canary Seeker", "06 99 00 11 22", "canarysistermark", "canarydescription", "canaryplace"}},
		"the sister":  {hers, []string{"Canary Seeker", "06 99 00 11 22", "canarysistermark"}, []string{"Canarybrother", "06 77 00 11 22", "canarybrothermark", "canaryrelation"}},
	} {
		for _, word := range p.own {
			if !strings.Contains(p.body, word) {
				t.Errorf("%s does not see %s", who, word)
			}
		}
		for _, word := range p.other {
			if strings.Contains(p.body, word) {
				t.Errorf("%s sees %s", who, word)
			}
		}
		if p.Find(`form[action$="/manage/stop"]`).Length() != 1 {
			t.Errorf("%s cannot stop", who)
		}
	}
	const ends = `[formaction$="/manage/close"], [action$="/manage/close"], a[href$="/manage/erase"]`
	if his.Find(ends).Length() != 0 || hers.Find(ends).Length() != 2 {
		t.Error("who filed the notice, and nobody else, is offered to close and erase it")
	}
	if p := sister.get("/manage/erase"); !strings.Contains(p.body, "erased for them too") {
		t.Error("who erases is not told that another looks too")
	}
	if his.Find("input[name=public]").Length() != 0 {
		t.Error("who joined is offered to publish")
	}
	if p := s.visitor("en").get("/p/" + n.reference); strings.Contains(strings.ToLower(p.body), "canary") {
		t.Error("the public sees something of the seekers")
	}

	if p := brother.post("/manage/close", with(his.hidden("/manage/stop"), "reason", "found")); p.status != 422 {
		t.Errorf("closing for all: %d", p.status)
	}
	stop := with(his.hidden("/manage/stop"), "reason", "other", "note", "canarynote")
	if p := brother.post("/manage/stop", stop); p.status != 200 || p.Find(".flash").Length() != 1 {
		t.Errorf("stopping: %d", p.status)
	}
	if p := brother.post("/manage/stop", stop); p.status != 200 {
		t.Errorf("stopping twice: %d", p.status)
	}
	if p := brother.post("/m", url.Values{"code": {codes[0]}}); p.status != 422 {
		t.Errorf("the code of who left opens: %d", p.status)
	}
	hers = sister.get("/manage")
	if strings.Contains(hers.body, "canarynote") || hers.Find(`form[action$="/manage/close"]`).Length() != 1 {
		t.Error("the sister sees why he left, or cannot close")
	}
	if p := s.visitor("en").get("/p/" + n.reference); p.status != 200 {
		t.Errorf("with one seeker left the page answers %d", p.status)
	}
}

// TestAlikeNone: the hint is to be skipped, answered with no, and taken back.
func TestAlikeNone(t *testing.T) {
	s := newSite(t)
	_, n := s.sister()
	v := s.visitor("en")
	draft := v.brother("Zoé Lefèvre")
	check := v.get(draft + "check")
	same := v.post(draft+"same", url.Values{"about": {n.reference}})
	back := v.post(draft+"same", same.hidden("/same"))
	if back.status != 200 || back.Find(".alike").Length() != 0 || !strings.Contains(back.body, "canarybrothermark") {
		t.Errorf("taken back: %d, %s", back.status, back.Find(".alike").Text())
	}
	other := v.brother("Zoé Lefèvre")
	if p := v.post(other+"same", url.Values{"not": {check.Find(".alike > form input[name=not]").AttrOr("value", "")}}); p.Find(".alike").Length() != 0 || !strings.HasSuffix(p.url.Path, "/check") {
		t.Errorf("after no there is %s", p.Find(".alike").Text())
	}
	for i, d := range []string{draft, other, v.brother("Zoé Lefèvre")} { // the last without an answer
		v.receipt(d, v.post(d+"check", url.Values{"consent": {"yes"}}))
		if got := s.count(registry.KindNotice); got != i+2 {
			t.Errorf("%d notices", got)
		}
	}
	for _, bad := range []string{"nonsense", string(registryReference())} {
		d := v.brother("Zoé Lefèvre")
		if p := v.post(d+"same", url.Values{"about": {bad}}); p.status != 404 && p.Find("#other").Length() != 0 {
			t.Errorf("%s is joined", bad)
		}
	}
	for name, who := range map[string]url.Values{"another name": {"names": {"Zoé Martin"}}, "no name": {"names": {""}}, "far older": {"names": {"Zoé Lefèvre"}, "age": {"80"}}, "a man": {"names": {"Zoé Lefèvre"}, "sex": {"male"}}} {
		d := v.start("/find", nil)
		v.fill(d, map[string]url.Values{"who": who, "age": {"age.min": who["age"], "sex": who["sex"]}})
		if p := v.get(d + "check"); p.Find(".alike .card").Length() != 0 {
			t.Errorf("%s: %s", name, p.Find(".alike").Text())
		}
	}
}

// TestAlikeHidden: the pages are byte-alike whether or not notices that the
// public may not know of, or that are a child's, have the name asked for.
func TestAlikeHidden(t *testing.T) {
	s := newSite(t)
	_, n := s.sister()
	v := s.visitor("en")
	drafts := []string{v.brother("Zoé Lefèvre"), v.brother("Hidden Canaryname"), v.brother("Zoe")}
	before := make([]string, len(drafts))
	for i, d := range drafts {
		before[i] = v.get(d + "check").body
	}
	verified := map[string]url.Values{"sharing": {"visibility": {"verified"}}}
	h := v.file("Hidden Canaryname", verified)
	v.file("Zoé Lefèvre", verified)
	c := v.file("Zoé Lefèvre", map[string]url.Values{"age": {"age.min": {"12"}}})
	s.settle()
	for i, d := range drafts {
		if after := v.get(d + "check").body; after != before[i] {
			t.Errorf("draft %d: %s", i, firstDifference(before[i], after))
		}
	}
	unknown := v.post(drafts[0]+"same", url.Values{"about": {string(registryReference())}})
	for name, ref := range map[string]string{"hidden": h.reference, "a child's": c.reference} {
		if p := v.post(drafts[0]+"same", url.Values{"about": {ref}}); p.body != unknown.body || p.status != unknown.status {
			t.Errorf("joining one that is %s: %s", name, firstDifference(unknown.body, p.body))
		}
		if p := v.post("/find/new", url.Values{"about": {ref}}); p.status != 404 {
			t.Errorf("beginning with one that is %s: %d", name, p.status)
		}
	}
	if p := v.get("/p/" + c.reference); p.Find(`form[action$="/find/new"]`).Length() != 0 {
		t.Error("a child's notice is offered to be joined")
	}
	if p := v.get("/find?q=Zoe"); p.Find(`.card input[value="`+strings.ReplaceAll(n.reference, "-", "")+`"]`).Length() != 1 {
		t.Error("the first search does not offer to join")
	}
}

// TestJoinGone: a notice that ended while somebody was joining it says so, and
// leads on with what was typed.
func TestJoinGone(t *testing.T) {
	s := newSite(t)
	sister, n := s.sister()
	v := s.visitor("en")
	draft := v.brother("Zoé Lefèvre")
	v.post(draft+"same", url.Values{"about": {n.reference}})
	m := sister.post("/m", url.Values{"code": {n.code}})
	sister.post("/manage/close", with(m.hidden("/manage/close"), "reason", "found"))
	p := v.post(draft+"check", url.Values{"consent": {"yes"}})
	if p.status != 422 || p.Find(`.summary-box a[href="#other"]`).Length() != 1 {
		t.Fatalf("%d %s", p.status, p.Find(".summary-box").Text())
	}
	p = v.post(draft+"same", p.hidden("/same"))
	if !strings.Contains(p.body, "canarybrothermark") {
		t.Error("what was typed is lost")
	}
	v.receipt(draft, v.post(draft+"check", url.Values{"consent": {"yes"}}))
}
