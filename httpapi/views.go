package httpapi

import (
	"net/netip"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// viewKey is who finds records: an address, a network or an account.
type viewKey struct {
	net     netip.Prefix
	account registry.AccountID
}

// viewed is what somebody found today. The references are kept for addresses and
// accounts only, so that finding one again is free.
type viewed struct {
	since time.Time
	seen  access.Seen
	refs  map[registry.Reference]bool
}

// maxViewers is how many addresses, networks and accounts are remembered: with
// 300 references each, which takes all the proofs they may give, 100 MB.
const maxViewers = 20_000

// find returns which of the records somebody may be shown, in their order: those
// they saw already, and new ones as far as their day reaches.
func (b *brakes) find(address string, account registry.AccountID, refs []registry.Reference, now time.Time) map[registry.Reference]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if address == "" && account == "" { // nobody knows who it is: see request.address
		shown := map[registry.Reference]bool{}
		for _, ref := range refs {
			shown[ref] = true
		}
		return shown
	}
	who := access.VisitorOf(address)
	mine, rules := b.viewer(viewKey{net: who.Address}, now), b.rules.Views
	if account != "" {
		mine = b.viewer(viewKey{account: account}, now)
		rules.Address, rules.Network = rules.Account, rules.Account
	}
	shown, fresh := map[registry.Reference]bool{}, []registry.Reference{}
	for _, ref := range refs {
		if mine.refs[ref] {
			shown[ref] = true
		} else {
			fresh = append(fresh, ref)
		}
	}
	network := &viewed{}
	if account == "" {
		network = b.viewer(viewKey{net: who.Network}, now)
	}
	before := mine.seen.Free
	n := 0
	n, mine.seen, network.seen = rules.Spend(mine.seen, network.seen, len(fresh), account == "" && b.rules.Proof.Wanted(b.attacked, now))
	for _, ref := range fresh[:n] {
		shown[ref], mine.refs[ref] = true, true
	}
	if account == "" && before < rules.Address && mine.seen.Free >= rules.Address {
		b.exhausted(who.Address, now)
	}
	return shown
}

// opened notes a notice that somebody has the link of: it is shown anyway, and
// costs nothing when they find it by a search later.
func (b *brakes) opened(address string, ref registry.Reference, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if v := b.viewer(viewKey{net: access.VisitorOf(address).Address}, now); len(v.refs) < maxOpened {
		v.refs[ref] = true
	}
}

// maxOpened bounds the references that one address can make us remember.
const maxOpened = 600

// viewer returns what somebody found today, beginning a day where theirs is over.
func (b *brakes) viewer(k viewKey, now time.Time) *viewed {
	v, ok := b.views.get(k)
	if !ok || now.Sub(v.since) >= access.ViewDay {
		v = &viewed{since: now, refs: map[registry.Reference]bool{}}
		b.views.put(k, v)
	}
	return v
}

// exhausted notes that an address used up its day; many such are an attack.
func (b *brakes) exhausted(address netip.Prefix, now time.Time) {
	b.usedUp.put(address, now)
	recent := 0
	for e := b.usedUp.order.Front(); e != nil; e = e.Next() {
		if now.Sub(e.Value.(*lruEntry[netip.Prefix, time.Time]).value) < access.ViewDay {
			recent++
		}
	}
	if b.rules.Views.Attacked(recent) {
		b.attacked = now
	}
}

// proved notes a proof of work given to find further records, false when an
// address gave all that count today.
func (b *brakes) proved(address string, now time.Time) (ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	v := b.viewer(viewKey{net: access.VisitorOf(address).Address}, now)
	v.seen, ok = b.rules.Views.Prove(v.seen)
	return ok
}
