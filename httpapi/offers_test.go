package httpapi_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var digits = regexp.MustCompile(`\d+`)

// town fills in the steps of a notice that say who and where.
func town(area, sex string) map[string]url.Values {
	return map[string]url.Values{"where": {"area": {area}}, "age": {"age.min": {"34"}, "sex": {sex}}}
}

// checkOffers follows every offer of a page: each leads to as many people as it
// says, more than the page has. It returns their texts.
func checkOffers(t *testing.T, v *visitor, p page) []string {
	t.Helper()
	var texts []string
	p.Find(".offers li").Each(func(_ int, li *goquerySelection) {
		a := li.Find("a")
		there := v.get(a.AttrOr("href", ""))
		if want := digits.FindString(li.Find(".soft").Text()); there.status != 200 || digits.FindString(there.Find("h1").Text()) != want {
			t.Errorf("%q says %s, leads to %d %s", a.Text(), want, there.status, there.Find("h1").Text())
		}
		if there.Find(".card").Length() <= p.Find(".card").Length() {
			t.Errorf("%q finds no more", a.Text())
		}
		texts = append(texts, a.Text())
	})
	return texts
}

// TestOffers offers wider searches that find somebody where the one asked for
// finds nobody, or hardly anybody, and never leaves people without a next step.
func TestOffers(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	v.file("Zoé Lefèvre", town("Lyon", "female"))
	v.file("Marc Lefèvre", town("Nice", "male"))
	v.file("Karim Benali", town("Nice", "male"))
	s.settle()
	for path, want := range map[string]string{
		"/search?q=Zoe+Lefevre&place=Nice":             "Everywhere, not only here: Nice",
		"/find?q=Zoe+Lefevre&sex=male&place=&news=":    "Of any sex",
		"/search?q=Zoe+Qwqwqw+Pfpfpf+Xkxkxk&sex=":      "Only with this word: Zoe",
		"/search?q=Lefevre&sex=male":                   "Of any sex",
		"/search?q=Benali&age_from=70&since=2026":      "Without any of the filters|Of any age",
		"/search?q=Benali&place=Lyon&sex=female":       "Only with these words: Benali",
		"/report/search?place=Lyon&within=2&age_to=10": "Of any age",
		"/search?q=zzzz":                               "",
		"/search?q=zzzz+yyyy":                          "",
	} {
		p := v.get(path)
		if p.status != 200 {
			t.Fatalf("%s: %d", path, p.status)
		}
		if got := strings.Join(checkOffers(t, v, p), "|"); got != want {
			t.Errorf("%s offers %q, not %q", path, got, want)
		}
		if p.Find(".inset form .button").Length() != 1 {
			t.Errorf("%s does not offer to file", path)
		}
		if none := p.Find(".card").Length() == 0; none != (p.Find(".empty").Length() == 1) || none && p.Find(".empty > ul:last-child li").Length() == 0 {
			t.Errorf("%s: %d cards, advice %q", path, p.Find(".card").Length(), p.Find(".empty").Text())
		}
	}
	p := v.get("/report/search?q=Zoe&place=Nice&sex=female&within=")
	if href := p.Find(".offers a").First().AttrOr("href", ""); href != "/en/report/search?q=Zoe&sex=female" {
		t.Errorf("the rest of the search is not kept: %s", href)
	}
	if p := v.get("/search?q=%3Cb%3E&place=%3Ci%3E"); strings.Contains(p.body, "<i>") || strings.Contains(p.body, "<b>") {
		t.Error("what was typed is markup")
	}
}

// TestWithin searches around a place, keeps the distance in every link and says
// when it could not be used.
func TestWithin(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	for _, name := range strings.Fields("Ann Bea Cleo Dora Elsa Fay Gwen Hope Ida") {
		v.file(name+" Villeurbanne-Martin", town("Villeurbanne", "female"))
	}
	v.file("Noor Haddad", town("Salle Xilophe", "female"))
	s.settle()
	p := v.get("/search?place=Lyon&within=10&q=&sex=")
	if n := p.Find(".card").Length(); n != 8 || p.Find(".why").First().Text() != "Last seen at most 10 km away: Villeurbanne" {
		t.Errorf("%d cards, %q", n, p.Find(".why").First().Text())
	}
	if got := p.Find("#within option[selected]").AttrOr("value", ""); got != "10" || !strings.Contains(p.Find("summary").Text(), "(1 filter)") {
		t.Errorf("the box has %q", got)
	}
	if href := p.Find(".pages a").First().AttrOr("href", ""); href != "/en/search?place=Lyon&within=10&page=2" {
		t.Errorf("the next page is %q", href)
	}
	if p := v.get("/search?place=Lyon&within=2"); p.Find(".card").Length() != 0 || strings.Join(checkOffers(t, v, p), "|") != "Within 50 km of Lyon" {
		t.Errorf("too near: %s", p.Find("main").Text())
	}
	if p := v.get("/api/v1/search?place=Lyon&within=10"); !strings.Contains(p.body, `"code":"near"`) {
		t.Errorf("machines get %.200s", p.body)
	}
	for path, want := range map[string]string{
		"/search?q=Noor&place=Salle+Xilophe&within=30": "We do not know where Salle Xilophe is.",
		"/search?q=Noor&within=5":                      "write the place",
		"/search?q=Noor&within=0":                      "",
		"/search?place=Lyon&within=10":                 "",
	} {
		if got := v.get(path).Find("p.inset").Text(); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s says %q", path, got)
		}
	}
}

// TestWithinWrong says what is wrong with a distance and keeps everything.
func TestWithinWrong(t *testing.T) {
	s := newSite(t)
	v := s.visitor("fr")
	for within, want := range map[string]string{"abc": "Choisissez une distance dans la liste", "-1": "dans la liste", "NaN": "dans la liste", "301": "de 0 à 300"} {
		p := v.get("/search?q=Zoe&place=Lyon&sex=female&within=" + within)
		link := p.Find(".summary-box a")
		if p.status != 422 || !strings.Contains(link.Text(), want) || p.Find("details[open] #within").Length() != 1 || p.Find(link.AttrOr("href", "#none")).Length() != 1 {
			t.Errorf("%s: %d %q", within, p.status, link.Text())
		}
		if got := p.Find("#within option[selected]").AttrOr("value", ""); got != within || p.Find("#place").AttrOr("value", "") != "Lyon" || p.Find("#sex option[selected]").AttrOr("value", "") != "female" {
			t.Errorf("%s: the box has %q", within, got)
		}
	}
}

// TestLanguageOfSearch finds what was written in one language from the page of
// another, and shows two scripts apart.
func TestLanguageOfSearch(t *testing.T) {
	s := newSite(t)
	v := s.visitor("fr")
	v.file("Амина Хаддад", map[string]url.Values{"looks": {"clothes": {"veste rouge"}}, "sharing": {"visibility": {"public"}}})
	s.settle()
	if p := s.visitor("en").get("/search?q=red+jacket"); p.Find(".card").Length() != 1 {
		t.Error("a red jacket is no veste rouge")
	}
	p := s.visitor("en").get("/search?q=Amina+Haddad")
	if why := p.Find(".why"); !strings.HasPrefix(why.Text(), "Same name in another script: ") || why.Find("bdi").Length() != 2 {
		t.Errorf("the reason is %q", why.Text())
	}
}
