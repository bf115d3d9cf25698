package registry

import (
	"context"
	"strings"
	"time"
)

// Outbox is what an admin sees of the letters: no address is in it.
type Outbox struct {
	Waiting, Sent, Failed, Dropped int
	Oldest                         time.Time // when the letter was made that has waited longest
	Letters                        []OutboxLetter
}

// OutboxLetter is one line of the outbox. Where is masked.
type OutboxLetter struct {
	Letter
	Where string
}

// outboxLines is how many letters of each state an admin sees.
const outboxLines = 50

// Outbox returns the letters that wait and those that failed or were dropped,
// newest first, and how many there are of each state within LetterKept.
func (s *Service) Outbox(ctx context.Context, by Viewer) (out Outbox, err error) {
	if by.Ring != RingAdmin {
		return out, &Error{Op: "Outbox", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		for _, x := range []struct {
			state LetterState
			n     *int
			lines int
		}{{LetterWaiting, &out.Waiting, outboxLines}, {LetterFailed, &out.Failed, outboxLines}, {LetterDropped, &out.Dropped, outboxLines}, {LetterSent, &out.Sent, 0}} {
			for _, ref := range r.Find(IndexLetterState, string(x.state)+" ") {
				if *x.n++; *x.n > x.lines {
					continue
				}
				var l Letter
				if _, err := r.Get(ref, &l); err != nil {
					return err
				}
				out.Letters = append(out.Letters, OutboxLetter{l, l.masked(r, s.Clock.Now())})
			}
		}
		out.Oldest, err = oldestWaiting(r)
		return err
	})
	return out, err
}

// oldestWaiting returns when the letter was made that has waited longest.
func oldestWaiting(r Reader) (oldest time.Time, err error) {
	for _, ref := range r.Find(IndexLetterDue, "") {
		var l Letter
		if _, err := r.Get(ref, &l); err != nil {
			return oldest, err
		}
		if oldest.IsZero() || l.Made.Before(oldest) {
			oldest = l.Made
		}
	}
	return oldest, nil
}

// lateAfter is how long after it could have gone a letter is late.
const lateAfter = time.Hour

// LettersLate reports whether letters do not get out: one was written, or held back
// for the morning, more than lateAfter ago and still waits. Anybody may ask, so it
// tells nothing finer, and nothing of lost codes: who asks for one must not see that
// a letter was written.
func (s *Service) LettersLate(ctx context.Context, via Channel) (late bool, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		before := s.Clock.Now().Add(-lateAfter)
		for _, ref := range r.Find(IndexLetterDue, string(via)+" ") {
			var l Letter
			if _, err := r.Get(ref, &l); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			if l.Kind != LetterLost && l.Made.Before(before) && (l.Tries > 0 || l.Due.Before(before)) {
				late = true
				break
			}
		}
		return nil
	})
	return late, err
}

// RetryLetter sends a letter again that was given up. One that is not given up is
// left as it is.
func (s *Service) RetryLetter(ctx context.Context, by Viewer, id LetterID) error {
	ref := Ref{KindLetter, string(id)}
	if by.Ring != RingAdmin {
		return &Error{Op: "RetryLetter", Kind: KindForbidden, Ref: ref}
	}
	return s.change(ctx, "RetryLetter", func(r Reader, now time.Time) (b Batch, err error) {
		var l Letter
		v, err := r.Get(ref, &l)
		if err != nil || l.State != LetterFailed {
			return b, err
		}
		if l.Kind == LetterLost || l.orphan() {
			return b, &Error{Op: "RetryLetter", Kind: KindGone, Ref: ref} // its link, or its record, is over
		}
		l.State, l.Made, l.Due, l.Tries, l.Ended = LetterWaiting, now, now, 0, time.Time{}
		b.put(&l, v, "", now)
		b.audit(by, "letter.retried", ref, now)
		return b, nil
	})
}

// masked returns where a letter goes without saying it.
func (l *Letter) masked(r Reader, now time.Time) string {
	a, err := l.To.find(r)
	if err != nil {
		return ""
	}
	x, _ := a.goes(l, now)
	return x.masked()
}

// masked shows of an address as much as tells one from another: r•••@e•••.org,
// •••• 22.
func (a address) masked() string {
	const dots = "•••"
	if a.text == "" {
		return ""
	}
	if a.via == BySMS {
		d := Phone(a.text).Digits()
		return dots + " " + d[max(len(d)-2, 0):]
	}
	name, host, _ := strings.Cut(a.text, "@")
	end := host[strings.LastIndexByte(host, '.')+1:]
	return first(name) + dots + "@" + first(host) + dots + "." + end
}

// first returns the first letter.
func first(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
