package registry_test

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

const staffPassword = "kettle orbit mango"

// staff is accounts beside a world's records.
type staff struct {
	*world
	*access.Accounts
}

func newStaff(t *testing.T) *staff {
	w := newWorld(t)
	return &staff{w, access.New(w.Store, w.clock)}
}

// made makes an account at the machine.
func (s *staff) made(name string, role registry.Ring) registry.Viewer {
	s.t.Helper()
	_, err := s.Add(s.ctx, name, role)
	s.must(err)
	return s.viewer(name)
}

func (s *staff) viewer(name string) registry.Viewer {
	s.t.Helper()
	acc, err := s.Named(s.ctx, name)
	s.must(err)
	return registry.Viewer{Ring: acc.Role, Account: acc.ID}
}

// invited makes an account by an invitation.
func (s *staff) invited(by registry.Viewer, name string, role registry.Ring) registry.Viewer {
	s.t.Helper()
	link, err := s.Invite(s.ctx, by, access.Invite{Role: role, For: name})
	s.must(err)
	s.use(link, name)
	return s.viewer(name)
}

// codeOf is what an authenticator app shows.
func codeOf(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func (s *staff) use(link registry.Token, name string) {
	s.t.Helper()
	_, err := s.Accept(s.ctx, access.Acceptance{Token: link, Name: name, Password: staffPassword})
	s.must(err)
}

// reset is that somebody resets an account, and the link is used some days later.
func (s *staff) reset(by, who registry.Viewer, name string, days int) {
	s.t.Helper()
	link, err := s.Reset(s.ctx, by, who.Account)
	s.must(err)
	s.clock.add(time.Duration(days) * 24 * time.Hour)
	s.use(link, name)
}

// wish is that somebody wishes to close a notice, and the task that asks a second
// person.
func (s *staff) wish(by registry.Viewer) registry.TaskID {
	s.t.Helper()
	_, n := s.notice()
	l := s.link(n, s.report(nil), 0.9)
	s.must(s.decide(l, registry.LinkConfirmed))
	s.must(s.CloseNotice(s.ctx, by, n, registry.CloseFound, "the ward checked a passport"))
	tasks := s.tasks()
	return tasks[len(tasks)-1].ID
}

func (s *staff) agree(by registry.Viewer, task registry.TaskID) error {
	return s.SecondClose(s.ctx, by, registry.SecondClose{Task: task, Agree: true, Note: "I called the ward"})
}

const week = registry.HandLife

// TestOnePersonTwoAccounts: who invited or reset an account is not the second
// person beside it for a week, neither way round, nor are two whom one person
// let in; and waiting does not make a wish of that week good.
func TestOnePersonTwoAccounts(t *testing.T) {
	const refused = "note.second_hands"
	for name, run := range map[string]func(s *staff, boss registry.Viewer) (first, second registry.Viewer, wait time.Duration, want string){
		"reset, then the admin agrees": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			mod := s.made("mod", registry.RingModerator)
			s.reset(boss, mod, "mod", 0)
			return mod, boss, 0, refused
		},
		"reset, then the admin asks": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			mod := s.made("mod", registry.RingModerator)
			s.reset(boss, mod, "mod", 0)
			return boss, mod, 0, refused
		},
		"a link that is used late": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			mod := s.made("mod", registry.RingModerator)
			s.reset(boss, mod, "mod", 6)
			s.clock.add(3 * 24 * time.Hour)
			return boss, mod, 0, refused
		},
		"invited": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			return boss, s.invited(boss, "mod", registry.RingModerator), 0, refused
		},
		"both invited by one": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			return s.invited(boss, "mod", registry.RingModerator), s.invited(boss, "eve", registry.RingModerator), 0, refused
		},
		"invited by somebody invited": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			other := s.invited(boss, "other", registry.RingAdmin)
			return boss, s.invited(other, "mod", registry.RingModerator), 0, refused
		},
		"a wish of that week, a week later": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			return s.invited(boss, "mod", registry.RingModerator), boss, week + time.Hour, refused
		},
		"reset by another since": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			mod := s.made("mod", registry.RingModerator)
			s.reset(boss, mod, "mod", 0)
			s.reset(s.made("other", registry.RingAdmin), mod, "mod", 0)
			return mod, boss, 0, refused
		},
		"a week after the reset": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			mod := s.made("mod", registry.RingModerator)
			s.reset(boss, mod, "mod", 0)
			s.clock.add(week)
			return mod, boss, 0, ""
		},
		"invited by two": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			other := s.made("other", registry.RingAdmin)
			return s.invited(boss, "mod", registry.RingModerator), s.invited(other, "eve", registry.RingModerator), 0, ""
		},
		"invited by one, and made at the machine": func(s *staff, boss registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			return s.invited(boss, "mod", registry.RingModerator), s.made("eve", registry.RingModerator), 0, ""
		},
		"made and reset at the machine": func(s *staff, _ registry.Viewer) (registry.Viewer, registry.Viewer, time.Duration, string) {
			mod := s.made("mod", registry.RingModerator)
			s.reset(registry.System, mod, "mod", 0)
			return mod, s.made("eve", registry.RingModerator), 0, ""
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStaff(t)
			first, other, wait, want := run(s, s.made("boss", registry.RingAdmin))
			task := s.wish(first)
			s.clock.add(wait)
			err := s.agree(other, task)
			if want == "" {
				s.must(err)
			} else {
				wantProblems(t, name, err, want)
				s.must(s.agree(second, task)) // somebody else can
			}
		})
	}
}

// TestResetAfterTheWish: a reset between the wish and the answer takes nothing
// from a wish that was somebody's own.
func TestResetAfterTheWish(t *testing.T) {
	s := newStaff(t)
	boss, mod := s.made("boss", registry.RingAdmin), s.made("mod", registry.RingModerator)
	task := s.wish(mod)
	s.clock.add(time.Hour)
	s.reset(boss, mod, "mod", 0)
	s.must(s.agree(boss, task))
}

// TestDeathNeedsTwoPeople: an admin does not confirm a death with the account of
// somebody whom they reset.
func TestDeathNeedsTwoPeople(t *testing.T) {
	s := newStaff(t)
	boss, mod := s.made("boss", registry.RingAdmin), s.made("mod", registry.RingModerator)
	s.reset(boss, mod, "mod", 0)
	_, n := s.notice()
	id := s.link(n, s.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased }), 0.9)
	s.must(s.DecideLink(s.ctx, mod, registry.DecideLink{
		Link: id, Seen: s.get(linkRef(id), &registry.Link{}), To: registry.LinkConfirmed, Reason: "the ward says so", Basis: registry.ConfidenceDocument,
	}))
	wantProblems(t, "the admin agrees", s.agree(boss, s.tasks()[0].ID), "note.second_hands")
	if got := s.tasks(); len(got) != 1 || got[0].Kind != registry.TaskDead {
		t.Errorf("tasks %v", got)
	}
}
