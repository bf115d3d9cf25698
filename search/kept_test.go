package search

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

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

// holds says what is kept of a name, and of what is not there any more.
func (k *kept) holds(name string) (list []string) {
	for i := range k.records.places {
		if r := k.records.places[i].Load(); r != nil && (strings.Contains(strings.ToLower(r.names+r.full), name) || !k.lives(r.of)) {
			list = append(list, fmt.Sprint("record of ", r.of, " ", r.id))
		}
	}
	k.postings.mu.RLock()
	defer k.postings.mu.RUnlock()
	filled := 0
	for _, half := range []map[termKey]*roaring.Bitmap{k.postings.young, k.postings.old} {
		for t := range half {
			if strings.Contains(t.term, name) || !k.has(t.segment) {
				list = append(list, fmt.Sprint("postings of ", t))
			}
		}
	}
	for _, b := range k.postings.young {
		filled += k.postings.size(b)
	}
	if filled != k.postings.filled {
		list = append(list, fmt.Sprint("counted ", k.postings.filled, " bytes, not ", filled))
	}
	return list
}

// count is how many records are kept.
func (k *kept) count() (n int) {
	for i := range k.records.places {
		if k.records.places[i].Load() != nil {
			n++
		}
	}
	return n
}

// Whoever was erased is in no kept record and in no posting, also where a view from
// before reads them once more.
func TestKeptForgetsErased(t *testing.T) {
	s := newStore(t)
	recs := []registry.Record{notice("gone", "Zebedee Quux"), notice("changed", "Zebedee Quux")}
	for i := range 2 * worthKeeping {
		recs = append(recs, notice(fmt.Sprint("n", i), "Jan Wall"))
	}
	x, err := Open(t.Context(), t.TempDir(), s, fixedClock{testNow}, Options{Gather: time.Millisecond, Key: sealingKey()})
	if err != nil {
		t.Fatal(err)
	}
	stop := run(t, x)
	wait(t, x, put(t, s, recs...))
	if err := x.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	x.merges.Wait()
	expect(t, x, "zebedee quux", "changed", "gone")
	search(t, x, "jan wall")
	if len(x.kept.holds("zebedee")) == 0 {
		t.Fatal("nothing was kept")
	}
	before := x.kept.count()
	g, err := x.acquire("test")
	if err != nil {
		t.Fatal(err)
	}
	v, err := openView(g.notices, x.kept)
	if err != nil {
		t.Fatal(err)
	}
	erase(t, s, noticeRef("gone"))
	wait(t, x, put(t, s, notice("changed", "Barnaby Quux")))
	nothing := func(when string) {
		t.Helper()
		if list := x.kept.holds("zebedee"); len(list) > 0 {
			t.Errorf("%s: %v", when, list)
		}
	}
	nothing("erased")
	if n := x.kept.count(); n != before-2 {
		t.Errorf("%d records are kept of %d", n, before)
	}
	found := 0
	for doc := range v.docs {
		got, err := v.stored(doc)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToLower(got.names), "zebedee") {
			found++
		}
	}
	if all, err := v.any([]string{fieldNames}, "wwall"); err != nil || all.count() != 2*worthKeeping {
		t.Errorf("an older view finds %d, %v", all.count(), err)
	}
	if found != 2 {
		t.Errorf("an older view reads %d of them", found)
	}
	nothing("read by an older view")
	if err := v.close(); err != nil {
		t.Error(err)
	}
	g.users.Done()
	expect(t, x, "zebedee")
	nothing("searched again")

	search(t, x, "jan wall")
	if err := x.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	x.merges.Wait()
	nothing("rebuilt")
	if n := x.kept.count(); n != 0 {
		t.Errorf("%d records of the old index are kept", n)
	}
	search(t, x, "jan wall")
	stop()
	nothing("closed")
	if n := x.kept.count() + len(x.kept.postings.young) + len(x.kept.postings.old) + len(x.kept.owners); n != 0 {
		t.Errorf("%d are kept after Close", n)
	}
}

// Searches while people come and go keep nobody who went.
func TestKeptForgetsWhileSearching(t *testing.T) {
	s := newStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, put(t, s, notice("a", "Jan Wall")))
	ctx, cancel := context.WithCancel(t.Context())
	var searches sync.WaitGroup
	for range 4 {
		searches.Go(func() {
			for ctx.Err() == nil {
				if _, _, err := x.Search(t.Context(), registry.Query{Text: "zebedee"}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 15 {
		wait(t, x, put(t, s, notice(fmt.Sprint("z", i), "Zebedee Quux")))
		wait(t, x, erase(t, s, noticeRef(fmt.Sprint("z", i))))
	}
	cancel()
	searches.Wait()
	if list := x.kept.holds("zebedee"); len(list) > 0 {
		t.Error(list)
	}
}

// A segment that does not change keeps its number, and what is kept of it.
func TestKeptNumberStays(t *testing.T) {
	g, err := createGeneration(t.TempDir(), "e", Options{LockTimeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := g.close(); err != nil {
			t.Error(err)
		}
	}()
	docs := map[string]fields{}
	for i := range 1000 {
		docs[fmt.Sprint("big", i)] = fields{{Name: fieldNames, Text: "wall"}}
	}
	k := newKept()
	var open []*view
	batch := func(docs map[string]fields) *view {
		t.Helper()
		if err := writeBatch(g, g.notices, docs, 7); err != nil {
			t.Fatal(err)
		}
		v, err := openView(g.notices, k)
		if err != nil {
			t.Fatal(err)
		}
		if i := len(open) - 1; i >= 0 {
			_ = open[i].close() // the newest only is read
		}
		open = append(open, v)
		return v
	}
	first := batch(docs).segments[0].number
	seen := map[uint32]bool{}
	for i := range 200 {
		v := batch(map[string]fields{fmt.Sprint("more", i): {{Name: fieldNames, Text: "more"}}})
		here := map[uint32]bool{}
		for _, p := range v.segments {
			if here[p.number] || p.size == 1000 != (p.number == first) {
				t.Fatalf("batch %d: number %d, size %d", i, p.number, p.size)
			}
			here[p.number] = true
		}
		for n := range seen {
			if !here[n] && k.has(n) {
				t.Fatalf("batch %d: %d is remembered", i, n)
			}
		}
		seen = here
		if i == 0 {
			if _, err := v.stored(0); err != nil {
				t.Fatal(err)
			}
		}
		if k.records.get(docKey{first, 0}) == nil {
			t.Fatalf("batch %d: the record is not kept any more", i)
		}
	}
	_ = open[len(open)-1].close()
	k.drop(g.indexes()...)
	if k.has(first) || k.count() != 0 {
		t.Error("something is left")
	}
}
