package registry

import (
	"context"
	"slices"
	"strings"
)

// phoneDigits is how many digits from the end make two numbers the same: what is
// in front of them is a country or a trunk prefix, which people write or leave out.
const phoneDigits = 9

// contactWays returns the ways that a contact is: keyed hashes, by which records of
// one number or address are found and nothing else is.
func (s *Service) contactWays(ctx context.Context, c Contact) (ways []Way, err error) {
	phone := c.Phone.Digits()
	phone = phone[max(0, len(phone)-phoneDigits):]
	for _, x := range []struct {
		kind  WayKind
		value string
	}{{WayPhone, phone}, {WayMail, strings.ToLower(string(c.Email))}} {
		if x.value == "" {
			continue
		}
		w, err := s.Way(ctx, x.kind, x.value)
		if err != nil {
			return nil, err
		}
		ways = append(ways, w)
	}
	return ways, nil
}

// SameContact is another record that came with the same number or address.
type SameContact struct {
	Kind      WayKind // WayPhone or WayMail
	Of        Kind    // notice or report
	Reference Reference
}

// maxSame bounds how many of them are listed for one number or address.
const maxSame = 20

// SameContacts returns the other records that came with the telephone number or the
// e-mail address that a record came with, for moderators. It tells neither.
func (s *Service) SameContacts(ctx context.Context, by Viewer, of Ref) (list []SameContact, err error) {
	if !by.Moderates() {
		return nil, &Error{Op: "SameContacts", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		a := Arrival{Of: of}
		if _, err := r.Get(a.Ref(), &a); err != nil {
			if KindOf(err) == KindNotFound {
				return nil // older than ArrivalLife, or without a contact
			}
			return err
		}
		for _, w := range a.Ways {
			if !slices.Contains([]WayKind{WayPhone, WayMail}, w.Kind()) {
				continue
			}
			for _, ref := range byWay(r, w, maxSame+1) {
				got := Receipt{Record: ref}
				if ref == of || readReference(r, &got) != nil {
					continue
				}
				list = append(list, SameContact{w.Kind(), ref.Kind, got.Reference})
			}
		}
		return nil
	})
	return list, err
}
