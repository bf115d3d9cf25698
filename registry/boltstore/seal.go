package boltstore

import (
	"crypto/rand"
	"errors"

	"github.com/retrouve/retrouve/registry"
)

// Sealer hides records from whoever has the file but not the master key; package
// vault has one. Wrap and Seal bind what they hide to the record, Seal also to
// the version and to the bytes of head, to which it appends. Its methods are
// called by many goroutines at once.
type Sealer interface {
	// ID tells master keys apart; it is stored in the file.
	ID() string
	Wrap(ref registry.Ref, key []byte) ([]byte, error)
	Unwrap(ref registry.Ref, wrapped []byte) ([]byte, error)
	Seal(head, key []byte, ref registry.Ref, version registry.Version, plain []byte) ([]byte, error)
	Open(head, key []byte, ref registry.Ref, version registry.Version, sealed []byte) ([]byte, error)
}

// dataKeySize is the length of a data key, in bytes.
const dataKeySize = 32

// sealOverhead is a guess at how much longer sealing makes a record, in bytes.
const sealOverhead = 32

// seal builds the stored value of one version of a record, under a fresh data
// key, and the wrapped key.
func (p *put) seal(s Sealer, version registry.Version) (err error) {
	key := make([]byte, dataKeySize)
	rand.Read(key) // never fails: crypto/rand ends the program instead
	head := appendHead(make([]byte, 0, p.headSize()+len(p.plain)+sealOverhead), version, p.keys)
	if p.value, err = s.Seal(head, key, p.ref, version, p.plain); err != nil {
		return err
	}
	p.wrapped, err = s.Wrap(p.ref, key)
	p.version = version
	return err
}

// unseal returns the plain form and version of a stored value.
func unseal(s Sealer, ref registry.Ref, value, wrapped []byte) ([]byte, registry.Version, error) {
	e, err := parseEnvelope(value)
	if err != nil {
		return nil, 0, err
	}
	if wrapped == nil {
		return nil, 0, errors.New("the data key of the record is missing")
	}
	key, err := s.Unwrap(ref, wrapped)
	if err != nil {
		return nil, 0, err
	}
	plain, err := s.Open(e.head, key, ref, e.version, e.sealed)
	return plain, e.version, err
}
