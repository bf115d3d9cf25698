// Package access is who may come in: accounts with a role and a password,
// sessions for staff and for the holders of a code. What a role may see or do is
// decided in package registry, by the registry.Viewer that a session yields.
package access

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Account is a person who signs in. Class P4 for Password.
type Account struct {
	ID       registry.AccountID `json:"id"`
	Name     string             `json:"name"` // what they sign in with
	Role     registry.Ring      `json:"role"`
	Password string             `json:"password"` // Argon2id in PHC form
	Disabled bool               `json:"disabled,omitzero"`
	Created  time.Time          `json:"created"`
}

// Ref names the record.
func (a *Account) Ref() registry.Ref {
	return registry.Ref{Kind: registry.KindAccount, ID: string(a.ID)}
}

// Keys lists its entries in the secondary indexes.
func (a *Account) Keys() []registry.Key {
	return []registry.Key{{Index: registry.IndexAccountName, Value: a.Name}}
}

// LogValue shows the id only.
func (a Account) LogValue() slog.Value { return slog.StringValue(string(a.ID)) }

// Accounts keeps accounts and sessions in a registry.Store. It is safe for
// concurrent use.
type Accounts struct {
	store registry.Store
	clock registry.Clock
	hash  *hasher

	mu   sync.Mutex
	seen map[string]time.Time // last use of a session, by its id
}

// New returns the accounts kept in a store.
func New(store registry.Store, clock registry.Clock) *Accounts {
	return &Accounts{store: store, clock: clock, hash: newHasher(), seen: map[string]time.Time{}}
}

var nameForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,99}$`)

// Roles returns the roles that an account can have today.
func Roles() []registry.Ring {
	return []registry.Ring{registry.RingVolunteer, registry.RingModerator, registry.RingAdmin}
}

// Add makes an account with a password of its own and returns the password,
// which is shown this once. There is no default password.
func (a *Accounts) Add(ctx context.Context, name string, role registry.Ring) (password string, err error) {
	name = foldName(name)
	if !nameForm.MatchString(name) {
		return "", errors.New("a user name has 2 to 100 letters, digits or . _ @ + - and starts with a letter or digit")
	}
	if !slices.Contains(Roles(), role) {
		return "", errors.New("a role is volunteer, moderator or admin")
	}
	password = newPassword()
	hashed, err := a.hash.make(ctx, password)
	if err != nil {
		return "", err
	}
	acc := &Account{ID: registry.AccountID(registry.NewID()), Name: name, Role: role, Password: hashed, Created: a.clock.Now()}
	var taken bool
	err = a.store.View(ctx, func(r registry.Reader) error {
		_, _, taken, err = find(r, name)
		return err
	})
	if err != nil {
		return "", err
	}
	if taken {
		return "", errors.New("there is a user of that name already; choose another name")
	}
	return password, a.commit(ctx, acc, 0, "account.added")
}

// newPassword returns 80 random bits in four groups of four letters.
func newPassword() string {
	var b [10]byte
	rand.Read(b[:])
	s := strings.ToLower(base32.NewEncoding("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").WithPadding(base32.NoPadding).EncodeToString(b[:]))
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}

func foldName(s string) string { return strings.ToLower(registry.CleanLine(s)) }

// Disable closes an account: its sessions end at once.
func (a *Accounts) Disable(ctx context.Context, name string) error {
	var acc *Account
	var v registry.Version
	err := a.store.View(ctx, func(r registry.Reader) (err error) {
		var ok bool
		if acc, v, ok, err = find(r, foldName(name)); err == nil && !ok {
			return &registry.Error{Op: "Disable", Kind: registry.KindNotFound}
		}
		return err
	})
	if err != nil || acc.Disabled {
		return err
	}
	acc.Disabled = true
	return a.commit(ctx, acc, v, "account.disabled")
}

// List returns all accounts by name, without their passwords.
func (a *Accounts) List(ctx context.Context) ([]Account, error) {
	var list []Account
	err := a.store.View(ctx, func(r registry.Reader) error {
		for _, ref := range r.Find(registry.IndexAccountName, "") {
			var acc Account
			if _, err := r.Get(ref, &acc); err != nil {
				return err
			}
			acc.Password = ""
			list = append(list, acc)
		}
		return nil
	})
	return list, err
}

// Name returns what an account signs in with, "" for one that is unknown: its
// colleagues read who works on a pair and who said what.
func (a *Accounts) Name(ctx context.Context, id registry.AccountID) (name string, err error) {
	err = a.store.View(ctx, func(r registry.Reader) error {
		var acc Account
		_, err := r.Get(registry.Ref{Kind: registry.KindAccount, ID: string(id)}, &acc)
		if registry.KindOf(err) == registry.KindNotFound && err != nil {
			return nil
		}
		name = acc.Name
		return err
	})
	return name, err
}

func (a *Accounts) commit(ctx context.Context, acc *Account, v registry.Version, what string) error {
	_, err := a.store.Commit(ctx, registry.Batch{
		Expect:  []registry.Expect{{Ref: acc.Ref(), Version: v}},
		Put:     []registry.Record{acc},
		Changes: []registry.Change{{What: what, Ref: acc.Ref(), At: a.clock.Now()}},
	})
	return err
}

func find(r registry.Reader, name string) (*Account, registry.Version, bool, error) {
	for v, ref := range r.Find(registry.IndexAccountName, name) {
		if v != name {
			break
		}
		var acc Account
		version, err := r.Get(ref, &acc)
		return &acc, version, err == nil, err
	}
	return nil, 0, false, nil
}
