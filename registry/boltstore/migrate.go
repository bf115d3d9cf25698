package boltstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// firstSchema is the version of the tree before any migration.
const firstSchema = 1

// migration brings the tree from one version to the next.
type migration struct {
	what string // for the error, as "pack the log"
	run  func(tx *bbolt.Tx, s Sealer) error
}

// migrations lists them in order: the first leads from schema 1 to 2. Entries are
// never changed or removed once released, and each has a test with a file of the
// version before.
func migrations() []migration {
	return []migration{
		{"begin the audit log", func(tx *bbolt.Tx, _ Sealer) error {
			_, err := tx.CreateBucketIfNotExists(bucketAudit)
			return err
		}},
		{"hide what names people in indexes", hideKeys},
	}
}

// schema is the version of the tree that this program writes.
func (o Options) schema() uint64 { return firstSchema + uint64(len(o.migrations)) }

// adopt checks that a file is ours, migrates it where needed and adds the buckets
// of new kinds.
func adopt(db *bbolt.DB, opts Options) error {
	var schema uint64
	complete := true
	err := db.View(func(tx *bbolt.Tx) (err error) {
		schema, err = inspect(tx, opts)
		if err == nil {
			complete = hasKinds(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	if schema < opts.schema() {
		if err := migrate(db, opts, schema); err != nil {
			return err
		}
	}
	if complete || opts.ReadOnly {
		return nil
	}
	return db.Update(buildKinds)
}

// inspect returns the schema of a file, or why it cannot be used.
func inspect(tx *bbolt.Tx, opts Options) (uint64, error) {
	for _, name := range [][]byte{bucketMeta, bucketRecord, bucketKey, bucketIndex, bucketLog} {
		if tx.Bucket(name) == nil {
			return 0, fmt.Errorf("it is not a database of Retrouve: it has no %q", name)
		}
	}
	b := meta(tx).Get(metaSchema)
	if len(b) != 8 {
		return 0, &damagedError{cause: "it does not say its version"}
	}
	schema := binary.BigEndian.Uint64(b)
	if schema > opts.schema() {
		return 0, fmt.Errorf("it has version %d and this program knows versions up to %d: use a newer program", schema, opts.schema())
	}
	if id := string(meta(tx).Get(metaSealer)); id != opts.Sealer.ID() {
		return 0, &OtherKeyError{Needs: id, Has: opts.Sealer.ID()}
	}
	return schema, nil
}

// OtherKeyError says that the records are sealed under another master key.
type OtherKeyError struct{ Needs, Has string }

// Error says which key is needed.
func (e *OtherKeyError) Error() string {
	return fmt.Sprintf("this key file does not belong to this data folder: the records need key %s, the file holds %s", e.Needs, e.Has)
}

func hasKinds(tx *bbolt.Tx) bool {
	for _, k := range registry.Kinds() {
		if records(tx, k) == nil || dataKeys(tx, k) == nil {
			return false
		}
	}
	return true
}

// migrate copies the file and then runs what is missing in one transaction.
func migrate(db *bbolt.DB, opts Options, from uint64) error {
	if opts.ReadOnly {
		return fmt.Errorf("it has version %d and must be brought to %d: open it for writing once", from, opts.schema())
	}
	if from < firstSchema {
		return &damagedError{cause: fmt.Sprintf("it says it has version %d", from)}
	}
	if err := copyBeside(db, fmt.Sprintf("%s.schema-%d", db.Path(), from)); err != nil {
		return fmt.Errorf("it must be copied before it is changed: %w", err)
	}
	return db.Update(func(tx *bbolt.Tx) error {
		for _, m := range opts.migrations[from-firstSchema:] {
			if err := m.run(tx, opts.Sealer); err != nil {
				return fmt.Errorf("migration %q: %w", m.what, err)
			}
		}
		return meta(tx).Put(metaSchema, binary.BigEndian.AppendUint64(nil, opts.schema()))
	})
}

// copyBeside copies the database to a file that gets its name once it is whole
// and on the disk. An older copy of that name is replaced.
func copyBeside(db *bbolt.DB, to string) error {
	tmp, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	err = db.View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(tmp)
		return err
	})
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}
