package access_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// shelter is another organisation than hospital.
func (h *house) shelter() (o registry.Organisation) {
	h.t.Helper()
	o = registry.Organisation{Name: "South shelter", Kind: registry.SourceShelter}
	var err error
	o.ID, err = (&registry.Service{Store: h.store, Clock: h.clock}).KeepOrganisation(h.t.Context(), boss, o)
	h.must(err)
	return o
}

// member makes an account of an organisation and returns who it is and a session.
func (h *house) member(org registry.OrgID, name string, owner bool) (registry.Viewer, registry.Token) {
	h.t.Helper()
	link, err := h.Invite(h.t.Context(), registry.System, access.Invite{Role: registry.RingOrganisation, Org: org, Owner: owner, For: name})
	h.must(err)
	token := h.join(link, name)
	return registry.Viewer{Ring: registry.RingOrganisation, Account: h.id(name), Org: org}, token
}

func (h *house) join(link registry.Token, name string) registry.Token {
	h.t.Helper()
	token, err := h.Accept(h.t.Context(), access.Acceptance{Token: link, Name: name, Password: newPassword})
	h.must(err)
	return token
}

// TestOwnersInvite: members of their own organisation, never anything above, and
// nobody who is not an owner of that very organisation.
func TestOwnersInvite(t *testing.T) {
	h := newHouse(t)
	org, other := h.hospital(), h.shelter()
	owner, _ := h.member(org.ID, "owner", true)
	plain, _ := h.member(org.ID, "plain", false)
	key := registry.Viewer{Ring: registry.RingOrganisation, Account: "a key", Org: org.ID}
	lying := owner
	lying.Org = other.ID
	good := access.Invite{Role: registry.RingOrganisation, Org: org.ID, For: "Ana"}
	for name, tt := range map[string]struct {
		by  registry.Viewer
		req access.Invite
	}{
		"a plain member": {plain, good}, "a key": {key, good}, "nobody": {registry.Viewer{}, good},
		"for another organisation":             {owner, access.Invite{Role: registry.RingOrganisation, Org: other.ID, For: "Ana"}},
		"saying to be of another organisation": {lying, access.Invite{Role: registry.RingOrganisation, Org: other.ID, For: "Ana"}},
		"for none":                             {owner, access.Invite{Role: registry.RingOrganisation, For: "Ana"}},
		"another owner":                        {owner, access.Invite{Role: registry.RingOrganisation, Org: org.ID, Owner: true, For: "Ana"}},
		"a volunteer":                          {owner, access.Invite{Role: registry.RingVolunteer, Org: org.ID, For: "Ana"}},
		"a moderator":                          {owner, access.Invite{Role: registry.RingModerator, Org: org.ID, For: "Ana"}},
		"an admin":                             {owner, access.Invite{Role: registry.RingAdmin, Org: org.ID, For: "Ana"}},
	} {
		if link, err := h.Invite(t.Context(), tt.by, tt.req); link != "" || registry.KindOf(err) != registry.KindForbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	link, err := h.Invite(t.Context(), owner, good)
	h.must(err)
	h.join(link, "ana")
	acc, err := h.Named(t.Context(), "ana")
	if err != nil || acc.Role != registry.RingOrganisation || acc.Org != org.ID || acc.Owner {
		t.Errorf("%+v, %v", acc.Staff, err)
	}
	m, err := h.Members(t.Context(), owner)
	if err != nil || !m.Owner || len(m.Accounts) != 3 || m.Accounts[0].Password != "" {
		t.Errorf("%+v, %v", m, err)
	}
	if m, err := h.Members(t.Context(), plain); err != nil || m.Owner || len(m.Invitations) != 0 || len(m.Accounts) != 3 {
		t.Errorf("as a plain member: %+v, %v", m, err)
	}
	if _, err := h.Members(t.Context(), boss); registry.KindOf(err) != registry.KindForbidden {
		t.Error(err)
	}
}

// TestOwnersEnd: members of their own organisation, but neither owners nor others.
func TestOwnersEnd(t *testing.T) {
	h := newHouse(t)
	org, other := h.hospital(), h.shelter()
	owner, _ := h.member(org.ID, "owner", true)
	second, _ := h.member(org.ID, "second", true)
	plain, session := h.member(org.ID, "plain", false)
	stranger, _ := h.member(other.ID, "stranger", false)
	for name, tt := range map[string]struct {
		by   registry.Viewer
		id   registry.AccountID
		want registry.ErrorKind
	}{
		"a plain member":       {plain, second.Account, registry.KindForbidden},
		"themselves":           {owner, owner.Account, registry.KindForbidden},
		"another owner":        {owner, second.Account, registry.KindForbidden},
		"of another":           {owner, stranger.Account, registry.KindNotFound},
		"nobody":               {owner, "none", registry.KindNotFound},
		"an admin":             {owner, boss.Account, registry.KindNotFound},
		"the public by no one": {registry.Viewer{}, plain.Account, registry.KindForbidden},
	} {
		if err := h.EndMember(t.Context(), tt.by, tt.id); registry.KindOf(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !h.in(session) {
		t.Fatal("a refused end ended a session")
	}
	for range 2 { // a double click
		h.must(h.EndMember(t.Context(), owner, plain.Account))
	}
	if h.in(session) || h.audited("account.disabled") != 1 {
		t.Errorf("%d lines in the audit log", h.audited("account.disabled"))
	}
}

// TestOwnersResetNobody: a new link for an account that is there would let an owner act
// under a colleague's name.
func TestOwnersResetNobody(t *testing.T) {
	h := newHouse(t)
	org := h.hospital()
	owner, _ := h.member(org.ID, "owner", true)
	plain, session := h.member(org.ID, "plain", false)
	for _, id := range []registry.AccountID{plain.Account, owner.Account} {
		if link, err := h.Reset(t.Context(), owner, id); link != "" || registry.KindOf(err) != registry.KindForbidden {
			t.Errorf("by hand: %v", err)
		}
		if err := h.SendReset(t.Context(), owner, id); registry.KindOf(err) != registry.KindForbidden {
			t.Errorf("by letter: %v", err)
		}
	}
	if !h.in(session) || h.audited("account.reset") != 0 {
		t.Error("a refused reset did something")
	}
}

// TestOwnerNoMore: what an owner may do ends with that, and so do the links that
// they made.
func TestOwnerNoMore(t *testing.T) {
	for name, end := range map[string]func(h *house, org registry.Organisation, id registry.AccountID) error{
		"no owner any more": func(h *house, _ registry.Organisation, id registry.AccountID) error {
			return h.SetOwner(t.Context(), boss, id, false)
		},
		"closed": func(h *house, _ registry.Organisation, id registry.AccountID) error {
			return h.Disable(t.Context(), boss, id)
		},
		"another role": func(h *house, _ registry.Organisation, id registry.AccountID) error {
			return h.SetRole(t.Context(), boss, id, registry.RingVolunteer, "")
		},
		"another organisation": func(h *house, _ registry.Organisation, id registry.AccountID) error {
			return h.SetRole(t.Context(), boss, id, registry.RingOrganisation, h.shelter().ID)
		},
		"organisation closed": func(h *house, org registry.Organisation, _ registry.AccountID) error {
			org.Disabled = true
			_, err := (&registry.Service{Store: h.store, Clock: h.clock}).KeepOrganisation(t.Context(), boss, org)
			return err
		},
		"the role is over": func(h *house, _ registry.Organisation, _ registry.AccountID) error {
			h.clock.add(25 * time.Hour)
			return nil
		},
	} {
		h := newHouse(t)
		org := h.hospital()
		h.hire()
		owner, _ := h.member(org.ID, "owner", true)
		plain, _ := h.member(org.ID, "plain", false)
		h.clock.add(access.RoleLife - 24*time.Hour)
		req := access.Invite{Role: registry.RingOrganisation, Org: org.ID, For: "Ana"}
		link, err := h.Invite(t.Context(), owner, req)
		h.must(err)
		h.must(end(h, org, owner.Account))
		if _, _, err := h.Invited(t.Context(), link); registry.KindOf(err) != registry.KindNotFound {
			t.Errorf("%s: the link works: %v", name, err)
		}
		_, err = h.Invite(t.Context(), owner, req)
		if registry.KindOf(err) != registry.KindForbidden {
			t.Errorf("%s: invites: %v", name, err)
		}
		for what, err := range map[string]error{
			"ends": h.EndMember(t.Context(), owner, plain.Account), "revokes": h.Revoke(t.Context(), owner, "x"),
			"makes owners": h.SetOwner(t.Context(), owner, plain.Account, true),
		} {
			if registry.KindOf(err) != registry.KindForbidden {
				t.Errorf("%s: %s: %v", name, what, err)
			}
		}
	}
}

// TestOwnersRevoke: their own organisation's invitations only.
func TestOwnersRevoke(t *testing.T) {
	h := newHouse(t)
	org, other := h.hospital(), h.shelter()
	owner, _ := h.member(org.ID, "owner", true)
	var links []registry.Token
	for _, req := range []access.Invite{
		{Role: registry.RingOrganisation, Org: org.ID, For: "own"}, {Role: registry.RingOrganisation, Org: other.ID, For: "other"}, {Role: registry.RingModerator, For: "mod"},
	} {
		link, err := h.Invite(t.Context(), registry.System, req)
		h.must(err)
		links = append(links, link)
	}
	all, err := h.Invitations(t.Context(), boss)
	h.must(err)
	for _, inv := range all {
		h.must(h.Revoke(t.Context(), owner, inv.ID))
	}
	for i, link := range links {
		if _, _, err := h.Invited(t.Context(), link); (err == nil) != (i > 0) {
			t.Errorf("invitation %d: %v", i, err)
		}
	}
}

// TestOwnersDoNotFlood: a stolen account of an owner makes no hundreds of accounts.
func TestOwnersDoNotFlood(t *testing.T) {
	h := newHouse(t)
	org := h.hospital()
	owner, _ := h.member(org.ID, "owner", true)
	made := 0
	var err error
	for ; err == nil && made < 200; made++ {
		_, err = h.Invite(t.Context(), owner, access.Invite{Role: registry.RingOrganisation, Org: org.ID, For: "x"})
	}
	if problem(err) != "for.too_many" || made != 100 {
		t.Errorf("%d, %v", made, err)
	}
}
