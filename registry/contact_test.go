package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func TestEmail(t *testing.T) {
	tests := map[string]registry.Email{
		"":                       "",
		" ana@example.org ":      "ana@example.org",
		"a+b@mail.example.org":   "a+b@mail.example.org",
		"ana@пример.рф":          "ana@пример.рф",
		"Ana <ana@example.org>":  "!",
		"ana@localhost":          "!",
		"ana@example.org, b@c.d": "!",
		"ana":                    "!",
		"@example.org":           "!",
		"ana@@example.org":       "!",
		"ana@example.org\nBcc:x": "!",
		"ana@.org.":              "!",
	}
	for in, want := range tests {
		var c registry.Checker
		got := c.Email("email", in)
		if want == "!" {
			wantProblems(t, in, c.Problems.Err(), "email.email")
			want = ""
		} else {
			wantProblems(t, in, c.Problems.Err())
		}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestPhone(t *testing.T) {
	tests := map[string]string{ // the digits, or "!" where it is refused
		"":                    "",
		"+33 (0)6.12-34/56":   "3306123456",
		"112":                 "112",
		"٠١٢٣٤٥":              "012345",
		"۰۱۲۳۴۵":              "012345",
		"०१२३४५":              "012345",
		"০১২৩৪৫":              "012345",
		"๐๑๒๓๔๕":              "012345",
		"＋３３６":                "336",
		"06\u00a012\u201134":  "061234",
		"12":                  "!",
		"1234567890123456":    "!",
		"call me":             "!",
		"06 12 ext 4":         "!",
		"061234<script>":      "!",
		"++++++":              "!",
		"+33612345678;ext=99": "!",
	}
	for in, want := range tests {
		var c registry.Checker
		got := c.Phone("phone", in)
		if want == "!" {
			wantProblems(t, in, c.Problems.Err(), "phone.phone")
			want = ""
		} else {
			wantProblems(t, in, c.Problems.Err())
		}
		if got.Digits() != want {
			t.Errorf("%q has the digits %q, want %q", in, got.Digits(), want)
		}
	}
}

func TestFoldDigits(t *testing.T) {
	for in, want := range map[string]string{
		"12 abc é":   "12 abc é",
		"٣٤ سنة":     "34 سنة",
		"၁၂ ៣៤ ೫೬":   "12 34 56",
		"𝟘𝟙 𞥐𞥙":      "01 09",
		"十 Ⅳ ½":      "十 Ⅳ ½",
		"０９／１２／１９９０": "09／12／1990",
	} {
		if got := registry.FoldDigits(in); got != want {
			t.Errorf("FoldDigits(%q) = %q, want %q", in, got, want)
		}
	}
}
