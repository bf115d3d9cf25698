package access_test

import (
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

func TestAdd(t *testing.T) {
	h := newHouse(t)
	first := h.add(" Ana.Reis@Example.org ", registry.RingModerator)
	second := h.add("bob", registry.RingAdmin)
	if form := regexp.MustCompile(`^([a-z2-9]{4}-){3}[a-z2-9]{4}$`); !form.MatchString(first) || first == second {
		t.Errorf("the passwords read %q and %q", first, second)
	}
	for name, tt := range map[string]struct {
		user string
		role registry.Ring
	}{
		"taken":        {"ANA.reis@example.org", registry.RingModerator},
		"too short":    {"b", registry.RingModerator},
		"empty":        {"", registry.RingModerator},
		"too long":     {strings.Repeat("b", 101), registry.RingModerator},
		"a space":      {"ana reis", registry.RingModerator},
		"a dash first": {"-ana", registry.RingModerator},
		"a tag":        {"<ana>", registry.RingModerator},
		"a seeker":     {"eve", registry.RingSeeker},
		"the system":   {"eve", registry.RingSystem},
		"no role":      {"eve", ""},
	} {
		if password, err := h.Add(t.Context(), tt.user, tt.role); err == nil || password != "" {
			t.Errorf("%s: added with the password %q", name, password)
		}
	}
	list, err := h.List(t.Context())
	if err != nil || len(list) != 2 || list[0].Name != "ana.reis@example.org" || list[1].Role != registry.RingAdmin {
		t.Errorf("the list reads %v, %v", list, err)
	}
	for _, acc := range list {
		if acc.Password != "" {
			t.Errorf("the list shows the password of %s", acc.Name)
		}
	}
}

func TestRoles(t *testing.T) {
	for _, role := range access.Roles() {
		if role == registry.RingOrganisation {
			continue // see TestMembers
		}
		h := newHouse(t)
		_, _, token := h.equip("ana", role)
		if v := h.who(token); v.Ring != role || v.Account == "" || v.Name != "ana" || v.Pending || v.Scope != (registry.Ref{}) {
			t.Errorf("%s signs in as %+v", role, v)
		}
	}
}

func TestName(t *testing.T) {
	h := newHouse(t)
	h.add("ana", registry.RingVolunteer)
	for id, want := range map[registry.AccountID]string{h.stored().ID: "ana", "none": "", "": ""} {
		if got, err := h.Name(t.Context(), id); got != want || err != nil {
			t.Errorf("%q is %q, %v", id, got, err)
		}
	}
}

func TestSignIn(t *testing.T) {
	h := newHouse(t)
	password := h.add("ana", registry.RingModerator)
	gone := h.add("gone", registry.RingModerator)
	h.must(h.Disable(t.Context(), registry.System, h.id("gone")))
	tests := map[string]struct {
		name, password string
		ok             bool
	}{
		"right":          {"ana", password, true},
		"another case":   {" ANA ", password, true},
		"wrong":          {"ana", password + "x", false},
		"upper case":     {"ana", strings.ToUpper(password), false},
		"empty":          {"ana", "", false},
		"unknown":        {"eve", password, false},
		"a prefix":       {"an", password, false},
		"no name":        {"", password, false},
		"disabled":       {"gone", gone, false},
		"disabled wrong": {"gone", password, false},
	}
	texts := map[string]bool{}
	for name, tt := range tests {
		token, err := h.SignIn(t.Context(), access.Try{Name: tt.name, Password: tt.password})
		if tt.ok {
			if err != nil || !h.in(token) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if !errors.Is(err, access.ErrWrong) || token != "" {
			t.Errorf("%s: %v, with a token: %v", name, err, token != "")
			continue
		}
		texts[err.Error()] = true
	}
	if len(texts) != 1 {
		t.Errorf("the answers differ: %v", texts)
	}
}

func TestDisable(t *testing.T) {
	h := newHouse(t)
	password := h.add("ana", registry.RingModerator)
	token := h.signIn("ana", password)
	h.must(h.Disable(t.Context(), registry.System, h.id("Ana")))
	h.must(h.Disable(t.Context(), registry.System, h.id("ana")))
	if h.in(token) {
		t.Error("the session of a disabled account goes on")
	}
	if list, err := h.List(t.Context()); err != nil || len(list) != 1 || !list[0].Disabled {
		t.Errorf("the list reads %v, %v", list, err)
	}
	if err := h.Disable(t.Context(), registry.System, "eve"); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("an unknown name: %v", err)
	}
}

func TestAccountRedacts(t *testing.T) {
	h := newHouse(t)
	h.add("ana", registry.RingModerator)
	acc := h.stored()
	var out strings.Builder
	slog.New(slog.NewTextHandler(&out, nil)).Info("said", "value", acc, "pointer", &acc)
	if strings.Contains(out.String(), "argon2id") || strings.Contains(out.String(), "ana") {
		t.Error(out.String())
	}
}
