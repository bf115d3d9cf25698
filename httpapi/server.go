// Package httpapi is the site: echo routes, one handler file per action, the
// structs that pages are made of, and the small JSON view for machines. A
// handler decodes a form, calls one use-case of the registry and answers with a
// page or a redirect; it holds no rule of its own. GET never writes.
package httpapi

import (
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
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
	Pages    *templates.Set // parsed already, where somebody else needs them too; nil: parsed by New
	Log      *slog.Logger
	Secure   bool         // the site is reached over TLS: Secure cookies with the __Host- prefix
	Dev      bool         // serve the gallery of components
	BaseURL  string       // scheme and host under which people reach the site; empty: as the request says
	Proxies  []*net.IPNet // whose X-Forwarded-For is believed; none: the address of the connection
	Mails    bool         // a mail server is set up
	Version  string
	Exit     string        // where the quick exit leads, on another site; empty: an empty page of this one
	Rules    access.Rules  // limits; zero: access.DefaultRules
	MinFill  time.Duration // who sends a form sooner is doubted; 0: nobody is

	Lock   func(by registry.Viewer) // notes it and makes the program forget its key soon; returns at once; nil: it cannot
	Locked *Locked                  // nil: the register is open
}

// Limits of one request.
const (
	maxBody   = 2 << 20  // the form of a journey or of the desk; a longer one is refused whole
	maxSmall  = 64 << 10 // every other form: one text of registry.MaxText, encoded
	maxFields = 300      // form fields
	maxHeader = 16 << 10 // the first line and all headers; the server itself cuts off more than twice that
	deadline  = 20 * time.Second
)

// Server is the site. It is safe for concurrent use.
type Server struct {
	Config
	pages  *templates.Set
	assets *static.Assets
	months map[string]int
	brakes *brakes
	codes  brake // on guessing codes

	proofKey    access.ProofKey
	proxyWarned sync.Once
}

// New builds the site and returns its handler.
func New(cfg Config) (http.Handler, error) {
	assets, err := static.New()
	if err != nil {
		return nil, err
	}
	pages := cfg.Pages
	if pages == nil {
		if pages, err = templates.New(); err != nil {
			return nil, err
		}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Config: cfg, pages: pages, assets: assets, months: monthWords(pages), brakes: newBrakes(cfg.Rules), proofKey: access.NewProofKey()}
	s.brakes.log = cfg.Log
	s.codes = brake{s.brakes, access.ActGuess}
	return s.echo(), nil
}

func (s *Server) echo() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = visitorAddress(s.Proxies)
	e.HTTPErrorHandler = s.handleError
	e.Pre(s.recover, s.headers, s.ownHost, s.language, headerLimit, sameOrigin)
	e.Use(
		bodyLimit,
		middleware.GzipWithConfig(middleware.GzipConfig{MinLength: 512, Skipper: isStatic}),
		middleware.ContextTimeout(deadline),
		s.lockedDoor,
	)
	s.routes(e)
	return e
}

// handler is a page's own part of answering a request.
type handler func(*request) error

// router adds pages to echo.
type router struct {
	*echo.Echo
	*Server
}

func (e router) get(path string, h handler) {
	e.GET(path, e.serve(h))
	e.HEAD(path, e.serve(h))
}

func (e router) post(path string, h handler) { e.POST(path, e.serve(h)) }

func (s *Server) routes(e *echo.Echo) {
	r := router{e, s}
	s.publicRoutes(r)
	for _, j := range []*journey{findJourney, reportJourney} {
		s.journeyRoutes(r, j)
	}
	r.post("/find/new/:draft/same", s.unsent(findJourney, (*request).same))
	s.manageRoutes(r)
	s.lifeRoutes(r)
	s.letterRoutes(r)
	s.outboxRoutes(r)
	s.hookRoutes(r)
	s.eventRoutes(r)
	s.clockRoutes(r)
	s.lockRoutes(r)
	s.accountRoutes(r)
	s.deskRoutes(r)
	s.arrivalRoutes(r)
	s.memberRoutes(r)
	r.get("/admin/audit", s.audit)
	s.reviewRoutes(r)
	s.flagRoutes(r)
	s.sourceRoutes(r)
	s.relayRoutes(r)
	s.claimRoutes(r)
	r.post("/more", s.more)
	s.adminRoutes(r)
	e.GET("/healthz", s.health)
	e.GET("/api/v1/search", s.apiSearch)
	e.GET("/api/v1/notices/:id", s.apiNotice)
	e.GET("/static/*", echo.WrapHandler(s.assets))
	e.HEAD("/static/*", echo.WrapHandler(s.assets))
	e.GET("/robots.txt", robots)
}

func (s *Server) publicRoutes(r router) {
	r.get("/", s.home)
	r.get("/search", s.search)
	r.get("/p/:ref", s.notice)
	r.get("/find", s.findFirst)
	r.get("/report", s.reportChoice)
	r.get("/report/search", s.reportSearch)
	for _, name := range contentPages {
		r.get("/"+name, s.content(name))
	}
	if s.Dev {
		r.get("/_components", s.components)
	}
}

func (s *Server) journeyRoutes(r router, j *journey) {
	r.post(j.base+"/new", s.startJourney(j))
	r.get(j.base+"/new", func(r *request) error { return r.redirect(j.base) }) // typed or reloaded: it is a form
	r.get(j.base+"/new/:draft/check", s.unsent(j, (*request).showCheck))
	r.post(j.base+"/new/:draft/check", s.unsent(j, (*request).send))
	r.get(j.base+"/new/:draft/saved", s.onDraft(j, (*request).saved))
	r.get(j.base+"/new/:draft/done", s.onDraft(j, (*request).done))
	r.get(j.base+"/new/:draft/:step", s.unsent(j, (*request).showStep))
	r.post(j.base+"/new/:draft/:step", s.unsent(j, (*request).saveStep))
}

