package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// totals counts what became of the records.
type totals struct{ fresh, updated, unchanged, refused, kept int }

func (t totals) changed() int { return t.fresh + t.updated }

func (t totals) minus(o totals) totals {
	return totals{t.fresh - o.fresh, t.updated - o.updated, t.unchanged - o.unchanged, t.refused - o.refused, t.kept - o.kept}
}

func (t totals) print(w io.Writer, dry bool) {
	if dry {
		fmt.Fprint(w, "Only tried, nothing was changed: ")
	}
	fmt.Fprintf(w, "%d new, %d updated, %d unchanged, %d refused\n", t.fresh, t.updated, t.unchanged, t.refused)
	if t.kept > 0 {
		fmt.Fprintf(w, "%d values could not be read and were kept as words in the description\n", t.kept)
	}
}

// shownRefusals is how many refused lines are printed before the rest is counted.
const shownRefusals = 20

// refusals prints why lines were refused, and writes all of them to a file.
type refusals struct {
	out  io.Writer
	path string
	file *os.File
	to   *bufio.Writer
	n    int
}

func newRefusals(out io.Writer, path string) (*refusals, error) {
	r := &refusals{out: out, path: path}
	if path == "" {
		return r, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("cannot write %s: %w", path, cause(err))
	}
	r.file, r.to = f, bufio.NewWriter(f)
	fmt.Fprint(r.to, "file\tline\treason\n")
	return r, nil
}

func (r *refusals) add(path string, line int, reason string) {
	r.n++
	if r.n <= shownRefusals {
		fmt.Fprintf(r.out, "%s, line %d: %s\n", path, line, reason)
	}
	if r.to != nil {
		fmt.Fprintf(r.to, "%s\t%d\t%s\n", path, line, strings.ReplaceAll(reason, "\t", " "))
	}
}

func (r *refusals) close() error {
	if more := r.n - shownRefusals; more > 0 {
		hint := "--refused FILE writes all of them to a file"
		if r.path != "" {
			hint = "all of them are in " + r.path
		}
		fmt.Fprintf(r.out, "... and %d more refused lines; %s\n", more, hint)
	}
	if r.file == nil {
		return nil
	}
	return errors.Join(r.to.Flush(), r.file.Close())
}
