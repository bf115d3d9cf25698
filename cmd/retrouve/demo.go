package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/retrouve/retrouve/registry/access"
)

type demoCmd struct {
	Listen string `short:"l" env:"RETROUVE_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDR" help:"Address and port (default: ${default})."`
	Dev    bool   `env:"RETROUVE_DEV" help:"Show /_components, the gallery of page parts."`
}

// Help is shown by "retrouve demo --help".
func (demoCmd) Help() string {
	return `Serves an exercise in Paris with about 400 invented people, from a temporary
folder that is removed at the end. It prints accounts and codes to try out.

Examples:
  retrouve demo
  retrouve demo --listen :9000`
}

// Run serves the exercise until it is told to stop.
func (c *demoCmd) Run(a *app) error {
	start := time.Now()
	l, err := listen(c.Listen, "--listen")
	if err != nil {
		return err
	}
	defer l.Close()
	dir, err := os.MkdirTemp("", "retrouve-demo-")
	if err != nil {
		return fmt.Errorf("no temporary folder can be made: %w", cause(err))
	}
	defer os.RemoveAll(dir)
	demo := *a
	demo.data, demo.key, demo.stderr = filepath.Join(dir, "data"), "", discard{a.stderr}
	f, err := demo.open(opening{})
	if err != nil {
		return err
	}
	f.accounts = access.NewExercise(f.store, f.service.Clock) // in a folder that is thrown away
	err = c.serve(a, f, l, start)
	return errors.Join(err, f.Close())
}

// discard hides the warning about the key: this one is thrown away.
type discard struct{ kept any }

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func (c *demoCmd) serve(a *app, f *folder, l net.Listener, start time.Time) error {
	log := slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	logins, stories, err := fillDemo(a.ctx, f.service, f.accounts)
	if err != nil {
		return err
	}
	if err := f.openIndex(a.ctx, log); err != nil {
		return err
	}
	s, err := newSite(&serveCmd{Dev: c.Dev}, listeners{site: l}, f.dir, log)
	if err != nil {
		return err
	}
	if _, err = s.openPages(f); err != nil {
		return err
	}
	go c.announce(a, f, s.url, logins, stories, start)
	return s.run(a.ctx)
}

// announce says where to look, once the index knows everybody.
func (c *demoCmd) announce(a *app, f *folder, url string, logins []login, stories []told, start time.Time) {
	head, err := f.head(a.ctx)
	if err == nil {
		err = f.index.WaitFor(a.ctx, head)
	}
	if err != nil {
		return // it is being stopped
	}
	w := a.stdout
	fmt.Fprintf(w, "%s\nReady after %.1f s. Open %s\n\nStaff sign in at %s/sign-in with name and password.\nIn earnest a second factor is asked for too; in this exercise the password is asked for again instead.\n", demoEventEN, time.Since(start).Seconds(), url, url)
	for _, l := range logins {
		fmt.Fprintf(w, "  %-10s %s  %s\n", l.name, l.password, l.about)
	}
	fmt.Fprintf(w, "\nNotices to manage at %s/m with a code\n", url)
	for _, t := range stories {
		fmt.Fprintf(w, "  %s  %s  %s: %s\n", t.code.Printed(), t.reference, t.name, t.about)
	}
	fmt.Fprint(w, "\nEverybody is invented. Ctrl-C ends the exercise and removes it.\n")
}
