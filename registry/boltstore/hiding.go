package boltstore

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"slices"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// hidingRef is what the key of hidden indexes is bound to when it is wrapped.
func hidingRef() registry.Ref { return registry.Ref{Kind: "meta", ID: string(metaHiding)} }

// makeHiding makes the key of hidden indexes, which outlives a change of the
// master key: it is only wrapped anew, and no entry has to move.
func makeHiding(tx *bbolt.Tx, s Sealer) ([]byte, error) {
	key := make([]byte, dataKeySize)
	rand.Read(key) // never fails: crypto/rand ends the program instead
	wrapped, err := s.Wrap(hidingRef(), key)
	if err != nil {
		return nil, err
	}
	return key, meta(tx).Put(metaHiding, wrapped)
}

func hidingKey(tx *bbolt.Tx, s Sealer) ([]byte, error) {
	wrapped := meta(tx).Get(metaHiding)
	if wrapped == nil {
		return nil, &damagedError{cause: "it has no key for its indexes"}
	}
	return s.Unwrap(hidingRef(), wrapped)
}

// hideKeys migrates files whose indexes held every value in the clear, and had no
// index of where records come from. The head of an envelope vouches for its keys,
// so records with such an entry are sealed anew, in the same version.
func hideKeys(tx *bbolt.Tx, s Sealer) error {
	hiding, err := makeHiding(tx, s)
	if err != nil {
		return err
	}
	for _, kind := range registry.Kinds() {
		ids, err := namingIDs(tx, kind)
		if err != nil {
			return err
		}
		for _, id := range ids {
			ref := registry.Ref{Kind: kind, ID: id}
			if err := hideKeysOf(tx, s, ref, hiding); err != nil {
				return fmt.Errorf("%s: %w", ref, err)
			}
		}
	}
	return nil
}

// namingIDs lists the records that have an entry in a hidden index. One whose head
// is damaged is left as it is.
func namingIDs(tx *bbolt.Tx, kind registry.Kind) (ids []string, err error) {
	b := records(tx, kind)
	if b == nil {
		return nil, nil // a kind that the file has not met
	}
	err = b.ForEach(func(id, value []byte) error {
		e, err := parseEnvelope(value)
		if err == nil && slices.ContainsFunc(e.indexKeys(), func(k registry.Key) bool { return k.Index.Hidden() }) {
			ids = append(ids, string(id))
		}
		return nil
	})
	return ids, err
}

// hideKeysOf does so for one record. One that is damaged stays as it is: it must
// not keep the others from opening, and Verify tells of it.
func hideKeysOf(tx *bbolt.Tx, s Sealer, ref registry.Ref, hiding []byte) error {
	id := []byte(ref.ID)
	old, err := stored(records(tx, ref.Kind), id)
	if err != nil {
		return err
	}
	p := &put{ref: ref, keys: hidden(old.indexKeys(), hiding)}
	// What bbolt hands out is its own and is changed by the writes below.
	value, wrapped := bytes.Clone(records(tx, ref.Kind).Get(id)), bytes.Clone(dataKeys(tx, ref.Kind).Get(id))
	if p.plain, p.version, err = unseal(s, ref, value, wrapped); err != nil {
		return nil
	}
	if err := p.seal(s, p.version); err != nil {
		return err
	}
	if err := moveIndex(tx, ref, old.indexKeys(), p.keys); err != nil {
		return err
	}
	if err := records(tx, ref.Kind).Put(id, p.value); err != nil {
		return err
	}
	return dataKeys(tx, ref.Kind).Put(id, p.wrapped)
}

// hidden returns the keys of an older file as they are stored now.
func hidden(old []registry.Key, hiding []byte) []registry.Key {
	var keys []registry.Key
	for _, k := range old {
		if k.Index == registry.IndexOrigin {
			keys = append(keys, registry.Key{Index: registry.IndexHome, Value: registry.RecordID(k.Value).Domain()})
		}
		keys = append(keys, k.Hide(hiding))
	}
	slices.SortFunc(keys, compareKeys)
	return slices.Compact(keys)
}
