package registry

import (
	"context"
	"crypto/subtle"
	"slices"
	"time"
)

// MaxGuesses is how often the digits of one short message can be typed wrong.
const MaxGuesses = 5

// ConfirmContact notes that the address that a letter went to belongs to who left
// it: from now on news goes there. Confirming again changes nothing. An address
// that was changed meanwhile is KindGone.
func (s *Service) ConfirmContact(ctx context.Context, id LetterID, mark string) error {
	if err := s.LetterLink(ctx, LetterConfirm, false, id, mark); err != nil {
		return err
	}
	return s.confirm(ctx, id)
}

// ConfirmDigits is ConfirmContact for the six digits of a short message, typed by
// the holder of the code on their own page.
func (s *Service) ConfirmDigits(ctx context.Context, by Viewer, digits string) error {
	to := Recipient{by.Scope, by.Seeker}
	if !by.Holds(by.Scope) {
		return &Error{Op: "ConfirmDigits", Kind: KindForbidden}
	}
	l, err := s.lastAsked(ctx, to, BySMS)
	if err != nil {
		return err
	}
	if l == nil {
		return Problems{{Field: "digits", Code: "over"}}
	}
	want, err := s.letterDigits(ctx, l.ID)
	if err != nil {
		return err
	}
	right := subtle.ConstantTimeCompare([]byte(want), []byte(Phone(digits).Digits())) == 1
	if err := s.guess(ctx, l.ID, right); err != nil {
		return err
	}
	return s.confirm(ctx, l.ID)
}

// guess counts what was typed for a letter if it is wrong, and says so. A right one
// is written too, so that of many typed at once each is judged after those before.
func (s *Service) guess(ctx context.Context, id LetterID, right bool) error {
	var p Problems
	err := s.change(ctx, "ConfirmDigits", func(r Reader, now time.Time) (b Batch, err error) {
		var l Letter
		p = nil
		v, err := r.Get(Ref{KindLetter, string(id)}, &l)
		switch {
		case err != nil:
			return b, err
		case l.Guesses >= MaxGuesses:
			p.Add("digits", "over")
			return b, nil
		case !right:
			p.Add("digits", "wrong")
			l.Guesses++
		}
		b.put(&l, v, "", now)
		return b, nil
	})
	if err != nil {
		return err
	}
	return p.Err()
}

// lastAsked returns the newest letter that asks somebody to confirm, nil for none
// that still counts.
func (s *Service) lastAsked(ctx context.Context, to Recipient, via Channel) (last *Letter, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		for _, id := range confirmIDs(to, via) {
			var l Letter
			if _, err := r.Get(Ref{KindLetter, string(id)}, &l); err == nil && l.usable(false, s.Clock.Now()) == nil && l.Address != "" {
				last = &l
			} else if err != nil && KindOf(err) != KindNotFound {
				return err
			}
		}
		return nil
	})
	return last, err
}

// confirmTurns is how often somebody is asked to confirm one address: once by
// itself, and again when they ask for it on their page.
var confirmTurns = [...]string{"first", "second", "third"}

// confirmIDs lists the letters that can ask somebody, first to last.
func confirmIDs(to Recipient, via Channel) (ids []LetterID) {
	for _, turn := range confirmTurns {
		ids = append(ids, letterID("confirm "+string(via)+" "+turn, LetterConfirm, to))
	}
	return ids
}

// AskAgain sends the letter that confirms an address once more, or for the first
// time, to the holder of a code. Three times is all; a Problem says so.
func (s *Service) AskAgain(ctx context.Context, by Viewer, via Channel) error {
	return s.change(ctx, "AskAgain", func(r Reader, now time.Time) (b Batch, err error) {
		if !by.Holds(by.Scope) {
			return b, &Error{Op: "AskAgain", Kind: KindForbidden}
		}
		a, err := Recipient{by.Scope, by.Seeker}.find(r)
		if err != nil {
			return b, err
		}
		var p Problems
		x, ok := a.at(via)
		switch {
		case !ok || !s.Sends(via):
			p.Add("contact", "none")
		case !x.confirmed.IsZero():
			return b, nil
		}
		turn := slices.IndexFunc(confirmIDs(a.Recipient, via), func(id LetterID) bool { return r.Version(Ref{KindLetter, string(id)}) == 0 })
		if turn < 0 {
			p.Add("contact", "asked_enough")
		}
		if err := p.Err(); err != nil {
			return b, err
		}
		m := mailing{s: s, r: r, b: &b, now: now, waits: map[string]bool{}}
		m.ask(a, via, confirmTurns[turn])
		return b, nil
	})
}

// confirm marks the address of a letter as confirmed, if it is still the one.
func (s *Service) confirm(ctx context.Context, id LetterID) error {
	var l Letter
	if err := s.Store.View(ctx, func(r Reader) error { _, err := r.Get(Ref{KindLetter, string(id)}, &l); return err }); err != nil {
		return err
	}
	_, to, err := s.addressOf(ctx, &l)
	if err != nil {
		return err
	}
	hash, err := s.Keyed(ctx, "address", to.key())
	if err != nil {
		return err
	}
	if hash != l.Address {
		return &Error{Op: "confirm", Kind: KindGone, Ref: l.Ref()}
	}
	return s.change(ctx, "confirm", func(r Reader, now time.Time) (b Batch, err error) {
		return b, confirmIn(r, &b, l.To, l.Via, to.text, now)
	})
}

// confirmIn puts the record of a recipient with the address confirmed.
func confirmIn(r Reader, b *Batch, to Recipient, via Channel, text string, now time.Time) error {
	gone := &Error{Op: "confirm", Kind: KindGone, Ref: to.Record}
	if to.Record.Kind == KindAccount {
		m := Mailbox{Account: AccountID(to.Record.ID)}
		v, err := r.Get(m.Ref(), &m)
		if err == nil && string(m.Email) != text {
			return gone
		}
		if err == nil && m.Confirmed.IsZero() {
			m.Confirmed = now
			b.put(&m, v, "", now)
		}
		return err
	}
	if to.Record.Kind == KindReport {
		var rep Report
		v, err := r.Get(to.Record, &rep)
		if err != nil {
			return err
		}
		if !rep.Source.Confirmed.set(rep.Source.Contact, via, text, now) {
			return gone
		}
		rep.Source.Trust, rep.Updated = max(rep.Source.Trust, TrustContact), now
		b.put(&rep, v, "report.contact_confirmed", now)
		return nil
	}
	var n Notice
	v, err := r.Get(to.Record, &n)
	if err != nil {
		return err
	}
	k := n.seeker(to.Seeker)
	if k == nil || !k.Confirmed.set(k.Contact, via, text, now) {
		return gone
	}
	b.put(&n, v, "notice.contact_confirmed", now)
	return nil
}

// set notes when an address was first confirmed, and answers false when the
// contact has another one by now.
func (c *Confirmed) set(is Contact, via Channel, text string, now time.Time) bool {
	at, have := &c.Email, string(is.Email)
	if via == BySMS {
		at, have = &c.Phone, string(is.Phone)
	}
	if at.IsZero() {
		*at = now
	}
	return have == text && text != ""
}

// Trust returns how far a seeker is known to be who they say.
func (k *Seeker) Trust() Trust {
	if k.Confirmed == (Confirmed{}) {
		return TrustAnonymous
	}
	return TrustContact
}
