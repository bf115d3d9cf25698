package boltstore

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// maxText is the longest id and index value, in bytes; bbolt allows keys of
// 32 KiB, and three parts make one.
const maxText = 4096

// request is a batch on its way to the writer, with all done that can be done
// before.
type request struct {
	expect  []registry.Expect
	puts    []*put
	deletes []registry.Ref
	changes []change
	audit   [][]byte // encoded entries of the audit log

	seq  registry.Seq  // set by the writer
	err  error         // set by the writer
	done chan struct{} // closed by the writer
}

// put is one record to store. It is sealed early for the version that the batch
// expects, and by the writer otherwise.
type put struct {
	ref     registry.Ref
	keys    []registry.Key // as stored: hidden, sorted, none twice
	plain   []byte
	version registry.Version // that value is sealed for, 0: not sealed yet
	value   []byte
	wrapped []byte
}

// change is one encoded entry of the log, without its version.
type change struct {
	ref   registry.Ref
	value []byte
}

// prepare checks the form of a batch, encodes and, where it can, seals it.
func prepare(b registry.Batch, s Sealer, hiding []byte) (*request, error) {
	r := &request{expect: slices.Clone(b.Expect), deletes: slices.Clone(b.Delete), done: make(chan struct{})}
	for _, rec := range b.Put {
		p, err := newPut(rec, hiding)
		if err != nil {
			return nil, err
		}
		r.puts = append(r.puts, p)
	}
	for _, c := range b.Changes {
		value, err := encodeChange(c)
		if err != nil {
			return nil, &registry.Error{Op: "Commit", Kind: registry.KindInvalid, Ref: c.Ref, Err: err}
		}
		r.changes = append(r.changes, change{c.Ref, value})
	}
	for _, e := range b.Audit {
		body, err := registry.EncodeAudit(e)
		if err != nil {
			return nil, &registry.Error{Op: "Commit", Kind: registry.KindInvalid, Ref: e.About, Err: err}
		}
		r.audit = append(r.audit, body)
	}
	if err := r.checkForm(); err != nil {
		return nil, err
	}
	return r, r.sealExpected(s)
}

func newPut(rec registry.Record, hiding []byte) (*put, error) {
	p := &put{ref: rec.Ref(), keys: slices.Clone(rec.Keys())}
	for i, k := range p.keys {
		if k.Index == "" || len(k.Value) > maxText || strings.Contains(k.Value, "\x00") {
			return nil, refuse(registry.KindInvalid, p.ref, "an index value is too long or holds a zero byte")
		}
		p.keys[i] = k.Hide(hiding)
	}
	slices.SortFunc(p.keys, compareKeys)
	p.keys = slices.Compact(p.keys)
	var err error
	p.plain, err = registry.EncodeRecord(rec)
	return p, err
}

func compareKeys(a, b registry.Key) int {
	return cmp.Or(cmp.Compare(a.Index, b.Index), cmp.Compare(a.Value, b.Value))
}

// headSize returns at least the length of the readable part of the envelope.
func (p *put) headSize() int {
	n := 16
	for _, k := range p.keys {
		n += len(k.Index) + len(k.Value) + 4
	}
	return n
}

// checkForm refuses what no caller should ever ask for.
func (r *request) checkForm() error {
	logged := map[registry.Ref]bool{}
	for _, c := range r.changes {
		logged[c.ref] = true
	}
	seen := map[registry.Ref]bool{}
	for _, ref := range r.refs() {
		if err := checkRef(ref); err != nil {
			return err
		}
		if seen[ref] {
			return refuse(registry.KindInternal, ref, "the batch names the record twice")
		}
		if ref.Kind.Logged() && !logged[ref] {
			return refuse(registry.KindInternal, ref, "the batch has no change for the record")
		}
		seen[ref] = true
	}
	return nil
}

// refs lists what the request puts and deletes.
func (r *request) refs() []registry.Ref {
	refs := slices.Clone(r.deletes)
	for _, p := range r.puts {
		refs = append(refs, p.ref)
	}
	return refs
}

func checkRef(ref registry.Ref) error {
	if !slices.Contains(registry.Kinds(), ref.Kind) {
		return refuse(registry.KindInternal, ref, "there is no such kind of record")
	}
	if ref.ID == "" || len(ref.ID) > maxText || strings.Contains(ref.ID, "\x00") {
		return refuse(registry.KindInvalid, ref, "an id is empty, too long or holds a zero byte")
	}
	return nil
}

// sealExpected seals the records whose next version is known.
func (r *request) sealExpected(s Sealer) error {
	for _, p := range r.puts {
		i := slices.IndexFunc(r.expect, func(e registry.Expect) bool { return e.Ref == p.ref })
		if i < 0 {
			continue
		}
		if err := p.seal(s, r.expect[i].Version+1); err != nil {
			return &registry.Error{Op: "Commit", Ref: p.ref, Err: err}
		}
	}
	return nil
}

func refuse(kind registry.ErrorKind, ref registry.Ref, why string) error {
	return &registry.Error{Op: "Commit", Kind: kind, Ref: ref, Err: errors.New(why)}
}
