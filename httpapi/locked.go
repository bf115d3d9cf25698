package httpapi

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// Locked says that the site serves a register whose key was forgotten (abuse case
// A35): its Service has a public copy, see registry.Service.CopyCards, and nobody is
// signed in. Only what everybody may read is served; whatever else is asked for or
// sent is answered with what to do, and nothing is taken that could not be kept.
type Locked struct {
	Since time.Time
	Cards bool // notices were copied; without, no notice is shown and nobody is found
	Whole bool // all that everybody may see
}

// lockedRetry is when to come back, in seconds: people have to bring the key.
const lockedRetry = "3600"

// errLocked answers what a locked register cannot do.
var errLocked = &registry.Error{Op: "locked", Kind: registry.KindUnavailable, Err: errors.New("the register is locked")}

// serves reports whether a locked site serves a route. All that is not named here is
// refused, so that a new route is too.
func (l *Locked) serves(method, route string) bool {
	switch route {
	case "/", "/robots.txt", "/static/*", "/healthz", "/exit":
		return method != http.MethodPost
	case "/search", "/p/:ref":
		return l.Cards && method != http.MethodPost
	case "/more": // shows further cards, for a proof of work
		return l.Cards
	}
	return method != http.MethodPost && slices.ContainsFunc(contentPages, func(name string) bool { return route == "/"+name })
}

// lockedDoor refuses what a locked register cannot do. What was typed is read, so
// that the answer can give it back.
func (s *Server) lockedDoor(next echo.HandlerFunc) echo.HandlerFunc {
	if s.Locked == nil {
		return next
	}
	return func(c echo.Context) error {
		if s.Locked.serves(c.Request().Method, c.Path()) {
			return next(c)
		}
		if err := parseForm(c.Request()); err != nil {
			if he, ok := errors.AsType[*echo.HTTPError](err); ok {
				return he
			}
			return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
		}
		if len(c.Request().PostForm) > maxFields {
			return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
		}
		return errLocked
	}
}

// lockedBanner says above each page of a locked site what it shows; nothing on others.
func (r *request) lockedBanner() string {
	l := r.Locked
	switch {
	case l == nil:
		return ""
	case !l.Cards:
		return r.t("locked.banner.none", "when", r.at(l.Since))
	case !l.Whole:
		return r.t("locked.banner.part", "when", r.at(l.Since))
	}
	return r.t("locked.banner", "when", r.at(l.Since))
}

// lockedWords say what to do while the register is locked.
func (r *request) lockedWords() []string {
	out := []string{r.t("error.locked.1")}
	if e := r.event; e != nil && e.SOS != "" {
		out = append(out, r.t("error.locked.sos", "number", e.SOS))
	} else {
		out = append(out, r.t("error.locked.danger"))
	}
	if e := r.event; e != nil && e.Hotline != "" {
		out = append(out, r.t("error.locked.hotline", "number", string(e.Hotline)))
	}
	if r.Locked.Cards {
		out = append(out, r.t("error.locked.search", "when", r.at(r.Locked.Since)))
	}
	if r.c.Request().Method == http.MethodPost {
		out = append(out, r.t("error.locked.typed"))
	}
	return out
}
