package access

import (
	"cmp"
	"context"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// RoleLife is how long a role lasts unless an admin renews it, and RoleSoon how
// long before its end everybody concerned is told.
const (
	RoleLife = registry.RoleLife
	RoleSoon = registry.RoleSoon
)

// Account is a person who signs in. Class P4 for Password, Secret and Recovery.
type Account struct {
	registry.Staff
	Password string   `json:"password"`          // Argon2id in PHC form
	Secret   string   `json:"secret,omitzero"`   // of the second factor, base 32; "" until it is set up
	Step     int64    `json:"step,omitzero"`     // of the last code that was used: no code is used twice
	Recovery []string `json:"recovery,omitzero"` // hashes of the recovery codes that were not used
}

// Ref names the record.
func (a *Account) Ref() registry.Ref { return accountRef(a.ID) }

func accountRef(id registry.AccountID) registry.Ref {
	return registry.Ref{Kind: registry.KindAccount, ID: string(id)}
}

// Keys lists its entries in the secondary indexes.
func (a *Account) Keys() []registry.Key {
	return []registry.Key{{Index: registry.IndexAccountName, Value: a.Name}}
}

// LogValue shows the id only.
func (a Account) LogValue() slog.Value { return slog.StringValue(string(a.ID)) }

// closed reports whether nobody may come in with an account: it is shut, or the
// organisation that it works for is disabled or cannot be read.
func closed(r registry.Reader, acc *Account, now time.Time) bool {
	if acc.Shut(now) || acc.Org == "" {
		return acc.Shut(now)
	}
	var o registry.Organisation
	_, err := r.Get(orgRef(acc.Org), &o)
	return err != nil || o.Disabled
}

// Factor reports whether the second factor is set up.
func (a *Account) Factor() bool { return a.Secret != "" }

// bare returns the account without its secrets, for lists.
func (a Account) bare() Account {
	a.Password, a.Recovery, a.Step = "", nil, 0
	if a.Secret != "" {
		a.Secret = "set"
	}
	return a
}

// Roles returns the roles that an account can have, the least first.
func Roles() []registry.Ring {
	return []registry.Ring{registry.RingVolunteer, registry.RingOrganisation, registry.RingModerator, registry.RingAdmin, registry.RingAuditor}
}

var nameForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,99}$`)

func foldName(s string) string { return strings.ToLower(registry.CleanLine(s)) }

// checkName refuses a user name that cannot be or that somebody has.
func checkName(r registry.Reader, name string, p *registry.Problems) {
	if !nameForm.MatchString(name) {
		p.Add("user", "form")
	} else if _, taken := one(r, registry.IndexAccountName, name); taken {
		p.Add("user", "taken")
	}
}

// checkRole refuses a role that there is not, and a member of no organisation. It
// returns the organisation that counts: none for other roles.
func checkRole(r registry.Reader, role registry.Ring, org registry.OrgID, p *registry.Problems) registry.OrgID {
	switch {
	case !slices.Contains(Roles(), role):
		p.Add("role", "choose")
	case role != registry.RingOrganisation:
		return ""
	case org == "" || r.Version(orgRef(org)) == 0:
		p.Add("org", "choose")
	}
	return org
}

func orgRef(id registry.OrgID) registry.Ref {
	return registry.Ref{Kind: registry.KindOrganisation, ID: string(id)}
}

// find loads an account by its folded name; ok is false when there is none.
func find(r registry.Reader, name string) (acc Account, v registry.Version, ok bool, err error) {
	ref, ok := one(r, registry.IndexAccountName, name)
	if !ok {
		return acc, 0, false, nil
	}
	v, err = r.Get(ref, &acc)
	return acc, v, err == nil, err
}

// List returns all accounts by name, without their secrets: Secret says "set"
// where there is a second factor.
func (a *Accounts) List(ctx context.Context) ([]Account, error) {
	var list []Account
	err := a.store.View(ctx, func(r registry.Reader) error {
		for _, ref := range r.Find(registry.IndexAccountName, "") {
			var acc Account
			if _, err := r.Get(ref, &acc); err != nil {
				return err
			}
			list = append(list, acc.bare())
		}
		return nil
	})
	slices.SortFunc(list, func(a, b Account) int { return cmp.Compare(a.Name, b.Name) })
	return list, err
}

// Account returns one account, without its secrets.
func (a *Accounts) Account(ctx context.Context, id registry.AccountID) (acc Account, err error) {
	err = a.store.View(ctx, func(r registry.Reader) error {
		_, err := r.Get(accountRef(id), &acc)
		return err
	})
	return acc.bare(), err
}

// OrgName returns the name of an organisation, "" for one that is unknown.
func (a *Accounts) OrgName(ctx context.Context, id registry.OrgID) (string, error) {
	var o registry.Organisation
	err := a.store.View(ctx, func(r registry.Reader) error {
		_, err := r.Get(orgRef(id), &o)
		return err
	})
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		err = nil
	}
	return o.Name, err
}

// Name returns what an account signs in with or what a key is called, "" for one
// that is unknown: its colleagues read who works on a pair and who said what.
func (a *Accounts) Name(ctx context.Context, id registry.AccountID) (string, error) {
	acc, err := a.Account(ctx, id)
	if err == nil || registry.KindOf(err) != registry.KindNotFound {
		return acc.Name, err
	}
	key, err := a.key(ctx, id)
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		return "", nil
	}
	return key.Name, err
}
