package main

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search"
)

type benchLinksCmd struct {
	Set            string `required:"" placeholder:"SET" help:"Which files of the folder are read: event, hist, febrl, or what else is there."`
	Out            string `name:"run" placeholder:"OUT.tsv" help:"Write what was found: found_id, tab, missing_id, tab, score; ten notices a report at most."`
	UseEventColumn bool   `help:"File each record under the event that its column names. Without it nobody knows the event."`
	Half           string `enum:"even,odd,all" default:"all" help:"Ask for the reports with even or odd ids only: even, odd or all."`
	Records        int    `placeholder:"N" help:"File so many invented notices beside those of the set: how long a report takes among them."`
	Limit          int    `placeholder:"N" help:"Ask for so many of these reports only, drawn from all of them."`
	Dir            string `placeholder:"DIR" help:"Where the temporary folder is made: on the disk to be measured."`
}

// Help is shown by "retrouve bench links --help".
func (benchLinksCmd) Help() string {
	return `Reads link_SET_missing.tsv.gz, link_SET_found.tsv.gz (columns as in docs/import.md) and
link_SET_gold.tsv.gz (found_id, missing_id) in the folder that --data names. Files them as
notices and reports in a temporary folder, builds the index, and asks the linker for every
notice that it compares with each report, and for its score.

Example:
  retrouve bench links --data eval --set event --run run.tsv
  retrouve bench links --data eval --set event --records 100000 --limit 500`
}

const (
	linkHits     = 10  // notices of a report that a run holds
	timedReports = 500 // reports that are timed, one after the other
)

// linkBench is one run of the measurement.
type linkBench struct {
	bench   *app
	set     *linkSet
	records int   // invented notices beside the set
	asked   []int // indexes of the reports asked for
	linker  *search.Linker
	reports []*registry.Report           // as stored, by line; nil where refused
	notices map[registry.NoticeID]string // their ids in the file
	answers []linkAnswer                 // by place in asked
	figures figures
}

// Run measures and prints three tables.
func (c *benchLinksCmd) Run(a *app) error {
	set, err := readLinkSet(a, c.Set)
	if err != nil {
		return err
	}
	asked, err := set.choose(c.Half, c.Limit)
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
	b := &linkBench{bench: bench, set: set, records: c.Records, asked: asked, answers: make([]linkAnswer, len(asked))}
	if err := b.measure(c.UseEventColumn); err != nil {
		return err
	}
	if err := out.write(b.run()); err != nil {
		return err
	}
	return b.print(a, c.Half)
}

// run is what was found, as a run file has it. No digit of a score is left out, so
// that what differs here differs there.
func (b *linkBench) run() string {
	var text strings.Builder
	for i, r := range b.asked {
		for _, p := range b.answers[i].best {
			fmt.Fprintf(&text, "%s\t%s\t%s\n", b.set.found[r].id, p.missing, strconv.FormatFloat(p.score, 'g', -1, 64))
		}
	}
	return text.String()
}

func (b *linkBench) measure(useEvents bool) error {
	return b.bench.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		filed, err := b.file(ctx, f, useEvents)
		if err != nil {
			return err
		}
		if err := b.readBack(ctx, f, filed); err != nil {
			return err
		}
		start := time.Now()
		return f.withIndex(b.bench, func(ctx context.Context) error {
			b.figures.add("building the index", "%.1f s", time.Since(start).Seconds())
			b.figures.add("index on disk", "%.1f MiB", mib(f.index.Status().Bytes))
			b.linker = search.NewLinker(f.index)
			if err := b.time(ctx); err != nil {
				return err
			}
			return b.askAll(ctx)
		})
	})
}

// time asks for some of the reports one after the other, spread over all of them.
func (b *linkBench) time(ctx context.Context) error {
	bar := newProgress(b.bench.stderr, "Timing")
	defer bar.end()
	runtime.LockOSThread() // whose time is read
	defer runtime.UnlockOSThread()
	step := max((len(b.asked)+timedReports-1)/timedReports, 1)
	var times, cpu []time.Duration
	var all time.Duration
	for _, warm := range []bool{true, false} {
		all = cpuOf(allThreads)
		for i := 0; i < len(b.asked); i += step {
			if warm && i > 20*step {
				break // what is loaded once is loaded
			}
			r := b.reports[b.asked[i]]
			if r == nil {
				continue
			}
			start, ran := time.Now(), cpuOf(thisThread)
			if _, err := b.linker.Ranked(ctx, r); err != nil {
				return err
			}
			if !warm {
				times, cpu = append(times, time.Since(start)), append(cpu, cpuOf(thisThread)-ran)
				bar.at(int64(i), int64(len(b.asked)))
			}
		}
	}
	all = cpuOf(allThreads) - all
	b.figures.add("reports timed, one after the other", "%d", len(times))
	b.figures.add("time of a report p50 / p99", "%.2f / %.2f ms", millis(percentile(times, 50)), millis(percentile(times, 99)))
	if all > 0 {
		b.figures.add("CPU of a report p50 / p99; mean with the collector", "%.2f / %.2f; %.2f ms",
			millis(percentile(cpu, 50)), millis(percentile(cpu, 99)), millis(all)/float64(max(len(times), 1)))
	}
	return nil
}

// askAll asks for all reports on all cores. The first failure ends it.
func (b *linkBench) askAll(ctx context.Context) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	bar := newProgress(b.bench.stderr, "Linking")
	defer bar.end()
	var next, done atomic.Int64
	var all sync.WaitGroup
	start := time.Now()
	for worker := range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(b.asked)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if err := b.ask(ctx, int(i)); err != nil {
					fail(err)
				}
				if n := done.Add(1); worker == 0 { // a bar is drawn by one
					bar.at(n, int64(len(b.asked)))
				}
			}
		})
	}
	all.Wait()
	b.figures.add(fmt.Sprintf("reports a second, on all %d cores", runtime.GOMAXPROCS(0)), "%.0f", rate(len(b.asked), time.Since(start)))
	return context.Cause(ctx)
}

func (b *linkBench) ask(ctx context.Context, i int) error {
	line := b.asked[i]
	r := b.reports[line]
	if r == nil {
		return nil // refused: nothing is found for it
	}
	list, err := b.linker.Ranked(ctx, r)
	if err != nil {
		return err
	}
	pairs := make([]linkPair, len(list))
	for k, c := range list {
		pairs[k] = linkPair{b.notices[c.Notice], c.Score}
	}
	b.answers[i] = newLinkAnswer(pairs, b.set.gold[b.set.found[line].id])
	return nil
}

func (b *linkBench) file(ctx context.Context, f *folder, useEvents bool) (*linkFiling, error) {
	filed, err := newLinkFiling(ctx, f, b.set, useEvents)
	if err != nil {
		return nil, err
	}
	bar := newProgress(b.bench.stderr, "Filing")
	defer bar.end()
	if err = filed.all(ctx, bar); err == nil {
		err = filed.strangers(ctx, b.records, bar)
	}
	filed.report(&b.figures)
	return filed, err
}
