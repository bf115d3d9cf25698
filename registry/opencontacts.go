package registry

import (
	"context"
	"time"
)

// Contacts is what OpenContacts hands out. Class P2.
type Contacts struct {
	Seekers []Seeker
	Source  Source
}

// sendTwice is within what time a form counts as the same one sent twice.
const sendTwice = time.Minute

// openedBefore reports whether that very form was answered just now.
func openedBefore(r Reader, id StatementID, now time.Time) bool {
	var st Statement
	_, err := r.Get(Ref{KindStatement, string(id)}, &st)
	return err == nil && now.Sub(st.Made) < sendTwice
}

// OpenContacts gives a moderator the contacts of both sides of a pair. It needs
// a reason, which is kept as a statement that the seeker and the source see, once
// for a form sent twice. Beside a death they see that, and not the reason: it may say
// what a person has to tell them first. One account may open the contacts of ContactsADay pairs and
// claims a day.
func (s *Service) OpenContacts(ctx context.Context, by Viewer, id LinkID, reason, once string) (Contacts, error) {
	var out Contacts
	err := s.opening(ctx, "OpenContacts", by, string(id), reason, once, func(r Reader) ([]Ref, bool, error) {
		_, rep, n, _, err := loadPairFor(r, by, id)
		if err != nil {
			return nil, false, err
		}
		out = Contacts{Seekers: n.Seekers, Source: rep.Source}
		quiet, err := besideDeath(r, n, rep)
		return []Ref{n.Ref(), rep.Ref()}, quiet, err
	})
	if err != nil {
		return Contacts{}, err
	}
	for i := range out.Seekers {
		out.Seekers[i].CodeHash = ""
	}
	out.Source.CodeHash = ""
	return out, nil
}

// OpenClaimContact is OpenContacts for the contact that somebody left who says that
// a notice is about them, who reads on their own page that it was opened, and why.
func (s *Service) OpenClaimContact(ctx context.Context, by Viewer, id ClaimID, reason, once string) (Contact, error) {
	var c Claim
	err := s.opening(ctx, "OpenClaimContact", by, string(id), reason, once, func(r Reader) ([]Ref, bool, error) {
		if !by.Decides() {
			return nil, false, &Error{Op: "OpenClaimContact", Kind: KindForbidden}
		}
		_, err := r.Get(Ref{KindClaim, string(id)}, &c)
		return []Ref{c.Ref()}, false, err
	})
	if err != nil {
		return Contact{}, err
	}
	return c.Contact, nil
}

// opening counts and notes that an account opens contacts, with its reason as a
// statement about each record that they are of. load returns those, and refuses who
// may not. Where it says quiet the owners read that it was opened, and not why.
func (s *Service) opening(ctx context.Context, op string, by Viewer, id, reason, once string, load func(Reader) (about []Ref, quiet bool, err error)) error {
	return s.change(ctx, op, func(r Reader, now time.Time) (b Batch, err error) {
		about, quiet, err := load(r)
		if err != nil {
			return b, err
		}
		var c Checker
		text := c.Text("opening", reason, MaxText)
		if text == "" && len(c.Problems) == 0 {
			c.Problems.Add("opening", "needed")
		}
		form := once
		if form != "" { // the same form of the same person, sent twice at once
			form = string(by.Account) + "\x00" + id + "\x00" + form + "\x00" + text
		}
		if openedBefore(r, statementID(form, about[0]), now) {
			return b, c.Problems.Err()
		}
		if r.Version(Ref{KindStatement, string(statementID(form, about[0]))}) != 0 {
			form = "" // long ago: it is asked for anew
		}
		if len(c.Problems) == 0 {
			if err := s.countContacts(r, &b, by, now, &c.Problems); err != nil {
				return b, err
			}
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		for _, ref := range about {
			st := &Statement{ID: statementID(form, ref), Kind: ContactOpened, About: ref, Text: text, By: by, Made: now}
			why := st
			if quiet {
				st.Text, why = "", &Statement{ID: StatementID(NewID()), Kind: Commented, About: ref, Text: text, By: by, Made: now}
				b.put(why, 0, "statement.added", now)
			}
			b.put(st, 0, "contact.opened", now)
			b.Audit = append(b.Audit, AuditEntry{At: now, Act: "contact.opened", By: by, About: ref, Why: why.Ref()})
		}
		return b, nil
	})
}
