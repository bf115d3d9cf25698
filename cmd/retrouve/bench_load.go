package main

import (
	"context"
	"runtime"
	"time"

	"github.com/retrouve/retrouve/registry"
)

type benchLoadCmd struct {
	Records  int    `default:"100000" help:"How many invented notices to file (default: ${default})."`
	Searches int    `default:"2000" help:"How many searches the visitors make (default: ${default})."`
	Dir      string `placeholder:"DIR" help:"Where the temporary folder is made: on the disk to be measured."`
}

// Help is shown by "retrouve bench load --help".
func (benchLoadCmd) Help() string {
	return `Fills a temporary folder with invented notices, builds the index, starts a server on
it, and has eight visitors search at once. "retrouve bench search" times the searches.

Example:
  retrouve bench load --records 100000`
}

// Run measures and prints a table.
func (c *benchLoadCmd) Run(a *app) error {
	bench, remove, err := a.bench(c.Dir)
	if err != nil {
		return err
	}
	defer remove()
	var t figures
	queries, err := c.fill(bench, &t)
	if err != nil {
		return err
	}
	runtime.GC()
	if err := c.start(bench, queries, &t); err != nil {
		return err
	}
	return t.print(a)
}

// fill imports the notices and builds the index. It returns what visitors will ask:
// names, surnames, names with a mistake and names with a place in turn.
func (c *benchLoadCmd) fill(a *app, t *figures) (queries []registry.Query, err error) {
	people, err := newCrowd("", time.Now().UTC())
	if err != nil {
		return nil, err
	}
	s := newSample(c.Records, c.Searches)
	err = a.within(opening{mustExist: true}, func(_ context.Context, f *folder) error {
		if err := fillCrowd(a, f, people, c.Records, s, t); err != nil {
			return err
		}
		return indexed(a, f, c.Records, t, func(context.Context, building) error { return nil })
	})
	for i, p := range s.probes {
		queries = append(queries, []registry.Query{{Text: p.name}, {Text: p.family}, {Text: p.misspelt}, {Text: p.name, Place: p.area}}[i%4])
	}
	return queries[:min(len(queries), c.Searches)], err
}
