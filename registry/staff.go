package registry

import (
	"log/slog"
	"time"
)

// RoleLife is how long a role lasts unless somebody renews it, and RoleSoon how
// long before its end everybody concerned is told.
const (
	RoleLife = 365 * 24 * time.Hour
	RoleSoon = 30 * 24 * time.Hour
)

// Staff is what the registry itself reads of an account. How somebody comes in
// with it is the business of package access, whose Account holds this and is what
// is stored. Class P1 and P2.
type Staff struct {
	ID       AccountID `json:"id"`
	Name     string    `json:"name"` // what they sign in with
	Role     Ring      `json:"role"`
	Org      OrgID     `json:"org,omitzero"`   // that they work for, as RingOrganisation
	Owner    bool      `json:"owner,omitzero"` // of that: may invite and end its members
	Disabled bool      `json:"disabled,omitzero"`
	Created  time.Time `json:"created"`
	Expires  time.Time `json:"expires,omitzero"` // end of the role
	Hands    []Hand    `json:"hands,omitzero"`   // oldest first
}

// Ends returns when the role ends.
func (s *Staff) Ends() time.Time {
	if s.Expires.IsZero() {
		return s.Created.Add(RoleLife)
	}
	return s.Expires
}

// Over reports whether the role has ended.
func (s *Staff) Over(now time.Time) bool { return !now.Before(s.Ends()) }

// Soon reports whether the role ends within RoleSoon.
func (s *Staff) Soon(now time.Time) bool { return !now.Add(RoleSoon).Before(s.Ends()) }

// Shut reports whether nobody may come in with the account.
func (s *Staff) Shut(now time.Time) bool { return s.Disabled || s.Over(now) }

// LogValue shows the id only.
func (s Staff) LogValue() slog.Value { return slog.StringValue(string(s.ID)) }

// staffRecord reads the Staff of a stored account. It is never put: the rest of
// the account would be lost.
type staffRecord struct{ Staff }

// Ref names the record.
func (s *staffRecord) Ref() Ref { return Ref{KindAccount, string(s.ID)} }

// Keys returns nothing: the entries are those of the whole account.
func (s *staffRecord) Keys() []Key { return nil }

// staffOf loads an account: KindNotFound where an id is that of a key or of
// nobody.
func staffOf(r Reader, id AccountID) (Staff, error) {
	var s staffRecord
	_, err := r.Get(Ref{KindAccount, string(id)}, &s)
	return s.Staff, err
}
