package registry_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// newOffice is accounts of which letters are sent.
func newOffice(t *testing.T) *staff {
	s := newStaff(t)
	s.Post = s.Service
	return s
}

// reached makes an account whose owner confirmed an address.
func (s *staff) reached(name string, role registry.Ring) registry.Viewer {
	s.t.Helper()
	by := s.made(name, role)
	s.must(s.KeepMail(s.ctx, by, name+"@example.org", "fr"))
	for _, p := range s.sent() {
		s.must(s.ConfirmContact(s.ctx, p.Letter, p.Link))
	}
	return by
}

// sent takes all letters that are due, as a worker that sends them, and returns
// those to staff.
func (s *staff) sent() []registry.Parcel {
	s.t.Helper()
	s.must(s.MailStaff(s.ctx))
	s.follow()
	list := s.takeAll()
	for _, p := range list {
		s.must(s.LetterDone(s.ctx, p.Letter))
	}
	return slices.DeleteFunc(list, func(p registry.Parcel) bool { return !p.Staff })
}

// kinds lists "kind to" of what is sent, sorted.
func (s *staff) kinds() (out []string) {
	s.t.Helper()
	for _, p := range s.sent() {
		out = append(out, string(p.Kind)+" "+p.To)
	}
	slices.Sort(out)
	return out
}

func (s *staff) wantSent(when string, want ...string) {
	s.t.Helper()
	if got := s.kinds(); !slices.Equal(got, want) {
		s.t.Errorf("%s: sent %v, want %v", when, got, want)
	}
}

