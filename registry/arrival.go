package registry

import (
	"context"
	"strings"
	"time"
)

// ArrivalLife is how long it is remembered by which ways a record came.
const ArrivalLife = 90 * 24 * time.Hour

// WayKind says what a way is.
type WayKind string

// The kinds of way.
const (
	WayAddress WayKind = "address" // an IPv4 address or an IPv6 /64
	WayNetwork WayKind = "network" // an IPv4 /24 or an IPv6 /48
	WayText    WayKind = "text"    // nearly the same words
	WayAccount WayKind = "account"
	WayPhone   WayKind = "phone"  // the end of a telephone number, see contactWays
	WayMail    WayKind = "mail"   // an e-mail address
	WayImport  WayKind = "import" // the domain of another registry
)

// Way is one way by which records come: "kind:value". The value of an address, a
// network and a text is a keyed hash, see Service.Keyed, so that it tells which
// records came together and not from where. Class P3.
type Way string

// Kind returns the kind of the way, "" for one of no kind.
func (w Way) Kind() WayKind {
	kind, value, ok := strings.Cut(string(w), ":")
	switch k := WayKind(kind); k {
	case WayAddress, WayNetwork, WayText, WayAccount, WayPhone, WayMail, WayImport:
		if ok && value != "" {
			return k
		}
	}
	return ""
}

// ofOne reports whether all that came by the way came from one who is known by it: an
// account, or another registry. By any other way honest people come too.
func (w Way) ofOne() bool { return w.Kind() == WayAccount || w.Kind() == WayImport }

// Arrival is by which ways a record came, so that moderators can act on all that
// came together. It ends after ArrivalLife, or with the record.
type Arrival struct {
	Of   Ref       `json:"of"`
	Ways []Way     `json:"ways"`
	At   time.Time `json:"at"`
}

// Ref names the record; its id says what it is the arrival of.
func (a *Arrival) Ref() Ref { return Ref{KindArrival, string(a.Of.Kind) + "." + a.Of.ID} }

// Keys lists its entries in the secondary indexes.
func (a *Arrival) Keys() []Key {
	keys := []Key{{IndexArrivalTime, a.At.UTC().Format(time.RFC3339)}, {IndexBelongs, arrived(a.Ref()).String()}}
	for _, w := range a.Ways {
		keys = append(keys, Key{IndexWays, string(w)})
	}
	return keys
}

// arrived returns the record whose arrival this is.
func arrived(ref Ref) Ref {
	kind, id, _ := strings.Cut(ref.ID, ".")
	return Ref{Kind(kind), id}
}

// arrive notes by which ways a record came, and that it came from an account.
func (b *Batch) arrive(of Ref, ways []Way, by Viewer, now time.Time) {
	if by.Account != "" {
		ways = append(ways[:len(ways):len(ways)], Way(string(WayAccount)+":"+string(by.Account)))
	}
	if len(ways) == 0 {
		return
	}
	a := &Arrival{Of: of, Ways: ways, At: now}
	b.Put, b.Expect = append(b.Put, a), append(b.Expect, Expect{a.Ref(), 0})
}

// Way returns the way of that kind for a value, hashed with the registry's key
// where it could be traced to a person.
func (s *Service) Way(ctx context.Context, kind WayKind, value string) (Way, error) {
	if kind == WayAccount || kind == WayImport {
		return Way(string(kind) + ":" + value), nil
	}
	hash, err := s.Keyed(ctx, "way "+string(kind), value)
	return Way(string(kind) + ":" + hash), err
}

// Came returns how many records came by a way, counting at most to most.
func (s *Service) Came(ctx context.Context, w Way, most int) (n int, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		n = len(byWay(r, w, most))
		return nil
	})
	return n, err
}

// byWay returns the records that came by a way, at most most. What another
// registry sent is known by its origin and needs no arrival.
func byWay(r Reader, w Way, most int) []Ref {
	var refs []Ref
	if domain, ok := strings.CutPrefix(string(w), string(WayImport)+":"); ok {
		for v, ref := range r.Find(IndexHome, domain) {
			if v != domain || len(refs) == most {
				break
			}
			refs = append(refs, ref)
		}
		return refs
	}
	for v, ref := range r.Find(IndexWays, string(w)) {
		if v != string(w) || len(refs) == most {
			break
		}
		refs = append(refs, arrived(ref))
	}
	return refs
}

// PurgeArrivals forgets the ways of records that came ArrivalLife ago, and says
// how many.
func (s *Service) PurgeArrivals(ctx context.Context) (n int, err error) {
	err = s.change(ctx, "PurgeArrivals", func(r Reader, now time.Time) (b Batch, err error) {
		before := now.Add(-ArrivalLife).UTC().Format(time.RFC3339)
		for at, ref := range r.Find(IndexArrivalTime, "") {
			if at >= before || len(b.Delete) == 1000 {
				break
			}
			b.Delete = append(b.Delete, ref)
			b.Expect = append(b.Expect, Expect{ref, r.Version(ref)})
		}
		n = len(b.Delete)
		return b, nil
	})
	return n, err
}
