package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// maxFindings is how many findings Verify gathers before it stops.
const maxFindings = 1000

// Verify reads everything and returns what is wrong, nil when nothing is. It
// opens every record, follows every index entry both ways, pairs records with data
// keys, reads the whole log and compares it with the records, and checks the pages
// of the file. progress, which may be nil, is called as records and changes are
// read. Commits go on meanwhile, but wait during the check of the pages, and the
// file grows as with every long view. The error of an ended context comes last.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) []error {
	v := &verifier{ctx: ctx, progress: progress, last: map[registry.Ref]registry.Version{}}
	err := s.view(ctx, func(r *reader) error {
		v.reader = r
		return v.all()
	})
	if err == nil {
		err = s.verifyPages(ctx, v)
	}
	if err != nil {
		v.findings = append(v.findings, err)
	}
	return v.findings
}

type verifier struct {
	*reader
	ctx         context.Context
	progress    func(done, total int)
	done, total int
	last        map[registry.Ref]registry.Version // by the log
	findings    []error
}

var errTooMany = errors.New("and more")

// found notes a finding.
func (v *verifier) found(ref registry.Ref, format string, args ...any) {
	v.findings = append(v.findings, &registry.Error{Op: "Verify", Ref: ref, Err: fmt.Errorf(format, args...)})
}

// step counts one thing read and says whether to stop.
func (v *verifier) step() error {
	v.done++
	if v.progress != nil && (v.done%1000 == 0 || v.done == v.total) {
		v.progress(v.done, v.total)
	}
	if len(v.findings) >= maxFindings {
		return errTooMany
	}
	return v.ctx.Err()
}

func (v *verifier) all() error {
	v.total = int(v.Head().Seq) + int(v.AuditHead().Seq)
	for _, k := range registry.Kinds() {
		v.total += v.Count(k)
	}
	if err := v.log(); err != nil {
		return err
	}
	if err := v.auditLog(); err != nil {
		return err
	}
	for _, k := range registry.Kinds() {
		if err := v.kind(k); err != nil {
			return err
		}
	}
	for ref, version := range v.last {
		if version != 0 && !v.exists(ref) {
			v.found(ref, "the log has version %d, but there is no record", version)
		}
	}
	return v.indexes()
}

// log reads the change log, which must have every position up to its head.
func (v *verifier) log() error {
	var n registry.Seq
	for c, err := range v.Changes(0) {
		if err != nil {
			v.findings = append(v.findings, err)
			break
		}
		n, v.last[c.Ref] = c.Seq, c.Version
		if err := v.step(); err != nil {
			return err
		}
	}
	if head := v.Head().Seq; n != head {
		v.found(registry.Ref{}, "the change log can be read up to %d, but it ends at %d", n, head)
	}
	return nil
}

// auditLog follows the chain of the audit log to its end.
func (v *verifier) auditLog() error {
	var n uint64
	for e, err := range v.Audit(0) {
		if err != nil {
			v.findings = append(v.findings, err)
			break
		}
		n = e.Seq
		if err := v.step(); err != nil {
			return err
		}
	}
	if end := v.AuditHead().Seq; n != end {
		v.found(registry.Ref{}, "the audit log can be read up to %d, but it ends at %d", n, end)
	}
	return nil
}

// entry is a copy of one key and value.
type entry struct{ key, value []byte }

func takeEntry(k, v []byte) entry { return entry{bytes.Clone(k), bytes.Clone(v)} }

// kind opens every record of a kind and pairs records with data keys.
func (v *verifier) kind(k registry.Kind) error {
	recs := bucket(func() *bbolt.Bucket { return records(v.tx, k) })
	keys := bucket(func() *bbolt.Bucket { return dataKeys(v.tx, k) })
	n := 0
	for e := range scan(recs, nil, takeEntry) {
		n++
		v.record(registry.Ref{Kind: k, ID: string(e.key)}, e.value)
		if err := v.step(); err != nil {
			return err
		}
	}
	if count := v.Count(k); n != count {
		v.found(registry.Ref{Kind: k}, "there are %d records, but %d were counted", n, count)
	}
	for id := range scan(keys, nil, func(id, _ []byte) string { return string(id) }) {
		if ref := (registry.Ref{Kind: k, ID: id}); !v.exists(ref) {
			v.found(ref, "there is a data key, but no record")
		}
	}
	return nil
}

func (v *verifier) exists(ref registry.Ref) (ok bool) {
	guard(func() { ok = hasKey(records(v.tx, ref.Kind), []byte(ref.ID)) })
	return ok
}

// record opens one record and looks for its index entries and its last change.
func (v *verifier) record(ref registry.Ref, value []byte) {
	var version registry.Version
	var err error
	guard(func() { _, version, err = unseal(v.sealer, ref, value, get(dataKeys(v.tx, ref.Kind), []byte(ref.ID))) })
	if err != nil {
		v.found(ref, "%w", err)
		return
	}
	if last, ok := v.last[ref]; ref.Kind.Logged() && (!ok || last != version) {
		v.found(ref, "it has version %d, but the log says %d", version, last)
	}
	e, _ := parseEnvelope(value) // unseal has parsed it
	for _, k := range e.indexKeys() {
		guard(func() {
			if !hasKey(index(v.tx, k.Index), indexKey(k.Value, ref)) {
				v.found(ref, "its entry in the index %s is missing", k.Index)
			}
		})
	}
}

// indexes looks up the record of every index entry.
func (v *verifier) indexes() error {
	var names []registry.IndexName
	guard(func() {
		_ = v.tx.Bucket(bucketIndex).ForEachBucket(func(k []byte) error {
			names = append(names, registry.IndexName(k))
			return nil
		})
	})
	for _, name := range names {
		for value, ref := range v.Find(name, "") {
			if !v.has(ref, registry.Key{Index: name, Value: value}) {
				v.found(ref, "the index %s has an entry that the record does not have", name)
			}
			if err := v.ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

// has reports whether a record lists an index key.
func (v *verifier) has(ref registry.Ref, key registry.Key) (ok bool) {
	guard(func() {
		e, err := parseEnvelope(get(records(v.tx, ref.Kind), []byte(ref.ID)))
		ok = err == nil && slices.Contains(e.indexKeys(), key)
	})
	return ok
}

// verifyPages runs bbolt's own check. It looks at the list of free pages, which is
// the writer's, so nothing may be written meanwhile.
func (s *Store) verifyPages(ctx context.Context, v *verifier) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.view(ctx, func(r *reader) error {
		for err := range r.tx.Check() {
			if len(v.findings) < maxFindings {
				v.found(registry.Ref{}, "pages: %w", err)
			}
		}
		return nil
	})
}
