package registry

import (
	"context"
	"crypto/subtle"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"
)

// Most letters of one lane that one address gets within a day. Anybody can have
// letters of the first sort sent to any address, so there are few.
const (
	capAsked = 3
	capNews  = 12
)

// Parcel is a letter with what its sender needs. The address is class P2.
type Parcel struct {
	Letter    LetterID
	Kind      LetterKind
	Staff     bool // for one of the staff
	Via       Channel
	To        string
	Lang      string
	Reference Reference
	Event     Event
	Link      string // secret end of the link that a confirming or lost-code letter brings
	Stop      string // secret end of the link that stops letters to this address
	Digits    string // to type, in a short message that confirms a number
	Made      time.Time
	Waiting   int       // how much work waits
	Since     time.Time // when the oldest of it came
}

// LogValue shows the id of the letter only.
func (p Parcel) LogValue() slog.Value { return slog.StringValue(string(p.Letter)) }

// TakeLetter hands out the next letter of a channel that is due, asked or news,
// and notes the try before anything is sent: should the program end while it
// sends, the letter is tried again after a pause. Without a due letter the parcel
// is nil, and next says when to come back, zero for not before a change.
func (s *Service) TakeLetter(ctx context.Context, via Channel, asked bool) (p *Parcel, next time.Time, err error) {
	for {
		l, due, err := s.nextLetter(ctx, via, asked)
		if err != nil || l == nil {
			return nil, due, err
		}
		a, text, err := s.addressOf(ctx, l)
		if err != nil {
			return nil, due, err
		}
		hash := ""
		if text.text != "" {
			if hash, err = s.Keyed(ctx, "address", text.key()); err != nil {
				return nil, due, err
			}
		}
		if p, err = s.take(ctx, l.ID, a, text, hash); err != nil || p != nil {
			return p, due, err
		}
	}
}

// nextLetter returns the letter that has been due longest, or when the next one is.
func (s *Service) nextLetter(ctx context.Context, via Channel, asked bool) (l *Letter, due time.Time, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		for _, lane := range lanes(via, asked) {
			x, err := s.firstDue(r, lane)
			switch {
			case err != nil:
				return err
			case x == nil:
			case !x.Due.After(s.Clock.Now()):
				l, due = x, x.Due
				return nil
			case due.IsZero() || x.Due.Before(due):
				due = x.Due
			}
		}
		return nil
	})
	return l, due, err
}

// firstDue returns the letter of a lane that is due first, nil for none.
func (s *Service) firstDue(r Reader, lane string) (*Letter, error) {
	for _, ref := range r.Find(IndexLetterDue, lane) {
		var l Letter
		if _, err := r.Get(ref, &l); s.damaged(err, ref) {
			continue
		} else if err != nil {
			return nil, err
		}
		return &l, nil
	}
	return nil, nil
}

// addressOf reads where a letter goes; an empty address means nowhere any more.
func (s *Service) addressOf(ctx context.Context, l *Letter) (a addressee, text address, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		if a, err = l.To.find(r); err != nil {
			return err
		}
		if x, ok := a.goes(l, s.Clock.Now()); ok && (l.Kind.asked() || l.Kind == LetterCode || !x.confirmed.IsZero()) {
			text = x
		}
		return nil
	})
	if err != nil && KindOf(err) == KindNotFound || s.damaged(err, l.To.Record) {
		err = nil
	}
	return a, text, err
}

// take notes a try and packs the parcel, or ends the letter and returns nil.
func (s *Service) take(ctx context.Context, id LetterID, a addressee, to address, hash string) (p *Parcel, err error) {
	err = s.change(ctx, "TakeLetter", func(r Reader, now time.Time) (b Batch, err error) {
		var l Letter
		p = nil
		v, err := r.Get(Ref{KindLetter, string(id)}, &l)
		if err != nil && KindOf(err) == KindNotFound || err == nil && l.State != LetterWaiting {
			return b, nil // erased or ended meanwhile
		} else if err != nil {
			return b, err
		}
		due := l.Kind.due(r, l.Event, now)
		switch cause := l.refusal(r, a, hash, now); {
		case cause == "late" && l.Tries > 0:
			l.end(LetterFailed, l.Cause, now)
		case cause == "many" && !l.Kind.asked():
			l.Due = now.Add(time.Hour)
		case cause == "soon":
			l.Due = l.rest(r, hash, now)
		case cause != "":
			l.end(LetterDropped, cause, now)
		case due.After(now): // it comes late, or again, at night
			l.Due = due
		default:
			if l.Address == "" {
				l.Address, l.Taken = hash, now
			}
			l.Tries++
			l.Due = now.Add(retryAfter(l.Tries, rand.Float64()))
			p = &Parcel{Letter: l.ID, Kind: l.Kind, Staff: l.To.Record.Kind == KindAccount || l.Kind.Staff(), Via: l.Via, To: to.text, Lang: a.lang, Reference: a.reference, Made: l.Made}
			if _, err := r.Get(Ref{KindEvent, string(a.event)}, &p.Event); err != nil && KindOf(err) != KindNotFound {
				return b, err
			}
			if err := s.count(r, p); err != nil {
				return b, err
			}
		}
		b.put(&l, v, "", now)
		return b, nil
	})
	if err == nil && p != nil {
		err = s.seal(ctx, p, a)
	}
	return p, err
}