// TestInvitationByLetter: the link goes to the address and to nobody else, the same
// each time, and by using it the owner confirms the address.
func TestInvitationByLetter(t *testing.T) {
	s := newOffice(t)
	boss := s.made("boss", registry.RingAdmin)
	for name, email := range map[string]string{"without an address": "", "with half an address": "ana@"} {
		if _, err := s.Invite(s.ctx, boss, access.Invite{Role: registry.RingModerator, For: "Ana", Email: email, Send: true}); registry.KindOf(err) != registry.KindInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	shown, err := s.Invite(s.ctx, boss, access.Invite{Role: registry.RingModerator, For: "Ana", Email: "ana@example.org", Lang: "fr", Send: true})
	s.must(err)
	if shown != "" {
		t.Error("the link is shown to who invites")
	}
	list := s.sent()
	if len(list) != 1 || list[0].Kind != registry.LetterInvited || list[0].To != "ana@example.org" || list[0].Lang != "fr" || !list[0].Staff {
		t.Fatalf("sent %v", list)
	}
	link, ok := registry.ParseToken(list[0].Link)
	if !ok {
		t.Fatalf("the link is %q", list[0].Link)
	}
	session, err := s.Accept(s.ctx, access.Acceptance{Token: link, Name: "ana", Password: staffPassword})
	s.must(err)
	ana := s.viewer("ana")
	if mail, err := s.OwnMail(s.ctx, ana); err != nil || mail.Email != "ana@example.org" || !mail.Confirmed {
		t.Errorf("%+v, %v", mail, err)
	}
	s.wantSent("on her first day")
	_, err = s.ChangePassword(s.ctx, session, staffPassword, "another orbit mango")
	s.must(err)
	s.wantSent("another password", "account ana@example.org")
	if s.count(registry.KindInvitation) != 0 {
		t.Error("the invitation, with its address, is still there")
	}
}

// TestInvitationByHand: who was given the link by a person is asked whether the
// address is theirs.
func TestInvitationByHand(t *testing.T) {
	s := newOffice(t)
	link, err := s.Invite(s.ctx, s.made("boss", registry.RingAdmin), access.Invite{Role: registry.RingModerator, For: "Ana", Email: "ana@example.org"})
	s.must(err)
	s.wantSent("before she joins")
	s.use(link, "ana")
	list := s.sent()
	if len(list) != 1 || list[0].Kind != registry.LetterConfirm || !list[0].Staff {
		t.Fatalf("sent %v", list)
	}
	s.must(s.ConfirmContact(s.ctx, list[0].Letter, list[0].Link))
	if ok, err := s.MailKnown(s.ctx, s.viewer("ana").Account); err != nil || !ok {
		t.Error("not confirmed", err)
	}
}

// TestResetByLetter: to the confirmed address only, and the admin sees no link.
func TestResetByLetter(t *testing.T) {
	s := newOffice(t)
	boss, eve, ana := s.made("boss", registry.RingAdmin), s.made("eve", registry.RingModerator), s.reached("ana", registry.RingModerator)
	wantProblems(t, "no address", s.SendReset(s.ctx, boss, eve.Account), "account.no_mail")
	s.must(s.SendReset(s.ctx, boss, ana.Account))
	list := s.sent()
	i := slices.IndexFunc(list, func(p registry.Parcel) bool { return p.Kind == registry.LetterReset })
	if len(list) != 2 || i < 0 || list[i].To != "ana@example.org" {
		t.Fatalf("sent %v", list)
	}
	link, _ := registry.ParseToken(list[i].Link)
	s.use(link, "")
	s.wantSent("it was used", "account ana@example.org")
}

// TestStaffConfirmFirst: nothing goes to an address that its owner did not
// confirm, and an address that is changed is confirmed anew, a few times a day.
func TestStaffConfirmFirst(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	wantProblems(t, "half an address", s.KeepMail(s.ctx, ana, "ana@", "en"), "email.email")
	s.must(s.KeepMail(s.ctx, ana, "ana@example.org", "en")) // the same: nothing happens
	s.wantSent("the same address")
	s.must(s.KeepMail(s.ctx, ana, "other@example.org", "en"))
	old := slices.DeleteFunc(s.sent(), func(p registry.Parcel) bool { return p.To == "ana@example.org" })
	if len(old) != 1 || old[0].Kind != registry.LetterConfirm || old[0].To != "other@example.org" {
		t.Fatalf("sent %v", old)
	}
	s.wish(ana)
	s.wantSent("while nobody confirmed it")
	s.must(s.KeepMail(s.ctx, ana, "third@example.org", "en"))
	wantKind(t, "the link of the address before", s.ConfirmContact(s.ctx, old[0].Letter, old[0].Link), registry.KindGone)
	var err error
	for i := 0; err == nil && i < 10; i++ {
		err = s.KeepMail(s.ctx, ana, fmt.Sprint("x", i, "@example.org"), "en")
	}
	wantProblems(t, "one address after the other", err, "email.too_often")
	s.must(s.KeepMail(s.ctx, ana, "", "en"))
	s.clock.add(registry.KeepMoved)
	s.must(s.MailStaff(s.ctx))
	if s.count(registry.KindMailbox) != 0 {
		t.Error("a removed address is kept")
	}
	wantKind(t, "nobody", s.KeepMail(s.ctx, public, "x@example.org", "en"), registry.KindNotFound)
}

// TestWorkLetters: at most once an hour, not at night, again after a day, to those
// who decide and have not stopped them.
func TestWorkLetters(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	s.reached("vic", registry.RingVolunteer)
	s.wantSent("nothing waits")
	s.wish(second) // at noon
	list := s.sent()
	if len(list) != 1 || list[0].Kind != registry.LetterTasks || list[0].To != "ana@example.org" || list[0].Waiting != 1 || !list[0].Since.Equal(noon) {
		t.Fatalf("sent %+v", list)
	}
	s.clock.add(10 * time.Minute)
	s.wish(second)
	s.wantSent("within the hour")
	s.clock.add(50 * time.Minute)
	if list := s.sent(); len(list) != 1 || list[0].Waiting != 2 || !list[0].Since.Equal(noon) {
		t.Errorf("an hour later: %+v", list)
	}
	s.clock.add(2 * time.Hour)
	s.wantSent("nothing new")
	s.clock.add(7*time.Hour + 30*time.Minute) // half past ten
	s.wish(second)
	s.wantSent("at night")
	s.clock.add(9*time.Hour + 5*time.Minute) // the morning
	s.wantSent("in the morning", "tasks ana@example.org")
	s.clock.add(24 * time.Hour)
	s.wantSent("a day later nobody looked", "tasks ana@example.org")

	s.clock.add(24 * time.Hour)
	p := s.sent()[0]
	s.must(s.LetterLink(s.ctx, registry.LetterTasks, true, p.Letter, p.Stop))
	s.must(s.StopLetters(s.ctx, p.Letter, p.Stop))
	s.clock.add(25 * time.Hour)
	s.wantSent("stopped")
	if s.count(registry.KindSuppression) != 0 {
		t.Error("stopping news of work stops all letters to the address")
	}
	_, err := s.Reset(s.ctx, registry.System, ana.Account)
	s.must(err)
	s.wantSent("the account is reset", "account ana@example.org")
	s.must(s.WantWork(s.ctx, ana, true))
	s.wantSent("asked for again", "tasks ana@example.org")
}

// TestUrgentLetters: a death and a child at once and at night, to all who decide,
// but once in a quarter of an hour; the task of a death to its named human.
func TestUrgentLetters(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	s.reached("eve", registry.RingAdmin)
	s.reached("vic", registry.RingVolunteer)
	s.clock.add(12 * time.Hour) // midnight
	_, n := s.notice()
	id := s.link(n, s.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }), 0.9)
	s.must(s.decide(id, registry.LinkConfirmed))
	both := []string{"urgent ana@example.org", "urgent eve@example.org"}
	s.wantSent("a death is wished to be confirmed", both...)
	task := s.tasks()[0].ID
	s.must(s.agree(second, task))
	s.wantSent("within a quarter of an hour")
	var death registry.TaskID
	for _, t := range s.tasks() {
		death = t.ID
	}
	s.must(s.TakeTask(s.ctx, ana, death))
	s.wantSent("she took it", "task ana@example.org")

	s.clock.add(15 * time.Minute)
	req := s.request()
	req.Person.Age = &registry.Age{Min: 6, Max: 6, AsOf: registry.DateOf(noon)}
	child, err := s.FileNotice(s.ctx, public, req)
	s.must(err)
	s.link(registry.NoticeID(child.Record.ID), s.report(nil), 0.9)
	s.wantSent("a child", both...)
}

