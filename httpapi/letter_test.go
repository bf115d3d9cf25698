package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
)

// parcels takes the letters that are due, as the worker does.
func (s *site) parcels() (out []registry.Parcel) {
	s.t.Helper()
	_, _, err := s.service.CatchUpLetters(s.t.Context())
	must(s.t, err)
	_, err = s.service.AnswerRecoveries(s.t.Context())
	must(s.t, err)
	for _, asked := range []bool{true, false} {
		for {
			p, _, err := s.service.TakeLetter(s.t.Context(), registry.ByMail, asked)
			must(s.t, err)
			if p == nil {
				break
			}
			must(s.t, s.service.LetterDone(s.t.Context(), p.Letter))
			out = append(out, *p)
		}
	}
	return out
}

// letter is the address of a link of a letter.
func letter(path string, p registry.Parcel, mark string) string {
	return "/letter/" + path + "/" + string(p.Letter) + "/" + mark
}

// mailed files a notice with an e-mail address and returns the letter about it.
func (v *visitor) mailed() (notice, registry.Parcel) {
	v.t.Helper()
	n := v.file("Ann Other", map[string]url.Values{"you": {"email": {"rui@example.org"}, "seeker": {"Rui"}}})
	list := v.parcels()
	if len(list) != 1 {
		v.t.Fatalf("%d letters", len(list))
	}
	return n, list[0]
}

// TestConfirmPage confirms an address by the button of a page; following the link
// does nothing.
func TestConfirmPage(t *testing.T) {
	s := newSite(t)
	v := s.visitor("fr")
	n, p := v.mailed()
	link := letter("confirm", p, p.Link)
	scanner := s.visitor("fr")
	for range 2 {
		if got := scanner.get(link); got.status != 200 || strings.Contains(got.body, "Ann") || strings.Contains(got.body, "rui@") {
			t.Errorf("following the link: %d", got.status)
		}
	}
	v.post("/m", url.Values{"code": {n.code}})
	if got := v.get("/manage").Find("main").Text(); !strings.Contains(got, "Pas encore confirmé") {
		t.Error("the link alone confirms the address")
	}
	for range 2 {
		if got := scanner.post(link, nil); got.status != 200 || !strings.Contains(got.Find("h1").Text(), "confirmée") {
			t.Errorf("the button: %d %s", got.status, got.Find("h1").Text())
		}
	}
	if got := v.get("/manage").Find("main").Text(); !strings.Contains(got, "Confirmé. Les nouvelles y arrivent") {
		t.Error("the button does not confirm the address")
	}
	for name, path := range map[string]string{"wrong": letter("confirm", p, p.Stop), "unknown": "/letter/confirm/" + registry.NewID() + "/" + p.Link, "of another sort": letter("lost", p, p.Link)} {
		if get, post := scanner.get(path), scanner.post(path, nil); get.status != 404 || post.status != 404 {
			t.Errorf("a %s link: %d, %d", name, get.status, post.status)
		}
	}
	if log := s.logs.String(); strings.Contains(log, p.Link) || strings.Contains(log, "rui@") {
		t.Error("the log has the link or the address")
	}
}

// TestStopPage stops letters by one click of a mail program, which sends neither
// Origin nor Sec-Fetch-Site nor a cookie (RFC 8058), and starts them again.
func TestStopPage(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n, p := v.mailed()
	v.post(letter("confirm", p, p.Link), nil)
	link := s.URL + "/en" + letter("stop", p, p.Stop)
	if res, err := http.Get(link); err != nil || res.StatusCode != 200 {
		t.Errorf("following the link: %v %v", res, err)
	}
	v.post("/m", url.Values{"code": {n.code}})
	if !strings.Contains(v.get("/manage").Find("main").Text(), "News goes there") {
		t.Error("following the link stops letters")
	}
	for range 2 {
		res, err := http.Post(link, "application/x-www-form-urlencoded", strings.NewReader("List-Unsubscribe=One-Click"))
		if err != nil || res.StatusCode != 200 {
			t.Errorf("one click: %v %v", res, err)
		}
	}
	manage := v.get("/manage")
	if !strings.Contains(manage.Find("main").Text(), "Stopped. Nothing is sent there") {
		t.Error("one click does not stop letters")
	}
	if got := v.post("/manage/resume", manage.hidden("/manage/resume")); !strings.Contains(got.Find("main").Text(), "Confirmed. News goes there") {
		t.Errorf("starting again: %d", got.status)
	}
}

