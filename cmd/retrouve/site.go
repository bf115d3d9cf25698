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
	folder   *folder
	listener net.Listener
	server   *http.Server
	log      *slog.Logger
	url      string
	out      *outgoing
	backups  *backups // nil for none

	plain         *http.Server // of plain HTTP beside an encrypted site, or nil
	plainListener net.Listener
}

func newSite(f *folder, c *serveCmd, l net.Listener, log *slog.Logger) (*site, error) {
	places.Load() // the first visitor who names a town would wait for it
	set, err := templates.New()
	if err != nil {
		return nil, err
	}
	h, err := c.pages(f, set, log)
	if err != nil {
		return nil, err
	}
	bk, err := c.backups(f, log)
	if err != nil {
		return nil, err
	}
	out, err := c.outgoing(set)
	if err != nil {
		return nil, err
	}
	f.service.SMS = out.sms != nil
	f.service.PlainHooks = c.HooksPrivate
	encrypt, plain, err := c.TLS.config(f.dir, c.BaseURL, log)
	if err != nil {
		return nil, err
	}
	s := &site{
		folder: f, listener: limited(l, maxConns), log: log, url: openAddress(l, "http"), out: out, backups: bk,
		server: newServer(h, log),
	}
	if encrypt != nil {
		s.url, s.server.TLSConfig = openAddress(l, "https"), encrypt
	}
	if pl, err := c.TLS.listenPlain(); err != nil {
		return nil, err
	} else if pl != nil {
		s.plain, s.plainListener = newServer(plain, log), limited(pl, maxConns)
	}
	return s, nil
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

// run serves until the context ends, then finishes the requests that run, ends
// the work behind them and closes nothing that is still in use.
func (s *site) run(ctx context.Context) error {
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	wait := s.startWork(work)
	failed := make(chan error, 2)
	go func() { failed <- s.serve() }()
	if s.plain != nil {
		go func() { failed <- s.plain.Serve(s.plainListener) }()
		defer s.plain.Close()
	}
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		s.log.Info("stopping")
		err = s.finish(work)
	}
	stop()
	wait()
	return err
}

// serve answers until the server is shut down.
func (s *site) serve() error {
	if s.server.TLSConfig != nil {
		return s.server.ServeTLS(s.listener, "", "")
	}
	return s.server.Serve(s.listener)
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
