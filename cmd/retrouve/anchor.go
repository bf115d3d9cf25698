package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/mail"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/notify"
)

// auditFlags say who is sent the end of the audit log. The addresses are settings
// and not records: who changes records must not end the letters.
type auditFlags struct {
	To    []string      `env:"RETROUVE_AUDIT_TO" placeholder:"ADDRESS" help:"E-mail address that the end of the audit log is sent to, so that it is known off this machine. Needs --mail-server."`
	Every time.Duration `env:"RETROUVE_AUDIT_EVERY" default:"24h" help:"How often it is sent, one hour or more, when something was written meanwhile (default: ${default})."`
}

func (f *auditFlags) check(mailing bool) error {
	switch {
	case len(f.To) == 0:
		return nil
	case !mailing:
		return errors.New("--audit-to needs --mail-server: the end of the audit log is sent by e-mail")
	case f.Every < time.Hour:
		return fmt.Errorf("--audit-every %s is too often: it must be 1h or more", f.Every)
	}
	for _, to := range f.To {
		if a, err := mail.ParseAddress(to); err != nil || a.Address != to {
			return fmt.Errorf("--audit-to %q is not an e-mail address", to)
		}
	}
	return nil
}

// anchor makes the end of the audit log known elsewhere: who can write the file can
// write its whole chain anew, but not what was noted before.
type anchor struct {
	folder *folder
	log    *slog.Logger
	send   notify.Sender // nil: it goes to the program's own log only
	to     []string
	every  time.Duration
	base   string

	sent map[string]sentHead // by address
}

// sentHead is what was sent last, and when.
type sentHead struct {
	head string
	at   time.Time
}

func (s *site) anchor() *anchor {
	a := &anchor{folder: s.folder, log: s.log, to: s.out.flags.Audit.To, every: s.out.flags.Audit.Every, base: s.url}
	if s.out.flags.BaseURL != "" {
		a.base = s.out.flags.BaseURL
	}
	if s.out.mail != nil {
		a.send = s.out.mail
	}
	return a
}

// run notes the end of the audit log every hour until the context ends.
func (a *anchor) run(ctx context.Context) error {
	t := time.NewTicker(janitorRuns)
	defer t.Stop()
	for {
		if err := a.note(ctx, time.Now()); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
		}
	}
}

// note writes the end to the program's own log and sends it where that is due. An
// address that refuses is tried again the next hour.
func (a *anchor) note(ctx context.Context, now time.Time) error {
	head, err := a.folder.auditHead(ctx)
	if err != nil {
		return err
	}
	a.log.Info("end of the audit log", "head", head)
	mark, err := a.folder.headMark(ctx, head)
	if err != nil {
		return err
	}
	for _, to := range a.to {
		last := a.sent[to]
		if last.head == head || now.Sub(last.at) < a.every-time.Minute { // the ticker is not exact
			continue
		}
		if err := a.send.Send(ctx, a.parcel(to, head, now), a.words(head, mark, now)); err != nil {
			a.log.Error("the end of the audit log could not be sent", "err", err)
			continue
		}
		if a.sent == nil {
			a.sent = map[string]sentHead{}
		}
		a.sent[to] = sentHead{head, now}
	}
	return nil
}

func (a *anchor) parcel(to, head string, now time.Time) registry.Parcel {
	id := fmt.Sprintf("audit-%s-%d", head[:min(len(head), 24)], slices.Index(a.to, to))
	return registry.Parcel{Letter: registry.LetterID(id), Via: registry.ByMail, To: to, Lang: "en", Made: now}
}

func (a *anchor) words(head, mark string, now time.Time) notify.Words {
	text := fmt.Sprintf(`End of the audit log of %s
on %s:

  %s

Mark: %s

Keep this letter where nobody of that machine can change it. To check the log:

  retrouve audit verify --known %s --mark %s
`, a.base, now.UTC().Format(time.RFC3339), head, mark, head, mark)
	return notify.Words{From: "Retrouve", Subject: "End of the audit log", Text: text, HTML: "<pre>" + html.EscapeString(text) + "</pre>"}
}

// headMark signs an end of the audit log with the registry's own key, so that a
// letter that somebody else wrote is known.
func (f *folder) headMark(ctx context.Context, head string) (string, error) {
	return f.service.Keyed(ctx, "audit head", head)
}
