package main

import (
	"context"
	"fmt"

	"github.com/retrouve/retrouve/registry/vault"
)

type keyCmd struct {
	Check  keyCheckCmd  `cmd:"" help:"Say whether the key opens every record."`
	Rotate keyRotateCmd `cmd:"" help:"Make a new key, under which all records are from then on."`
}

type keyCheckCmd struct{}

// Help is shown by "retrouve key check --help".
func (keyCheckCmd) Help() string {
	return `Opens every record with the key file. The server must not be running. "retrouve
check" does that too, and compares records, log and index with each other.`
}

// Run checks the key.
func (keyCheckCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		bar := newProgress(a.stderr, "Opening records")
		findings := f.store.Verify(ctx, func(done, total int) { bar.at(int64(done), int64(total)) })
		bar.end()
		if err := ctx.Err(); err != nil {
			return err
		}
		if n := len(findings); n > 0 {
			return fmt.Errorf("%d things are wrong in %s: \"retrouve check\" lists them", n, f.dir)
		}
		fmt.Fprintf(a.stdout, "The key %s opens every record in %s.\n", f.vault.ID(), f.dir)
		return nil
	})
}

type keyRotateCmd struct{}

// Help is shown by "retrouve key rotate --help".
func (keyRotateCmd) Help() string {
	return `Makes a new key and a copy of the database in which the keys of all records are
wrapped by it, then puts both in place of the old ones. Records are not sealed
anew, so it takes seconds. It can be stopped at any point and run again: the
folder opens with the old key or with the new one. The server must not be running.

Keep a copy of the new key elsewhere. Destroy the old one, which is kept under
another name: backups from before the change can be read by nobody from then on.`
}

// Run changes the key.
func (keyRotateCmd) Run(a *app) error {
	f, err := a.open(opening{mustExist: true})
	if err != nil {
		return err
	}
	old, path := f.vault, f.keyPath
	next, _, err := vault.LoadOrCreate(vault.NextPath(path))
	if err == nil {
		bar := newProgress(a.stderr, "Changing the key")
		err = f.store.Rewrap(a.ctx, next, func(done, total int) { bar.at(int64(done), int64(total)) })
		bar.end()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = vault.Promote(path, next)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, `The records are under the key %s now: %s.
Copy it to a safe place that is not this machine. Try it with "retrouve key check",
then destroy the old key: %s
Until it is destroyed, old backups can still be read; after that, nobody can read them.
`, next.ID(), path, old.OldPath(path))
	return nil
}