// TestUrgentLettersLeaveRoom: what strangers can have written to staff never holds
// up what they must know of their account.
func TestUrgentLettersLeaveRoom(t *testing.T) {
	s := newOffice(t)
	boss, ana := s.made("boss", registry.RingAdmin), s.reached("ana", registry.RingModerator)
	urgent := 0
	for i := range 14 {
		ref, _ := s.notice()
		s.claim(ref, registry.WishDanger, fmt.Sprint(i))
		for _, p := range s.sent() {
			if p.Kind == registry.LetterUrgent && p.To == "ana@example.org" {
				urgent++
			}
		}
		s.clock.add(15 * time.Minute)
	}
	if urgent == 0 || urgent > 12 {
		t.Errorf("%d letters say that something is urgent", urgent)
	}
	s.must(s.SendReset(s.ctx, boss, ana.Account))
	if got := s.kinds(); !slices.Contains(got, "reset ana@example.org") {
		t.Errorf("after all of them: sent %v", got)
	}
}

// TestTakerHasFinished: the letter on a task is not sent once it is done.
func TestTakerHasFinished(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	_, n := s.notice()
	s.confirmDeath(s.link(n, s.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }), 0.9))
	task := s.tasks()[0].ID
	s.must(s.WantWork(s.ctx, ana, false))
	s.must(s.TakeTask(s.ctx, ana, task))
	s.must(s.FinishTask(s.ctx, ana, task, "told the mother"))
	s.wantSent("done before it went")
}

// TestClaimLetters: danger and hiding at once to who decides; who made sure of a
// claim learns that it is taken back.
func TestClaimLetters(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	ref, _ := s.notice()
	s.claim(ref, registry.WishDanger, "a")
	s.wantSent("danger", "tasks ana@example.org", "urgent ana@example.org")
	ref, _ = s.notice()
	safe, by := s.claim(ref, registry.WishTell, "b")
	s.must(s.VerifyClaim(s.ctx, ana, registry.VerifyClaim{Claim: safe, Basis: registry.ConfidenceDocument, Note: "saw the passport"}))
	s.wantSent("she made sure")
	s.must(s.WithdrawClaim(s.ctx, by))
	s.wantSent("it is taken back", "claim ana@example.org")
}

// TestSecurityLetters: whatever changes how one comes in, also where somebody
// stopped letters to that address.
func TestSecurityLetters(t *testing.T) {
	s := newOffice(t)
	boss := s.reached("boss", registry.RingAdmin)
	req := s.request()
	req.Seeker.Contact.Email = "boss@example.org"
	_, err := s.FileNotice(s.ctx, public, req)
	s.must(err)
	s.follow()
	for _, p := range s.takeAll() {
		s.must(s.StopLetters(s.ctx, p.Letter, p.Stop))
	}
	if mail, err := s.OwnMail(s.ctx, boss); err != nil || !mail.Stopped {
		t.Errorf("%+v, %v", mail, err)
	}
	_, err = s.AddKey(s.ctx, boss, access.NewKey{Org: s.atHospital().Org, Name: "ward", Scopes: []access.Scope{access.ScopeWrite}, Quota: 10, Days: 10, Once: "x"})
	s.must(err)
	s.wantSent("a key", "key boss@example.org")
	_, err = s.Reset(s.ctx, registry.System, boss.Account)
	s.must(err)
	s.wantSent("reset", "account boss@example.org")
	s.wish(second)
	s.wantSent("work, which was stopped")
}

