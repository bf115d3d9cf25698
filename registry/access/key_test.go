package access_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

var boss = registry.Viewer{Ring: registry.RingAdmin, Account: "boss"}

// hire makes the account of boss, for ever.
func (h *house) hire() {
	h.t.Helper()
	acc := &access.Account{Staff: registry.Staff{ID: boss.Account, Name: "boss", Role: boss.Ring, Expires: h.clock.Now().AddDate(10, 0, 0)}}
	_, err := h.store.Commit(h.t.Context(), registry.Batch{
		Put: []registry.Record{acc}, Changes: []registry.Change{{What: "account.added", Ref: acc.Ref(), At: h.clock.Now()}},
	})
	h.must(err)
}

// hospital makes an organisation.
func (h *house) hospital() registry.Organisation {
	h.t.Helper()
	s := &registry.Service{Store: h.store, Clock: h.clock}
	o := registry.Organisation{Name: "North hospital", Kind: registry.SourceHospital}
	var err error
	o.ID, err = s.KeepOrganisation(h.t.Context(), boss, o)
	h.must(err)
	return o
}

func (h *house) newKey(req access.NewKey) string {
	h.t.Helper()
	key, err := h.AddKey(h.t.Context(), boss, req)
	h.must(err)
	return key
}

// use returns the kind of error that a use of the key ends with, -1 for none.
func (h *house) use(key, from string, scope access.Scope) int {
	h.t.Helper()
	_, err := h.UseKey(h.t.Context(), key, from, scope)
	if err == nil {
		return -1
	}
	return int(registry.KindOf(err))
}

const (
	works  = -1
	none   = int(registry.KindNotFound)
	refuse = int(registry.KindForbidden)
	slow   = int(registry.KindLimited)
)

// TestA20Key: a key does what it is for, from where it is for, until it ends or is
// revoked, and nothing afterwards.
func TestA20Key(t *testing.T) {
	h := newHouse(t)
	org := h.hospital()
	key := h.newKey(access.NewKey{Org: org.ID, Name: "ward", Scopes: []access.Scope{access.ScopeWrite}, From: "192.0.2.0/24, 2001:db8::1, ::ffff:203.0.113.0/120", Days: 30})
	by, err := h.UseKey(t.Context(), key, "192.0.2.9", access.ScopeWrite)
	if err != nil || by.Ring != registry.RingOrganisation || by.Org != org.ID || by.Account == "" {
		t.Fatalf("%+v, %v", by, err)
	}
	if name, err := h.Name(t.Context(), by.Account); name != "ward" || err != nil {
		t.Errorf("the key is called %q, %v", name, err)
	}
	for name, tt := range map[string]struct {
		key, from string
		scope     access.Scope
		want      int
	}{
		"IPv6":            {key, "2001:db8::1", access.ScopeWrite, works},
		"IPv4 in IPv6":    {key, "::ffff:192.0.2.1", access.ScopeWrite, works},
		"written as IPv6": {key, "203.0.113.7", access.ScopeWrite, works},
		"elsewhere":       {key, "198.51.100.1", access.ScopeWrite, none},
		"nowhere":         {key, "", access.ScopeWrite, none},
		"another scope":   {key, "192.0.2.9", access.ScopeSearch, refuse},
		"reading":         {key, "192.0.2.9", access.ScopeRead, refuse},
		"cut short":       {key[:len(key)-1], "192.0.2.9", access.ScopeWrite, none},
		"one letter more": {key + "a", "192.0.2.9", access.ScopeWrite, none},
		"no key":          {"", "192.0.2.9", access.ScopeWrite, none},
	} {
		if got := h.use(tt.key, tt.from, tt.scope); got != tt.want {
			t.Errorf("%s: %d", name, got)
		}
	}
	h.must(h.store.View(t.Context(), func(r registry.Reader) error {
		for id := range r.IDs(registry.KindAPIKey, "") {
			var k access.APIKey
			if _, err := r.Get(registry.Ref{Kind: registry.KindAPIKey, ID: id}, &k); err != nil || k.Hash == key || len(k.Hash) != 64 {
				t.Errorf("the key is kept as %q, %v", k.Hash, err)
			}
		}
		return nil
	}))
	h.must(h.RevokeKey(t.Context(), boss, by.Account))
	h.must(h.RevokeKey(t.Context(), boss, by.Account))
	if got := h.use(key, "192.0.2.9", access.ScopeWrite); got != none {
		t.Errorf("a revoked key: %d", got)
	}
	late := h.newKey(access.NewKey{Org: org.ID, Name: "late", Scopes: access.Scopes(), Days: 30})
	if got := h.use(late, "198.51.100.1", access.ScopeSearch); got != works {
		t.Errorf("from anywhere: %d", got)
	}
	h.clock.add(31 * 24 * time.Hour)
	if got := h.use(late, "198.51.100.1", access.ScopeSearch); got != none {
		t.Errorf("a key that is over: %d", got)
	}
	last := h.newKey(access.NewKey{Org: org.ID, Name: "last", Scopes: access.Scopes()})
	s := &registry.Service{Store: h.store, Clock: h.clock}
	org.Disabled = true
	_, err = s.KeepOrganisation(t.Context(), boss, org)
	h.must(err)
	if got := h.use(last, "198.51.100.1", access.ScopeSearch); got != none {
		t.Errorf("a key of a disabled organisation: %d", got)
	}
}

