package access

import (
	"sync"
	"time"
)

// rate is a bucket of tries: burst at once, then one every pause.
type rate struct {
	burst int
	pause time.Duration
}

// How many tries there are. They are given back by a sign-in that succeeds, so
// that a ward full of people behind one address never waits for each other.
var (
	accountRate = rate{10, time.Minute}
	addressRate = rate{20, 6 * time.Second}
	globalRate  = rate{200, 100 * time.Millisecond}
	codedRate   = rate{5, time.Minute}
	guessRate   = rate{100, 36 * time.Second}
)

// throttle slows down who guesses passwords. Names that no account has count like
// others. It lives in memory: a restart forgives.
//
// Whoever guesses can empty the bucket of an account and keep it empty. So a try
// with the right code of the second factor, which is checked first and costs
// nothing, has a bucket of its own: the owner comes in, and somebody who guesses
// must guess one in a million before each guess of a password. Else a million
// tries would find the code for who knows the password: wrong codes of an account
// are counted too, and after guessRate the right one waits like all others.
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
)

// shows tells what a code is for an account.
func (a Account) shows(code string, now time.Time) shown {
	switch {
	case code == "":
		return noCode
	case a.takes(code, now):
		return rightCode
	}
	return wrongCode
}

// admit takes a try from the buckets of an account, an address and everybody, or
// from that of who brings the right code. It returns nil when they are empty,
// else what gives the try back.
func (t *throttle) admit(name, from string, code shown, now time.Time) (back func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := []*bucket{t.bucket("name "+name, accountRate, now), t.bucket("all", globalRate, now)}
	if from != "" {
		taken = append(taken, t.bucket("from "+VisitorOf(from).Address.String(), addressRate, now))
	}
	if !takeAll(taken) {
		if taken = t.bypass(name, code, now); taken == nil {
			return nil
		}
	}
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		for _, b := range taken {
			b.left = min(b.left+1, float64(b.burst))
		}
	}
}

// bypass takes a try for who brings the right code, nil when there is none. A
// wrong one counts, so that nobody learns here which code is right.
func (t *throttle) bypass(name string, code shown, now time.Time) []*bucket {
	if code == noCode {
		return nil
	}
	guesses, own := t.bucket("guess "+name, guessRate, now), []*bucket{t.bucket("code "+name, codedRate, now)}
	if guesses.left < 1 {
		return nil
	}
	if code == wrongCode {
		guesses.left--
		return nil
	}
	if !takeAll(own) {
		return nil
	}
	return own
}

func takeAll(list []*bucket) bool {
	for _, b := range list {
		if b.left < 1 {
			return false
		}
	}
	for _, b := range list {
		b.left--
	}
	return true
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
// everybody keeps others from being made faster than they fill.
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
