package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"filippo.io/age"

	"github.com/retrouve/retrouve/registry/boltstore"
)

type backupCmd struct {
	To        string   `arg:"" help:"The file to write, as 2027-03-01.age. It must not be there yet."`
	Recipient []string `short:"r" required:"" placeholder:"age1..." help:"Who can read it; made with age-keygen on another machine. Once or twice."`
}

// Help is shown by "retrouve backup --help".
func (backupCmd) Help() string {
	return `Copies the database, reads every record of the copy, and encrypts it for one or two
recipients (age-encryption.org/v1) whose identities are not on this machine: whoever
has this machine can write backups but not read them. The key file is not in the
backup: keep a copy of it elsewhere, apart from backups. The search index needs none.

The server must not be running; "retrouve serve --backup-dir" makes backups of a
running one. Do not keep a backup for more than 30 days: whoever was erased here is
still in it.

Example:
  retrouve backup /mnt/backup/2027-03-01.age --recipient age1...`
}

// Run makes a backup.
func (c *backupCmd) Run(a *app) error {
	to, err := recipients(c.Recipient)
	if err != nil {
		return err
	}
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		bar := newProgress(a.stderr, "Checking the copy")
		err := f.backup(ctx, c.To, to, func(done, total int) { bar.at(int64(done), int64(total)) })
		bar.end()
		if err == nil {
			fmt.Fprintf(a.stdout, "The backup is %s (%d KiB). Every record in it was read.\n", c.To, fileSize(c.To)>>10)
		}
		return err
	})
}

// recipients reads age recipients.
func recipients(list []string) ([]age.Recipient, error) {
	var out []age.Recipient
	for _, s := range list {
		r, err := age.ParseX25519Recipient(s)
		if err != nil {
			return nil, fmt.Errorf("%q is not a recipient: it must be what \"age-keygen\" prints after \"public key\", age1 and 58 letters", s)
		}
		out = append(out, r)
	}
	if len(out) == 0 || len(out) > 2 {
		return nil, errors.New("a backup has one or two recipients")
	}
	return out, nil
}

// backup copies the database beside itself, reads every record of the copy and
// encrypts it. The copy is sealed and goes at the end; to gets its name when it is
// whole.
func (f *folder) backup(ctx context.Context, to string, who []age.Recipient, progress func(done, total int)) (err error) {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("%s is there already: choose another name", to)
	}
	copied := f.store.Path() + ".new-backup"
	if err := errors.Join(removeIfThere(copied), f.store.CopyTo(copied)); err != nil {
		return err
	}
	defer os.Remove(copied)
	if err := f.verifyCopy(ctx, copied, progress); err != nil {
		return err
	}
	return encryptFile(copied, to, who)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// verifyCopy opens a copy and reads everything in it.
func (f *folder) verifyCopy(ctx context.Context, path string, progress func(done, total int)) error {
	s, err := boltstore.Open(path, boltstore.Options{Sealer: f.vault, ReadOnly: true})
	if err != nil {
		return fmt.Errorf("the copy cannot be opened, so there is no backup: %w", err)
	}
	findings := s.Verify(ctx, progress)
	if err := s.Close(); err != nil {
		return err
	}
	if len(findings) > 0 {
		return fmt.Errorf("%d things are wrong in the copy, so there is no backup: \"retrouve check\" lists them (%w)", len(findings), findings[0])
	}
	return nil
}

// encryptFile writes a file encrypted, under a temporary name first.
func encryptFile(from, to string, who []age.Recipient) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	tmp, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+backupHalf+"*")
	if err != nil {
		return fmt.Errorf("the backup cannot be written to %s: %w", filepath.Dir(to), cause(err))
	}
	defer os.Remove(tmp.Name())
	w, err := age.Encrypt(tmp, who...)
	if err == nil {
		if _, err = io.Copy(w, in); err == nil {
			err = w.Close()
		}
	}
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// syncFolder makes a new name in a folder durable. Windows does so by itself.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
