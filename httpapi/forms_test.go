package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/labstack/echo/v4"
)

// shownForm is one form as a page shows it to a role.
type shownForm struct {
	role, page string // who sees it, and where
	method     string
	action     string // where it leads
	route      string // the route of that
	upload     bool   // it takes a file
	fields     []shownField
}

// shownField is one field of a form as the page shows it. Of radio buttons of one
// name, the one that is chosen, or the first.
type shownField struct {
	name, kind string // the type of an input, "textarea", or "trap": for machines only
	value      string
}

// typed says whether a person types words into the field.
func (f shownField) typed() bool {
	return !slices.Contains([]string{"hidden", "radio", "checkbox", "file", "button", "trap"}, f.kind)
}

// key tells forms apart: a route may have several, with other fields.
func (f shownForm) key() string {
	names := make([]string, len(f.fields))
	for i, field := range f.fields {
		names[i] = field.name
	}
	return f.method + " " + f.route + " " + strings.Join(names, ",")
}

// values are what a browser sends when every field that people type into holds the
// same words, something is chosen everywhere and every box but a trap is ticked.
func (f shownForm) values(words string) url.Values {
	out := url.Values{}
	for _, field := range f.fields {
		switch {
		case field.typed() || field.kind == "file":
			out.Set(field.name, words)
		case field.kind != "button" && field.kind != "trap":
			out.Set(field.name, field.value)
		}
	}
	return out
}

// formsOf reads the forms of a page.
func (c *cast) formsOf(role, at string, doc *goquery.Document) (list []shownForm) {
	doc.Find("form").Each(func(_ int, s *goquery.Selection) {
		f := shownForm{role: role, page: at, method: strings.ToUpper(s.AttrOr("method", "get")), action: s.AttrOr("action", at)}
		f.action, _, _ = strings.Cut(f.action, "#")
		f.upload = s.AttrOr("enctype", "") == "multipart/form-data"
		path, _, _ := strings.Cut(f.action, "?")
		f.route = c.routeOf(f.method, path)
		s.Find("input, textarea, select, button").Each(func(_ int, e *goquery.Selection) { f.add(e) })
		list = append(list, f)
	})
	return list
}

// add notes one element of a form.
func (f *shownForm) add(e *goquery.Selection) {
	field := shownField{name: e.AttrOr("name", ""), kind: e.AttrOr("type", "text"), value: e.AttrOr("value", "")}
	if field.name == "" {
		return
	}
	switch goquery.NodeName(e) {
	case "input":
		if e.Closest(".hidden").Length() > 0 && field.kind == "text" {
			field.kind = "trap"
		}
	case "textarea":
		field.kind, field.value = "textarea", e.Text()
	case "button":
		field.kind = "button"
	case "select":
		field.kind, field.value = "radio", e.Find("option").First().AttrOr("value", "")
	}
	_, checked := e.Attr("checked")
	i := slices.IndexFunc(f.fields, func(g shownField) bool { return g.name == field.name })
	switch {
	case i < 0:
		f.fields = append(f.fields, field)
	case checked:
		f.fields[i] = field
	}
}

// routeOf returns the route that a path leads to, without its language.
func (c *cast) routeOf(method, path string) string {
	for _, lang := range []string{"/en", "/fr"} {
		if rest, found := strings.CutPrefix(path, lang); found && (rest == "" || rest[0] == '/') {
			path = "/" + strings.TrimPrefix(rest, "/")
		}
	}
	e := c.handler.(*echo.Echo)
	ctx := e.NewContext(httptest.NewRequest(method, "/", nil), nil)
	e.Router().Find(method, path, ctx)
	return ctx.Path()
}

// explorer reads pages as everybody, follows their links and collects their forms.
type explorer struct {
	c     *cast
	look  func(where string, rec *httptest.ResponseRecorder, doc *goquery.Document)
	forms map[string]shownForm // by key: each as the first role sees it
	pages int
}

// linksOfRoute is how many pages of one route are read that links lead to.
const linksOfRoute = 5

// explore reads the addresses as a role, and what they lead to.
func (x *explorer) explore(role string, paths []string) {
	todo, seen, ofRoute := slices.Clone(paths), map[string]bool{}, map[string]int{}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		for _, link := range x.read(role, path) {
			bare, _, _ := strings.Cut(link, "?")
			if route := x.c.routeOf(http.MethodGet, bare); !seen[link] && ofRoute[route] < linksOfRoute {
				ofRoute[route]++
				todo = append(todo, link)
			}
		}
	}
}

// read asks for one page and returns where it leads.
func (x *explorer) read(role, path string) (links []string) {
	rec := x.c.ask(http.MethodGet, path, role, x.c.session(role), nil, nil)
	x.pages++
	doc := document(x.c, rec)
	x.look("GET "+path+" as "+role, rec, doc)
	x.note(role, path, doc)
	if doc == nil {
		return nil
	}
	for _, a := range doc.Find("main a[href], .bar a[href]").EachIter() {
		link, _, _ := strings.Cut(a.AttrOr("href", ""), "#")
		if strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "/static/") && !strings.HasPrefix(link, "/fr") {
			links = append(links, link)
		}
	}
	return links
}

// note keeps the forms of a page that are new.
func (x *explorer) note(role, path string, doc *goquery.Document) {
	if doc == nil {
		return
	}
	for _, f := range x.c.formsOf(role, path, doc) {
		_, known := x.forms[f.key()]
		if !known && f.action != "" { // in the gallery of components a form leads nowhere
			x.forms[f.key()] = f
		}
	}
}

// document parses an answer, if it is a page.
func document(c *cast, rec *httptest.ResponseRecorder) *goquery.Document {
	if !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") || rec.Body.Len() == 0 {
		return nil
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(rec.Body.String()))
	must(c.t, err)
	return doc
}
