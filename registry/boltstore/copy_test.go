package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/storetest"
)

// erased fills a store and deletes half of its records again. It returns the file
// and the data keys, wrapped, of those that went.
func erased(t *testing.T, sealer Sealer, n int) (path string, gone [][]byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "registry.db")
	s, err := Open(path, Options{Sealer: sealer})
	must(t, err)
	defer s.Close()
	for i := range n {
		e := &registry.Event{ID: registry.EventID(fmt.Sprint("e", i)), Slug: fmt.Sprint("slug-", i), Purpose: "canary"}
		_, err := s.Commit(t.Context(), registry.Batch{Put: []registry.Record{e}, Changes: []registry.Change{{What: "test", Ref: e.Ref()}}})
		must(t, err)
		if i%2 == 0 {
			continue
		}
		must(t, s.view(t.Context(), func(r *reader) error {
			gone = append(gone, bytes.Clone(dataKeys(r.tx, e.Ref().Kind).Get([]byte(e.ID))))
			return nil
		}))
		_, err = s.Commit(t.Context(), registry.Batch{Delete: []registry.Ref{e.Ref()}, Changes: []registry.Change{{What: "test", Ref: e.Ref()}}})
		must(t, err)
	}
	return path, gone
}

// holds counts those of the texts that are anywhere in a file.
func holds(t *testing.T, path string, texts [][]byte) (n int) {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	for _, x := range texts {
		if bytes.Contains(b, x) {
			n++
		}
	}
	return n
}

// sound opens a file and verifies it.
func sound(t *testing.T, path string, sealer Sealer, records int) {
	t.Helper()
	s, err := Open(path, Options{Sealer: sealer})
	must(t, err)
	defer s.Close()
	for _, err := range s.Verify(t.Context(), nil) {
		t.Error(err)
	}
	must(t, s.View(t.Context(), func(r registry.Reader) error {
		if n := r.Count(registry.KindEvent); n != records {
			t.Errorf("%d records, want %d", n, records)
		}
		return nil
	}))
}

// TestCompact: after erasing, the wrapped data keys still lie in free pages; after
// compacting they are nowhere, and everything else is.
func TestCompact(t *testing.T) {
	sealer := newSealer(t)
	path, gone := erased(t, sealer, 60)
	if holds(t, path, gone) == 0 {
		t.Fatal("no erased key is left in the file: this test would show nothing")
	}
	s, err := Open(path, Options{Sealer: sealer})
	must(t, err)
	must(t, s.Compact(t.Context(), nil))
	if s.Healthy() == nil {
		t.Error("the store goes on writing to the file that was replaced")
	}
	must(t, s.Close())
	if n := holds(t, path, gone); n != 0 {
		t.Errorf("%d erased keys are left", n)
	}
	sound(t, path, sealer, 30)
}

// TestRewrap: every record opens under the new key, none under the old one, and
// nothing in the file is wrapped by the old one.
func TestRewrap(t *testing.T) {
	old, next := newSealer(t), newSealer(t)
	path, gone := erased(t, old, 20)
	var all [][]byte
	s, err := Open(path, Options{Sealer: old})
	must(t, err)
	must(t, s.view(t.Context(), func(r *reader) error {
		return dataKeys(r.tx, registry.KindEvent).ForEach(func(_, v []byte) error {
			all = append(all, bytes.Clone(v))
			return nil
		})
	}))
	must(t, s.Rewrap(t.Context(), next, nil))
	must(t, s.Close())
	if n := holds(t, path, append(all, gone...)); n != 0 || len(all) == 0 {
		t.Errorf("%d of %d keys are still wrapped by the old key", n, len(all))
	}
	_, err = Open(path, Options{Sealer: old})
	if other, ok := errors.AsType[*OtherKeyError](err); !ok || other.Needs != next.ID() {
		t.Errorf("the old key: %v", err)
	}
	sound(t, path, next, 10)
}

// TestRewrapHidden: what a hidden index holds is found under the new key as before.
func TestRewrapHidden(t *testing.T) {
	old, next := newSealer(t), newSealer(t)
	path := filepath.Join(t.TempDir(), "registry.db")
	s, err := Open(path, Options{Sealer: old})
	must(t, err)
	item := &storetest.Item{Of: "task", ID: "a", In: []registry.Key{{Index: registry.IndexAccountName, Value: "canary"}}}
	_, err = s.Commit(t.Context(), storetest.Put(item))
	must(t, err)
	must(t, s.Rewrap(t.Context(), next, nil))
	must(t, s.Close())
	s, err = Open(path, Options{Sealer: next})
	must(t, err)
	defer s.Close()
	must(t, s.View(t.Context(), func(r registry.Reader) error {
		for v, ref := range r.Find(registry.IndexAccountName, "canary") {
			if v == "canary" && ref == item.Ref() {
				return nil
			}
		}
		return errors.New("the account is not found by its name")
	}))
	if holds(t, path, [][]byte{[]byte("canary")}) != 0 {
		t.Error("the file tells the name")
	}
}

// TestRewriteStopped leaves everything as it was.
func TestRewriteStopped(t *testing.T) {
	sealer := newSealer(t)
	path, _ := erased(t, sealer, 20)
	s, err := Open(path, Options{Sealer: sealer})
	must(t, err)
	failing := &refusing{Sealer: newSealer(t), after: 5}
	if err := s.Rewrap(t.Context(), failing, nil); err == nil || !strings.Contains(err.Error(), "stays as it was") {
		t.Errorf("a failing key: %v", err)
	}
	if err := s.Healthy(); err != nil {
		t.Errorf("the store stopped: %v", err)
	}
	must(t, s.Close())
	if left, _ := filepath.Glob(path + ".new-*"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	sound(t, path, sealer, 10)
}

// refusing is a sealer that fails after some keys.
type refusing struct {
	Sealer
	after int
}

func (r *refusing) Wrap(ref registry.Ref, key []byte) ([]byte, error) {
	if r.after--; r.after < 0 {
		return nil, errors.New("no more")
	}
	return r.Sealer.Wrap(ref, key)
}

// TestCopyAdopt copies a store that is being written, and puts the copy elsewhere:
// the same records under another epoch.
func TestCopyAdopt(t *testing.T) {
	sealer := newSealer(t)
	path, _ := erased(t, sealer, 20)
	s, err := Open(path, Options{Sealer: sealer})
	must(t, err)
	defer s.Close()
	copied, target := filepath.Join(t.TempDir(), "copy"), filepath.Join(t.TempDir(), "registry.db")
	must(t, s.CopyTo(copied))
	if err := s.CopyTo(copied); err == nil {
		t.Error("a copy replaced another")
	}
	findings, err := Adopt(t.Context(), copied, target, Options{Sealer: sealer}, nil)
	if err != nil || len(findings) != 0 {
		t.Fatal(findings, err)
	}
	sound(t, target, sealer, 10)
	if _, err := Adopt(t.Context(), copied, target, Options{Sealer: sealer}, nil); err == nil {
		t.Error("a restore replaced a registry")
	}
	other, err := Open(target, Options{Sealer: sealer})
	must(t, err)
	defer other.Close()
	epoch := func(s *Store) (e string) {
		must(t, s.View(t.Context(), func(r registry.Reader) error { e = r.Head().Epoch; return nil }))
		return e
	}
	if epoch(s) == epoch(other) {
		t.Error("the epoch is the same")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
