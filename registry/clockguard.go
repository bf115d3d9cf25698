package registry

import (
	"context"
	"time"
)

// ClockSlack is how far the clock may be from the time at which the registry saw it
// last, either way, before nothing is erased by itself any more. A machine whose
// battery is empty can start in another year, and what was erased cannot be brought
// back; one that was off for longer than this waits for somebody to say so.
const ClockSlack = 7 * 24 * time.Hour

// trustWithin is how long after it was shown a time can be called right: who says
// so must have looked at this clock, not at one that has jumped since.
const trustWithin = time.Hour

// ClockSeen is the time at which the registry last believed the clock. Only a purge
// that believes it, or a person, moves it: what people file under a wrong clock
// does not.
type ClockSeen struct {
	At time.Time `json:"at"`
}

// Ref names the record: there is one.
func (c *ClockSeen) Ref() Ref { return Ref{KindClock, "seen"} }

// Keys returns nothing: it is found by name.
func (c *ClockSeen) Keys() []Key { return nil }

// ClockState compares the clock with what the registry knows.
type ClockState struct {
	Now  time.Time // what the clock says
	Seen time.Time // when it was believed last; zero in a registry that has no past
}

// Ahead returns by how much the clock is ahead of when it was seen last, negative
// when it is behind.
func (c ClockState) Ahead() time.Duration {
	if c.Seen.IsZero() {
		return 0
	}
	return c.Now.Sub(c.Seen)
}

// Odd reports whether the clock is so far off that a person must say whether it is
// right before anything is erased.
func (c ClockState) Odd() bool { return c.Ahead().Abs() > ClockSlack }

// ClockState says whether the clock can be believed, without changing anything.
func (s *Service) ClockState(ctx context.Context) (c ClockState, err error) {
	err = s.Store.View(ctx, func(r Reader) (err error) {
		c, err = s.clockState(r, s.Clock.Now())
		return err
	})
	return c, err
}

// clockState compares a time with when the clock was believed last; where nobody
// noted that yet, or the note is damaged, with the end of the change log.
func (s *Service) clockState(r Reader, now time.Time) (ClockState, error) {
	var seen ClockSeen
	_, err := r.Get(seen.Ref(), &seen)
	if err != nil && (KindOf(err) == KindNotFound || s.damaged(err, seen.Ref())) {
		seen.At, err = lastChange(r)
	}
	return ClockState{Now: now, Seen: seen.At}, err
}

// lastChange returns when the change log was last added to, zero for an empty one.
func lastChange(r Reader) (time.Time, error) {
	head := r.Head().Seq
	if head == 0 {
		return time.Time{}, nil
	}
	for c, err := range r.Changes(head - 1) {
		return c.At, err
	}
	return time.Time{}, nil
}

// seeClock notes the time, unless it cannot be believed. It never goes back: a
// clock that is set back by a day has been seen tomorrow.
func (s *Service) seeClock(ctx context.Context) (c ClockState, err error) {
	err = s.change(ctx, "seeClock", func(r Reader, now time.Time) (b Batch, err error) {
		if c, err = s.clockState(r, now); err != nil || c.Odd() {
			return b, err
		}
		seen := &ClockSeen{latest(c.Seen, now)}
		if v := r.Version(seen.Ref()); v == 0 || now.After(c.Seen) {
			b.put(seen, v, "", now)
		}
		return b, nil
	})
	return c, err
}

// TrustClock says that the clock is right though it is far from when it was seen
// last, so that purges go on. shown is the time that whoever says so was looking at.
// Of a clock that nobody doubts it changes nothing. Admins and the machine's
// operator may say so.
func (s *Service) TrustClock(ctx context.Context, by Viewer, shown time.Time) error {
	if !by.Administers() {
		return &Error{Op: "TrustClock", Kind: KindForbidden}
	}
	return s.change(ctx, "TrustClock", func(r Reader, now time.Time) (b Batch, err error) {
		c, err := s.clockState(r, now)
		if err != nil || !c.Odd() {
			return b, err
		}
		if now.Sub(shown).Abs() > trustWithin {
			return b, Problems{{Field: "clock", Code: "moved"}}
		}
		seen := &ClockSeen{now}
		b.put(seen, r.Version(seen.Ref()), "", now)
		b.audit(by, "clock.trusted", seen.Ref(), now)
		return b, nil
	})
}
