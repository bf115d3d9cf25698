package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// exonyms reads our own list: a line has a country, a name that the table
// knows, and what else people call that town:
//
//	IT  Bologna  Bolonia; Bologne
//
// with tabs between. It is for what the other sources lack: testdata/exonyms.txt
// in the folder above has names that must be known, whatever they come from.
func (n *namer) exonyms(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for no, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "\t")
		if len(col) != 3 {
			return fmt.Errorf("%s:%d: not three columns", path, no+1)
		}
		t, ok := n.largest(col[1], col[0])
		if !ok {
			return fmt.Errorf("%s:%d: no %s in %s", path, no+1, col[1], col[0])
		}
		for name := range strings.SplitSeq(col[2], ";") {
			if name = strings.TrimSpace(name); !slices.Contains(t.Names, name) {
				t.Names = append(t.Names, name)
			}
		}
	}
	return nil
}
