package storetest

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func testGetPut(t *testing.T, s registry.Store) {
	commit(t, s, Put(task("a", "first"), draft("a", "other kind")))
	view(t, s, func(r registry.Reader) {
		var got Item
		v, err := r.Get(registry.Ref{Kind: registry.KindTask, ID: "a"}, &got)
		if err != nil || v != 1 || got.Text != "first" {
			t.Errorf("Get = %+v, version %d, %v", got, v, err)
		}
		missing := registry.Ref{Kind: registry.KindTask, ID: "b"}
		if v, err := r.Get(missing, &got); registry.KindOf(err) != registry.KindNotFound || err == nil || v != 0 {
			t.Errorf("Get of nothing = %d, %v", v, err)
		}
		if v := r.Version(missing); v != 0 {
			t.Errorf("Version of nothing = %d", v)
		}
		if _, err := r.Get(registry.Ref{Kind: "unheard", ID: "a"}, &got); registry.KindOf(err) != registry.KindNotFound || err == nil {
			t.Errorf("Get of an unknown kind = %v", err)
		}
	})
}

func testCopies(t *testing.T, s registry.Store) {
	i := task("a", "before", registry.Key{Index: registry.IndexOpenTasks, Value: "x"})
	commit(t, s, Put(i))
	i.Text, i.In[0].Value = "after", "y"
	view(t, s, func(r registry.Reader) {
		var one, two Item
		_, err1 := r.Get(i.Ref(), &one)
		one.In[0].Value = "changed"
		_, err2 := r.Get(i.Ref(), &two)
		if err1 != nil || err2 != nil || two.Text != "before" || two.In[0].Value != "x" {
			t.Errorf("the store shares memory with its callers: %+v %v %v", two, err1, err2)
		}
	})
}

func testDelete(t *testing.T, s registry.Store) {
	a, b := task("a", "1"), task("b", "2")
	commit(t, s, Put(a, b))
	commit(t, s, Delete(a.Ref()))
	commit(t, s, Delete(a.Ref())) // again: nothing to do, but it is logged
	view(t, s, func(r registry.Reader) {
		var got Item
		if _, err := r.Get(a.Ref(), &got); registry.KindOf(err) != registry.KindNotFound {
			t.Errorf("a deleted record is still there: %v", err)
		}
		if _, err := r.Get(b.Ref(), &got); err != nil {
			t.Errorf("its neighbour is gone: %v", err)
		}
	})
}

func testVersions(t *testing.T, s registry.Store) {
	ref := task("a", "").Ref()
	for want := range registry.Version(3) {
		b := Put(task("a", "x"))
		if want != 1 { // with and without a version to rely on
			b.Expect = append(b.Expect, expect(ref, want))
		}
		commit(t, s, b)
		view(t, s, func(r registry.Reader) {
			var got Item
			v, err := r.Get(ref, &got)
			if err != nil || v != want+1 || r.Version(ref) != v {
				t.Errorf("version %d, Version %d, want %d, %v", v, r.Version(ref), want+1, err)
			}
		})
	}
	commit(t, s, Delete(ref))
	commit(t, s, Put(task("a", "again")))
	view(t, s, func(r registry.Reader) {
		if v := r.Version(ref); v != 1 {
			t.Errorf("put again after a delete: version %d, want 1", v)
		}
	})
}

func testConflict(t *testing.T, s registry.Store) {
	i := task("a", "1")
	commit(t, s, Put(i))
	for _, v := range []registry.Version{0, 2, 99} {
		b := Put(task("a", "refused"))
		b.Expect = append(b.Expect, expect(i.Ref(), v))
		refused(t, s, b, registry.KindConflict)
		d := Delete(i.Ref())
		d.Expect = append(d.Expect, expect(i.Ref(), v))
		refused(t, s, d, registry.KindConflict)
	}
	view(t, s, func(r registry.Reader) {
		var got Item
		if v, err := r.Get(i.Ref(), &got); err != nil || v != 1 || got.Text != "1" {
			t.Errorf("a refused batch left version %d, %q, %v", v, got.Text, err)
		}
	})
}

func testExpectAnother(t *testing.T, s registry.Store) {
	read := task("read", "")
	commit(t, s, Put(read))
	b := Put(task("written", ""))
	b.Expect = append(b.Expect, expect(read.Ref(), 1), expect(task("absent", "").Ref(), 0))
	commit(t, s, b)
	commit(t, s, Put(read))
	b = Put(task("other", ""))
	b.Expect = append(b.Expect, expect(read.Ref(), 1))
	refused(t, s, b, registry.KindConflict)
}

