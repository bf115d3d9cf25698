package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry/table"
)

// Names in a folder of the evaluation format.
const (
	namesFile   = "names.tsv.gz"
	queriesFile = "name_queries.tsv.gz"
)

func nameColumns() []string { return []string{"id", "name", "script", "source"} }

// eachRow reads a table of the evaluation format: UTF-8, tabs, a header, nothing
// quoted, packed with gzip or not. It calls do with the values of the columns asked
// for, in that order.
func eachRow(path string, columns []string, do func(values []string) error) error {
	src, err := openSource(path)
	if err != nil {
		return err
	}
	defer src.Close()
	if err := rowsOf(table.NewLines(src.Reader), columns, do); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return nil
}

func rowsOf(l *table.Lines, columns []string, do func(values []string) error) error {
	head, err := l.Next()
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	} else if err != nil {
		return err
	}
	header := strings.Split(string(head.Text), "\t")
	var at []int
	for _, c := range columns {
		i := slices.Index(header, c)
		if i < 0 {
			return fmt.Errorf("there is no column %q; the first line must name the columns, with tabs between them", c)
		}
		at = append(at, i)
	}
	for {
		row, err := l.Next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		cells := strings.Split(string(row.Text), "\t")
		switch {
		case row.TooLong || !utf8.Valid(row.Text):
			return fmt.Errorf("line %d is not UTF-8 text, or much too long", row.No)
		case len(cells) != len(header):
			return fmt.Errorf("line %d has %d columns and the first line has %d", row.No, len(cells), len(header))
		}
		values := make([]string, len(at))
		for i, c := range at {
			values[i] = cells[c]
		}
		if err := do(values); err != nil {
			return fmt.Errorf("line %d: %w", row.No, err)
		}
	}
}
