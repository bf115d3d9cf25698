package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func testIsolation(t *testing.T, s registry.Store) {
	key := registry.Key{Index: registry.IndexQueue, Value: "v"}
	commit(t, s, Put(task("a", "old", key)))
	view(t, s, func(r registry.Reader) {
		commit(t, s, Put(task("a", "new"), task("b", "", key)))
		var got Item
		if v, err := r.Get(task("a", "").Ref(), &got); err != nil || v != 1 || got.Text != "old" {
			t.Errorf("a view sees version %d %q, %v", v, got.Text, err)
		}
		if f := found(r, registry.IndexQueue, ""); len(f) != 1 || f[0] != "v task/a" {
			t.Errorf("a view finds %q", f)
		}
		if r.Version(task("b", "").Ref()) != 0 || r.Count(registry.KindTask) != 1 || r.Head().Seq != 1 || len(changes(t, r, 0)) != 1 {
			t.Error("a view sees a later commit")
		}
	})
	wantFound(t, s, registry.IndexQueue, "", "v task/b")
}

func testViewError(t *testing.T, s registry.Store) {
	want := errors.New("from inside")
	if err := s.View(t.Context(), func(registry.Reader) error { return want }); !errors.Is(err, want) {
		t.Errorf("View = %v", err)
	}
}

func testCancelled(t *testing.T, s registry.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Commit(ctx, Put(task("a", ""))); !errors.Is(err, context.Canceled) {
		t.Errorf("Commit = %v", err)
	}
	if err := s.View(ctx, func(registry.Reader) error { t.Error("called"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("View = %v", err)
	}
	view(t, s, func(r registry.Reader) {
		if r.Count(registry.KindTask) != 0 {
			t.Error("a cancelled commit was written")
		}
	})
}

// testConcurrent lets many write at once: nothing is lost, the log has no gap,
// and each gets the position of its own change.
func testConcurrent(t *testing.T, s registry.Store) {
	const writers, each = 16, 25
	seqs := make([]map[string]registry.Seq, writers)
	var wg sync.WaitGroup
	for w := range writers {
		seqs[w] = map[string]registry.Seq{}
		wg.Go(func() {
			for n := range each {
				id := fmt.Sprintf("%d-%d", w, n)
				seq, err := s.Commit(t.Context(), Put(task(id, id, registry.Key{Index: registry.IndexQueue, Value: id})))
				if err != nil {
					t.Errorf("Commit: %v", err)
				}
				seqs[w][id] = seq
			}
		})
	}
	wg.Wait()
	view(t, s, func(r registry.Reader) {
		log := changes(t, r, 0)
		if len(log) != writers*each || r.Count(registry.KindTask) != writers*each || len(found(r, registry.IndexQueue, "")) != writers*each {
			t.Fatalf("%d changes, %d records", len(log), r.Count(registry.KindTask))
		}
		for _, m := range seqs {
			for id, seq := range m {
				if log[seq-1].Ref.ID != id {
					t.Errorf("the change %d of %s is of %s", seq, id, log[seq-1].Ref.ID)
				}
			}
		}
	})
}

// testConcurrentConflict lets many add one to the same record. Each success
// counts once, so none was decided on a stale version.
func testConcurrentConflict(t *testing.T, s registry.Store) {
	ref := task("n", "").Ref()
	var won, lost atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				var v registry.Version
				_ = s.View(t.Context(), func(r registry.Reader) error { v = r.Version(ref); return nil })
				b := Put(task("n", fmt.Sprint(v+1)))
				b.Expect = append(b.Expect, expect(ref, v))
				switch _, err := s.Commit(t.Context(), b); {
				case err == nil:
					won.Add(1)
				case registry.KindOf(err) == registry.KindConflict:
					lost.Add(1)
				default:
					t.Errorf("Commit: %v", err)
				}
			}
		})
	}
	wg.Wait()
	view(t, s, func(r registry.Reader) {
		var got Item
		v, err := r.Get(ref, &got)
		if err != nil || int64(v) != won.Load() || got.Text != fmt.Sprint(v) || won.Load()+lost.Load() != 160 {
			t.Errorf("version %d %q, won %d, lost %d, %v", v, got.Text, won.Load(), lost.Load(), err)
		}
	})
}

func testClosed(t *testing.T, s registry.Store) {
	commit(t, s, Put(task("a", "")))
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	refused(t, s, Put(task("a", "")), registry.KindUnavailable)
	if err := s.View(t.Context(), func(registry.Reader) error { return nil }); err == nil || registry.KindOf(err) != registry.KindUnavailable {
		t.Errorf("View after Close = %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}
