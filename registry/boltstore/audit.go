package boltstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// auditFormat leads every entry of the audit log.
const auditFormat = 1

// appendAudit appends an encoded entry with the next hash of the chain. Only the
// writer calls it, so nobody else can take the position.
func appendAudit(tx *bbolt.Tx, body []byte) error {
	b := auditLog(tx)
	before, err := auditHash(b, b.Sequence())
	if err != nil {
		return err
	}
	n, err := b.NextSequence()
	if err != nil {
		return err
	}
	b.FillPercent = logFill
	hash := registry.ChainAudit(before, n, body)
	value := append([]byte{auditFormat}, hash[:]...)
	return b.Put(seqKey(registry.Seq(n)), append(value, body...))
}

// auditHash returns the hash stored at a position, the zero hash before the first.
func auditHash(b *bbolt.Bucket, n uint64) (h registry.AuditHash, err error) {
	if n == 0 {
		return h, nil
	}
	h, _, err = splitAudit(get(b, seqKey(registry.Seq(n))))
	if err != nil {
		err = fmt.Errorf("audit entry %d: %w", n, err)
	}
	return h, err
}

func splitAudit(value []byte) (h registry.AuditHash, body []byte, err error) {
	if len(value) < 1+len(h) || value[0] != auditFormat {
		return h, nil, errors.New("it is missing, damaged or of a newer format")
	}
	copy(h[:], value[1:])
	return h, value[1+len(h):], nil
}

// audited is one entry of the audit log as stored, copied.
type audited struct {
	seq  uint64
	hash registry.AuditHash
	body []byte
	err  error
}

func takeAudited(k, v []byte) audited {
	if len(k) != 8 {
		return audited{err: errors.New("an entry of the audit log has a damaged key")}
	}
	a := audited{seq: binary.BigEndian.Uint64(k)}
	hash, body, err := splitAudit(v)
	a.hash, a.body, a.err = hash, append([]byte(nil), body...), err
	return a
}

func (r *reader) Audit(after uint64) iter.Seq2[registry.AuditEntry, error] {
	return func(yield func(registry.AuditEntry, error) bool) {
		b := bucket(func() *bbolt.Bucket { return auditLog(r.tx) })
		if after >= r.AuditHead().Seq {
			return
		}
		var before registry.AuditHash
		var err error
		guard(func() { before, err = auditHash(b, after) })
		if err != nil {
			yield(registry.AuditEntry{}, auditError(err))
			return
		}
		for a := range scan(b, seqKey(registry.Seq(after+1)), takeAudited) {
			after++
			e, err := a.entry(after, before)
			if err != nil {
				yield(registry.AuditEntry{}, auditError(fmt.Errorf("audit entry %d: %w", after, err)))
				return
			}
			if before = e.Hash; !yield(e, nil) {
				return
			}
		}
	}
}

// entry checks that the stored entry is the one that follows, and decodes it.
func (a audited) entry(seq uint64, before registry.AuditHash) (e registry.AuditEntry, err error) {
	switch {
	case a.err != nil:
		return e, a.err
	case a.seq != seq:
		return e, errors.New("it is missing")
	case registry.ChainAudit(before, seq, a.body) != a.hash:
		return e, errors.New("it was changed, or one before it")
	}
	if e, err = registry.DecodeAudit(a.body); err != nil {
		return e, err
	}
	e.Seq, e.Hash = seq, a.hash
	return e, nil
}

func auditError(err error) error {
	return &registry.Error{Op: "Audit", Kind: registry.KindInternal, Err: err}
}

func (r *reader) AuditHead() (h registry.AuditHead) {
	guard(func() {
		b := auditLog(r.tx)
		h.Seq = b.Sequence()
		h.Hash, _ = auditHash(b, h.Seq) // whoever follows the chain is told what is wrong
	})
	return h
}
