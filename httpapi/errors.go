package httpapi

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// errorPage says what happened and what to do next.
type errorPage struct {
	Base
	Paragraphs []string
	Number     string // to name to who runs the site
	Report     bool   // somebody may know something of who was searched for here
	Typed      []Fact // what the refused form held, to copy
	GoOn       bool   // somebody who may not read any more can still file
}

// statusOf maps kinds of error to answers.
var statusOf = map[registry.ErrorKind]int{
	registry.KindInvalid:     http.StatusUnprocessableEntity,
	registry.KindNotFound:    http.StatusNotFound,
	registry.KindGone:        http.StatusGone,
	registry.KindConflict:    http.StatusConflict,
	registry.KindForbidden:   http.StatusForbidden,
	registry.KindLimited:     http.StatusTooManyRequests,
	registry.KindUnavailable: http.StatusServiceUnavailable,
	registry.KindInternal:    http.StatusInternalServerError,
}

// errorStatuses are the statuses that have a page of their own words.
var errorStatuses = []int{400, 403, 404, 405, 409, 410, 413, 422, 429, 431, 500, 503}

// errorTime is how long an error page may take to find out what it needs.
const errorTime = 2 * time.Second

func statusFor(err error) int {
	if he, ok := errors.AsType[*echo.HTTPError](err); ok {
		return he.Code
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return http.StatusServiceUnavailable
	}
	return statusOf[registry.KindOf(err)]
}

// handleError answers every error with a page in the reader's language, or with
// JSON below /api/. Internal texts go to the log only, with a number that the
// page shows too.
func (s *Server) handleError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if to, ok := leadsTo(err); ok {
		prefix, _ := c.Get(keyPrefix).(string)
		_ = c.Redirect(http.StatusSeeOther, prefix+to)
		return
	}
	code := statusFor(err)
	number, retry := "", "60"
	switch {
	case errors.Is(err, errLocked):
		retry = lockedRetry
		s.Log.Info("request refused: the register is locked", "route", c.Path())
	case code >= 500 && errors.Is(err, context.Canceled) && errors.Is(c.Request().Context().Err(), context.Canceled):
		s.Log.Info("visitor left", "route", c.Path()) // nothing is broken, and strangers must not fill the log with alarms
	case code >= 500:
		number = registry.NewID()[:8]
		s.Log.Error("request failed", "number", number, "route", c.Path(), "status", code, "err", err)
	default:
		s.Log.Info("request refused", "route", c.Path(), "status", code)
	}
	if code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable {
		c.Response().Header().Set("Retry-After", retry)
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	if isAPI(c) {
		_ = c.JSON(code, map[string]string{"error": http.StatusText(code)})
		return
	}
	if err := s.errorPage(c, code, number, err); err != nil {
		s.Log.Error("error page failed", "err", err)
		_ = c.String(code, http.StatusText(code))
	}
}

// leadsTo returns the page that an error sends people to instead of telling them.
func leadsTo(err error) (string, bool) {
	switch {
	case errors.Is(err, errSignIn):
		return "/sign-in", true
	case errors.Is(err, errSetUp):
		return "/account/factor", true
	}
	return "", false
}

func (s *Server) errorPage(c echo.Context, code int, number string, cause error) error {
	// That of the request has ended by now, and the page has numbers to call.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), errorTime)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	r, err := s.request(c)
	if err != nil && r == nil {
		return err
	}
	key := "error." + strconv.Itoa(code)
	if !r.cat.Has(key + ".title") {
		key = "error.500"
		if code < 500 {
			key = "error.400"
		}
	}
	p := errorPage{Number: number, Report: code == http.StatusGone, GoOn: code == http.StatusTooManyRequests}
	if errors.Is(cause, errLocked) {
		key, p.Paragraphs = "error.locked", r.lockedWords()
	} else {
		p.Paragraphs = r.errorWords(key, cause)
	}
	if c.Request().Method != http.MethodGet {
		r.here = "/"
		p.Typed = r.typed()
	}
	p.Base = r.base(r.t(key+".title"), "")
	p.Locked = ""
	return r.render(code, "error", p)
}

// errorWords are the sentences for an error: what cannot be done yet, and those of
// its status.
func (r *request) errorWords(key string, cause error) (out []string) {
	if problems, ok := errors.AsType[registry.Problems](cause); ok {
		for _, q := range problems {
			out = append(out, r.problemText(q))
		}
	}
	for _, n := range []string{".1", ".2"} {
		if r.cat.Has(key + n) {
			out = append(out, r.t(key+n))
		}
	}
	return out
}

// typed returns what people wrote into the form that was refused, so that it is
// not lost; secrets and what a form sends by itself are left out.
func (r *request) typed() []Fact {
	var out []Fact
	for _, name := range slices.Sorted(maps.Keys(r.c.Request().PostForm)) {
		value := cleaned(r.form(name))
		if value == "" || slices.Contains([]string{"token", "once", "seen", "code", "password", "new_password", "stepup", "invitation", "about", "event", "later"}, name) {
			continue
		}
		out = append(out, Fact{Term: name, Value: value})
	}
	return out
}

func isAPI(c echo.Context) bool {
	p := c.Request().URL.Path
	return p == "/healthz" || len(p) >= 5 && p[:5] == "/api/"
}
