package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// nameQuery is a name to look for, and whom it means.
type nameQuery struct {
	qid, class, text string
	otherScript      bool // the name is stored in another script
	gold             []string
}

// readNameQueries reads the queries of a folder, and refuses it where a file is missing.
func readNameQueries(dir string) ([]nameQuery, error) {
	for _, name := range []string{namesFile, queriesFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return nil, fmt.Errorf("there is no %s in the folder %s: --data names a folder with %s and %s", name, dir, namesFile, queriesFile)
		}
	}
	var list []nameQuery
	known := map[string]bool{}
	columns := []string{"qid", "class", "query", "query_script", "gold_script", "gold_ids"}
	err := eachRow(filepath.Join(dir, queriesFile), columns, func(v []string) error {
		q := nameQuery{qid: v[0], class: v[1], text: v[2], otherScript: v[3] != v[4], gold: strings.Fields(v[5])}
		if len(q.gold) == 0 {
			return errors.New("the query has no gold id")
		}
		list = append(list, q)
		return checkID(q.qid, known)
	})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s holds no query", queriesFile)
	}
	return list, err
}

// checkID refuses an id that a run file cannot hold, or that there is already.
func checkID(id string, known map[string]bool) error {
	if len(strings.Fields(id)) != 1 || strings.TrimSpace(id) != id {
		return fmt.Errorf("%q is not an id: it is empty or has a space", id)
	}
	if known[id] {
		return fmt.Errorf("the id %s appears twice", id)
	}
	known[id] = true
	return nil
}

// chooseQueries returns those of the classes, and at most limit of them, drawn with
// a fixed seed, in the order of the file. No class means all, limit 0 means all.
func chooseQueries(list []nameQuery, classes []string, limit int) ([]nameQuery, error) {
	known := classesOf(list)
	for _, c := range classes {
		if !slices.Contains(known, c) {
			return nil, fmt.Errorf("there is no class %q; there are: %s", c, strings.Join(known, ", "))
		}
	}
	if len(classes) > 0 {
		list = slices.DeleteFunc(list, func(q nameQuery) bool { return !slices.Contains(classes, q.class) })
	}
	if limit < 0 {
		return nil, errors.New("--limit must not be negative")
	}
	if limit == 0 || limit >= len(list) {
		return list, nil
	}
	drawn := rand.New(rand.NewPCG(demoSeed, 2)).Perm(len(list))[:limit]
	slices.Sort(drawn)
	out := make([]nameQuery, 0, limit)
	for _, i := range drawn {
		out = append(out, list[i])
	}
	return out, nil
}

func classesOf(list []nameQuery) []string {
	var out []string
	for _, i := range firstOfClasses(list) {
		out = append(out, list[i].class)
	}
	slices.Sort(out)
	return out
}

// firstOfClasses returns where the first query of each class is.
func firstOfClasses(list []nameQuery) (at []int) {
	known := map[string]bool{}
	for i, q := range list {
		if !known[q.class] {
			known[q.class] = true
			at = append(at, i)
		}
	}
	return at
}

// readNameIDs reads the ids of the names of a folder, in the order of the file.
func readNameIDs(dir string) ([]string, error) {
	var ids []string
	known := map[string]bool{}
	err := eachRow(filepath.Join(dir, namesFile), nameColumns(), func(v []string) error {
		ids = append(ids, v[0])
		return checkID(v[0], known)
	})
	if err == nil && len(ids) == 0 {
		err = fmt.Errorf("%s holds no name", namesFile)
	}
	return ids, err
}

// countUnknown returns how many gold ids cannot be found because no name has them.
func countUnknown(queries []nameQuery, ids []string) (n int) {
	known := map[string]bool{}
	for _, id := range ids {
		known[id] = true
	}
	for _, q := range queries {
		for _, id := range q.gold {
			if !known[id] {
				n++
			}
		}
	}
	return n
}
