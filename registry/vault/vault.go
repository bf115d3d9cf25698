package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/retrouve/retrouve/registry"
)

// KeySize is the length of the master key and of every data key, in bytes.
const KeySize = 32

// The purposes keep a wrapped key from being taken for a sealed record.
const (
	purposeKey    = "retrouve data key 1"
	purposeRecord = "retrouve record 1"
)

// Vault holds the master key in memory. It is safe for concurrent use.
type Vault struct {
	wrap    atomic.Pointer[cipher.AEAD] // nil once it was forgotten
	id      string
	warning string
}

// NewKey returns a fresh data key.
func NewKey() []byte {
	key := make([]byte, KeySize)
	rand.Read(key) // never fails: crypto/rand ends the program instead
	return key
}

// New returns a vault for a master key of KeySize bytes, which it copies. The
// program's vault comes from LoadOrCreate; one made of NewKey alone is for tests
// and for data that must not outlive the process.
func New(master []byte) (*Vault, error) {
	wrap, err := newAEAD(master)
	if err != nil {
		return nil, err
	}
	v := &Vault{id: keyID(master)}
	v.wrap.Store(&wrap)
	return v, nil
}

// errForgotten is what a vault answers that has no key any more.
var errForgotten = errors.New("the master key was forgotten: the register is locked")

// Forget drops the master key: from then on nothing is wrapped or unwrapped. The
// bytes in memory are let go, not overwritten, for the standard library holds them;
// who needs that ends the process.
func (v *Vault) Forget() { v.wrap.Store(nil) }

// ID is a short hash of the master key. It tells keys apart and says nothing
// about the key, so it may be stored beside the data and printed.
func (v *Vault) ID() string { return v.id }

// Warning is a sentence for the operator about how the key file is kept, or "".
func (v *Vault) Warning() string { return v.warning }

// Wrap seals a data key for one record.
func (v *Vault) Wrap(ref registry.Ref, key []byte) ([]byte, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("a data key has %d bytes, not %d", KeySize, len(key))
	}
	wrap := v.wrap.Load()
	if wrap == nil {
		return nil, errForgotten
	}
	return (*wrap).Seal(nil, nil, key, bind(purposeKey, ref, 0, nil)), nil
}

// Unwrap is the inverse of Wrap. It refuses a key that was wrapped for another
// record, under another master key, or was altered, and all once it forgot its own.
func (v *Vault) Unwrap(ref registry.Ref, wrapped []byte) ([]byte, error) {
	wrap := v.wrap.Load()
	if wrap == nil {
		return nil, errForgotten
	}
	key, err := (*wrap).Open(nil, nil, wrapped, bind(purposeKey, ref, 0, nil))
	if err != nil {
		return nil, errors.New("the wrapped data key was altered or belongs to another record")
	}
	return key, nil
}

// Seal appends the sealed form of plain to head and returns the longer slice,
// which may share head's array. The bytes of head stay readable, but Open
// refuses the value when they were altered.
func (v *Vault) Seal(head, key []byte, ref registry.Ref, version registry.Version, plain []byte) ([]byte, error) {
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	return aead.Seal(head, nil, plain, bind(purposeRecord, ref, version, head)), nil
}

// Open returns the plain form of a sealed value, a fresh slice. It refuses a
// value that was altered or that was sealed for another record, version or head.
func (v *Vault) Open(head, key []byte, ref registry.Ref, version registry.Version, sealed []byte) ([]byte, error) {
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, nil, sealed, bind(purposeRecord, ref, version, head))
	if err != nil {
		return nil, errors.New("the sealed record was altered or belongs elsewhere")
	}
	return plain, nil
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("a key has %d bytes, not %d", KeySize, len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// bind builds the associated data. Each text is led by its length, so that no
// two records can share it.
func bind(purpose string, ref registry.Ref, version registry.Version, head []byte) []byte {
	b := make([]byte, 0, len(purpose)+len(ref.Kind)+len(ref.ID)+len(head)+16)
	for _, s := range []string{purpose, string(ref.Kind), ref.ID} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	b = binary.BigEndian.AppendUint64(b, uint64(version))
	return append(b, head...)
}

func keyID(master []byte) string {
	h := sha256.Sum256(append([]byte("retrouve master key id\x00"), master...))
	return hex.EncodeToString(h[:8])
}
