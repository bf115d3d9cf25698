package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"mime"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/templates/i18n"
)

// request is one request while a handler works on it.
type request struct {
	*Server
	c      echo.Context
	ctx    context.Context
	cat    *i18n.Catalogue
	prefix string // "/fr" or ""
	here   string // path that the language links lead to, without prefix
	event  *registry.Event
	events []registry.Event // all that accept filings, newest first
	all    []registry.Event // the closed ones too
	chosen string           // slug of the event that the visitor chose among several

	viewer  registry.Viewer
	who     access.Who
	user    string // name of the account
	session registry.Token
}

// serve makes an echo handler of a page's handler.
func (s *Server) serve(h handler) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, err := s.request(c)
		if err != nil {
			return err
		}
		if c.Request().Method == http.MethodPost {
			if err := parseForm(c.Request()); err != nil {
				if he, ok := errors.AsType[*echo.HTTPError](err); ok {
					return he // the body limit speaks through the reader
				}
				return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
			}
			if len(c.Request().PostForm) > maxFields {
				return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
			}
		}
		if err := r.pay(); err != nil {
			return err
		}
		return h(r)
	}
}

// parseForm reads a form, with files or without. Its body is bounded already, so
// files stay in memory.
func parseForm(req *http.Request) error {
	if kind, _, _ := mime.ParseMediaType(req.Header.Get("Content-Type")); kind == "multipart/form-data" {
		return req.ParseMultipartForm(maxBody)
	}
	return req.ParseForm()
}

// actOf returns what a request for a route is. The pages of a journey and of the
// holder of a code count as its forms do, so that who reads too much, or shares an
// address with somebody who does, can still file.
func actOf(method, route string) access.Act {
	own := []string{findJourney.base + "/new", reportJourney.base, "/m", "/manage"}
	switch {
	case strings.HasSuffix(route, "/search"):
		return access.ActSearch
	case method == http.MethodPost || slices.ContainsFunc(own, func(p string) bool { return route == p || strings.HasPrefix(route, p+"/") }):
		return access.ActSend
	case route == findJourney.base:
		return access.ActSearch
	}
	return access.ActPage
}

// address is the visitor's, or "" where nobody can tell visitors apart: a proxy on
// this machine or beside it tells of them and nobody said that it is to be believed,
// or what it tells is no address. All of them would count as one, and the brakes
// would stop everybody.
func (r *request) address() string {
	ip, told := r.c.RealIP(), r.c.Request().Header.Get(echo.HeaderXForwardedFor) != ""
	a, err := netip.ParseAddr(ip)
	switch {
	case told && err != nil && len(r.Proxies) > 0:
		r.warnProxy("a trusted proxy does not say who visits: limits by address are off; let it write X-Forwarded-For", r.c.Request().RemoteAddr)
		return ""
	case told && err == nil && len(r.Proxies) == 0 && (a.IsLoopback() || a.IsPrivate()):
		r.warnProxy("a proxy tells of visitors and is not trusted: limits by address are off; name it with --trusted-proxy", ip)
		return ""
	}
	return ip
}

// warnProxy tells the log once that visitors cannot be told apart.
func (r *request) warnProxy(what, proxy string) {
	r.proxyWarned.Do(func() { r.Log.Warn(what, "proxy", proxy) })
}

// pay takes what the request costs. Staff are counted by their session, since
// many of them may share an address.
func (r *request) pay() error {
	act, who := actOf(r.c.Request().Method, r.c.Path()), actor{address: r.address()}
	if r.user != "" {
		who = actor{session: r.session.Hash()}
	}
	if r.brakes.pay(act, who, r.now()) == access.Wait {
		return r.filesOn()
	}
	return nil
}

func (s *Server) request(c echo.Context) (r *request, err error) {
	r = &request{Server: s, c: c, ctx: c.Request().Context(), here: c.Request().URL.RequestURI()}
	lang, _ := c.Get(keyLang).(string)
	if !i18n.Known(lang) {
		lang = i18n.Languages()[0].Code
	}
	r.prefix, _ = c.Get(keyPrefix).(string)
	r.cat = s.catalogue(lang)
	if r.all, err = s.Service.Events(r.ctx); err != nil {
		return r, err
	}
	r.chooseEvent(c.QueryParam("event"))
	r.identify()
	return r, nil
}

// chooseEvent makes the event of a slug, or else the newest, the one of this page.
func (r *request) chooseEvent(slug string) {
	for _, e := range r.all {
		if e.Accepts() {
			r.events = append(r.events, e)
		}
	}
	for i := range r.events {
		if r.event == nil || r.events[i].Slug == slug {
			r.event = &r.events[i]
		}
	}
	if len(r.events) > 1 && r.event.Slug == slug {
		r.chosen = slug
	}
}