// refusal returns why a letter must not be sent, "" when it may.
func (l *Letter) refusal(r Reader, a addressee, hash string, now time.Time) string {
	switch {
	case now.After(l.Made.Add(l.Kind.life())):
		return "late"
	case hash == "":
		return "gone"
	case l.Kind.stoppable() && r.Version(Ref{KindSuppression, hash}) != 0:
		return "stopped"
	case !l.holds(r, a, now):
		return "outdated"
	}
	switch {
	case l.Address != "": // tried before
	case l.Kind == LetterUrgent && l.rest(r, hash, now).After(now):
		return "soon"
	case l.many(r, hash, now):
		return "many"
	}
	return ""
}

// many reports whether an address got as many letters like it within a day as one may.
func (l *Letter) many(r Reader, hash string, now time.Time) bool {
	most, sent := capNews, 0
	if l.Kind.asked() {
		most = capAsked
	}
	budget := l.budget(hash)
	since := budget + sortable(now.Add(-24*time.Hour))
	for at := range r.Find(IndexLetterAddress, budget) {
		if at >= since {
			sent++
		}
	}
	return sent >= most
}

// count adds how much work waits to a letter that tells so.
func (s *Service) count(r Reader, p *Parcel) error {
	if p.Kind != LetterTasks {
		return nil
	}
	w, err := s.work(r)
	p.Waiting, p.Since = w.n, w.oldest
	return err
}

// seal adds the secret ends of the links of a parcel.
func (s *Service) seal(ctx context.Context, p *Parcel, to addressee) (err error) {
	if to.Record.Kind == KindInvitation {
		var token Token
		token, err = s.InvitationToken(ctx, to.salt)
		p.Link = string(token)
	} else {
		p.Link, err = s.letterMark(ctx, string(p.Kind), p.Letter)
	}
	if err != nil {
		return err
	}
	if p.Kind.stoppable() {
		if p.Stop, err = s.letterMark(ctx, "stop", p.Letter); err != nil {
			return err
		}
	}
	p.Digits, err = s.letterDigits(ctx, p.Letter)
	return err
}

// letterMark is the secret end of a link in a letter: nobody without the
// registry's own key can make one.
func (s *Service) letterMark(ctx context.Context, purpose string, id LetterID) (string, error) {
	return s.Keyed(ctx, "letter "+purpose, string(id))
}

// letterDigits are six digits to type from a short message.
func (s *Service) letterDigits(ctx context.Context, id LetterID) (string, error) {
	mark, err := s.Keyed(ctx, "letter digits", string(id))
	n := uint32(0)
	for i := range len(mark) {
		n = n*33 + uint32(mark[i])
	}
	return fmt.Sprintf("%06d", n%1_000_000), err
}

// marked reports whether a link's secret end is right, as KindNotFound if not.
func (s *Service) marked(ctx context.Context, purpose string, id LetterID, mark string) error {
	want, err := s.letterMark(ctx, purpose, id)
	if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(mark)) != 1 {
		err = &Error{Op: "marked", Kind: KindNotFound}
	}
	return err
}

// LetterDone notes that the next server took a letter.
func (s *Service) LetterDone(ctx context.Context, id LetterID) error {
	return s.endLetter(ctx, id, func(l *Letter, now time.Time) { l.end(LetterSent, "", now) })
}

// LetterRefused notes why a letter could not be sent, as a code without any
// address. It is tried again unless that is for good, or the time for it is over.
func (s *Service) LetterRefused(ctx context.Context, id LetterID, cause string, forGood bool) error {
	return s.endLetter(ctx, id, func(l *Letter, now time.Time) {
		l.Cause = cause
		if forGood || l.Due.After(l.Made.Add(l.Kind.life())) {
			l.end(LetterFailed, cause, now)
		}
	})
}

func (s *Service) endLetter(ctx context.Context, id LetterID, end func(*Letter, time.Time)) error {
	return s.change(ctx, "endLetter", func(r Reader, now time.Time) (b Batch, err error) {
		var l Letter
		v, err := r.Get(Ref{KindLetter, string(id)}, &l)
		if err != nil && KindOf(err) == KindNotFound || err == nil && l.State != LetterWaiting {
			return b, nil // erased or ended meanwhile
		} else if err != nil {
			return b, err
		}
		end(&l, now)
		b.put(&l, v, "", now)
		return b, nil
	})
}

// PurgeLetters forgets letters and visits that are over, and says how
// many. It deletes at most 1,000 of each at once.
func (s *Service) PurgeLetters(ctx context.Context) (n int, err error) {
	err = s.change(ctx, "PurgeLetters", func(r Reader, now time.Time) (b Batch, err error) {
		for _, x := range []struct {
			index IndexName
			kept  time.Duration
		}{{IndexLetterMade, LetterKept}, {IndexVisitLast, LifeMax}} {
			before, some := sortable(now.Add(-x.kept)), 0
			for at, ref := range r.Find(x.index, "") {
				if at >= before || some == 1000 {
					break
				}
				some++
				b.Delete = append(b.Delete, ref)
			}
		}
		n = len(b.Delete)
		return b, nil
	})
	return n, err
}

// ExpireLetters gives up letters whose time is over while nobody could send them,
// at most 1,000 at once, and says how many.
func (s *Service) ExpireLetters(ctx context.Context) (n int, err error) {
	err = s.change(ctx, "ExpireLetters", func(r Reader, now time.Time) (b Batch, err error) {
		n = 0
		for _, ref := range r.Find(IndexLetterDue, "") {
			var l Letter
			v, err := r.Get(ref, &l)
			if s.damaged(err, ref) || err == nil && !now.After(l.Made.Add(l.Kind.life())) {
				continue
			} else if err != nil {
				return b, err
			}
			if l.Cause == "" {
				l.Cause = "late"
			}
			l.end(LetterFailed, l.Cause, now)
			b.put(&l, v, "", now)
			if n++; n == 1000 {
				break
			}
		}
		return b, nil
	})
	return n, err
}
