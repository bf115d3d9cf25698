package boltstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// CopyTo writes the database, as it stands at one moment, to a new file. Commits go
// on meanwhile. The copy is sealed as the database is, and nobody but the owner may
// read it.
func (s *Store) CopyTo(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s exists already: %w", path, fs.ErrExist)
	}
	return copyBeside(s.db, path)
}

// Adopt gives a copy of a database its place. It opens the copy with the sealer of
// opts, reads every record of it, renews its epoch, so that whatever followed the
// other one starts anew, and then names it path, where there must be no file.
func Adopt(ctx context.Context, copied, path string, opts Options, progress func(done, total int)) (findings []error, err error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s exists already: %w", path, fs.ErrExist)
	}
	s, err := Open(copied, opts)
	if err != nil {
		return nil, err
	}
	err = s.db.Update(func(tx *bbolt.Tx) error { return meta(tx).Put(metaEpoch, []byte(registry.NewID())) })
	if err == nil {
		findings = s.Verify(ctx, progress)
	}
	if err := errors.Join(err, s.Close()); err != nil || len(findings) > 0 {
		return findings, err
	}
	if err := link(copied, path); err != nil {
		return nil, err
	}
	return nil, syncDir(filepath.Dir(path))
}
