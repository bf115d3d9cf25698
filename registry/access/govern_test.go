package access_test

import (
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

func (h *house) viewer(name string) registry.Viewer {
	h.t.Helper()
	acc, err := h.Named(h.t.Context(), name)
	h.must(err)
	return registry.Viewer{Ring: acc.Role, Account: acc.ID}
}

// TestRoleEnds: a role lasts a year, its last month is told, and then the session
// is over in the middle of work; a renewal brings it back.
func TestRoleEnds(t *testing.T) {
	h := newHouse(t)
	password, p, _ := h.equip("ana", registry.RingModerator)
	h.clock.add((365-30)*24*time.Hour - time.Hour) // a year, less a month
	if acc := h.stored(); acc.Soon(h.clock.Now()) {
		t.Error("told too early")
	}
	h.clock.add(2 * time.Hour)
	if acc := h.stored(); !acc.Soon(h.clock.Now()) || acc.Over(h.clock.Now()) {
		t.Error("not told a month before")
	}
	h.clock.add(access.RoleSoon - 3*time.Hour)
	token := h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next()})
	for range 5 {
		h.clock.add(20 * time.Minute)
		h.in(token)
	}
	if !h.in(token) {
		t.Error("over before the role is")
	}
	h.clock.add(25 * time.Minute)
	if h.in(token) {
		t.Error("the session of a role that ended goes on")
	}
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, Code: p.next()}); !errors.Is(err, access.ErrWrong) {
		t.Errorf("signing in after the end: %v", err)
	}
	h.must(h.Renew(t.Context(), registry.System, h.id("ana")))
	h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next()})
}

// TestGovern: who may change an account, and what ends with it.
func TestGovern(t *testing.T) {
	h := newHouse(t)
	h.add("boss", registry.RingAdmin)
	_, _, token := h.equip("ana", registry.RingModerator)
	id, boss := h.id("ana"), h.viewer("boss")
	acts := map[string]func(registry.Viewer, registry.AccountID) error{
		"disable": func(by registry.Viewer, id registry.AccountID) error { return h.Disable(t.Context(), by, id) },
		"enable":  func(by registry.Viewer, id registry.AccountID) error { return h.Enable(t.Context(), by, id) },
		"renew":   func(by registry.Viewer, id registry.AccountID) error { return h.Renew(t.Context(), by, id) },
		"role": func(by registry.Viewer, id registry.AccountID) error {
			return h.SetRole(t.Context(), by, id, registry.RingVolunteer, "")
		},
		"reset": func(by registry.Viewer, id registry.AccountID) error {
			_, err := h.Reset(t.Context(), by, id)
			return err
		},
	}
	for name, act := range acts {
		for _, ring := range []registry.Ring{registry.RingPublic, registry.RingSeeker, registry.RingVolunteer, registry.RingOrganisation, registry.RingModerator, ""} {
			if err := act(registry.Viewer{Ring: ring, Account: "x"}, id); registry.KindOf(err) != registry.KindForbidden || err == nil {
				t.Errorf("%s by %q: %v", name, ring, err)
			}
		}
		if err := act(boss, boss.Account); problem(err) != "account.own" {
			t.Errorf("%s of one's own account: %v", name, err)
		}
		if err := act(boss, "none"); registry.KindOf(err) != registry.KindNotFound {
			t.Errorf("%s of nobody: %v", name, err)
		}
	}
	if !h.in(token) {
		t.Fatal("a refused change ended a session")
	}
	h.must(h.SetRole(t.Context(), boss, id, registry.RingVolunteer, ""))
	if h.in(token) {
		t.Error("a session goes on with the old role")
	}
	if err := h.SetRole(t.Context(), boss, id, registry.RingSystem, ""); problem(err) != "role.choose" {
		t.Errorf("the system as a role: %v", err)
	}
	h.must(h.Disable(t.Context(), boss, id))
	h.must(h.Enable(t.Context(), boss, id))
	if acc, err := h.Account(t.Context(), id); err != nil || acc.Disabled || acc.Role != registry.RingVolunteer || acc.Password != "" || acc.Secret != "set" {
		t.Errorf("%+v, %v", acc, err)
	}
}

