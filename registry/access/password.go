package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/retrouve/retrouve/registry"
)

// Argon2id parameters (RFC 9106; OWASP's second choice): 19 MiB, two passes, one
// lane. About 30 ms of one core.
const (
	argonTime   = 2
	argonMemory = 19 * 1024 // KiB
	argonLen    = 32
	argonSalt   = 16
	costForm    = "m=%d,t=%d,p=1"
)

var errHash = errors.New("unknown form of password hash")

// hasher lets two hashes run at once, so that a flood of sign-ins cannot take
// the memory and the cores that pages need. A few more wait for their turn, about
// a quarter of a second; others are told to come back.
type hasher struct {
	slots   chan struct{}
	waiting chan struct{}
}

func newHasher() *hasher {
	return &hasher{slots: make(chan struct{}, 2), waiting: make(chan struct{}, 16)}
}

func (h *hasher) make(ctx context.Context, password string) (string, error) {
	var salt [argonSalt]byte
	rand.Read(salt[:])
	key, err := h.key(ctx, password, salt[:], argonTime, argonMemory)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$"+costForm+"$%s$%s", argon2.Version, argonMemory, argonTime,
		b64.EncodeToString(salt[:]), b64.EncodeToString(key)), nil
}

// check reports whether the password is the hashed one, in constant time.
func (h *hasher) check(ctx context.Context, password, hashed string) (bool, error) {
	fields := strings.Split(hashed, "$") // "", argon2id, v=, m=,t=,p=, salt, key
	if len(fields) != 6 || fields[0] != "" || fields[1] != "argon2id" || fields[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return false, errHash
	}
	var memory, passes uint32
	if _, err := fmt.Sscanf(fields[3], costForm, &memory, &passes); err != nil || fields[3] != fmt.Sprintf(costForm, memory, passes) {
		return false, errHash
	}
	if passes < 1 || passes > 16 || memory < 8 || memory > 1<<18 {
		return false, errHash // argon2 panics without passes, and takes all the memory it is told to
	}
	salt, err := base64.RawStdEncoding.DecodeString(fields[4])
	if err != nil {
		return false, errHash
	}
	want, err := base64.RawStdEncoding.DecodeString(fields[5])
	if err != nil || len(want) != argonLen {
		return false, errHash
	}
	got, err := h.key(ctx, password, salt, passes, memory)
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}

func (h *hasher) key(ctx context.Context, password string, salt []byte, passes, memory uint32) ([]byte, error) {
	select {
	case h.waiting <- struct{}{}:
		defer func() { <-h.waiting }()
	default:
		return nil, &registry.Error{Op: "hash", Kind: registry.KindLimited}
	}
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
		return argon2.IDKey([]byte(password), salt, passes, memory, 1, argonLen), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
