package boltstore

import (
	"encoding/binary"
	"errors"

	"github.com/retrouve/retrouve/registry"
)

// envelopeFormat leads every stored record.
const envelopeFormat = 1

// envelope is a stored record, split. Its head can be read without a key: the
// writer needs the version, and the index keys to remove them on a change. The
// sealed part vouches for the head.
type envelope struct {
	version registry.Version
	head    []byte // as stored: format, version, index keys
	keys    []byte // the part of head that lists the index keys
	sealed  []byte
}

// appendHead appends the readable part of an envelope.
func appendHead(b []byte, version registry.Version, keys []registry.Key) []byte {
	b = append(b, envelopeFormat)
	b = binary.AppendUvarint(b, uint64(version))
	b = binary.AppendUvarint(b, uint64(len(keys)))
	for _, k := range keys {
		b = appendText(appendText(b, string(k.Index)), k.Value)
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// parseEnvelope splits a stored value. The parts share its bytes.
func parseEnvelope(value []byte) (e envelope, err error) {
	if len(value) == 0 || value[0] != envelopeFormat {
		return e, errors.New("the record is damaged or of a newer format")
	}
	c := cut{rest: value[1:]}
	e.version = registry.Version(c.number())
	keysAt := len(value) - len(c.rest)
	for n := c.number(); n > 0 && !c.bad; n-- {
		c.text()
		c.text()
	}
	if c.bad || e.version == 0 {
		return e, errors.New("the head of the record is damaged")
	}
	headEnd := len(value) - len(c.rest)
	e.head, e.keys, e.sealed = value[:headEnd], value[keysAt:headEnd], c.rest
	return e, nil
}

// indexKeys decodes the index keys of a parsed envelope, as copies.
func (e envelope) indexKeys() []registry.Key {
	c := cut{rest: e.keys}
	n := min(c.number(), uint64(len(e.keys)))
	keys := make([]registry.Key, 0, n)
	for range n {
		index := registry.IndexName(c.text())
		keys = append(keys, registry.Key{Index: index, Value: string(c.text())})
	}
	return keys
}

// versionIn returns the version of a stored value, 0 for a nil one.
func versionIn(value []byte) (registry.Version, error) {
	if value == nil {
		return 0, nil
	}
	if len(value) == 0 || value[0] != envelopeFormat {
		return 0, errors.New("the record is damaged or of a newer format")
	}
	v, n := binary.Uvarint(value[1:])
	if n <= 0 || v == 0 {
		return 0, errors.New("the version of the record is damaged")
	}
	return registry.Version(v), nil
}

// cut reads numbers and texts off the front of a slice. Once something does not
// fit, it is bad and yields zeros.
type cut struct {
	rest []byte
	bad  bool
}

func (c *cut) number() uint64 {
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		c.rest, c.bad = nil, true
		return 0
	}
	c.rest = c.rest[n:]
	return v
}

func (c *cut) text() []byte {
	n := c.number()
	if n > uint64(len(c.rest)) {
		c.rest, c.bad = nil, true
		return nil
	}
	t := c.rest[:n]
	c.rest = c.rest[n:]
	return t
}
