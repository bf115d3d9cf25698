package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/retrouve/retrouve/registry"
)

// Rebuild builds a new generation from the store and switches to it; the old one
// serves meanwhile, where it can. progress, if not nil, is told how many of how
// many records are done. A second rebuild waits for the first. What is left to merge
// goes on behind until the context ends; Close waits for it.
func (x *Index) Rebuild(ctx context.Context, progress func(done, total int)) (err error) {
	x.rebuilding.Lock()
	defer x.rebuilding.Unlock()
	if !x.setProgress(true, 0, 0) {
		return failed("Rebuild", errors.New("the index is closed"))
	}
	defer x.setProgress(false, 0, 0)
	report := func(done, total int) {
		x.setProgress(true, done, total)
		if progress != nil {
			progress(done, total)
		}
	}
	g, err := x.build(ctx, report)
	if err == nil {
		err = x.switchTo(ctx, g)
	}
	if err != nil {
		if g != nil {
			err = errors.Join(err, g.close(), os.RemoveAll(g.dir))
		}
		return failed("Rebuild", err)
	}
	x.merges.Go(func() { x.merge(ctx, g) })
	return nil
}

// merge makes one segment of the few that a rebuild left, while they serve: the
// fewer there are, the sooner a query is answered. What stops it is no harm.
func (x *Index) merge(ctx context.Context, g *generation) {
	if live, err := x.acquire("merge"); err == nil {
		if live == g {
			err = g.compact(ctx, 1)
		}
		live.users.Done()
		if err != nil && ctx.Err() == nil {
			x.opts.Log.Warn("segments of the index could not be merged", "err", err)
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.status.Merging = false
}

// setProgress answers false when the index is closed; Close waits for a rebuild,
// so that it cannot be closed during one.
func (x *Index) setProgress(on bool, done, total int) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.status.Rebuilding, x.status.Done, x.status.Total = on, done, total
	return !x.stopped
}

// build fills a new generation with every record. What changes meanwhile is
// replayed from the log afterwards, so the position is that of the start.
func (x *Index) build(ctx context.Context, progress func(done, total int)) (g *generation, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("building the index: %v", p)
		}
	}()
	var start registry.Head
	total := 0
	err = x.store.View(ctx, func(r registry.Reader) error {
		start = r.Head()
		total = r.Count(registry.KindNotice) + r.Count(registry.KindReport)
		return nil
	})
	if err != nil {
		return nil, err
	}
	dir, err := nextGeneration(x.dir)
	if err != nil {
		return nil, err
	}
	if g, err = createGeneration(dir, start.Epoch, x.opts); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := x.fill(ctx, g, start.Seq, total, progress); err != nil {
		return g, err
	}
	// Where there was no record at all the position is not written yet.
	err = errors.Join(writeBatch(g, g.notices, nil, start.Seq), writeBatch(g, g.reports, nil, start.Seq))
	if err = errors.Join(err, g.compact(ctx, fewSegments)); err != nil {
		return g, err
	}
	return x.reopened(g)
}

// reopened opens a generation that was filled as one that serves.
func (x *Index) reopened(g *generation) (*generation, error) {
	dir := g.dir
	err := g.close()
	if err == nil {
		g, err = openGeneration(dir, x.opts)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return g, nil
}

// maxRebuildGroup is how many records go into one batch of a rebuild at most: each
// makes a segment. Larger ones leave less to be merged, and take more memory.
const maxRebuildGroup = 30000

// rebuildGroup divides the records into groups so that all processors have as much
// to do.
func rebuildGroup(total int) int {
	procs := runtime.GOMAXPROCS(0)
	rounds := total/(procs*maxRebuildGroup) + 1
	return total/(procs*rounds) + 1
}

// fill writes every record, on all processors: one reads and analyses a group
// while another writes its own.
func (x *Index) fill(ctx context.Context, g *generation, seq registry.Seq, total int, progress func(done, total int)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	q := refs{x: x, kinds: []registry.Kind{registry.KindNotice, registry.KindReport}, size: rebuildGroup(total)}
	var mu sync.Mutex // guards what follows
	var failed error
	done := 0
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			err := x.fillGroups(ctx, g, seq, &q, func(n int) {
				mu.Lock()
				defer mu.Unlock()
				done += n
				progress(done, max(total, done))
			})
			mu.Lock()
			defer mu.Unlock()
			if err != nil && failed == nil {
				failed = err
				cancel()
			}
		})
	}
	workers.Wait()
	return failed
}

// fillGroups writes groups until there are no more. A panic is an error.
func (x *Index) fillGroups(ctx context.Context, g *generation, seq registry.Seq, q *refs, wrote func(int)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("building the index: %v", p)
		}
	}()
	for {
		group, err := q.group(ctx)
		if err != nil || group == nil {
			return err
		}
		if err := group.write(g, seq); err != nil {
			return err
		}
		wrote(len(group.notices) + len(group.reports))
	}
}

// refs hands out all records of some kinds in groups.
type refs struct {
	x     *Index
	mu    sync.Mutex
	kinds []registry.Kind // those that are left
	size  int             // of a group
	after string
}

// group reads and analyses the next records in one view; nil when there are no
// more. It is safe for concurrent use.
func (q *refs) group(ctx context.Context) (*group, error) {
	list, err := q.next(ctx)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	g := q.x.newGroup()
	err = q.x.store.View(ctx, func(r registry.Reader) error {
		for _, ref := range list {
			if err := g.add(r, ref); err != nil {
				return err
			}
		}
		return nil
	})
	return g, err
}

func (q *refs) next(ctx context.Context) (list []registry.Ref, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(list) == 0 && len(q.kinds) > 0 && err == nil {
		kind := q.kinds[0]
		err = q.x.store.View(ctx, func(r registry.Reader) error {
			for id := range r.IDs(kind, q.after) {
				list = append(list, registry.Ref{Kind: kind, ID: id})
				if len(list) == q.size {
					break
				}
			}
			return nil
		})
		if q.after = ""; len(list) == q.size {
			q.after = list[len(list)-1].ID
		} else {
			q.kinds = q.kinds[1:]
		}
	}
	return list, err
}

// switchTo catches the new generation up, makes it durable and lets it serve.
func (x *Index) switchTo(ctx context.Context, g *generation) error {
	for more := true; more; {
		var err error
		if more, err = x.catchUp(ctx, g); err != nil {
			return err
		}
	}
	if err := syncTree(g.dir); err != nil {
		return err
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	if err := writeFile(filepath.Join(x.dir, fileCurrent), []byte(filepath.Base(g.dir)+"\n")); err != nil {
		return err
	}
	x.mu.Lock()
	old := x.live
	x.live, x.stale, x.status.Merging = g, nil, true
	x.mu.Unlock()
	x.advance()
	if old != nil {
		old.users.Wait()
		if err := old.close(); err != nil {
			x.opts.Log.Warn("old index did not close", "err", err)
		}
		x.kept.drop(old.indexes()...)
	}
	if err := removeOthers(x.dir, g.dir); err != nil {
		x.opts.Log.Warn("old index could not be removed", "err", err)
	}
	return nil
}
