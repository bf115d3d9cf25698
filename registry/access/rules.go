package access

import (
	"net/netip"
	"time"
)

// Act is what a visitor does, as far as the brakes tell acts apart.
type Act string

// The acts.
const (
	ActPage    Act = "page"
	ActSearch  Act = "search"
	ActMiss    Act = "miss"    // asked for a record that is not there, or hidden
	ActSend    Act = "send"    // any form
	ActFile    Act = "file"    // a notice or report is sent
	ActMessage Act = "message" // words for somebody, or a statement
	ActFlag    Act = "flag"
	ActGuess   Act = "guess" // a code that opens nothing; passwords have a brake of their own
)

// Purse is what acts are paid from. Acts of one purse compete, those of another
// do not: whoever reads too much can still report a person.
type Purse string

// The purses.
const (
	PurseRead  Purse = "read"
	PurseSend  Purse = "send"
	PurseWrite Purse = "write"
	PurseGuess Purse = "guess"
)

// Level is by what acts are counted together.
type Level string

// The levels, narrowest first.
const (
	LevelRecord  Level = "record"
	LevelSession Level = "session"
	LevelAddress Level = "address" // an IPv4 address, or the /64 of one IPv6 visitor
	LevelNetwork Level = "network" // an IPv4 /24, or an IPv6 /48
	LevelAll     Level = "all"
)

// Rate is a token bucket: it holds Burst at most and gains PerHour. The zero
// value counts nothing.
type Rate struct{ Burst, PerHour float64 }

// Rules says what acts cost and how much of it a visitor has. It is data and
// functions without a clock or a memory; the site remembers (package httpapi).
type Rules struct {
	Costs map[Act]float64
	Rates map[Purse]map[Level]Rate
	Views Views
	Proof Proof
}

// DefaultRules are generous to addresses that many people share, as shelters and
// mobile networks do: a shelter of three hundred can search and file for an hour.
// Costs are in pages.
func DefaultRules() Rules {
	return Rules{
		Costs: map[Act]float64{ActPage: 1, ActSearch: 4, ActMiss: 10, ActSend: 1, ActFile: 10, ActMessage: 10, ActFlag: 5, ActGuess: 1},
		Rates: map[Purse]map[Level]Rate{
			PurseRead: {LevelSession: {600, 7200}, LevelAddress: {1500, 7200}, LevelNetwork: {15000, 100000}, LevelAll: {200000, 4000000}},
			PurseSend: {LevelRecord: {60, 240}, LevelSession: {600, 3600}, LevelAddress: {3000, 18000}, LevelNetwork: {30000, 180000}},
			PurseWrite: {
				LevelRecord: {200, 600}, LevelSession: {100, 300}, LevelAddress: {200, 600},
				LevelNetwork: {1000, 3000}, LevelAll: {5000, 30000}, // 3,000 filings an hour, then they cost a proof
			},
			PurseGuess: {LevelAddress: {20, 600}, LevelNetwork: {200, 3000}},
		},
		Views: DefaultViews(),
		Proof: Proof{Mode: ProofAuto, Bits: 12, Harder: 1, Rounds: 16, Life: 30 * time.Minute, Calm: 30 * time.Minute},
	}
}

// PurseOf returns what an act is paid from.
func PurseOf(a Act) Purse {
	switch a {
	case ActFile, ActMessage, ActFlag:
		return PurseWrite
	case ActGuess:
		return PurseGuess
	case ActSend:
		return PurseSend
	}
	return PurseRead
}

// Verdict is what becomes of an act.
type Verdict string

// The verdicts.
const (
	Allowed Verdict = ""
	Doubted Verdict = "doubted" // taken, and a person looks at it first
	Wait    Verdict = "wait"
)

// Judge returns what becomes of an act that is over a limit: reading, guessing and
// forms by the thousand wait, but nobody who reports a person or files a notice is
// ever sent away.
func Judge(a Act, over bool) Verdict {
	switch {
	case !over:
		return Allowed
	case PurseOf(a) == PurseWrite:
		return Doubted
	}
	return Wait
}

// Bucket is how much is left of a Rate, and when that was. The zero value is full.
type Bucket struct {
	Used float64
	At   time.Time
}

// Take pays the cost, and answers false, paying nothing, when too little is left.
func (b Bucket) Take(r Rate, cost float64, now time.Time) (Bucket, bool) {
	b = b.at(r, now)
	if b.Used+cost > r.Burst {
		return b, false
	}
	b.Used += cost
	return b, true
}

// at returns the bucket as it is at a time. A clock that went back refills nothing.
func (b Bucket) at(r Rate, now time.Time) Bucket {
	if gone := now.Sub(b.At); gone > 0 {
		b.Used = max(0, b.Used-r.PerHour*gone.Hours())
		b.At = now
	}
	return b
}

// Visitor is the networks that an address stands for.
type Visitor struct{ Address, Network, Wide netip.Prefix }

// VisitorOf returns them: one IPv6 visitor can choose among the addresses of a
// /64, and whoever rents a line often among those of a /48. Wide is a /16, and a
// /32 of IPv6, as one provider has. What is no address stands for nothing in
// particular, and all such count as one.
func VisitorOf(address string) Visitor {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return Visitor{}
	}
	a = a.Unmap().WithZone("")
	bits := [3]int{32, 24, 16}
	if a.Is6() {
		bits = [3]int{64, 48, 32}
	}
	var p [3]netip.Prefix
	for i := range p {
		p[i], _ = a.Prefix(bits[i]) // the bits fit the address
	}
	return Visitor{p[0], p[1], p[2]}
}