// TestInvitation: once, for a week, kept as a hash, and only its role.
func TestInvitation(t *testing.T) {
	h := newHouse(t)
	h.add("boss", registry.RingAdmin)
	boss := h.viewer("boss")
	for _, ring := range []registry.Ring{registry.RingPublic, registry.RingVolunteer, registry.RingModerator, registry.RingOrganisation} {
		if _, err := h.Invite(t.Context(), registry.Viewer{Ring: ring}, access.Invite{Role: registry.RingVolunteer, For: "Ana"}); registry.KindOf(err) != registry.KindForbidden {
			t.Errorf("%q invites: %v", ring, err)
		}
	}
	req := access.Invite{Role: registry.RingModerator, For: "Ana", Once: "form"}
	token, err := h.Invite(t.Context(), boss, req)
	h.must(err)
	if twice, err := h.Invite(t.Context(), boss, req); twice != token || err != nil {
		t.Errorf("a double click: %v", err)
	}
	h.clock.add(time.Hour)
	if late, err := h.Invite(t.Context(), boss, req); late != "" || err != nil {
		t.Errorf("the form again later shows the link again: %v", err)
	}
	list, err := h.Invitations(t.Context(), boss)
	if err != nil || len(list) != 1 || list[0].Hash == string(token) || list[0].For != "Ana" {
		t.Fatalf("%v, %v", list, err)
	}
	const password = "kettle orbit mango"
	session, err := h.Accept(t.Context(), access.Acceptance{Token: token, Name: "Ana", Password: password, Once: "f"})
	h.must(err)
	if w := h.who(session); !w.Pending || w.Name != "ana" {
		t.Errorf("%+v", w)
	}
	if again, err := h.Accept(t.Context(), access.Acceptance{Token: token, Name: "ana", Password: password, Once: "f"}); again != session || err != nil {
		t.Errorf("a double click: %v", err)
	}
	if _, err := h.Accept(t.Context(), access.Acceptance{Token: token, Name: "eve", Password: password}); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("the link works twice: %v", err)
	}
	if acc, _ := h.Named(t.Context(), "ana"); acc.Role != registry.RingModerator || !acc.Ends().Equal(h.clock.Now().Add(access.RoleLife)) {
		t.Errorf("%+v", acc)
	}
	late, err := h.Invite(t.Context(), boss, access.Invite{Role: registry.RingModerator, For: "Eve"})
	h.must(err)
	revoked, err := h.Invite(t.Context(), boss, access.Invite{Role: registry.RingModerator, For: "Rob"})
	h.must(err)
	list, _ = h.Invitations(t.Context(), boss)
	for _, inv := range list {
		if inv.For == "Rob" {
			h.must(h.Revoke(t.Context(), boss, inv.ID))
		}
	}
	h.clock.add(7 * 24 * time.Hour)
	for name, token := range map[string]registry.Token{"late": late, "taken back": revoked, "unknown": registry.NewToken()} {
		if _, _, err := h.Invited(t.Context(), token); registry.KindOf(err) != registry.KindNotFound || err == nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := h.Accept(t.Context(), access.Acceptance{Token: token, Name: "eve", Password: password}); registry.KindOf(err) != registry.KindNotFound {
			t.Errorf("%s is accepted: %v", name, err)
		}
	}
}

