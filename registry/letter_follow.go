package registry

import (
	"context"
	"fmt"
	"time"
)

// lettersCursor is the follower of the change log that writes letters.
const lettersCursor = "letters"

// toldWithin is how old a change may be that is still told: after a long standstill
// old news is not sent out all at once.
const toldWithin = 7 * 24 * time.Hour

// FollowLetters writes the letters that changes call for, from where it stopped
// last time, until the context ends.
func (s *Service) FollowLetters(ctx context.Context) error {
	for {
		changed := s.Store.Changed()
		at, head, err := s.CatchUpLetters(ctx)
		if err != nil {
			return err
		}
		if at < head {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		}
	}
}

// CatchUpLetters is one run of FollowLetters up to the present end of the log.
// Letters and position are one commit: a crash between makes none twice.
func (s *Service) CatchUpLetters(ctx context.Context) (at, head Seq, err error) {
	for {
		var todo []Change
		todo, at, head, err = s.pendingChanges(ctx, lettersCursor)
		if err != nil || at >= head {
			return at, head, err
		}
		err = s.change(ctx, "FollowLetters", func(r Reader, now time.Time) (b Batch, err error) {
			cur := Cursor{Name: lettersCursor}
			v, err := r.Get(cur.Ref(), &cur)
			if err != nil && KindOf(err) != KindNotFound {
				return b, err
			}
			m := mailing{s: s, r: r, b: &b, now: now, waits: map[string]bool{}}
			for _, c := range todo {
				if err := m.follow(c); err != nil {
					return b, err
				}
			}
			cur.Seq = todo[len(todo)-1].Seq
			b.put(&cur, v, "", now)
			return b, nil
		})
		if err != nil {
			return at, head, err
		}
	}
}

// mailing is letters being written into one batch.
type mailing struct {
	s     *Service
	r     Reader
	b     *Batch
	now   time.Time
	waits map[string]bool // written in this batch, see Letter.waits
}

// follow writes the letters that a change calls for.
func (m *mailing) follow(c Change) error {
	if c.At.Before(m.now.Add(-toldWithin)) {
		return nil
	}
	switch c.What {
	case "account.added":
		return m.skipDamaged(m.askStaff(AccountID(c.Ref.ID)), c.Ref)
	case "notice.filed", "notice.joined", "report.filed":
		return m.skipDamaged(m.askAll(c.Ref), c.Ref)
	case "notice.released": // had to wait, see askAll
		if err := m.skipDamaged(m.askAll(c.Ref), c.Ref); err != nil {
			return err
		}
	}
	list, err := told(m.r, c)
	if err := m.skipDamaged(err, c.Ref); err != nil {
		return err
	}
	staff, err := m.toldStaff(c)
	if err != nil && KindOf(err) == KindNotFound {
		staff, err = nil, nil
	}
	turn := fmt.Sprint(c.Seq, " ", c.At.UnixNano(), " ", c.What, " ", c.Ref)
	for _, n := range append(list, staff...) {
		if via, ok := n.to.news(); ok {
			m.write(n, via, turn)
		}
		if n.kind.secures() {
			m.writeBefore(n, turn)
		}
	}
	return m.skipDamaged(err, c.Ref)
}

func (m *mailing) skipDamaged(err error, ref Ref) error {
	if m.s.damaged(err, ref) {
		return nil
	}
	return err
}

// askAll asks everybody whose address nobody confirmed, once ever, to do so. What
// came with an import was not typed here, and nobody is written to for it; nor for
// what was filed as programs do, until a person let it through.
func (m *mailing) askAll(ref Ref) error {
	list, err := addresseesOf(m.r, ref)
	if err != nil && KindOf(err) == KindNotFound {
		return nil // erased since
	}
	if swarmed, err := inSwarm(m.r, ref); swarmed || err != nil {
		return err
	}
	for _, a := range list {
		for _, x := range addresses(a.contact, a.confirmed) {
			if a.code && x.confirmed.IsZero() && m.s.Sends(x.via) {
				m.ask(a, x.via, "first")
				break // one is enough; the page offers the other
			}
		}
	}
	return err
}

// askStaff asks who joined by a link that was handed over whether the address is
// theirs that the link was made for.
func (m *mailing) askStaff(id AccountID) error {
	a, err := staffAddressee(m.r, id)
	if err != nil && KindOf(err) == KindNotFound {
		return nil
	}
	if x, ok := a.at(ByMail); ok && x.confirmed.IsZero() {
		m.ask(a, ByMail, "joined")
	}
	return err
}

// inSwarm reports whether a record is a notice that waits because it was filed as
// programs do.
func inSwarm(r Reader, ref Ref) (bool, error) {
	var n Notice
	if ref.Kind != KindNotice {
		return false, nil
	}
	_, err := r.Get(ref, &n)
	return n.swarmed(), err
}

// ask writes the letter that asks whether an address is theirs. The same turn
// asks once.
func (m *mailing) ask(a addressee, via Channel, turn string) {
	m.write(news{kind: LetterConfirm, to: a}, via, "confirm "+string(via)+" "+turn)
}

// write adds a letter, unless it was written before, or one of its kind is
// waiting for the same person: that one brings them to the same page.
func (m *mailing) write(n news, via Channel, cause string) {
	l := &Letter{
		ID: letterID(cause, n.kind, n.to.Recipient), Kind: n.kind, Via: via, To: n.to.Recipient, About: n.about, Event: n.to.event, Was: n.was,
		State: LetterWaiting, Made: m.now, Due: n.kind.due(m.r, n.to.event, m.now),
	}
	if _, waits := one(m.r, IndexLetterWaits, l.waits()); waits || m.waits[l.waits()] || m.r.Version(l.Ref()) != 0 {
		return
	}
	m.waits[l.waits()] = true
	m.b.put(l, 0, "", m.now)
}

// Sends reports whether letters of a channel can be sent at all. Mail always can
// one day: where no server is set up, the outbox shows what waits.
func (s *Service) Sends(via Channel) bool { return via == ByMail || s.SMS }
