package registry

import (
	"context"
	"fmt"
	"time"
)

// Moderators are told of work that waits: at most once an hour, and once a day of
// what nobody has looked at since.
const (
	workPause = time.Hour
	workAgain = 24 * time.Hour
)

// roleTold is how long before its end the owner of a role is told.
var roleTold = [...]time.Duration{RoleSoon, 7 * 24 * time.Hour}

// MailStaff writes the letters to staff that no change calls for: that a role ends
// soon, and that work waits. Call it every minute. It also forgets addresses of
// people whose role ended longer than KeepMailbox ago, unless the clock is in doubt,
// and those that somebody had before, after KeepMoved.
func (s *Service) MailStaff(ctx context.Context) error {
	if err := s.forgetMoved(ctx); err != nil {
		return err
	}
	return s.change(ctx, "MailStaff", func(r Reader, now time.Time) (b Batch, err error) {
		m := mailing{s: s, r: r, b: &b, now: now, waits: map[string]bool{}}
		if r.Count(KindMailbox) == 0 {
			return b, nil
		}
		if err := m.roles(); err != nil {
			return b, err
		}
		return b, m.digests()
	})
}

// roles tells whose role ends soon.
func (m *mailing) roles() error {
	clock, err := m.s.clockState(m.r, m.now)
	if err != nil {
		return err
	}
	for id := range m.r.IDs(KindMailbox, "") {
		ref := mailboxRef(AccountID(id))
		acc, err := staffOf(m.r, AccountID(id))
		if m.s.damaged(err, ref) {
			continue
		} else if err != nil {
			return err
		}
		if m.now.After(acc.Ends().Add(KeepMailbox)) && !clock.Odd() {
			m.b.Delete = append(m.b.Delete, ref)
			m.b.Expect = append(m.b.Expect, Expect{ref, m.r.Version(ref)})
			continue
		}
		a, err := staffAddressee(m.r, acc.ID)
		if err != nil && KindOf(err) == KindNotFound || acc.Over(m.now) {
			continue
		} else if err != nil {
			return err
		}
		for _, before := range roleTold {
			if via, ok := a.news(); ok && !m.now.Before(acc.Ends().Add(-before)) {
				m.write(news{kind: LetterRole, to: a}, via, fmt.Sprint("role ", acc.Ends().Unix(), " ", before))
			}
		}
	}
	return nil
}

// digests tells moderators of work that waits.
func (m *mailing) digests() error {
	w, err := m.s.work(m.r)
	if err != nil || w.n == 0 {
		return err
	}
	return m.deciders(func(a addressee, box *Mailbox, v Version) error {
		since := m.now.Sub(box.Told)
		if since < workPause || !w.newest.After(box.Told) && since < workAgain {
			return nil
		}
		via, _ := a.news()
		m.write(news{kind: LetterTasks, to: a}, via, fmt.Sprint("tasks ", m.now.Unix()))
		box.Told = m.now
		m.b.put(box, v, "", m.now)
		return nil
	})
}
