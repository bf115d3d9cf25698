package access_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestPasswords asks through an invitation, as people choose them.
func TestPasswords(t *testing.T) {
	h := newHouse(t)
	token, err := h.Invite(t.Context(), registry.System, access.Invite{Role: registry.RingModerator, For: "Ana"})
	h.must(err)
	for password, want := range map[string]string{
		"":                           "short",
		"elevenchars":                "short",
		"Password1234":               "common",
		"P@ssw0rd2024!":              "common",
		"motdepasse2024":             "common",
		"azertyuiop123":              "common",
		"aaaaaaaaaaaaaaa":            "common",
		"abababababab":               "common",
		"123456789012":               "common",
		"admin-admin-admin":          "common",
		"Retrouve2026!":              "common",
		"ana.reis is my name":        "name",
		"I am ANA.REIS, hello":       "name",
		strings.Repeat("longer", 40): "too_long",
		"bad\xffbytes are not text":  "encoding",
	} {
		_, err := h.Accept(t.Context(), access.Acceptance{Token: token, Name: "ana.reis@example.org", Password: password})
		if problem(err) != "new_password."+want {
			t.Errorf("%q: %v", password, err)
		}
	}
	for _, password := range []string{"passwordless wombats", "kettle orbit mango", "x7#Kq!mz92Lp", "мы едем на поезде", "トマトときゅうりと大根とごぼう"} {
		token, err := h.Invite(t.Context(), registry.System, access.Invite{Role: registry.RingModerator, For: "Ana"})
		h.must(err)
		if _, err := h.Accept(t.Context(), access.Acceptance{Token: token, Name: registry.NewID(), Password: password}); err != nil {
			t.Errorf("%q: %v", password, err)
		}
	}
}
