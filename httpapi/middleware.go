package httpapi

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/retrouve/retrouve/templates/i18n"
)

// The keys under which middleware leaves its findings in the echo.Context.
const (
	keyLang   = "lang"
	keyPrefix = "prefix"
)

// recover turns a panic of a handler into an error page.
func (s *Server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if r == http.ErrAbortHandler {
					panic(r)
				}
				err = fmt.Errorf("panic: %v", r)
				s.Log.Error("panic", "route", c.Path(), "panic", fmt.Sprint(r))
			}
		}()
		return next(c)
	}
}

// headers sets what every answer carries, errors included. Nothing inline, no
// other host, no frame (OWASP Secure Headers; CSP level 3).
func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY") // for browsers without frame-ancestors (RFC 7034)
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=63072000")
		}
		return next(c)
	}
}

// ownHost refuses requests for another host than that of BaseURL, so that no page
// and no cache ever holds an address that somebody else chose (RFC 9110, 15.5.20).
// Whoever watches the machine may ask for its health by any name.
func (s *Server) ownHost(next echo.HandlerFunc) echo.HandlerFunc {
	base, err := url.Parse(s.BaseURL)
	if err != nil || base.Host == "" {
		return next
	}
	return func(c echo.Context) error {
		if r := c.Request(); !strings.EqualFold(r.Host, base.Host) && r.URL.Path != "/healthz" {
			return c.String(http.StatusMisdirectedRequest, http.StatusText(http.StatusMisdirectedRequest))
		}
		return next(c)
	}
}

// headerLimit refuses headers that no browser sends (RFC 6585, 5), with a page that
// says what to do; the server's own answer to still longer ones has neither words
// nor the headers of all answers.
func headerLimit(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		n := len(r.RequestURI)
		for key, values := range r.Header {
			for _, v := range values {
				n += len(key) + len(v) + len(": \r\n")
			}
		}
		if n > maxHeader {
			return echo.NewHTTPError(http.StatusRequestHeaderFieldsTooLarge)
		}
		return next(c)
	}
}

// sameOrigin refuses forms that another site sends
// (net/http.CrossOriginProtection: Sec-Fetch-Site, else Origin).
func sameOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if err := protection.Check(c.Request()); err != nil {
			return echo.NewHTTPError(http.StatusForbidden).SetInternal(err)
		}
		return next(c)
	}
}

// bodyLimit bounds what is read of a form by what its fields can hold.
func bodyLimit(next echo.HandlerFunc) echo.HandlerFunc {
	large := middleware.BodyLimit(strconv.Itoa(maxBody))(next)
	small := middleware.BodyLimit(strconv.Itoa(maxSmall))(next)
	return func(c echo.Context) error {
		p := c.Path()
		if strings.Contains(p, "/new/:draft/") || strings.HasPrefix(p, "/desk/") || strings.HasPrefix(p, "/admin/") || strings.HasPrefix(p, "/manage/") {
			return large(c)
		}
		return small(c)
	}
}

// language takes the language from the first part of the path, as /fr/search,
// and from Accept-Language where the path has none.
func (s *Server) language(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if len(r.URL.Path) > 1 {
			r.URL.Path, r.URL.RawPath = strings.TrimSuffix(r.URL.Path, "/"), ""
		}
		first, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if i18n.Known(first) {
			c.Set(keyLang, first)
			c.Set(keyPrefix, "/"+first)
			r.URL.Path, r.URL.RawPath = "/"+rest, ""
			return next(c)
		}
		c.Set(keyLang, i18n.Choose(r.Header.Get("Accept-Language")))
		c.Set(keyPrefix, "")
		c.Response().Header().Add("Vary", "Accept-Language")
		return next(c)
	}
}
