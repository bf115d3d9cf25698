package search

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"time"

	berrors "go.etcd.io/bbolt/errors"

	"github.com/retrouve/retrouve/registry"
)

// Options are the settings of an Index. The zero value is ready to use.
type Options struct {
	Timeout     time.Duration // longest search; 2 s if zero
	Searches    int           // at once; twice the number of processors if zero
	Gather      time.Duration // how long Run gathers changes before it writes; 20 ms if zero
	LockTimeout time.Duration // how long to wait for an index that another process holds; 2 s if zero
	Key         []byte        // KeySize bytes that seal the files; nil: they are in the clear
	Retry       time.Duration // pause after a failed rebuild; 5 s if zero
	Log         *slog.Logger  // nothing is logged if nil; no names, places or queries ever are
}

func (o Options) orDefaults() Options {
	o.Timeout = cmp.Or(o.Timeout, 2*time.Second)
	o.Searches = cmp.Or(o.Searches, 2*runtime.GOMAXPROCS(0))
	o.Gather = cmp.Or(o.Gather, 20*time.Millisecond)
	o.LockTimeout = cmp.Or(o.LockTimeout, 2*time.Second)
	o.Retry = cmp.Or(o.Retry, 5*time.Second)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Index finds notices and follows the store. It is safe for concurrent use. One
// process at a time may have a directory open.
type Index struct {
	dir   string
	store registry.Store
	clock registry.Clock
	opts  Options
	slots chan struct{} // one for each search that runs

	tallies tallies
	kept    *kept

	rebuilding sync.Mutex // held by the one rebuild
	writing    sync.Mutex // held while the live generation is written or switched

	mu      sync.RWMutex // guards what follows
	live    *generation  // nil while there is none to serve
	stale   error        // why the live generation must be replaced
	moved   chan struct{}
	status  Status
	merges  sync.WaitGroup
	damaged map[registry.Ref]bool // records met that cannot be read
	stopped bool

	resolvers map[registry.EventID]*eventPlaces
}

// Status is what a status page says about the index.
type Status struct {
	Serving    bool         // searches are answered
	Rebuilding bool         // a new generation is being built
	Merging    bool         // the segments that a rebuild left are made one, while they serve
	Done       int          // records of the rebuild so far
	Total      int          // records of the rebuild in all
	Applied    registry.Seq // position of the change log
	Damaged    int          // records met since Open that could not be read, each counted once
	Bytes      int64        // on disk
}

// Open opens the index in a directory, which is made if need be, and returns at
// once: what is missing or damaged is built by Run, which must be called for
// anything to happen. Until then Search works on what was there, or answers
// KindUnavailable. It fails when the directory cannot be written, when the store
// does not answer, and with KindUnavailable when another process holds the index.
func Open(ctx context.Context, dir string, store registry.Store, clock registry.Clock, opts Options) (*Index, error) {
	opts = opts.orDefaults()
	x := &Index{dir: dir, store: store, clock: clock, opts: opts, damaged: map[registry.Ref]bool{}, resolvers: map[registry.EventID]*eventPlaces{},
		slots: make(chan struct{}, opts.Searches), kept: newKept(), moved: make(chan struct{})}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, failed("Open", err)
	}
	head, err := x.head(ctx)
	if err != nil {
		return nil, err
	}
	path, err := current(dir)
	if err != nil {
		return nil, failed("Open", err)
	}
	if path == "" {
		x.stale = errors.New("there is no index yet")
		return x, nil
	}
	g, err := openGeneration(path, opts)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, &registry.Error{Op: "search.Open", Kind: registry.KindUnavailable, Err: err}
	case err != nil:
		x.stale = err
		return x, nil
	}
	x.live = g
	if g.epoch != head.Epoch || registry.Seq(g.seq.Load()) > head.Seq {
		x.stale = errors.New("the store is not the one that was indexed")
	}
	return x, removeOthers(dir, path)
}

func failed(op string, err error) error { return &registry.Error{Op: "search." + op, Err: err} }

func (x *Index) head(ctx context.Context) (h registry.Head, err error) {
	err = x.store.View(ctx, func(r registry.Reader) error { h = r.Head(); return nil })
	return h, err
}

// Close waits for running searches and releases the files. Run must have ended.
func (x *Index) Close() error {
	x.merges.Wait()
	x.rebuilding.Lock()
	defer x.rebuilding.Unlock()
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	g := x.live
	x.live, x.stopped = nil, true
	x.mu.Unlock()
	if g == nil {
		return nil
	}
	g.users.Wait()
	err := g.close()
	x.kept.drop(g.indexes()...)
	return err
}

// acquire returns the live generation, which stays open until its users.Done.
func (x *Index) acquire(op string) (*generation, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.live == nil {
		return nil, &registry.Error{Op: "search." + op, Kind: registry.KindUnavailable, Err: errors.New("the index is being built")}
	}
	x.live.users.Add(1)
	return x.live, nil
}

// Applied returns the position of the change log up to which the index knows the
// store; 0 while there is no index to serve.
func (x *Index) Applied() registry.Seq {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.applied()
}

func (x *Index) applied() registry.Seq {
	if x.live == nil || x.stale != nil {
		return 0
	}
	return registry.Seq(x.live.seq.Load())
}

// WaitFor returns when the index has applied the log up to seq, or with the
// context's error. Run must be running.
func (x *Index) WaitFor(ctx context.Context, seq registry.Seq) error {
	for {
		x.mu.RLock()
		at, moved := x.applied(), x.moved
		x.mu.RUnlock()
		if at >= seq {
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// advance wakes everybody in WaitFor.
func (x *Index) advance() {
	x.mu.Lock()
	defer x.mu.Unlock()
	close(x.moved)
	x.moved = make(chan struct{})
}

// Status returns what the index is doing.
func (x *Index) Status() Status {
	x.mu.RLock()
	s, g := x.status, x.live
	s.Serving, s.Applied, s.Damaged = x.live != nil, x.applied(), len(x.damaged)
	x.mu.RUnlock()
	if g != nil {
		s.Bytes, _ = treeSize(g.dir) // a status page can do without
	}
	return s
}
