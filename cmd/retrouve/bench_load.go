package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/retrouve/retrouve/registry"
)

type benchLoadCmd struct {
	Records  int    `default:"100000" help:"How many invented notices to file (default: ${default})."`
	Searches int    `default:"2000" help:"How many searches to time (default: ${default})."`
	Dir      string `placeholder:"DIR" help:"Where the temporary folder is made: on the disk to be measured."`
}

// Help is shown by "retrouve bench load --help".
func (benchLoadCmd) Help() string {
	return `Fills a temporary folder with invented notices, builds the index, starts a server on
it, and times searches. The floor of the searches is one term query to the same
Bleve index, which neither reads records nor explains itself.

Example:
  retrouve bench load --records 100000`
}

// Run measures and prints a table.
func (c *benchLoadCmd) Run(a *app) error {
	dir, remove, err := benchFolder(c.Dir)
	if err != nil {
		return err
	}
	defer remove()
	bench := *a
	bench.data, bench.key = filepath.Join(dir, "data"), ""
	var t figures
	if err := c.fill(&bench, &t); err != nil {
		return err
	}
	runtime.GC()
	if err := c.start(&bench, &t); err != nil {
		return err
	}
	if err := c.search(&bench, &t); err != nil {
		return err
	}
	return t.print(a)
}

// fill imports the notices and builds the index.
func (c *benchLoadCmd) fill(a *app, t *figures) error {
	return a.within(opening{}, func(ctx context.Context, f *folder) error {
		event, err := f.service.AddEvent(ctx, demoEvent(f.service.Clock.Now()))
		if err != nil {
			return err
		}
		bar := newProgress(a.stderr, "Filing")
		filing, err := c.file(ctx, f, event, bar)
		bar.end()
		if err != nil {
			return err
		}
		t.add("notices", "%d", c.Records)
		t.add("import", "%.0f notices a second", float64(c.Records)/filing.Seconds())
		start := time.Now()
		if err := f.withIndex(a, func(context.Context) error { return nil }); err != nil {
			return err
		}
		took := time.Since(start)
		t.add("building the index", "%.1f s, %.0f notices a second", took.Seconds(), float64(c.Records)/took.Seconds())
		t.add("database on disk", "%d MiB", fileSize(filepath.Join(f.dir, databaseName))>>20)
		t.add("index on disk", "%d MiB", f.index.Status().Bytes>>20)
		return nil
	})
}

// file imports invented notices and returns how long the store took, without the
// time to invent them.
func (c *benchLoadCmd) file(ctx context.Context, f *folder, event registry.EventID, bar *progress) (took time.Duration, err error) {
	crowd := newCast(demoSeed, f.service.Clock.Now())
	for done := 0; done < c.Records; {
		items := make([]registry.Item, 0, importBatch)
		for range min(importBatch, c.Records-done) {
			n := crowd.notice(crowd.stranger(), event)
			n.Origin = demoRecord("bench", done+len(items))
			items = append(items, registry.Item{Notice: n})
		}
		start := time.Now()
		if err := importAll(ctx, f.service, items); err != nil {
			return took, err
		}
		took += time.Since(start)
		done += len(items)
		bar.at(int64(done), int64(c.Records))
	}
	return took, nil
}

// stranger is a soul with a rarer surname than the lists have, so that names are
// as spread as in a real population.
func (c *cast) stranger() *soul {
	s := c.soul(c.culture(), c.age(), -1)
	if n := &s.person.Names[0]; n.Script == "Latn" && c.chance(70) {
		family := c.surname()
		*n = full(n.Given+" "+family, n.Given, family)
		s.latin = n.Full
	}
	return s
}

// surname is made of syllables.
func (c *cast) surname() string {
	first := words("Bar,Cor,Dal,Fer,Gran,Hal,Jor,Kam,Lam,Mar,Nor,Or,Per,Quin,Ros,Sal,Tor,Val,Wes,Zam")
	middle := words("a,e,i,o,u,an,el,in,or,ul,eth,ist")
	last := words("bert,court,dier,feld,gnac,lier,mont,neau,quet,rand,sson,tier,vak,wicz,zki,ville")
	return pick(c, first) + pick(c, middle) + pick(c, last)
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// queries are what people type: names, parts of them, with mistakes, with a place.
func (c *benchLoadCmd) queries() []registry.Query {
	crowd := newCast(demoSeed, time.Now().UTC())
	list := make([]registry.Query, 0, c.Searches)
	for i := range c.Searches {
		s := crowd.stranger()
		q := registry.Query{Text: s.person.Names[0].Full, Limit: 20}
		switch i % 4 {
		case 1:
			q.Text = s.person.Names[0].Family
		case 2:
			q.Text = crowd.misspell(s.latin)
		case 3:
			q.Place = "Paris"
		}
		list = append(list, q)
	}
	return list
}

// search times the use-case and then a bare term query.
func (c *benchLoadCmd) search(a *app, t *figures) error {
	queries := c.queries()
	var times []time.Duration
	found := 0
	err := a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		return f.withIndex(a, func(ctx context.Context) error {
			for _, q := range queries {
				start := time.Now()
				cards, _, err := f.service.Search(ctx, registry.Viewer{Ring: registry.RingPublic}, q)
				if err != nil {
					return fmt.Errorf("search: %w", err)
				}
				times = append(times, time.Since(start))
				if len(cards) > 0 {
					found++
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	bare, err := bareSearch(a.ctx, filepath.Join(a.data, indexName), queries)
	if err != nil {
		return err
	}
	p50, p99 := percentile(times, 50), percentile(times, 99)
	t.add("searches that found somebody", "%d of %d", found, len(queries))
	t.add("search p50 / p99", "%.1f / %.1f ms", millis(p50), millis(p99))
	t.add("bare Bleve term query p50 / p99", "%.2f / %.2f ms", millis(percentile(bare, 50)), millis(percentile(bare, 99)))
	return nil
}
