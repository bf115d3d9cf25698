package registry_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestLetterOnce: the same form again is the same invitation, with a corrected
// address another one; and what was revoked stays void whatever is sent again.
func TestLetterOnce(t *testing.T) {
	s := newOffice(t)
	boss := s.made("boss", registry.RingAdmin)
	inv := access.Invite{Role: registry.RingModerator, For: "Ana", Email: "typo@example.org", Lang: "fr", Send: true, Once: "form"}
	invite := func(want int) {
		t.Helper()
		s.clock.add(time.Minute)
		_, err := s.Invite(s.ctx, boss, inv)
		s.must(err)
		if n := s.count(registry.KindInvitation); n != want {
			t.Errorf("%d invitations, want %d", n, want)
		}
	}
	invite(1)
	invite(1)
	link, ok := registry.ParseToken(s.sent()[0].Link)
	if !ok {
		t.Fatal("no link")
	}
	revoke := func() {
		t.Helper()
		all, err := s.Invitations(s.ctx, boss)
		s.must(err)
		for _, i := range all {
			s.must(s.Revoke(s.ctx, boss, i.ID))
		}
	}
	right := inv
	right.Email = "ana@example.org"
	inv = right
	invite(2)
	revoke()
	inv.Email = "typo@example.org"
	invite(1)
	if _, _, err := s.Invited(s.ctx, link); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("a revoked link: %v", err)
	}
}

// TestResetOfClosed: the link of a reset opens nothing once the account is closed,
// nor when it is opened again.
func TestResetOfClosed(t *testing.T) {
	s := newOffice(t)
	boss := s.made("boss", registry.RingAdmin)
	ana := s.made("ana", registry.RingModerator)
	link, err := s.Reset(s.ctx, boss, ana.Account)
	s.must(err)
	s.must(s.Disable(s.ctx, boss, ana.Account))
	accept := func(when string) {
		t.Helper()
		if _, err := s.Accept(s.ctx, access.Acceptance{Token: link, Password: staffPassword}); registry.KindOf(err) != registry.KindNotFound {
			t.Errorf("%s: %v", when, err)
		}
	}
	accept("closed")
	s.must(s.Enable(s.ctx, boss, ana.Account))
	accept("opened again")
}

// TestProofInFlood: strangers who sign in and fail keep nobody who is signed in
// from proving who they are.
func TestProofInFlood(t *testing.T) {
	s := newOffice(t)
	link, err := s.Invite(s.ctx, s.made("boss", registry.RingAdmin), access.Invite{Role: registry.RingModerator, For: "Ana"})
	s.must(err)
	session, err := s.Accept(s.ctx, access.Acceptance{Token: link, Name: "ana", Password: staffPassword})
	s.must(err)
	setup, err := s.Setup(s.ctx, session)
	s.must(err)
	session, err = s.ConfirmFactor(s.ctx, session, codeOf(t, setup.Secret, s.clock.Now()))
	s.must(err)
	s.clock.add(15 * time.Minute)
	for i := range 220 {
		if _, err := s.SignIn(s.ctx, access.Try{Name: fmt.Sprint("nobody", i), Password: "x", From: fmt.Sprintf("2001:db8:1:%x::1", i)}); err == nil {
			t.Fatal("signed in")
		}
	}
	session, err = s.Prove(s.ctx, session, codeOf(t, setup.Secret, s.clock.Now()))
	s.must(err)
	_, err = s.ChangePassword(s.ctx, session, staffPassword, "another orbit mango")
	s.must(err)
}
