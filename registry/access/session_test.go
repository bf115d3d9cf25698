package access_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

func TestStaffSessionIdle(t *testing.T) {
	h := newDrill(t)
	token := h.signIn("ana", h.add("ana", registry.RingModerator))
	for range 5 {
		h.clock.add(access.StaffIdle)
		if !h.in(token) {
			t.Fatal("over although it was used in time")
		}
	}
	h.clock.add(access.StaffIdle + time.Second)
	for range 2 { // asking does not wake it
		if h.in(token) {
			t.Error("goes on although nobody used it")
		}
	}
}

func TestStaffSessionLife(t *testing.T) {
	h := newDrill(t)
	token := h.signIn("ana", h.add("ana", registry.RingModerator))
	for range 2*12 - 1 {
		h.clock.add(30 * time.Minute)
		if !h.in(token) {
			t.Fatal("over within its life")
		}
	}
	h.clock.add(30*time.Minute - time.Second)
	if !h.in(token) {
		t.Error("over a second early")
	}
	h.clock.add(time.Second)
	if h.in(token) {
		t.Error("goes on after twelve hours of use")
	}
}

// TestRestart: the last use is kept in memory, so that after a restart a session
// counts from its start.
func TestRestart(t *testing.T) {
	h := newDrill(t)
	token := h.signIn("ana", h.add("ana", registry.RingModerator))
	h.clock.add(20 * time.Minute)
	h.Accounts = access.NewExercise(h.store, h.clock)
	if !h.in(token) {
		t.Error("over after a restart")
	}
	h.clock.add(20 * time.Minute)
	if !h.in(token) {
		t.Error("the use after the restart does not count")
	}
	h.Accounts = access.NewExercise(h.store, h.clock)
	if h.in(token) {
		t.Error("goes on although nothing is known of its use")
	}
}

func TestOpenCode(t *testing.T) {
	h := newDrill(t)
	for kind, ring := range map[registry.Kind]registry.Ring{registry.KindNotice: registry.RingSeeker, registry.KindReport: registry.RingSource} {
		scope := registry.Ref{Kind: kind, ID: "1"}
		want := registry.Viewer{Ring: ring, Scope: scope}
		if kind == registry.KindNotice {
			want.Seeker = "second"
		}
		token, err := h.OpenCode(t.Context(), want)
		h.must(err)
		v := h.who(token)
		if v.Viewer != want || v.Name != "" || v.Pending {
			t.Errorf("%s opens %+v", kind, v)
		}
		if !v.Holds(scope) || v.Holds(registry.Ref{Kind: kind, ID: "2"}) || v.Verified() || v.Moderates() {
			t.Errorf("%s: the holder may too much or too little", kind)
		}
		h.clock.add(access.HolderLife - time.Second)
		if !h.in(token) {
			t.Errorf("%s: over a second early", kind)
		}
		h.clock.add(time.Second)
		if h.in(token) {
			t.Errorf("%s: goes on after its life", kind)
		}
	}
}

func TestSignOut(t *testing.T) {
	h := newDrill(t)
	password := h.add("ana", registry.RingModerator)
	one, two := h.signIn("ana", password), h.signIn("ana", password)
	h.must(h.SignOut(t.Context(), one))
	h.must(h.SignOut(t.Context(), one))
	h.must(h.SignOut(t.Context(), registry.NewToken()))
	if h.in(one) || !h.in(two) || h.in(registry.NewToken()) || h.in("") {
		t.Error("signing out ends that session and no other")
	}
}

func TestPurge(t *testing.T) {
	h := newDrill(t)
	staff := h.signIn("ana", h.add("ana", registry.RingModerator))
	holder, err := h.OpenCode(t.Context(), registry.Viewer{Scope: registry.Ref{Kind: registry.KindNotice, ID: "1"}})
	h.must(err)
	h.must(h.Purge(t.Context()))
	if h.sessions() != 2 {
		t.Errorf("%d sessions are left of two", h.sessions())
	}
	h.clock.add(access.HolderLife + time.Second)
	h.must(h.Purge(t.Context()))
	if h.sessions() != 1 || h.in(holder) {
		t.Errorf("%d sessions are left of one", h.sessions())
	}
	h.clock.add(access.StaffLife)
	h.must(h.Purge(t.Context()))
	if h.sessions() != 0 || h.in(staff) {
		t.Errorf("%d sessions are left of none", h.sessions())
	}
}

// TestSessionsAreHashed: who reads the store cannot take over a session.
func TestSessionsAreHashed(t *testing.T) {
	h := newDrill(t)
	token := h.signIn("ana", h.add("ana", registry.RingModerator))
	h.must(h.store.View(t.Context(), func(r registry.Reader) error {
		for id := range r.IDs(registry.KindSession, "") {
			if id == string(token) || h.in(registry.Token(id)) {
				t.Error("the id of a stored session opens it")
			}
		}
		return nil
	}))
}

func TestFormToken(t *testing.T) {
	h := newHouse(t)
	_, p, one := h.equip("ana", registry.RingModerator)
	_, _, two := h.equip("eve", registry.RingModerator)
	form := h.who(one).Form
	switch {
	case form == "" || form != h.who(one).Form:
		t.Error("it changes from form to form")
	case form == h.who(two).Form:
		t.Error("two sessions have the same")
	case form == string(one) || form == string(one.Derive("code")):
		t.Error("it gives the session away")
	}
	fresh, err := h.Prove(t.Context(), one, p.next())
	h.must(err)
	if h.who(fresh).Form != form || h.who(one).Form != form {
		t.Error("pages of other tabs stop working after a step-up")
	}
}
