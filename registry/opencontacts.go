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
// for a form sent twice. One account may open ContactsADay pairs a day.
func (s *Service) OpenContacts(ctx context.Context, by Viewer, id LinkID, reason, once string) (Contacts, error) {
	var out Contacts
	err := s.change(ctx, "OpenContacts", func(r Reader, now time.Time) (b Batch, err error) {
		_, rep, n, _, err := loadPairFor(r, by, id)
		if err != nil {
			return b, err
		}
		var c Checker
		if reason = c.Text("opening", reason, MaxText); reason == "" && len(c.Problems) == 0 {
			c.Problems.Add("opening", "needed")
		}
		if once != "" { // the same form of the same person, sent twice at once
			once = string(by.Account) + "\x00" + string(id) + "\x00" + once + "\x00" + reason
		}
		if openedBefore(r, statementID(once, n.Ref()), now) {
			out = Contacts{Seekers: n.Seekers, Source: rep.Source}
			return b, c.Problems.Err()
		}
		if r.Version(Ref{KindStatement, string(statementID(once, n.Ref()))}) != 0 {
			once = "" // long ago: it is asked for anew
		}
		if len(c.Problems) == 0 {
			if err := s.countContacts(r, &b, by, now, &c.Problems); err != nil {
				return b, err
			}
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		out = Contacts{Seekers: n.Seekers, Source: rep.Source}
		for _, ref := range []Ref{n.Ref(), rep.Ref()} {
			st := &Statement{ID: statementID(once, ref), Kind: ContactOpened, About: ref, Text: reason, By: by, Made: now}
			b.put(st, 0, "contact.opened", now)
			b.Audit = append(b.Audit, AuditEntry{At: now, Act: "contact.opened", By: by, About: ref, Why: st.Ref()})
		}
		return b, nil
	})
	for i := range out.Seekers {
		out.Seekers[i].CodeHash = ""
	}
	out.Source.CodeHash = ""
	return out, err
}
