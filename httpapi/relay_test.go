package httpapi_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// writes sends a first message about a notice and returns the receipt.
func (v *visitor) writes(n notice, text string) page {
	v.t.Helper()
	path := "/p/" + strings.ReplaceAll(n.reference, "-", "") + "/write"
	p := v.get(path)
	if p.status != 200 || p.Find("#warning").Length() != 1 {
		v.t.Fatalf("%s: %d", path, p.status)
	}
	return v.post(path, with(p.hidden(path), "message", text))
}

// TestRelayPages (A02, A11, A17): two visitors write to each other through the
// site, a moderator passes on what waits and reads what is flagged, and no page
// shows anybody an address.
func TestRelayPages(t *testing.T) {
	s := newSite(t)
	sister, reader, mod := s.visitor("en"), s.visitor("fr"), s.moderator("en")
	n := sister.file("Ann Public", nil)
	var pages []page
	seen := func(p page) page { pages = append(pages, p); return p }

	notice := seen(s.visitor("en").get("/p/" + n.reference))
	if notice.Find("a[href$='/write']").Length() != 1 {
		t.Fatal("the notice does not offer to write")
	}
	path := "/p/" + strings.ReplaceAll(n.reference, "-", "") + "/write"
	form := reader.get(path).hidden(path)
	if p := reader.post(path, with(form, "message", " ", "sign", "Paul")); p.status != 422 || !strings.Contains(p.body, `value="Paul"`) {
		t.Errorf("an empty message: %d", p.status)
	}
	receipt := seen(reader.post(path, with(form, "message", "Je l’ai vue à la gare.", "sign", "Paul")))
	code := strings.TrimSpace(receipt.Find(".code.long").Text())
	if receipt.status != 200 || code == "" {
		t.Fatalf("writing: %d %s", receipt.status, receipt.Find("main").Text())
	}
	if again := reader.post(path, form); strings.TrimSpace(again.Find(".code.long").Text()) != code {
		t.Error("a double click gives another code")
	}
	scanner := s.visitor("en")
	if p := scanner.get("/m/" + strings.ReplaceAll(code, "-", "")); p.header.Get("Set-Cookie") != "" || strings.Contains(p.body, "gare") {
		t.Error("following the link opens the thread")
	}

	sister.post("/m", url.Values{"code": {n.code}})
	manage := seen(sister.get("/manage"))
	link := strings.TrimPrefix(manage.Find("a[href*='/manage/threads/']").AttrOr("href", ""), "/en")
	if manage.Find("a[href*='/manage/threads/']").Length() != 1 {
		t.Fatalf("the sister has %s", manage.Find("#messages").Text())
	}
	thread := seen(sister.get(link))
	if got := thread.Find(".timeline").Text(); !strings.Contains(got, "gare") || !strings.Contains(got, "Paul") || thread.Find("#warning").Length() != 1 {
		t.Errorf("the sister reads %q", got)
	}
	if p := seen(sister.send(link, link, "message", "Call me: 06 12 34 56 78 or https://evil.example/")); p.Find(".timeline a").Length() != 0 || !strings.Contains(p.Find(".timeline").Text(), "waits until somebody has looked") {
		t.Errorf("a number: %d %s", p.status, p.Find(".timeline").Text())
	}
	reader.post("/m", url.Values{"code": {code}})
	own := seen(reader.get("/manage"))
	if strings.Contains(own.body, "06 12 34 56 78") || strings.Contains(own.body, "Ann Public") || own.Find("#warning").Length() != 1 {
		t.Errorf("the reader reads %s", own.Find("main").Text())
	}
	if p := mod.get(strings.Replace(link, "/manage/", "/desk/", 1)); p.status != 404 {
		t.Errorf("a moderator opens a thread that nobody flagged: %d", p.status)
	}
	desk := mod.get("/desk/threads")
	if !strings.Contains(desk.Find("#held ~ .cards").Text(), "06 12 34 56 78") || strings.Contains(desk.body, "gare") {
		t.Errorf("the moderator sees %s", desk.Find("main").Text())
	}
	action := desk.Find("#held ~ .cards form").First().AttrOr("action", "")
	held := strings.TrimPrefix(action, "/en")
	if p := mod.post(held, with(desk.hidden(held), "pass", "1")); p.status != 200 || p.Find("#held ~ .cards").Length() != 0 {
		t.Errorf("passing on: %d", p.status)
	}
	if p := reader.get("/manage"); !strings.Contains(p.body, "06 12 34 56 78") || p.Find(".timeline a").Length() != 0 {
		t.Error("what was passed on does not arrive, or is a link")
	}

	flag := reader.get("/manage").hidden("/flag")
	base := reader.get("/manage").Find("form[action$='/flag']").AttrOr("action", "")
	if p := reader.post(base, with(flag, "flag_note", "Elle demande de l’argent.")); p.status != 200 || p.Find("#flagged").Length() != 1 {
		t.Fatalf("flagging: %d", p.status)
	}
	deskLink := strings.Replace(link, "/manage/", "/desk/", 1)
	if p := mod.get("/desk/threads"); p.Find("a[href$='"+deskLink+"']").Length() != 1 {
		t.Fatal("the flagged thread is not on the desk")
	}
	if p := mod.get(deskLink); !strings.Contains(p.body, "gare") || !strings.Contains(p.body, "demande") {
		t.Errorf("the moderator reads %d", p.status)
	}
	if p := mod.send(deskLink, deskLink, "answer", "close"); p.status != 422 {
		t.Errorf("closing without a reason: %d", p.status)
	}
	if p := mod.send(deskLink, deskLink, "answer", "close", "note", "A fraud."); p.status != 200 || !strings.HasSuffix(p.url.Path, "/desk/threads") {
		t.Errorf("closing: %d", p.status)
	}
	if p := mod.get(deskLink); p.status != 404 {
		t.Errorf("after the answer a moderator still reads it: %d", p.status)
	}
	if p := seen(sister.get(link)); p.Find("#write").Length() != 0 {
		t.Error("a closed thread takes messages")
	}
	for _, p := range pages {
		for _, canary := range []string{"06 99 00 11 22", "0699001122", "Canary Seeker"} {
			if strings.Contains(p.body, canary) && !strings.HasSuffix(p.url.Path, "/manage") {
				t.Errorf("%s shows %s", p.url.Path, canary)
			}
		}
	}
	if log := s.logs.String(); strings.Contains(log, "gare") || strings.Contains(log, strings.ReplaceAll(code, "-", "")[:32]) || strings.Contains(log, form.Get("form")) {
		t.Error("the log tells what was written, or a code")
	}
}

