package nick_test

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/search/names"
	"github.com/retrouve/retrouve/search/names/internal/nick"
)

// TestFold holds that answers are words as names.Fold leaves them.
func TestFold(t *testing.T) {
	for _, word := range []string{"sergey", "сергеи", "αθανασιοσ", "فاطمه", "יוסף", "elizabeth", "євген", "علي"} {
		for _, w := range slices.Concat(nick.Variants(word), nick.Cognates(word)) {
			if names.Fold(w) != w {
				t.Errorf("%s is folded to %s", w, names.Fold(w))
			}
		}
		if len(nick.Variants(word)) == 0 {
			t.Errorf("%s has no variants", word)
		}
	}
}

// TestCoverage measures on half of the evaluation queries how many given names
// that were replaced by a short form, or the reverse, are known as such.
func TestCoverage(t *testing.T) {
	queries := tsv(t, "name_queries.tsv.gz")
	name := map[string]string{}
	for _, r := range tsv(t, "names.tsv.gz") {
		name[r[0]] = r[1]
	}
	asked, known := 0, 0
	for _, r := range queries {
		n, err := strconv.Atoi(strings.TrimPrefix(r[0], "Q"))
		if r[1] != "nickname" || err != nil || n%2 != 0 {
			continue
		}
		asked++
		if slices.ContainsFunc(strings.Fields(r[5]), func(id string) bool { return related(r[2], name[id]) }) {
			known++
		}
	}
	share := float64(known) / float64(max(asked, 1))
	t.Logf("%d of %d related: %.3f", known, asked, share)
	if share < 0.8 {
		t.Errorf("coverage is %.3f, want 0.8 at the least", share)
	}
}

// related reports whether every word that differs has a relative in the other name.
func related(a, b string) bool {
	wa, wb := names.Words(a), names.Words(b)
	return covered(wa, wb) && covered(wb, wa)
}

func covered(ws, by []string) bool {
	for _, w := range ws {
		if !slices.Contains(by, w) && !slices.ContainsFunc(by, func(o string) bool { return nick.Related(w, o) != nick.None }) {
			return false
		}
	}
	return true
}

// tsv reads a table of the evaluation data without its header and skips the test
// where the data are absent.
func tsv(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "..", "shared", "eval", file))
	if err != nil {
		t.Skip("no evaluation data:", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for lines := bufio.NewScanner(z); lines.Scan(); {
		rows = append(rows, strings.Split(lines.Text(), "\t"))
	}
	return rows[1:]
}
