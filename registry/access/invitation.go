package access

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// InvitationLife is how long the link of an invitation works, FirstLife that of
// the link which makes the first admin.
const (
	InvitationLife = 7 * 24 * time.Hour
	FirstLife      = 24 * time.Hour
)

// Invitation is a link by which one person makes an account with a role, or gives
// an account that there is another password and second factor. Its token is kept
// as a hash; who has used it, or comes late, finds nothing.
type Invitation struct {
	ID      string             `json:"id"`
	Hash    string             `json:"hash"`
	Role    registry.Ring      `json:"role"`
	Org     registry.OrgID     `json:"org,omitzero"`
	Owner   bool               `json:"owner,omitzero"`   // of that organisation, see Account
	For     string             `json:"for,omitzero"`     // whom it was made for, in the words of who invites
	Account registry.AccountID `json:"account,omitzero"` // that is reset
	Email   registry.Email     `json:"email,omitzero"`   // of whom it is for
	Lang    string             `json:"lang,omitzero"`    // in which they are written to
	Sent    bool               `json:"sent,omitzero"`    // by letter: nobody was shown the link
	Salt    string             `json:"salt,omitzero"`    // random: the link in the letter follows from it
	First   bool               `json:"first,omitzero"`   // void once there is an admin
	By      registry.AccountID `json:"by,omitzero"`
	Made    time.Time          `json:"made"`
	Ends    time.Time          `json:"ends"`
}

// Ref names the record.
func (i *Invitation) Ref() registry.Ref {
	return registry.Ref{Kind: registry.KindInvitation, ID: i.ID}
}

// Keys lists its entries in the secondary indexes.
func (i *Invitation) Keys() []registry.Key {
	return []registry.Key{{Index: registry.IndexInvitation, Value: i.Hash}}
}

// LogValue shows the id only.
func (i Invitation) LogValue() slog.Value { return slog.StringValue(i.Ref().String()) }

// Invite is a request for an invitation.
type Invite struct {
	Role  registry.Ring
	Org   registry.OrgID // of a member of one
	Owner bool           // of that organisation
	For   string         // as "Dr Benali, night shift"
	Email string         // theirs, if it is known
	Lang  string         // in which they are written to
	Send  bool           // the link goes to Email, and nobody else sees it
	Once  string         // made with the form: the same form again makes no other
}

// LogValue redacts the request.
func (Invite) LogValue() slog.Value { return slog.StringValue("an invitation") }

// Invite makes an invitation and returns the token of its link, this once: the
// same form sent again later returns "", and so does one whose link goes out by
// letter. Admins invite, and owners for their own organisation.
func (a *Accounts) Invite(ctx context.Context, by registry.Viewer, req Invite) (registry.Token, error) {
	return a.again.do(ctx, a.clock.Now(), func() (registry.Token, error) { return a.invite(ctx, by, req) },
		append([]string{req.Once, "invite", string(by.Account)}, req.answers()...)...)
}

// answers are what was filled in: the same form with a corrected address is
// another invitation.
func (req Invite) answers() []string {
	return []string{string(req.Role), string(req.Org), fmt.Sprint(req.Owner, req.Send), req.For, req.Email, req.Lang}
}

func (a *Accounts) invite(ctx context.Context, by registry.Viewer, req Invite) (registry.Token, error) {
	var c registry.Checker
	inv := Invitation{
		ID: onceID(req.Once, by, req.answers()...), Role: req.Role, Org: req.Org, Owner: req.Owner && req.Role == registry.RingOrganisation,
		For: c.Line("for", req.For, registry.MaxName), By: by.Account, Email: c.Email("email", req.Email), Lang: req.Lang, Sent: req.Send,
	}
	return a.issue(ctx, by, "Invite", inv, InvitationLife, func(r registry.Reader, _ *batch, inv *Invitation, now time.Time) error {
		if err := letsIn(r, by, inv, now); err != nil {
			return err
		}
		p := slices.Clone(c.Problems)
		if inv.Org = checkRole(r, req.Role, req.Org, &p); inv.For == "" && len(c.Problems) == 0 {
			p.Add("for", "needed")
		}
		if inv.Sent && inv.Email == "" && len(c.Problems) == 0 {
			p.Add("email", "needed")
		}
		if err := checkRoom(r, by, inv.Org, &p); err != nil {
			return err
		}
		return p.Err()
	})
}

