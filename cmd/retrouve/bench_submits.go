package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"github.com/retrouve/retrouve/registry"
)

type benchSubmitsCmd struct {
	Clients int           `default:"64" help:"How many file at once (default: ${default})."`
	For     time.Duration `default:"5s" help:"How long each side runs (default: ${default})."`
	Dir     string        `placeholder:"DIR" help:"Where the temporary folder is made: on the disk to be measured."`
}

// Help is shown by "retrouve bench submits --help".
func (benchSubmitsCmd) Help() string {
	return `Files notices through the whole use-case: validation, sealing, change log and
indexes, each on disk before it is answered. The floor is bare bbolt with its own
group commit, which writes the same number of entries and bytes, and does nothing else.`
}

// Run measures and prints a table.
func (c *benchSubmitsCmd) Run(a *app) error {
	bench, remove, err := a.bench(c.Dir)
	if err != nil {
		return err
	}
	defer remove()
	return bench.within(opening{}, func(_ context.Context, f *folder) error {
		return c.measure(a, f, filepath.Dir(bench.data))
	})
}

func (c *benchSubmitsCmd) measure(a *app, f *folder, dir string) error {
	now := f.service.Clock.Now()
	event, err := f.service.AddEvent(a.ctx, demoEvent(now))
	if err != nil {
		return err
	}
	size, err := c.sizeOfOne(a, f, event)
	if err != nil {
		return err
	}
	floor, err := openFloor(filepath.Join(dir, "floor.db"), c.Clients, size)
	if err != nil {
		return err
	}
	defer floor.db.Close()
	notice := submission(event, now)
	ours, err := c.spread(a.ctx, func() error {
		_, err := f.service.FileNotice(a.ctx, registry.Viewer{Ring: registry.RingPublic}, notice)
		return err
	})
	if err != nil {
		return err
	}
	bare, err := c.spread(a.ctx, floor.submit)
	if err != nil {
		return err
	}
	stats := f.store.Stats()
	var t figures
	t.add(fmt.Sprintf("durable notices a second, %d clients", c.Clients), "%.0f", ours)
	t.add("bare bbolt, same entries, own group commit", "%.0f", bare)
	t.add("ratio", "%.2f", ours/bare)
	t.add("notices in one commit", "%.1f", float64(stats.Requests)/float64(max(stats.Commits, 1)))
	t.add("time of a commit p50 / p99", "%.1f / %.1f ms", millis(stats.Median), millis(stats.P99))
	return t.print(a)
}

// submission is a notice as the form sends it.
func submission(event registry.EventID, now time.Time) registry.FileNotice {
	req := demoStories(event, now)[0].file
	req.Person.Description = "Elle portait un manteau bleu marine et un sac à dos vert ; elle parle français et un peu arabe."
	return req
}

// sizeOfOne returns the bytes of one notice as stored.
func (c *benchSubmitsCmd) sizeOfOne(a *app, f *folder, event registry.EventID) (int, error) {
	rc, err := f.service.FileNotice(a.ctx, registry.Viewer{Ring: registry.RingPublic}, submission(event, f.service.Clock.Now()))
	if err != nil {
		return 0, err
	}
	var n registry.Notice
	err = f.store.View(a.ctx, func(r registry.Reader) error { _, err := r.Get(rc.Record, &n); return err })
	if err != nil {
		return 0, err
	}
	plain, err := registry.EncodeRecord(&n)
	return len(plain) + 28, err // nonce and tag of the seal
}

// spread has the clients submit for the given time and returns submits a second.
func (c *benchSubmitsCmd) spread(ctx context.Context, submit func() error) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, c.For)
	defer cancel()
	var done atomic.Int64
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	start := time.Now()
	for range c.Clients {
		all.Go(func() {
			for ctx.Err() == nil {
				if err := submit(); err != nil {
					failed.Store(&err)
					return
				}
				done.Add(1)
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return float64(done.Load()) / time.Since(start).Seconds(), nil
}

// floor is bare bbolt with what a notice writes: a record, its data key, three
// index entries and an entry of the log.
type floor struct {
	db    *bbolt.DB
	value []byte
}

func openFloor(path string, clients, size int) (*floor, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, InitialMmapSize: 1 << 34})
	if err != nil {
		return nil, err
	}
	db.MaxBatchSize, db.MaxBatchDelay = clients, 2*time.Millisecond
	f := &floor{db: db, value: make([]byte, size)}
	rand.Read(f.value)
	return f, db.Update(func(tx *bbolt.Tx) error {
		for _, n := range floorBuckets() {
			if _, err := tx.CreateBucket([]byte(n)); err != nil {
				return err
			}
		}
		return nil
	})
}

func floorBuckets() []string { return []string{"record", "key", "reference", "event", "code", "log"} }

func (f *floor) submit() error {
	id := registry.NewID()
	return f.db.Batch(func(tx *bbolt.Tx) error {
		for _, n := range floorBuckets() {
			b := tx.Bucket([]byte(n))
			key, value := []byte(id), []byte(nil)
			switch n {
			case "record":
				value = f.value
			case "key":
				value = f.value[:60]
			case "log":
				seq, _ := b.NextSequence()
				key, value = fmt.Appendf(nil, "%08x", seq), f.value[:130]
			default:
				key = []byte(registry.NewID() + id + "notice")
			}
			if err := b.Put(key, value); err != nil {
				return err
			}
		}
		return nil
	})
}
