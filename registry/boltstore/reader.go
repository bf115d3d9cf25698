package boltstore

import (
	"fmt"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// reader is a registry.Reader of one transaction.
type reader struct {
	tx     *bbolt.Tx
	sealer Sealer
	hiding []byte
}

func (r *reader) Get(ref registry.Ref, into registry.Record) (registry.Version, error) {
	const op = "Get"
	var plain []byte
	var version registry.Version
	var err error
	found := false
	guard(func() {
		id := []byte(ref.ID)
		if value := get(records(r.tx, ref.Kind), id); value != nil {
			found = true
			plain, version, err = unseal(r.sealer, ref, value, get(dataKeys(r.tx, ref.Kind), id))
		}
	})
	if !found {
		return 0, &registry.Error{Op: op, Kind: registry.KindNotFound, Ref: ref}
	}
	if err == nil {
		err = registry.DecodeRecord(plain, into)
	}
	if err != nil {
		return 0, &registry.Error{Op: op, Kind: registry.KindInternal, Ref: ref, Err: err}
	}
	return version, nil
}

func (r *reader) Version(ref registry.Ref) (v registry.Version) {
	guard(func() {
		var err error
		if v, err = versionIn(get(records(r.tx, ref.Kind), []byte(ref.ID))); err != nil {
			panic(fmt.Errorf("%s: %w", ref, err))
		}
	})
	return v
}

func (r *reader) Count(kind registry.Kind) (n int) {
	guard(func() {
		if b := records(r.tx, kind); b != nil {
			n = int(b.Sequence())
		}
	})
	return n
}

func (r *reader) Head() (h registry.Head) {
	guard(func() {
		h = registry.Head{Seq: registry.Seq(log(r.tx).Sequence()), Epoch: string(meta(r.tx).Get(metaEpoch))}
	})
	return h
}