// Reset makes a link by which the owner of an account chooses another password
// and sets up the second factor anew. Its sessions end; until the link is used
// nobody comes in with it.
func (a *Accounts) Reset(ctx context.Context, by registry.Viewer, id registry.AccountID) (registry.Token, error) {
	return a.reset(ctx, by, Invitation{Account: id, By: by.Account})
}

// SendReset is Reset where the link goes to the address that the owner confirmed,
// and nobody else sees it.
func (a *Accounts) SendReset(ctx context.Context, by registry.Viewer, id registry.AccountID) error {
	_, err := a.reset(ctx, by, Invitation{Account: id, By: by.Account, Sent: true})
	return err
}

func (a *Accounts) reset(ctx context.Context, by registry.Viewer, inv Invitation) (registry.Token, error) {
	if err := governs("Reset", by); err != nil {
		return "", err
	}
	return a.issue(ctx, by, "Reset", inv, InvitationLife, func(r registry.Reader, b *batch, inv *Invitation, now time.Time) error {
		if err := b.still(r, by, now); err != nil {
			return err
		}
		id := inv.Account
		var acc Account
		v, err := r.Get(accountRef(id), &acc)
		if err != nil {
			return err
		}
		if acc.ID == by.Account {
			return registry.Problems{{Field: "account", Code: "own"}}
		}
		if inv.Sent && !confirmedMail(r, id) {
			return registry.Problems{{Field: "account", Code: "no_mail"}}
		}
		inv.Role, inv.Org, inv.For = acc.Role, acc.Org, acc.Name
		acc.Password, acc.Secret, acc.Recovery = "", "", nil
		b.put(by, &acc, v, "account.reset", now)
		endAll(r, b, acc.ID)
		return dropInvitations(by, r, b, func(old *Invitation) bool { return old.Account == id }, now)
	})
}

// confirmedMail reports whether the owner of an account confirmed an address.
func confirmedMail(r registry.Reader, id registry.AccountID) bool {
	var m registry.Mailbox
	_, err := r.Get(mailboxRef(id), &m)
	return err == nil && !m.Confirmed.IsZero()
}

func mailboxRef(id registry.AccountID) registry.Ref {
	return registry.Ref{Kind: registry.KindMailbox, ID: string(id)}
}

// FirstInvitation returns the token of a link that makes the first admin, and
// makes older ones void: "" when there are accounts.
func (a *Accounts) FirstInvitation(ctx context.Context) (registry.Token, error) {
	none := true
	err := a.store.View(ctx, func(r registry.Reader) error { none = r.Count(registry.KindAccount) == 0; return nil })
	if err != nil || !none {
		return "", err
	}
	first := Invitation{Role: registry.RingAdmin, First: true}
	return a.issue(ctx, registry.System, "FirstInvitation", first, FirstLife, func(r registry.Reader, b *batch, _ *Invitation, now time.Time) error {
		return dropInvitations(registry.System, r, b, func(old *Invitation) bool { return old.First }, now)
	})
}

// issue keeps an invitation, with what else decide adds, and returns its token.
func (a *Accounts) issue(ctx context.Context, by registry.Viewer, op string, inv Invitation, life time.Duration, decide func(registry.Reader, *batch, *Invitation, time.Time) error) (registry.Token, error) {
	if inv.ID == "" {
		inv.ID = registry.NewID()
	}
	token, err := a.linkOf(ctx, &inv)
	if err != nil {
		return "", err
	}
	inv.Hash = token.Hash()
	err = a.change(ctx, op, func(r registry.Reader, b *batch, now time.Time) error {
		if r.Version(inv.Ref()) != 0 { // of the same form of the same person
			token = ""
			return nil
		}
		if err := decide(r, b, &inv, now); err != nil {
			return err
		}
		inv.Made, inv.Ends = now, now.Add(life)
		b.put(by, &inv, 0, "invitation.made", now)
		return nil
	})
	if err != nil || inv.Sent {
		return "", err
	}
	return token, nil
}

