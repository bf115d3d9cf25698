package access

import (
	"context"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// maxMembers bounds how many members and invitations an organisation may have
// that its owners made: who takes over one account must not make hundreds.
const maxMembers = 100

// owns reports whether a viewer may look after the members of an organisation.
func owns(r registry.Reader, by registry.Viewer, org registry.OrgID, now time.Time) bool {
	var acc Account
	_, err := r.Get(accountRef(by.Account), &acc)
	return err == nil && acc.ownsOrg(org) && !closed(r, &acc, now)
}

func (a *Account) ownsOrg(org registry.OrgID) bool {
	return a.Owner && a.Role == registry.RingOrganisation && a.Org == org && org != ""
}

// letsIn refuses who may not invite somebody for a role: admins invite for all,
// an owner members of their own organisation, who are never owners themselves.
func letsIn(r registry.Reader, by registry.Viewer, inv *Invitation, now time.Time) error {
	if by.Administers() || inv.Role == registry.RingOrganisation && !inv.Owner && owns(r, by, inv.Org, now) {
		return nil
	}
	return &registry.Error{Op: "Invite", Kind: registry.KindForbidden}
}

// checkRoom refuses an invitation of an owner whose organisation is full.
func checkRoom(r registry.Reader, by registry.Viewer, org registry.OrgID, p *registry.Problems) error {
	if by.Administers() {
		return nil
	}
	n := 0
	for id := range r.IDs(registry.KindAccount, "") {
		var acc Account
		if _, err := r.Get(accountRef(registry.AccountID(id)), &acc); err != nil {
			return err
		}
		if acc.Org == org && !acc.Disabled {
			n++
		}
	}
	list, err := invitations(r)
	for _, inv := range list {
		if inv.Org == org {
			n++
		}
	}
	if n >= maxMembers {
		p.Add("for", "too_many", "max", maxMembers)
	}
	return err
}

// Members is who works for an organisation, as one of them sees it.
type Members struct {
	Org         registry.OrgID
	Owner       bool // who asks may invite, and end members
	Accounts    []Account
	Invitations []Invitation // for owners, the newest first
}

// Members returns the colleagues of a member of an organisation, without secrets.
func (a *Accounts) Members(ctx context.Context, by registry.Viewer) (m Members, err error) {
	if by.Ring != registry.RingOrganisation || by.Org == "" {
		return m, &registry.Error{Op: "Members", Kind: registry.KindForbidden}
	}
	all, err := a.List(ctx)
	if err != nil {
		return m, err
	}
	now := a.clock.Now()
	m.Org, m.Accounts = by.Org, slices.DeleteFunc(all, func(acc Account) bool { return acc.Org != by.Org })
	err = a.store.View(ctx, func(r registry.Reader) (err error) {
		if m.Owner = owns(r, by, by.Org, now); m.Owner {
			m.Invitations, err = invitations(r)
		}
		return err
	})
	m.Invitations = slices.DeleteFunc(m.Invitations, func(i Invitation) bool { return i.Org != by.Org || i.Account != "" || !now.Before(i.Ends) })
	slices.SortFunc(m.Invitations, func(x, y Invitation) int { return y.Made.Compare(x.Made) })
	return m, err
}

// EndMember closes the account of a member for an owner of the same organisation,
// as Disable does for an admin. Owners are ended by admins only.
func (a *Accounts) EndMember(ctx context.Context, by registry.Viewer, id registry.AccountID) error {
	const op = "EndMember"
	return a.change(ctx, op, func(r registry.Reader, b *batch, now time.Time) error {
		if !owns(r, by, by.Org, now) {
			return &registry.Error{Op: op, Kind: registry.KindForbidden}
		}
		var acc Account
		v, err := r.Get(accountRef(id), &acc)
		switch {
		case err != nil:
			return err
		case acc.Org != by.Org:
			return &registry.Error{Op: op, Kind: registry.KindNotFound} // as if there was none
		case acc.Owner:
			return &registry.Error{Op: op, Kind: registry.KindForbidden}
		case acc.Disabled:
			return nil
		}
		if err := acc.close(by, r, b, now); err != nil {
			return err
		}
		b.put(by, &acc, v, "account.disabled", now)
		return nil
	})
}

// close ends an account with all that it opens, and forgets its address.
func (a *Account) close(by registry.Viewer, r registry.Reader, b *batch, now time.Time) error {
	a.Disabled = true
	endAll(r, b, a.ID)
	if r.Version(mailboxRef(a.ID)) != 0 {
		b.forget(r, mailboxRef(a.ID))
	}
	return dropInvitations(by, r, b, func(i *Invitation) bool { return i.By == a.ID || i.Account == a.ID }, now)
}

// SetOwner lets a member of an organisation invite and end members of it, or no
// longer. The invitations that they made end with it. Admins do so.
func (a *Accounts) SetOwner(ctx context.Context, by registry.Viewer, id registry.AccountID, owner bool) error {
	what := map[bool]string{true: "account.owner_made", false: "account.owner_ended"}[owner]
	return a.govern(ctx, "SetOwner", what, by, id, func(r registry.Reader, b *batch, acc *Account, now time.Time) error {
		if acc.Role != registry.RingOrganisation {
			return registry.Problems{{Field: "role", Code: "choose"}}
		}
		if acc.Owner = owner; owner {
			return nil
		}
		return dropInvitations(by, r, b, func(i *Invitation) bool { return i.By == acc.ID }, now)
	})
}
