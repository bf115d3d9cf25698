package registry_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestAddressBefore: who comes in with a stolen password cannot keep the owner from
// learning of it by changing the address.
func TestAddressBefore(t *testing.T) {
	for name, to := range map[string]string{"removed": "", "replaced": "eve@example.org"} {
		t.Run(name, func(t *testing.T) {
			s := newOffice(t)
			boss := s.made("boss", registry.RingAdmin)
			setup := s.ana(boss)
			s.clock.add(48 * time.Hour)
			s.kinds()
			token, err := s.SignIn(s.ctx, access.Try{Name: "ana", Password: staffPassword, Code: codeOf(t, setup.Secret, s.clock.Now())})
			s.must(err)
			s.follow()
			ana := s.viewer("ana")
			s.must(s.KeepMail(s.ctx, ana, to, "fr"))
			want := []string{"account ana@example.org", "sign_in ana@example.org"}
			if to != "" {
				for _, p := range s.sent() {
					if p.Kind == registry.LetterConfirm {
						s.must(s.ConfirmContact(s.ctx, p.Letter, p.Link))
					} else if p.To != "ana@example.org" {
						t.Errorf("%s went to %s", p.Kind, p.To)
					}
				}
				want = nil
			}
			s.wantSent("at once", want...)
			s.must(s.KeepMail(s.ctx, ana, "", "fr"))
			s.kinds()
			_, err = s.ChangePassword(s.ctx, token, staffPassword, "another orbit mango")
			s.must(err)
			s.wantSent("another password", "account ana@example.org")
			s.clock.add(registry.KeepMoved)
			s.must(s.MailStaff(s.ctx))
			if s.count(registry.KindMailbox) != 0 {
				t.Error("the address before is kept")
			}
		})
	}
}

// ana joins by a letter, as a moderator, and sets up her phone.
func (s *staff) ana(boss registry.Viewer) access.Setup {
	s.t.Helper()
	_, err := s.Invite(s.ctx, boss, access.Invite{Role: registry.RingModerator, For: "Ana", Email: "ana@example.org", Send: true})
	s.must(err)
	link, _ := registry.ParseToken(s.sent()[0].Link)
	session, err := s.Accept(s.ctx, access.Acceptance{Token: link, Name: "ana", Password: staffPassword})
	s.must(err)
	setup, err := s.Setup(s.ctx, session)
	s.must(err)
	_, err = s.ConfirmFactor(s.ctx, session, codeOf(s.t, setup.Secret, s.clock.Now()))
	s.must(err)
	return setup
}

// moveMail gives an account another address and has it confirmed there.
func (s *staff) moveMail(by registry.Viewer, to string) error {
	s.t.Helper()
	err := s.KeepMail(s.ctx, by, to, "fr")
	for _, p := range s.sent() {
		if p.Kind == registry.LetterConfirm {
			s.must(s.ConfirmContact(s.ctx, p.Letter, p.Link))
		}
	}
	return err
}

// TestAddressesBefore: the owner learns of what somebody else does, however often the
// address changed before and after that; each address for its own week.
func TestAddressesBefore(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	s.clock.add(48 * time.Hour)
	s.must(s.moveMail(ana, "work@example.org")) // hers, too
	s.clock.add(48 * time.Hour)
	s.must(s.KeepMail(s.ctx, ana, "eve@example.org", "fr"))
	s.wantSent("somebody else", "account ana@example.org", "account work@example.org", "confirm eve@example.org")
	s.must(s.KeepMail(s.ctx, ana, "", "fr"))
	for _, want := range [][]string{{"account ana@example.org", "account work@example.org"}, {"account work@example.org"}} {
		_, err := s.Reset(s.ctx, registry.System, ana.Account)
		s.must(err)
		s.wantSent("a reset", want...)
		s.clock.add(5 * 24 * time.Hour)
	}
}

// TestAddressesBounded: of many changes within a week none is unseen by its owner, and
// there are not endlessly many.
func TestAddressesBounded(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	var err error
	n := 0
	for ; err == nil && n < 20; n++ {
		s.clock.add(12 * time.Hour)
		err = s.moveMail(ana, fmt.Sprint("x", n, "@example.org"))
	}
	wantProblems(t, "too many in a week", err, "email.moved_often")
	if n != 6 {
		t.Errorf("the change %d is refused", n)
	}
	wantProblems(t, "removed", s.KeepMail(s.ctx, ana, "", "fr"), "email.moved_often")
	_, err = s.Reset(s.ctx, registry.System, ana.Account)
	s.must(err)
	s.wantSent("all of them are told", "account ana@example.org", "account x0@example.org", "account x1@example.org", "account x2@example.org", "account x3@example.org", "account x4@example.org")
	s.clock.add(registry.KeepMoved - 24*time.Hour)
	s.must(s.MailStaff(s.ctx))
	var box registry.Mailbox
	s.get(registry.Ref{Kind: registry.KindMailbox, ID: string(ana.Account)}, &box)
	if len(box.Before) >= 5 {
		t.Errorf("%d addresses are kept", len(box.Before))
	}
	s.must(s.KeepMail(s.ctx, ana, "", "fr"))
}