// TestLostPage answers who lost their code alike, whatever is true, and makes a
// new code by the link that arrives.
func TestLostPage(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n, p := v.mailed()
	v.post(letter("confirm", p, p.Link), nil)
	v.post("/m", url.Values{"code": {n.code}})

	stranger := s.visitor("en")
	ask := func(reference, reached string) page {
		form := stranger.get("/m/lost").hidden("/m/lost")
		return stranger.post("/m/lost", with(form, "reference", reference, "reached", reached))
	}
	right := ask(n.reference, "rui@example.org")
	for _, wrong := range []page{ask(n.reference, "eve@example.org"), ask(registry.NewReference().String(), "rui@example.org"), ask(n.reference, "06 12 34 56 78")} {
		if wrong.status != right.status || wrong.body != right.body {
			t.Errorf("the answer differs: %d, %d", wrong.status, right.status)
		}
	}
	if bad := ask("RT7", "nothing"); bad.status != 422 || bad.Find("#reference").AttrOr("value", "") != "RT7" || bad.Find(".summary-box li").Length() != 2 {
		t.Errorf("typed wrong: %d", bad.status)
	}
	list := s.parcels()
	if len(list) != 1 || list[0].Kind != registry.LetterLost {
		t.Fatalf("letters %v", list)
	}
	link := letter("lost", list[0], list[0].Link)
	if got := stranger.get(link); got.status != 200 || got.Find(".code").Length() != 0 {
		t.Errorf("following the link: %d", got.status)
	}
	if !strings.HasSuffix(v.get("/manage").url.Path, "/manage") {
		t.Error("following the link ends the session of the old code")
	}
	made := stranger.post(link, nil)
	code := made.Find(".code.long").Text()
	if again := stranger.post(link, nil).Find(".code.long").Text(); code == "" || code == n.code || again != code {
		t.Errorf("the new code %q, again %q", code, again)
	}
	if !strings.HasSuffix(v.get("/manage").url.Path, "/m") {
		t.Error("the session of the old code goes on")
	}
	if got := v.post("/m", url.Values{"code": {n.code}}); got.status != 422 {
		t.Errorf("the old code: %d", got.status)
	}
	if got := stranger.post("/m", url.Values{"code": {code}}); !strings.Contains(got.body, "Ann Other") {
		t.Errorf("the new code: %d", got.status)
	}
}

// TestLostTask: who lost a code and never confirmed an address is for a moderator,
// who reads how they can be reached, masked, and where the link would go.
func TestLostTask(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Ann Other", map[string]url.Values{"you": {"seeker": {"Rui"}, "email": {"rui@example.org"}, "phone": {"06 12 34 56 78"}}})
	form := v.get("/m/lost").hidden("/m/lost")
	v.post("/m/lost", with(form, "reference", n.reference, "reached", "rui@example.org"))
	_, err := s.service.AnswerRecoveries(t.Context())
	must(t, err)
	mod := s.moderator("en")
	for lang, want := range map[string]string{
		"en": "E-mail r•••@e•••.org, never confirmed, written now by who asks, the link would go there", "fr": "E-mail r•••@e•••.org, jamais confirmé, écrit maintenant par qui demande, le lien y serait envoyé",
	} {
		mod.lang = lang
		p := mod.get("/desk/queue")
		text := strings.Join(strings.Fields(p.Find("#tasks").Text()), " ")
		if !strings.Contains(text, want) || !strings.Contains(text, "••• 78") {
			t.Errorf("%s: %s", lang, text)
		}
		if !strings.Contains(text, "Ann Other") {
			t.Errorf("%s: nobody is named: %s", lang, text)
		}
		if strings.Contains(p.body, "rui@example.org") || strings.Contains(p.body, "06 12 34") {
			t.Errorf("%s: the address is shown", lang)
		}
	}
}

