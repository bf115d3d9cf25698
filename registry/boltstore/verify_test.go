package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/storetest"
	"go.etcd.io/bbolt"
)

// TestVerifyFinds spoils a good file in every way that Verify looks for. task/2 is
// the victim.
func TestVerifyFinds(t *testing.T) {
	ref := registry.Ref{Kind: registry.KindTask, ID: "2"}
	id := []byte(ref.ID)
	change := func(b *bbolt.Bucket, key []byte, f func(v []byte)) error {
		v := bytes.Clone(b.Get(key))
		f(v)
		return b.Put(key, v)
	}
	for name, c := range map[string]struct {
		spoil func(tx *bbolt.Tx) error
		want  string
	}{
		"sealed byte": {func(tx *bbolt.Tx) error {
			return change(records(tx, ref.Kind), id, func(v []byte) { v[len(v)-1] ^= 1 })
		}, "task/2: the sealed record was altered"},
		"version": {func(tx *bbolt.Tx) error { return change(records(tx, ref.Kind), id, func(v []byte) { v[1] = 9 }) },
			"task/2: the sealed record was altered"},
		"index key in the head": {func(tx *bbolt.Tx) error {
			return change(records(tx, ref.Kind), id, func(v []byte) { copy(v[bytes.Index(v, []byte("queue")):], "quack") })
		}, "task/2: the sealed record was altered"},
		"head": {func(tx *bbolt.Tx) error { return records(tx, ref.Kind).Put(id, []byte{1}) }, "task/2: the head of the record is damaged"},
		"record of another": {func(tx *bbolt.Tx) error {
			return records(tx, ref.Kind).Put(id, bytes.Clone(records(tx, ref.Kind).Get([]byte("1"))))
		}, "task/2: the sealed record was altered"},
		"record and key of another": {func(tx *bbolt.Tx) error {
			return errors.Join(records(tx, ref.Kind).Put(id, bytes.Clone(records(tx, ref.Kind).Get([]byte("1")))),
				dataKeys(tx, ref.Kind).Put(id, bytes.Clone(dataKeys(tx, ref.Kind).Get([]byte("1")))))
		}, "task/2: the wrapped data key was altered"},
		"data key gone":  {func(tx *bbolt.Tx) error { return dataKeys(tx, ref.Kind).Delete(id) }, "task/2: the data key of the record is missing"},
		"record gone":    {func(tx *bbolt.Tx) error { return records(tx, ref.Kind).Delete(id) }, "task/2: the log has version 1, but there is no record"},
		"count":          {func(tx *bbolt.Tx) error { return records(tx, ref.Kind).SetSequence(7) }, "there are 3 records, but 7 were counted"},
		"index entry":    {func(tx *bbolt.Tx) error { return index(tx, "queue").Delete(indexKey("v2", ref)) }, "task/2: its entry in the index queue is missing"},
		"index surplus":  {func(tx *bbolt.Tx) error { return index(tx, "queue").Put(indexKey("v3", ref), nil) }, "task/2: the index queue has an entry"},
		"index nonsense": {func(tx *bbolt.Tx) error { return index(tx, "queue").Put([]byte("x"), nil) }, "index queue: the entry"},
		"log gap":        {func(tx *bbolt.Tx) error { return log(tx).Delete(seqKey(2)) }, "the change log has a gap before 3"},
		"log end":        {func(tx *bbolt.Tx) error { return log(tx).SetSequence(4) }, "can be read up to 3, but it ends at 4"},
		"log entry":      {func(tx *bbolt.Tx) error { return change(log(tx), seqKey(2), func(v []byte) { v[0] = 7 }) }, "an entry of the change log is damaged"},
		"log version":    {func(tx *bbolt.Tx) error { return change(log(tx), seqKey(2), func(v []byte) { v[8] = 5 }) }, "task/2: it has version 1, but the log says 5"},
	} {
		t.Run(name, func(t *testing.T) {
			s := threeTasks(t)
			if err := s.db.Update(c.spoil); err != nil {
				t.Fatal(err)
			}
			if all := fmt.Sprint(s.Verify(t.Context(), nil)); !strings.Contains(all, c.want) {
				t.Errorf("%s\nwant %q", all, c.want)
			}
		})
	}
}

func threeTasks(t *testing.T) *Store {
	s, err := Open(filepath.Join(t.TempDir(), "registry.db"), Options{Sealer: newSealer(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, id := range []string{"1", "2", "3"} {
		key := registry.Key{Index: registry.IndexQueue, Value: "v" + id}
		item := &storetest.Item{Of: registry.KindTask, ID: id, Text: id, In: []registry.Key{key}}
		if _, err := s.Commit(t.Context(), storetest.Put(item)); err != nil {
			t.Fatal(err)
		}
	}
	if errs := s.Verify(t.Context(), nil); errs != nil {
		t.Fatal(errs)
	}
	return s
}

// TestDamagedRecord reads and writes around a damaged record: only it is refused.
func TestDamagedRecord(t *testing.T) {
	s := threeTasks(t)
	ref := registry.Ref{Kind: registry.KindTask, ID: "2"}
	if err := s.db.Update(func(tx *bbolt.Tx) error { return records(tx, ref.Kind).Put([]byte("2"), []byte{9, 9}) }); err != nil {
		t.Fatal(err)
	}
	err := s.View(t.Context(), func(r registry.Reader) error {
		var i storetest.Item
		if _, err := r.Get(ref, &i); err == nil || registry.KindOf(err) != registry.KindInternal {
			t.Errorf("Get = %v", err)
		}
		_, err := r.Get(registry.Ref{Kind: registry.KindTask, ID: "1"}, &i)
		return err
	})
	if err != nil {
		t.Errorf("its neighbour: %v", err)
	}
	err = s.View(t.Context(), func(r registry.Reader) error { r.Version(ref); return nil })
	if err == nil || registry.KindOf(err) != registry.KindInternal {
		t.Errorf("Version = %v", err)
	}
	both := storetest.Put(&storetest.Item{Of: registry.KindTask, ID: "1"}, &storetest.Item{Of: registry.KindTask, ID: "2"})
	if _, err := s.Commit(t.Context(), both); err == nil || registry.KindOf(err) != registry.KindInternal {
		t.Errorf("Commit of both = %v", err)
	}
	if _, err := s.Commit(t.Context(), storetest.Put(&storetest.Item{Of: registry.KindTask, ID: "1"})); err != nil {
		t.Errorf("Commit of its neighbour = %v", err)
	}
	if err := s.Healthy(); err != nil {
		t.Errorf("Healthy = %v", err)
	}
	_ = s.View(t.Context(), func(r registry.Reader) error {
		if v := r.Version(registry.Ref{Kind: registry.KindTask, ID: "1"}); v != 2 {
			t.Errorf("the neighbour has version %d: the refused batch was written in part", v)
		}
		return nil
	})
}

func TestVerifyCancelled(t *testing.T) {
	s := threeTasks(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.Verify(ctx, func(int, int) { cancel() })
	if errs := s.Verify(ctx, nil); len(errs) != 1 || !errors.Is(errs[0], context.Canceled) {
		t.Errorf("Verify = %v", errs)
	}
}