// TestReset: from the moment it is made nothing of the old account opens.
func TestReset(t *testing.T) {
	h := newHouse(t)
	old, p, session := h.equip("ana", registry.RingModerator)
	first, err := h.Reset(t.Context(), registry.System, h.id("ana"))
	h.must(err)
	if h.in(session) {
		t.Error("a session goes on")
	}
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: old, Code: p.next()}); !errors.Is(err, access.ErrWrong) {
		t.Errorf("the old password: %v", err)
	}
	token, err := h.Reset(t.Context(), registry.System, h.id("ana"))
	h.must(err)
	if _, _, err := h.Invited(t.Context(), first); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("the older link: %v", err)
	}
	if _, user, err := h.Invited(t.Context(), token); user != "ana" || err != nil {
		t.Errorf("%q, %v", user, err)
	}
	session, err = h.Accept(t.Context(), access.Acceptance{Token: token, Name: "eve", Password: "kettle orbit mango"})
	h.must(err)
	if w := h.who(session); !w.Pending || w.Name != "ana" {
		t.Errorf("%+v", w)
	}
}

// TestFirstInvitation: while there is no account, and never afterwards.
func TestFirstInvitation(t *testing.T) {
	h := newHouse(t)
	old, err := h.FirstInvitation(t.Context())
	h.must(err)
	token, err := h.FirstInvitation(t.Context())
	h.must(err)
	if _, _, err := h.Invited(t.Context(), old); registry.KindOf(err) != registry.KindNotFound || old == token {
		t.Errorf("the link of an earlier start: %v", err)
	}
	if inv, _, err := h.Invited(t.Context(), token); err != nil || inv.Role != registry.RingAdmin {
		t.Fatalf("%+v, %v", inv, err)
	}
	h.add("vic", registry.RingVolunteer)
	if _, _, err := h.Invited(t.Context(), token); err != nil {
		t.Errorf("void though there is no admin: %v", err)
	}
	h.add("boss", registry.RingAdmin)
	if _, err := h.Accept(t.Context(), access.Acceptance{Token: token, Name: "eve", Password: "kettle orbit mango"}); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("it makes a second admin: %v", err)
	}
	if again, err := h.FirstInvitation(t.Context()); again != "" || err != nil {
		t.Errorf("another link though there are accounts: %v", err)
	}
	late := newHouse(t)
	token, err = late.FirstInvitation(t.Context())
	late.must(err)
	late.clock.add(24 * time.Hour)
	if _, _, err := late.Invited(t.Context(), token); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("the next day: %v", err)
	}
}

func TestLogs(t *testing.T) {
	var out strings.Builder
	log := slog.New(slog.NewTextHandler(&out, nil))
	for _, v := range []any{
		access.Try{Name: "canary", Password: "canary", Code: "canary"}, access.Acceptance{Token: "canary", Name: "canary", Password: "canary"},
		access.Invite{For: "canary"}, access.Invitation{For: "canary", Hash: "canary"}, access.Session{ID: "canary", Secret: "canary", Codes: "canary"},
		access.Who{Name: "canary"}, access.Account{Staff: registry.Staff{Name: "canary"}, Password: "canary", Secret: "canary", Recovery: []string{"canary"}}, access.Setup{Name: "canary", Secret: "canary"},
	} {
		log.Info("said", "value", v)
	}
	if strings.Contains(out.String(), "canary") {
		t.Error(out.String())
	}
}

// TestAdminsEndEachOther: of two admins who end each other at once, one is left.
func TestAdminsEndEachOther(t *testing.T) {
	for range 10 {
		h := newHouse(t)
		h.add("ana", registry.RingAdmin)
		h.add("bea", registry.RingAdmin)
		ana, bea := h.viewer("ana"), h.viewer("bea")
		var both sync.WaitGroup
		var errs [2]error
		both.Go(func() { errs[0] = h.Disable(t.Context(), ana, bea.Account) })
		both.Go(func() { errs[1] = h.Disable(t.Context(), bea, ana.Account) })
		both.Wait()
		if registry.KindOf(errors.Join(errs[0], errs[1])) != registry.KindForbidden || errs[0] != nil && errs[1] != nil {
			t.Fatalf("%v, %v", errs[0], errs[1])
		}
	}
}
