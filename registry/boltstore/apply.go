package boltstore

import (
	"fmt"
	"slices"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// check refuses a request when a version that it relies on has moved.
func check(tx *bbolt.Tx, expect []registry.Expect) error {
	for _, e := range expect {
		v, err := versionIn(get(records(tx, e.Ref.Kind), []byte(e.Ref.ID)))
		if err != nil {
			return &registry.Error{Op: "Commit", Ref: e.Ref, Err: err}
		}
		if v != e.Version {
			err := fmt.Errorf("it has version %d, not %d", v, e.Version)
			return &registry.Error{Op: "Commit", Kind: registry.KindConflict, Ref: e.Ref, Err: err}
		}
	}
	return nil
}

// apply writes a request that was checked. After an error the transaction must
// be rolled back.
func apply(tx *bbolt.Tx, s Sealer, r *request) error {
	for _, p := range r.puts {
		if err := applyPut(tx, s, p); err != nil {
			return &registry.Error{Op: "Commit", Ref: p.ref, Err: err}
		}
	}
	for _, ref := range r.deletes {
		if err := applyDelete(tx, ref); err != nil {
			return &registry.Error{Op: "Commit", Ref: ref, Err: err}
		}
	}
	for _, c := range r.changes {
		if err := applyChange(tx, c); err != nil {
			return &registry.Error{Op: "Commit", Ref: c.ref, Err: err}
		}
	}
	for _, body := range r.audit {
		if err := appendAudit(tx, body); err != nil {
			return &registry.Error{Op: "Commit", Err: err}
		}
	}
	r.seq = registry.Seq(log(tx).Sequence())
	return nil
}

func applyPut(tx *bbolt.Tx, s Sealer, p *put) error {
	bucket, id := records(tx, p.ref.Kind), []byte(p.ref.ID)
	old, err := stored(bucket, id)
	if err != nil {
		return err
	}
	if p.version != old.version+1 {
		if err := p.seal(s, old.version+1); err != nil {
			return err
		}
	}
	if err := moveIndex(tx, p.ref, old.indexKeys(), p.keys); err != nil {
		return err
	}
	if old.version == 0 {
		if err := bucket.SetSequence(bucket.Sequence() + 1); err != nil {
			return err
		}
	}
	if err := bucket.Put(id, p.value); err != nil {
		return err
	}
	return dataKeys(tx, p.ref.Kind).Put(id, p.wrapped)
}

// stored returns the envelope of a record, a zero one where there is none.
func stored(b *bbolt.Bucket, id []byte) (envelope, error) {
	value := b.Get(id)
	if value == nil {
		return envelope{}, nil
	}
	return parseEnvelope(value)
}

func applyDelete(tx *bbolt.Tx, ref registry.Ref) error {
	bucket, id := records(tx, ref.Kind), []byte(ref.ID)
	old, err := stored(bucket, id)
	if err != nil || old.version == 0 {
		return err
	}
	if err := moveIndex(tx, ref, old.indexKeys(), nil); err != nil {
		return err
	}
	if err := bucket.SetSequence(bucket.Sequence() - 1); err != nil {
		return err
	}
	if err := bucket.Delete(id); err != nil {
		return err
	}
	return dataKeys(tx, ref.Kind).Delete(id)
}

// moveIndex removes the entries that only the old record has and adds those that
// only the new one has.
func moveIndex(tx *bbolt.Tx, ref registry.Ref, old, now []registry.Key) error {
	for _, k := range old {
		if slices.Contains(now, k) {
			continue
		}
		if b := index(tx, k.Index); b != nil {
			if err := b.Delete(indexKey(k.Value, ref)); err != nil {
				return err
			}
		}
	}
	for _, k := range now {
		if slices.Contains(old, k) {
			continue
		}
		b, err := makeIndex(tx, k.Index)
		if err != nil {
			return err
		}
		if err := b.Put(indexKey(k.Value, ref), nil); err != nil {
			return err
		}
	}
	return nil
}

// applyChange appends to the log, with the version that its record has now.
func applyChange(tx *bbolt.Tx, c change) error {
	v, err := versionIn(get(records(tx, c.ref.Kind), []byte(c.ref.ID)))
	if err != nil {
		return err
	}
	b := log(tx)
	n, err := b.NextSequence()
	if err != nil {
		return err
	}
	setVersion(c.value, v)
	return b.Put(seqKey(registry.Seq(n)), c.value)
}