// TestContactsAlarmLetter (A19): admins learn at once, at night too and whatever else
// they stopped, that an account opens very many contacts; once a day, and not whose.
func TestContactsAlarmLetter(t *testing.T) {
	s := newOffice(t)
	eve := s.reached("eve", registry.RingAdmin)
	s.reached("ana", registry.RingModerator)
	s.made("boss", registry.RingAdmin) // without an address
	s.must(s.WantWork(s.ctx, eve, false))
	s.clock.add(12 * time.Hour) // midnight
	for i := range registry.ContactsADay {
		_, n := s.notice()
		_, err := s.OpenContacts(s.ctx, moderator, s.link(n, s.report(nil), 0.9), "to call", fmt.Sprint("form ", i))
		s.must(err)
		var want []string
		if i == registry.ContactsAlarm-1 {
			want = []string{"alarm eve@example.org"}
		}
		s.wantSent(fmt.Sprint(i+1, " contacts"), want...)
	}
}

// TestGuessedLetter: the owner learns that somebody came in at a browser that is
// new, and that somebody has their password.
func TestGuessedLetter(t *testing.T) {
	s := newOffice(t)
	boss := s.made("boss", registry.RingAdmin)
	setup := s.ana(boss)
	s.wantSent("on her first day")
	s.clock.add(time.Minute)
	session, err := s.SignIn(s.ctx, access.Try{Name: "ana", Password: staffPassword, Code: codeOf(t, setup.Secret, s.clock.Now())})
	s.must(err)
	s.wantSent("at a browser that is new", "sign_in ana@example.org")
	known, _, err := s.Remember(s.ctx, session, "")
	s.must(err)
	s.clock.add(time.Minute)
	_, err = s.SignIn(s.ctx, access.Try{Name: "ana", Password: staffPassword, Code: codeOf(t, setup.Secret, s.clock.Now()), Device: known})
	s.must(err)
	s.wantSent("at the same again")
	for i := range 12 {
		_, err := s.SignIn(s.ctx, access.Try{Name: "ana", Password: staffPassword, Code: fmt.Sprintf("%06d", i), From: fmt.Sprintf("198.51.%d.7", i)})
		if err == nil {
			t.Fatal("guessed")
		}
		s.clock.add(time.Second)
	}
	s.must(s.NoteAlarms(s.ctx))
	s.wantSent("after some guesses", "guessed ana@example.org")
}

// TestRoleLetters: a month and a week before the role ends, once each; and the
// address is forgotten a month after.
func TestRoleLetters(t *testing.T) {
	s := newOffice(t)
	s.reached("ana", registry.RingModerator)
	s.clock.add(registry.RoleLife - registry.RoleSoon - time.Hour)
	s.wantSent("too early")
	s.clock.add(2 * time.Hour)
	s.wantSent("a month before", "role ana@example.org")
	s.clock.add(24 * time.Hour)
	s.wantSent("the day after")
	s.clock.add(22 * 24 * time.Hour)
	s.wantSent("a week before", "role ana@example.org")
	s.clock.add(8 * 24 * time.Hour)
	s.wantSent("after its end")
	s.clock.add(registry.KeepMailbox)
	s.must(s.MailStaff(s.ctx))
	if s.count(registry.KindMailbox) == 0 {
		t.Error("an address is forgotten by a clock in doubt")
	}
	s.must(s.TrustClock(s.ctx, registry.System, s.clock.Now()))
	s.must(s.MailStaff(s.ctx))
	if s.count(registry.KindMailbox) != 0 {
		t.Error("the address of somebody who is gone is kept")
	}
}

// TestClosedAccountIsForgotten: its address goes at once, and nothing is sent.
func TestClosedAccountIsForgotten(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	s.wish(second)
	s.must(s.MailStaff(s.ctx))
	s.must(s.Disable(s.ctx, registry.System, ana.Account))
	if s.count(registry.KindMailbox) != 0 {
		t.Error("the address is kept")
	}
	s.wantSent("closed")
}
