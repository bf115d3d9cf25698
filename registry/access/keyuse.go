package access

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// useKept is how long the use of a key is counted in memory before it is written,
// so that a request that reads writes nothing.
const useKept = 5 * time.Minute

// KeyUse counts the requests of a key on one day.
type KeyUse struct {
	Key  registry.AccountID `json:"key"`
	Day  string             `json:"day"` // UTC
	N    int                `json:"n"`
	Last time.Time          `json:"last"`
}

// Ref names the record.
func (u *KeyUse) Ref() registry.Ref {
	return registry.Ref{Kind: registry.KindKeyUse, ID: string(u.Key)}
}

// Keys returns nothing: uses are found by their key.
func (u *KeyUse) Keys() []registry.Key { return nil }

// uses counts in memory, from what was written last.
type uses struct {
	mu  sync.Mutex
	by  map[registry.AccountID]*KeyUse
	was map[registry.AccountID]time.Time // last written
}

func newUses() *uses {
	return &uses{by: map[registry.AccountID]*KeyUse{}, was: map[registry.AccountID]time.Time{}}
}

// count adds a request to the day's, unless the quota is used up, and says
// whether to write it down.
func (u *uses) count(stored KeyUse, quota int, now time.Time) (use KeyUse, ok, write bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	c := u.by[stored.Key]
	if c == nil {
		c = &stored
		u.by[c.Key] = c
	}
	if day := now.UTC().Format(time.DateOnly); c.Day != day {
		c.Day, c.N = day, 0
	}
	if c.N >= quota {
		return *c, false, false
	}
	c.N, c.Last = c.N+1, now
	if now.Sub(u.was[c.Key]) >= useKept {
		u.was[c.Key], write = now, true
	}
	return *c, true, write
}

// UseKey returns who a program is that brings a key, for one request that needs a
// scope. It answers KindNotFound for a key that is unknown, revoked, over, of a
// disabled organisation or from another address, KindForbidden without the scope,
// and KindLimited when the quota of the day is used up.
func (a *Accounts) UseKey(ctx context.Context, key, from string, scope Scope) (by registry.Viewer, err error) {
	now := a.clock.Now()
	var k APIKey
	var stored KeyUse
	err = a.store.View(ctx, func(r registry.Reader) (err error) {
		if k, err = usableKey(r, key, from, now); err != nil {
			return err
		}
		stored.Key = k.ID
		if _, err := r.Get(stored.Ref(), &stored); err != nil && registry.KindOf(err) != registry.KindNotFound {
			return err
		}
		return nil
	})
	if err != nil {
		return by, err
	}
	if !slices.Contains(k.Scopes, scope) {
		return by, &registry.Error{Op: "UseKey", Kind: registry.KindForbidden, Ref: k.Ref()}
	}
	use, ok, write := a.uses.count(stored, k.Quota, now)
	if !ok {
		return by, &registry.Error{Op: "UseKey", Kind: registry.KindLimited, Ref: k.Ref()}
	}
	if write {
		err = a.change(ctx, "UseKey", func(r registry.Reader, b *batch, _ time.Time) error {
			b.keep(&use, r.Version(use.Ref()))
			return nil
		})
	}
	return registry.Viewer{Ring: registry.RingOrganisation, Account: k.ID, Org: k.Org}, err
}

func usableKey(r registry.Reader, key, from string, now time.Time) (k APIKey, err error) {
	void := &registry.Error{Op: "usableKey", Kind: registry.KindNotFound}
	if !strings.HasPrefix(key, keyPrefix) {
		return k, void
	}
	ref, ok := one(r, registry.IndexAPIKey, registry.Token(key).Hash())
	if !ok {
		return k, void
	}
	if _, err := r.Get(ref, &k); err != nil {
		return k, err
	}
	var org registry.Organisation
	if _, err := r.Get(orgRef(k.Org), &org); err != nil {
		return k, err
	}
	if !k.Works(now) || org.Disabled || !k.allows(from) {
		return k, void
	}
	return k, nil
}

// allows reports whether the key may be used from an address.
func (k *APIKey) allows(from string) bool {
	a, err := netip.ParseAddr(from)
	return len(k.From) == 0 || err == nil && slices.ContainsFunc(k.From, func(p netip.Prefix) bool { return p.Contains(a.Unmap().WithZone("")) })
}

// KeyInfo is a key as admins see it.
type KeyInfo struct {
	APIKey
	Used KeyUse
}

// APIKeys lists all keys for admins, without their hashes, the newest first.
func (a *Accounts) APIKeys(ctx context.Context, by registry.Viewer) (list []KeyInfo, err error) {
	if err := governs("APIKeys", by); err != nil {
		return nil, err
	}
	err = a.store.View(ctx, func(r registry.Reader) error {
		for id := range r.IDs(registry.KindAPIKey, "") {
			k, err := a.info(r, registry.AccountID(id))
			if err != nil {
				return err
			}
			list = append(list, k)
		}
		return nil
	})
	slices.SortFunc(list, func(x, y KeyInfo) int { return y.Made.Compare(x.Made) })
	return list, err
}

func (a *Accounts) info(r registry.Reader, id registry.AccountID) (k KeyInfo, err error) {
	if _, err := r.Get(keyRef(id), &k.APIKey); err != nil {
		return k, err
	}
	k.Hash, k.Used.Key = "", id
	if _, err := r.Get(k.Used.Ref(), &k.Used); err != nil && registry.KindOf(err) != registry.KindNotFound {
		return k, err
	}
	a.uses.mu.Lock()
	defer a.uses.mu.Unlock()
	if u := a.uses.by[id]; u != nil {
		k.Used = *u
	}
	return k, nil
}

func (a *Accounts) key(ctx context.Context, id registry.AccountID) (k KeyInfo, err error) {
	err = a.store.View(ctx, func(r registry.Reader) (err error) { k, err = a.info(r, id); return err })
	return k, err
}

// APIKey returns one key for admins, without its hash.
func (a *Accounts) APIKey(ctx context.Context, by registry.Viewer, id registry.AccountID) (KeyInfo, error) {
	if err := governs("APIKey", by); err != nil {
		return KeyInfo{}, err
	}
	return a.key(ctx, id)
}

// RevokeKey ends a key at once. Revoking one again changes nothing.
func (a *Accounts) RevokeKey(ctx context.Context, by registry.Viewer, id registry.AccountID) error {
	if err := governs("RevokeKey", by); err != nil {
		return err
	}
	return a.change(ctx, "RevokeKey", func(r registry.Reader, b *batch, now time.Time) error {
		var k APIKey
		v, err := r.Get(keyRef(id), &k)
		if err != nil || !k.Revoked.IsZero() {
			return err
		}
		k.Revoked = now
		b.put(by, &k, v, "key.revoked", now)
		return nil
	})
}