// form returns a field of the posted form, "" when it is not there.
func (r *request) form(name string) string { return r.c.Request().PostForm.Get(name) }

// to returns the address of a path in the language and for the event of the page.
func (r *request) to(path string) string { return address(r.prefix, path, r.chosen) }

// address adds the language before a path, and the event that the visitor chose
// among several after it.
func address(prefix, path, event string) string {
	if event == "" {
		return prefix + path
	}
	path, fragment, found := strings.Cut(path, "#")
	if found {
		fragment = "#" + fragment
	}
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	return prefix + path + sign + "event=" + url.QueryEscape(event) + fragment
}

// t is the sentence for a key.
func (r *request) t(key string, args ...any) string { return r.cat.T(key, args...) }

// now is the time of this request.
func (r *request) now() time.Time { return r.Service.Clock.Now() }

// absolute returns the whole address of a path, to be kept by people.
func (r *request) absolute(path string) string {
	base := strings.TrimRight(r.BaseURL, "/")
	if base == "" {
		base = r.c.Scheme() + "://" + r.c.Request().Host
	}
	return base + r.to(path)
}

// redirect sends the browser on after a form: 303, so that going back or
// reloading does not send the form again.
func (r *request) redirect(path string) error {
	return r.c.Redirect(http.StatusSeeOther, r.to(path))
}

// governed leads on after a change, or shows the page again with the problems of
// what was typed.
func (r *request) governed(err error, again func(registry.Problems) error, next string) error {
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return again(problems)
	}
	if err != nil {
		return err
	}
	return r.redirect(next)
}

// render answers with a page.
func (r *request) render(status int, page string, data any) error {
	body, err := r.pages.Render(r.cat.Code, page, data)
	if err != nil {
		return err
	}
	return r.c.HTMLBlob(status, body)
}

// renderPublic answers with a page that holds nothing about the visitor, which a
// browser may keep and ask for again by its ETag.
func (r *request) renderPublic(page string, data any) error {
	if r.user != "" {
		return r.render(http.StatusOK, page, data)
	}
	body, err := r.pages.Render(r.cat.Code, page, data)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	tag := `W/"` + hex.EncodeToString(sum[:8]) + `"`
	h := r.c.Response().Header()
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", tag)
	if r.c.Request().Header.Get("If-None-Match") == tag {
		return r.c.NoContent(http.StatusNotModified)
	}
	return r.c.HTMLBlob(http.StatusOK, body)
}

// status is 422 when there is something to repair, 409 when others were faster.
func status(problems registry.Problems) int {
	if slices.ContainsFunc(problems, func(p registry.Problem) bool { return p.Code == "held" || p.Code == "moved" }) {
		return http.StatusConflict
	}
	if len(problems) > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// Names of the cookies. The first two hold a session's token and nothing else, the
// third an access.Device.
const (
	cookieStaff  = "retrouve-desk"
	cookieHolder = "retrouve-manage"
	cookieDevice = "retrouve-device"
)

func (s *Server) cookieName(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

// identify finds out who is looking. A session of staff counts everywhere, that
// of the holder of a code only on the manage pages.
func (r *request) identify() {
	name := cookieStaff
	if strings.HasPrefix(r.c.Request().URL.Path, "/manage") {
		name = cookieHolder
	}
	cookie, err := r.c.Cookie(r.cookieName(name))
	if err != nil {
		return
	}
	token, ok := registry.ParseToken(cookie.Value)
	if !ok {
		return
	}
	r.identifyBy(token)
}

// identifyBy makes whoever a session belongs to the one who is looking.
func (r *request) identifyBy(token registry.Token) {
	if w, err := r.Accounts.Who(r.ctx, token); err == nil {
		r.who, r.viewer, r.user, r.session = w, w.Viewer, w.Name, token
	}
}

func (r *request) setCookie(name string, token registry.Token, strict bool) {
	c := &http.Cookie{Name: r.cookieName(name), Value: string(token), Path: "/", HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode}
	if strict {
		c.SameSite = http.SameSiteStrictMode
	}
	if token == "" {
		c.MaxAge = -1
	}
	r.c.SetCookie(c)
}

// own refuses a form that does not carry the token of this session.
func (r *request) own() error {
	if r.session == "" || r.form("token") != r.who.Form {
		return echo.NewHTTPError(http.StatusForbidden)
	}
	return nil
}
