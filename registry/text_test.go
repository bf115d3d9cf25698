package registry_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry"
)

func TestCleanLine(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"spaces":            {"  Ana \t\u00a0 Lúcia\u2003", "Ana Lúcia"},
		"lines":             {"Ana\r\nLúcia\u2028Reis", "Ana Lúcia Reis"},
		"control":           {"A\x00n\x1b[31ma\x7f\u0081", "An[31ma"},
		"direction":         {"\u202eanA\u202c \u2066x\u2069\u200e\u200f\u061c", "anA x"},
		"byte order mark":   {"\ufeffAna", "Ana"},
		"private use":       {"A\ue000na\U0010fffd", "Ana"},
		"normal form C":     {"Ame\u0301lie", "Amélie"},
		"Persian joiner":    {"علی\u200cرضا", "علی\u200cرضا"},
		"Devanagari joiner": {"क्\u200dष", "क्\u200dष"},
		"other scripts":     {"阮氏红 Νίκος", "阮氏红 Νίκος"},
		"nothing":           {" \n\t", ""},
	}
	for name, tt := range tests {
		if got := registry.CleanLine(tt.in); got != tt.want {
			t.Errorf("%s: CleanLine(%q) = %q, want %q", name, tt.in, got, tt.want)
		}
	}
}

func TestCleanText(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"line ends":   {"a\r\nb\rc\n", "a\nb\nc"},
		"empty lines": {"\n\n a \n \n\n\n b\n\n", "a\n\nb"},
		"separators":  {"a\u2028b\u0085c\vd", "a b c d"},
		"direction":   {"a\u202e\nb", "a\nb"},
		"nothing":     {"\n \n", ""},
	}
	for name, tt := range tests {
		if got := registry.CleanText(tt.in); got != tt.want {
			t.Errorf("%s: CleanText(%q) = %q, want %q", name, tt.in, got, tt.want)
		}
	}
}

func TestChecker(t *testing.T) {
	long := strings.Repeat("é", 11)
	tests := map[string]struct {
		in, want, code string
	}{
		"cleaned":       {" Ana  Reis ", "Ana Reis", ""},
		"just fits":     {long[:20], long[:20], ""},
		"too long":      {long, "", "too_long"},
		"fits if clean": {long[:20] + "\u202e\x00", long[:20], ""},
		"not UTF-8":     {"An\xff", "", "encoding"},
	}
	for name, tt := range tests {
		var c registry.Checker
		for _, got := range []string{c.Line("f", tt.in, 10), c.Text("f", tt.in, 10)} {
			if got != tt.want {
				t.Errorf("%s: %q, want %q", name, got, tt.want)
			}
		}
		wantProblems(t, name, c.Problems.Err(), repeat("f", tt.code, 2)...)
	}
}

func repeat(field, code string, n int) (out []string) {
	for range n {
		if code != "" {
			out = append(out, field+"."+code)
		}
	}
	return out
}

func FuzzCleanLine(f *testing.F) {
	for _, s := range []string{"Ana\u202e", "\u0301 a", "क्\u200dष", "a\x00b\r\nc", "\u1100\u1161\u11a8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkClean(t, s, registry.CleanLine, "") })
}

func FuzzCleanText(f *testing.F) {
	for _, s := range []string{"a\r\n\r\n\r\nb", "\n\u202e\n", "\u0344\n\u0301", " a \u2029b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkClean(t, s, registry.CleanText, "\n") })
}

func checkClean(t *testing.T, s string, clean func(string) string, allowed string) {
	got := clean(s)
	if again := clean(got); again != got {
		t.Fatalf("%q becomes %q, and that %q", s, got, again)
	}
	if !utf8.ValidString(got) {
		t.Fatalf("%q becomes %q, which is not UTF-8", s, got)
	}
	for _, r := range got {
		if strings.ContainsRune(allowed, r) {
			continue
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r != ' ' && unicode.IsSpace(r) {
			t.Fatalf("%q becomes %q, which holds %U", s, got, r)
		}
	}
	if strings.TrimSpace(got) != got || strings.Contains(got, "  ") || strings.Contains(got, "\n\n\n") {
		t.Fatalf("%q becomes %q", s, got)
	}
}

func FuzzParseReference(f *testing.F) {
	for _, s := range []string{"RT7-4KQ-92", "0000 0000", "oilOILoo", "rt7\u20114kq\u201192"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, ok := registry.ParseReference(s)
		if !ok {
			if ref != "" {
				t.Fatalf("%q is refused with %q", s, ref)
			}
			return
		}
		for _, again := range []string{string(ref), ref.String(), strings.ToLower(ref.String())} {
			if got, ok := registry.ParseReference(again); !ok || got != ref {
				t.Fatalf("%q is %q, but %q is %q", s, ref, again, got)
			}
		}
	})
}

func FuzzParsePartialDate(f *testing.F) {
	for _, s := range []string{"", "1990", "1990-02", "19900228", "1990-02-28", "1990-02-30", "+199", "199x", "1990- 1", "1990-1x", "0000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := registry.ParsePartialDate(s)
		if !ok {
			return
		}
		if got := d.String(); got != s && strings.ReplaceAll(got, "-", "") != s {
			t.Fatalf("%q reads as %q", s, got)
		}
		if again, ok := registry.ParsePartialDate(d.String()); !ok || again != d {
			t.Fatalf("%q is %+v, and again %+v", s, d, again)
		}
		if d.Last().Before(d.First()) || !d.Valid() {
			t.Fatalf("%q spans %v to %v", s, d.First(), d.Last())
		}
	})
}
