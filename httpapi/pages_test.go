package httpapi_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n"
)

func registryReference() registry.Reference { return registry.NewReference() }

// TestPages looks at every public page in every language: no sentence is
// missing, the language is named, each id is there once, every local link works.
func TestPages(t *testing.T) {
	s := newSite(t)
	n := s.visitor("en").file("Ann Other", nil)
	s.settle()
	for _, l := range i18n.Languages() {
		v := s.visitor(l.Code)
		seen := map[string]bool{}
		todo := []string{"/", "/search?q=Ann", "/p/" + n.reference, "/_components"}
		for len(todo) > 0 {
			path := todo[0]
			todo = todo[1:]
			if seen[path] {
				continue
			}
			seen[path] = true
			p := v.get(path)
			if p.status != 200 {
				t.Errorf("%s %s: %d", l.Code, path, p.status)
			}
			checkPage(t, l, path, p)
			p.Find("a[href]").Each(func(_ int, a *goquerySelection) {
				href, _, _ := strings.Cut(a.AttrOr("href", ""), "#")
				if strings.HasPrefix(href, "/"+l.Code) && !strings.Contains(href, "_components") {
					todo = append(todo, strings.TrimPrefix(href, "/"+l.Code))
				}
			})
		}
		if len(seen) < 12 {
			t.Errorf("%s: only %d pages were reached", l.Code, len(seen))
		}
	}
}

func checkPage(t *testing.T, l i18n.Language, path string, p page) {
	t.Helper()
	if i := strings.Index(p.body, "[field."); i >= 0 || strings.Contains(p.Find("body").Text(), "[") {
		t.Errorf("%s %s: a sentence is missing: %s", l.Code, path, p.Find("body").Text())
	}
	if strings.Contains(p.body, "ZgotmplZ") {
		t.Errorf("%s %s: a value was refused by the template", l.Code, path)
	}
	if lang := p.Find("html").AttrOr("lang", ""); lang != l.Code {
		t.Errorf("%s %s: lang %q", l.Code, path, lang)
	}
	if n := p.Find("h1").Length(); n != 1 {
		t.Errorf("%s %s: %d h1", l.Code, path, n)
	}
	ids := map[string]bool{}
	p.Find("[id]").Each(func(_ int, e *goquerySelection) {
		id := e.AttrOr("id", "")
		if ids[id] {
			t.Errorf("%s %s: id %q twice", l.Code, path, id)
		}
		ids[id] = true
	})
	p.Find("script, [style], [onclick], style").Each(func(_ int, e *goquerySelection) {
		t.Errorf("%s %s: inline script or style", l.Code, path)
	})
}

// TestWeight holds the first page to its budget: under 10 KB gzipped with its
// style sheet, and each file to its own.
func TestWeight(t *testing.T) {
	s := newSite(t)
	v := s.visitor("fr")
	home := v.get("/")
	sheet, err := http.Get(s.URL + home.Find("link[rel=stylesheet]").AttrOr("href", ""))
	must(t, err)
	defer sheet.Body.Close()
	var raw bytes.Buffer
	raw.ReadFrom(sheet.Body)
	html, style := len(home.body), raw.Len()
	hz, sz := zipped(home.body), zipped(raw.String())
	t.Logf("first page %d B (%d gz), style sheet %d B (%d gz)", html, hz, style, sz)
	if html > 12<<10 || hz > 4<<10 || style > 24<<10 || sz > 6<<10 || hz+sz > 10<<10 {
		t.Errorf("over budget: page %d/%d, style %d/%d", html, hz, style, sz)
	}
	if strings.Contains(raw.String(), "left") || strings.Contains(raw.String(), "right") {
		t.Error("the style sheet names a side; use logical properties")
	}
}

func zipped(s string) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.Len()
}

// TestLanguage takes the language from the path, then from the browser.
func TestLanguage(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ path, accept, want string }{
		{"/", "fr-CA,fr;q=0.9,en;q=0.5", "fr"}, {"/", "de,en;q=0.5", "en"}, {"/", "", "en"}, {"/", "xx;;;", "en"},
		{"/fr/", "en", "fr"}, {"/en/search?q=a", "fr", "en"}, {"/fr/nothing", "en", "fr"},
	} {
		req, _ := http.NewRequest(http.MethodGet, s.URL+c.path, nil)
		req.Header.Set("Accept-Language", c.accept)
		res, err := http.DefaultClient.Do(req)
		must(t, err)
		var b bytes.Buffer
		b.ReadFrom(res.Body)
		res.Body.Close()
		if !strings.Contains(b.String(), `<html lang="`+c.want+`"`) {
			t.Errorf("%s with %q is not in %s", c.path, c.accept, c.want)
		}
	}
}

// TestForgiving takes an empty search, a slash too many and a form's address
// typed by hand.
func TestForgiving(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	p := v.get("/find?q=&place=")
	if p.status != 422 || !strings.Contains(p.Find(".summary-box").Text(), "Write a name") || p.Find(".inset form").Length() != 1 {
		t.Errorf("an empty search: %d %s", p.status, p.Find(".summary-box").Text())
	}
	for path, want := range map[string]string{"/help/": "/help", "/find/new": "/find", "/report/new": "/report", "": ""} {
		if p := v.get(path); p.status != 200 || !strings.HasSuffix(strings.TrimSuffix(p.url.Path, "/"), want) {
			t.Errorf("%q: %d at %s", path, p.status, p.url.Path)
		}
	}
}

// TestAPI asks for what machines ask for.
func TestAPI(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Ann Other", map[string]url.Values{"age": {"age.min": {"27"}}, "where": {"area": {"Lyon"}}})
	s.settle()
	var health struct {
		Status string `json:"status"`
		Lag    int    `json:"index_lag"`
	}
	if p := v.get("/healthz"); p.status != 200 || json.Unmarshal([]byte(p.body), &health) != nil || health.Status != "ok" || health.Lag != 0 {
		t.Errorf("health: %d %s", p.status, p.body)
	}
	var found struct {
		Total   int
		Results []struct {
			Reference string
			AgeMin    int `json:"age_min"`
			Reasons   []struct{ Field string }
		}
	}
	p := v.get("/api/v1/search?q=Other&place=Lyon")
	must(t, json.Unmarshal([]byte(p.body), &found))
	if found.Total != 1 || found.Results[0].Reference != n.reference || found.Results[0].AgeMin != 25 || len(found.Results[0].Reasons) == 0 {
		t.Errorf("search: %s", p.body)
	}
	if p := v.get("/api/v1/notices/" + n.reference); p.status != 200 || !strings.Contains(p.body, `"area":"Lyon"`) {
		t.Errorf("notice: %d %s", p.status, p.body)
	}
	for path, want := range map[string]int{
		"/api/v1/search": 422, "/api/v1/search?q=%ff": 422, "/api/v1/search?q=" + strings.Repeat("a", 5000): 422,
		"/api/v1/search?q=a&age_from=9&age_to=3": 422, "/api/v1/search?q=a&since=yesterday": 422, "/api/v1/notices/x": 404, "/api/v1/nothing": 404,
	} {
		if p := v.get(path); p.status != want || !strings.Contains(p.body, `"error"`) {
			t.Errorf("%.60s: %d %s", path, p.status, p.body)
		}
	}
}
