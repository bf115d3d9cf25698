package storetest

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Item is the record of the suite. It can be of any kind and in any index.
type Item struct {
	Of   registry.Kind
	ID   string
	Text string
	In   []registry.Key
}

// Ref names the record.
func (i *Item) Ref() registry.Ref { return registry.Ref{Kind: i.Of, ID: i.ID} }

// Keys lists its entries in the secondary indexes.
func (i *Item) Keys() []registry.Key { return i.In }

// moment is when everything in the suite happens.
func moment() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

// Put returns a batch that puts the items, each with its change when its kind
// is logged.
func Put(items ...*Item) registry.Batch {
	var b registry.Batch
	for _, i := range items {
		b.Put = append(b.Put, i)
		b.Changes = appendChange(b.Changes, i.Ref(), "item.put")
	}
	return b
}

// Delete returns a batch that deletes the records, each with its change when
// its kind is logged.
func Delete(refs ...registry.Ref) registry.Batch {
	b := registry.Batch{Delete: refs}
	for _, ref := range refs {
		b.Changes = appendChange(b.Changes, ref, "item.deleted")
	}
	return b
}

func appendChange(cs []registry.Change, ref registry.Ref, what string) []registry.Change {
	if !ref.Kind.Logged() {
		return cs
	}
	return append(cs, registry.Change{What: what, Ref: ref, At: moment()})
}

func task(id, text string, in ...registry.Key) *Item {
	return &Item{Of: registry.KindTask, ID: id, Text: text, In: in}
}

func draft(id, text string, in ...registry.Key) *Item {
	return &Item{Of: registry.KindDraft, ID: id, Text: text, In: in}
}

func expect(ref registry.Ref, v registry.Version) registry.Expect {
	return registry.Expect{Ref: ref, Version: v}
}

// commit applies the batch or ends the test.
func commit(t *testing.T, s registry.Store, b registry.Batch) registry.Seq {
	t.Helper()
	seq, err := s.Commit(t.Context(), b)
	if err != nil {
		t.Fatalf("Commit: %v", err)
	}
	return seq
}

// refused checks that the store refuses the batch with that kind of error.
func refused(t *testing.T, s registry.Store, b registry.Batch, want registry.ErrorKind) {
	t.Helper()
	if _, err := s.Commit(t.Context(), b); err == nil || registry.KindOf(err) != want {
		t.Errorf("Commit = %v, want an error of kind %v", err, want)
	}
}

// view reads or ends the test.
func view(t *testing.T, s registry.Store, f func(r registry.Reader)) {
	t.Helper()
	if err := s.View(t.Context(), func(r registry.Reader) error { f(r); return nil }); err != nil {
		t.Fatalf("View: %v", err)
	}
}
