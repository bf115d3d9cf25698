package access_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry/access"
)

var noon = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)

func TestVisitorOf(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7":              "192.0.2.7/32 192.0.2.0/24 192.0.0.0/16",
		"::ffff:192.0.2.7":       "192.0.2.7/32 192.0.2.0/24 192.0.0.0/16",
		"2001:db8:1:2:3:4:5:6":   "2001:db8:1:2::/64 2001:db8:1::/48 2001:db8::/32",
		"fe80::1%eth0":           "fe80::/64 fe80::/48 fe80::/32",
		"":                       "invalid Prefix invalid Prefix invalid Prefix",
		"192.0.2.7, 203.0.113.1": "invalid Prefix invalid Prefix invalid Prefix",
	} {
		v := access.VisitorOf(address)
		if got := fmt.Sprintf("%v %v %v", v.Address, v.Network, v.Wide); got != want {
			t.Errorf("%q: %s, not %s", address, got, want)
		}
	}
}

func TestBucket(t *testing.T) {
	r := access.Rate{Burst: 3, PerHour: 60}
	var b access.Bucket
	now, taken := noon, 0
	for range 5 {
		var ok bool
		if b, ok = b.Take(r, 1, now); ok {
			taken++
		}
	}
	if taken != 3 {
		t.Errorf("%d taken of 3", taken)
	}
	if _, ok := b.Take(r, 1, now.Add(59*time.Second)); ok {
		t.Error("refilled too early")
	}
	if _, ok := b.Take(r, 1, now.Add(time.Minute)); !ok {
		t.Error("not refilled after a minute")
	}
	if _, ok := b.Take(r, 1, now.Add(-time.Hour)); ok {
		t.Error("a clock that went back refills")
	}
	if _, ok := b.Take(r, 4, now.Add(240*time.Hour)); ok {
		t.Error("a bucket holds more than its burst")
	}
}

// TestNeverClosed: nobody who files, reports or flags is sent away, whatever the
// limit, and every act has a cost and a rate by address.
func TestNeverClosed(t *testing.T) {
	rules := access.DefaultRules()
	for _, a := range []access.Act{access.ActPage, access.ActSearch, access.ActMiss, access.ActSend, access.ActFile, access.ActMessage, access.ActFlag, access.ActGuess} {
		if rules.Costs[a] <= 0 || rules.Rates[access.PurseOf(a)][access.LevelAddress].Burst < rules.Costs[a] {
			t.Errorf("%s is free or impossible", a)
		}
		if got := access.Judge(a, true); (got == access.Wait) == (access.PurseOf(a) == access.PurseWrite) {
			t.Errorf("%s over its limit: %q", a, got)
		}
		if access.Judge(a, false) != access.Allowed {
			t.Errorf("%s is braked below its limit", a)
		}
	}
}

// TestShelter: three hundred people behind one address search and file in an
// hour without meeting a brake.
func TestShelter(t *testing.T) {
	rules := access.DefaultRules()
	var read, write access.Bucket
	held := 0
	for i := range 300 {
		now := noon.Add(time.Duration(i) * 12 * time.Second)
		for _, cost := range []access.Act{access.ActPage, access.ActSearch, access.ActPage, access.ActPage} {
			var ok bool
			if read, ok = read.Take(rules.Rates[access.PurseRead][access.LevelAddress], rules.Costs[cost], now); !ok {
				t.Fatalf("person %d may not read", i)
			}
		}
		if i%4 == 0 { // a family files one notice
			var ok bool
			if write, ok = write.Take(rules.Rates[access.PurseWrite][access.LevelAddress], rules.Costs[access.ActFile], now); !ok {
				held++
			}
		}
	}
	if held > 0 {
		t.Errorf("%d of 75 filings are doubted", held)
	}
}