// TestRelayClosed: who may not write is answered as about a notice that is not there.
func TestRelayClosed(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	child := v.file("Zoe Child", map[string]url.Values{"age": {"age.min": {"9"}}})
	hidden := v.file("Bea Hidden", map[string]url.Values{"sharing": {"visibility": {"verified"}}})
	held := s.fileDoubtful("Cora Held", registry.DoubtStaff)
	if p := v.get("/p/" + child.reference); p.status != 200 || p.Find("a[href$='/write']").Length() != 0 {
		t.Errorf("the notice of a child offers to write: %d", p.status)
	}
	unknown := string(registryReference())
	for _, ref := range []string{child.reference, hidden.reference, string(held.Reference)} {
		ref = strings.ReplaceAll(ref, "-", "")
		a, b := v.get("/p/"+ref+"/write"), v.get("/p/"+unknown+"/write")
		if a.status != 404 || strings.ReplaceAll(a.body, ref, "REF") != strings.ReplaceAll(b.body, unknown, "REF") {
			t.Errorf("writing about %s: %d, otherwise than about an unknown one", ref, a.status)
		}
		if p := v.post("/p/"+ref+"/write", url.Values{"form": {string(registry.NewToken())}, "message": {"hello"}}); p.status != 404 {
			t.Errorf("sending about %s: %d", ref, p.status)
		}
	}
	stranger := s.visitor("en")
	n := stranger.file("Ann Other", nil)
	stranger.post("/m", url.Values{"code": {n.code}})
	receipt := v.writes(v.file("Dora Open", nil), "seen")
	if strings.TrimSpace(receipt.Find(".code.long").Text()) == "" {
		t.Fatal("no code")
	}
	for _, path := range []string{"/manage/threads/" + registry.NewID()} {
		if p := stranger.get(path); p.status != 404 {
			t.Errorf("a thread that is not there: %d", p.status)
		}
	}
}
