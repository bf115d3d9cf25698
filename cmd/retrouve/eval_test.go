package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// The evaluation sets are read by their headers alone. Only records in which
// nobody is described are refused.
func TestImportEvaluationSets(t *testing.T) {
	eval := "../../../shared/eval"
	if _, err := os.Stat(eval); err != nil {
		t.Skip("the evaluation data is not here")
	}
	counts := regexp.MustCompile(`(\d+) new, 0 updated, 0 unchanged, (\d+) refused`)
	for _, c := range []struct {
		set, side, kind string
		rows, refused   int
	}{
		{"event", "missing", "", 10512, 0}, {"event", "found", "", 7075, 10},
		{"hist", "missing", kindNotices, 1905, 5}, {"hist", "found", kindReports, 3198, 8},
		{"febrl", "missing", kindNotices, 1990, 0}, {"febrl", "found", kindReports, 2271, 1},
	} {
		t.Run(c.set+" "+c.side, func(t *testing.T) {
			args := []string{"import", filepath.Join(eval, "link_"+c.set+"_"+c.side+".tsv.gz"), "-d", dataFolder(t), "--no-links", "--event", "first"}
			if c.kind != "" {
				args = append(args, "--kind", c.kind)
			}
			r := command(t, args...)
			m := counts.FindStringSubmatch(r.out)
			if m == nil {
				t.Fatalf("status %d\n%s%s", r.status, r.out, r.err)
			}
			fresh, _ := strconv.Atoi(m[1])
			refused, _ := strconv.Atoi(m[2])
			if fresh+refused != c.rows || refused > c.refused {
				t.Errorf("%d new and %d refused of %d", fresh, refused, c.rows)
			}
		})
	}
}
