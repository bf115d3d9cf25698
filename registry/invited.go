package registry

import (
	"context"
	"time"
)

// invitedRecord is what the registry itself reads of an invitation that leaves by
// letter; the rest is for package access. It is never put: that rest would be lost.
// Class P1, Email P2.
type invitedRecord struct {
	ID      string    `json:"id"`
	Account AccountID `json:"account,omitzero"` // that it resets
	Email   Email     `json:"email,omitzero"`   // where it goes, unless it resets an account
	Lang    string    `json:"lang,omitzero"`
	Sent    bool      `json:"sent,omitzero"` // by letter: nobody was shown the link
	Salt    string    `json:"salt,omitzero"` // see InvitationToken
	Ends    time.Time `json:"ends"`
}

// Ref names the record.
func (i *invitedRecord) Ref() Ref { return Ref{KindInvitation, i.ID} }

// Keys returns nothing: the entries are those of the whole invitation.
func (i *invitedRecord) Keys() []Key { return nil }

// invitee loads whom an invitation is sent to: KindNotFound for one that was
// used, or is handed over by a person.
func invitee(r Reader, ref Ref) (a addressee, err error) {
	var i invitedRecord
	if _, err := r.Get(ref, &i); err != nil {
		return a, err
	}
	if !i.Sent {
		return a, &Error{Op: "invitee", Kind: KindNotFound, Ref: ref}
	}
	if i.Account != "" {
		if a, err = staffAddressee(r, i.Account); err != nil {
			return a, err
		}
		a.Recipient, a.salt = Recipient{Record: ref}, i.Salt
		return a, nil
	}
	// Nobody confirmed the address. Who reads there confirms it by the link.
	return addressee{
		Recipient: Recipient{Record: ref}, contact: Contact{Email: i.Email}, confirmed: Confirmed{Email: i.Ends}, lang: i.Lang, event: newestEvent(r), salt: i.Salt,
	}, nil
}

// InvitationToken returns the token of an invitation that leaves by letter. It
// follows from the invitation's salt, so that nothing that opens an account is
// stored, and a letter sent twice has the same link.
func (s *Service) InvitationToken(ctx context.Context, salt string) (Token, error) {
	mark, err := s.Keyed(ctx, "invitation", salt)
	return Token(mark).Derive("invitation"), err
}
