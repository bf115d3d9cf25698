package access

import (
	"slices"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// rate is a bucket of tries: burst at once, then one every pause.
type rate struct {
	burst int
	pause time.Duration
}

// How many tries there are. They are given back by a sign-in that succeeds, so
// that a ward full of people behind one address never waits for each other.
var (
	accountRate  = rate{10, time.Minute}
	addressRate  = rate{20, 6 * time.Second}
	globalRate   = rate{200, 100 * time.Millisecond}
	deviceRate   = rate{10, 3 * time.Minute} // of one account on a browser that it knows
	codedRate    = rate{5, time.Minute}      // with a right code, past the brakes above
	recoveryRate = rate{5, time.Minute}      // likewise with a right recovery code
	guessRate    = rate{60, 3 * time.Minute} // wrong codes for an account past the brakes, of all networks
	shareRate    = rate{5, 12 * time.Minute} // likewise of one network
	wrongRate    = rate{10, 6 * time.Minute} // wrong codes with the right password, on browsers that the account does not know
	alarmRate    = rate{1, 24 * time.Hour}   // that the owner is told of those
)

// throttle slows down who guesses passwords and codes. Names that no account has
// count like others. It lives in memory: a restart forgives.
//
// Whoever guesses can empty the bucket of an account and keep it empty, yet must
// not keep its owner out. So there are three ways past it, which nobody can use up
// who does not know the password:
//
//   - a browser that the owner has signed in with, see Device, has a bucket of its
//     own;
//   - a right recovery code, which nobody guesses, has one too;
//   - a right code of the second factor, which is checked first and costs nothing.
//     Wrong codes count there: by network, so that a stranger in one cannot use up
//     what others have, and together, so that from many nobody guesses for long.
//
// Who knows the password must not guess codes either. A wrong code that came with
// the right password counts for the account, wherever it came from: after
// wrongRate a right one is refused like a wrong one, but for the first two ways.
type throttle struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	rate
	left float64
	at   time.Time
}

// most bounds the buckets that are remembered; full ones are forgotten first.
const most = 20000

func newThrottle() *throttle { return &throttle{buckets: map[string]*bucket{}} }

// shown is what a try brings of the second factor.
type shown int

const (
	noCode shown = iota
	wrongCode
	rightCode
	recoveryCode // a right one
)

// shows tells what a code is for an account.
func (a Account) shows(code string, now time.Time) shown {
	if code == "" {
		return noCode
	}
	if _, ok := matchTOTP(a.Secret, code, a.Step, now); ok {
		return rightCode
	}
	if a.use(code, now) { // of a copy
		return recoveryCode
	}
	return wrongCode
}

// entry is a try as the brakes see it.
type entry struct {
	name, from string
	known      bool // there is such an account
	code       shown
	device     string // that the account knows, "" for others
}

// proof takes a try of who is signed in, whom no stranger can use up. It returns
// nil when there is none, else what gives it back.
func (t *throttle) proof(id registry.AccountID, now time.Time) (back func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.giveBack(takeAll(t.bucket("proof "+string(id), accountRate, now)))
}

// admit takes a try from the buckets that it counts for. It returns nil when they
// are empty, else what gives the try back.
func (t *throttle) admit(e entry, now time.Time) (back func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.giveBack(t.take(e, now))
}

// giveBack returns what gives tries back, nil for none.
func (t *throttle) giveBack(taken []*bucket) func() {
	if taken == nil {
		return nil
	}
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		for _, b := range taken {
			b.left = min(b.left+1, float64(b.burst))
		}
	}
}

func (t *throttle) take(e entry, now time.Time) []*bucket {
	if e.device != "" {
		return takeAll(t.bucket("device "+e.device+" "+e.name, deviceRate, now))
	}
	if usual := []*bucket{t.bucket("all", globalRate, now)}; full(usual) {
		usual = append(usual, t.bucket("name "+e.name, accountRate, now))
		if e.from != "" {
			usual = append(usual, t.bucket("from "+VisitorOf(e.from).Address.String(), addressRate, now))
		}
		if taken := takeAll(usual...); taken != nil {
			return taken
		}
	}
	switch {
	case !e.known || e.code == noCode:
		return nil
	case e.code == recoveryCode:
		return takeAll(t.bucket("recovery "+e.name, recoveryRate, now))
	}
	return t.bypass(e, now)
}

// bypass takes a try for who brings the right code, nil when there is none. A
// wrong one counts.
func (t *throttle) bypass(e entry, now time.Time) []*bucket {
	guesses := []*bucket{t.bucket("guess "+e.name, guessRate, now)}
	if e.from != "" && full(guesses) {
		guesses = append(guesses, t.bucket("share "+VisitorOf(e.from).Network.String()+" "+e.name, shareRate, now))
	}
	switch {
	case !full(guesses):
		return nil
	case e.code == wrongCode:
		takeAll(guesses...)
		return nil
	}
	return takeAll(t.bucket("code "+e.name, codedRate, now))
}

// accepts reports whether a code that came with the right password counts as
// right, and whether the owner should learn that somebody guesses: once a day.
func (t *throttle) accepts(e entry, now time.Time) (ok, alarm bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	wrong := t.bucket("wrong "+e.name, wrongRate, now)
	switch {
	case e.device != "" && e.code == wrongCode:
		here := t.bucket("wrong at "+e.device+" "+e.name, wrongRate, now)
		here.left = max(here.left-1, 0)
		return false, here.left < 1 && takeAll(t.bucket("alarm "+e.name, alarmRate, now)) != nil
	case e.device != "" || e.code == recoveryCode:
		return true, false
	case e.code == rightCode:
		return wrong.left >= 1, false
	case e.code == wrongCode && wrong.left >= 1:
		wrong.left--
		alarm = wrong.left < 1 && takeAll(t.bucket("alarm "+e.name, alarmRate, now)) != nil
	}
	return e.code == noCode, alarm
}

func full(list []*bucket) bool {
	return !slices.ContainsFunc(list, func(b *bucket) bool { return b.left < 1 })
}

// takeAll takes a try from each bucket, or from none and returns nil.
func takeAll(list ...*bucket) []*bucket {
	if !full(list) {
		return nil
	}
	for _, b := range list {
		b.left--
	}
	return list
}

func (t *throttle) bucket(key string, r rate, now time.Time) *bucket {
	b, ok := t.buckets[key]
	if !ok {
		t.forget(now)
		b = &bucket{rate: r, left: float64(r.burst), at: now}
		t.buckets[key] = b
	}
	b.refill(now)
	return b
}

func (b *bucket) refill(now time.Time) {
	if d := now.Sub(b.at); d > 0 {
		b.left = min(b.left+float64(d)/float64(b.pause), float64(b.burst))
		b.at = now
	}
}

// forget makes room by dropping buckets that are full again. The bucket of
// everybody, and past it those of an account, keep others from being made faster
// than they fill.
func (t *throttle) forget(now time.Time) {
	if len(t.buckets) < most {
		return
	}
	for key, b := range t.buckets {
		if b.refill(now); b.left >= float64(b.burst) {
			delete(t.buckets, key)
		}
	}
}
