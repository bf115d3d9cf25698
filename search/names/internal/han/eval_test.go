package han

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// evalDir holds the evaluation data, which are no part of the repository.
const evalDir = "../../../../../shared/eval"

// TestRomanisedQueries measures how many people asked for in Latin letters are
// found by one of the readings of their names. Only every second query is looked
// at, so that the others stay unseen. The queries come from a dictionary with
// many unusual readings (Toda for 藤田), which bounds what can be reached.
func TestRomanisedQueries(t *testing.T) {
	names := map[string]string{}
	for row := range rows(t, "names.tsv.gz") {
		names[row[0]] = row[1]
	}
	asked, found, loose := map[string]int{}, map[string]int{}, map[string]int{}
	for row := range rows(t, "name_queries.tsv.gz") {
		class := row[1]
		if last := row[0][len(row[0])-1]; last%2 != 0 || !strings.HasPrefix(class, "romanised-") {
			continue
		}
		asked[class]++
		var said []string
		for id := range strings.FieldsSeq(row[5]) {
			said = append(said, spoken(names[id], class)...)
		}
		words := strings.Fields(strings.ToLower(row[2]))
		query := []string{strings.Join(words, ""), rotated(words)}
		if agree(query, said, plain) {
			found[class]++
		}
		if agree(query, said, func(s string) string { return unvoiced.Replace(plain(s)) }) {
			loose[class]++
		}
	}
	for class, n := range asked {
		share := float64(found[class]) / float64(n)
		t.Logf("%s: %.3f of %d, %.3f with k and g, t and d, s and z, h and b as one", class, share, n, float64(loose[class])/float64(n))
		if least := map[string]float64{"romanised-zh": 0.9, "romanised-ja": 0.7}[class]; share < least {
			t.Errorf("%s: %.3f", class, share)
		}
	}
}

var (
	long     = strings.NewReplacer("ou", "o", "oo", "o", "uu", "u", "-", "")
	unvoiced = strings.NewReplacer("g", "k", "d", "t", "j", "sh", "z", "s", "b", "h")
)

func plain(s string) string { return long.Replace(s) }

func agree(query, said []string, form func(string) string) bool {
	return slices.ContainsFunc(said, func(s string) bool {
		return form(s) == form(query[0]) || form(s) == form(query[1])
	})
}

// rotated returns the words with the first or, of three, the last as the family
// name brought to the front.
func rotated(words []string) string {
	last := len(words) - 1
	return strings.Join(words[last:], "") + strings.Join(words[:last], "")
}

// spoken returns the readings of a name without spaces, family name first.
func spoken(name, class string) []string {
	var out []string
	if class == "romanised-zh" {
		for _, p := range Pinyin(name) {
			out = append(out, strings.ReplaceAll(p, " ", ""))
		}
		return out
	}
	for _, r := range Japanese(name) {
		out = append(out, r.Family+r.Given)
	}
	return out
}

// rows yields the lines of an evaluation file below its heading, cut at tabs.
func rows(t *testing.T, name string) func(func([]string) bool) {
	f, err := os.Open(filepath.Join(evalDir, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the evaluation data are not here: ", evalDir)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Scan()
	return func(yield func([]string) bool) {
		for lines.Scan() && yield(strings.Split(lines.Text(), "\t")) {
		}
	}
}
