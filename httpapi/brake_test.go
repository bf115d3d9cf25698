package httpapi

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

var noon = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)

// beside lists records as a search finds them that leafs through the register.
func beside(refs ...registry.Reference) (list []find) {
	for _, ref := range refs {
		list = append(list, find{ref, false})
	}
	return list
}

// alone is the rules for one visitor, whatever others do.
func alone() access.Rules {
	rules := access.DefaultRules()
	v := &rules.Views
	v.Named, v.Leafed, v.Sold, v.Waited = access.Pool{}, access.Pool{}, access.Pool{}, access.Pool{}
	return rules
}

// TestFlood: a million addresses do not fill the memory, and a /48 that sends from
// as many /64 is braked as one.
func TestFlood(t *testing.T) {
	b := newBrakes(access.Rules{})
	for i := range 300_000 {
		b.pay(access.ActPage, actor{address: fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255)}, noon)
		if i%10 == 0 {
			b.find(fmt.Sprintf("2001:db8:%x:%x::1", i>>16, i&0xffff), "", beside("A"), noon)
		}
	}
	if b.buckets.order.Len() > maxBuckets || b.views.order.Len() > maxViewers {
		t.Errorf("%d buckets and %d views are kept", b.buckets.order.Len(), b.views.order.Len())
	}
	allowed := 0
	for i := range 1000 {
		a := fmt.Sprintf("2001:db8:1:%x::1", i)
		if b.open(access.ActGuess, a, noon) {
			allowed++
			b.pay(access.ActGuess, actor{address: a}, noon)
		}
	}
	if want := int(b.rules.Rates[access.PurseGuess][access.LevelNetwork].Burst); allowed != want {
		t.Errorf("one /48 guesses %d times at once, not %d", allowed, want)
	}
	if !b.open(access.ActGuess, "203.0.113.9", noon) {
		t.Error("somebody else may not open their notice")
	}
}

// TestPurses: who reads too much can still file, and is never sent away then.
func TestPurses(t *testing.T) {
	b, who := newBrakes(access.Rules{}), actor{address: "192.0.2.7"}
	for b.pay(access.ActPage, who, noon) == access.Allowed {
	}
	if v := b.pay(access.ActFile, who, noon); v != access.Allowed {
		t.Errorf("filing after reading: %q", v)
	}
	doubted := 0
	for range 1000 {
		switch b.pay(access.ActFile, who, noon) {
		case access.Wait:
			t.Fatal("somebody who files is sent away")
		case access.Doubted:
			doubted++
		}
	}
	if doubted < 900 {
		t.Errorf("%d of 1000 filings from one address are doubted", doubted)
	}
	if got := actOf("GET", "/find/new/:draft/:step"); access.PurseOf(got) == access.PurseRead {
		t.Error("the pages of the journey are paid from reading")
	}
}

// TestFind: what was found before is free, a day is a day, and a proof finds more.
func TestFind(t *testing.T) {
	b := newBrakes(alone())
	refs := make([]registry.Reference, 200)
	for i := range refs {
		refs[i] = registry.Reference(fmt.Sprint(i))
	}
	all := beside(refs...)
	const a = "192.0.2.7"
	most := b.rules.Views.Address
	if got := len(b.find(a, "", all, noon).shown); got != most {
		t.Errorf("%d found, not %d", got, most)
	}
	if got := len(b.find(a, "", all[:most], noon).shown); got != most {
		t.Errorf("%d of those seen are shown again", got)
	}
	b.opened(a, refs[150], noon)
	if got := b.find(a, "", all[140:160], noon); len(got.shown) != 1 || !got.shown[refs[150]] || got.leafed != 19 {
		t.Errorf("besides the one with a link %v are found", got)
	}
	if b.proved(a, noon); len(b.find(a, "", all, noon).shown) != most+1+b.rules.Views.Ticket {
		t.Error("a proof finds nothing more")
	}
	if got := b.find(a, "", []find{{"named", true}}, noon); len(got.shown) != 1 {
		t.Error("who leafed a lot cannot find somebody by name")
	}
	if got := len(b.find(a, "", all, noon.Add(access.ViewDay)).shown); got != most {
		t.Errorf("%d found on the next day", got)
	}
	if got := len(b.find(a, "mod", all, noon).shown); got != len(refs) {
		t.Errorf("an account finds %d", got)
	}
}

// TestUnderAttack: many addresses that use up their day are a sign of attack; it
// passes, and meanwhile people are found by their names.
func TestUnderAttack(t *testing.T) {
	b := newBrakes(alone())
	for i := range b.rules.Views.Alarm {
		if b.work(noon) != access.WorkForNone {
			t.Fatalf("under attack by %d addresses", i)
		}
		for j := range b.rules.Views.Address {
			b.find(fmt.Sprintf("198.51.%d.7", i), "", beside(registry.Reference(fmt.Sprint(i, "-", j))), noon)
		}
	}
	got := b.find("203.0.113.1", "", []find{{"X", false}, {"Y", true}}, noon)
	if b.work(noon) != access.WorkToLeaf || len(got.shown) != 1 || !got.shown["Y"] || !got.crowd {
		t.Errorf("under attack somebody finds %+v", got)
	}
	if b.wantsProof(noon) {
		t.Error("who files is doubted since somebody copies")
	}
	if b.work(noon.Add(time.Hour)) != access.WorkForNone {
		t.Error("the attack does not pass")
	}
}

// TestSpent: a proof counts once, among at most so many.
func TestSpent(t *testing.T) {
	b := newBrakes(access.Rules{})
	if !b.spend("a", noon) || b.spend("a", noon) {
		t.Error("a proof is used twice")
	}
	for i := range maxSpent + 10 {
		b.spend(fmt.Sprint(i), noon)
	}
	if b.spent.order.Len() > maxSpent {
		t.Errorf("%d proofs are remembered", b.spent.order.Len())
	}
	var l = newLRU[netip.Prefix, int](1)
	l.put(netip.Prefix{}, 1)
	if v, ok := l.get(netip.Prefix{}); !ok || v != 1 {
		t.Error("what was put is forgotten")
	}
}

// TestUnknownAddress: where nobody can tell visitors apart they are not counted as
// one.
func TestUnknownAddress(t *testing.T) {
	b := newBrakes(access.Rules{})
	refs := make([]registry.Reference, 500)
	for i := range refs {
		refs[i] = registry.Reference(fmt.Sprint(i))
	}
	if got := len(b.find("", "", beside(refs...), noon).shown); got != len(refs) {
		t.Errorf("%d of %d found", got, len(refs))
	}
	for range 5000 {
		if b.pay(access.ActPage, actor{}, noon) != access.Allowed {
			t.Fatal("visitors behind a proxy stop each other")
		}
	}
}
