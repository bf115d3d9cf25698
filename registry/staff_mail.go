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
// people whose role ended longer than KeepMailbox ago, and those that somebody had
// before, after KeepMoved, unless the clock is in doubt.
func (s *Service) MailStaff(ctx context.Context) error {
	return s.change(ctx, "MailStaff", func(r Reader, now time.Time) (b Batch, err error) {
		if r.Count(KindMailbox) == 0 {
			return b, nil
		}
		x := rounds{mailing: mailing{s: s, r: r, b: &b, now: now, waits: map[string]bool{}}}
		if x.clock, err = s.clockState(r, now); err != nil {
			return b, err
		}
		if x.work, err = s.work(r); err != nil {
			return b, err
		}
		return b, x.mailboxes(x.visit)
	})
}

// rounds is one walk over all mailboxes.
type rounds struct {
	mailing
	clock ClockState
	work  workload
}

// mailboxes calls f with each mailbox and the account that it belongs to. What cannot
// be read is left out, so that it keeps no letter from anybody else.
func (m *mailing) mailboxes(f func(*Mailbox, Version, Staff) error) error {
	for id := range m.r.IDs(KindMailbox, "") {
		var box Mailbox
		ref := mailboxRef(AccountID(id))
		v, err := m.r.Get(ref, &box)
		var acc Staff
		if err == nil {
			ref = Ref{KindAccount, id}
			acc, err = staffOf(m.r, AccountID(id))
		}
		if m.s.damaged(err, ref) || err != nil && KindOf(err) == KindNotFound {
			continue
		} else if err != nil {
			return err
		}
		if err := f(&box, v, acc); err != nil {
			return err
		}
	}
	return nil
}

// visit does what is due with one mailbox.
func (x *rounds) visit(box *Mailbox, v Version, acc Staff) error {
	changed := false
	if !x.clock.Odd() {
		changed = box.forget(x.now)
		if x.now.After(acc.Ends().Add(KeepMailbox)) || changed && box.empty() {
			x.b.Delete = append(x.b.Delete, box.Ref())
			x.b.Expect = append(x.b.Expect, Expect{box.Ref(), v})
			return nil
		}
	}
	if !acc.Shut(x.now) {
		x.role(box, acc)
	}
	if x.digest(box, acc) || changed {
		x.b.put(box, v, "", x.now)
	}
	return nil
}

// role tells whose role ends soon.
func (x *rounds) role(box *Mailbox, acc Staff) {
	a := box.addressee(x.r)
	for _, before := range roleTold {
		if via, ok := a.news(); ok && !x.now.Before(acc.Ends().Add(-before)) {
			x.write(news{kind: LetterRole, to: a}, via, fmt.Sprint("role ", acc.Ends().Unix(), " ", before))
		}
	}
}

// digest tells a moderator of work that waits, and reports whether it did.
func (x *rounds) digest(box *Mailbox, acc Staff) bool {
	since := x.now.Sub(box.Told)
	if x.work.n == 0 || !box.decides(acc, x.now) || since < workPause || !x.work.newest.After(box.Told) && since < workAgain {
		return false
	}
	a := box.addressee(x.r)
	via, _ := a.news()
	x.write(news{kind: LetterTasks, to: a}, via, fmt.Sprint("tasks ", x.now.Unix()))
	box.Told = x.now
	return true
}
