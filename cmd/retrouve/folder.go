package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/registry/boltstore"
	"github.com/retrouve/retrouve/registry/vault"
	"github.com/retrouve/retrouve/search"
)

// Names inside the data folder.
const (
	databaseName = "registry.db"
	indexName    = "index"
)

// folder is an open data folder. Nobody else has it open meanwhile.
type folder struct {
	dir      string
	store    *boltstore.Store
	service  *registry.Service
	accounts *access.Accounts
	index    *search.Index // nil until openIndex
	vault    *vault.Vault
	keyPath  string
	opening  opening
}

// opening says how to open a folder.
type opening struct {
	mustExist bool // refuse a folder that has no registry yet
	log       *slog.Logger
	vault     *vault.Vault // of a key that is not read from the key file; nil: it is
}

// open opens the data folder, and makes it unless it must exist.
func (a *app) open(o opening) (*folder, error) {
	dir := filepath.Clean(a.data)
	_, err := os.Stat(filepath.Join(dir, databaseName))
	exists := err == nil
	if !exists && o.mustExist {
		return nil, fmt.Errorf("there is no registry in the folder %s: \"retrouve event add\" or \"retrouve serve\" makes one, --data names another folder", dir)
	}
	if err := makeFolder(dir); err != nil {
		return nil, err
	}
	v := o.vault
	if v == nil {
		if v, err = a.openVault(dir, exists); err != nil {
			return nil, err
		}
	}
	path := filepath.Join(dir, databaseName)
	store, err := boltstore.Open(path, boltstore.Options{Sealer: v, Log: o.log})
	if other, ok := errors.AsType[*boltstore.OtherKeyError](err); ok {
		store, v, err = a.openNext(dir, path, other, o, err)
	}
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("the folder %s is in use by another retrouve, probably a running server: stop it first", dir)
	}
	if err != nil {
		return nil, err
	}
	removeLeft(path)
	clock := registry.SystemClock{}
	service, accounts := &registry.Service{Store: store, Clock: clock, Log: o.log}, access.New(store, clock)
	accounts.Post = service
	return &folder{dir: dir, vault: v, keyPath: a.keyPath(dir), opening: o, store: store, accounts: accounts, service: service}, nil
}

func makeFolder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file and not a folder: choose another one with --data", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", dir, cause(err))
	}
	return nil
}

// openVault loads the key, or makes it together with a new folder. A folder that
// has lost its key must not get another one: it would not open anything.
func (a *app) openVault(dir string, exists bool) (*vault.Vault, error) {
	path := a.keyPath(dir)
	if inside(path, dir) {
		return nil, fmt.Errorf("the key file %s lies in the data folder: keep it elsewhere, or a copy of the folder gives everything away", path)
	}
	if exists {
		v, err := vault.Load(path)
		if errors.Is(err, fs.ErrNotExist) {
			v, err = vault.Load(vault.NextPath(path)) // a change of keys was cut short
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("the key file %s is missing: nothing in %s can be read without it; put your copy of it back, or name it with --key", path, dir)
		}
		return a.warned(v), err
	}
	v, created, err := vault.LoadOrCreate(path)
	if created {
		fmt.Fprintf(a.stderr, "A new key was made: %s. WITHOUT IT NOBODY CAN READ THE RECORDS. Copy it to a safe place that is not this machine.\n", path)
	}
	return a.warned(v), err
}

// keyPath is where the key file of a folder is.
func (a *app) keyPath(dir string) string {
	if a.key != "" {
		return a.key
	}
	return vault.PathBeside(dir)
}

// openNext opens a database whose records are under the next key already, because
// a change of keys was cut short, and ends that change. why is the error without it.
func (a *app) openNext(dir, path string, other *boltstore.OtherKeyError, o opening, why error) (*boltstore.Store, *vault.Vault, error) {
	next, err := vault.Load(vault.NextPath(a.keyPath(dir)))
	if err != nil || next.ID() != other.Needs {
		return nil, nil, why
	}
	store, err := boltstore.Open(path, boltstore.Options{Sealer: next, Log: o.log})
	if err != nil {
		return nil, nil, err
	}
	if err := vault.Promote(a.keyPath(dir), next); err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	fmt.Fprintf(a.stderr, "A change of the key was cut short and is finished now: %s.\n", a.keyPath(dir))
	return store, next, nil
}

// removeLeft removes copies that a crash left half written beside the database.
func removeLeft(path string) {
	left, _ := filepath.Glob(path + ".new-*")
	for _, f := range left {
		_ = os.Remove(f)
	}
}

func (a *app) warned(v *vault.Vault) *vault.Vault {
	if v != nil && v.Warning() != "" {
		fmt.Fprintf(a.stderr, "Warning: %s\n", v.Warning())
	}
	return v
}

func inside(path, dir string) bool {
	p, err1 := filepath.Abs(path)
	d, err2 := filepath.Abs(dir)
	rel, err := filepath.Rel(d, p)
	return errors.Join(err1, err2, err) == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// openIndex opens the search index. It is built or repaired by its Run.
func (f *folder) openIndex(ctx context.Context, log *slog.Logger) error {
	key, err := f.indexKey(ctx)
	if err != nil {
		return err
	}
	x, err := search.Open(ctx, filepath.Join(f.dir, indexName), f.store, f.service.Clock, search.Options{Log: log, Key: key})
	if err != nil {
		return fmt.Errorf("the search index in %s cannot be opened: %w", filepath.Join(f.dir, indexName), err)
	}
	f.index = x
	f.service.Index, f.service.Linker = x, search.NewLinker(x)
	return nil
}

// indexKey is what seals the index: it follows from the registry's own secret, so
// it outlives a change of the master key, and who lacks that key lacks this one.
func (f *folder) indexKey(ctx context.Context) ([]byte, error) {
	text, err := f.service.Keyed(ctx, "search index", "1")
	key := sha256.Sum256([]byte("retrouve index key\x00" + text))
	return key[:], err
}

// withIndex brings the index up to date, with a progress bar, and calls f.
func (f *folder) withIndex(a *app, do func(context.Context) error) error {
	if err := f.openIndex(a.ctx, f.repairLog(a)); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(a.ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = f.index.Run(ctx) // ends with the context only
	}()
	err := f.catchUp(ctx, a)
	if err == nil {
		err = do(ctx)
	}
	cancel()
	<-ended
	return err
}

// repairLog tells of the repair of an index that there was, not of a first one.
func (f *folder) repairLog(a *app) *slog.Logger {
	if _, err := os.Stat(filepath.Join(f.dir, indexName, "current")); err != nil {
		return nil
	}
	return slog.New(slog.NewTextHandler(a.stderr, nil))
}

// Close releases the folder.
func (f *folder) Close() error {
	var err error
	if f.index != nil {
		err = f.index.Close()
	}
	return errors.Join(err, f.store.Close())
}

// proposed counts the links that the registry has.
func (f *folder) proposed(ctx context.Context) (n int, err error) {
	err = f.store.View(ctx, func(r registry.Reader) error { n = r.Count(registry.KindLink); return nil })
	return n, err
}

// head returns the end of the change log.
func (f *folder) head(ctx context.Context) (seq registry.Seq, err error) {
	err = f.store.View(ctx, func(r registry.Reader) error { seq = r.Head().Seq; return nil })
	return seq, err
}
