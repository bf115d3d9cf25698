package httpapi_test

import (
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// volatile is what differs from run to run: references, tokens, days, hashes of files.
var volatile = regexp.MustCompile(`[0-9A-Z]{32}|[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{2}|[?&/=][0-9A-Z]{8}\b|\d{1,2}(?:er)? \p{L}+ 20\d\d(?: à)?(?:, \d\d:\d\d| \d\d:\d\d)?|\.[0-9a-f]{12}\.|"[0-9A-Z]{8}"`)

// TestGolden compares a few French pages with what they looked like when somebody
// last read them. After a change that is meant: go test ./httpapi -run Golden -update
func TestGolden(t *testing.T) {
	s := newSite(t)
	v := s.visitor("fr")
	n := v.file("Zoé Lefèvre", map[string]url.Values{
		"who":   {"names": {"Zoé Lefèvre"}, "others": {"Зоя Лефевр"}},
		"age":   {"age.min": {"34"}, "sex": {"female"}},
		"looks": {"hair": {"bruns"}, "clothes": {"veste rouge"}},
		"where": {"area": {"Lyon"}},
	})
	s.settle()
	draft := v.start("/find", nil)
	again := v.start("/find", url.Values{"names": {"Zoe Lefevre"}, "area": {"Lyon"}})
	joining := v.start("/find", url.Values{"about": {n.reference}, "names": {"Zoe Lefevre"}})
	pages := map[string]page{
		"home": v.get("/"), "search": v.get("/search?q=lefevre"), "notice": v.get("/p/" + n.reference), "step": v.get(draft + "who"),
		"wrong": v.post(draft+"age", url.Values{"age.min": {"quarante"}}), "check": v.get(draft + "check"), "missing": v.get("/rien"),
		"alike": v.get(again + "check"), "join": v.get(joining + "check"),
		"none": v.get("/search?q=Lefevre&place=Brest&age_from=50"),
	}
	for name, p := range pages {
		got := volatile.ReplaceAllString(p.body, "·")
		path := filepath.Join("testdata", "golden", name+".fr.html")
		if *update {
			must(t, os.MkdirAll(filepath.Dir(path), 0o755))
			must(t, os.WriteFile(path, []byte(got), 0o644))
			continue
		}
		want, err := os.ReadFile(path)
		must(t, err)
		if got != string(want) {
			t.Errorf("%s changed: %s", name, firstDifference(string(want), got))
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "was " + x[i] + "\nis  " + y[i]
		}
	}
	return "the length"
}
