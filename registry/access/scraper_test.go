package access_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry/access"
)

// copied simulates a day (A03): so many addresses, in networks of a size, ask for
// records that none of them has seen, eight at a time, and give so many proofs
// each. It returns the share of a register of 100,000 that they get. In a row one
// address works after another; otherwise all take turns.
func copied(addresses, perNetwork, proofs int, mode access.ProofMode, inARow bool) float64 {
	rules := access.DefaultRules()
	seen, networks := make([]access.Seen, addresses), make([]access.Seen, addresses)
	usedUp, got := 0, 0
	ask := func(i int) bool {
		attack := mode == access.ProofOn || mode == access.ProofAuto && rules.Views.Attacked(usedUp)
		net := &networks[i/perNetwork]
		before := seen[i]
		var n int
		n, seen[i], *net = rules.Views.Spend(seen[i], *net, 8, attack)
		got += n
		if before.Free < rules.Views.Address && seen[i].Free >= rules.Views.Address {
			usedUp++
		}
		if n == 0 && seen[i].Tickets < proofs {
			var ok bool
			seen[i], ok = rules.Views.Prove(seen[i])
			return ok
		}
		return n > 0
	}
	turns := func(i int) {
		for ask(i) {
		}
	}
	if inARow {
		for i := range addresses {
			turns(i)
		}
	} else {
		for busy := true; busy; {
			busy = false
			for i := range addresses {
				busy = ask(i) || busy
			}
		}
	}
	return float64(got) / 100_000
}

// TestScraper holds what the brakes promise, and notes what they do not: a
// thousand scattered addresses that each read as little as an honest visitor and
// all at once are no different from a thousand honest visitors. Against those
// there is the switch, which asks everybody for a proof.
func TestScraper(t *testing.T) {
	for _, c := range []struct {
		name                          string
		addresses, perNetwork, proofs int
		mode                          access.ProofMode
		inARow                        bool
		below                         float64
	}{
		{"one address", 1, 1, 0, access.ProofAuto, true, 0.001},
		{"one address that pays", 1, 1, 1000, access.ProofAuto, true, 0.01},
		{"50 addresses of two networks at once", 50, 25, 0, access.ProofAuto, false, 0.03},
		{"50 scattered addresses in a row", 50, 1, 0, access.ProofAuto, true, 0.01},
		{"1,000 scattered addresses in a row", 1000, 1, 0, access.ProofAuto, true, 0.01},
		{"1,000 addresses with the switch on", 1000, 1, 0, access.ProofOn, false, 0.0001},
		{"50 scattered addresses at once", 50, 1, 0, access.ProofAuto, false, 0.03},
		{"1,000 scattered addresses at once", 1000, 1, 0, access.ProofAuto, false, 0.61},
	} {
		share := copied(c.addresses, c.perNetwork, c.proofs, c.mode, c.inARow)
		t.Logf("%-40s %6.2f %%", c.name, 100*share)
		if share >= c.below {
			t.Errorf("%s get %.2f %% of the register", c.name, 100*share)
		}
	}
	if copied(1, 1, 0, access.ProofAuto, true) == 0 {
		t.Error("nobody finds anything")
	}
}
