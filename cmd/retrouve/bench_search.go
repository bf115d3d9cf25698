package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/retrouve/retrouve/registry"
)

type benchSearchCmd struct {
	Records  int    `default:"100000" help:"How many invented notices to file (default: ${default})."`
	Searches int    `default:"300" help:"How many searches of each kind to time (default: ${default})."`
	Dir      string `placeholder:"DIR" help:"Where the temporary folder is made: on the disk to be measured."`
}

// Help is shown by "retrouve bench search --help".
func (benchSearchCmd) Help() string {
	return `Fills a temporary folder with invented notices, builds the index, and times each kind of
search on one thread, as the pages do them. Where --data names a folder with
names.tsv.gz, names are made of its words; otherwise they are those of the exercise. The
floor is one term query to Bleve's own text index of the same names, which knows nothing
of names and reads no records.

Example:
  retrouve bench search --records 1000000`
}

// Run measures and prints two tables.
func (c *benchSearchCmd) Run(a *app) error {
	if c.Records < 1 || c.Searches < 1 {
		return errors.New("--records and --searches must be 1 at least")
	}
	names, err := a.namesFolder()
	if err != nil {
		return err
	}
	bench, remove, err := a.bench(c.Dir)
	if err != nil {
		return err
	}
	defer remove()
	b := &searchBench{bench: bench, cmd: c, names: names, now: time.Now().UTC()}
	if err := b.measure(); err != nil {
		return err
	}
	if err := printTable(a.stdout, []string{"search, one after the other", "p50 ms", "p99 ms", "found somebody"}, b.rows); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	return b.figures.print(a)
}

// namesFolder returns the folder that --data names if it has names, and "" if it is
// a data folder, or none was named.
func (a *app) namesFolder() (string, error) {
	has := func(name string) bool {
		_, err := os.Stat(filepath.Join(a.data, name))
		return err == nil
	}
	switch {
	case has(namesFile):
		return a.data, nil
	case a.data == defaultFolder, has(databaseName):
		return "", nil
	}
	return "", fmt.Errorf("there is no %s in the folder %s: leave --data out to use the names of the exercise", namesFile, a.data)
}

// searchBench is one run of the measurement.
type searchBench struct {
	bench   *app
	cmd     *benchSearchCmd
	names   string // folder, or ""
	now     time.Time
	rows    [][]string
	figures figures
}

func (b *searchBench) measure() error {
	var built building
	var asked []searchKind
	err := b.bench.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		people, err := newCrowd(b.names, b.now)
		if err != nil {
			return err
		}
		s := newSample(b.cmd.Records, 10*b.cmd.Searches)
		if err := fillCrowd(b.bench, f, people, b.cmd.Records, s, &b.figures); err != nil {
			return err
		}
		asked = s.searches(b.cmd.Searches)
		before := heapInUse()
		return indexed(b.bench, f, b.cmd.Records, &b.figures, func(ctx context.Context, took building) error {
			built = took
			if err := b.ask(ctx, f.service, asked); err != nil {
				return err
			}
			b.remember(before)
			return nil
		})
	})
	if err != nil {
		return err
	}
	return b.floor(built, asked)
}

// fillCrowd files the people, one batch in memory at a time, and measures it.
func fillCrowd(a *app, f *folder, people *crowd, records int, s *sample, t *figures) error {
	r, err := newFiling(a.ctx, f)
	if err != nil {
		return err
	}
	bar := newProgress(a.stderr, "Filing")
	defer bar.end()
	for i := range records {
		n := people.next()
		s.pass(people, n)
		if err := r.add(a.ctx, n); err != nil {
			return err
		}
		bar.at(int64(i), int64(records))
	}
	err = r.flush(a.ctx)
	r.report(t)
	return err
}

// ask times each kind of search. The first of each is not counted: it loads what is
// loaded once.
func (b *searchBench) ask(ctx context.Context, s *registry.Service, asked []searchKind) error {
	bar := newProgress(b.bench.stderr, "Searching")
	defer bar.end()
	for _, kind := range asked {
		if len(kind.queries) == 0 {
			continue
		}
		_, _ = publicly(ctx, s, kind.queries[0])
	}
	for i, kind := range asked {
		found, failed := 0, 0
		times, err := inTurn(ctx, s, kind.queries, func(_ int, cards []registry.Card, err error) {
			if len(cards) > 0 {
				found++
			}
			if err != nil {
				failed++
			}
		})
		if err != nil {
			return err
		}
		bar.at(int64(i+1), int64(len(asked)))
		answer := fmt.Sprintf("%d of %d", found, len(kind.queries))
		if failed > 0 {
			answer += fmt.Sprintf(", %d refused", failed)
		}
		b.row(kind.what, times, answer)
	}
	return nil
}

func (b *searchBench) row(what string, times []time.Duration, answer string) {
	b.rows = append(b.rows, []string{what, fmt.Sprintf("%.2f", millis(percentile(times, 50))), fmt.Sprintf("%.2f", millis(percentile(times, 99))), answer})
}

func (b *searchBench) remember(before int) {
	t := &b.figures
	t.add("memory: Go heap in use, before the index was opened", "%d MiB", before)
	t.add("memory: Go heap in use, after the searches", "%d MiB", heapInUse())
	t.add("memory: resident and not pages of files", "%d MiB", memoryOf(os.Getpid()).own)
}

// floor builds Bleve's own index of the same names, made again from the same seed,
// and asks it for one term of each of the names asked for above.
func (b *searchBench) floor(built building, asked []searchKind) error {
	people, err := newCrowd(b.names, b.now)
	if err != nil {
		return err
	}
	p, err := newPlainIndex(filepath.Join(filepath.Dir(b.bench.data), "plain"))
	if err != nil {
		return err
	}
	err = b.fillPlain(p, people)
	for _, kind := range asked {
		if err == nil && kind.floor {
			var times []time.Duration
			times, err = p.times(b.bench.ctx, kind.probes, searchHits)
			b.row("floor: bare Bleve term query, "+kind.what, times, "-")
		}
	}
	if errReport := p.report(built, &b.figures); err == nil {
		err = errReport
	}
	return err
}

func (b *searchBench) fillPlain(p *plainIndex, people *crowd) error {
	bar := newProgress(b.bench.stderr, "Indexing the floor")
	defer bar.end()
	for i := range b.cmd.Records {
		for _, n := range people.next().Person.Names {
			if err := p.add(n.Full); err != nil {
				return err
			}
		}
		if err := b.bench.ctx.Err(); err != nil {
			return err
		}
		bar.at(int64(i), int64(b.cmd.Records))
	}
	return p.flush()
}
