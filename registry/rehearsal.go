package registry

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
)

// rehearsal is a store that reads another one and keeps what is written to itself, so
// that work can be tried: the same code decides on the same records, and nothing
// changes. The logs stay as they are. It is for one goroutine.
type rehearsal struct {
	Store
	wrote map[Ref]rehearsed
	index map[IndexName]map[Key]map[Ref]bool
}

// rehearsed is a record that was put or, without data, deleted.
type rehearsed struct {
	version Version
	data    []byte
	keys    []Key
}

func newRehearsal(s Store) *rehearsal {
	return &rehearsal{Store: s, wrote: map[Ref]rehearsed{}, index: map[IndexName]map[Key]map[Ref]bool{}}
}

// View calls f with the records as they would be.
func (s *rehearsal) View(ctx context.Context, f func(Reader) error) error {
	return s.Store.View(ctx, func(r Reader) error { return f(rehearsing{r, s}) })
}

// Commit keeps what the batch puts and deletes.
func (s *rehearsal) Commit(ctx context.Context, b Batch) (seq Seq, err error) {
	err = s.View(ctx, func(r Reader) error {
		seq = r.Head().Seq
		for _, ref := range b.Delete {
			s.keep(ref, rehearsed{})
		}
		for _, rec := range b.Put {
			data, err := EncodeRecord(rec)
			if err != nil {
				return err
			}
			s.keep(rec.Ref(), rehearsed{r.Version(rec.Ref()) + 1, data, rec.Keys()})
		}
		return nil
	})
	return seq, err
}

func (s *rehearsal) keep(ref Ref, x rehearsed) {
	for _, k := range s.wrote[ref].keys {
		delete(s.index[k.Index][k], ref)
	}
	s.wrote[ref] = x
	for _, k := range x.keys {
		if s.index[k.Index] == nil {
			s.index[k.Index] = map[Key]map[Ref]bool{}
		}
		if s.index[k.Index][k] == nil {
			s.index[k.Index][k] = map[Ref]bool{}
		}
		s.index[k.Index][k][ref] = true
	}
}

// rehearsing reads what was written before what is stored.
type rehearsing struct {
	Reader
	s *rehearsal
}

// Get decodes the record as it would be.
func (r rehearsing) Get(ref Ref, into Record) (Version, error) {
	x, ok := r.s.wrote[ref]
	switch {
	case !ok:
		return r.Reader.Get(ref, into)
	case x.data == nil:
		return 0, &Error{Op: "Get", Kind: KindNotFound, Ref: ref}
	}
	return x.version, DecodeRecord(x.data, into)
}

// Version returns the version that the record would have.
func (r rehearsing) Version(ref Ref) Version {
	if x, ok := r.s.wrote[ref]; ok {
		return x.version
	}
	return r.Reader.Version(ref)
}

// Find yields the entries as they would be, in order.
func (r rehearsing) Find(index IndexName, prefix string) iter.Seq2[string, Ref] {
	type entry struct {
		value string
		ref   Ref
	}
	var more []entry
	for k, refs := range r.s.index[index] {
		if k.Value == prefix || !index.Hidden() && strings.HasPrefix(k.Value, prefix) {
			for ref := range refs {
				more = append(more, entry{k.Value, ref})
			}
		}
	}
	order := func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.ref.ID, b.ref.ID))
	}
	slices.SortFunc(more, order)
	return func(yield func(string, Ref) bool) {
		for value, ref := range r.Reader.Find(index, prefix) {
			if _, ok := r.s.wrote[ref]; ok {
				continue
			}
			for len(more) > 0 && order(more[0], entry{value, ref}) < 0 {
				if !yield(more[0].value, more[0].ref) {
					return
				}
				more = more[1:]
			}
			if !yield(value, ref) {
				return
			}
		}
		for _, e := range more {
			if !yield(e.value, e.ref) {
				return
			}
		}
	}
}

// IDs yields the ids that would be there, in order.
func (r rehearsing) IDs(kind Kind, after string) iter.Seq[string] {
	ids := map[string]bool{}
	for id := range r.Reader.IDs(kind, after) {
		ids[id] = true
	}
	for ref, x := range r.s.wrote {
		if ref.Kind == kind && ref.ID > after {
			if ids[ref.ID] = true; x.data == nil {
				delete(ids, ref.ID)
			}
		}
	}
	return slices.Values(slices.Sorted(maps.Keys(ids)))
}

// Count returns how many records of a kind there would be.
func (r rehearsing) Count(kind Kind) (n int) {
	for range r.IDs(kind, "") {
		n++
	}
	return n
}
