package access

import "time"

// Views limits how many different records somebody may find in a day: looking at
// one again is free, and a notice that somebody has the link of is always shown.
// It is the copying of the register that is braked, not reading.
//
// What counts is how a record is found. Who types the whole name of a person looks
// for that person; who types half a name or a town leafs through the register, and
// so does who copies it. So strangers together may leaf through little without
// paying, and find by name nearly as much as they like.
type Views struct {
	Address int // records that one address may find in a day beside others
	ByName  int // records that one address may find in a day by the whole name
	Network int // records that a network may, which many people share
	Account int // records that somebody with an account may
	Ticket  int // credits for a proof of work; a record costs one
	Tickets int // proofs that one address may give in a day
	Alarm   int // addresses that use up theirs in a day, from which the register is under attack

	Dear  int           // credits that a record costs while strangers find too many
	Whole int           // records of one search that count as found by name; more namesakes are leafed
	Wait  time.Duration // that finds Whole records by name without a proof
	Waits int           // such waits of one address in a day

	Hot     int // networks that found a record in a day, from which it is no secret and free
	Hottest int // records that are free so, at most

	Named, Leafed, Sold, Waited Pool // of all strangers together
}

// DefaultViews keep copies of a register of 100,000 below 1,000 records a day
// without work; docs/security.md has the figures.
func DefaultViews() Views {
	return Views{
		Address: 60, ByName: 240, Network: 1200, Account: 1500, Ticket: 24, Tickets: 10, Alarm: 12,
		Dear: 8, Whole: 2, Wait: 30 * time.Second, Waits: 6, Hot: 3, Hottest: 300,
		Named: Pool{200, 8, 3}, Leafed: Pool{200, 6, 0.5}, Sold: Pool{300, 12, 1}, Waited: Pool{60, 6, 0.1},
	}
}

// Unlimited returns views without any limit but that of accounts.
func Unlimited() Views {
	const all = 1 << 40
	return Views{Address: all, ByName: all, Network: all, Account: DefaultViews().Account}
}

// ViewDay is how long a view is remembered.
const ViewDay = 24 * time.Hour

// Seen is what somebody has found today, and what they may find for proofs given.
type Seen struct {
	Free    int // records found beside others without a proof
	Named   int // records found by the whole name without a proof
	Credit  int // to find records for, from proofs
	Tickets int // proofs given
	Waited  int // records that may still be found by name for waits
	Waits   int // waits
}

// Work is for which finds strangers must work.
type Work int

// The works.
const (
	WorkForNone Work = iota
	WorkToLeaf       // for what is found beside others
	WorkForAll
)

// Found is what Find judges by: what a stranger and their network found today, and
// what all strangers have left.
type Found struct {
	Own, Network Seen
	Crowd        Crowd
}

// Find takes one record that is new to a stranger, from what is free or from what
// they worked for, and answers false when neither is left.
func (v Views) Find(f Found, named bool, work Work, now time.Time) (Found, bool) {
	var ok bool
	switch {
	case named && work != WorkForAll && f.Own.Named < v.ByName && f.Network.Named < v.Network:
		if f.Crowd.Named, ok = v.Named.Take(f.Crowd.Named, now); ok {
			f.Own.Named++
			f.Network.Named++
		}
	case !named && work == WorkForNone && f.Own.Free < v.Address && f.Network.Free < v.Network:
		if f.Crowd.Leafed, ok = v.Leafed.Take(f.Crowd.Leafed, now); ok {
			f.Own.Free++
			f.Network.Free++
		}
	}
	if ok {
		return f, true
	}
	return f.pay(v, named, work, now)
}

// pay finds a record for what was worked.
func (f Found) pay(v Views, named bool, work Work, now time.Time) (Found, bool) {
	if price := v.price(f.Crowd, work); f.Own.Credit >= price {
		ok := true
		if named { // nobody is sent away for it, but a crowd makes records dear
			f.Crowd.Named, _ = v.Named.Take(f.Crowd.Named, now)
		} else {
			f.Crowd.Sold, ok = v.Sold.Take(f.Crowd.Sold, now)
		}
		if ok {
			f.Own.Credit -= price
			return f, true
		}
	}
	if named && f.Own.Waited > 0 {
		var ok bool
		if f.Crowd.Waited, ok = v.Waited.Take(f.Crowd.Waited, now); ok {
			f.Own.Waited--
			return f, true
		}
	}
	return f, false
}

// price is what a record costs.
func (v Views) price(c Crowd, work Work) int {
	if v.Scarce(c, work) {
		return max(v.Dear, 1)
	}
	return 1
}

// Scarce reports whether strangers find too many at present, so that records are
// dear and proofs are harder.
func (v Views) Scarce(c Crowd, work Work) bool {
	return work == WorkToLeaf || !c.Leafed.Short.IsZero() || !c.Named.Short.IsZero()
}

// Prove returns what somebody may find after a proof, and false when they gave
// all that count today.
func (v Views) Prove(s Seen) (Seen, bool) {
	if s.Tickets >= v.Tickets {
		return s, false
	}
	s.Tickets, s.Credit = s.Tickets+1, s.Credit+v.Ticket
	return s, true
}

// Patient returns what somebody may find after a wait, and false when they waited
// as often as counts today.
func (v Views) Patient(s Seen) (Seen, bool) {
	if s.Waits >= v.Waits {
		return s, false
	}
	s.Waits, s.Waited = s.Waits+1, s.Waited+v.Whole
	return s, true
}

// Attacked reports whether so many addresses used up their records in a day that
// somebody is copying the register with them.
func (v Views) Attacked(usedUp int) bool { return usedUp >= v.Alarm }
