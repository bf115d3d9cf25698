package httpapi_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/pquerna/otp/totp"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/registry/boltstore"
	"github.com/retrouve/retrouve/registry/vault"
	"github.com/retrouve/retrouve/search"
)

// site is the whole product behind one test server: bbolt, Bleve, matching.
type site struct {
	*httptest.Server
	t        testing.TB
	service  *registry.Service
	accounts *access.Accounts
	index    *search.Index
	event    registry.EventID
	logs     *strings.Builder
	clock    *movable
	handler  http.Handler
}

func newSite(t testing.TB) *site { return newSiteWith(t, func(*httpapi.Config) {}) }

// newSiteWith is newSite with a configuration of its own.
func newSiteWith(t testing.TB, configure func(*httpapi.Config)) *site {
	t.Helper()
	dir := t.TempDir()
	v, err := vault.New(vault.NewKey())
	must(t, err)
	store, err := boltstore.Open(filepath.Join(dir, "registry.db"), boltstore.Options{Sealer: v})
	must(t, err)
	clock := registry.SystemClock{}
	ctx, cancel := context.WithCancel(t.Context())
	index, err := search.Open(ctx, filepath.Join(dir, "index"), store, clock, search.Options{})
	must(t, err)
	s := &site{t: t, index: index, logs: &strings.Builder{}, clock: &movable{}}
	s.service = &registry.Service{Store: store, Index: index, Linker: search.NewLinker(index), Clock: s.clock}
	s.accounts = access.New(store, s.clock)
	s.accounts.Post = s.service
	s.event, err = s.service.AddEvent(ctx, registry.Event{Slug: "drill", State: registry.EventDrill, Name: map[string]string{"en": "Test drill", "fr": "Exercice"}, Hotline: "01 00 00 00 00", SOS: "112", Zone: "Europe/Paris"})
	must(t, err)
	done := make(chan struct{}, 2)
	go func() { index.Run(ctx); done <- struct{}{} }()
	go func() { s.service.FollowLinks(ctx, nil); done <- struct{}{} }()
	pages, err := httpapi.Parsed()
	must(t, err)
	cfg := httpapi.Config{Pages: pages, Service: s.service, Accounts: s.accounts, Log: slog.New(slog.NewTextHandler(s.logs, nil)), Dev: true, Version: "test"}
	configure(&cfg)
	h, err := httpapi.New(cfg)
	must(t, err)
	s.handler = h
	s.Server = httptest.NewServer(h)
	t.Cleanup(func() {
		s.Close()
		cancel()
		<-done
		<-done
		index.Close()
		store.Close()
	})
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// visitor is a browser: cookies, redirects, a language.
type visitor struct {
	*site
	client *http.Client
	lang   string
	from   string // the address that a proxy tells of

	password, secret string // of staff
}

func (s *site) visitor(lang string) *visitor {
	jar, _ := cookiejar.New(nil)
	return &visitor{site: s, lang: lang, client: &http.Client{Jar: jar}}
}

// stamped is when a form was made: two pages that say the same differ in it.
var stamped = regexp.MustCompile(`name="stamp" value="[^"]*"`)

// untold is the key of a sentence that no catalogue has, where the sentence would
// stand.
var untold = regexp.MustCompile(`>\s*\[[a-z_]+(\.[a-z_0-9-]+)+`)

// page is an answer with its document.
type page struct {
	*goquery.Document
	status int
	header http.Header
	body   string
	url    *url.URL
}

func (v *visitor) get(path string) page { return v.do(http.MethodGet, path, nil) }

func (v *visitor) post(path string, form url.Values) page { return v.do(http.MethodPost, path, form) }

func (v *visitor) do(method, path string, form url.Values) page {
	v.t.Helper()
	if u, err := url.Parse(path); err == nil && u.Host == "" && !strings.HasPrefix(path, "/"+v.lang+"/") && !strings.HasPrefix(path, "/api") && path != "/healthz" {
		path = "/" + v.lang + path
	}
	if strings.HasPrefix(path, "/") {
		path = v.URL + path
	}
	req, err := http.NewRequest(method, path, strings.NewReader(form.Encode()))
	must(v.t, err)
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return v.answer(req)
}

// answer asks and reads the page.
func (v *visitor) answer(req *http.Request) page {
	v.t.Helper()
	if v.from != "" {
		req.Header.Set("X-Forwarded-For", v.from)
	}
	res, err := v.client.Do(req)
	must(v.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(v.t, err)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	must(v.t, err)
	if missing := untold.Find(body); missing != nil {
		v.t.Errorf("%s %s: a sentence is missing: %s", req.Method, req.URL.Path, missing)
	}
	p := page{doc, res.StatusCode, res.Header, stamped.ReplaceAllString(string(body), ""), res.Request.URL}
	checkProblems(v.t, req.URL.Path, p)
	return p
}

// start begins a journey and returns the address of its draft, without the step.
func (v *visitor) start(base string, form url.Values) string {
	v.t.Helper()
	p := v.post(base+"/new", form)
	if p.status != http.StatusOK {
		v.t.Fatalf("starting %s: %d", base, p.status)
	}
	i := strings.LastIndexByte(p.url.Path, '/')
	return p.url.Path[:i+1]
}

// fill answers steps of a draft, as "step": fields.
func (v *visitor) fill(draft string, steps map[string]url.Values) {
	v.t.Helper()
	for name, form := range steps {
		if p := v.post(draft+name, form); p.status != http.StatusOK {
			v.t.Fatalf("step %s: %d %s", name, p.status, p.Find(".summary-box").Text())
		}
	}
}

// notice is a filed notice.
type notice struct{ draft, reference, code string }

// file files a notice with the least that is needed and what is given.
func (v *visitor) file(name string, steps map[string]url.Values) notice {
	v.t.Helper()
	draft := v.start("/find", url.Values{"names": {name}})
	v.fill(draft, map[string]url.Values{"you": {"phone": {"06 99 00 11 22"}, "seeker": {"Canary Seeker"}}})
	v.fill(draft, steps)
	p := v.post(draft+"check", url.Values{"consent": {"yes"}})
	return v.receipt(draft, p)
}

func (v *visitor) receipt(draft string, p page) notice {
	v.t.Helper()
	if p.status != http.StatusOK || !strings.HasSuffix(p.url.Path, "/done") {
		v.t.Fatalf("sending: %d at %s: %s", p.status, p.url.Path, p.Find(".summary-box, h1").Text())
	}
	return notice{draft: draft, reference: strings.TrimSpace(p.Find(".panel .code").Text()), code: strings.TrimSpace(p.Find(".code.long").Text())}
}

// report files a report about a described, unknown person.
func (v *visitor) report(first url.Values, steps map[string]url.Values) notice {
	v.t.Helper()
	draft := v.start("/report", first)
	v.fill(draft, steps)
	return v.receipt(draft, v.post(draft+"check", nil))
}

// settle waits until the index and the matching have seen everything.
func (s *site) settle() {
	s.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		var head, at registry.Seq
		s.service.Store.View(context.Background(), func(r registry.Reader) error {
			head = r.Head().Seq
			cur := registry.Cursor{Name: "links"}
			r.Get(cur.Ref(), &cur)
			at = cur.Seq
			return nil
		})
		if at >= head && s.index.Applied() >= head {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatal("index and matching did not catch up")
}

// moderator signs in.
func (s *site) moderator(lang string) *visitor {
	return s.staff("mod", registry.RingModerator, lang)
}

// staff makes an account, signs in with it and sets up its second factor, as a
// person does.
func (s *site) staff(name string, role registry.Ring, lang string) *visitor {
	s.t.Helper()
	password, err := s.accounts.Add(context.Background(), name, role)
	must(s.t, err)
	v := s.visitor(lang)
	p := v.post("/sign-in", url.Values{"user": {name}, "password": {password}})
	if !strings.HasSuffix(p.url.Path, "/account/factor") {
		s.t.Fatalf("sign-in led to %s", p.url.Path)
	}
	v.password, v.secret = password, strings.ReplaceAll(p.Find(".code.long").Text(), " ", "")
	p = v.post("/account/factor", with(p.hidden("/account/factor"), "code", v.code(0)))
	if !strings.HasSuffix(p.url.Path, "/account/codes") {
		s.t.Fatalf("setting up the second factor led to %s: %s", p.url.Path, p.Find(".summary-box").Text())
	}
	return v
}

// code is what the phone of this visitor shows, or will show some steps later.
func (v *visitor) code(later int) string {
	v.t.Helper()
	code, err := totp.GenerateCode(v.secret, v.service.Clock.Now().Add(time.Duration(later)*30*time.Second))
	must(v.t, err)
	return code
}

// hidden returns the hidden inputs of the form with that action.
func (p page) hidden(action string) url.Values {
	form := url.Values{}
	p.Find("form").Each(func(_ int, f *goquery.Selection) {
		if a, _ := f.Attr("action"); strings.HasSuffix(a, action) {
			f.Find("input[type=hidden]").Each(func(_ int, in *goquery.Selection) {
				form.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
			})
		}
	})
	return form
}

// with returns the form with more fields.
func with(form url.Values, pairs ...string) url.Values {
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}
