package httpapi_test

import (
	"bytes"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/templates/i18n"
)

// TestEventForm: an admin adds an event and changes it, with the checks of the
// command; what is wrong keeps what was typed, and the same form adds one event.
func TestEventForm(t *testing.T) {
	s := newSite(t)
	boss := s.staff("boss", registry.RingAdmin, "en")
	for _, l := range i18n.Languages() {
		boss.lang = l.Code
		for _, at := range []string{"/admin/new-event", "/admin/events/drill/edit"} {
			checkPage(t, l, at, boss.get(at))
		}
	}
	boss.lang = "en"
	hidden := boss.get("/admin/new-event").hidden("/admin/events")
	form := func(pairs ...string) url.Values { return with(maps.Clone(hidden), pairs...) }
	p := boss.post("/admin/events", form("slug", "Bad Slug", "state", "open", "name.fr", "Séisme", "position", "38.4, 27.1", "radius", "30", "zone", "Mars", "langs", "Turkish, Gibberishan"))
	if p.status != 422 || p.Find(".summary-box li").Length() != 3 || p.Find("#name-fr").AttrOr("value", "") != "Séisme" || p.Find("#langs").AttrOr("value", "") != "Turkish, Gibberishan" {
		t.Fatalf("wrong ones: %d %s", p.status, p.Find(".summary-box").Text())
	}
	p = boss.post("/admin/events", form("slug", "Bad Slug", "position", "somewhere", "start.y", "2024", "zone", "Mars"))
	said := p.Find(".summary-box li a").Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") })
	if want := "#slug #state-1 #name-en #position #start-d #zone"; strings.Join(said, " ") != want {
		t.Errorf("all that is wrong, at once: %v", said)
	}
	for _, wrong := range []url.Values{
		form("slug", "izmir", "name.en", "Quake", "zone", "UTC"),
		form("slug", "izmir", "state", "open", "name.en", "Quake", "zone", "UTC", "position", "somewhere"),
		form("slug", "izmir", "state", "open", "name.en", "Quake", "zone", "UTC", "position", "1.5, 2.5", "radius", "far"),
		form("slug", "izmir", "state", "open", "name.en", "Quake", "zone", "UTC", "start.y", "2024"),
		form("slug", "izmir", "state", "open", "name.en", "Quake", "zone", "UTC", "start_time", "21:40"),
		form("slug", "izmir", "state", "open", "name.en", "Quake", "zone", "UTC", "start.d", "1", "start.m", "2", "start.y", "2024", "start_time", "late"),
		form("slug", "izmir", "state", "open", "zone", "UTC"),
		form("slug", "drill", "state", "open", "name.en", "Quake", "zone", "UTC"),
	} {
		if p := boss.post("/admin/events", wrong); p.status != 422 || p.Find(".summary-box li a").Length() != 1 {
			t.Errorf("%v: %d, %s", wrong, p.status, p.Find(".summary-box").Text())
		}
	}
	good := form("slug", "izmir", "state", "open", "name.en", "Quake", "name.fr", "Séisme", "notice.en", "Stay calm.", "hotline", "01 99 00", "sos", "112", "area", "Izmir",
		"country", "tr", "position", "38.4, 27.1", "radius", "30,5", "start.d", "1", "start.m", "February", "start.y", "2024", "start_time", "21:40", "zone", "Europe/Istanbul", "langs", "Turkish, French")
	s.clock.set(access.ProofLife)
	if p := boss.post("/admin/events", good); p.status != 403 || p.Find("#stepup").Length() != 1 {
		t.Errorf("without a fresh code: %d", p.status)
	}
	good.Set("stepup", boss.code(0))
	for range 2 {
		if p := boss.post("/admin/events", good); p.status != 200 || p.Find("h1").Text() != "Quake" {
			t.Fatalf("adding: %d %s", p.status, p.Find("main").Text())
		}
	}
	e := s.eventOf("izmir")
	if len(e.Langs) != 2 || e.Langs[0] != "tr" || e.Area.Country != "TR" || e.Area.Point.Radius != 30500 || e.Start.Format("2006-01-02T15:04Z") != "2024-02-01T18:40Z" {
		t.Errorf("kept %+v", e)
	}
	edit := boss.get("/admin/events/izmir/edit")
	if edit.Find("#slug").Length() != 0 || edit.Find("#radius").AttrOr("value", "") != "30.5" || edit.Find("#langs").AttrOr("value", "") != "Turkish, French" || edit.Find("#start_time").AttrOr("value", "") != "21:40" {
		t.Errorf("the form shows %s", edit.Find("form").Text())
	}
	all := edit.values("/admin/events/izmir/edit")
	if p := boss.post("/admin/events/izmir/edit", with(maps.Clone(all), "name.en", "", "name.fr", "")); p.status != 422 || p.Find("#hotline").AttrOr("value", "") != "01 99 00" {
		t.Errorf("without a name: %d", p.status)
	}
	if p := boss.post("/admin/events/izmir/edit", all); p.status != 200 {
		t.Errorf("unchanged: %d", p.status)
	}
	if again := s.eventOf("izmir"); again.Hotline != e.Hotline || !again.Start.Equal(e.Start) || again.Area.Point == nil || *again.Area.Point != *e.Area.Point {
		t.Errorf("saving what is there made %+v of %+v", again, e)
	}
	if p := boss.post("/admin/events/izmir/edit", with(maps.Clone(all), "hotline", "01 98 00", "slug", "other", "state", "drill")); p.status != 200 {
		t.Errorf("changing: %d", p.status)
	}
	if e := s.eventOf("izmir"); e.Hotline != "01 98 00" || e.State != registry.EventOpen {
		t.Errorf("changed to %+v", e)
	}
}

