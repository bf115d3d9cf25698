package httpapi_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
)

// sharp are put into each field alone, also into those that nobody types into.
var sharp = []string{
	"\"><script>alert(1)</script>\u202e\u2066\x00\r\nSet-Cookie: owned=1\r\n\r\n<img src=x onerror=alert(1)>",
	"\xff\xfe\xc0\xaf{{.}}%s%n../../etc/passwd", strings.Repeat("9", 5000), "-1",
}

// TestEveryForm takes every form from the pages that show it, as everybody who sees
// it, and puts hostile words into every field (A12, A13): into all that people type
// into, and into each alone. Then it reads all pages again. A POST route whose form
// is on no page fails: nobody would have tried it.
func TestEveryForm(t *testing.T) {
	c := newCast(t, func(cfg *httpapi.Config) { cfg.Mails, cfg.Lock = true, func(registry.Viewer) {} })
	c.states()
	h := &hostile{c: c, seen: map[string]int{}, sent: map[string]bool{}, through: map[string]bool{}, led: map[string][]string{}}
	h.x = &explorer{c: c, look: h.look, forms: map[string]shownForm{}}
	everybody := append(slices.DeleteFunc(slices.Clone(roles), func(r string) bool { return r == "key" }), "claimant", "writer", "newcomer")
	var paths []string
	for _, o := range c.walk() {
		paths = append(paths, o.path)
	}
	paths = append(paths, "/desk/pairs/"+c.ids["link.sure"], "/admin/accounts/account-shut", "/desk/messages/calm", "/manage/threads/calm")
	everywhere := func() {
		for _, role := range everybody {
			h.x.explore(role, append(slices.Clone(paths), h.led[role]...))
		}
	}
	everywhere()
	for h.sendAll(false) > 0 {
	}
	everywhere()
	for h.sendAll(false)+h.sendAll(true) > 0 {
	}
	h.sendReports()
	h.sendUnshown()
	for _, route := range c.routes() {
		if path, post := strings.CutPrefix(route, http.MethodPost+" "); post && !h.sent[path] {
			t.Errorf("no page shows a form that leads to %s: add what it needs to cast_test.go, so that its fields are tried", path)
		}
	}
	for line := range strings.Lines(c.logs.String()) {
		if !strings.HasPrefix(line, "time=") {
			t.Errorf("words made a line of the log: %q", line)
		}
	}
	t.Logf("%d forms, %d routes took hostile words; %d pages read, %d requests sent", len(h.x.forms), len(h.through), h.x.pages, h.requests)
	if len(h.through) < 60 {
		t.Errorf("only %d routes took hostile words: what is kept was hardly tried", len(h.through))
	}
}

// hostile sends forms and looks at what comes back.
type hostile struct {
	c        *cast
	seen     map[string]int      // cookies
	sent     map[string]bool     // routes, and keys of forms
	through  map[string]bool     // routes that took hostile words
	led      map[string][]string // where forms led, by role
	x        *explorer
	requests int
}

// turning are the signs that turn a line around, which no page needs.
const turning = "\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// look holds what is true of every answer.
func (h *hostile) look(where string, rec *httptest.ResponseRecorder, doc *goquery.Document) {
	h.c.t.Helper()
	if rec.Code >= http.StatusInternalServerError {
		h.c.t.Errorf("%s answers %d: %s", where, rec.Code, rec.Body)
	}
	h.c.checkSafe(where, rec, h.seen)
	if to := rec.Header().Get("Location"); strings.ContainsAny(to, "\r\n<>\"") {
		h.c.t.Errorf("%s leads to %q", where, to)
	}
	if doc == nil {
		return
	}
	checkInert(h.c.t, where, doc)
	page := doc.Selection.Clone()
	page.Find("textarea").Remove() // like the value of an input, it turns nothing but itself
	text := page.Text()
	page.Find("[title], [alt], [aria-label]").Each(func(_ int, e *goquery.Selection) {
		text += e.AttrOr("title", "") + e.AttrOr("alt", "") + e.AttrOr("aria-label", "")
	})
	if i := strings.IndexAny(text, turning); i >= 0 {
		h.c.t.Errorf("%s shows a sign that turns lines around: %q", where, text[max(i-60, 0):min(i+20, len(text))])
	}
	if missing := untold.FindString(rec.Body.String()); missing != "" {
		h.c.t.Errorf("%s: a sentence is missing: %s", where, missing)
	}
}

// ends are routes of forms after which others are shown no more.
var ends = regexp.MustCompile(`/(close|erase|end|disable|undo|withdraw|remove|revoke|stop|leave)$|^/sign-out`)

// sendAll sends the forms that were not sent before, those that end something or
// all others, and reads their pages again. It returns how many.
func (h *hostile) sendAll(ending bool) (n int) {
	for _, key := range slices.Sorted(maps.Keys(h.x.forms)) {
		f := h.x.forms[key]
		if h.sent[key] || ends.MatchString(f.route) != ending {
			continue
		}
		h.sent[key], h.sent[f.route] = true, true
		h.try(f)
		h.x.read(f.role, f.page) // what it led to may show another form
		n++
	}
	return n
}

