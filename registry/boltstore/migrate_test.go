package boltstore

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/storetest"
	"go.etcd.io/bbolt"
)

// fake returns migrations for the test: the first leaves a mark, the second
// does as it is told.
func fake(second error) []migration {
	return []migration{
		{"mark", func(tx *bbolt.Tx) error { return meta(tx).Put([]byte("mark"), []byte("1")) }},
		{"add", func(tx *bbolt.Tx) error {
			if string(meta(tx).Get([]byte("mark"))) != "1" {
				return errors.New("out of order")
			}
			return second
		}},
	}
}

func TestMigrate(t *testing.T) {
	path, v := filepath.Join(t.TempDir(), "registry.db"), newSealer(t)
	s, err := Open(path, Options{Sealer: v, migrations: []migration{}})
	if err != nil {
		t.Fatal(err)
	}
	item := &storetest.Item{Of: "task", ID: "a", Text: "kept"}
	if _, err := s.Commit(t.Context(), storetest.Put(item)); err != nil {
		t.Fatal(err)
	}
	s.Close()

	if _, err := Open(path, Options{Sealer: v, ReadOnly: true, migrations: fake(nil)}); err == nil || !strings.Contains(err.Error(), "open it for writing once") {
		t.Errorf("reading only: %v", err)
	}
	if _, err := Open(path, Options{Sealer: v, migrations: fake(errors.New("no"))}); err == nil || !strings.Contains(err.Error(), `migration "add": no`) {
		t.Errorf("a failing migration: %v", err)
	}
	for range 2 { // the second time there is nothing to do
		s, err = Open(path, Options{Sealer: v, migrations: fake(nil)})
		if err != nil {
			t.Fatal(err)
		}
		if errs := s.Verify(t.Context(), nil); errs != nil {
			t.Error(errs)
		}
		s.Close()
		if err := os.Remove(path + ".schema-2"); err == nil {
			t.Error("a migrated file was copied again")
		}
	}

	_, err = Open(path, Options{Sealer: v})
	if err == nil || !strings.Contains(err.Error(), "it has version 3 and this program knows versions up to 2") {
		t.Errorf("a newer file: %v", err)
	}
	s, err = Open(path+".schema-1", Options{Sealer: v}) // the copy is as before
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if errs := s.Verify(t.Context(), nil); errs != nil {
		t.Error(errs)
	}
}

// TestNewKind checks that a file made before a kind of record existed gets it.
func TestNewKind(t *testing.T) {
	path, v := filepath.Join(t.TempDir(), "registry.db"), newSealer(t)
	s, err := Open(path, Options{Sealer: v})
	if err != nil {
		t.Fatal(err)
	}
	err = s.db.Update(func(tx *bbolt.Tx) error {
		return errors.Join(tx.Bucket(bucketRecord).DeleteBucket([]byte("task")), tx.Bucket(bucketKey).DeleteBucket([]byte("task")))
	})
	s.Close()
	if err != nil {
		t.Fatal(err)
	}
	s, err = Open(path, Options{Sealer: v})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Commit(t.Context(), storetest.Put(&storetest.Item{Of: "task", ID: "a"})); err != nil {
		t.Error(err)
	}
}

// TestAuditMigration opens a file that was made before there was an audit log.
func TestAuditMigration(t *testing.T) {
	path, v := filepath.Join(t.TempDir(), "registry.db"), newSealer(t)
	s, err := Open(path, Options{Sealer: v, migrations: []migration{}})
	if err != nil {
		t.Fatal(err)
	}
	err = s.db.Update(func(tx *bbolt.Tx) error { return tx.DeleteBucket(bucketAudit) })
	s.Close()
	if err != nil {
		t.Fatal(err)
	}
	s, err = Open(path, Options{Sealer: v})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Commit(t.Context(), registry.Batch{Audit: []registry.AuditEntry{{Act: "test"}}}); err != nil {
		t.Error(err)
	}
	if errs := s.Verify(t.Context(), nil); errs != nil {
		t.Error(errs)
	}
}
