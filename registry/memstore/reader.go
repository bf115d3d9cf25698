package memstore

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// reader is a registry.Reader of one state.
type reader struct {
	s      *state
	hiding []byte
}

func (r reader) Get(ref registry.Ref, into registry.Record) (registry.Version, error) {
	e, ok := r.s.records[ref]
	if !ok {
		return 0, &registry.Error{Op: "Get", Kind: registry.KindNotFound, Ref: ref}
	}
	if err := registry.DecodeRecord(e.data, into); err != nil {
		return 0, &registry.Error{Op: "Get", Kind: registry.KindInternal, Ref: ref, Err: err}
	}
	return e.version, nil
}

func (r reader) Version(ref registry.Ref) registry.Version { return r.s.records[ref].version }

func (r reader) Find(index registry.IndexName, prefix string) iter.Seq2[string, registry.Ref] {
	return func(yield func(string, registry.Ref) bool) {
		asked := prefix
		prefix = registry.Key{Index: index, Value: asked}.Hide(r.hiding).Value
		var places []place
		for p := range r.s.indexes[index] {
			if strings.HasPrefix(p.value, prefix) {
				places = append(places, p)
			}
		}
		slices.SortFunc(places, func(a, b place) int {
			return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.ref.ID, b.ref.ID), cmp.Compare(a.ref.Kind, b.ref.Kind))
		})
		for _, p := range places {
			if prefix != asked { // the whole of a hidden value
				p.value = asked
			}
			if !yield(p.value, p.ref) {
				return
			}
		}
	}
}

func (r reader) IDs(kind registry.Kind, after string) iter.Seq[string] {
	var ids []string
	for ref := range r.s.records {
		if ref.Kind == kind && ref.ID > after {
			ids = append(ids, ref.ID)
		}
	}
	slices.Sort(ids)
	return slices.Values(ids)
}

func (r reader) Count(kind registry.Kind) int {
	n := 0
	for ref := range r.s.records {
		if ref.Kind == kind {
			n++
		}
	}
	return n
}

func (r reader) Changes(after registry.Seq) iter.Seq2[registry.Change, error] {
	return func(yield func(registry.Change, error) bool) {
		for _, c := range r.s.log[min(after, r.Head().Seq):] {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (r reader) Head() registry.Head {
	return registry.Head{Seq: registry.Seq(len(r.s.log)), Epoch: r.s.epoch}
}

func (r reader) Audit(after uint64) iter.Seq2[registry.AuditEntry, error] {
	return func(yield func(registry.AuditEntry, error) bool) {
		for i := min(after, uint64(len(r.s.audit))); i < uint64(len(r.s.audit)); i++ {
			e, err := registry.DecodeAudit(r.s.audit[i].body)
			e.Seq, e.Hash = i+1, r.s.audit[i].hash
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

func (r reader) AuditHead() registry.AuditHead {
	n := len(r.s.audit)
	if n == 0 {
		return registry.AuditHead{}
	}
	return registry.AuditHead{Seq: uint64(n), Hash: r.s.audit[n-1].hash}
}
