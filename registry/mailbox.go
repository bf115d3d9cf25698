package registry

import (
	"context"
	"log/slog"
	"strconv"
	"time"
)

// Mailbox is where letters to an account go. Class P2. It is a record of its own,
// so that sending never touches the account.
type Mailbox struct {
	Account   AccountID `json:"account"`
	Email     Email     `json:"email"`
	Confirmed time.Time `json:"confirmed,omitzero"` // when its owner proved that it is theirs
	Lang      string    `json:"lang,omitzero"`
	NoWork    bool      `json:"no_work,omitzero"` // they want no letters on work that waits
	Told      time.Time `json:"told,omitzero"`    // when they were last told of that
	Before    []Moved   `json:"before,omitzero"`  // addresses that it had, oldest first
}

// decides reports whether who reads the mailbox may decide, and wants letters on work.
func (m *Mailbox) decides(acc Staff, now time.Time) bool {
	by := Viewer{Ring: acc.Role}
	return by.Decides() && !acc.Shut(now) && !m.NoWork && !m.Confirmed.IsZero()
}

// mailADay is how often a day somebody may give another address: each is written
// to, and might be a stranger's.
const mailADay = 5

// Ref names the record.
func (m *Mailbox) Ref() Ref { return mailboxRef(m.Account) }

func mailboxRef(id AccountID) Ref { return Ref{KindMailbox, string(id)} }

// Keys returns nothing: it is found by the account.
func (m *Mailbox) Keys() []Key { return nil }

// LogValue shows the account only.
func (m Mailbox) LogValue() slog.Value { return slog.StringValue(string(m.Account)) }

// addressee returns who reads the mailbox.
func (m *Mailbox) addressee(r Reader) addressee {
	return addressee{
		Recipient: Recipient{Record: Ref{KindAccount, string(m.Account)}}, contact: Contact{Email: m.Email},
		confirmed: Confirmed{Email: m.Confirmed}, lang: m.Lang, event: newestEvent(r),
		before: m.Before,
	}
}

// newestEvent returns the event by whose clock staff sleep: the one added last
// that is not closed, "" for none.
func newestEvent(r Reader) (id EventID) {
	var newest time.Time
	for at := range r.IDs(KindEvent, "") {
		var e Event
		if _, err := r.Get(Ref{KindEvent, at}, &e); err == nil && e.Accepts() && !e.Created.Before(newest) {
			id, newest = e.ID, e.Created
		}
	}
	return id
}

// staffAddressee loads who reads the mailbox of an account that is not closed:
// KindNotFound for others.
func staffAddressee(r Reader, id AccountID) (addressee, error) {
	acc, err := staffOf(r, id)
	if err != nil {
		return addressee{}, err
	}
	if acc.Disabled {
		return addressee{}, &Error{Op: "staffAddressee", Kind: KindNotFound}
	}
	var m Mailbox
	_, err = r.Get(mailboxRef(id), &m)
	return m.addressee(r), err
}

// OwnMail is how somebody of the staff is written to, as they see it themselves.
type OwnMail struct {
	Email     Email
	Confirmed bool
	NoWork    bool
	Stopped   bool // nothing goes to that address, as somebody wished who reads there
}

// LogValue redacts the address.
func (OwnMail) LogValue() slog.Value { return redacted }

// OwnMail returns where letters to who asks go; the zero value for nowhere.
func (s *Service) OwnMail(ctx context.Context, by Viewer) (out OwnMail, err error) {
	var m Mailbox
	err = s.Store.View(ctx, func(r Reader) error { _, err := r.Get(mailboxRef(by.Account), &m); return err })
	if err != nil || m.Email == "" {
		if err != nil && KindOf(err) == KindNotFound {
			err = nil
		}
		return out, err
	}
	out = OwnMail{Email: m.Email, Confirmed: !m.Confirmed.IsZero(), NoWork: m.NoWork}
	hash, err := s.Keyed(ctx, "address", address{via: ByMail, text: string(m.Email)}.key())
	if err != nil {
		return out, err
	}
	return out, s.Store.View(ctx, func(r Reader) error {
		out.Stopped = r.Version(Ref{KindSuppression, hash}) != 0
		return nil
	})
}

