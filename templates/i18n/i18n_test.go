package i18n_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/templates/i18n"
)

// read returns a catalogue's sentences: one per key, or several plural forms.
func read(t *testing.T, code string) map[string][]string {
	t.Helper()
	b, err := os.ReadFile("catalogue/" + code + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for k, v := range raw {
		var one string
		if json.Unmarshal(v, &one) == nil {
			out[k] = []string{one}
			continue
		}
		var forms map[string]string
		if err := json.Unmarshal(v, &forms); err != nil {
			t.Fatalf("%s %s: %v", code, k, err)
		}
		if forms["other"] == "" || forms["one"] == "" {
			t.Errorf("%s %s lacks a plural form", code, k)
		}
		for _, f := range forms {
			out[k] = append(out[k], f)
		}
	}
	return out
}

var blank = regexp.MustCompile(`\{[a-z_]+\}`)

func blanks(forms []string) []string {
	var out []string
	for _, f := range forms {
		out = append(out, blank.FindAllString(f, -1)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestComplete holds every catalogue to the keys and blanks of the first.
func TestComplete(t *testing.T) {
	first := read(t, i18n.Languages()[0].Code)
	for _, l := range i18n.Languages() {
		other := read(t, l.Code)
		for k, forms := range first {
			theirs, ok := other[k]
			switch {
			case !ok:
				t.Errorf("%s has no %s", l.Code, k)
			case slices.Contains(theirs, ""):
				t.Errorf("%s %s is empty", l.Code, k)
			case !slices.Equal(blanks(forms), blanks(theirs)):
				t.Errorf("%s %s has blanks %v, not %v", l.Code, k, blanks(theirs), blanks(forms))
			}
		}
		for k := range other {
			if _, ok := first[k]; !ok {
				t.Errorf("%s has %s, which no other language has", l.Code, k)
			}
		}
	}
}

// TestUsed looks for sentences that nothing asks for. A key counts as used when
// the code or a template names it, or a beginning of it that ends with a dot.
func TestUsed(t *testing.T) {
	var code strings.Builder
	for _, pattern := range []string{"../*/*.html", "../../httpapi/*.go", "../../registry/*.go", "../../registry/access/*.go", "*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			code.Write(b)
		}
	}
	text := code.String()
	// Keys put together from parts that the code names by themselves.
	composed := regexp.MustCompile(`^(field|step|evidence|reason|problem|content|privacy|error|check|done|find|report|month)\.`)
	for k := range read(t, "en") {
		if composed.MatchString(k) || strings.Contains(text, `"`+k+`"`) {
			continue
		}
		parts := strings.Split(k, ".")
		if !slices.ContainsFunc([]int{1, 2, 3}, func(n int) bool {
			return n < len(parts) && strings.Contains(text, `"`+strings.Join(parts[:n], ".")+`."`)
		}) && !strings.Contains(text, `r.fact("`+strings.TrimPrefix(k, "fact.")+`"`) && !strings.Contains(text, `row("`+strings.TrimPrefix(k, "fact.")+`"`) {
			t.Errorf("nothing uses %s", k)
		}
	}
}

// TestProblemsUsed looks for problem sentences whose code the domain no longer has.
func TestProblemsUsed(t *testing.T) {
	var text strings.Builder
	for _, pattern := range []string{"../../httpapi/*.go", "../../registry/*.go", "../../registry/access/*.go", "../../registry/table/*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, f := range files {
			b, _ := os.ReadFile(f)
			text.Write(b)
		}
	}
	for k := range read(t, "en") {
		if parts := strings.Split(k, "."); parts[0] == "problem" && !strings.Contains(text.String(), `"`+parts[len(parts)-1]+`"`) {
			t.Errorf("nothing uses %s", k)
		}
	}
}

// TestOnce: a sentence that is there twice hides the one that people mended.
func TestOnce(t *testing.T) {
	for _, l := range i18n.Languages() {
		b, err := os.ReadFile("catalogue/" + l.Code + ".json")
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(`(?:^|[\n,{]) *"([a-z0-9_.-]+)": ["{]`).FindAllSubmatch(b, -1) {
			if k := string(m[1]); strings.Contains(k, ".") && seen[k] {
				t.Errorf("%s: %s is there twice", l.Code, k)
			} else {
				seen[k] = true
			}
		}
		if len(seen) < 1000 {
			t.Errorf("%s: only %d sentences were looked at", l.Code, len(seen))
		}
	}
}

// TestFrench holds the typography: a no-break space before high punctuation, and
// the curved apostrophe.
func TestFrench(t *testing.T) {
	wrong := regexp.MustCompile(`[^\x{00a0}\x{202f}(]\?|[^\x{00a0}\x{202f}]!|[^\x{00a0}\x{202f}0-9];|[^\x{00a0}\x{202f}0-9h]:|'`)
	for k, forms := range read(t, "fr") {
		for _, f := range forms {
			if m := wrong.FindString(f); m != "" {
				t.Errorf("%s: %q in %q", k, m, f)
			}
		}
	}
}

func TestWords(t *testing.T) {
	catalogues, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	en, fr := catalogues[0], catalogues[1]
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{en.Date(2026, 11, 2), "2 November 2026"}, {fr.Date(2026, 11, 1), "1er novembre 2026"}, {fr.Date(2026, 2, 0), "février 2026"},
		{en.Date(1998, 0, 0), "1998"}, {en.Date(0, 0, 0), ""},
		{en.T("search.count", "n", 1), "1 result"}, {en.T("search.count", "n", 0), "0 results"}, {en.T("search.count", "n", 12345), "12,345 results"},
		{fr.T("search.count", "n", 0), "0\u00a0résultat"}, {en.T("no.such.key"), "[no.such.key]"},
		{string(en.HTML("report.about", "name", "<b>", "reference", "X")), "Your information is about <bdi>&lt;b&gt;</bdi> (<bdi>X</bdi>)."},
		{fr.T("meta.area", "area", "شارع الحمرا، 12"), "dernier lieu connu\u00a0: \u2068شارع الحمرا، 12\u2069"}, {fr.T("meta.area", "area", "Lyon, 3e"), "dernier lieu connu\u00a0: Lyon, 3e"},
		{en.DateTime(now, time.UTC), "22 November 2026, 12:00"},
	} {
		if strings.ReplaceAll(c.got, "\u00a0", " ") != strings.ReplaceAll(c.want, "\u00a0", " ") {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func FuzzChoose(f *testing.F) {
	for _, s := range []string{"", "fr", "fr-CA,fr;q=0.9", "*", ";;;", strings.Repeat("a,", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := i18n.Choose(s); !i18n.Known(got) {
			t.Errorf("%q chose %q", s, got)
		}
	})
}
