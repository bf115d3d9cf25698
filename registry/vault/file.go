package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// PathBeside returns where the key file of a data folder is kept unless the
// operator says otherwise: next to the folder, under its name with ".key".
func PathBeside(dataDir string) string { return filepath.Clean(dataDir) + ".key" }

// Load reads the master key. It refuses a missing, unreadable or damaged file
// with a sentence for the operator; of a file that others may read it warns, see
// Vault.Warning.
func Load(path string) (*Vault, error) {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("the key file %s is missing: without it the records cannot be read, so bring it back from its copy: %w", path, err)
	case err != nil:
		return nil, fmt.Errorf("the key file %s cannot be read: %w", path, err)
	}
	v, err := Read(text)
	clear(text)
	if err != nil {
		return nil, fmt.Errorf("the key file %s is damaged: %w", path, err)
	}
	v.warning = permissionWarning(path)
	return v, nil
}

// Read returns the vault of the text of a key file, for whoever has it elsewhere
// than in a file.
func Read(text []byte) (*Vault, error) {
	master, err := parse(text)
	if err != nil {
		return nil, err
	}
	defer clear(master)
	return New(master)
}

// LoadOrCreate is Load, but makes a new key file when there is none, and then
// reports created. The file is whole and on the disk before it has its name. Of
// two processes that create at once, both get the same key. The caller must not
// create a key for a data folder that exists already: it would not open it.
func LoadOrCreate(path string) (v *Vault, created bool, err error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		created, err = create(path)
		if err != nil {
			return nil, false, fmt.Errorf("the key file %s cannot be created: %w", path, err)
		}
	}
	v, err = Load(path)
	return v, created && err == nil, err
}

// create writes a fresh key under a temporary name and then links it, which
// never replaces a file. It reports false when another process was faster.
func create(path string) (bool, error) {
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, filepath.Base(path)+".new-*") // mode 0600
	if err != nil {
		return false, err
	}
	defer os.Remove(tmp.Name())
	if err := writeAndSync(tmp, format(NewKey())); err != nil {
		return false, err
	}
	if err := link(tmp.Name(), path); errors.Is(err, fs.ErrExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	return true, syncDir(dir)
}

func writeAndSync(f *os.File, text []byte) error {
	_, err := f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// link gives a file its name without replacing another. Where the file system
// knows no links it renames, which is safe for a single process.
func link(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// syncDir makes a new name in a folder durable. Windows does so by itself.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func permissionWarning(path string) string {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return ""
	}
	return fmt.Sprintf("other users of this machine may read the key file %s (mode %04o): set its mode to 0600", path, info.Mode().Perm())
}
