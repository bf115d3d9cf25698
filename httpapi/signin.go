package httpapi

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// signInPage is the form for staff.
type signInPage struct {
	Base
	Fields []Field
	Once   string
}

var signInFields = []fieldDef{
	{name: "user", auto: "username", dir: "ltr"},
	{name: "password", typ: "password", auto: "current-password", dir: "ltr", secret: true},
	{name: "code", auto: "one-time-code", mode: "numeric", dir: "ltr", width: "w10", optional: true, secret: true},
}

func (s *Server) signInForm(r *request) error {
	if r.user != "" {
		return r.redirect(r.startPage())
	}
	return r.signInPage(http.StatusOK, nil)
}

func (r *request) signInPage(status int, problems registry.Problems) error {
	p := signInPage{Base: r.base(r.t("signin.title"), "/"), Fields: r.fields("signin", signInFields, r.form, problems), Once: registry.NewID()}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status, "signin", p)
}

func (s *Server) signIn(r *request) error {
	token, err := r.Accounts.SignIn(r.ctx, access.Try{
		Name: r.form("user"), Password: r.form("password"), Code: r.form("code"), From: r.address(), Once: r.form("once"), Device: r.device(),
	})
	switch {
	case errors.Is(err, access.ErrWrong):
		return r.signInPage(http.StatusUnprocessableEntity, registry.Problems{{Field: "user", Code: "wrong"}})
	case err != nil && registry.KindOf(err) == registry.KindLimited:
		return r.signInPage(http.StatusTooManyRequests, registry.Problems{{Field: "user", Code: "slow"}})
	case err != nil:
		return err
	}
	return r.enter(token)
}

// enter gives the browser a session of staff and leads to where their work is.
func (r *request) enter(token registry.Token) error {
	r.useSession(token)
	return r.redirect(r.startPage())
}

// useSession puts a session in the cookie and works with it from here on.
func (r *request) useSession(token registry.Token) {
	r.setCookie(cookieStaff, token, true)
	r.identifyBy(token)
	r.remember(token)
}

// device is what the browser says of itself.
func (r *request) device() access.Device {
	cookie, err := r.c.Cookie(r.cookieName(cookieDevice))
	if err != nil {
		return ""
	}
	return access.Device(cookie.Value)
}

// remember lets the account know this browser, so that its owner can sign in here
// while somebody elsewhere guesses. Without it they still can, less comfortably: a
// failure is only logged.
func (r *request) remember(token registry.Token) {
	d, changed, err := r.Accounts.Remember(r.ctx, token, r.device())
	if err != nil {
		r.Log.Warn("a device could not be remembered", "err", err)
	}
	if changed {
		r.c.SetCookie(&http.Cookie{
			Name: r.cookieName(cookieDevice), Value: string(d), Path: "/", MaxAge: int(access.DeviceLife.Seconds()),
			HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteStrictMode,
		})
	}
}

// startPage is where somebody's work begins.
func (r *request) startPage() string {
	switch {
	case r.who.Pending:
		return "/account/factor"
	case r.viewer.Reviews():
		return "/desk/queue"
	case r.viewer.Org != "":
		return "/desk/arrivals"
	case r.viewer.Audits():
		return "/admin/audit"
	}
	return "/account"
}

func (s *Server) signOut(r *request) error {
	if err := r.own(); err != nil {
		return err
	}
	if err := r.Accounts.SignOut(r.ctx, r.session); err != nil {
		return err
	}
	return r.leave()
}

// leave takes the sessions out of the browser and what it kept of the pages. The
// name of the device stays: it lets nobody in.
func (r *request) leave() error {
	r.setCookie(cookieStaff, "", true)
	r.setCookie(cookieHolder, "", false)
	r.c.Response().Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return r.redirect("/")
}

// staff refuses who may not decide: visitors are led to the sign-in.
func (r *request) staff() error {
	if r.viewer.Moderates() {
		return nil
	}
	return r.refused()
}

// refused says why a page of staff is not for this visitor: nobody is signed in,
// the second factor is not set up, or it is another's.
func (r *request) refused() error {
	switch {
	case r.who.Pending:
		return errSetUp
	case r.user == "" && r.c.Request().Method != http.MethodPost:
		return errSignIn
	}
	return echo.NewHTTPError(http.StatusForbidden)
}

var (
	errSignIn = errors.New("not signed in")        // leads to the sign-in page
	errSetUp  = errors.New("no second factor yet") // leads to the page that sets it up
)

// member refuses who is not signed in; they may still have to set up their second
// factor. A form must come from a page of the same session.
func (r *request) member() error {
	if r.user == "" {
		return errSignIn
	}
	if r.c.Request().Method == http.MethodPost {
		return r.own()
	}
	return nil
}