// MailKnown reports whether an account has an address that its owner confirmed.
func (s *Service) MailKnown(ctx context.Context, id AccountID) (ok bool, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		var m Mailbox
		_, err := r.Get(mailboxRef(id), &m)
		ok = !m.Confirmed.IsZero()
		if err != nil && KindOf(err) == KindNotFound {
			err = nil
		}
		return err
	})
	return ok, err
}

// KeepMail gives who asks another address, and sends the letter there by which
// they confirm it. Until then nothing else goes there. An empty address ends all
// letters; the same again changes nothing while it is confirmed, and else asks
// once more. The confirmed address that was there before is told, and for KeepMoved
// of what concerns the security of the account.
func (s *Service) KeepMail(ctx context.Context, by Viewer, email, lang string) error {
	var c Checker
	to := c.Email("email", email)
	if err := c.Problems.Err(); err != nil {
		return err
	}
	return s.change(ctx, "KeepMail", func(r Reader, now time.Time) (b Batch, err error) {
		if _, err := staffOf(r, by.Account); err != nil {
			return b, err
		}
		m := Mailbox{Account: by.Account}
		v, err := r.Get(m.Ref(), &m)
		if err != nil && KindOf(err) != KindNotFound {
			return b, err
		}
		if to == "" && m.Email == "" || to == m.Email && !m.Confirmed.IsZero() {
			return b, nil
		}
		return b, s.keepMail(r, &b, by, &m, v, to, lang, now)
	})
}

func (s *Service) keepMail(r Reader, b *Batch, by Viewer, m *Mailbox, v Version, to Email, lang string, now time.Time) error {
	about, act := Ref{KindAccount, string(by.Account)}, "account.mail_set"
	if to == "" {
		act = "account.mail_removed"
	}
	if to != m.Email {
		b.audit(by, act, about, now)
	}
	told, err := m.move(now)
	if err != nil {
		return err
	}
	m.Email, m.Confirmed = to, time.Time{}
	if m.empty() {
		b.Delete, b.Expect = append(b.Delete, m.Ref()), append(b.Expect, Expect{m.Ref(), v})
		return nil
	}
	x := mailing{s: s, r: r, b: b, now: now, waits: map[string]bool{}}
	if to != "" {
		n, err := countMail(r, b, by, now)
		if err != nil {
			return err
		}
		m.Lang = lang
		x.ask(m.addressee(r), ByMail, dayOf(now)+" "+strconv.Itoa(n))
	}
	b.put(m, v, "", now)
	if told {
		x.writeBefore(news{kind: LetterAccount, to: m.addressee(r), about: about}, "moved "+strconv.FormatInt(now.UnixNano(), 10))
	}
	return nil
}

// countMail counts one more change of an address today, and refuses too many.
func countMail(r Reader, b *Batch, by Viewer, now time.Time) (int, error) {
	t := Tally{ID: dayOf(now) + " mail " + string(by.Account)}
	v, err := r.Get(t.Ref(), &t)
	if err != nil && KindOf(err) != KindNotFound {
		return 0, err
	}
	if t.N >= mailADay {
		return 0, Problems{{Field: "email", Code: "too_often"}}
	}
	t.N++
	b.put(&t, v, "", now)
	return t.N, nil
}

// WantWork says whether who asks wants letters on work that waits. Letters on the
// security of their account come in any case.
func (s *Service) WantWork(ctx context.Context, by Viewer, want bool) error {
	return s.change(ctx, "WantWork", func(r Reader, now time.Time) (b Batch, err error) {
		return b, wantWork(r, &b, by.Account, want, now)
	})
}

func wantWork(r Reader, b *Batch, id AccountID, want bool, now time.Time) error {
	var m Mailbox
	v, err := r.Get(mailboxRef(id), &m)
	if err != nil || m.NoWork == !want {
		return err
	}
	m.NoWork = !want
	b.put(&m, v, "", now)
	return nil
}
