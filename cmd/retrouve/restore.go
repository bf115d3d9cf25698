package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"

	"github.com/retrouve/retrouve/registry/boltstore"
)

type restoreCmd struct {
	From     string `arg:"" help:"The backup."`
	Identity string `short:"i" required:"" placeholder:"FILE" help:"The file with the identity that reads it, as age-keygen made it."`
}

// Help is shown by "retrouve restore --help".
func (restoreCmd) Help() string {
	return `Decrypts a backup into a data folder that has no registry yet, and reads every
record of it. It needs the identity that the backup was made for and the key file
that the records were under at that time. Run "retrouve purge --clock-is-right" afterwards: what
was erased since the backup was made is there again, and what is due goes at once.
Who had themselves erased meanwhile must be erased again by hand.

Example:
  retrouve restore 2027-03-01.age --identity backup-identity.txt --data /var/lib/retrouve`
}

// Run restores a backup.
func (c *restoreCmd) Run(a *app) error {
	who, err := identities(c.Identity)
	if err != nil {
		return err
	}
	dir := filepath.Clean(a.data)
	path := filepath.Join(dir, databaseName)
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("there is a registry in %s already: a backup is restored into a folder of its own, name it with --data", dir)
	}
	if err := makeFolder(dir); err != nil {
		return err
	}
	v, err := a.openVault(dir, true)
	if err != nil {
		return err
	}
	tmp := path + ".new-restore"
	defer os.Remove(tmp)
	if err := decryptFile(c.From, tmp, who); err != nil {
		return err
	}
	bar := newProgress(a.stderr, "Reading every record")
	findings, err := boltstore.Adopt(a.ctx, tmp, path, boltstore.Options{Sealer: v}, func(done, total int) { bar.at(int64(done), int64(total)) })
	bar.end()
	if err := a.ctx.Err(); err != nil {
		return err // it says nothing of the backup
	}
	for _, f := range findings {
		fmt.Fprintln(a.stdout, sentence(f))
	}
	if len(findings) > 0 {
		return fmt.Errorf("%d things are wrong in the backup, so nothing was restored", len(findings))
	}
	if err == nil {
		fmt.Fprintf(a.stdout, "The backup is restored to %s. Run \"retrouve purge --clock-is-right\" before people see it, then \"retrouve serve\".\n", dir)
	}
	return err
}

func identities(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the identity %s cannot be read: %w", path, cause(err))
	}
	defer f.Close()
	list, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fmt.Errorf("%s holds no identity: it must be a file that \"age-keygen\" made", path)
	}
	return list, nil
}

// decryptFile writes a backup decrypted, which is still sealed by the key file. A
// backup that was altered or cut is refused.
func decryptFile(from, to string, who []age.Identity) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("the backup %s cannot be read: %w", from, cause(err))
	}
	defer in.Close()
	r, err := age.Decrypt(in, who...)
	if err != nil {
		if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok {
			return fmt.Errorf("the backup %s was not made for this identity", from)
		}
		return fmt.Errorf("the backup %s is damaged: %w", from, err)
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, r); err != nil {
		return errors.Join(fmt.Errorf("the backup %s is damaged: %w", from, err), out.Close())
	}
	return errors.Join(out.Sync(), out.Close())
}
