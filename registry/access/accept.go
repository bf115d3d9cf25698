package access

import (
	"context"
	"log/slog"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Invited returns the invitation of a link, and the user name where that is
// fixed. It answers KindNotFound for a link that is unknown, used, late or void.
func (a *Accounts) Invited(ctx context.Context, token registry.Token) (inv Invitation, user string, err error) {
	err = a.store.View(ctx, func(r registry.Reader) error {
		var acc Account
		inv, acc, err = invited(r, token, a.clock.Now())
		user = acc.Name
		return err
	})
	return inv, user, err
}

// invited loads an invitation that still works and, where it resets one, its account.
func invited(r registry.Reader, token registry.Token, now time.Time) (inv Invitation, acc Account, err error) {
	void := &registry.Error{Op: "invited", Kind: registry.KindNotFound}
	ref, ok := one(r, registry.IndexInvitation, token.Hash())
	if !ok {
		return inv, acc, void
	}
	if _, err := r.Get(ref, &inv); err != nil {
		return inv, acc, err
	}
	if !now.Before(inv.Ends) {
		return inv, acc, void
	}
	if inv.First {
		if some, err := anyAdmin(r); err != nil || some {
			return inv, acc, void
		}
	}
	if !invites(r, &inv, now) {
		return inv, acc, void
	}
	if inv.Account != "" {
		if _, err = r.Get(accountRef(inv.Account), &acc); err == nil && acc.Disabled {
			return inv, acc, void // closed while the link was on its way
		}
	}
	return inv, acc, err
}

// invites reports whether who made an invitation may still make it. The machine
// itself, which is no account, always may.
func invites(r registry.Reader, inv *Invitation, now time.Time) bool {
	if inv.By == "" {
		return true
	}
	var maker Account
	_, err := r.Get(accountRef(inv.By), &maker)
	return err == nil && !closed(r, &maker, now) && letsIn(r, maker.viewer(), inv, now) == nil
}

func anyAdmin(r registry.Reader) (bool, error) {
	for id := range r.IDs(registry.KindAccount, "") {
		var acc Account
		if _, err := r.Get(accountRef(registry.AccountID(id)), &acc); err != nil || acc.Role == registry.RingAdmin {
			return true, err
		}
	}
	return false, nil
}

// keepMail keeps the address that an account was made for. By a link that was sent
// there its owner confirms it.
func (i *Invitation) keepMail(b *batch, id registry.AccountID, now time.Time) {
	if i.Account != "" || i.Email == "" {
		return
	}
	m := &registry.Mailbox{Account: id, Email: i.Email, Lang: i.Lang}
	if i.Sent {
		m.Confirmed = now
	}
	b.keep(m, 0)
}

// Acceptance is what somebody fills in who follows an invitation.
type Acceptance struct {
	Token          registry.Token
	Name, Password string // the name counts for a new account only
	Once           string // made with the form: the same form again gives the same session
}

// LogValue redacts the acceptance.
func (Acceptance) LogValue() slog.Value { return slog.StringValue("an acceptance") }

// Accept makes the account of an invitation, or resets one, and starts a session
// that leads to setting up the second factor. Afterwards the link opens nothing.
func (a *Accounts) Accept(ctx context.Context, req Acceptance) (registry.Token, error) {
	req.Name = foldName(req.Name)
	return a.again.do(ctx, a.clock.Now(), func() (registry.Token, error) { return a.accept(ctx, req) },
		req.Once, "accept", string(req.Token), req.Name, req.Password)
}

func (a *Accounts) accept(ctx context.Context, req Acceptance) (registry.Token, error) {
	check := func(r registry.Reader, now time.Time) (inv Invitation, acc Account, err error) {
		if inv, acc, err = invited(r, req.Token, now); err != nil {
			return inv, acc, err
		}
		var p registry.Problems
		if inv.Account == "" {
			acc.Staff = registry.Staff{Name: req.Name, Role: inv.Role, Org: inv.Org, Owner: inv.Owner, Created: now}
			checkName(r, req.Name, &p)
		}
		checkStrength(req.Password, acc.Name, &p)
		return inv, acc, p.Err()
	}
	err := a.store.View(ctx, func(r registry.Reader) error { // before a hash is made
		_, _, err := check(r, a.clock.Now())
		return err
	})
	if err != nil {
		return "", err
	}
	hashed, err := a.hash.make(ctx, req.Password)
	if err != nil {
		return "", err
	}
	token, id := registry.NewToken(), registry.AccountID(registry.NewID())
	a.naming.Lock()
	defer a.naming.Unlock()
	err = a.change(ctx, "Accept", func(r registry.Reader, b *batch, now time.Time) error {
		inv, acc, err := check(r, now)
		if err != nil {
			return err
		}
		what := "account.reset_done"
		if inv.Account == "" {
			acc.ID, acc.Expires, what = id, now.Add(RoleLife), "account.added"
		}
		v := r.Version(acc.Ref())
		acc.Password, acc.Secret, acc.Recovery, acc.Step = hashed, "", nil, 0
		acc.inHandsOf(inv.By, now)
		inv.keepMail(b, acc.ID, now)
		b.put(acc.viewer(), &acc, v, what, now)
		b.drop(acc.viewer(), r, inv.Ref(), "invitation.used", now)
		endAll(r, b, acc.ID)
		if !closed(r, &acc, now) {
			a.staff(b, token, &acc, now)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	a.touch(token.Hash(), a.clock.Now())
	return token, nil
}
