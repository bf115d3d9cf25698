package registry_test

import (
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
