package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"

	"golang.org/x/net/netutil"

	"github.com/retrouve/retrouve/search/places"
	"github.com/retrouve/retrouve/templates"
)

// site is a running server: pages, and the work behind them.
type site struct {
	cmd       *serveCmd
	set       *templates.Set
	log       *slog.Logger
	url       string
	door      *door
	server    *http.Server
	listeners listeners
	plain     *http.Server // of plain HTTP beside an encrypted site, or nil

	// Of an open register; nil while it is locked.
	folder  *folder
	out     *outgoing
	backups *backups // nil for none

	endWork func() // ends the work behind the pages and waits for it

	app   *app        // to open the register again; nil for a site that cannot be locked
	asks  chan ask    // to lock and unlock
	state state       // what the program holds, for who asks
	copy  *publicCopy // nil while the register is open, or where none could be made

	renew func(handover) error // replace, but for tests
}

// listeners are where the server answers. They outlive a lock.
type listeners struct {
	site, plain net.Listener // plain is nil without a redirect to HTTPS
}

// newSite prepares a server on l; openPages or enterLocked gives it something to
// show.
func newSite(c *serveCmd, l listeners, dataDir string, log *slog.Logger) (*site, error) {
	places.Load() // the first visitor who names a town would wait for it
	set, err := templates.New()
	if err != nil {
		return nil, err
	}
	encrypt, plain, err := c.TLS.config(dataDir, c.BaseURL, log)
	if err != nil {
		return nil, err
	}
	s := &site{cmd: c, set: set, log: log, url: openAddress(l.site, "http"), door: &door{}, listeners: l, asks: make(chan ask, 1)}
	s.server, s.renew = newServer(s.door, log), s.replace
	if encrypt != nil {
		s.url, s.server.TLSConfig = openAddress(l.site, "https"), encrypt
	}
	if l.plain == nil {
		if s.listeners.plain, err = c.TLS.listenPlain(); err != nil {
			return nil, err
		}
	}
	if s.listeners.plain != nil {
		s.plain = newServer(plain, log)
	}
	return s, nil
}

// openPages leads visitors to the pages of an open register, whose work is not begun
// yet. before are the pages that they have to leave.
func (s *site) openPages(f *folder) (before *room, err error) {
	h, err := s.cmd.pages(f, s.set, s.log, s.lockable())
	if err != nil {
		return nil, err
	}
	if s.backups, err = s.cmd.backups(f, s.log); err != nil {
		return nil, err
	}
	if s.out, err = s.cmd.outgoing(s.set); err != nil {
		return nil, err
	}
	f.service.SMS = s.out.sms != nil
	f.service.PlainHooks = s.cmd.HooksPrivate
	s.folder = f
	s.state.set(stateOpen, handover{KeyFile: f.keyPath})
	return s.door.lead(h), nil
}

// newServer returns a server that waits for nobody for long.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ErrorLog: newServerLog(log),
		ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ConnState: newConns(maxConns).note,
	}
}

// limited bounds how many connections are open at all, with some more than conns
// keeps, which are being closed.
func limited(l net.Listener, most int) net.Listener { return netutil.LimitListener(l, most+most/4) }

// run serves until the context ends, locking and unlocking as it is asked to, then
// finishes the requests that run, ends the work behind them and closes nothing that
// is still in use.
func (s *site) run(ctx context.Context) error {
	if s.folder != nil {
		s.beginWork(s.work)
	}
	failed := make(chan error, 2)
	go func() { failed <- s.serve() }()
	if s.plain != nil {
		go func() { failed <- s.plain.Serve(limited(s.listeners.plain, maxConns)) }()
		defer s.plain.Close()
	}
	err := s.attend(ctx, failed)
	s.endWork()
	return errors.Join(err, s.close())
}

// attend waits for what happens to the server, and returns when it ends.
func (s *site) attend(ctx context.Context, failed <-chan error) error {
	for {
		select {
		case err := <-failed:
			return err
		case <-ctx.Done():
			s.log.Info("stopping")
			return s.finish(context.WithoutCancel(ctx))
		case a := <-s.asks:
			s.heed(context.WithoutCancel(ctx), a)
		}
	}
}

// serve answers until the server is shut down.
func (s *site) serve() error {
	l := limited(s.listeners.site, maxConns)
	if s.server.TLSConfig != nil {
		return s.server.ServeTLS(l, "", "")
	}
	return s.server.Serve(l)
}

// finish lets the running requests end, for lastRequests at most.
func (s *site) finish(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lastRequests)
	defer cancel()
	err := s.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("some requests took too long and were cut off")
		return s.server.Close()
	}
	return err
}

// close releases what is open of the register or of its copy.
func (s *site) close() error {
	var err error
	if s.folder != nil {
		err = s.folder.Close()
	}
	if s.copy != nil {
		err = errors.Join(err, s.copy.Close(), removeCopy(s.app.folder()))
	}
	return err
}
