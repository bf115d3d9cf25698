package storetest

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// changes reads the log after a position or ends the test. It checks that there
// is no gap.
func changes(t *testing.T, r registry.Reader, after registry.Seq) []registry.Change {
	t.Helper()
	var out []registry.Change
	for c, err := range r.Changes(after) {
		if err != nil {
			t.Fatalf("Changes: %v", err)
		}
		if c.Seq != after+1 {
			t.Fatalf("change %d follows %d", c.Seq, after)
		}
		after = c.Seq
		out = append(out, c)
	}
	return out
}

func testLog(t *testing.T, s registry.Store) {
	commit(t, s, Put(task("a", ""), task("b", "")))
	commit(t, s, Put(draft("d", "")))
	commit(t, s, Put(task("a", "2")))
	commit(t, s, Delete(task("a", "").Ref()))
	touch := registry.Change{What: "task.seen", Ref: task("b", "").Ref(), At: moment(), Seq: 77, Version: 77}
	commit(t, s, registry.Batch{Changes: []registry.Change{touch}})
	want := []registry.Change{
		{Seq: 1, What: "item.put", Ref: task("a", "").Ref(), Version: 1},
		{Seq: 2, What: "item.put", Ref: task("b", "").Ref(), Version: 1},
		{Seq: 3, What: "item.put", Ref: task("a", "").Ref(), Version: 2},
		{Seq: 4, What: "item.deleted", Ref: task("a", "").Ref(), Version: 0},
		{Seq: 5, What: "task.seen", Ref: task("b", "").Ref(), Version: 1},
	}
	view(t, s, func(r registry.Reader) {
		got := changes(t, r, 0)
		if len(got) != len(want) || r.Head().Seq != 5 {
			t.Fatalf("%d changes, head %d, want %d", len(got), r.Head().Seq, len(want))
		}
		for i, w := range want {
			w.At = moment()
			if !got[i].At.Equal(w.At) {
				t.Errorf("change %d at %v", i, got[i].At)
			}
			got[i].At = w.At
			if got[i] != w {
				t.Errorf("change %d = %+v, want %+v", i, got[i], w)
			}
		}
	})
}

func testLogAfter(t *testing.T, s registry.Store) {
	for range 5 {
		commit(t, s, Put(task("a", "")))
	}
	view(t, s, func(r registry.Reader) {
		for after, want := range map[registry.Seq]int{0: 5, 1: 4, 4: 1, 5: 0, 6: 0, 1 << 63: 0, ^registry.Seq(0): 0} {
			if got := len(changes(t, r, after)); got != want {
				t.Errorf("%d changes after %d, want %d", got, after, want)
			}
		}
	})
}

func testSeq(t *testing.T, s registry.Store) {
	for i, c := range []struct {
		b    registry.Batch
		want registry.Seq
	}{
		{registry.Batch{}, 0},
		{Put(task("a", ""), task("b", "")), 2},
		{Put(draft("d", "")), 2},
		{Delete(task("a", "").Ref()), 3},
		{registry.Batch{Expect: []registry.Expect{expect(task("b", "").Ref(), 1)}}, 3},
	} {
		if got := commit(t, s, c.b); got != c.want {
			t.Errorf("commit %d returns %d, want %d", i, got, c.want)
		}
	}
}

func testEpoch(t *testing.T, s registry.Store) {
	var epoch string
	view(t, s, func(r registry.Reader) { epoch = r.Head().Epoch })
	commit(t, s, Put(task("a", "")))
	view(t, s, func(r registry.Reader) {
		if got := r.Head().Epoch; got != epoch || epoch == "" {
			t.Errorf("epoch %q then %q", epoch, got)
		}
	})
}

// woken reports whether the channel is closed, at once or soon.
func woken(ch <-chan struct{}, wait time.Duration) bool {
	select {
	case <-ch:
		return true
	case <-time.After(wait):
		return false
	}
}

func testChanged(t *testing.T, s registry.Store) {
	first := s.Changed()
	if woken(first, 0) {
		t.Fatal("closed before any commit")
	}
	commit(t, s, Put(task("a", "")))
	if !woken(first, 10*time.Second) {
		t.Fatal("a commit wakes nobody")
	}
	second := s.Changed()
	if woken(second, 0) {
		t.Fatal("the next channel is closed already")
	}
	commit(t, s, Put(task("a", "")))
	if !woken(second, 10*time.Second) {
		t.Fatal("the second commit wakes nobody")
	}
}

func testChangedOnlyLogged(t *testing.T, s registry.Store) {
	ch := s.Changed()
	commit(t, s, Put(draft("a", "")))
	refused(t, s, registry.Batch{Put: []registry.Record{task("a", "")}}, registry.KindInternal)
	if woken(ch, 20*time.Millisecond) {
		t.Error("a commit without changes wakes its followers")
	}
}

// testFollower follows the log while others write, as the index does: it must
// see every change once, in order, and always be woken.
func testFollower(t *testing.T, s registry.Store) {
	const n = 50
	go func() {
		for range n {
			if _, err := s.Commit(t.Context(), Put(task("a", ""))); err != nil {
				t.Errorf("Commit: %v", err)
			}
		}
	}()
	var at registry.Seq
	for at < n {
		wake := s.Changed() // before reading, or a change could slip between
		view(t, s, func(r registry.Reader) {
			for _, c := range changes(t, r, at) {
				at = c.Seq
			}
		})
		if at < n && !woken(wake, 20*time.Second) {
			t.Fatalf("not woken after change %d", at)
		}
	}
}
