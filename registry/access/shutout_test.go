package access_test

import (
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

const newPassword = "quietly-returning-wombat"

// TestPhoneBegunOnly: another phone that was begun cannot be set up hours later
// without a new proof.
func TestPhoneBegunOnly(t *testing.T) {
	h := newHouse(t)
	_, _, token := h.equip("ana", registry.RingAdmin)
	h.must(h.BeginFactor(t.Context(), token))
	setup, err := h.Setup(t.Context(), token)
	h.must(err)
	h.clock.add(access.FactorLife)
	if _, err := h.Setup(t.Context(), token); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("a late set-up: %v", err)
	}
	if _, err := h.ConfirmFactor(t.Context(), token, phone{h, setup.Secret}.code()); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("a late code: %v", err)
	}
	h.must(h.BeginFactor(t.Context(), token))
	again, err := h.Setup(t.Context(), token)
	h.must(err)
	if again.Secret == setup.Secret {
		t.Error("the late secret comes back")
	}
	_, err = h.ConfirmFactor(t.Context(), token, phone{h, again.Secret}.code())
	h.must(err)
}

// TestInvitationOfFormerAdmin: who was closed, demoted or has run out does not come
// back by an invitation of their own.
func TestInvitationOfFormerAdmin(t *testing.T) {
	for name, end := range map[string]func(h *house, id registry.AccountID) error{
		"closed": func(h *house, id registry.AccountID) error { return h.Disable(t.Context(), registry.System, id) },
		"demoted": func(h *house, id registry.AccountID) error {
			return h.SetRole(t.Context(), registry.System, id, registry.RingVolunteer, "")
		},
		"over": func(h *house, _ registry.AccountID) error { h.clock.add(3 * 24 * time.Hour); return nil },
	} {
		h := newHouse(t)
		h.add("ana", registry.RingAdmin)
		h.clock.add(access.RoleLife - 2*24*time.Hour)
		link, err := h.Invite(t.Context(), registry.Viewer{Ring: registry.RingAdmin, Account: h.id("ana")}, access.Invite{Role: registry.RingAdmin, For: "me again"})
		h.must(err)
		if _, _, err := h.Invited(t.Context(), link); err != nil {
			t.Errorf("%s: before: %v", name, err)
		}
		h.must(end(h, h.id("ana")))
		if _, err := h.Accept(t.Context(), access.Acceptance{Token: link, Name: "ana2", Password: newPassword}); registry.KindOf(err) != registry.KindNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSameNameAtOnce: two people who choose a name at once do not both get it.
func TestSameNameAtOnce(t *testing.T) {
	h := newHouse(t)
	var wg sync.WaitGroup
	got := make([]error, 4)
	for i := range got {
		link, err := h.Invite(t.Context(), registry.System, access.Invite{Role: registry.RingModerator, For: "x"})
		h.must(err)
		wg.Go(func() {
			_, got[i] = h.Accept(t.Context(), access.Acceptance{Token: link, Name: "same", Password: newPassword})
		})
	}
	wg.Wait()
	made := 0
	for _, err := range got {
		if err == nil {
			made++
		} else if problem(err) != "user.taken" {
			t.Error(err)
		}
	}
	if made != 1 {
		t.Errorf("%d accounts of one name", made)
	}
}

// TestDisabledOrganisation: its members are out at once and do not come in again.
func TestDisabledOrganisation(t *testing.T) {
	h := newHouse(t)
	org := h.hospital()
	member := func(name string) registry.Token {
		link, err := h.Invite(t.Context(), registry.System, access.Invite{Role: registry.RingOrganisation, Org: org.ID, For: name})
		h.must(err)
		token, err := h.Accept(t.Context(), access.Acceptance{Token: link, Name: name, Password: newPassword})
		h.must(err)
		return token
	}
	token := member("ana")
	if !h.in(token) {
		t.Error("a member is not in")
	}
	org.Disabled = true
	_, err := (&registry.Service{Store: h.store, Clock: h.clock}).KeepOrganisation(t.Context(), boss, org)
	h.must(err)
	if h.in(token) || h.in(member("eva")) {
		t.Error("a member of a disabled organisation is in")
	}
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: newPassword}); err != access.ErrWrong {
		t.Errorf("signing in: %v", err)
	}
}
