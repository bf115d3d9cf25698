package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry/table"
)

// linkRow is a row of a set: its id and its values by column of the import.
type linkRow struct {
	id  string
	rec table.Record
}

// linkSet is a set of notices and reports, and which are one person.
type linkSet struct {
	missing, found []linkRow
	gold           map[string][]string // missing ids by found id
}

func linkFile(dir, set, what string) string {
	return filepath.Join(dir, "link_"+set+"_"+what+".tsv.gz")
}

// readLinkSet reads the three files of a set as the import reads tables.
func readLinkSet(a *app, set string) (*linkSet, error) {
	for _, what := range []string{"missing", "found", "gold"} {
		path := linkFile(a.data, set, what)
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("there is no %s in the folder %s: --data names a folder with the three files of the set, --set says which", filepath.Base(path), a.data)
		}
	}
	s := &linkSet{gold: map[string][]string{}}
	var err error
	if s.missing, err = readLinkRows(a, linkFile(a.data, set, "missing")); err != nil {
		return nil, err
	}
	if s.found, err = readLinkRows(a, linkFile(a.data, set, "found")); err != nil {
		return nil, err
	}
	missing, found := idsOf(s.missing), idsOf(s.found)
	err = eachRow(linkFile(a.data, set, "gold"), []string{"found_id", "missing_id"}, func(v []string) error {
		if !found[v[0]] || !missing[v[1]] {
			return fmt.Errorf("%s and %s are linked, but one of them is in no file", v[0], v[1])
		}
		s.gold[v[0]] = append(s.gold[v[0]], v[1])
		return nil
	})
	return s, err
}

func idsOf(rows []linkRow) map[string]bool {
	known := map[string]bool{}
	for _, r := range rows {
		known[r.id] = true
	}
	return known
}

// readLinkRows says on stderr which columns mean nothing to the import.
func readLinkRows(a *app, path string) ([]linkRow, error) {
	src, err := openSource(path)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	rows, unknown, err := linkRows(src)
	if err == nil && len(rows) == 0 {
		err = errors.New("it holds no record")
	}
	if err != nil {
		return nil, within(filepath.Base(path), err)
	}
	if len(unknown) > 0 {
		fmt.Fprintf(a.stderr, "%s: these columns mean nothing here and were left out: %s\n", filepath.Base(path), strings.Join(unknown, ", "))
	}
	return rows, nil
}

func linkRows(src *source) (rows []linkRow, unknown []string, err error) {
	recs, err := table.New(src.Reader, vocabulary)
	if err != nil {
		return nil, nil, err
	}
	known, unknown := recs.Columns()
	if !slices.Contains(known, "id") {
		return nil, nil, errors.New("there is no column for the id")
	}
	if err := checkColumns(known); err != nil {
		return nil, nil, err
	}
	ids := map[string]bool{}
	for {
		rec, err := recs.Next()
		if errors.Is(err, io.EOF) {
			return rows, unknown, nil
		}
		if err == nil {
			err = rec.Err
		}
		if err == nil {
			err = checkID(rec.Values["id"], ids)
		}
		if err != nil {
			return nil, nil, within(fmt.Sprintf("line %d", rec.Line), err)
		}
		rows = append(rows, linkRow{rec.Values["id"], rec})
	}
}

// choose returns the reports of a half, and at most limit of them, drawn with a
// fixed seed, in the order of the file. Limit 0 means all.
func (s *linkSet) choose(half string, limit int) ([]int, error) {
	if limit < 0 {
		return nil, errors.New("--limit must not be negative")
	}
	var asked []int
	for i, r := range s.found {
		if half == "all" || (half == "even") == (partOf(r.id) == evenPart) {
			asked = append(asked, i)
		}
	}
	if len(asked) == 0 {
		return nil, fmt.Errorf("no report has an %s id", half)
	}
	if limit > 0 && limit < len(asked) {
		rand.New(rand.NewPCG(demoSeed, 3)).Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
		asked = asked[:limit]
		slices.Sort(asked)
	}
	return asked, nil
}
