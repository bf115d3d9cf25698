package search

import (
	"fmt"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func TestAging(t *testing.T) {
	a := newAging[int](100, func(string) int { return 10 })
	for i := range 5 {
		a.put(i, "x")
	}
	for i := 5; i < 1000; i++ {
		a.put(i, "x")
		if _, ok := a.get(0); !ok {
			t.Fatalf("what is asked for again and again was forgotten after %d", i)
		}
		if n := len(a.young) + len(a.old); n > 10 {
			t.Fatalf("%d are held", n)
		}
	}
	if _, ok := a.get(1); ok {
		t.Error("what nobody asks for is still there")
	}
	if _, ok := a.get(999); !ok {
		t.Error("the last one is not there")
	}
}

// What is kept of a term and of people is what the index says, while records come
// and go and segments are merged.
func TestKept(t *testing.T) {
	s := newStore(t)
	var recs []registry.Record
	for i := range 3 * worthKeeping {
		recs = append(recs, notice(fmt.Sprint("n", i), "Jan Wall"))
	}
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	seq := put(t, s, recs...)
	count := func(want int) {
		t.Helper()
		wait(t, x, seq)
		for range 2 {
			v, err := openView(x.live.notices, x.kept)
			if err != nil {
				t.Fatal(err)
			}
			found, err := v.any([]string{fieldNames}, "wwall")
			if err != nil || found.count() != want {
				t.Errorf("%d, want %d, %v", found.count(), want, err)
			}
			for i := range found {
				if found[i] == nil {
					continue
				}
				for _, doc := range found[i].ToArray() {
					if got, err := v.stored(v.segments[i].first + int(doc)); err != nil || got.names == "" || got.full != "" {
						t.Fatalf("%d: %v, %v", doc, got, err)
					}
				}
			}
			if err := v.close(); err != nil {
				t.Error(err)
			}
		}
	}
	count(3 * worthKeeping)
	seq = erase(t, s, noticeRef("n1"))
	count(3*worthKeeping - 1)
	seq = put(t, s, notice("n2", "Jan Wall"), notice("more", "Eva Wall"))
	count(3 * worthKeeping)
	if err := x.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	count(3 * worthKeeping)
}

// Two documents that share a place do not take each other's values.
func TestRecordsShareAPlace(t *testing.T) {
	var r records
	a, b := docKey{1, 5}, docKey{1, 5 + keptRecords}
	r.put(&keptRecord{a, saved{id: "a"}})
	if got := r.get(a); got == nil || got.id != "a" || r.get(b) != nil {
		t.Error(got)
	}
	r.put(&keptRecord{b, saved{id: "b"}})
	if got := r.get(b); got == nil || got.id != "b" || r.get(a) != nil {
		t.Error(got)
	}
	r.put(&keptRecord{a, saved{names: string(make([]byte, longestKept+1))}})
	if r.get(a) != nil {
		t.Error("a long one was kept")
	}
}
