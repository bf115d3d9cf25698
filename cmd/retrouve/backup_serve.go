package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
)

// backupFlags say how a running server backs itself up.
type backupFlags struct {
	BackupDir       string        `env:"RETROUVE_BACKUP_DIR" placeholder:"DIR" help:"Write encrypted backups there (default: none)."`
	BackupEvery     time.Duration `env:"RETROUVE_BACKUP_EVERY" default:"1h" help:"How often (default: ${default})."`
	BackupKeep      int           `env:"RETROUVE_BACKUP_KEEP" default:"30" placeholder:"DAYS" help:"Delete backups of this folder that are older, but for the last three (default: ${default} days): whoever was erased is still in them."`
	BackupRecipient []string      `env:"RETROUVE_BACKUP_RECIPIENT" placeholder:"age1..." help:"Who can read them; once or twice."`
}

// Names of backups: this, the time, and that; one that is being written has a half
// after it.
const (
	backupPrefix = "retrouve-"
	backupSuffix = ".age"
	backupHalf   = ".new-"
	backupTime   = "20060102T150405Z"
)

// backupLeast is how many backups stay however old they seem: a clock that is wrong
// once must not delete them all.
const backupLeast = 3

// backups writes backups in turn.
type backups struct {
	folder *folder
	dir    string
	every  time.Duration
	keep   time.Duration
	who    []age.Recipient
	log    *slog.Logger
}

// backups returns what the flags ask for, nil for nothing.
func (c *backupFlags) backups(f *folder, log *slog.Logger) (*backups, error) {
	if c.BackupDir == "" {
		return nil, nil
	}
	who, err := recipients(c.BackupRecipient)
	if err != nil {
		return nil, fmt.Errorf("--backup-recipient: %w", err)
	}
	if inside(c.BackupDir, f.dir) {
		return nil, fmt.Errorf("--backup-dir %s lies in the data folder: a backup belongs on another disk", c.BackupDir)
	}
	if c.BackupEvery < time.Minute || c.BackupKeep < 1 {
		return nil, errors.New("--backup-every must be a minute at least, and --backup-keep a day")
	}
	if err := os.MkdirAll(c.BackupDir, 0o700); err != nil {
		return nil, fmt.Errorf("the folder %s cannot be made: %w", c.BackupDir, cause(err))
	}
	return &backups{f, c.BackupDir, c.BackupEvery, time.Duration(c.BackupKeep) * 24 * time.Hour, who, log}, nil
}

// run makes a backup whenever the last one is old enough, also across restarts.
func (b *backups) run(ctx context.Context) error {
	for {
		wait, err := b.next(time.Now())
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		if err := b.once(ctx, time.Now()); err != nil {
			return err
		}
	}
}

// once makes a backup and then deletes those that are too old, but for the last few,
// and none while the clock is in doubt.
func (b *backups) once(ctx context.Context, now time.Time) error {
	path := filepath.Join(b.dir, backupPrefix+now.UTC().Format(backupTime)+backupSuffix)
	start := time.Now()
	if err := b.removeHalf(); err != nil {
		return err
	}
	if err := b.folder.backup(ctx, path, b.who, nil); err != nil {
		return fmt.Errorf("no backup could be made: %w", err)
	}
	b.log.Info("backup made", "file", path, "bytes", fileSize(path), "took", time.Since(start).Round(time.Millisecond))
	clock, err := b.folder.service.ClockState(ctx)
	if err != nil || clock.Odd() {
		return err
	}
	list, err := b.made()
	for _, m := range list[:max(0, len(list)-backupLeast)] {
		if now.Sub(m.at) > b.keep {
			err = errors.Join(err, os.Remove(m.path))
		}
	}
	return err
}

// removeHalf deletes backups that a crash left half written: whoever is erased would
// stay in them for good.
func (b *backups) removeHalf() error {
	entries, err := os.ReadDir(b.dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), backupPrefix) && strings.Contains(e.Name(), backupSuffix+backupHalf) {
			err = errors.Join(err, os.Remove(filepath.Join(b.dir, e.Name())))
		}
	}
	return err
}

// next says how long to wait until the next backup. One dated in the future was made
// by a wrong clock and does not count.
func (b *backups) next(now time.Time) (time.Duration, error) {
	list, err := b.made()
	for _, m := range slices.Backward(list) {
		if !m.at.After(now) {
			return max(0, b.every-now.Sub(m.at)), err
		}
	}
	return 0, err
}

// backupMade is one backup in the folder.
type backupMade struct {
	path string
	at   time.Time
}

// made lists the backups in the folder, the oldest first. Other files are let be.
func (b *backups) made() (list []backupMade, err error) {
	entries, err := os.ReadDir(b.dir)
	for _, e := range entries {
		name, isOurs := strings.CutPrefix(e.Name(), backupPrefix)
		name, isBackup := strings.CutSuffix(name, backupSuffix)
		if at, err := time.Parse(backupTime, name); err == nil && isOurs && isBackup {
			list = append(list, backupMade{filepath.Join(b.dir, e.Name()), at})
		}
	}
	slices.SortFunc(list, func(a, b backupMade) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.path, b.path)) })
	return list, err
}
