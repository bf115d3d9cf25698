// Package access is who may come in: accounts with a role, a password and a
// second factor, the invitations that make them, sessions for staff and for the
// holders of a code, keys for the programs of organisations. What a role may see
// or do is decided in package registry, by the registry.Viewer that a session or
// a key yields.
//
// # Secrets
//
// Passwords are kept as Argon2id (RFC 9106), the secret of the second factor
// (TOTP, RFC 6238) sealed with its record like everything in the store, and all
// else that opens something (sessions, invitations, recovery codes, keys) as a
// hash: who reads the store cannot use it. There is no default password.
//
// # Guessing
//
// A wrong name, a wrong password, a wrong code, a closed account: one answer,
// after the same time. Tries are counted by account, by address and altogether. Who
// does not know the password cannot lock the owner out, and who knows it cannot
// guess the code: see throttle.
package access

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Accounts keeps accounts, sessions, invitations and keys in a registry.Store.
// It is safe for concurrent use;
// Post must not change once it serves.
type Accounts struct {
	Post Post // nil: nothing leaves by letter

	store    registry.Store
	clock    registry.Clock
	hash     *hasher
	brake    *throttle
	again    *again
	uses     *uses
	exercise bool

	naming sync.Mutex // held from checking that nobody has a name to taking it

	mu     sync.Mutex
	seen   map[string]time.Time        // last use of a session, by its id
	alarms map[registry.AccountID]bool // see alarm
}

// Post makes the links that leave by letter, see registry.Service.
type Post interface {
	InvitationToken(ctx context.Context, salt string) (registry.Token, error)
}

// New returns the accounts kept in a store.
func New(store registry.Store, clock registry.Clock) *Accounts {
	return &Accounts{store: store, clock: clock, hash: newHasher(), brake: newThrottle(), again: newAgain(), uses: newUses(), seen: map[string]time.Time{}, alarms: map[registry.AccountID]bool{}}
}

// NewExercise is New for an exercise with invented people that is thrown away at
// its end: nobody is asked for a second factor. Only the demo may call it.
func NewExercise(store registry.Store, clock registry.Clock) *Accounts {
	a := New(store, clock)
	a.exercise = true
	return a
}

// tries is how often a change reads again after a conflict.
const tries = 3

// change runs decide on a consistent view and commits what it gathered, and again
// from the start when a version moved.
func (a *Accounts) change(ctx context.Context, op string, decide func(r registry.Reader, b *batch, now time.Time) error) error {
	var err error
	for range tries {
		var b batch
		now := a.clock.Now()
		if err = a.store.View(ctx, func(r registry.Reader) error { return decide(r, &b, now) }); err != nil {
			return err
		}
		if len(b.Put) == 0 && len(b.Delete) == 0 {
			return nil
		}
		if _, err = a.store.Commit(ctx, b.Batch); err == nil || registry.KindOf(err) != registry.KindConflict {
			return err
		}
	}
	return fmt.Errorf("%s: after %d tries: %w", op, tries, err)
}

// batch gathers one write.
type batch struct{ registry.Batch }

// put adds a record with the version it must still have and, for a logged kind,
// its change and its line in the audit log.
func (b *batch) put(by registry.Viewer, rec registry.Record, was registry.Version, what string, at time.Time) {
	b.Put = append(b.Put, rec)
	b.Expect = append(b.Expect, registry.Expect{Ref: rec.Ref(), Version: was})
	b.log(by, rec.Ref(), what, at)
}

// keep is put for a record of a kind that is not logged.
func (b *batch) keep(rec registry.Record, was registry.Version) {
	b.put(registry.Viewer{}, rec, was, "", time.Time{})
}

// drop deletes a record that is there.
func (b *batch) drop(by registry.Viewer, r registry.Reader, ref registry.Ref, what string, at time.Time) {
	b.Delete = append(b.Delete, ref)
	b.Expect = append(b.Expect, registry.Expect{Ref: ref, Version: r.Version(ref)})
	b.log(by, ref, what, at)
}

func (b *batch) log(by registry.Viewer, ref registry.Ref, what string, at time.Time) {
	if ref.Kind.Logged() {
		b.Changes = append(b.Changes, registry.Change{What: what, Ref: ref, At: at})
		b.Audit = append(b.Audit, registry.AuditEntry{At: at, Act: what, By: by, About: ref})
	}
}

// forget deletes a session.
func (b *batch) forget(r registry.Reader, ref registry.Ref) {
	b.drop(registry.Viewer{}, r, ref, "", time.Time{})
}

// one returns the first record that an index has under exactly that value.
func one(r registry.Reader, index registry.IndexName, value string) (registry.Ref, bool) {
	for v, ref := range r.Find(index, value) {
		return ref, v == value
	}
	return registry.Ref{}, false
}

// each yields the records that an index has under exactly that value.
func each(r registry.Reader, index registry.IndexName, value string) (refs []registry.Ref) {
	for v, ref := range r.Find(index, value) {
		if v != value {
			break
		}
		refs = append(refs, ref)
	}
	return refs
}
