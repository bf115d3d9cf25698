package registry

import (
	"math/rand/v2"
	"time"
)

// Quiet hours where the event is: what is not urgent waits for the morning.
const (
	quietFrom  = 22
	quietUntil = 7
)

// awake returns when a letter that is due at t may be sent: t itself by day, the
// next morning at night, spread over half an hour so that not all go at once.
func awake(t time.Time, zone *time.Location, jitter float64) time.Time {
	local := t.In(zone)
	if h := local.Hour(); h >= quietUntil && h < quietFrom {
		return t
	}
	day := local.Day()
	if local.Hour() >= quietFrom {
		day++
	}
	morning := time.Date(local.Year(), local.Month(), day, quietUntil, 0, 0, 0, zone)
	return morning.Add(time.Duration(jitter * float64(30*time.Minute))).UTC()
}

// due returns when a letter of this kind may be sent, now or in the morning.
func (k LetterKind) due(r Reader, event EventID, now time.Time) time.Time {
	if k.urgent() {
		return now
	}
	var e Event
	if _, err := r.Get(Ref{KindEvent, string(event)}, &e); err != nil {
		return now
	}
	return awake(now, e.Location(), rand.Float64())
}

// Pauses between tries: from one minute, doubled up to four hours.
const (
	firstRetry = time.Minute
	lastRetry  = 4 * time.Hour
)

// retryAfter returns the pause after the given number of tries, a quarter more or
// less: what failed together is not tried together again. jitter is in [0,1).
func retryAfter(tries int, jitter float64) time.Duration {
	pause := lastRetry
	if tries < 9 { // 2^8 minutes are more than four hours
		pause = min(firstRetry<<max(tries-1, 0), lastRetry)
	}
	return time.Duration(float64(pause) * (0.75 + jitter/2))
}
