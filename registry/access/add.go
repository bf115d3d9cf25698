package access

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Add makes an account for the machine itself, with a password of its own, and
// returns the password, which is shown this once. There is no default password.
// Who signs in with it sets up a second factor before anything else. Members of
// organisations are invited instead.
func (a *Accounts) Add(ctx context.Context, name string, role registry.Ring) (password string, err error) {
	name = foldName(name)
	check := func(r registry.Reader) error {
		var p registry.Problems
		checkName(r, name, &p)
		checkRole(r, role, "", &p)
		return p.Err()
	}
	if err := a.store.View(ctx, check); err != nil { // before a hash is made
		return "", err
	}
	password = NewPassword()
	hashed, err := a.hash.make(ctx, password)
	if err != nil {
		return "", err
	}
	id := registry.AccountID(registry.NewID())
	a.naming.Lock()
	defer a.naming.Unlock()
	err = a.change(ctx, "Add", func(r registry.Reader, b *batch, now time.Time) error {
		acc := &Account{Staff: registry.Staff{ID: id, Name: name, Role: role, Created: now, Expires: now.Add(RoleLife)}, Password: hashed}
		b.put(registry.System, acc, 0, "account.added", now)
		return check(r)
	})
	if err != nil {
		return "", err
	}
	return password, nil
}

// NewPassword returns 80 random bits in four groups of four letters.
func NewPassword() string {
	var b [10]byte
	rand.Read(b[:])
	s := strings.ToLower(base32.NewEncoding("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").WithPadding(base32.NoPadding).EncodeToString(b[:]))
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}
