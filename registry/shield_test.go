package registry_test

import (
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestShieldedWords: of a child and of somebody at risk nobody in public reads words
// of the family, whether they were said before or after the notice was shielded; nor
// does a volunteer, who sees the card. What a moderator says there is read.
func TestShieldedWords(t *testing.T) {
	w := newWorld(t)
	atRisk := func(q *registry.FileNotice) { q.AtRisk = true }
	child := func(q *registry.FileNotice) { q.Person.Birth = partial("2014-05-02") }
	for name, change := range map[string]func(*registry.FileNotice){"at risk": atRisk, "a child": child} {
		ref, seeker := w.coded(change)
		w.must(w.AddStatement(w.ctx, seeker, seeker.Scope, "Ana Reis is at 12 Mill Lane", true, ""))
		w.must(w.AddStatement(w.ctx, moderator, seeker.Scope, "please call the police", true, ""))
		w.wantWords(name, ref, "please call the police")
	}
	ref, seeker := w.coded(nil)
	w.must(w.AddStatement(w.ctx, seeker, seeker.Scope, "Ana Reis is at 12 Mill Lane", true, ""))
	w.wantWords("nobody's business", ref, "Ana Reis is at 12 Mill Lane")
	var n registry.Notice
	w.get(seeker.Scope, &n)
	n.AtRisk = true
	w.put(&n)
	w.wantWords("at risk since", ref, "")
}

// wantWords checks what the public and volunteers read about a notice.
func (w *world) wantWords(name string, ref registry.Reference, want string) {
	w.t.Helper()
	page, err := w.PublicNotice(w.ctx, ref)
	w.must(err)
	v, err := w.VerifiedNotice(w.ctx, volunteer, ref)
	w.must(err)
	for who, list := range map[string][]registry.PublicStatement{"the public": page.Statements, "a volunteer": v.Statements} {
		got := ""
		for _, st := range list {
			got += st.Text
		}
		if got != want {
			w.t.Errorf("%s: %s reads %q, want %q", name, who, got, want)
		}
	}
}

// TestCopyKeepsChild: a later copy of a list without a column for the age does not
// show a child as an adult; one that says another age does change it.
func TestCopyKeepsChild(t *testing.T) {
	w := newWorld(t)
	copied := func(hour int, p registry.Person) registry.Item {
		return w.imported("a.org/1", func(q *registry.FileNotice) {
			p.Names = q.Person.Names
			q.Person, q.Origin.SourceDate = p, noon.Add(time.Duration(hour)*time.Hour)
		})
	}
	for hour, tt := range []struct {
		person registry.Person
		want   bool
	}{
		{registry.Person{Birth: partial("2014-05-02")}, true},
		{registry.Person{Description: "blue coat"}, true},
		{registry.Person{Age: &registry.Age{Min: 12, Max: 13}}, true},
		{registry.Person{Description: "red coat"}, true},
		{registry.Person{Birth: partial("1984-05-02")}, false},
	} {
		if got := w.outcomes(copied(hour, tt.person)); got != "new" && got != "updated" {
			t.Fatalf("copy %d: %s", hour, got)
		}
		if n := w.only(); n.Shielded(w.clock.Now()) != tt.want || n.Person.Description != tt.person.Description {
			t.Errorf("copy %d: shielded %v, %q", hour, !tt.want, n.Person.Description)
		}
	}
}

// TestShieldNotice: a moderator who learns that somebody is a child, or at risk, has
// the notice show as little as a child's at once, and can take that back; nobody else.
func TestShieldNotice(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(func(q *registry.FileNotice) { q.Person.Body.Hair = "black" })
	n := registry.NoticeID(seeker.Scope.ID)
	for _, by := range []registry.Viewer{public, seeker, volunteer, w.atHospital(), registry.System} {
		wantKind(t, string(by.Ring), w.ShieldNotice(w.ctx, by, n, true, "a child"), registry.KindForbidden)
	}
	wantProblems(t, "no reason", w.ShieldNotice(w.ctx, moderator, n, true, " "), "shield_note.needed")
	for i, tt := range []struct {
		on   bool
		name string
	}{{true, "A. R."}, {true, "A. R."}, {false, "Ana Reis"}} {
		w.must(w.ShieldNotice(w.ctx, moderator, n, tt.on, "the school called"))
		page, err := w.PublicNotice(w.ctx, ref)
		w.must(err)
		if page.Names[0].Full != tt.name || page.Looks.Empty() != tt.on || page.Shielded != tt.on || page.Relay == tt.on {
			t.Errorf("step %d: everybody reads %q, %+v", i, page.Names[0].Full, page.Looks)
		}
	}
	if got := w.audited(); strings.Count(got, "notice.shielded") != 1 || strings.Count(got, "notice.unshielded") != 1 {
		t.Errorf("noted: %s", got)
	}
	if got := w.changed("notice.updated"); got != 2 {
		t.Errorf("programs are told %d times", got)
	}
	if got := w.told(seeker); got != "" {
		t.Errorf("the seeker reads %q", got)
	}
	child, of := w.coded(func(q *registry.FileNotice) { q.Person.Birth, q.AtRisk = partial("2014-05-02"), true })
	w.must(w.ShieldNotice(w.ctx, moderator, registry.NoticeID(of.Scope.ID), false, "nothing to fear"))
	if page, err := w.PublicNotice(w.ctx, child); err != nil || !page.Shielded {
		t.Errorf("a child is shown, %v", err)
	}
}

// TestMuteNotice: moderators take words of a family that harm from everybody's sight
// without hiding the search, whoever of them says more; and can take that back.
func TestMuteNotice(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	n := registry.NoticeID(seeker.Scope.ID)
	about := registry.Ref{Kind: registry.KindNotice, ID: string(n)}
	w.must(w.AddStatement(w.ctx, seeker, about, "the neighbour did it", true, "1"))
	w.must(w.AddStatement(w.ctx, moderator, about, "seen by two people", true, "2"))
	for _, by := range []registry.Viewer{public, seeker, volunteer, w.atHospital(), registry.System} {
		wantKind(t, string(by.Ring), w.MuteNotice(w.ctx, by, n, true, "accuses"), registry.KindForbidden)
	}
	wantProblems(t, "no reason", w.MuteNotice(w.ctx, moderator, n, true, ""), "mute_note.needed")
	for _, on := range []bool{true, true, false} {
		w.must(w.MuteNotice(w.ctx, moderator, n, on, "it accuses somebody"))
		w.must(w.AddStatement(w.ctx, seeker, about, "it was he", true, "3"))
		page, err := w.PublicNotice(w.ctx, ref)
		w.must(err)
		desk, err := w.DeskNotice(w.ctx, moderator, ref)
		w.must(err)
		own, err := w.SeekerNotice(w.ctx, seeker)
		w.must(err)
		shown := map[bool]int{true: 1, false: 3}[on]
		if len(page.Statements) != shown || desk.Voiced == on || desk.Muted != on || own.Muted != on {
			t.Errorf("muted %v: everybody reads %d statements, the desk %v, the family %v", on, len(page.Statements), desk.Voiced, own.Muted)
		}
		for _, st := range own.Statements {
			if st.Mine && st.Public == on {
				t.Errorf("muted %v: the family reads that %q is shown: %v", on, st.Text, st.Public)
			}
		}
	}
	if got := w.audited(); strings.Count(got, "notice.muted") != 1 || strings.Count(got, "notice.unmuted") != 1 {
		t.Errorf("noted: %s", got)
	}
}
