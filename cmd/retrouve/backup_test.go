package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/vault"
)

// ageKey makes a recipient and the file of its identity.
func ageKey(t *testing.T) (recipient, identity string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id.Recipient().String(), file(t, "identity.txt", id.String()+"\n")
}

// withNotices makes a folder with some notices about a canary.
func withNotices(t *testing.T, n int) (dir string) {
	t.Helper()
	dir = dataFolder(t)
	a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, data: dir}
	err := a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		events, err := f.service.Events(ctx)
		if err != nil {
			return err
		}
		for range n {
			_, err := f.service.FileNotice(ctx, registry.Viewer{}, registry.FileNotice{
				Event: events[0].ID, Person: registry.Person{Names: []registry.Name{registry.NewName("Canary Bird", "")}},
				Seeker: registry.Seeker{Contact: registry.Contact{Phone: "0699001122"}}, Consent: true,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestRestoreDrill makes a backup and brings it back elsewhere: all records are
// there, nobody reads the backup without the identity, and the wrong identity, a
// damaged backup and a folder in use are refused.
func TestRestoreDrill(t *testing.T) {
	dir := withNotices(t, 5)
	recipient, identity := ageKey(t)
	second, _ := ageKey(t)
	_, stranger := ageKey(t)
	to := filepath.Join(t.TempDir(), "b.age")
	must(t, "backup", to, "-r", recipient, "-r", second, "-d", dir)
	if r := command(t, "backup", to, "-r", recipient, "-d", dir); r.status != 1 || !strings.Contains(r.err, "is there already") {
		t.Errorf("a second backup of that name: %s", r.err)
	}
	if r := command(t, "backup", to+"2", "-r", "age1x", "-d", dir); r.status != 1 || !strings.Contains(r.err, "is not a recipient") {
		t.Errorf("a wrong recipient: %s", r.err)
	}
	raw, err := os.ReadFile(to)
	if err != nil || !bytes.HasPrefix(raw, []byte("age-encryption.org/v1")) || bytes.Contains(raw, []byte("bucket")) {
		t.Fatalf("the backup: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*new*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	key := vault.PathBeside(dir)
	fresh := filepath.Join(t.TempDir(), "fresh")
	if r := command(t, "restore", to, "-i", stranger, "-d", fresh, "--key", key); r.status != 1 || !strings.Contains(r.err, "not made for this identity") {
		t.Errorf("a stranger: %s", r.err)
	}
	bad := bytes.Clone(raw)
	bad[len(bad)-1000] ^= 1
	if r := command(t, "restore", file(t, "bad.age", string(bad)), "-i", identity, "-d", fresh, "--key", key); r.status != 1 || !strings.Contains(r.err, "damaged") {
		t.Errorf("a damaged backup: %s", r.err)
	}
	must(t, "restore", to, "-i", identity, "-d", fresh, "--key", key)
	if r := command(t, "restore", to, "-i", identity, "-d", fresh, "--key", key); r.status != 1 || !strings.Contains(r.err, "already") {
		t.Errorf("over a registry: %s", r.err)
	}
	must(t, "purge", "-d", fresh, "--key", key)
	must(t, "check", "-d", fresh, "--key", key)
	if r := must(t, "event", "stats", "first", "-d", fresh, "--key", key); !strings.Contains(r.out, "5") {
		t.Errorf("restored: %s", r.out)
	}
}

// TestStoppedReading: Ctrl-C while a backup or a folder is read is not told as
// something wrong with it.
func TestStoppedReading(t *testing.T) {
	dir := withNotices(t, 1)
	recipient, identity := ageKey(t)
	to := filepath.Join(t.TempDir(), "b.age")
	must(t, "backup", to, "-r", recipient, "-d", dir)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	a := &app{ctx: ctx, stdout: io.Discard, stderr: io.Discard, data: dir, key: vault.PathBeside(dir)}
	if err := (keyCheckCmd{}).Run(a); !errors.Is(err, context.Canceled) {
		t.Errorf("checking the key: %v", err)
	}
	a.data = filepath.Join(t.TempDir(), "fresh")
	if err := (&restoreCmd{From: to, Identity: identity}).Run(a); !errors.Is(err, context.Canceled) {
		t.Errorf("restoring: %v", err)
	}
	if left, _ := os.ReadDir(a.data); len(left) != 0 {
		t.Errorf("restoring left %v", left)
	}
}

// TestBackupsInTurn makes one when it is time, and deletes those that are too old,
// and no other file.
func TestBackupsInTurn(t *testing.T) {
	dir := withNotices(t, 1)
	recipient, _ := ageKey(t)
	a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, data: dir}
	f, err := a.open(opening{mustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	flags := backupFlags{BackupDir: t.TempDir(), BackupEvery: time.Hour, BackupKeep: 30, BackupRecipient: []string{recipient}}
	b, err := flags.backups(f, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(flags.BackupDir, "notes.age")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(flags.BackupDir, "retrouve-20270228T120000Z.age.new-123")
	if err := os.WriteFile(half, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	if wait, err := b.next(now); wait != 0 || err != nil {
		t.Errorf("the first waits %v, %v", wait, err)
	}
	for _, at := range []time.Time{now, now.Add(20 * time.Minute), now.Add(31 * 24 * time.Hour)} {
		if err := b.once(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	}
	if wait, _ := b.next(now.Add(31*24*time.Hour + 15*time.Minute)); wait != 45*time.Minute {
		t.Errorf("the next waits %v", wait)
	}
	if list, _ := b.made(); len(list) != 3 {
		t.Errorf("kept %v, want the last three", list)
	}
	wrong := now.Add(365 * 24 * time.Hour) // the clock, once
	if err := b.once(t.Context(), wrong); err != nil {
		t.Fatal(err)
	}
	if list, _ := b.made(); len(list) != 3 {
		t.Errorf("a wrong clock left %v", list)
	}
	if wait, _ := b.next(now.Add(31*24*time.Hour + 15*time.Minute)); wait != 45*time.Minute {
		t.Errorf("after a wrong clock the next waits %v", wait)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("another file was deleted")
	}
	if _, err := os.Stat(half); err == nil {
		t.Error("what a crash left half written stays")
	}
	flags.BackupDir = filepath.Join(dir, "backups")
	if _, err := flags.backups(f, nil); err == nil {
		t.Error("backups in the data folder are allowed")
	}
}

// TestKeyRotate: the folder opens with the new key, what the old one wrapped is
// gone, and a change that was cut short at any point is finished at the next opening.
func TestKeyRotate(t *testing.T) {
	dir := withNotices(t, 3)
	path := vault.PathBeside(dir)
	old, err := vault.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	r := must(t, "key", "rotate", "-d", dir)
	if !strings.Contains(r.out, old.OldPath(path)) {
		t.Errorf("nobody is told of the old key: %s", r.out)
	}
	now, err := vault.Load(path)
	if err != nil || now.ID() == old.ID() {
		t.Fatalf("the key is the same: %v", err)
	}
	must(t, "key", "check", "-d", dir)
	if r := command(t, "key", "check", "-d", dir, "--key", old.OldPath(path)); r.status != 1 || !strings.Contains(r.err, "does not belong") {
		t.Errorf("with the old key: %s", r.err)
	}

	t.Run("cut short before the database", func(t *testing.T) {
		if _, _, err := vault.LoadOrCreate(vault.NextPath(path)); err != nil {
			t.Fatal(err)
		}
		must(t, "key", "check", "-d", dir)
		must(t, "key", "rotate", "-d", dir)
		must(t, "key", "check", "-d", dir)
	})
	t.Run("cut short after the database", func(t *testing.T) {
		next, _, err := vault.LoadOrCreate(vault.NextPath(path))
		if err != nil {
			t.Fatal(err)
		}
		a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, data: dir}
		f, err := a.open(opening{mustExist: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.store.Rewrap(t.Context(), next, nil); err != nil {
			t.Fatal(err)
		}
		f.Close()
		if r := must(t, "key", "check", "-d", dir); !strings.Contains(r.err, "cut short") || !strings.Contains(r.out, next.ID()) {
			t.Errorf("%s%s", r.out, r.err)
		}
		must(t, "check", "-d", dir)
	})
}

// TestCompactCommand leaves a sound folder.
func TestCompactCommand(t *testing.T) {
	dir := withNotices(t, 3)
	must(t, "compact", "-d", dir)
	must(t, "check", "-d", dir)
	if r := command(t, "key", "rotate", "-d", filepath.Join(dir, "none")); r.status != 1 {
		t.Errorf("no registry: %d %s", r.status, r.err)
	}
}
