package access_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

func TestHashForm(t *testing.T) {
	h := newHouse(t)
	password := h.add("ana", registry.RingModerator)
	hashed := h.stored().Password
	if form := regexp.MustCompile(`^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$`); !form.MatchString(hashed) {
		t.Errorf("a password is kept as %q", hashed)
	}
	if strings.Contains(hashed, password) {
		t.Error("the password is kept as it is")
	}
	if again := h.stored().Password; again != hashed {
		t.Error("reading changes the hash")
	}
}

// TestBadHashes: a damaged or foreign hash lets nobody in, and neither panics
// nor takes the machine's memory.
func TestBadHashes(t *testing.T) {
	h := newHouse(t)
	password := h.add("ana", registry.RingModerator)
	good := h.stored().Password
	cost := func(s string) string { return strings.Replace(good, "m=19456,t=2,p=1", s, 1) }
	for name, bad := range map[string]string{
		"empty":          "",
		"plain":          password,
		"another scheme": strings.Replace(good, "argon2id", "argon2i", 1),
		"bcrypt":         "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
		"version":        strings.Replace(good, "v=19", "v=16", 1),
		"no version":     strings.Replace(good, "v=19", "", 1),
		"something else": "x" + good,
		"one more field": good + "$",
		"no passes":      cost("m=19456,t=0,p=1"),
		"many passes":    cost("m=19456,t=4000000000,p=1"),
		"no memory":      cost("m=0,t=2,p=1"),
		"much memory":    cost("m=4000000000,t=2,p=1"),
		"negative":       cost("m=-1,t=-1,p=1"),
		"lanes":          cost("m=19456,t=2,p=2"),
		"trailing":       cost("m=19456,t=2,p=1,x=1"),
		"no numbers":     cost("m=,t=,p="),
		"bad salt":       strings.Replace(good, field(good, 4), "!!", 1),
		"bad key":        strings.Replace(good, field(good, 5), "!!", 1),
		"short key":      good[:len(good)-4],
		"no key":         strings.TrimSuffix(good, field(good, 5)),
	} {
		h.rehash(func(string) string { return bad })
		h.clock.add(time.Hour) // so that nobody is slowed down
		if token, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password}); err == nil || token != "" {
			t.Errorf("%s: %q lets in", name, bad)
		}
	}
	h.rehash(func(string) string { return good })
	h.signIn("ana", password)
	h.rehash(func(string) string { return strings.Replace(good, field(good, 4), "AAAAAAAAAAAAAAAAAAAAAA", 1) })
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password}); !errors.Is(err, access.ErrWrong) {
		t.Errorf("another salt: %v", err)
	}
}

// TestSignInGivesUp: who went away does not wait for a turn.
func TestSignInGivesUp(t *testing.T) {
	h := newHouse(t)
	h.add("ana", registry.RingModerator)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, name := range []string{"ana", "eve"} {
		if _, err := h.SignIn(ctx, access.Try{Name: name, Password: "x"}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
