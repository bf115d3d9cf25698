package access

import (
	"cmp"
	"context"
	"crypto/rand"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Scope is one thing that a key may do.
type Scope string

// The scopes. A key that leaks by default lets nobody read anything.
const (
	ScopeWrite  Scope = "write-reports" // file reports of its organisation
	ScopeRead   Scope = "read-own"      // read what its organisation reported
	ScopeSearch Scope = "search"        // search as its organisation does
)

// Scopes returns all scopes.
func Scopes() []Scope { return []Scope{ScopeWrite, ScopeRead, ScopeSearch} }

// Bounds of a key.
const (
	KeyDays     = 180   // how long a key lasts unless asked otherwise
	MaxKeyDays  = 366   // at most
	KeyQuota    = 2000  // requests a day unless asked otherwise
	MaxKeyQuota = 50000 // at most
	keyPrefix   = "rtv_"
)

// APIKey lets a program of an organisation file and read reports. It acts as an
// account of its own, so that all that it did can be found and taken back. The
// key itself is shown once; its hash is kept. Class P4 for Hash.
type APIKey struct {
	ID     registry.AccountID `json:"id"`
	Prefix string             `json:"prefix"` // begins the key: tells it from others in lists and leaks
	Hash   string             `json:"hash"`
	Org    registry.OrgID     `json:"org"`
	Name   string             `json:"name"` // what it is for
	Scopes []Scope            `json:"scopes"`
	Quota  int                `json:"quota"`         // requests a day (UTC)
	From   []netip.Prefix     `json:"from,omitzero"` // only from there; none: from anywhere
	By     registry.AccountID `json:"by,omitzero"`
	Made   time.Time          `json:"made"`
	Ends   time.Time          `json:"ends"`

	Revoked time.Time `json:"revoked,omitzero"`
}

// Ref names the record.
func (k *APIKey) Ref() registry.Ref { return keyRef(k.ID) }

func keyRef(id registry.AccountID) registry.Ref {
	return registry.Ref{Kind: registry.KindAPIKey, ID: string(id)}
}

// Keys lists its entries in the secondary indexes.
func (k *APIKey) Keys() []registry.Key {
	return []registry.Key{{Index: registry.IndexAPIKey, Value: k.Hash}}
}

// LogValue shows the id only.
func (k APIKey) LogValue() slog.Value { return slog.StringValue(k.Ref().String()) }

// Works reports whether the key opens anything at that time.
func (k *APIKey) Works(now time.Time) bool { return k.Revoked.IsZero() && now.Before(k.Ends) }

// NewKey is a request for a key.
type NewKey struct {
	Org    registry.OrgID
	Name   string
	Scopes []Scope
	Quota  int    // 0: KeyQuota
	Days   int    // 0: KeyDays
	From   string // addresses or prefixes, apart by spaces, commas or lines
	Once   string // made with the form: the same form again makes no other
}

// AddKey makes a key and returns it, this once: the same form sent again later
// returns "". Only admins may.
func (a *Accounts) AddKey(ctx context.Context, by registry.Viewer, req NewKey) (key string, err error) {
	if err := governs("AddKey", by); err != nil {
		return "", err
	}
	token, err := a.again.do(ctx, a.clock.Now(), func() (registry.Token, error) { return a.addKey(ctx, by, req) },
		req.Once, "key", string(by.Account), string(req.Org), req.Name, req.From)
	return string(token), err
}

func (a *Accounts) addKey(ctx context.Context, by registry.Viewer, req NewKey) (registry.Token, error) {
	prefix := strings.ToLower(registry.NewID()[:8])
	secret := keyPrefix + prefix + "_" + randomKey()
	id := registry.AccountID(cmp.Or(onceID(req.Once, by), registry.NewID()))
	err := a.change(ctx, "AddKey", func(r registry.Reader, b *batch, now time.Time) error {
		if r.Version(keyRef(id)) != 0 {
			secret = ""
			return nil
		}
		k, err := req.key(r, now)
		if err != nil {
			return err
		}
		k.ID, k.Prefix, k.Hash, k.By = id, keyPrefix+prefix, registry.Token(secret).Hash(), by.Account
		b.put(by, k, 0, "key.added", now)
		return nil
	})
	if err != nil {
		return "", err
	}
	return registry.Token(secret), nil
}

// randomKey returns 256 random bits in lower-case base 32.
func randomKey() string {
	var b [32]byte
	rand.Read(b[:])
	return strings.ToLower(base32Plain.EncodeToString(b[:]))
}

// key checks a request and fills in what it leaves open.
func (q NewKey) key(r registry.Reader, now time.Time) (*APIKey, error) {
	var c registry.Checker
	k := &APIKey{Org: q.Org, Name: c.Line("key_name", q.Name, registry.MaxName), Quota: cmp.Or(q.Quota, KeyQuota), Made: now}
	if k.Name == "" && len(c.Problems) == 0 {
		c.Problems.Add("key_name", "needed")
	}
	if q.Org == "" || r.Version(orgRef(q.Org)) == 0 {
		c.Problems.Add("org", "choose")
	}
	for _, s := range q.Scopes {
		if slices.Contains(Scopes(), s) && !slices.Contains(k.Scopes, s) {
			k.Scopes = append(k.Scopes, s)
		}
	}
	if len(k.Scopes) == 0 {
		c.Problems.Add("scope", "choose")
	}
	if k.Quota < 1 || k.Quota > MaxKeyQuota {
		c.Problems.Add("quota", "range", "min", 1, "max", MaxKeyQuota)
	}
	days := cmp.Or(q.Days, KeyDays)
	if days < 1 || days > MaxKeyDays {
		c.Problems.Add("days", "range", "min", 1, "max", MaxKeyDays)
	}
	k.Ends = now.AddDate(0, 0, days)
	var ok bool
	if k.From, ok = parsePrefixes(q.From); !ok {
		c.Problems.Add("from", "address")
	}
	return k, c.Problems.Err()
}

// parsePrefixes reads addresses and prefixes as 192.0.2.7 or 2001:db8::/32.
func parsePrefixes(s string) (out []netip.Prefix, ok bool) {
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' || r == '\r' || r == '\t' }) {
		p, err := netip.ParsePrefix(f)
		if err != nil {
			a, err := netip.ParseAddr(f)
			if err != nil {
				return nil, false
			}
			a = a.Unmap()
			p = netip.PrefixFrom(a, a.BitLen())
		}
		if a := p.Addr(); a.Is4In6() && p.Bits() >= 96 { // an IPv4 network as one of IPv6
			p = netip.PrefixFrom(a.Unmap(), p.Bits()-96)
		}
		out = append(out, p.Masked())
	}
	return out, len(out) <= 20
}
