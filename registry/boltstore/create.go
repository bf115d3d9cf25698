package boltstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// fileMode lets only the owner read the database.
const fileMode = 0o600

// create makes a fresh file. It is built under a temporary name, so that there is
// never half a database, and gets its name without replacing another. When another
// process was faster, its file stays.
func create(path string, opts Options) error {
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := buildFile(tmp.Name(), opts); err != nil {
		return err
	}
	if err := link(tmp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

func buildFile(path string, opts Options) error {
	db, err := bbolt.Open(path, fileMode, &bbolt.Options{Timeout: opts.Timeout, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error { return build(tx, opts) })
	return errors.Join(err, db.Sync(), db.Close())
}

// build makes the tree of doc.go.
func build(tx *bbolt.Tx, opts Options) error {
	for _, name := range [][]byte{bucketMeta, bucketRecord, bucketKey, bucketIndex, bucketLog, bucketAudit} {
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	m := meta(tx)
	if _, err := makeHiding(tx, opts.Sealer); err != nil {
		return err
	}
	return errors.Join(
		m.Put(metaSchema, binary.BigEndian.AppendUint64(nil, opts.schema())),
		m.Put(metaEpoch, []byte(registry.NewID())),
		m.Put(metaSealer, []byte(opts.Sealer.ID())),
		buildKinds(tx),
	)
}

// buildKinds makes the buckets of every kind of record that has none yet.
func buildKinds(tx *bbolt.Tx) error {
	for _, k := range registry.Kinds() {
		_, err1 := tx.Bucket(bucketRecord).CreateBucketIfNotExists([]byte(k))
		_, err2 := tx.Bucket(bucketKey).CreateBucketIfNotExists([]byte(k))
		if err := errors.Join(err1, err2); err != nil {
			return fmt.Errorf("%s: %w", k, err)
		}
	}
	return nil
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
