package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

type benchNamesCmd struct {
	Out     string   `name:"run" placeholder:"OUT.tsv" help:"Write what was found: qid, tab, ids with spaces between them, best first."`
	Limit   int      `placeholder:"N" help:"Ask so many of the queries only, drawn from all of them."`
	Classes []string `placeholder:"A,B" help:"Ask the queries of these classes only."`
	Dir     string   `placeholder:"DIR" help:"Where the temporary folder is made: on the disk to be measured."`
}

// Help is shown by "retrouve bench names --help".
func (benchNamesCmd) Help() string {
	return `Reads names.tsv.gz (id, name, script, source) and name_queries.tsv.gz (qid, class,
query, query_script, gold_script, gold_ids) in the folder that --data names. Files each
name as a public notice in a temporary folder, builds the index and answers each query
as the pages do. A query is answered at the rank of the first of its gold ids.

Example:
  retrouve bench names --data eval --run run.tsv`
}

// nameHits is how many answers to a query are looked at.
const nameHits = 10

// nameBench is one run of the measurement.
type nameBench struct {
	bench   *app
	folder  string
	queries []nameQuery
	ids     []string // of the names, by line
	found   [][]string
	failed  int   // queries that the registry refused
	why     error // the first refusal
	figures figures
}

// Run measures and prints two tables.
func (c *benchNamesCmd) Run(a *app) error {
	queries, err := readNameQueries(a.data)
	if err == nil {
		queries, err = chooseQueries(queries, c.Classes, c.Limit)
	}
	if err != nil {
		return err
	}
	ids, err := readNameIDs(a.data)
	if err != nil {
		return err
	}
	out, err := newRunFile(c.Out)
	if err != nil {
		return err
	}
	defer out.discard()
	bench, remove, err := a.bench(c.Dir)
	if err != nil {
		return err
	}
	defer remove()
	b := &nameBench{bench: bench, folder: a.data, queries: queries, ids: ids, found: make([][]string, len(queries))}
	if err := b.measure(); err != nil {
		return err
	}
	if err := out.write(b.run()); err != nil {
		return err
	}
	if err := printScores(a, b.queries, b.found); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	return b.figures.print(a)
}

// run is what was found, as a run file has it.
func (b *nameBench) run() string {
	var text strings.Builder
	for i, q := range b.queries {
		fmt.Fprintf(&text, "%s\t%s\n", q.qid, strings.Join(b.found[i], " "))
	}
	return text.String()
}

func (b *nameBench) measure() error {
	var built building
	err := b.bench.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		notices, err := b.file(ctx, f)
		if err != nil {
			return err
		}
		lineOf, err := linesOf(ctx, f)
		if err != nil {
			return err
		}
		before := heapInUse()
		return indexed(b.bench, f, notices, &b.figures, func(ctx context.Context, took building) error {
			built = took
			return b.ask(ctx, f.service, lineOf, before)
		})
	})
	if err != nil {
		return err
	}
	return b.plain(built)
}

// eachName calls do with the names of the folder, which are not kept in memory.
func (b *nameBench) eachName(do func(name string) error) error {
	return eachRow(filepath.Join(b.folder, namesFile), nameColumns(), func(v []string) error { return do(v[1]) })
}

// file imports every name as an open public notice. Its record id is its line.
func (b *nameBench) file(ctx context.Context, f *folder) (notices int, err error) {
	r, err := newFiling(ctx, f)
	if err != nil {
		return 0, err
	}
	bar := newProgress(b.bench.stderr, "Filing")
	defer bar.end()
	err = b.eachName(func(name string) error {
		bar.at(int64(r.at), int64(len(b.ids)))
		return r.add(ctx, &registry.FileNotice{
			Person: registry.Person{Names: []registry.Name{registry.NewName(name, registry.NameFull)}}, Visibility: registry.VisiblePublic,
		})
	})
	if err == nil {
		err = r.flush(ctx)
	}
	if err == nil && r.filed() == 0 {
		err = fmt.Errorf("%s holds no name that can be filed", namesFile)
	}
	r.report(&b.figures)
	return r.filed(), err
}

// ask answers the queries, in turn and then on all cores.
func (b *nameBench) ask(ctx context.Context, s *registry.Service, lineOf map[registry.Reference]int32, before int) error {
	queries := make([]registry.Query, len(b.queries))
	for i, q := range b.queries {
		queries[i] = registry.Query{Text: q.text, Limit: nameHits}
	}
	for _, i := range firstOfClasses(b.queries) { // so that what is loaded once is not timed
		_, _ = publicly(ctx, s, queries[i])
	}
	bar := newProgress(b.bench.stderr, "Asking")
	defer bar.end()
	ran := cpuOf(allThreads)
	times, err := inTurn(ctx, s, queries, func(i int, cards []registry.Card, err error) {
		bar.at(int64(i+1), int64(len(queries)))
		if err != nil {
			b.refuse(err)
		}
		for _, c := range cards {
			if line, ok := lineOf[c.Reference]; ok {
				b.found[i] = append(b.found[i], b.ids[line])
			}
		}
	})
	if err != nil {
		return err
	}
	ran = cpuOf(allThreads) - ran
	all, err := atOnce(ctx, s, queries)
	if err != nil {
		return err
	}
	b.report(times, all, ran, before)
	return nil
}

func (b *nameBench) refuse(err error) {
	b.failed++
	if b.why == nil {
		b.why = err
	}
}

func (b *nameBench) report(times []time.Duration, all, ran time.Duration, before int) {
	n, t := len(b.queries), &b.figures
	t.add("queries", "%d", n)
	if b.failed > 0 {
		t.add("queries that were refused, counted as not found", "%d, the first because %s", b.failed, sentence(b.why))
	}
	if n := countUnknown(b.queries, b.ids); n > 0 {
		t.add("gold ids that no name has", "%d", n)
	}
	t.add("queries a second, one after the other", "%.0f", rate(n, total(times)))
	if ran > 0 {
		t.add("the same by processor time, the collector's included", "%.0f", rate(n, ran))
	}
	t.add(fmt.Sprintf("queries a second, on all %d cores", runtime.GOMAXPROCS(0)), "%.0f", rate(n, all))
	t.add("query p50 / p99", "%.2f / %.2f ms", millis(percentile(times, 50)), millis(percentile(times, 99)))
	t.add("memory: Go heap in use, before the index was opened", "%d MiB", before)
	t.add("memory: Go heap in use, after the queries", "%d MiB", heapInUse())
	t.add("memory: resident and not pages of files", "%d MiB", memoryOf(os.Getpid()).own)
}

// plain builds Bleve's own text index of the same names.
func (b *nameBench) plain(built building) error {
	p, err := newPlainIndex(filepath.Join(filepath.Dir(b.bench.data), "plain"))
	if err != nil {
		return err
	}
	err = b.eachName(func(name string) error {
		if err := b.bench.ctx.Err(); err != nil {
			return err
		}
		return p.add(name)
	})
	if err == nil {
		err = p.flush()
	}
	if errReport := p.report(built, &b.figures); err == nil {
		err = errReport
	}
	return err
}