// eventOf returns the event of a slug, an empty one where there is none.
func (s *site) eventOf(slug string) (e registry.Event) {
	list, err := s.service.Events(s.t.Context())
	must(s.t, err)
	for _, x := range list {
		if x.Slug == slug {
			e = x
		}
	}
	return e
}

// values is all that a form of the page holds: its inputs as they are and what is
// written in its areas.
func (p page) values(action string) url.Values {
	out := url.Values{}
	p.Find("form[action$='" + action + "']").Find("input, textarea").Each(func(_ int, f *goquery.Selection) {
		if kind := f.AttrOr("type", ""); kind != "radio" && kind != "checkbox" {
			out.Set(f.AttrOr("name", ""), f.AttrOr("value", strings.TrimSpace(f.Text())))
		}
	})
	return out
}

// upload sends a form with a file, as a browser does.
func (v *visitor) upload(path string, form url.Values, field, content string) page {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		must(v.t, w.WriteField(name, values[0]))
	}
	if field != "" {
		part, err := w.CreateFormFile(field, "list.csv")
		must(v.t, err)
		_, err = part.Write([]byte(content))
		must(v.t, err)
	}
	must(v.t, w.Close())
	req, err := http.NewRequest(http.MethodPost, v.URL+"/"+v.lang+path, &body)
	must(v.t, err)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.answer(req)
}

const twoPlaces = "nom;lat;lon;nature\nSaint-Louis;48.87;2.36;hôpital\nGare du Nord;48.88;2.35;gare\n"

