package httpapi

import (
	"net/netip"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// counted is what strangers together did since the program began, for the page of
// admins. It names nobody.
type counted struct{ named, leafed, kept, networks int }

func (c *counted) shown(named bool) {
	if named {
		c.named++
	} else {
		c.leafed++
	}
}

// maxWide is how many networks of one provider bring an allowance in a day. Whoever
// rents a /32 of IPv6 has 65,536 of them; an IPv4 /16 has 256.
const maxWide = 256

// maxProviders is how many providers are remembered.
const maxProviders = 20_000

// provider counts the networks of one that brought an allowance today.
type provider struct {
	since    time.Time
	networks int
}

// arrive lets a network from which nobody came today bring its allowance.
func (b *brakes) arrive(who access.Visitor, now time.Time) {
	if v, ok := b.views.get(viewKey{net: who.Network}); ok && now.Sub(v.since) < access.ViewDay {
		return
	}
	p, ok := b.wide.get(who.Wide)
	if !ok || now.Sub(p.since) >= access.ViewDay {
		p = provider{since: now}
	}
	p.networks++
	b.wide.put(who.Wide, p)
	if p.networks <= maxWide {
		b.count.networks++
		b.setCrowd(b.rules.Views.Welcome(b.crowd, now))
	}
}

// work is for which finds strangers must work at a time.
func (b *brakes) work(now time.Time) access.Work {
	switch {
	case b.rules.Proof.Mode == access.ProofOn:
		return access.WorkForAll
	case b.rules.Proof.Wanted(b.attacked, now):
		return access.WorkToLeaf
	}
	return access.WorkForNone
}

// setCrowd keeps what strangers have left, and tells the log when that ran out or
// came back.
func (b *brakes) setCrowd(c access.Crowd) {
	for _, x := range []struct {
		way         string
		before, now access.Stock
	}{{"by name", b.crowd.Named, c.Named}, {"beside others", b.crowd.Leafed, c.Leafed}} {
		switch {
		case x.before.Short.IsZero() && !x.now.Short.IsZero():
			b.log.Warn("strangers find very many records: now they must work for it", "found", x.way)
		case !x.before.Short.IsZero() && x.now.Short.IsZero():
			b.log.Info("strangers find fewer records: nobody needs to work for it any more", "found", x.way)
		}
	}
	b.crowd = c
}

// crowdState is what an admin reads about strangers who find records.
type crowdState struct {
	counted
	crowd    access.Crowd
	work     access.Work
	attacked time.Time // the last sign of somebody who copies
	flooded  time.Time // the last sign of too many filings
}

func (b *brakes) state(now time.Time) crowdState {
	b.mu.Lock()
	defer b.mu.Unlock()
	return crowdState{b.count, b.rules.Views.At(b.crowd, now), b.work(now), b.attacked, b.flooded}
}

// proof is what a proof to find further records must be at present.
func (b *brakes) proof(purpose string, now time.Time) access.Proof {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.rules.Proof
	if purpose == proofMore && b.rules.Views.Scarce(b.rules.Views.At(b.crowd, now), b.work(now)) {
		p.Bits += p.Harder
	}
	return p
}

// heat knows which records so many people found today that they are no secret:
// whom a whole town looks for must not cost the town its allowance.
type heat struct {
	since time.Time
	by    *lru[registry.Reference, []netip.Prefix] // networks that found one, until it is hot
	known map[registry.Reference]bool
}

// maxWarm is how many records are watched.
const maxWarm = 50_000

func newHeat() heat {
	return heat{by: newLRU[registry.Reference, []netip.Prefix](maxWarm), known: map[registry.Reference]bool{}}
}

func (h *heat) hot(ref registry.Reference) bool { return h.known[ref] }

// found counts a network for a record. Every day begins anew.
func (h *heat) found(ref registry.Reference, by netip.Prefix, v access.Views, now time.Time) {
	if now.Sub(h.since) >= access.ViewDay {
		*h = newHeat()
		h.since = now
	}
	if v.Hot == 0 || len(h.known) >= v.Hottest {
		return
	}
	list, _ := h.by.get(ref)
	for _, n := range list {
		if n == by {
			return
		}
	}
	if list = append(list, by); len(list) >= v.Hot {
		h.known[ref], list = true, nil
	}
	h.by.put(ref, list)
}
