package httpapi

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// brake slows down who guesses secrets. It counts failures only, by address: an
// IPv4 address, or the /64 that one IPv6 visitor has. It is safe for concurrent
// use.
type brake struct {
	mu    sync.Mutex
	since time.Time
	by    map[netip.Prefix]*rate.Limiter
}

// One address may fail burst times at once, and then once every pause.
const (
	brakeBurst = 20
	brakePause = 6 * time.Second
	brakeKeep  = 10 * time.Minute // after which nobody is remembered
)

func newBrake() *brake { return &brake{by: map[netip.Prefix]*rate.Limiter{}} }

// open reports whether the address may try.
func (b *brake) open(address string, now time.Time) bool {
	return b.limiter(address, now).TokensAt(now) >= 1
}

// failed counts a failure.
func (b *brake) failed(address string, now time.Time) { b.limiter(address, now).AllowN(now, 1) }

func (b *brake) limiter(address string, now time.Time) *rate.Limiter {
	key := visitorOf(address)
	b.mu.Lock()
	defer b.mu.Unlock()
	if now.Sub(b.since) > brakeKeep {
		b.since, b.by = now, map[netip.Prefix]*rate.Limiter{}
	}
	l, ok := b.by[key]
	if !ok {
		l = rate.NewLimiter(rate.Every(brakePause), brakeBurst)
		b.by[key] = l
	}
	return l
}

// visitorOf returns the addresses that one visitor can choose from.
func visitorOf(address string) netip.Prefix {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	bits := 32
	if a = a.Unmap(); a.Is6() {
		bits = 64
	}
	p, _ := a.WithZone("").Prefix(bits) // the bits fit the address
	return p
}
