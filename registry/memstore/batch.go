package memstore

import (
	"errors"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// maxText is the longest id and index value, in bytes, as in boltstore.
const maxText = 4096

// encode checks the form of a batch and encodes its records and audit entries.
func encode(b registry.Batch, hiding []byte) (puts []entry, audit [][]byte, err error) {
	if err := checkRefs(b); err != nil {
		return nil, nil, err
	}
	for _, rec := range b.Put {
		keys := slices.Clone(rec.Keys())
		for i, k := range keys {
			if len(k.Value) > maxText || strings.Contains(k.Value, "\x00") {
				return nil, nil, refuse(registry.KindInvalid, rec.Ref(), "an index value is too long or holds a zero byte")
			}
			keys[i] = k.Hide(hiding)
		}
		data, err := registry.EncodeRecord(rec)
		if err != nil {
			return nil, nil, err
		}
		puts = append(puts, entry{ref: rec.Ref(), keys: keys, data: data})
	}
	for _, e := range b.Audit {
		body, err := registry.EncodeAudit(e)
		if err != nil {
			return nil, nil, err
		}
		audit = append(audit, body)
	}
	return puts, audit, nil
}

func checkRefs(b registry.Batch) error {
	refs := slices.Clone(b.Delete)
	for _, rec := range b.Put {
		refs = append(refs, rec.Ref())
	}
	seen := map[registry.Ref]bool{}
	for _, ref := range refs {
		switch {
		case !slices.Contains(registry.Kinds(), ref.Kind):
			return refuse(registry.KindInternal, ref, "there is no such kind of record")
		case ref.ID == "" || len(ref.ID) > maxText || strings.Contains(ref.ID, "\x00"):
			return refuse(registry.KindInvalid, ref, "an id is empty, too long or holds a zero byte")
		case seen[ref]:
			return refuse(registry.KindInternal, ref, "the batch names the record twice")
		case ref.Kind.Logged() && !slices.ContainsFunc(b.Changes, func(c registry.Change) bool { return c.Ref == ref }):
			return refuse(registry.KindInternal, ref, "the batch has no change for the record")
		}
		seen[ref] = true
	}
	return nil
}

func refuse(kind registry.ErrorKind, ref registry.Ref, why string) error {
	return &registry.Error{Op: "Commit", Kind: kind, Ref: ref, Err: errors.New(why)}
}
