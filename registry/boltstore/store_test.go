package boltstore_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/boltstore"
	"github.com/retrouve/retrouve/registry/storetest"
	"github.com/retrouve/retrouve/registry/vault"
)

func newVault(t testing.TB) *vault.Vault {
	v, err := vault.New(vault.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// open opens a store and closes it after the test.
func open(t testing.TB, path string, opts boltstore.Options) *boltstore.Store {
	t.Helper()
	s, err := boltstore.Open(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func verify(t testing.TB, s *boltstore.Store) {
	t.Helper()
	for _, err := range s.Verify(context.Background(), nil) { // t.Context has ended in a Cleanup
		t.Errorf("Verify: %v", err)
	}
}

func task(id, text string, in ...registry.Key) *storetest.Item {
	return &storetest.Item{Of: registry.KindTask, ID: id, Text: text, In: in}
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) registry.Store {
		path := filepath.Join(t.TempDir(), "registry.db")
		v := newVault(t)
		s := open(t, path, boltstore.Options{Sealer: v})
		t.Cleanup(func() { // runs before the one that closes
			s.Close() // some tests have, others have not
			verify(t, open(t, path, boltstore.Options{Sealer: v}))
		})
		return s
	})
}

func TestReopen(t *testing.T) {
	path, v := filepath.Join(t.TempDir(), "registry.db"), newVault(t)
	key := registry.Key{Index: registry.IndexQueue, Value: "q"}
	var head registry.Head
	for n := range 3 {
		s := open(t, path, boltstore.Options{Sealer: v})
		if _, err := s.Commit(t.Context(), storetest.Put(task(fmt.Sprint(n), "text", key))); err != nil {
			t.Fatal(err)
		}
		err := s.View(t.Context(), func(r registry.Reader) error {
			h := r.Head()
			if h.Seq != registry.Seq(n+1) || head.Epoch != "" && h.Epoch != head.Epoch || r.Count(registry.KindTask) != n+1 {
				t.Errorf("opened %d times: head %+v after %+v, %d records", n+1, h, head, r.Count(registry.KindTask))
			}
			head = h
			var i storetest.Item
			_, err := r.Get(registry.Ref{Kind: registry.KindTask, ID: "0"}, &i)
			return err
		})
		if err != nil {
			t.Error(err)
		}
		verify(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestEpochsDiffer(t *testing.T) {
	v, epochs := newVault(t), map[string]bool{}
	for n := range 2 {
		s := open(t, filepath.Join(t.TempDir(), fmt.Sprint(n)), boltstore.Options{Sealer: v})
		_ = s.View(t.Context(), func(r registry.Reader) error { epochs[r.Head().Epoch] = true; return nil })
	}
	if len(epochs) != 2 {
		t.Errorf("two stores share their epoch: %v", epochs)
	}
}

func TestReadOnly(t *testing.T) {
	path, v := filepath.Join(t.TempDir(), "registry.db"), newVault(t)
	s := open(t, path, boltstore.Options{Sealer: v})
	if _, err := s.Commit(t.Context(), storetest.Put(task("a", ""))); err != nil {
		t.Fatal(err)
	}
	s.Close()
	one := open(t, path, boltstore.Options{Sealer: v, ReadOnly: true})
	two := open(t, path, boltstore.Options{Sealer: v, ReadOnly: true})
	verify(t, one)
	verify(t, two)
	if _, err := one.Commit(t.Context(), storetest.Put(task("b", ""))); err == nil || registry.KindOf(err) != registry.KindUnavailable {
		t.Errorf("Commit = %v", err)
	}
}

// TestGroups checks that many callers share transactions and a lone one does not
// wait for others.
func TestGroups(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "registry.db"), boltstore.Options{Sealer: newVault(t)})
	var wg sync.WaitGroup
	for w := range 32 {
		wg.Go(func() {
			for n := range 10 {
				if _, err := s.Commit(t.Context(), storetest.Put(task(fmt.Sprintf("%d-%d", w, n), ""))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if st := s.Stats(); st.Requests != 320 || st.Commits > 160 || st.Commits == 0 || st.Median == 0 || st.P99 < st.Median || st.Size == 0 {
		t.Errorf("%+v", st)
	}
}

func TestStatsOfViews(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "registry.db"), boltstore.Options{Sealer: newVault(t)})
	_ = s.View(t.Context(), func(registry.Reader) error {
		time.Sleep(2 * time.Millisecond)
		if st := s.Stats(); st.Views != 1 || st.Oldest < 2*time.Millisecond {
			t.Errorf("inside: %+v", st)
		}
		return nil
	})
	if st := s.Stats(); st.Views != 0 || st.Oldest != 0 {
		t.Errorf("after: %+v", st)
	}
	s.Close()
	s.Stats() // must not panic
}

// TestPanicOfCaller checks that a bug of the caller is not mistaken for damage.
func TestPanicOfCaller(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "registry.db"), boltstore.Options{Sealer: newVault(t)})
	defer func() {
		if r := recover(); r != "mine" {
			t.Errorf("recovered %v", r)
		}
		if s.Stats().Views != 0 {
			t.Error("the view is still open")
		}
	}()
	_ = s.View(t.Context(), func(registry.Reader) error { panic("mine") })
}

func TestVerifyProgress(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "registry.db"), boltstore.Options{Sealer: newVault(t)})
	for n := range 10 {
		if _, err := s.Commit(t.Context(), storetest.Put(task(fmt.Sprint(n), ""))); err != nil {
			t.Fatal(err)
		}
	}
	done, total := 0, 0
	if errs := s.Verify(t.Context(), func(d, n int) { done, total = d, n }); errs != nil || done != 20 || total != 20 {
		t.Errorf("%v, %d of %d", errs, done, total)
	}
}
