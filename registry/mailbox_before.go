package registry

import (
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// Moved is a confirmed address that an account had until it was replaced or removed,
// perhaps by somebody else than its owner: letters on the security of the account go
// there for KeepMoved. Class P2.
type Moved struct {
	Email Email     `json:"email"`
	Until time.Time `json:"until"`
}

// LogValue redacts the address.
func (Moved) LogValue() slog.Value { return redacted }

// mostMoved is how many such addresses are kept. With more, the address stays as it
// is for some days: whichever were dropped might be its owner's.
const mostMoved = 5

func (x Moved) over(now time.Time) bool { return !now.Before(x.Until.Add(KeepMoved)) }

// move keeps the address of now, if it is confirmed, before another one takes its
// place, and reports whether it does. One too many is a Problem.
func (m *Mailbox) move(now time.Time) (bool, error) {
	if m.Confirmed.IsZero() {
		return false, nil
	}
	kept := slices.DeleteFunc(slices.Clone(m.Before), func(x Moved) bool { return x.Email == m.Email || x.over(now) })
	if len(kept) >= mostMoved {
		return false, Problems{{Field: "email", Code: "moved_often"}}
	}
	m.Before = append(kept, Moved{m.Email, now})
	return true, nil
}

// forget drops the addresses that the account had longer than KeepMoved ago, and
// reports whether there were any.
func (m *Mailbox) forget(now time.Time) bool {
	n := len(m.Before)
	m.Before = slices.DeleteFunc(m.Before, func(x Moved) bool { return x.over(now) })
	return len(m.Before) < n
}

// empty reports whether nothing is written to the mailbox any more.
func (m *Mailbox) empty() bool { return m.Email == "" && len(m.Before) == 0 }

// past returns the address that an account had until then, while letters on its
// security go there.
func (a addressee) past(until, now time.Time) (address, bool) {
	for _, x := range a.before {
		if x.Until.Equal(until) {
			return address{ByMail, string(x.Email), x.Until}, !x.over(now)
		}
	}
	return address{}, false
}

// goes returns where a letter goes. One on the security of an account that was
// written before its address changed goes where it would have gone then.
func (a addressee) goes(l *Letter, now time.Time) (address, bool) {
	if !l.Was.IsZero() {
		return a.past(l.Was, now)
	}
	if l.Kind.secures() {
		for _, x := range a.before {
			if !l.Made.After(x.Until) {
				return a.past(x.Until, now)
			}
		}
	}
	return a.at(l.Via)
}

// writeBefore writes a letter to each address that the account had before.
func (m *mailing) writeBefore(n news, cause string) {
	for _, x := range n.to.before {
		if !x.over(m.now) && x.Email != n.to.contact.Email {
			n.was = x.Until
			m.write(n, ByMail, fmt.Sprint(cause, " was ", x.Until.UnixNano()))
		}
	}
}
