package access

import "time"

// Pool is how many records all strangers together may find in one way. It holds
// Burst at most, gains PerHour, and PerNetwork for each network from which
// somebody comes for the first time in a day: a crowd brings its own allowance, and
// one network that asks for much brings none. The zero value bounds nothing.
type Pool struct{ Burst, PerHour, PerNetwork float64 }

// Stock is what is left of a Pool. The zero value is full.
type Stock struct {
	Bucket
	Short time.Time // since when it gives nothing; zero: it does
}

// Take takes one record, false when there is none. A pool that ran out gives
// nothing before it is half full again: else it would say yes and no by turns, and
// nobody could tell people what to expect.
func (p Pool) Take(s Stock, now time.Time) (Stock, bool) {
	if p.Burst == 0 {
		return s, true
	}
	s = p.at(s, now)
	if !s.Short.IsZero() {
		return s, false
	}
	var ok bool
	if s.Bucket, ok = s.Bucket.Take(p.rate(), 1, now); !ok {
		s.Short = now
	}
	return s, ok
}

// Welcome adds what a network brings.
func (p Pool) Welcome(s Stock, now time.Time) Stock {
	s = p.at(s, now)
	s.Used = max(0, s.Used-p.PerNetwork)
	return s
}

// at returns the stock as it is at a time.
func (p Pool) at(s Stock, now time.Time) Stock {
	if s.Bucket = s.Bucket.at(p.rate(), now); s.Used <= p.Burst/2 {
		s.Short = time.Time{}
	}
	return s
}

func (p Pool) rate() Rate { return Rate{p.Burst, p.PerHour} }

// Crowd is what strangers together have left, by the way in which they find.
type Crowd struct {
	Named  Stock // by the whole name
	Leafed Stock // beside others: by a part of a name, by a place
	Sold   Stock // beside others, for a proof of work
	Waited Stock // by the whole name, for a wait
}

// Welcome adds what a network brings to each.
func (v Views) Welcome(c Crowd, now time.Time) Crowd {
	return Crowd{v.Named.Welcome(c.Named, now), v.Leafed.Welcome(c.Leafed, now), v.Sold.Welcome(c.Sold, now), v.Waited.Welcome(c.Waited, now)}
}

// At returns what is left at a time.
func (v Views) At(c Crowd, now time.Time) Crowd {
	return Crowd{v.Named.at(c.Named, now), v.Leafed.at(c.Leafed, now), v.Sold.at(c.Sold, now), v.Waited.at(c.Waited, now)}
}
