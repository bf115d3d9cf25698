package registry

import (
	"log/slog"
	"strings"
	"time"
)

// Confirmed is when somebody proved that an address is theirs. News goes only
// there; zero means that it never was.
type Confirmed struct {
	Email time.Time `json:"email,omitzero"`
	Phone time.Time `json:"phone,omitzero"`
}

// address is where a letter goes. Class P2.
type address struct {
	via       Channel
	text      string // as given
	confirmed time.Time
}

// key is what makes two ways of writing an address the same one: for an e-mail
// address lower case and no "+tag" (RFC 5233), which all land in one box; for a
// number its last nine digits, with or without the country.
func (a address) key() string {
	if a.via == BySMS {
		d := Phone(a.text).Digits()
		return d[max(len(d)-9, 0):]
	}
	name, host, _ := strings.Cut(strings.ToLower(a.text), "@")
	name, _, _ = strings.Cut(name, "+")
	return name + "@" + host
}

// addresses lists where the owner of a contact can be reached.
func addresses(c Contact, ok Confirmed) []address {
	var out []address
	if c.Email != "" {
		out = append(out, address{ByMail, string(c.Email), ok.Email})
	}
	if c.Phone != "" {
		out = append(out, address{BySMS, string(c.Phone), ok.Phone})
	}
	return out
}

// addressee is somebody who can get letters: a seeker, a source or one of the
// staff, as the record says today.
type addressee struct {
	Recipient
	contact   Contact
	confirmed Confirmed
	event     EventID
	lang      string
	reference Reference
	before    []Moved // for letters on the security of an account
	code      bool    // came through this site, and has a code
	salt      string  // of an invitation, see InvitationToken
}

func (k *Seeker) addressee(n *Notice) addressee {
	return addressee{
		Recipient: Recipient{n.Ref(), k.ID}, contact: k.Contact, confirmed: k.Confirmed, event: n.Event,
		lang: k.Lang, reference: n.Reference, code: k.CodeHash != "",
	}
}

func (r *Report) addressee() addressee {
	return addressee{
		Recipient: Recipient{Record: r.Ref()}, contact: r.Source.Contact, confirmed: r.Source.Confirmed, event: r.Event,
		lang: r.Lang, reference: r.Reference, code: r.Source.CodeHash != "",
	}
}

// addresseesOf loads everybody who left a contact with a notice or report, or who
// reads the mailbox of an account.
func addresseesOf(r Reader, ref Ref) ([]addressee, error) {
	switch ref.Kind {
	case KindNotice:
		var n Notice
		if _, err := r.Get(ref, &n); err != nil {
			return nil, err
		}
		var out []addressee
		for i := range n.Seekers {
			out = append(out, n.Seekers[i].addressee(&n))
		}
		return out, nil
	case KindReport:
		var rep Report
		_, err := r.Get(ref, &rep)
		return []addressee{rep.addressee()}, err
	case KindAccount:
		a, err := staffAddressee(r, AccountID(ref.ID))
		return []addressee{a}, err
	case KindInvitation:
		a, err := invitee(r, ref)
		return []addressee{a}, err
	}
	return nil, &Error{Op: "addresseesOf", Kind: KindNotFound, Ref: ref}
}

// find loads who a letter is for: KindNotFound when they left.
func (t Recipient) find(r Reader) (addressee, error) {
	list, err := addresseesOf(r, t.Record)
	for _, a := range list {
		if a.Recipient == t {
			return a, err
		}
	}
	if err == nil {
		err = &Error{Op: "Recipient.find", Kind: KindNotFound, Ref: t.Record}
	}
	return addressee{}, err
}

// at returns the address of a channel, false where there is none.
func (a addressee) at(via Channel) (address, bool) {
	for _, x := range addresses(a.contact, a.confirmed) {
		if x.via == via {
			return x, true
		}
	}
	return address{}, false
}

// news returns where news goes: the confirmed e-mail address, else the confirmed
// number; false for nowhere.
func (a addressee) news() (Channel, bool) {
	for _, x := range addresses(a.contact, a.confirmed) {
		if !x.confirmed.IsZero() {
			return x.via, true
		}
	}
	return "", false
}

// LogValue redacts the address.
func (address) LogValue() slog.Value { return redacted }

// LogValue redacts the contact.
func (addressee) LogValue() slog.Value { return redacted }
