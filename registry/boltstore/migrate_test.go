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
		{"mark", func(tx *bbolt.Tx, _ Sealer) error { return meta(tx).Put([]byte("mark"), []byte("1")) }},
		{"add", func(tx *bbolt.Tx, _ Sealer) error {
			if string(meta(tx).Get([]byte("mark"))) != "1" {
				return errors.New("out of order")
			}
			return second
		}},
		{"rest", func(*bbolt.Tx, Sealer) error { return nil }}, // one more than there really are
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
	if err == nil || !strings.Contains(err.Error(), "it has version 4 and this program knows versions up to 3") {
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

// TestHidingMigration opens a file whose indexes held names in the clear: they are
// found as before, in the same version, and nothing of them is left in the file
// once it is compacted.
func TestHidingMigration(t *testing.T) {
	path, v := filepath.Join(t.TempDir(), "registry.db"), newSealer(t)
	s, err := Open(path, Options{Sealer: v, migrations: migrations()[:1]})
	must(t, err)
	keys := []registry.Key{{Index: registry.IndexOrigin, Value: "x.example/canary"}, {Index: registry.IndexQueue, Value: "1"}}
	one, two := &storetest.Item{Of: "task", ID: "a", Text: "kept", In: keys}, &storetest.Item{Of: "task", ID: "b", Text: "other"}
	_, err = s.Commit(t.Context(), storetest.Put(one, two))
	must(t, err)
	must(t, s.db.Update(func(tx *bbolt.Tx) error { // as an older program left it
		old, err := stored(records(tx, "task"), []byte("a"))
		must(t, err)
		must(t, moveIndex(tx, one.Ref(), old.indexKeys(), keys))
		p := &put{ref: one.Ref(), keys: keys}
		p.plain, err = registry.EncodeRecord(one)
		must(t, err)
		must(t, p.seal(v, 1))
		return errors.Join(meta(tx).Delete(metaHiding), records(tx, "task").Put([]byte("a"), p.value), dataKeys(tx, "task").Put([]byte("a"), p.wrapped))
	}))
	must(t, s.Close())
	if holds(t, path, [][]byte{[]byte("canary")}) == 0 {
		t.Fatal("the old file does not tell: this test would show nothing")
	}

	s, err = Open(path, Options{Sealer: v})
	must(t, err)
	for _, err := range s.Verify(t.Context(), nil) {
		t.Error(err)
	}
	must(t, s.View(t.Context(), func(r registry.Reader) error {
		for index, value := range map[registry.IndexName]string{registry.IndexOrigin: "x.example/canary", registry.IndexHome: "x.example", registry.IndexQueue: "1"} {
			n := 0
			for got, ref := range r.Find(index, value) {
				if n++; got != value || ref != one.Ref() || r.Version(ref) != 1 {
					t.Errorf("%s: %q %s", index, got, ref)
				}
			}
			if n != 1 {
				t.Errorf("%s: %d entries", index, n)
			}
		}
		var i storetest.Item
		if _, err := r.Get(one.Ref(), &i); err != nil || i.Text != "kept" {
			t.Errorf("%v %v", i, err)
		}
		return nil
	}))
	must(t, s.Compact(t.Context(), nil))
	must(t, s.Close())
	if holds(t, path, [][]byte{[]byte("canary")}) != 0 {
		t.Error("the file still tells")
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
