package search

import (
	"context"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/memstore"
)

type fixedClock struct{ at time.Time }

func (c fixedClock) Now() time.Time { return c.at }

var testNow = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// put commits records with their changes, in batches.
func put(t testing.TB, s registry.Store, recs ...registry.Record) registry.Seq {
	t.Helper()
	var last registry.Seq
	for len(recs) > 0 {
		n := min(len(recs), 5000)
		var b registry.Batch
		for _, r := range recs[:n] {
			b.Put = append(b.Put, r)
			b.Changes = append(b.Changes, registry.Change{What: "test.put", Ref: r.Ref(), At: testNow})
		}
		recs = recs[n:]
		seq, err := s.Commit(context.Background(), b)
		if err != nil {
			t.Fatal(err)
		}
		last = seq
	}
	return last
}

func erase(t testing.TB, s registry.Store, ref registry.Ref) registry.Seq {
	t.Helper()
	seq, err := s.Commit(context.Background(), registry.Batch{Delete: []registry.Ref{ref}, Changes: []registry.Change{{What: "test.erase", Ref: ref, At: testNow}}})
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

// start opens an index over the store and runs it until the test ends.
func start(t testing.TB, dir string, s registry.Store, clock registry.Clock) *Index {
	t.Helper()
	x, err := Open(t.Context(), dir, s, clock, Options{Gather: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	run(t, x)
	return x
}

// run runs an index; it is stopped and closed when the test ends, or by the
// function returned.
func run(t testing.TB, x *Index) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = x.Run(ctx)
	}()
	once := false
	stop = func() {
		if once {
			return
		}
		once = true
		cancel()
		<-done
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	return stop
}

func wait(t testing.TB, x *Index, seq registry.Seq) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 120*time.Second)
	defer cancel()
	if err := x.WaitFor(ctx, seq); err != nil {
		t.Fatal(err)
	}
}

func newStore(t testing.TB) registry.Store {
	s := memstore.New()
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func notice(id string, full string, more ...func(*registry.Notice)) *registry.Notice {
	n := &registry.Notice{ID: registry.NoticeID(id), Reference: registry.Reference("R" + id), Event: "e1",
		State: registry.NoticeOpen, Visibility: registry.VisiblePublic,
		Filed: testNow, Updated: testNow, Confirmed: testNow, Expires: testNow.Add(registry.LifeDefault)}
	if full != "" {
		n.Person.Names = []registry.Name{registry.NewName(full, registry.NameFull)}
	}
	for _, f := range more {
		f(n)
	}
	return n
}

func ids(hits []registry.Hit) []string {
	out := []string{}
	for _, h := range hits {
		out = append(out, string(h.Notice))
	}
	return out
}
