package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// found lists the entries of an index as "value kind/id".
func found(r registry.Reader, index registry.IndexName, prefix string) []string {
	var out []string
	for v, ref := range r.Find(index, prefix) {
		out = append(out, v+" "+ref.String())
	}
	return out
}

func wantFound(t *testing.T, s registry.Store, index registry.IndexName, prefix string, want ...string) {
	t.Helper()
	view(t, s, func(r registry.Reader) {
		if got := found(r, index, prefix); !slices.Equal(got, want) {
			t.Errorf("Find(%s, %q) = %q, want %q", index, prefix, got, want)
		}
	})
}

func testIndexMoves(t *testing.T, s registry.Store) {
	q := func(v string) registry.Key { return registry.Key{Index: registry.IndexQueue, Value: v} }
	o := func(v string) registry.Key { return registry.Key{Index: registry.IndexStatements, Value: v} }
	commit(t, s, Put(task("a", "", q("1"), q("2"), o("x"), q("1")), task("b", "", q("1"))))
	wantFound(t, s, registry.IndexQueue, "", "1 task/a", "1 task/b", "2 task/a")
	wantFound(t, s, registry.IndexStatements, "", "x task/a")

	commit(t, s, Put(task("a", "", q("2"), q("3"))))
	wantFound(t, s, registry.IndexQueue, "", "1 task/b", "2 task/a", "3 task/a")
	wantFound(t, s, registry.IndexStatements, "")

	commit(t, s, Delete(task("a", "").Ref()))
	wantFound(t, s, registry.IndexQueue, "", "1 task/b")

	commit(t, s, Put(task("b", "")))
	wantFound(t, s, registry.IndexQueue, "")
	wantFound(t, s, "unheard", "")
}

func testIndexOrder(t *testing.T, s registry.Store) {
	for _, c := range [][2]string{{"ab", "1"}, {"a", "2"}, {"a", "10"}, {"a", "1"}, {"abc", "0"}, {"", "9"}, {"b", "1"}, {"a\x01", "1"}, {"é", "1"}} {
		commit(t, s, Put(task(c[1]+"/"+c[0], "", registry.Key{Index: registry.IndexQueue, Value: c[0]})))
	}
	wantFound(t, s, registry.IndexQueue, "", " task/9/", "a task/1/a", "a task/10/a", "a task/2/a", "a\x01 task/1/a\x01",
		"ab task/1/ab", "abc task/0/abc", "b task/1/b", "é task/1/é")
	wantFound(t, s, registry.IndexQueue, "ab", "ab task/1/ab", "abc task/0/abc")
	wantFound(t, s, registry.IndexQueue, "abcd")
	wantFound(t, s, registry.IndexQueue, "\xff")
}

// testIndexHidden: a hidden index has its entries under the whole value only, and
// all of them under values that say nothing.
func testIndexHidden(t *testing.T, s registry.Store) {
	key := func(v string) registry.Key { return registry.Key{Index: registry.IndexOrigin, Value: v} }
	commit(t, s, Put(task("b", "", key("x.example/ann")), task("a", "", key("x.example/ann"), key("x.example/bob"))))
	wantFound(t, s, registry.IndexOrigin, "x.example/ann", "x.example/ann task/a", "x.example/ann task/b")
	wantFound(t, s, registry.IndexOrigin, "x.example/bob", "x.example/bob task/a")
	wantFound(t, s, registry.IndexOrigin, "x.example/")
	view(t, s, func(r registry.Reader) {
		n := 0
		for v := range r.Find(registry.IndexOrigin, "") {
			if n++; strings.Contains(v, "x.example") {
				t.Errorf("the index tells %q", v)
			}
		}
		if n != 3 {
			t.Errorf("%d entries, want 3", n)
		}
	})
	commit(t, s, Put(task("a", "", key("x.example/bob"))))
	wantFound(t, s, registry.IndexOrigin, "x.example/ann", "x.example/ann task/b")
	commit(t, s, Delete(task("b", "").Ref()))
	wantFound(t, s, registry.IndexOrigin, "x.example/ann")
}

func testIndexShared(t *testing.T, s registry.Store) {
	key := registry.Key{Index: registry.IndexCode, Value: "same"}
	commit(t, s, Put(task("b", "", key), draft("a", "", key), task("a", "", key)))
	wantFound(t, s, registry.IndexCode, "same", "same draft/a", "same task/a", "same task/b")
	commit(t, s, Delete(draft("a", "").Ref()))
	wantFound(t, s, registry.IndexCode, "same", "same task/a", "same task/b")
}

func testStopEarly(t *testing.T, s registry.Store) {
	for n := range 5 {
		commit(t, s, Put(task(fmt.Sprint(n), "", registry.Key{Index: registry.IndexQueue, Value: "v"})))
	}
	view(t, s, func(r registry.Reader) {
		n := 0
		for range r.Find(registry.IndexQueue, "") {
			n++
			break
		}
		for range r.IDs(registry.KindTask, "") {
			n++
			break
		}
		for range r.Changes(0) {
			n++
			break
		}
		if n != 3 {
			t.Errorf("%d steps of three loops that stop at once", n)
		}
	})
}

// testDeterministic applies the same batches twice, so that what a store makes
// of them may depend on nothing else.
func testDeterministic(t *testing.T, s registry.Store) {
	state := func() (out []string) {
		view(t, s, func(r registry.Reader) {
			for id := range r.IDs(registry.KindTask, "") {
				var i Item
				v, err := r.Get(registry.Ref{Kind: registry.KindTask, ID: id}, &i)
				out = append(out, fmt.Sprint(id, v, i, err))
			}
			out = append(out, found(r, registry.IndexQueue, "")...)
		})
		return out
	}
	apply := func() {
		for n := range 20 {
			key := registry.Key{Index: registry.IndexQueue, Value: fmt.Sprint(n % 7)}
			commit(t, s, Put(task(fmt.Sprint(n%5), fmt.Sprint(n), key)))
		}
	}
	apply()
	first := state()
	for n := range 5 {
		commit(t, s, Delete(task(fmt.Sprint(n), "").Ref()))
	}
	apply()
	if second := state(); !slices.Equal(first, second) {
		t.Errorf("the same batches give\n%q\nand\n%q", first, second)
	}
}
