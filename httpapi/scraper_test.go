package httpapi

import (
	"cmp"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// register is how many records there are to copy (A03).
const register = 100_000

// scraper copies the register for a day from many addresses, which tell each other
// what they have: none asks for what another one got. It tries again every hour,
// since allowances grow.
type scraper struct {
	addresses, perNetwork int
	names                 bool // knows the whole name of everybody; else it leafs
	pays, waits           bool
	inARow                bool // one address after another; else they take turns
	provider              bool // they are of one provider's IPv6 /32, perNetwork in each /48
	spread                bool // they come one by one through the day; else all at its beginning
	mode                  access.ProofMode
}

// haul is what a scraper gets.
type haul struct {
	records, proofs, waits int
	hashes                 float64 // that the proofs take
}

func (h haul) share() float64 { return float64(h.records) / register }

func (h haul) String() string {
	return fmt.Sprintf("%6.2f %% of the register; %d proofs, %.0f hashes a record; %d waits", 100*h.share(), h.proofs, h.hashes/float64(max(h.records, 1)), h.waits)
}

// asker returns what one address does once at a time: it asks for eight records
// that the scraper lacks, and works for more when it gets none. It answers false
// when nothing helps.
func (s scraper) asker(b *brakes, h *haul) func(i int, now time.Time) bool {
	b.rules.Proof.Mode = cmp.Or(s.mode, access.ProofAuto)
	s.perNetwork = max(s.perNetwork, 1)
	list := make([]find, 8)
	return func(i int, now time.Time) bool {
		network := i / s.perNetwork
		address := fmt.Sprintf("%d.%d.%d.%d", 11+network>>8, network&255, 7, 1+i%s.perNetwork)
		if s.provider {
			address = fmt.Sprintf("2001:db8:%x:%x::1", network, i%s.perNetwork)
		}
		for k := range list {
			list[k] = find{registry.Reference(strconv.Itoa(h.records + k)), s.names}
		}
		got := len(b.find(address, "", list, now).shown)
		h.records += got
		switch {
		case got > 0:
			return true
		case s.pays && b.proved(address, now):
			p := b.proof(proofMore, now)
			h.proofs++
			h.hashes += float64(p.Rounds) * float64(int(1)<<p.Bits)
			return true
		case s.waits && b.waited(address, now):
			h.waits++
			return true
		}
		return false
	}
}

// day runs a scraper against the brakes as they are, on a clock of its own.
func (s scraper) day(b *brakes, from time.Time) (h haul) {
	ask := s.asker(b, &h)
	for hour := range 24 {
		now, come := from.Add(time.Duration(hour)*time.Hour), s.addresses
		if s.spread {
			come = (hour + 1) * s.addresses / 24
		}
		for busy := true; busy && h.records < register; {
			busy = false
			for i := range come {
				for ask(i, now) {
					if busy = true; !s.inARow {
						break
					}
				}
			}
		}
	}
	return h
}

// TestScraper (A03): who leafs through the register gets less than a hundredth of
// it in a day, from however many addresses, in whatever order, and when a few
// addresses work for it too. What is above that is noted with its price, and held
// below a bound: a thousand addresses that work, and those that know the whole
// names beforehand.
func TestScraper(t *testing.T) {
	const hundredth = 0.01
	for _, c := range []struct {
		name  string
		s     scraper
		below float64
	}{
		{"1 address", scraper{addresses: 1}, 0.001},
		{"1 address that works", scraper{addresses: 1, pays: true, waits: true}, hundredth},
		{"1 address that knows names and works", scraper{addresses: 1, names: true, pays: true, waits: true}, hundredth},
		{"50 addresses in a row", scraper{addresses: 50, waits: true, inARow: true}, hundredth},
		{"50 addresses at once", scraper{addresses: 50, waits: true}, hundredth},
		{"50 addresses of two networks", scraper{addresses: 50, perNetwork: 25, waits: true}, hundredth},
		{"50 addresses that work", scraper{addresses: 50, pays: true, waits: true, spread: true}, hundredth},
		{"50 addresses that know names", scraper{addresses: 50, names: true, spread: true}, hundredth},
		{"1,000 addresses in a row", scraper{addresses: 1000, inARow: true}, hundredth},
		{"1,000 addresses at once", scraper{addresses: 1000}, hundredth},
		{"1,000 addresses through the day", scraper{addresses: 1000, spread: true}, hundredth},
		{"5,000 addresses of an IPv6 /48", scraper{addresses: 5000, perNetwork: 5000, provider: true}, hundredth},
		{"1,000 networks of one provider, names", scraper{addresses: 1000, names: true, provider: true, spread: true}, 0.016},
		{"1,000 addresses with the switch on", scraper{addresses: 1000, mode: access.ProofOn}, 0.0001},
		{"1,000 that know names and work, switch on", scraper{addresses: 1000, names: true, pays: true, spread: true, mode: access.ProofOn}, 0.36},
		{"1,000 addresses that work", scraper{addresses: 1000, pays: true, spread: true}, 0.025},
		{"1,000 addresses that know names", scraper{addresses: 1000, names: true, spread: true}, 0.045},
		{"1,000 addresses that know names and wait", scraper{addresses: 1000, names: true, waits: true, spread: true}, 0.05},
		{"1,000 addresses that know names and work", scraper{addresses: 1000, names: true, pays: true, waits: true, spread: true}, 0.35},
	} {
		h := c.s.day(newBrakes(access.Rules{}), noon)
		t.Logf("%-42s %v", c.name, h)
		if h.share() >= c.below {
			t.Errorf("%s: %.2f %% of the register", c.name, 100*h.share())
		}
	}
	if (scraper{addresses: 1}).day(newBrakes(access.Rules{}), noon).records == 0 {
		t.Error("nobody finds anything")
	}
}
