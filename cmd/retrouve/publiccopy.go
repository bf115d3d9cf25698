package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/registry/boltstore"
	"github.com/retrouve/retrouve/registry/vault"
	"github.com/retrouve/retrouve/search"
)

// copyName is the folder, inside the data folder, of what a locked server shows.
const copyName = "locked"

// publicCopy is what a locked server serves: the cards of public notices, in a store
// and an index of their own. Both are sealed by a key that only the memory of the
// process has, so that the disk has no readable list of them either.
type publicCopy struct {
	dir   string
	store *boltstore.Store
	index *search.Index // nil until openIndex
}

// openCopy opens the copy of a data folder under its key, and makes an empty one
// when there is none.
func openCopy(dataDir string, key []byte, log *slog.Logger) (*publicCopy, error) {
	dir := filepath.Join(dataDir, copyName)
	if err := makeFolder(dir); err != nil {
		return nil, err
	}
	v, err := vault.New(key)
	if err != nil {
		return nil, err
	}
	store, err := boltstore.Open(filepath.Join(dir, databaseName), boltstore.Options{Sealer: v, Log: log})
	if err != nil {
		return nil, err
	}
	return &publicCopy{dir: dir, store: store}, nil
}

// removeCopy removes what a locked server left behind; nobody can read it.
func removeCopy(dataDir string) error { return os.RemoveAll(filepath.Join(dataDir, copyName)) }

// openIndex opens the index of the copy; its Run builds it.
func (c *publicCopy) openIndex(ctx context.Context, key []byte, log *slog.Logger) (err error) {
	sum := sha256.Sum256(append([]byte("retrouve public copy index\x00"), key...))
	c.index, err = search.Open(ctx, filepath.Join(c.dir, indexName), c.store, registry.SystemClock{}, search.Options{Log: log, Key: sum[:]})
	return err
}

// lockedPages are the pages of a locked server. There are no accounts in the copy,
// so nobody is signed in.
func (s *site) lockedPages(c *publicCopy, l httpapi.Locked) (http.Handler, error) {
	service := &registry.Service{Store: c.store, Clock: registry.SystemClock{}, Log: s.log}
	if c.index != nil {
		service.Index = c.index
	}
	cfg, err := s.cmd.config(s.set, s.log)
	if err != nil {
		return nil, err
	}
	cfg.Service, cfg.Accounts, cfg.Locked = service, access.New(c.store, service.Clock), &l
	return httpapi.New(cfg)
}

// Close releases the files.
func (c *publicCopy) Close() error {
	var err error
	if c.index != nil {
		err = c.index.Close()
	}
	return errors.Join(err, c.store.Close())
}
