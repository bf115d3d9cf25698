package registry_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func TestCodePrinted(t *testing.T) {
	code := registry.NewToken()
	printed := code.Printed()
	if len(printed) != 41 || strings.Count(printed, "-") != 8 {
		t.Errorf("a printed code has %d letters", len(printed))
	}
	for _, in := range []string{printed, strings.ToLower(printed), strings.ReplaceAll(printed, "-", " "), string(code), strings.NewReplacer("0", "o", "1", "l").Replace(printed)} {
		if got, p := registry.ParseCode(in); p != nil || got != code {
			t.Errorf("%d letters of a copied code: %v", len(in), p)
		}
	}
}

// TestCodeSlips tries every wrong letter and every swap of neighbours.
func TestCodeSlips(t *testing.T) {
	s := strings.ReplaceAll(registry.NewToken().Printed(), "-", "")
	slip := func(in string) {
		t.Helper()
		if _, p := registry.ParseCode(in); len(p) != 1 || p[0].Code != "check" {
			t.Errorf("a slip passes as %v", p)
		}
	}
	for i := range len(s) {
		for _, x := range codeLetters {
			if in := s[:i] + string(x) + s[i+1:]; in != s {
				slip(in)
			}
		}
		if i > 0 && s[i-1] != s[i] {
			slip(s[:i-1] + string(s[i]) + string(s[i-1]) + s[i+1:])
		}
	}
}

func TestCodeForm(t *testing.T) {
	s := string(registry.NewToken())
	for in, want := range map[string]string{"": "form", s[:31]: "form", s + "00": "form", s[:31] + "U": "letter", s[:30] + "é": "letter"} {
		if _, p := registry.ParseCode(in); len(p) != 1 || p[0].Code != want {
			t.Errorf("%q: %v, want %s", in, p, want)
		}
	}
}
