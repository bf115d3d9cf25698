package registry

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

// Secret is a random key that the registry made for itself. Class P4. It is kept
// sealed like every record, so it outlives a change of the master key.
type Secret struct {
	ID  string `json:"id"`
	Key []byte `json:"key"`
}

// Ref names the record.
func (k *Secret) Ref() Ref { return Ref{KindSecret, k.ID} }

// Keys returns nothing: secrets are found by name.
func (k *Secret) Keys() []Key { return nil }

// secret holds the registry's own key once it was read.
type secret struct {
	mu  sync.Mutex
	key []byte
}

// Keyed returns a keyed hash of a text: 160 bits of HMAC-SHA-256 (RFC 2104) in
// base 32. Equal texts give equal hashes for one purpose, and nobody without the
// registry's own key can find out what was hashed or make such a hash.
func (s *Service) Keyed(ctx context.Context, purpose, text string) (string, error) {
	key, err := s.ownKey(ctx)
	if err != nil {
		return "", err
	}
	return keyed(key, purpose, text), nil
}

// keyed is Keyed with the registry's own key at hand.
func keyed(key []byte, purpose, text string) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(purpose + "\x00" + text))
	return lowerBase32.EncodeToString(m.Sum(nil)[:20])
}

// ownKey reads the registry's own key, and makes it the first time.
func (s *Service) ownKey(ctx context.Context) ([]byte, error) {
	s.secret.mu.Lock()
	defer s.secret.mu.Unlock()
	if s.secret.key != nil {
		return s.secret.key, nil
	}
	k := Secret{ID: "keyed"}
	err := s.change(ctx, "ownKey", func(r Reader, _ time.Time) (b Batch, err error) {
		if _, err = r.Get(k.Ref(), &k); KindOf(err) != KindNotFound || err == nil {
			return b, err
		}
		k.Key = make([]byte, 32)
		rand.Read(k.Key) // never fails: crypto/rand ends the program instead
		b.Put, b.Expect = []Record{&k}, []Expect{{k.Ref(), 0}}
		return b, nil
	})
	if err == nil {
		s.secret.key = k.Key
	}
	return s.secret.key, err
}