// TestOwnCode replaces the code of who holds it and signs everybody else out.
func TestOwnCode(t *testing.T) {
	s := newSite(t)
	mine, other := s.visitor("en"), s.visitor("en")
	n := mine.file("Ann Other", nil)
	for _, v := range []*visitor{mine, other} {
		v.post("/m", url.Values{"code": {n.code}})
	}
	form := mine.get("/manage").hidden("/manage/code")
	code := mine.post("/manage/code", form).Find(".code.long").Text()
	if again := mine.post("/manage/code", form).Find(".code.long").Text(); code == "" || again != code {
		t.Errorf("the same form gives %q and %q", code, again)
	}
	if !strings.HasSuffix(mine.get("/manage").url.Path, "/manage") || !strings.HasSuffix(other.get("/manage").url.Path, "/m") {
		t.Error("not just the other sessions end")
	}
	if got := mine.post("/manage/code", url.Values{"once": {"x"}}); got.status != http.StatusForbidden {
		t.Errorf("without the form's token: %d", got.status)
	}
}

// TestOutboxPage shows admins what waits, without addresses, and nobody else.
func TestOutboxPage(t *testing.T) {
	s := newSite(t)
	s.visitor("en").mailed()
	for name, v := range map[string]*visitor{"the public": s.visitor("en"), "a moderator": s.moderator("en")} {
		if p := v.get("/admin/outbox"); p.status == 200 && strings.HasSuffix(p.url.Path, "/outbox") {
			t.Errorf("%s sees the outbox", name)
		}
	}
	admin := s.staff("root", registry.RingAdmin, "en")
	s.visitor("en").file("Ann Other", map[string]url.Values{"you": {"email": {"canary@example.org"}}})
	_, _, err := s.service.CatchUpLetters(t.Context())
	must(t, err)
	p := admin.get("/admin/outbox")
	if p.status != 200 || strings.Contains(p.body, "canary@") || !strings.Contains(p.body, "c•••@e•••.org") || !strings.Contains(p.body, "No mail server") {
		t.Errorf("the outbox: %d", p.status)
	}
}

// TestHealthTellsNobody: whether what somebody typed for a lost code is on record
// cannot be read from the health that anybody may ask for.
func TestHealthTellsNobody(t *testing.T) {
	s := newSiteWith(t, func(c *httpapi.Config) { c.Mails = true })
	v := s.visitor("en")
	n, asked := v.mailed()
	if got := v.get("/healthz").body; !strings.Contains(got, `"letters":"ok"`) {
		t.Errorf("health: %s", got)
	}
	for _, follows := range []string{"a task", "a letter"} {
		if follows == "a letter" {
			must(t, s.service.ConfirmContact(t.Context(), asked.Letter, asked.Link))
		}
		s.settle()
		before := v.get("/healthz").body
		p := v.get("/m/lost")
		v.post("/m/lost", with(p.hidden("/m/lost"), "reference", n.reference, "reached", "rui@example.org"))
		_, err := s.service.AnswerRecoveries(t.Context())
		must(t, err)
		if after := v.get("/healthz").body; after != before {
			t.Errorf("%s: %s, before %s", follows, after, before)
		}
	}
	s.clock.add(2 * time.Hour)
	if got := v.get("/healthz").body; !strings.Contains(got, `"letters":"ok"`) {
		t.Errorf("a lost code makes %s", got)
	}
	v.file("Eve Other", map[string]url.Values{"you": {"email": {"eve@example.org"}, "seeker": {"Eve"}}})
	_, _, err := s.service.CatchUpLetters(t.Context())
	must(t, err)
	s.clock.add(2 * time.Hour)
	if got := v.get("/healthz").body; !strings.Contains(got, `"letters":"late"`) {
		t.Errorf("nobody sends letters: %s", got)
	}
}
