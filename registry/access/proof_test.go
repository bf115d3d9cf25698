package access_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry/access"
)

func TestProof(t *testing.T) {
	rule := access.Proof{Bits: 6, Rounds: 4, Life: time.Minute}
	key, who := access.NewProofKey(), netip.MustParsePrefix("192.0.2.7/32")
	c := key.Challenge(rule, "file", who, noon)
	answer, err := access.Solve(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := key.Check(c, answer, "file", who, noon.Add(59*time.Second)); err != nil {
		t.Error("a good proof is refused:", err)
	}
	easier := strings.Replace(c, ".6.4.", ".0.1.", 1)
	for name, x := range map[string]struct {
		key                       access.ProofKey
		challenge, answer, reason string
		who                       netip.Prefix
		now                       time.Time
	}{
		"another purpose": {key, c, answer, "search", who, noon},
		"another address": {key, c, answer, "file", netip.MustParsePrefix("192.0.2.8/32"), noon},
		"too late":        {key, c, answer, "file", who, noon.Add(2 * time.Minute)},
		"another key":     {access.NewProofKey(), c, answer, "file", who, noon},
		"made easier":     {key, easier, "0", "file", who, noon},
		"not solved":      {key, c, "x.x.x.x", "file", who, noon},
		"solved in part":  {key, c, answer[:strings.LastIndex(answer, ".")], "file", who, noon},
		"nothing":         {key, "", "", "file", who, noon},
		"huge":            {key, c, strings.Repeat("1.", 1<<16), "file", who, noon},
	} {
		if _, _, err := x.key.Check(x.challenge, x.answer, x.reason, x.who, x.now); err == nil {
			t.Errorf("%s passes", name)
		}
	}
	if a, b := key.Challenge(rule, "file", who, noon), key.Challenge(rule, "file", who, noon); a == b {
		t.Error("two challenges are the same")
	}
}

func TestProofWanted(t *testing.T) {
	p := access.DefaultRules().Proof
	for _, c := range []struct {
		mode     access.ProofMode
		attacked time.Time
		want     bool
	}{
		{access.ProofOff, noon, false}, {access.ProofOn, time.Time{}, true}, {access.ProofAuto, time.Time{}, false},
		{access.ProofAuto, noon.Add(-time.Minute), true}, {access.ProofAuto, noon.Add(-time.Hour), false},
	} {
		if p.Mode = c.mode; p.Wanted(c.attacked, noon) != c.want {
			t.Errorf("%s, attacked %v: wanted is not %v", c.mode, c.attacked, c.want)
		}
	}
}

// FuzzProof: nothing that anybody sends passes or panics.
func FuzzProof(f *testing.F) {
	key, who := access.NewProofKey(), netip.MustParsePrefix("2001:db8::/64")
	f.Add("9999999999.1.1.AAAA.BBBB", "0")
	f.Add("....", "....")
	f.Fuzz(func(t *testing.T, challenge, answer string) {
		if _, _, err := key.Check(challenge, answer, "file", who, noon); err == nil {
			t.Error("passes")
		}
	})
}

// BenchmarkSolve is what a proof costs who solves it with this program, on one
// core; docs/security.md makes a price of a record of it.
func BenchmarkSolve(b *testing.B) {
	p := access.DefaultRules().Proof
	key, who := access.NewProofKey(), netip.MustParsePrefix("192.0.2.7/32")
	for b.Loop() {
		if _, err := access.Solve(key.Challenge(p, "more", who, noon)); err != nil {
			b.Fatal(err)
		}
	}
	hashes := float64(p.Rounds) * float64(int(1)<<p.Bits)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/hashes, "ns/hash")
}
