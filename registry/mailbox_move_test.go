package registry_test

import (
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
