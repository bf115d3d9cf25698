package boltstore

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/storetest"
)

// TestFullBySize lets the file reach its greatest size.
func TestFullBySize(t *testing.T) {
	fillAndRecover(t, t.TempDir(), 20<<20, func(s *Store) {
		s.writing.Lock()
		s.db.MaxSize = 0
		s.writing.Unlock()
	})
}

// fillAndRecover writes until the disk refuses, and checks that then the store
// only reads, that it recovers once there is room, and that it keeps every record
// whose commit was answered.
func fillAndRecover(t *testing.T, dir string, maxSize int64, makeRoom func(*Store)) {
	path, sealer := filepath.Join(dir, "registry.db"), newSealer(t)
	s, err := Open(path, Options{Sealer: sealer, MaxSize: maxSize, Retry: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { s.Close() }()
	kept := fill(t, s)
	if len(kept) == 0 {
		t.Fatal("the disk was full before the first record")
	}
	refusesWrites(t, s, kept[0])

	makeRoom(s)
	waitHealthy(t, s)
	id := "after"
	if _, err := s.Commit(t.Context(), storetest.Put(big(id))); err != nil {
		t.Fatalf("after the disk has room again: %v", err)
	}
	kept = append(kept, id)
	s.Close()

	s, err = Open(path, Options{Sealer: sealer})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range kept {
		mustRead(t, s, id)
	}
	if errs := s.Verify(t.Context(), nil); errs != nil {
		t.Error(errs)
	}
}

// big is a record of which some hundred fill the disk.
func big(id string) *storetest.Item {
	return &storetest.Item{Of: registry.KindTask, ID: id, Text: strings.Repeat(id, 20_000/len(id))}
}

// fill commits until the store refuses and returns the ids it acknowledged.
func fill(t *testing.T, s *Store) (kept []string) {
	for n := range 5000 {
		id := fmt.Sprint(n)
		_, err := s.Commit(t.Context(), storetest.Put(big(id)))
		if err == nil {
			kept = append(kept, id)
			continue
		}
		if registry.KindOf(err) != registry.KindUnavailable {
			t.Errorf("on the full disk: %v", err)
		}
		return kept
	}
	t.Fatal("the disk never fills")
	return nil
}

func refusesWrites(t *testing.T, s *Store, id string) {
	t.Helper()
	if err := s.Healthy(); err == nil || !strings.Contains(err.Error(), "nothing can be written since") {
		t.Errorf("Healthy = %v", err)
	}
	if _, err := s.Commit(t.Context(), storetest.Put(big("refused"))); err == nil || registry.KindOf(err) != registry.KindUnavailable {
		t.Errorf("Commit = %v", err)
	}
	time.Sleep(100 * time.Millisecond) // some trials, which must fail
	if s.Healthy() == nil {
		t.Error("the store recovered without room")
	}
	mustRead(t, s, id)
}

func mustRead(t *testing.T, s *Store, id string) {
	t.Helper()
	err := s.View(context.Background(), func(r registry.Reader) error {
		var i storetest.Item
		_, err := r.Get(registry.Ref{Kind: registry.KindTask, ID: id}, &i)
		return err
	})
	if err != nil {
		t.Errorf("the acknowledged record %s: %v", id, err)
	}
}

func waitHealthy(t *testing.T, s *Store) {
	t.Helper()
	for range 1000 {
		if s.Healthy() == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the store does not recover")
}
