package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Index and Linker are what the registry asks for.
var (
	_ registry.Index  = (*Index)(nil)
	_ registry.Linker = (*Linker)(nil)
)

func TestQueriesThatAreRefused(t *testing.T) {
	s := newStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, put(t, s, notice("a", "Maria Silva")))
	for name, c := range map[string]struct {
		q           registry.Query
		field, code string
	}{
		"nothing":        {registry.Query{}, "q", "empty"},
		"no letters":     {registry.Query{Text: " -- !", Place: "…"}, "q", "empty"},
		"filters only":   {registry.Query{Sex: registry.SexMale, Event: "e1"}, "q", "empty"},
		"too long":       {registry.Query{Text: strings.Repeat("é", registry.MaxQuery+1)}, "q", "too_long"},
		"place too long": {registry.Query{Text: "a", Place: strings.Repeat("x", registry.MaxQuery+1)}, "place", "too_long"},
	} {
		_, _, err := x.Search(t.Context(), c.q)
		p, ok := errors.AsType[registry.Problems](err)
		if !ok || p[0].Field != c.field || p[0].Code != c.code || registry.KindOf(err) != registry.KindInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever people type is words, never syntax, and is answered.
func TestQueriesAreWords(t *testing.T) {
	s := newStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, put(t, s, notice("a", "Maria Silva")))
	for _, text := range []string{"*", "m*", "name:maria", "+silva -maria", `"maria`, "/.*/", "maria~2", "silva^9", "(a OR b)", "\\", strings.Repeat("maria ", 33), strings.Repeat("z", registry.MaxQuery), "a\x00b", "\xff\xfe", "𝕸𝖆𝖗𝖎𝖆"} {
		if _, _, err := x.Search(t.Context(), registry.Query{Text: text, Place: text}); err != nil && registry.KindOf(err) != registry.KindInvalid {
			t.Errorf("%q: %v", text, err)
		}
	}
	expect(t, x, "name:maria", "a")
	expect(t, x, "𝕸𝖆𝖗𝖎𝖆", "a")
}

func FuzzSearch(f *testing.F) {
	s := newStore(f)
	x := start(f, f.TempDir(), s, fixedClock{testNow})
	wait(f, x, put(f, s, notice("a", "Maria Silva"), notice("b", "김민수"), notice("c", "محمد")))
	for _, q := range []string{"maria", "silva maria", "m s", "김 민수", "\xff", "a b c d e f g h i j k l m n", "*"} {
		f.Add(q, "", false)
		f.Add("", q, true)
	}
	f.Fuzz(func(t *testing.T, text, place string, verified bool) {
		_, _, err := x.Search(context.Background(), registry.Query{Text: text, Place: place, Verified: verified})
		if err != nil && registry.KindOf(err) != registry.KindInvalid {
			t.Fatalf("%q %q: %v", text, place, err)
		}
	})
}

// Pages neither overlap nor leave anything out.
func TestPages(t *testing.T) {
	s := newStore(t)
	var recs []registry.Record
	for i := range 230 {
		recs = append(recs, notice(fmt.Sprintf("n%03d", i), "Maria Silva"))
	}
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, put(t, s, recs...))
	var got []string
	for offset := 0; ; offset += 30 {
		hits, total, err := x.Search(t.Context(), registry.Query{Text: "silva", Offset: offset, Limit: 30})
		if err != nil || total != MaxResults {
			t.Fatal(total, err)
		}
		if len(hits) == 0 {
			break
		}
		got = append(got, ids(hits)...)
	}
	if len(got) != MaxResults || !slices.IsSorted(got) || len(unique(got)) != len(got) {
		t.Errorf("%d hits, %d of them different", len(got), len(unique(got)))
	}
	for _, c := range []struct{ offset, limit, want int }{{0, 0, MaxLimit}, {0, 1000, MaxLimit}, {-5, 3, 3}, {199, 10, 1}, {1 << 40, 10, 0}} {
		if hits, _, err := x.Search(t.Context(), registry.Query{Text: "silva", Offset: c.offset, Limit: c.limit}); err != nil || len(hits) != c.want {
			t.Errorf("%+v: %d hits, %v", c, len(hits), err)
		}
	}
}

func TestSearchKeepsTheDeadline(t *testing.T) {
	s := newStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, put(t, s, notice("a", "Maria Silva")))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := x.Search(ctx, registry.Query{Text: "silva"}); err == nil {
		t.Error("answered after the end of its context")
	}
	for range cap(x.slots) {
		x.slots <- struct{}{}
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, _, err := x.Search(ctx, registry.Query{Text: "silva"}); registry.KindOf(err) != registry.KindLimited {
		t.Errorf("%v", err)
	}
}

// A notice nobody may know of changes nothing in an answer: neither hits nor
// total, nor whether the search tried harder.
func TestHiddenNoticesLeaveNoTrace(t *testing.T) {
	answer := func(more ...registry.Record) string {
		s := newStore(t)
		x := start(t, t.TempDir(), s, fixedClock{testNow})
		wait(t, x, put(t, s, append(more, notice("a", "Maria Silva"), notice("b", "Mario Salva"))...))
		out := ""
		for _, text := range []string{"maria silva", "vera silva", "vera", "mario", "lindqvist maria"} {
			hits, total, err := x.Search(t.Context(), registry.Query{Text: text})
			out += fmt.Sprintln(text, hits, total, err)
		}
		return out
	}
	without := answer()
	with := answer(notice("h", "Vera Lindqvist", func(n *registry.Notice) { n.Visibility = registry.VisibleVerified }),
		notice("k", "Maria Silva", func(n *registry.Notice) { n.Visibility = registry.VisibleVerified }))
	if with != without {
		t.Errorf("without:\n%swith:\n%s", without, with)
	}
}

func TestUnavailableUntilBuilt(t *testing.T) {
	x, err := Open(t.Context(), t.TempDir(), newStore(t), fixedClock{testNow}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := x.Search(t.Context(), registry.Query{Text: "silva"}); registry.KindOf(err) != registry.KindUnavailable {
		t.Errorf("%v", err)
	}
	if c := NewLinker(x).Compare(notice("a", "Maria Silva"), &registry.Report{ID: "r"}); c.Notice != "a" || c.Report != "r" {
		t.Errorf("%+v", c)
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
	if err := x.Rebuild(t.Context(), nil); err == nil {
		t.Error("rebuilt after Close")
	}
}
