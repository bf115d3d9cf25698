// Package httpapi is the site: echo routes, one handler file per action, the
// structs that pages are made of, and the small JSON view for machines. A
// handler decodes a form, calls one use-case of the registry and answers with a
// page or a redirect; it holds no rule of its own. GET never writes.
package httpapi

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/time/rate"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/static"
	"github.com/retrouve/retrouve/templates"
	"github.com/retrouve/retrouve/templates/i18n"
)

// Config is what the site needs to run.
type Config struct {
	Service  *registry.Service
	Accounts *access.Accounts
	Log      *slog.Logger
	Secure   bool   // the site is reached over TLS: Secure cookies with the __Host- prefix
	Dev      bool   // serve the gallery of components
	BaseURL  string // scheme and host under which people reach the site; empty: as the request says
	Version  string
}

// Limits of one request.
const (
	maxBody   = "2M" // a form; a longer one is refused whole
	maxFields = 300  // form fields
	deadline  = 20 * time.Second
)

// Server is the site. It is safe for concurrent use.
type Server struct {
	Config
	pages  *templates.Set
	assets *static.Assets
	months map[string]int
	tries  echo.MiddlewareFunc // brake on guessing codes and passwords
}

// New builds the site and returns its handler.
func New(cfg Config) (http.Handler, error) {
	assets, err := static.New()
	if err != nil {
		return nil, err
	}
	pages, err := templates.New()
	if err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Config: cfg, pages: pages, assets: assets, months: monthWords(pages)}
	s.tries = middleware.RateLimiter(middleware.NewRateLimiterMemoryStoreWithConfig(
		middleware.RateLimiterMemoryStoreConfig{Rate: rate.Every(6 * time.Second), Burst: 20, ExpiresIn: 10 * time.Minute}))
	return s.echo(), nil
}

func (s *Server) echo() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = s.handleError
	e.Pre(s.recover, s.headers, sameOrigin, s.language)
	e.Use(
		middleware.BodyLimit(maxBody),
		middleware.GzipWithConfig(middleware.GzipConfig{MinLength: 512, Skipper: isStatic}),
		middleware.ContextTimeout(deadline),
	)
	s.routes(e)
	return e
}

// handler is a page's own part of answering a request.
type handler func(*request) error

func (s *Server) routes(e *echo.Echo) {
	get := func(path string, h handler) {
		e.GET(path, s.serve(h))
		e.HEAD(path, s.serve(h))
	}
	post := func(path string, h handler, m ...echo.MiddlewareFunc) { e.POST(path, s.serve(h), m...) }

	get("/", s.home)
	get("/search", s.search)
	get("/p/:ref", s.notice)

	get("/find", s.findFirst)
	get("/report", s.reportChoice)
	get("/report/search", s.reportSearch)
	for _, j := range []*journey{findJourney, reportJourney} {
		post(j.base+"/new", s.startJourney(j))
		get(j.base+"/new/:draft/check", s.showCheck(j))
		post(j.base+"/new/:draft/check", s.send(j))
		get(j.base+"/new/:draft/saved", s.saved(j))
		get(j.base+"/new/:draft/done", s.done(j))
		get(j.base+"/new/:draft/:step", s.showStep(j))
		post(j.base+"/new/:draft/:step", s.saveStep(j))
	}

	get("/m", s.openForm)
	post("/m", s.openCode, s.tries)
	get("/m/:code", s.openLink)
	get("/manage", s.manage)
	post("/manage/say", s.manageSay)
	post("/manage/extend", s.manageExtend)
	post("/manage/close", s.manageClose)
	post("/manage/withdraw", s.manageWithdraw)
	post("/manage/leave", s.manageLeave)

	get("/sign-in", s.signInForm)
	post("/sign-in", s.signIn, s.tries)
	post("/sign-out", s.signOut)
	get("/desk/queue", s.queue)
	get("/desk/notices", s.deskNotice)
	post("/desk/notices/:ref/say", s.deskSay)
	post("/desk/notices/:ref/close", s.deskClose)
	get("/desk/pairs/:link", s.pair)
	post("/desk/pairs/:link", s.decide)
	post("/desk/pairs/:link/undo", s.undo)
	post("/desk/pairs/:link/contacts", s.openContacts)
	post("/desk/tasks/:task", s.finishTask)

	for _, name := range contentPages {
		get("/"+name, s.content(name))
	}
	if s.Dev {
		get("/_components", s.components)
	}

	e.GET("/healthz", s.health)
	e.GET("/api/v1/search", s.apiSearch)
	e.GET("/api/v1/notices/:id", s.apiNotice)
	e.GET("/static/*", echo.WrapHandler(s.assets))
	e.HEAD("/static/*", echo.WrapHandler(s.assets))
	e.GET("/robots.txt", robots)
}

func isStatic(c echo.Context) bool { return len(c.Path()) > 8 && c.Path()[:8] == "/static/" }

// robots lets search engines have the pages about the service and none about people.
func robots(c echo.Context) error {
	return c.String(http.StatusOK, "User-agent: *\nDisallow: /p/\nDisallow: /*/p/\nDisallow: /search\nDisallow: /*/search\nDisallow: /m/\nDisallow: /*/m/\nDisallow: /api/\n")
}

func (s *Server) catalogue(lang string) *i18n.Catalogue { return s.pages.Catalogue(lang) }
