package httpapi

import (
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// brakes remembers what visitors did lately; what they may do is in access.Rules.
// It is safe for concurrent use. It forgets all when the program ends: an hour of
// grace for everybody costs less than another thing to store.
type brakes struct {
	rules access.Rules
	log   *slog.Logger

	mu       sync.Mutex
	buckets  *lru[bucketKey, access.Bucket]
	views    *lru[viewKey, *viewed]
	spent    *lru[string, time.Time] // seals of proofs that were used
	usedUp   *lru[netip.Prefix, time.Time]
	attacked time.Time // the last sign of somebody who copies the register
	flooded  time.Time // the last time that too many filings came

	crowd access.Crowd // what strangers together may still find
	heat  heat
	wide  *lru[netip.Prefix, provider]
	count counted
}

// bucketKey names one bucket.
type bucketKey struct {
	purse access.Purse
	level access.Level
	net   netip.Prefix
	id    string // of a session or record
}

// What is remembered at most: 100,000 buckets are about 25 MB.
const (
	maxBuckets = 100_000
	maxSpent   = 50_000
)

func newBrakes(rules access.Rules) *brakes {
	if rules.Rates == nil {
		rules = access.DefaultRules()
	}
	return &brakes{
		rules: rules, log: slog.New(slog.DiscardHandler), heat: newHeat(), wide: newLRU[netip.Prefix, provider](maxProviders), buckets: newLRU[bucketKey, access.Bucket](maxBuckets), views: newLRU[viewKey, *viewed](maxViewers),
		spent: newLRU[string, time.Time](maxSpent), usedUp: newLRU[netip.Prefix, time.Time](4 * max(rules.Views.Alarm, 1)),
	}
}

// actor is who does something, by all that they are counted by.
type actor struct {
	address, session, record string // empty: not counted by it
}

// keys lists the buckets that an act of a purse is paid from.
func (a actor) keys(p access.Purse) []bucketKey {
	keys := []bucketKey{{purse: p, level: access.LevelAll}}
	if a.address != "" {
		v := access.VisitorOf(a.address)
		keys = append(keys, bucketKey{p, access.LevelAddress, v.Address, ""}, bucketKey{p, access.LevelNetwork, v.Network, ""})
	}
	if a.session != "" {
		keys = append(keys, bucketKey{purse: p, level: access.LevelSession, id: a.session})
	}
	if a.record != "" {
		keys = append(keys, bucketKey{purse: p, level: access.LevelRecord, id: a.record})
	}
	return keys
}

// pay takes what an act costs and returns what becomes of it. What is over one
// limit is still paid where there is enough, so that a crowd shows at every level.
func (b *brakes) pay(act access.Act, who actor, now time.Time) access.Verdict {
	p, over := access.PurseOf(act), false
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, k := range who.keys(p) {
		rate, limited := b.rules.Rates[p][k.level]
		if !limited {
			continue
		}
		bucket, _ := b.buckets.get(k)
		bucket, ok := bucket.Take(rate, b.rules.Costs[act], now)
		b.buckets.put(k, bucket)
		if !ok && p == access.PurseWrite && k.level == access.LevelAll && b.rules.Proof.Mode != access.ProofOff {
			b.flooded = now // nobody's own doing: who brings a proof is not doubted for it
			continue
		}
		over = over || !ok
	}
	return access.Judge(act, over)
}

// doubts pays for a form and returns what makes a person look at it first: too many
// came from there, or too many came at all and this one brings no proof of work.
func (b *brakes) doubts(act access.Act, who actor, proven func() bool, now time.Time) (why []registry.Doubt) {
	if b.pay(act, who, now) == access.Doubted {
		why = append(why, registry.DoubtCrowd)
	}
	if b.wantsProof(now) && !proven() {
		why = append(why, registry.DoubtProof)
	}
	return why
}

// open reports whether the address has enough left for an act, paying nothing:
// for what only costs when it fails.
func (b *brakes) open(act access.Act, address string, now time.Time) bool {
	p := access.PurseOf(act)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, k := range (actor{address: address}).keys(p) {
		if rate, limited := b.rules.Rates[p][k.level]; limited {
			bucket, _ := b.buckets.get(k)
			if _, ok := bucket.Take(rate, b.rules.Costs[act], now); !ok {
				return false
			}
		}
	}
	return true
}

// alarm notes a sign of somebody who copies the register.
func (b *brakes) alarm(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.attacked = now
}

// wantsProof reports whether a proof of work is asked for with a filing at present:
// while too many come. That somebody copies the register is no reason to doubt who
// files.
func (b *brakes) wantsProof(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.rules.Proof.Wanted(b.flooded, now)
}

// spend notes that a proof was used, and answers false when it was before.
func (b *brakes) spend(seal string, until time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, used := b.spent.get(seal); used {
		return false
	}
	b.spent.put(seal, until)
	return true
}

// brake is the brakes on one kind of act that costs only when it fails.
type brake struct {
	*brakes
	act access.Act
}

// open reports whether the address may try.
func (b brake) open(address string, now time.Time) bool { return b.brakes.open(b.act, address, now) }

// failed counts a failure.
func (b brake) failed(address string, now time.Time) { b.pay(b.act, actor{address: address}, now) }
