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

// find is a record that a search found, and whether by the whole name.
type find struct {
	ref   registry.Reference
	named bool
}

// finding is what somebody may be shown of what a search found.
type finding struct {
	shown         map[registry.Reference]bool
	named, leafed int  // kept back, that were found by name and beside
	crowd         bool // for what strangers together find, not for what this visitor did
	sold          bool // what was found beside can be had for a proof
}

// find returns which of the records somebody may be shown, in their order: those
// they saw already, and new ones as far as their day reaches.
func (b *brakes) find(address string, account registry.AccountID, list []find, now time.Time) finding {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := finding{shown: map[registry.Reference]bool{}}
	if address == "" && account == "" { // nobody knows who it is: see request.address
		for _, f := range list {
			out.shown[f.ref] = true
		}
		return out
	}
	if account != "" {
		b.findAccount(&out, account, list, now)
		return out
	}
	b.findStranger(&out, access.VisitorOf(address), list, now)
	return out
}

func (b *brakes) findAccount(out *finding, account registry.AccountID, list []find, now time.Time) {
	mine := b.viewer(viewKey{account: account}, now)
	for _, f := range list {
		if !mine.refs[f.ref] && mine.seen.Free >= b.rules.Views.Account {
			out.leafed++
			continue
		}
		if !mine.refs[f.ref] {
			mine.seen.Free++
		}
		out.shown[f.ref], mine.refs[f.ref] = true, true
	}
}

func (b *brakes) findStranger(out *finding, who access.Visitor, list []find, now time.Time) {
	b.arrive(who, now)
	mine, network := b.viewer(viewKey{net: who.Address}, now), b.viewer(viewKey{net: who.Network}, now)
	v, before := b.rules.Views, mine.seen.Free
	state := access.Found{Own: mine.seen, Network: network.seen, Crowd: v.At(b.crowd, now)}
	work, whole := b.work(now), 0
	for _, f := range list {
		if f.named {
			whole++
		}
		if mine.refs[f.ref] || b.heat.hot(f.ref) && work != access.WorkForAll {
			out.shown[f.ref] = true
			continue
		}
		named, ok := f.named && whole <= v.Whole, false
		if state, ok = v.Find(state, named, work, now); ok {
			out.shown[f.ref], mine.refs[f.ref] = true, true
			if named {
				b.heat.found(f.ref, who.Network, v, now)
			}
			b.count.shown(named)
		} else if b.count.kept++; named {
			out.named++
		} else {
			out.leafed++
		}
	}
	mine.seen, network.seen = state.Own, state.Network
	b.setCrowd(state.Crowd)
	out.crowd = v.Scarce(b.crowd, work) || work == access.WorkForAll
	out.sold = mine.seen.Tickets < v.Tickets && b.crowd.Sold.Short.IsZero()
	if before < v.Address && mine.seen.Free >= v.Address {
		b.exhausted(who.Address, now)
	}
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
func (b *brakes) proved(address string, now time.Time) bool {
	return b.worked(address, b.rules.Views.Prove, now)
}

// waited notes that somebody waited to find people by name, false when they did as
// often as counts today.
func (b *brakes) waited(address string, now time.Time) bool {
	return b.worked(address, b.rules.Views.Patient, now)
}

func (b *brakes) worked(address string, earn func(access.Seen) (access.Seen, bool), now time.Time) (ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	v := b.viewer(viewKey{net: access.VisitorOf(address).Address}, now)
	v.seen, ok = earn(v.seen)
	return ok
}

// mayWait reports whether a wait would still count.
func (b *brakes) mayWait(address string, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.rules.Views.Patient(b.viewer(viewKey{net: access.VisitorOf(address).Address}, now).seen)
	return ok && b.rules.Views.At(b.crowd, now).Waited.Short.IsZero()
}
