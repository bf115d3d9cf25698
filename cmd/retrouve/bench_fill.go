package main

import (
	"context"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// filingBatch is how many notices go into one durable write: ten times as many as
// the import takes, which must stop soon after Ctrl-C and lets others write too.
// A database of a million notices is filled half as fast again with it.
const filingBatch = 5000

// filing files notices in batches, so that only one batch of them is in memory.
type filing struct {
	service *registry.Service
	event   registry.EventID
	items   []registry.Item
	at      int           // of the next notice
	took    time.Duration // in the store, without the time to make the notices
	refused int
	why     error // the first refusal
}

func newFiling(ctx context.Context, f *folder) (*filing, error) {
	event, err := f.service.AddEvent(ctx, demoEvent(f.service.Clock.Now()))
	return &filing{service: f.service, event: event}, err
}

// add files a notice some time before flush returns.
func (r *filing) add(ctx context.Context, n *registry.FileNotice) error {
	n.Event, n.Origin = r.event, demoRecord("bench", r.at)
	return r.put(ctx, registry.Item{Notice: n})
}

// put files a complete record some time before flush returns.
func (r *filing) put(ctx context.Context, it registry.Item) error {
	r.at++
	r.items = append(r.items, it)
	if len(r.items) < filingBatch {
		return nil
	}
	return r.flush(ctx)
}

func (r *filing) flush(ctx context.Context) error {
	start := time.Now()
	done, err := r.service.Import(ctx, r.items)
	r.took += time.Since(start)
	for _, d := range done {
		if d.Err != nil {
			r.refuse(d.Err)
		}
	}
	clear(r.items) // so that what was filed can be freed
	r.items = r.items[:0]
	return err
}

func (r *filing) refuse(err error) {
	r.refused++
	if r.why == nil {
		r.why = err
	}
}

func (r *filing) filed() int { return r.at - r.refused }

func (r *filing) report(t *figures) {
	t.add("notices", "%d", r.filed())
	if r.refused > 0 {
		t.add("notices that the registry refused", "%d, the first because %s", r.refused, sentence(r.why))
	}
	t.add("import", "%.0f notices a second, %d in one write", rate(r.filed(), r.took), filingBatch)
}

// linesOf returns, for each reference that a card can show, which of the filed
// notices it is, counted from 0.
func linesOf(ctx context.Context, f *folder) (map[registry.Reference]int32, error) {
	out := map[registry.Reference]int32{}
	err := eachStored(ctx, f, registry.KindNotice, func(r registry.Reader, ref registry.Ref) error {
		var n registry.Notice
		if _, err := r.Get(ref, &n); err != nil {
			return err
		}
		i, err := filedAs(n.Origin)
		out[n.Reference] = int32(i)
		return err
	})
	return out, err
}

// filedAs returns the number that demoRecord gave to a record.
func filedAs(o registry.Origin) (int, error) {
	return strconv.Atoi(string(o.Record[strings.LastIndexByte(string(o.Record), '.')+1:]))
}

// eachStored calls do with every record of a kind.
func eachStored(ctx context.Context, f *folder, kind registry.Kind, do func(registry.Reader, registry.Ref) error) error {
	const atOnce = 2000 // in one short view
	for after, more := "", true; more; {
		err := f.store.View(ctx, func(r registry.Reader) error {
			more = false
			read := 0
			for id := range r.IDs(kind, after) {
				if more = read == atOnce; more {
					return ctx.Err()
				}
				if err := do(r, registry.Ref{Kind: kind, ID: id}); err != nil {
					return err
				}
				after, read = id, read+1
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// building is how long the index took.
type building struct {
	all     time.Duration
	reading time.Duration // reading and unsealing alone, by as many as build
	ran     time.Duration // on a processor
}

// indexed builds the index with the product's own code, and calls do while it serves.
func indexed(a *app, f *folder, notices int, t *figures, do func(context.Context, building) error) error {
	reading, err := timeReading(a.ctx, f)
	if err != nil {
		return err
	}
	start, ran := time.Now(), cpuOf(allThreads)
	return f.withIndex(a, func(ctx context.Context) error {
		took := building{all: time.Since(start), reading: reading / time.Duration(runtime.GOMAXPROCS(0)), ran: cpuOf(allThreads) - ran}
		t.add("building the index", "%.1f s, %.0f notices a second", took.all.Seconds(), rate(notices, took.all))
		t.add("of which is reading and unsealing the records", "%.1f s", took.reading.Seconds())
		ran = cpuOf(allThreads)
		settled, err := f.settle(ctx)
		if err != nil {
			return err
		}
		t.add("merging its segments afterwards, while it serves", "%.1f s", settled.Seconds())
		t.add("processor time of building and of merging", "%.1f + %.1f s", took.ran.Seconds(), (cpuOf(allThreads) - ran).Seconds())
		t.add("database on disk", "%.1f MiB", mib(fileSize(filepath.Join(f.dir, databaseName))))
		t.add("index on disk", "%.1f MiB", mib(f.index.Status().Bytes))
		return do(ctx, took)
	})
}

// settle waits until nothing of a rebuild is left to do, and says for how long.
func (f *folder) settle(ctx context.Context) (time.Duration, error) {
	start := time.Now()
	for f.index.Status().Merging {
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return time.Since(start), nil
}

// timeReading reads every notice, on one core.
func timeReading(ctx context.Context, f *folder) (time.Duration, error) {
	start := time.Now()
	err := eachStored(ctx, f, registry.KindNotice, func(r registry.Reader, ref registry.Ref) error {
		_, err := r.Get(ref, &registry.Notice{})
		return err
	})
	return time.Since(start), err
}

func mib(bytes int64) float64 { return float64(bytes) / (1 << 20) }