// TestPlacesPage: a list is looked at first and changes nothing; taking it, also
// twice, puts its places there; each bad line is named, in the reader's language.
func TestPlacesPage(t *testing.T) {
	s := newSite(t)
	boss := s.staff("boss", registry.RingAdmin, "en")
	const at, look = "/admin/events/drill/places", "/admin/events/drill/places/look"
	count := func() int {
		list, err := s.service.PlacesOf(t.Context(), s.event)
		must(t, err)
		return len(list)
	}
	form := boss.get(at).hidden("/look")
	if p := boss.upload(look, url.Values{"token": {"of another session"}}, "list", twoPlaces); p.status != 403 {
		t.Errorf("with another's token: %d", p.status)
	}
	for content, words := range map[string]string{
		"": "at least one place", "lat,lon\n1,2\n": "“name”", "PK\x03\x04": "as CSV", "\x1f\x8b\x08cut": "packed file",
		"name,lat,lon\n" + strings.Repeat("x,1,2\n", registry.MaxEventPlaces+1): "at most 5000 places", strings.Repeat("x", 1<<20+1): "1024 kB",
	} {
		if p := boss.upload(look, form, "list", content); p.status != 422 || !strings.Contains(p.Find(".summary-box").Text(), words) {
			t.Errorf("%.20q: %d %s", content, p.status, p.Find(".summary-box").Text())
		}
	}
	if p := boss.upload(look, form, "", ""); p.status != 422 || p.Find(".summary-box li").Length() != 1 {
		t.Errorf("no file: %d", p.status)
	}
	if p := boss.upload(look, form, "list", strings.Repeat("x", 3<<20)); p.status != 413 {
		t.Errorf("a huge file: %d", p.status)
	}
	bad := twoPlaces + "Nowhere;;;\nSaint-Louis;1;2;\nCastle;1;2;castle\n"
	for lang, want := range map[string][]string{"en": {"2 places can be read", "Line 4: it has no position.", "Line 5: “Saint-Louis” appears twice.", "Line 6: the kind is none of"}, "fr": {"2 lieux sont lisibles", "Ligne 4 : elle n’a pas de position.", "apparaît deux fois", "ni hôpital"}} {
		boss.lang = lang
		p := boss.upload(look, form, "list", bad)
		for _, w := range want {
			if text := p.Find("#result").Text(); !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), w) {
				t.Errorf("%s: no %q in %s", lang, w, text)
			}
		}
		checkPage(t, i18n.Languages()[map[string]int{"en": 0, "fr": 1}[lang]], look, p)
	}
	if count() != 0 {
		t.Fatal("looking changed something")
	}
	boss.lang = "en"
	keep := boss.upload(look, form, "list", bad).hidden("/places")
	if keep.Get("keep") == "" {
		t.Fatal("the look carries nothing along")
	}
	for range 2 {
		if p := boss.upload(at, keep, "", ""); p.status != 200 || !strings.Contains(p.Find("#result").Text(), "2 places were taken") || count() != 2 {
			t.Errorf("taking it: %d %s", p.status, p.Find("#result").Text())
		}
	}
	long := strings.Repeat("漢", 300_000) // encoded as other forms are it would be refused
	p := boss.upload(look, with(maps.Clone(form), "replace", "yes"), "list", "name,position,remark\nBichat,\"48.9, 2.33\","+long+"\n")
	if !strings.Contains(p.Find("#result").Text(), "2 places that are not in the list would be removed") {
		t.Errorf("replacing: %s", p.Find("#result").Text())
	}
	s.clock.set(access.ProofLife)
	if p = boss.upload(at, p.hidden("/places"), "", ""); p.status != 403 || p.Find("#stepup").Length() != 1 || p.Find("form[enctype]").Length() != 1 || count() != 2 {
		t.Errorf("without a fresh code: %d, %d places", p.status, count())
	}
	keep = with(p.hidden("/places"), "stepup", boss.code(0))
	for range 2 {
		if p = boss.upload(at, keep, "", ""); p.status != 200 || count() != 1 {
			t.Errorf("replaced: %d, %d places", p.status, count())
		}
	}
	s.clock.set(2 * access.ProofLife)
	if p = boss.upload(at, form, "list", twoPlaces); p.status != 200 || count() != 3 {
		t.Errorf("adding asks for a code: %d, %d places", p.status, count())
	}
	if p = boss.upload(at, with(maps.Clone(form), "replace", "yes"), "list", twoPlaces); p.status != 403 || !strings.Contains(p.hidden("/places").Get("keep"), "Gare du Nord") {
		t.Errorf("a file without a fresh code is lost: %d", p.status)
	}
	p = boss.upload(look, form, "list", "name,lat,lon\nGood,1,2\nJos\xe9,1,2\n")
	if p.status != 200 || p.Find("#result form").Length() != 0 || !strings.Contains(p.Find("#result").Text(), "UTF-8") {
		t.Errorf("what a page would garble: %d %s", p.status, p.Find("#result").Text())
	}
}
