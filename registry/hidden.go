package registry

import (
	"crypto/hmac"
	"crypto/sha256"
)

// Hidden reports whether the values of an index can name a person: a record's id
// in another registry, the name of an account. A store keeps a keyed hash in place
// of such a value, so it is found by the whole value only, and all entries have no
// order that means anything.
func (n IndexName) Hidden() bool { return n == IndexOrigin || n == IndexAccountName }

// Hide returns what a store with that key keeps in place of the entry: the entry
// itself unless its index is hidden, else one with 160 bits of HMAC-SHA-256 (RFC
// 2104) in base 32 as value. The empty value, which asks for every entry, stays.
func (k Key) Hide(key []byte) Key {
	if !k.Index.Hidden() || k.Value == "" {
		return k
	}
	m := hmac.New(sha256.New, key)
	m.Write([]byte(string(k.Index) + "\x00" + k.Value))
	return Key{k.Index, lowerBase32.EncodeToString(m.Sum(nil)[:20])}
}
