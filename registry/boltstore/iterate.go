package boltstore

import (
	"bytes"
	"fmt"
	"iter"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// scan yields what take makes of each entry from the first key that is not below
// from. take sees the file's own bytes and must copy what it keeps.
func scan[T any](b *bbolt.Bucket, from []byte, take func(k, v []byte) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		if b == nil {
			return
		}
		c := b.Cursor()
		next := func() (k, v []byte) { return c.Seek(from) }
		for {
			var t T
			more := false
			guard(func() {
				if k, v := next(); k != nil {
					t, more = take(k, v), true
				}
			})
			if !more || !yield(t) {
				return
			}
			next = c.Next
		}
	}
}

// bucket looks a bucket up in the file.
func bucket(f func() *bbolt.Bucket) (b *bbolt.Bucket) {
	guard(func() { b = f() })
	return b
}

func (r *reader) IDs(kind registry.Kind, after string) iter.Seq[string] {
	return func(yield func(string) bool) {
		b := bucket(func() *bbolt.Bucket { return records(r.tx, kind) })
		from := []byte(after)
		if after != "" {
			from = append(from, 0) // the first key after it
		}
		scan(b, from, func(k, _ []byte) string { return string(k) })(yield)
	}
}

func (r *reader) Find(name registry.IndexName, prefix string) iter.Seq2[string, registry.Ref] {
	return func(yield func(string, registry.Ref) bool) {
		b := bucket(func() *bbolt.Bucket { return index(r.tx, name) })
		asked := prefix
		prefix = registry.Key{Index: name, Value: asked}.Hide(r.hiding).Value
		for k := range scan(b, []byte(prefix), func(k, _ []byte) string { return string(k) }) {
			if !strings.HasPrefix(k, prefix) {
				return
			}
			value, ref, err := parseIndexKey(k)
			if err != nil {
				panic(damage{fmt.Errorf("index %s: %w", name, err)})
			}
			if prefix != asked { // the whole of a hidden value
				value = asked
			}
			if !yield(value, ref) {
				return
			}
		}
	}
}

// parseIndexKey is the inverse of indexKey.
func parseIndexKey(k string) (value string, ref registry.Ref, err error) {
	value, rest, ok1 := strings.Cut(k, "\x00")
	id, kind, ok2 := strings.Cut(rest, "\x00")
	if !ok1 || !ok2 {
		return "", ref, fmt.Errorf("the entry %q is damaged", k)
	}
	return value, registry.Ref{Kind: registry.Kind(kind), ID: id}, nil
}

// logged is one entry of the log, or why it cannot be read.
type logged struct {
	change registry.Change
	err    error
}

func takeLogged(k, v []byte) logged {
	c, err := decodeChange(k, v)
	return logged{c, err}
}

func (r *reader) Changes(after registry.Seq) iter.Seq2[registry.Change, error] {
	return func(yield func(registry.Change, error) bool) {
		if after == ^registry.Seq(0) {
			return
		}
		b := bucket(func() *bbolt.Bucket { return log(r.tx) })
		for l := range scan(b, seqKey(after+1), takeLogged) {
			after++
			if l.err == nil && l.change.Seq != after {
				l.err = fmt.Errorf("the change log has a gap before %d", l.change.Seq)
			}
			if l.err != nil {
				yield(registry.Change{}, &registry.Error{Op: "Changes", Kind: registry.KindInternal, Err: l.err})
				return
			}
			if !yield(l.change, nil) {
				return
			}
		}
	}
}

// hasKey reports whether the bucket has exactly that key.
func hasKey(b *bbolt.Bucket, key []byte) bool {
	if b == nil {
		return false
	}
	k, _ := b.Cursor().Seek(key)
	return bytes.Equal(k, key)
}
