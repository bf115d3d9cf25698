package search

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func search(t testing.TB, x *Index, text string) []string {
	t.Helper()
	hits, _, err := x.Search(context.Background(), registry.Query{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return ids(hits)
}

func expect(t testing.TB, x *Index, text string, want ...string) {
	t.Helper()
	if got := search(t, x, text); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("search for %q: %v, want %v", text, got, want)
	}
}

func noDifference(t testing.TB, x *Index) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	diffs, err := x.Verify(ctx)
	if err != nil || len(diffs) > 0 {
		t.Errorf("Verify: %v, %v", diffs, err)
	}
}

func TestFollowsTheStore(t *testing.T) {
	s := newStore(t)
	put(t, s, notice("a", "Maria Silva"))
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, put(t, s, notice("b", "Kevin Kirby")))
	expect(t, x, "silva", "a")
	expect(t, x, "kirby", "b")

	wait(t, x, put(t, s, notice("b", "Kelvin Weston")))
	expect(t, x, "kirby")
	expect(t, x, "weston", "b")

	wait(t, x, put(t, s, notice("b", "Kelvin Weston", func(n *registry.Notice) { n.State = registry.NoticeClosed })))
	expect(t, x, "weston")
	wait(t, x, put(t, s, notice("b", "Kelvin Weston")))
	expect(t, x, "weston", "b")
	wait(t, x, erase(t, s, registry.Ref{Kind: registry.KindNotice, ID: "b"}))
	expect(t, x, "weston")
	noDifference(t, x)
}

// A notice that fades is not found, though nothing in the log says so.
func TestFadedIsNotFound(t *testing.T) {
	s := newStore(t)
	clock := &movingClock{at: testNow}
	seq := put(t, s, notice("a", "Maria Silva"))
	x := start(t, t.TempDir(), s, clock)
	wait(t, x, seq)
	expect(t, x, "silva", "a")
	clock.set(testNow.Add(registry.LifeDefault))
	expect(t, x, "silva")
	clock.set(testNow.Add(2 * registry.LifeDefault))
	expect(t, x, "silva")
}

type movingClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *movingClock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }
func (c *movingClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// A stale index cannot show what the store no longer has.
func TestResultsAreReadFromTheStore(t *testing.T) {
	s := newStore(t)
	seq := put(t, s, notice("a", "Maria Silva"), notice("b", "Maria Silva"), notice("c", "Maria Silva"))
	x, err := Open(t.Context(), t.TempDir(), s, fixedClock{testNow}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if x.Applied() != seq {
		t.Fatal(x.Applied(), seq)
	}
	// Nobody runs the index from here on.
	erase(t, s, registry.Ref{Kind: registry.KindNotice, ID: "a"})
	put(t, s, notice("b", "Maria Silva", func(n *registry.Notice) { n.Visibility = registry.VisibleVerified }))
	expect(t, x, "silva", "c")
}

func TestReportsCannotBeFound(t *testing.T) {
	s := newStore(t)
	r := &registry.Report{ID: "r", Event: "e1", State: registry.ReportOpen, Filed: testNow}
	r.Person.Names = []registry.Name{registry.NewName("Maria Silva", registry.NameFull)}
	seq := put(t, s, r)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, seq)
	for _, verified := range []bool{false, true} {
		hits, total, err := x.Search(t.Context(), registry.Query{Text: "maria silva", Verified: verified})
		if err != nil || total != 0 || len(hits) != 0 {
			t.Errorf("%v %d %v", hits, total, err)
		}
	}
	noDifference(t, x)
}

func TestStartsWhereItStopped(t *testing.T) {
	s, dir := newStore(t), t.TempDir()
	seq := put(t, s, notice("a", "Maria Silva"))
	x, err := Open(t.Context(), dir, s, fixedClock{testNow}, Options{Gather: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	stop := run(t, x)
	wait(t, x, seq)
	stop()
	was, _ := current(dir)
	seq = put(t, s, notice("b", "Kevin Kirby"))
	x, err = Open(t.Context(), dir, s, fixedClock{testNow}, Options{Gather: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, x, "silva", "a") // serves before it has caught up
	run(t, x)
	wait(t, x, seq)
	expect(t, x, "kirby", "b")
	if is, _ := current(dir); is != was {
		t.Error("rebuilt for nothing")
	}
}

// Searches go on during a rebuild, and what is written meanwhile is not lost.
func TestRebuildWhileServing(t *testing.T) {
	s := newStore(t)
	var recs []registry.Record
	for i := range 3 * groupSize {
		recs = append(recs, notice(fmt.Sprintf("n%05d", i), "Maria Silva"))
	}
	seq := put(t, s, recs...)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, seq)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for ctx.Err() == nil {
				hits, total, err := x.Search(context.Background(), registry.Query{Text: "silva"})
				if err != nil || len(hits) != MaxLimit || total != MaxResults {
					t.Errorf("%d of %d, %v", len(hits), total, err)
					return
				}
			}
		})
	}
	steps, wrote := 0, false
	err := x.Rebuild(t.Context(), func(done, total int) {
		if steps++; !wrote {
			wrote = true
			put(t, s, notice("late", "Kevin Kirby"), notice("n00000", "Otto Weber"))
		}
		if done > total {
			t.Errorf("%d of %d", done, total)
		}
	})
	cancel()
	wg.Wait()
	if err != nil || steps < 2 {
		t.Fatal(err, steps)
	}
	expect(t, x, "kirby", "late")
	expect(t, x, "weber", "n00000")
	noDifference(t, x)
}

func TestVerifyFindsDifferences(t *testing.T) {
	s := newStore(t)
	seq := put(t, s, notice("a", "Maria Silva"), notice("b", "Kevin Kirby"))
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, seq)
	docs := map[string]fields{"a": nil, "ghost": {{Name: fieldNames, Text: "wghost"}}}
	if err := writeBatch(x.live, x.live.notices, docs, seq); err != nil {
		t.Fatal(err)
	}
	diffs, err := x.Verify(t.Context())
	if err != nil || len(diffs) != 2 || !strings.Contains(errors.Join(diffs...).Error(), "notice/a is not") || !strings.Contains(errors.Join(diffs...).Error(), "ghost") {
		t.Errorf("%v %v", diffs, err)
	}
}