func testWhole(t *testing.T, s registry.Store) {
	keep := task("keep", "", registry.Key{Index: registry.IndexQueue, Value: "keep"})
	commit(t, s, Put(keep))
	b := Put(task("new", "", registry.Key{Index: registry.IndexQueue, Value: "new"}))
	b.Delete = append(b.Delete, keep.Ref())
	b.Changes = append(b.Changes, registry.Change{What: "x", Ref: keep.Ref(), At: moment()})
	b.Expect = append(b.Expect, expect(task("new", "").Ref(), 0), expect(keep.Ref(), 7))
	refused(t, s, b, registry.KindConflict)
	view(t, s, func(r registry.Reader) {
		if r.Version(keep.Ref()) != 1 || r.Version(task("new", "").Ref()) != 0 || r.Count(registry.KindTask) != 1 {
			t.Error("a refused batch was applied in part")
		}
		if got := found(r, registry.IndexQueue, ""); len(got) != 1 || got[0] != "keep task/keep" {
			t.Errorf("index after a refused batch: %v", got)
		}
		if h := r.Head().Seq; h != 1 {
			t.Errorf("log after a refused batch ends at %d", h)
		}
	})
}

func testRefusals(t *testing.T, s registry.Store) {
	key := func(v string) registry.Key { return registry.Key{Index: registry.IndexQueue, Value: v} }
	noChange := registry.Batch{Put: []registry.Record{task("a", "")}}
	noDeleteChange := registry.Batch{Delete: []registry.Ref{task("a", "").Ref()}}
	otherChange := noChange
	otherChange.Changes = Put(task("b", "")).Changes
	both := Put(task("a", ""))
	both.Delete = append(both.Delete, task("a", "").Ref())
	for name, c := range map[string]struct {
		b    registry.Batch
		want registry.ErrorKind
	}{
		"put without change":    {noChange, registry.KindInternal},
		"delete without change": {noDeleteChange, registry.KindInternal},
		"change of another":     {otherChange, registry.KindInternal},
		"put twice":             {Put(task("a", ""), task("a", "")), registry.KindInternal},
		"put and deleted":       {both, registry.KindInternal},
		"unknown kind":          {Put(&Item{Of: "unheard", ID: "a"}), registry.KindInternal},
		"no id":                 {Put(task("", "")), registry.KindInvalid},
		"zero byte in id":       {Put(task("a\x00b", "")), registry.KindInvalid},
		"long id":               {Put(task(strings.Repeat("a", 5000), "")), registry.KindInvalid},
		"zero byte in value":    {Put(task("a", "", key("a\x00b"))), registry.KindInvalid},
		"long value":            {Put(task("a", "", key(strings.Repeat("a", 5000)))), registry.KindInvalid},
	} {
		t.Run(name, func(t *testing.T) { refused(t, s, c.b, c.want) })
	}
	view(t, s, func(r registry.Reader) {
		if n, h := r.Count(registry.KindTask), r.Head().Seq; n != 0 || h != 0 {
			t.Errorf("refused batches left %d records and %d changes", n, h)
		}
	})
}

func testEveryKind(t *testing.T, s registry.Store) {
	for _, k := range registry.Kinds() {
		commit(t, s, Put(&Item{Of: k, ID: "a", Text: string(k)}))
	}
	view(t, s, func(r registry.Reader) {
		for _, k := range registry.Kinds() {
			var got Item
			if _, err := r.Get(registry.Ref{Kind: k, ID: "a"}, &got); err != nil || got.Text != string(k) {
				t.Errorf("%s: %+v, %v", k, got, err)
			}
		}
	})
}

func testCount(t *testing.T, s registry.Store) {
	for _, b := range []registry.Batch{
		Put(task("a", ""), task("b", ""), draft("a", "")),
		Put(task("a", "again"), task("c", "")),
		Delete(task("b", "").Ref(), task("absent", "").Ref()),
	} {
		commit(t, s, b)
	}
	view(t, s, func(r registry.Reader) {
		if n, d, e := r.Count(registry.KindTask), r.Count(registry.KindDraft), r.Count(registry.KindEvent); n != 2 || d != 1 || e != 0 {
			t.Errorf("Count = %d tasks, %d drafts, %d events; want 2, 1, 0", n, d, e)
		}
		if n := r.Count("unheard"); n != 0 {
			t.Errorf("Count of an unknown kind = %d", n)
		}
	})
}

func testIDs(t *testing.T, s registry.Store) {
	for _, id := range []string{"b", "a", "ab", "c", "aa"} {
		commit(t, s, Put(task(id, ""), draft("x"+id, "")))
	}
	view(t, s, func(r registry.Reader) {
		for after, want := range map[string]string{"": "a aa ab b c", "a": "aa ab b c", "aab": "ab b c", "c": "", "zz": ""} {
			var got []string
			for id := range r.IDs(registry.KindTask, after) {
				got = append(got, id)
			}
			if s := strings.Join(got, " "); s != want {
				t.Errorf("IDs after %q = %q, want %q", after, s, want)
			}
		}
		for id := range r.IDs(registry.KindEvent, "") {
			t.Errorf("an event %q", id)
		}
		for id := range r.IDs("unheard", "") {
			t.Errorf("an unknown kind has %q", id)
		}
	})
}
