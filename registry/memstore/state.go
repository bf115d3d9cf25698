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
	audit   []audited
}

// audited is one entry of the audit log.
type audited struct {
	hash registry.AuditHash
	body []byte
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
	c.audit = slices.Clone(s.audit)
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
func (s *state) apply(puts []entry, audit [][]byte, b registry.Batch) {
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
	for _, body := range audit {
		n := len(s.audit)
		var before registry.AuditHash
		if n > 0 {
			before = s.audit[n-1].hash
		}
		s.audit = append(s.audit, audited{registry.ChainAudit(before, uint64(n+1), body), body})
	}
}

func (s *state) remove(ref registry.Ref) {
	for _, k := range s.records[ref].keys {
		delete(s.indexes[k.Index], place{k.Value, ref})
	}
	delete(s.records, ref)
}
