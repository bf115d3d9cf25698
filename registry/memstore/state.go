package memstore

import (
	"maps"
	"slices"

	"github.com/retrouve/retrouve/registry"
)

// entry is one stored record.
type entry struct {
	ref     registry.Ref
	version registry.Version
	keys    []registry.Key
	data    []byte
}

// place is one entry of an index.
type place struct {
	value string
	ref   registry.Ref
}

// state is everything at one moment.
type state struct {
	views   int // guarded by Store.mu
	epoch   string
	records map[registry.Ref]entry
	indexes map[registry.IndexName]map[place]bool
	log     []registry.Change
}

func newState(epoch string) *state {
	return &state{
		epoch:   epoch,
		records: map[registry.Ref]entry{},
		indexes: map[registry.IndexName]map[place]bool{},
	}
}

func (s *state) clone() *state {
	c := newState(s.epoch)
	maps.Copy(c.records, s.records)
	for name, places := range s.indexes {
		c.indexes[name] = maps.Clone(places)
	}
	c.log = slices.Clone(s.log)
	return c
}

func (s *state) check(expect []registry.Expect) error {
	for _, e := range expect {
		if s.records[e.Ref].version != e.Version {
			return &registry.Error{Op: "Commit", Kind: registry.KindConflict, Ref: e.Ref}
		}
	}
	return nil
}

// apply changes the state; what could fail was checked before.
func (s *state) apply(puts []entry, b registry.Batch) {
	for _, e := range puts {
		e.version = s.records[e.ref].version + 1
		s.remove(e.ref)
		s.records[e.ref] = e
		for _, k := range e.keys {
			if s.indexes[k.Index] == nil {
				s.indexes[k.Index] = map[place]bool{}
			}
			s.indexes[k.Index][place{k.Value, e.ref}] = true
		}
	}
	for _, ref := range b.Delete {
		s.remove(ref)
	}
	for _, c := range b.Changes {
		c.Seq, c.Version = registry.Seq(len(s.log)+1), s.records[c.Ref].version
		s.log = append(s.log, c)
	}
}

func (s *state) remove(ref registry.Ref) {
	for _, k := range s.records[ref].keys {
		delete(s.indexes[k.Index], place{k.Value, ref})
	}
	delete(s.records, ref)
}
