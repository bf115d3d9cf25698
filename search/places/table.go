package places

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"sort"
)

// A table leads from keys to entries. Keys are sorted and front-coded in blocks
// of blockSize (each key as the length it shares with the one before and the
// rest; the first of a block in full), entries follow their key:
//
//	uint32      number of blocks
//	uint32...   offset of each block behind these numbers
//	blocks      uvarint shared, uvarint length, rest, uvarint n, n × uvarint entry
//
// Numbers of fixed size are little-endian.
type table struct {
	blocks  []byte // offsets
	content []byte
}

const blockSize = 16

// pair is a key with its entries.
type pair struct {
	key     string
	entries []uint64
}

// packTable encodes pairs, which it sorts by key. Keys must differ.
func packTable(pairs []pair) []byte {
	slices.SortFunc(pairs, func(a, b pair) int { return bytes.Compare([]byte(a.key), []byte(b.key)) })
	var offsets, content []byte
	last := ""
	for i, p := range pairs {
		shared := 0
		if i%blockSize == 0 {
			offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(content)))
		} else {
			for shared < len(last) && shared < len(p.key) && last[shared] == p.key[shared] {
				shared++
			}
		}
		content = binary.AppendUvarint(content, uint64(shared))
		content = binary.AppendUvarint(content, uint64(len(p.key)-shared))
		content = append(content, p.key[shared:]...)
		content = binary.AppendUvarint(content, uint64(len(p.entries)))
		for _, e := range p.entries {
			content = binary.AppendUvarint(content, e)
		}
		last = p.key
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(offsets)/4))
	return append(append(out, offsets...), content...)
}

func openTable(b []byte) (table, error) {
	if len(b) < 4 || uint64(len(b)) < 4+4*uint64(binary.LittleEndian.Uint32(b)) {
		return table{}, errors.New("a table of names is cut off")
	}
	n := 4 + 4*int(binary.LittleEndian.Uint32(b))
	return table{blocks: b[4:n], content: b[n:]}, nil
}

// find appends the entries of a key to into.
func (t table) find(key string, into []uint64) []uint64 {
	n := len(t.blocks) / 4
	block := sort.Search(n, func(i int) bool {
		c := t.at(i)
		return string(c.first()) > key
	}) - 1
	if block < 0 {
		return into
	}
	c := t.at(block)
	var buf [128]byte
	got := buf[:0]
	for i := 0; i < blockSize && len(c.rest) > 0; i++ {
		got = c.next(got)
		entries := c.number()
		if string(got) == key {
			for range entries {
				into = append(into, c.number())
			}
			return into
		}
		for range entries {
			c.number()
		}
	}
	return into
}

// each calls f with every key and its entries until it answers false. Both
// slices are valid during the call only.
func (t table) each(f func(key []byte, entries []uint64) bool) {
	c := cursor{rest: t.content}
	var key []byte
	var entries []uint64
	for len(c.rest) > 0 {
		key, entries = c.next(key), entries[:0]
		for range c.number() {
			entries = append(entries, c.number())
		}
		if !f(key, entries) {
			return
		}
	}
}

func (t table) at(block int) cursor {
	return cursor{rest: t.content[binary.LittleEndian.Uint32(t.blocks[4*block:]):]}
}

// cursor reads the content of a table.
type cursor struct{ rest []byte }

func (c *cursor) number() uint64 {
	v, n := binary.Uvarint(c.rest)
	c.rest = c.rest[n:]
	return v
}

// first reads the key that begins a block, without a copy.
func (c *cursor) first() []byte {
	c.number()
	n := c.number()
	return c.rest[:n]
}

// next reads a key into the bytes of the one before.
func (c *cursor) next(last []byte) []byte {
	shared, n := c.number(), c.number()
	key := append(last[:shared], c.rest[:n]...)
	c.rest = c.rest[n:]
	return key
}
