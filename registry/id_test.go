package registry_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

const symbols = "0123456789BCDFGHJKMNPQRSTVWXY"

func TestParseReference(t *testing.T) {
	ref := registry.NewReference()
	plain, grouped := string(ref), ref.String()
	zero := "0100000" // O and I and L stand for digits
	var withDigits registry.Reference
	for _, c := range symbols {
		if r, ok := registry.ParseReference(zero + string(c)); ok {
			withDigits = r
		}
	}
	tests := []struct {
		in   string
		want registry.Reference
		ok   bool
	}{
		{plain, ref, true},
		{grouped, ref, true},
		{strings.ToLower(grouped), ref, true},
		{" " + strings.Join(strings.Split(plain, ""), " ") + "\n", ref, true},
		{strings.ReplaceAll(grouped, "-", "\u2011"), ref, true},
		{"oIoooOo" + string(withDigits[7]), withDigits, true},
		{"OLO" + string(withDigits[3:]), withDigits, true},
		{"", "", false},
		{plain[:7], "", false},
		{plain + "0", "", false},
		{"é" + plain[2:], "", false},
		{strings.Repeat("A", 8), "", false},
		{"\x00" + plain[1:], "", false},
	}
	for _, tt := range tests {
		if got, ok := registry.ParseReference(tt.in); got != tt.want || ok != tt.ok {
			t.Errorf("ParseReference(%q) = %q, %v; want %q, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
	if !regexp.MustCompile(`^[0-9B-Y]{3}-[0-9B-Y]{3}-[0-9B-Y]{2}$`).MatchString(grouped) {
		t.Errorf("a reference reads %q", grouped)
	}
}

// TestReferenceSlips makes every slip of one letter and every swap of
// neighbours; the check letter must notice each of them.
func TestReferenceSlips(t *testing.T) {
	for range 50 {
		ref := string(registry.NewReference())
		for i := range ref {
			for _, c := range symbols {
				slip := ref[:i] + string(c) + ref[i+1:]
				if _, ok := registry.ParseReference(slip); ok && slip != ref {
					t.Fatalf("%s passes for %s", slip, ref)
				}
			}
			if i > 0 && ref[i] != ref[i-1] {
				swap := ref[:i-1] + ref[i:i+1] + ref[i-1:i] + ref[i+1:]
				if _, ok := registry.ParseReference(swap); ok {
					t.Fatalf("%s passes for %s", swap, ref)
				}
			}
		}
	}
}

func TestIDsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		for _, id := range []string{registry.NewID(), string(registry.NewToken()), string(registry.NewReference())} {
			if seen[id] {
				t.Fatalf("%q was made twice", id)
			}
			seen[id] = true
		}
	}
	if id := registry.NewID(); !regexp.MustCompile(`^[0-9a-z]{26}$`).MatchString(id) {
		t.Errorf("an id reads %q", id)
	}
}

func TestToken(t *testing.T) {
	token := registry.NewToken()
	for _, in := range []string{string(token), strings.ToLower(string(token)), string(token[:4]) + "-" + string(token[4:]), " " + string(token)} {
		if got, ok := registry.ParseToken(in); !ok || got != token {
			t.Errorf("ParseToken of a copied token = %v", ok)
		}
	}
	for _, in := range []string{"", string(token[:31]), string(token) + "0", string(token[:16]) + "U" + string(token[17:]), string(token[:15]) + "é" + string(token[17:])} {
		if _, ok := registry.ParseToken(in); ok {
			t.Errorf("ParseToken(%q) passes", in)
		}
	}
	if h := token.Hash(); len(h) != 64 || h != token.Hash() || strings.Contains(h, string(token)) {
		t.Errorf("Hash = %q", h)
	}
}

func TestTokenDerive(t *testing.T) {
	token := registry.NewToken()
	code, form := token.Derive("code"), token.Derive("form")
	switch {
	case code != token.Derive("code"):
		t.Error("the same purpose gives another token")
	case code == form || code == token || code == registry.NewToken().Derive("code"):
		t.Error("two derived tokens are the same")
	case code.Hash() == token.Hash():
		t.Error("a derived token has the hash of its parent")
	}
	if got, ok := registry.ParseCode(code.Printed()); ok != nil || got != code {
		t.Error("a derived token cannot be typed")
	}
}