func (s *Server) manageRoutes(r router) {
	r.get("/m", s.openForm)
	r.post("/m", s.openCode)
	r.get("/m/:code", s.openLink)
	r.get("/manage", s.manage)
	r.post("/manage/say", s.manageSay)
	r.post("/manage/close", s.manageClose)
	r.post("/manage/stop", s.manageStop)
	r.post("/manage/reopen", s.manageReopen)
	r.post("/manage/withdraw", s.manageWithdraw)
	r.post("/manage/leave", s.manageLeave)
}

// accountRoutes are how people with an account come in, and their own page.
func (s *Server) accountRoutes(r router) {
	r.get("/sign-in", s.signInForm)
	r.post("/sign-in", s.signIn)
	r.post("/sign-out", s.signOut)
	r.get("/invite/:token", s.invited)
	r.post("/invite", s.accept)
	r.get("/account", s.account)
	r.post("/account/password", s.changePassword)
	r.post("/account/mail", s.keepMail)
	r.post("/account/mail/work", s.wantWork)
	r.post("/account/sessions/end", s.endSessions)
	r.get("/account/factor", s.factorForm)
	r.post("/account/factor", s.confirmFactor)
	r.get("/account/factor.png", s.factorImage)
	r.post("/account/factor/new", s.beginFactor)
	r.get("/account/codes", s.recoveryCodes)
	r.post("/account/codes", s.renewRecovery)
}

// adminRoutes are the pages of admins.
func (s *Server) adminRoutes(r router) {
	r.get("/admin", s.adminHome)
	r.get("/admin/accounts", s.adminAccounts)
	r.get("/admin/accounts/:account", s.adminAccount)
	r.post("/admin/accounts/:account/role", s.adminSetRole)
	r.post("/admin/accounts/:account/owner", s.adminOwner)
	r.post("/admin/accounts/:account/renew", s.adminRenew)
	r.post("/admin/accounts/:account/disable", s.adminDisable)
	r.post("/admin/accounts/:account/enable", s.adminEnable)
	r.post("/admin/accounts/:account/reset", s.adminReset)
	r.post("/admin/accounts/:account/send", s.adminSendReset)
	r.get("/admin/invitations", s.adminInvitations)
	r.post("/admin/invitations", s.adminInvite)
	r.post("/admin/invitations/:invitation/revoke", s.adminRevoke)
	r.get("/admin/organisations", s.adminOrgs)
	r.post("/admin/organisations", s.adminAddOrg)
	r.get("/admin/organisations/:org", s.adminOrg)
	r.post("/admin/organisations/:org", s.adminKeepOrg)
	r.get("/admin/brakes", s.adminBrakes)
	r.get("/admin/keys", s.adminKeys)
	r.post("/admin/keys", s.adminAddKey)
	r.get("/admin/keys/:key", s.adminKey)
	r.post("/admin/keys/:key/revoke", s.adminRevokeKey)
	r.post("/admin/keys/:key/undo", s.adminUndoKey)
	r.Echo.POST("/api/v1/reports", s.apiReport)
	r.Echo.GET("/api/v1/reports/:ref", s.apiOwnReport)
}

func (s *Server) deskRoutes(r router) {
	r.get("/desk", s.deskHome)
	r.get("/desk/queue", s.queue)
	r.post("/desk/queue/next", s.takeNext)
	r.get("/desk/notices", s.deskNotice)
	r.post("/desk/notices/:ref/say", s.deskSay)
	r.post("/desk/notices/:ref/close", s.deskClose)
	r.post("/desk/notices/:ref/shield", s.deskShield)
	r.post("/desk/notices/:ref/mute", s.deskMute)
	r.get("/desk/notices/:ref/others", s.deskTwins)
	r.post("/desk/notices/:ref/others/same", s.deskSame)
	r.post("/desk/notices/:ref/others/apart", s.deskUndoSame)
	r.post("/desk/notices/:ref/others/tell", s.deskTell)
	r.get("/desk/reports", s.deskReport)
	r.post("/desk/reports/:ref/later", s.deskLater)
	r.post("/desk/reports/:ref/apart", s.deskUndoLater)
	r.get("/desk/pairs/:link", s.pair)
	r.post("/desk/pairs/:link", s.decide)
	r.post("/desk/pairs/:link/undo", s.undo)
	r.post("/desk/pairs/:link/contacts", s.openContacts)
	r.post("/desk/pairs/:link/take", s.take)
	r.post("/desk/pairs/:link/release", s.release)
	r.post("/desk/pairs/:link/comment", s.comment)
	r.get("/desk/pairs/:link/report", s.siblings(registry.KindReport))
	r.get("/desk/pairs/:link/notice", s.siblings(registry.KindNotice))
	r.post("/desk/tasks/:task", s.finishTask)
	r.post("/desk/tasks/:task/take", s.takeTask)
	r.post("/desk/tasks/:task/second", s.secondClose)
}

func isStatic(c echo.Context) bool { return len(c.Path()) > 8 && c.Path()[:8] == "/static/" }

// robots lets search engines have the pages about the service and none about people.
func robots(c echo.Context) error {
	return c.String(http.StatusOK, "User-agent: *\nDisallow: /p/\nDisallow: /*/p/\nDisallow: /search\nDisallow: /*/search\nDisallow: /m/\nDisallow: /*/m/\nDisallow: /api/\n")
}

func (s *Server) catalogue(lang string) *i18n.Catalogue { return s.pages.Catalogue(lang) }
