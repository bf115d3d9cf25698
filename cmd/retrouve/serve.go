package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/retrouve/retrouve/registry"
)

type serveCmd struct {
	Listen        string   `short:"l" env:"RETROUVE_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDR" help:"Address and port (default: ${default}: this machine only, for a proxy that adds TLS). :8080 is every address."`
	SecureCookies bool     `env:"RETROUVE_SECURE_COOKIES" help:"Say so when people reach the site over HTTPS: cookies are then sent over HTTPS only. A --base-url of https says so too."`
	ExitURL       string   `env:"RETROUVE_EXIT_URL" placeholder:"URL" help:"Where the button to leave in a hurry leads, as https://www.example.org/weather (default: an empty page)."`
	BaseURL       string   `env:"RETROUVE_BASE_URL" placeholder:"URL" help:"How people reach the site, as https://retrouve.example.org (default: as the browser says)."`
	TrustedProxy  []string `env:"RETROUVE_TRUSTED_PROXY" placeholder:"CIDR" help:"Addresses of proxies whose X-Forwarded-For says who the visitor is, as 127.0.0.1/32 (default: none: the brake on guessing counts by connection)."`
	Compact       bool     `env:"RETROUVE_COMPACT" help:"Give back the space of what was erased before serving (see \"retrouve compact\")."`
	Proof         string   `env:"RETROUVE_PROOF" enum:"off,auto,on" default:"auto" help:"Ask browsers for a proof of work, off, auto (under attack) or on (default: ${default}). Who has no JavaScript can still file; a person looks first."`
	Brakes        string   `env:"RETROUVE_BRAKES" enum:"on,off" default:"on" help:"Limits by address; off is for load tests from one machine only (default: ${default})."`
	TLS           tlsFlags `embed:""`
	Dev           bool     `env:"RETROUVE_DEV" help:"Show /_components, the gallery of page parts."`

	HooksPrivate bool `env:"RETROUVE_HOOKS_PRIVATE" help:"Let webhooks reach this machine and its network, also without TLS (default: the public internet only, over https)."`

	Mail mailFlags `embed:"" prefix:"mail-"`
	SMS  smsFlags  `embed:"" prefix:"sms-"`

	Audit auditFlags `embed:"" prefix:"audit-"`

	backupFlags

	minFill time.Duration // 0 in the exercise, which is filled in by machines too
}

// minFill is how long people take at least to read and send a form.
const minFill = 2 * time.Second

// Help is shown by "retrouve serve --help".
func (serveCmd) Help() string {
	return `Serves the pages from the data folder, which is made at the first start together
with a key file beside it. Ctrl-C ends it after the requests that are running.

Examples:
  retrouve serve
  retrouve serve --data /var/lib/retrouve --key /etc/retrouve.key --secure-cookies
  RETROUVE_LISTEN=:8080 retrouve serve
  retrouve serve --listen :443 --http-listen :80 --base-url https://retrouve.example.org --acme-domain retrouve.example.org

Every flag can be given as the environment variable that is named beside it.`
}

// Run serves until it is told to stop.
func (c *serveCmd) Run(a *app) error {
	if err := c.TLS.check(c.BaseURL); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(a.stderr, nil))
	c.minFill = minFill
	if h, l, ok, err := inherited(); ok || err != nil {
		return errors.Join(err, c.serveLocked(a, h, l, log))
	}
	l, err := listen(c.Listen, "--listen")
	if err != nil {
		return err
	}
	defer l.Close()
	f, err := a.open(opening{log: log})
	if err != nil {
		return err
	}
	if c.Compact {
		if f, err = f.compact(a); err != nil {
			return err
		}
	}
	err = c.serve(a, f, l, log)
	return errors.Join(err, f.Close())
}

func (c *serveCmd) serve(a *app, f *folder, l net.Listener, log *slog.Logger) error {
	if err := firstEvent(a, f); err != nil {
		return err
	}
	if err := f.openIndex(a.ctx, log); err != nil {
		return err
	}
	s, err := newSite(c, listeners{site: l}, f.dir, log)
	if err != nil {
		return err
	}
	s.app = a
	if _, err = s.openPages(f); err != nil {
		return err
	}
	end, err := s.listenControl()
	if err != nil {
		return err
	}
	defer end()
	if err := removeCopy(f.dir); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "Retrouve %s\n  data    %s\n  listen  %s\n  cookies %s\nOpen %s\n",
		programVersion(), f.dir, l.Addr(), cookieWords(c.secure()), s.url)
	base := c.BaseURL
	if base == "" {
		base = s.url
	}
	if err := firstAdmin(a, f, base); err != nil {
		return err
	}
	return s.run(a.ctx)
}

// serveLocked goes on in the place of a process that was locked.
func (c *serveCmd) serveLocked(a *app, h handover, l listeners, log *slog.Logger) error {
	if l.site == nil {
		return nil // the error says why
	}
	defer l.site.Close()
	s, err := newSite(c, l, a.folder(), log)
	if err != nil {
		return err
	}
	s.app = a
	s.enterLocked(a.ctx, h)
	end, err := s.listenControl()
	if err != nil {
		return err
	}
	defer end()
	return s.run(a.ctx)
}

// secure reports whether people reach the site over HTTPS.
func (c *serveCmd) secure() bool {
	return c.SecureCookies || c.TLS.on() || strings.HasPrefix(strings.ToLower(c.BaseURL), "https://")
}

func cookieWords(secure bool) string {
	if secure {
		return "over HTTPS only"
	}
	return "also over HTTP (--secure-cookies is for HTTPS)"
}

// listen takes the port, before anything that takes long.
func listen(addr, flag string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("the address %s is in use by another program: choose another one with %s", addr, flag)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("this user may not listen on %s: choose a port above 1023 with %s", addr, flag)
	case err != nil:
		if oe, ok := errors.AsType[*net.OpError](err); ok {
			err = oe.Err
		}
		return nil, fmt.Errorf("cannot listen on %s: %w", addr, cause(err))
	}
	return l, nil
}

// openAddress is what to type into a browser.
func openAddress(l net.Listener, scheme string) string {
	addr := l.Addr().String()
	if host, port, err := net.SplitHostPort(addr); err == nil && net.ParseIP(host).IsUnspecified() {
		addr = net.JoinHostPort("localhost", port)
	}
	return scheme + "://" + addr
}

// firstEvent opens an event in a new registry, so that the site works at once.
func firstEvent(a *app, f *folder) error {
	events, err := f.service.Events(a.ctx)
	if err != nil || len(events) > 0 {
		return err
	}
	_, err = f.service.AddEvent(a.ctx, registry.Event{
		Slug: "first", State: registry.EventOpen, Zone: "UTC", Langs: []string{"fr", "en"},
		Name: map[string]string{"en": "Missing persons register", "fr": "Registre des personnes recherchées"},
	})
	if err == nil {
		fmt.Fprintln(a.stdout, "There was no event yet: one was opened, \"first\". \"retrouve event add\" opens one with its own name, area and hotline.")
	}
	return err
}

// Limits of connections (abuse case A23).
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 15 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 60 * time.Second
	maxHeader     = 32 << 10 // the pages refuse half of it, in words
	maxConns      = 4096
	lastRequests  = 10 * time.Second // what running requests get at the end
)