// linkOf makes the token of an invitation: a random one, or what the letter that
// brings it will have.
func (a *Accounts) linkOf(ctx context.Context, inv *Invitation) (registry.Token, error) {
	switch {
	case !inv.Sent:
		return registry.NewToken(), nil
	case a.Post == nil:
		return "", &registry.Error{Op: "linkOf", Kind: registry.KindUnavailable}
	}
	inv.Salt = registry.NewID()
	return a.Post.InvitationToken(ctx, inv.Salt)
}

// inHandsOf notes who had the link by which the account was made or reset, and
// forgets whose hands are long off it. The machine's own links count for nobody.
func (a *Account) inHandsOf(by registry.AccountID, now time.Time) {
	a.Hands = slices.DeleteFunc(slices.Clone(a.Hands), func(h registry.Hand) bool { return now.Sub(h.At) > RoleLife })
	if by != "" {
		a.Hands = append(a.Hands, registry.Hand{By: by, At: now})
	}
}

// onceID makes the id of a record follow from the form that it was made with, and
// who sent it with which answers; "" without a form.
func onceID(once string, by registry.Viewer, answers ...string) string {
	if once == "" {
		return ""
	}
	return registry.Token(strings.Join(append([]string{"once", once, string(by.Account)}, answers...), "\x00")).Hash()[:32]
}

// dropInvitations deletes the invitations that fit.
func dropInvitations(by registry.Viewer, r registry.Reader, b *batch, fits func(*Invitation) bool, now time.Time) error {
	list, err := invitations(r)
	for _, inv := range list {
		if fits(&inv) {
			b.drop(by, r, inv.Ref(), "invitation.dropped", now)
		}
	}
	return err
}

func invitations(r registry.Reader) (list []Invitation, err error) {
	for id := range r.IDs(registry.KindInvitation, "") {
		var inv Invitation
		switch _, err := r.Get(registry.Ref{Kind: registry.KindInvitation, ID: id}, &inv); {
		case err != nil && registry.KindOf(err) == registry.KindInternal:
			continue // damaged, it opens nothing, and must not keep an account open
		case err != nil:
			return nil, err
		}
		list = append(list, inv)
	}
	return list, nil
}

// Invitations lists for admins what waits to be used, the newest first.
func (a *Accounts) Invitations(ctx context.Context, by registry.Viewer) (list []Invitation, err error) {
	if err := governs("Invitations", by); err != nil {
		return nil, err
	}
	now := a.clock.Now()
	err = a.store.View(ctx, func(r registry.Reader) (err error) {
		list, err = invitations(r)
		return err
	})
	list = slices.DeleteFunc(list, func(i Invitation) bool { return !now.Before(i.Ends) })
	slices.SortFunc(list, func(x, y Invitation) int { return y.Made.Compare(x.Made) })
	return list, err
}

// Revoke makes an invitation void. Revoking one that was used is no error. Owners
// revoke those for members of their organisation.
func (a *Accounts) Revoke(ctx context.Context, by registry.Viewer, id string) error {
	return a.change(ctx, "Revoke", func(r registry.Reader, b *batch, now time.Time) error {
		fits := func(i *Invitation) bool { return i.ID == id }
		if !by.Administers() {
			if !owns(r, by, by.Org, now) {
				return &registry.Error{Op: "Revoke", Kind: registry.KindForbidden}
			}
			fits = func(i *Invitation) bool { return i.ID == id && i.Org == by.Org && i.Account == "" && !i.Owner }
		}
		return dropInvitations(by, r, b, fits, now)
	})
}
