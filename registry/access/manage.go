package access

import (
	"context"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Named returns an account by name, without its secrets: KindNotFound when there
// is none.
func (a *Accounts) Named(ctx context.Context, name string) (acc Account, err error) {
	err = a.store.View(ctx, func(r registry.Reader) (err error) {
		var ok bool
		if acc, _, ok, err = find(r, foldName(name)); err == nil && !ok {
			err = &registry.Error{Op: "Named", Kind: registry.KindNotFound}
		}
		return err
	})
	return acc.bare(), err
}

// governs refuses who is no admin.
func governs(op string, by registry.Viewer) error {
	if by.Administers() {
		return nil
	}
	return &registry.Error{Op: op, Kind: registry.KindForbidden}
}

// Disable closes an account: its sessions end at once, and the invitations that
// it made. Nobody closes their own, so that one admin is always left.
func (a *Accounts) Disable(ctx context.Context, by registry.Viewer, id registry.AccountID) error {
	return a.govern(ctx, "Disable", "account.disabled", by, id, func(r registry.Reader, b *batch, acc *Account, now time.Time) error {
		return acc.close(by, r, b, now)
	})
}

// Enable opens a closed account again, with the password and the second factor
// that it had.
func (a *Accounts) Enable(ctx context.Context, by registry.Viewer, id registry.AccountID) error {
	return a.govern(ctx, "Enable", "account.enabled", by, id, func(_ registry.Reader, _ *batch, acc *Account, _ time.Time) error {
		acc.Disabled = false
		return nil
	})
}

// Renew lets a role last for RoleLife from now on.
func (a *Accounts) Renew(ctx context.Context, by registry.Viewer, id registry.AccountID) error {
	return a.govern(ctx, "Renew", "account.renewed", by, id, func(_ registry.Reader, _ *batch, acc *Account, now time.Time) error {
		acc.Expires = now.Add(RoleLife)
		return nil
	})
}

// SetRole gives an account another role, for RoleLife; org counts for members of
// an organisation. Its sessions and its invitations end, so that nothing of the old role goes on.
func (a *Accounts) SetRole(ctx context.Context, by registry.Viewer, id registry.AccountID, role registry.Ring, org registry.OrgID) error {
	return a.govern(ctx, "SetRole", "account.role_changed", by, id, func(r registry.Reader, b *batch, acc *Account, now time.Time) error {
		var p registry.Problems
		if org = checkRole(r, role, org, &p); len(p) > 0 || acc.Role == role && acc.Org == org {
			return p.Err()
		}
		acc.Role, acc.Org, acc.Owner, acc.Expires = role, org, false, now.Add(RoleLife)
		endAll(r, b, acc.ID)
		return dropInvitations(by, r, b, func(i *Invitation) bool { return i.By == acc.ID }, now)
	})
}

// govern changes an account for an admin, who must be another one. A change that
// leaves the account as it is writes nothing.
func (a *Accounts) govern(ctx context.Context, op, what string, by registry.Viewer, id registry.AccountID, decide func(registry.Reader, *batch, *Account, time.Time) error) error {
	if err := governs(op, by); err != nil {
		return err
	}
	return a.change(ctx, op, func(r registry.Reader, b *batch, now time.Time) error {
		if err := b.still(r, by, now); err != nil {
			return err
		}
		var acc Account
		v, err := r.Get(accountRef(id), &acc)
		if err != nil {
			return err
		}
		if acc.ID == by.Account {
			return registry.Problems{{Field: "account", Code: "own"}}
		}
		was := acc
		if err := decide(r, b, &acc, now); err != nil {
			return err
		}
		if same(was, acc) {
			b.Batch = registry.Batch{}
			return nil
		}
		b.put(by, &acc, v, what, now)
		return nil
	})
}

// still refuses who lost their rights since the request began, and has the change
// repeated when they lose them meanwhile: two admins cannot end each other. The
// machine itself is no account.
func (b *batch) still(r registry.Reader, by registry.Viewer, now time.Time) error {
	if by.Account == "" {
		return nil
	}
	var me Account
	v, err := r.Get(accountRef(by.Account), &me)
	if err != nil || closed(r, &me, now) || me.Role != by.Ring {
		return &registry.Error{Op: "still", Kind: registry.KindForbidden, Err: err}
	}
	b.Expect = append(b.Expect, registry.Expect{Ref: me.Ref(), Version: v})
	return nil
}

// same reports whether govern changed nothing.
func same(x, y Account) bool {
	return x.Disabled == y.Disabled && x.Role == y.Role && x.Org == y.Org && x.Owner == y.Owner && x.Expires.Equal(y.Expires)
}
