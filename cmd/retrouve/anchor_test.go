package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/notify"
)

// postbox keeps what is sent, or refuses it.
type postbox struct {
	err  error
	to   []string
	text string
}

func (p *postbox) Send(_ context.Context, to registry.Parcel, w notify.Words) error {
	if p.err == nil {
		p.to, p.text = append(p.to, to.To), w.Text
	}
	return p.err
}

// TestAnchor: the end of the audit log goes out once a period, when it moved, again
// after a refusal; what was sent verifies the log, and a forged letter does not.
func TestAnchor(t *testing.T) {
	dir := dataFolder(t)
	a := &app{ctx: t.Context(), stdout: t.Output(), stderr: t.Output(), data: dir}
	box := &postbox{err: errors.New("no")}
	var head string
	err := a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) (err error) {
		write := func() {
			t.Helper()
			if _, err := f.store.Commit(ctx, registry.Batch{Audit: []registry.AuditEntry{{Act: "test"}}}); err != nil {
				t.Fatal(err)
			}
		}
		anchor := &anchor{folder: f, log: slog.New(slog.DiscardHandler), send: box, to: []string{"a@example.org", "b@example.org"}, every: time.Hour, base: "https://example.org"}
		now := time.Now()
		write()
		for _, c := range []struct {
			name  string
			after time.Duration
			write bool
			err   error
			sent  int
		}{
			{"refused", 0, false, errors.New("no"), 0}, {"again", time.Minute, false, nil, 2}, {"nothing new", 3 * time.Hour, false, nil, 2},
			{"something new", 3 * time.Hour, true, nil, 4}, {"too soon", 3*time.Hour + time.Minute, true, nil, 4},
		} {
			if c.write {
				write()
			}
			box.err = c.err
			if err := anchor.note(ctx, now.Add(c.after)); err != nil || len(box.to) != c.sent {
				t.Errorf("%s: %d sent, want %d (%v)", c.name, len(box.to), c.sent, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, args, _ := strings.Cut(box.text, "audit verify --known ")
	head, mark, ok := strings.Cut(strings.TrimSpace(args), " --mark ")
	if !ok {
		t.Fatal(box.text)
	}
	must(t, "audit", "verify", "--known", head, "--mark", mark, "-d", dir)
	if r := command(t, "audit", "verify", "--known", head, "--mark", mark[1:]+"a", "-d", dir); r.status == 0 || !strings.Contains(r.err, "did not come from this registry") {
		t.Errorf("a forged letter passes: %+v", r)
	}
}

// TestAuditFlags refuses settings by which nothing would arrive.
func TestAuditFlags(t *testing.T) {
	for says, f := range map[string]auditFlags{
		"":              {To: []string{"a@example.org"}, Every: time.Hour},
		"too often":     {To: []string{"a@example.org"}, Every: time.Minute},
		"not an e-mail": {To: []string{"A <a@example.org>"}, Every: time.Hour},
	} {
		if err := f.check(true); (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", says, err)
		}
	}
	if err := (&auditFlags{To: []string{"a@example.org"}, Every: time.Hour}).check(false); err == nil {
		t.Error("without a mail server nothing is refused")
	}
}
