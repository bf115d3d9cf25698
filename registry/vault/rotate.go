package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// NextPath returns where the next master key waits while the keys of the records
// are wrapped anew.
func NextPath(path string) string { return path + ".next" }

// OldPath returns the name that a key file gets once another one took its place.
func (v *Vault) OldPath(path string) string { return path + ".old-" + v.id }

// Promote ends a change of keys: the file of old is kept under its OldPath, and the
// next key gets the name path. It may be called again after a crash at any point.
// Which of the two files is which is told by their ids, never by their names alone.
func Promote(path string, next *Vault) error {
	waiting, err := Load(NextPath(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // done before
	}
	if err != nil {
		return err
	}
	if waiting.ID() != next.ID() {
		return fmt.Errorf("the key file %s is not the one that the records are wrapped by", NextPath(path))
	}
	if old, err := Load(path); err == nil {
		if err := link(path, old.OldPath(path)); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(NextPath(path), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}
