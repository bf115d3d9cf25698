package access

import "time"

// Views limits how many different records somebody may find in a day: looking at
// one again is free, and a notice that somebody has the link of is always shown.
// It is the copying of the register that is braked, not reading.
type Views struct {
	Address int // records that one address may find in a day
	Network int // records that a network may, which many people share
	Account int // records that somebody with an account may
	Ticket  int // further records for a proof of work
	Tickets int // proofs that one address may give in a day
	Alarm   int // addresses that use up theirs in a day, from which the register is under attack
}

// ViewDay is how long a view is remembered.
const ViewDay = 24 * time.Hour

// Seen is what somebody has found today, and what they may find for proofs given.
type Seen struct {
	Free    int // records found without a proof
	Credit  int // records that may still be found for proofs
	Tickets int // proofs given
}

// Spend returns how many of n records that are new to somebody they may see, with
// what they and their network have found then. Under attack only proofs count.
func (v Views) Spend(s, network Seen, n int, attack bool) (shown int, after, networkAfter Seen) {
	free := min(n, v.Address-s.Free, v.Network-network.Free)
	if attack || free < 0 {
		free = 0
	}
	paid := min(n-free, s.Credit)
	s.Free, s.Credit, network.Free = s.Free+free, s.Credit-paid, network.Free+free
	return free + paid, s, network
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

// Attacked reports whether so many addresses used up their records in a day that
// somebody is copying the register with them.
func (v Views) Attacked(usedUp int) bool { return usedUp >= v.Alarm }
