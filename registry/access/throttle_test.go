package access

import (
	"fmt"
	"maps"
	"testing"
	"time"
)

// copied returns a throttle in the same state.
func (t *throttle) copied() *throttle {
	c := &throttle{buckets: maps.Clone(t.buckets)}
	for key, b := range c.buckets {
		same := *b
		c.buckets[key] = &same
	}
	return c
}

// lets reports whether a code would let somebody in who has the right password.
func (t *throttle) lets(e entry, now time.Time) bool {
	if t.admit(e, now) == nil {
		return false
	}
	ok, _ := t.accepts(e, now)
	return ok
}

// TestGuessesADay counts the codes that somebody who knows the password can try in
// a day, from many networks: that many in a million codes, of which three are right
// at a time. However they mix tries with the right password and with wrong ones.
func TestGuessesADay(t *testing.T) {
	const most = 800
	for _, every := range []time.Duration{5 * time.Second, 30 * time.Second, 10 * time.Minute} {
		brake, start, tried := newThrottle(), time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), 0
		for i, now := 0, start; now.Before(start.Add(24 * time.Hour)); i, now = i+1, now.Add(every) {
			e := entry{name: "ana", known: true, from: fmt.Sprintf("198.51.%d.7", i%60)}
			if every < time.Minute { // wrong passwords, to be past the brakes
				brake.admit(entry{name: "ana", known: true}, now)
			}
			e.code = rightCode
			if brake.copied().lets(e, now) {
				tried++
			}
			e.code = wrongCode
			brake.lets(e, now)
		}
		if tried > most || tried < 100 {
			t.Errorf("a guess every %v: %d codes were tried in a day", every, tried)
		}
	}
}