// try sends one form with every payload, and repairs what the page says is wrong,
// so that the rest is kept and shown.
func (h *hostile) try(f shownForm) {
	for _, p := range payloads {
		now := h.again(f)
		form := now.values(p)
		for range 4 {
			rec, doc := h.send(now, form)
			if rec.Code != http.StatusUnprocessableEntity || !repair(form, doc) {
				if rec.Code < http.StatusBadRequest {
					h.through[f.route] = true
				}
				break
			}
		}
	}
	for _, field := range f.fields {
		for _, p := range sharp {
			if field.name != "token" {
				form := f.values("Lena")
				form.Set(field.name, p)
				h.send(f, form)
			}
		}
	}
	if strings.HasPrefix(f.route, "/account") || strings.HasPrefix(f.route, "/admin/accounts") || strings.HasPrefix(f.route, "/desk/members") {
		h.c.hire()
	}
}

// again reads the page of a form anew: it says which version of a record was seen.
func (h *hostile) again(f shownForm) shownForm {
	rec := h.c.ask(http.MethodGet, f.page, f.role, h.c.session(f.role), nil, nil)
	if doc := document(h.c, rec); doc != nil {
		for _, g := range h.c.formsOf(f.role, f.page, doc) {
			if g.key() == f.key() {
				return g
			}
		}
	}
	return f
}

func (h *hostile) send(f shownForm, form url.Values) (*httptest.ResponseRecorder, *goquery.Document) {
	h.requests++
	path, role := f.action, f.role
	var rec *httptest.ResponseRecorder
	switch {
	case f.method == http.MethodGet:
		path, _, _ = strings.Cut(path, "?")
		rec = h.c.ask(http.MethodGet, path+"?"+form.Encode(), role, h.c.session(role), nil, nil)
	case f.upload:
		rec = h.upload(f, form)
	default:
		rec = h.c.ask(http.MethodPost, path, role, h.c.session(role), form, nil)
	}
	doc := document(h.c, rec)
	h.look(f.method+" "+path+" as "+role+" with "+form.Encode()[:min(300, len(form.Encode()))], rec, doc)
	h.x.note(role, f.page, doc)
	if to := rec.Header().Get("Location"); to != "" && len(h.led[role]) < 200 && !slices.Contains(h.led[role], to) {
		h.led[role] = append(h.led[role], to)
		h.x.read(role, to)
	}
	return rec, doc
}

// upload sends a form as one with a file.
func (h *hostile) upload(f shownForm, form url.Values) *httptest.ResponseRecorder {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, field := range f.fields {
		part, err := w.CreateFormField(field.name)
		if field.kind == "file" {
			part, err = w.CreateFormFile(field.name, form.Get(field.name))
		}
		must(h.c.t, err)
		part.Write([]byte(form.Get(field.name)))
	}
	must(h.c.t, w.Close())
	req := httptest.NewRequest(http.MethodPost, f.action, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.AddCookie(h.c.session(f.role))
	rec := httptest.NewRecorder()
	h.c.handler.ServeHTTP(rec, req)
	return rec
}

// good is what some fields need; the others may be empty.
var good = map[string]string{"phone": "+33 6 39 98 00 09", "age.min": "40", "email": ""}

// repair changes the fields that the page says are wrong, and says whether any were.
func repair(form url.Values, doc *goquery.Document) (changed bool) {
	if doc == nil {
		return false
	}
	for _, a := range doc.Find(".summary-box a").EachIter() {
		id, _ := strings.CutPrefix(a.AttrOr("href", ""), "#")
		at := doc.Find("[id]").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("id", "") == id })
		for _, e := range at.Find("input, textarea").AddSelection(at).EachIter() {
			name, kind := e.AttrOr("name", ""), e.AttrOr("type", "text")
			if name == "" || kind == "radio" || kind == "checkbox" || kind == "hidden" {
				continue
			}
			better, known := good[name]
			if !known && form.Get(name) != "Lena" {
				better = "Lena"
			}
			changed = changed || form.Get(name) != better
			form.Set(name, better)
		}
	}
	return changed
}

// sendReports does the same to the one route that takes no form: each field of the
// table in docs/api.md.
func (h *hostile) sendReports() {
	const route = "/api/v1/reports"
	doc, err := os.ReadFile("../docs/api.md")
	must(h.c.t, err)
	_, table, _ := strings.Cut(string(doc), "| field | meaning |")
	table, _, _ = strings.Cut(table, "\n\n")
	fields := regexp.MustCompile(`(?m)^\|[^|]*\|`).FindAllString(table, -1)
	for _, name := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(strings.Join(fields, " "), -1) {
		for _, p := range append(slices.Clone(payloads), sharp...) {
			for _, value := range []any{p, []string{p}, []any{map[string]string{p: p}}, 1e308} {
				report := map[string]any{"names": []string{"Lena"}, "hair": "brown", name[1]: value}
				body, err := json.Marshal(report)
				must(h.c.t, err)
				req := httptest.NewRequest(http.MethodPost, route, bytes.NewReader(body))
				req.Header.Set("Authorization", "Bearer "+h.c.keyText)
				req.Header.Set("Idempotency-Key", registry.NewID())
				rec := httptest.NewRecorder()
				h.c.handler.ServeHTTP(rec, req)
				h.requests++
				h.look("POST "+route+" with "+string(body[:min(300, len(body))]), rec, nil)
				h.sent[route], h.through[route] = true, h.through[route] || rec.Code == http.StatusCreated
			}
		}
	}
}