// TestKeyQuota: so many requests a day, counted over restarts too, and written
// down now and then only.
func TestKeyQuota(t *testing.T) {
	h := newHouse(t)
	key := h.newKey(access.NewKey{Org: h.hospital().ID, Name: "ward", Scopes: access.Scopes(), Quota: 5})
	for i := range 5 {
		if i == 3 {
			h.clock.add(10 * time.Minute)
		}
		if got := h.use(key, "", access.ScopeWrite); got != works {
			t.Fatalf("request %d: %d", i, got)
		}
	}
	if got := h.use(key, "", access.ScopeWrite); got != slow {
		t.Errorf("one more: %d", got)
	}
	list, err := h.APIKeys(t.Context(), boss)
	if err != nil || len(list) != 1 || list[0].Used.N != 5 || !list[0].Used.Last.Equal(h.clock.Now()) || list[0].Hash != "" {
		t.Errorf("%+v, %v", list, err)
	}
	h.Accounts = access.New(h.store, h.clock)
	if list, err = h.APIKeys(t.Context(), boss); err != nil || list[0].Used.N != 4 {
		t.Errorf("after a restart %+v is known, %v", list[0].Used, err)
	}
	h.use(key, "", access.ScopeWrite)
	if got := h.use(key, "", access.ScopeWrite); got != slow {
		t.Errorf("after a restart: %d", got)
	}
	h.clock.add(24 * time.Hour)
	if got := h.use(key, "", access.ScopeWrite); got != works {
		t.Errorf("the next day: %d", got)
	}
}

func TestKeyRequests(t *testing.T) {
	h := newHouse(t)
	org := h.hospital().ID
	good := access.NewKey{Org: org, Name: "ward", Scopes: []access.Scope{access.ScopeWrite}, Once: "form"}
	for want, change := range map[string]func(*access.NewKey){
		"key_name.needed": func(q *access.NewKey) { q.Name = " " },
		"org.choose":      func(q *access.NewKey) { q.Org = "none" },
		"scope.choose":    func(q *access.NewKey) { q.Scopes = []access.Scope{"everything"} },
		"quota.range":     func(q *access.NewKey) { q.Quota = access.MaxKeyQuota + 1 },
		"days.range":      func(q *access.NewKey) { q.Days = -1 },
		"from.address":    func(q *access.NewKey) { q.From = "the ward" },
	} {
		q := good
		change(&q)
		if _, err := h.AddKey(t.Context(), boss, q); problem(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	for _, ring := range []registry.Ring{registry.RingPublic, registry.RingOrganisation, registry.RingModerator, registry.RingAuditor} {
		if _, err := h.AddKey(t.Context(), registry.Viewer{Ring: ring}, good); registry.KindOf(err) != registry.KindForbidden {
			t.Errorf("%q: %v", ring, err)
		}
	}
	one, two := h.newKey(good), h.newKey(good)
	if one == "" || one != two {
		t.Error("a double click shows two keys")
	}
	h.clock.add(time.Minute)
	if again := h.newKey(good); again != "" {
		t.Error("the key is shown again")
	}
	if list, _ := h.APIKeys(t.Context(), boss); len(list) != 1 {
		t.Errorf("%d keys", len(list))
	}
}

// TestMembers: who works for an organisation, and only they, carry it.
func TestMembers(t *testing.T) {
	h := newHouse(t)
	org := h.hospital().ID
	if _, err := h.Invite(t.Context(), boss, access.Invite{Role: registry.RingOrganisation, For: "Ana"}); problem(err) != "org.choose" {
		t.Errorf("a member of nothing: %v", err)
	}
	token, err := h.Invite(t.Context(), registry.System, access.Invite{Role: registry.RingOrganisation, Org: org, For: "Ana"})
	h.must(err)
	session, err := h.Accept(t.Context(), access.Acceptance{Token: token, Name: "ana", Password: "kettle orbit mango"})
	h.must(err)
	setup, err := h.Setup(t.Context(), session)
	h.must(err)
	session, err = h.ConfirmFactor(t.Context(), session, phone{h, setup.Secret}.code())
	h.must(err)
	if w := h.who(session); w.Ring != registry.RingOrganisation || w.Org != org {
		t.Errorf("%+v", w.Viewer)
	}
	h.hire()
	h.must(h.SetRole(t.Context(), boss, h.id("ana"), registry.RingVolunteer, org))
	if acc, err := h.Named(t.Context(), "ana"); acc.Org != "" || err != nil {
		t.Errorf("a volunteer works for %q, %v", acc.Org, err)
	}
}

// TestAccountsAudit: what changes who may come in stands in the audit log, with
// ids only.
func TestAccountsAudit(t *testing.T) {
	h := newHouse(t)
	_, p, token := h.equip("canary", registry.RingModerator)
	id := h.id("canary")
	_, err := h.Prove(t.Context(), token, p.next())
	h.must(err)
	h.hire()
	h.must(h.SetRole(t.Context(), boss, id, registry.RingVolunteer, ""))
	h.must(h.Disable(t.Context(), boss, id))
	var acts []string
	h.must(h.store.View(t.Context(), func(r registry.Reader) error {
		for e, err := range r.Audit(0) {
			if err != nil {
				return err
			}
			acts = append(acts, string(e.By.Ring)+" "+e.Act)
			if e.About != (registry.Ref{Kind: registry.KindAccount, ID: string(id)}) {
				t.Errorf("%s is about %s", e.Act, e.About)
			}
		}
		return nil
	}))
	want := []string{"system account.added", "moderator account.factor_set", "moderator account.proven", "admin account.role_changed", "admin account.disabled"}
	if len(acts) != len(want) {
		t.Fatalf("%q", acts)
	}
	for i := range want {
		if acts[i] != want[i] {
			t.Errorf("%q, not %q", acts[i], want[i])
		}
	}
}
