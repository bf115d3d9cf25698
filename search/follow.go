package search

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2"

	"github.com/retrouve/retrouve/registry"
)

// groupSize is how many entries of the change log go into one batch.
const groupSize = 2000

// errStale means that the live generation cannot be caught up.
var errStale = errors.New("index must be rebuilt")

// Run keeps the index in step with the store until the context ends: it builds
// it where need be, then follows the change log. It returns the context's error.
func (x *Index) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		err := x.stalled()
		if err == nil {
			err = x.follow(ctx)
		}
		if ctx.Err() != nil {
			break
		}
		x.opts.Log.Warn("index is rebuilt", "why", err)
		if err := x.Rebuild(ctx, nil); err != nil && ctx.Err() == nil {
			x.opts.Log.Error("index could not be rebuilt", "err", err)
			pause(ctx, x.opts.Retry)
		}
	}
	return ctx.Err()
}

// stalled returns why the live generation must be replaced, or nil.
func (x *Index) stalled() error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.stale
}

// follow applies the log until something is wrong with it or the index.
func (x *Index) follow(ctx context.Context) error {
	for {
		changed := x.store.Changed()
		more, err := x.step(ctx)
		if err != nil {
			x.markStale(err)
			return err
		}
		if more {
			continue
		}
		select {
		case <-changed:
			pause(ctx, x.opts.Gather)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// markStale remembers that the live generation must be replaced, unless only the
// context ended.
func (x *Index) markStale(err error) {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.stale = err
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// step applies one group to the live generation and reports whether there is more.
func (x *Index) step(ctx context.Context) (more bool, err error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.RLock()
	g := x.live
	x.mu.RUnlock()
	if g == nil {
		return false, errStale
	}
	before := g.seq.Load()
	more, err = x.catchUp(ctx, g)
	if g.seq.Load() != before {
		x.advance()
	}
	return more, err
}

// catchUp applies the next group of the log to a generation. A panic is an error.
func (x *Index) catchUp(ctx context.Context, g *generation) (more bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errStale, p)
		}
	}()
	group := x.newGroup()
	last, head := registry.Seq(g.seq.Load()), registry.Seq(0)
	err = x.store.View(ctx, func(r registry.Reader) error {
		h := r.Head()
		head = h.Seq
		if h.Epoch != g.epoch || last > head {
			return errStale
		}
		n := 0
		for c, err := range r.Changes(last) {
			if err != nil {
				return err
			}
			if c.Seq != last+1 {
				return fmt.Errorf("%w: the log has a gap", errStale)
			}
			if err := group.add(r, c.Ref); err != nil {
				return err
			}
			if last, n = c.Seq, n+1; n == groupSize {
				break
			}
		}
		return nil
	})
	if err != nil || last == registry.Seq(g.seq.Load()) {
		return false, err
	}
	if err := group.write(g, last); err != nil {
		return false, err
	}
	return last < head, nil
}

// group gathers what one batch changes: a document for each record, nil where
// it goes.
type group struct {
	x       *Index
	now     time.Time
	notices map[string]fields
	reports map[string]fields
	damaged []registry.Ref // those without a document because they cannot be read
}

func (x *Index) newGroup() *group {
	return &group{x: x, now: x.clock.Now(), notices: map[string]fields{}, reports: map[string]fields{}}
}

// add reads a record that changed. Only notices, reports and places matter. A damaged
// one goes, as one that was erased.
func (b *group) add(r registry.Reader, ref registry.Ref) error {
	switch ref.Kind {
	case registry.KindNotice:
		if _, done := b.notices[ref.ID]; done {
			return nil
		}
		var n registry.Notice
		ok, err := b.found(r, ref, &n)
		b.notices[ref.ID] = nil
		if ok && n.State == registry.NoticeOpen {
			b.notices[ref.ID] = noticeDocument(&n, b.now)
		}
		return err
	case registry.KindReport:
		if _, done := b.reports[ref.ID]; done {
			return nil
		}
		var rep registry.Report
		ok, err := b.found(r, ref, &rep)
		b.reports[ref.ID] = nil
		if ok && rep.State == registry.ReportOpen {
			b.reports[ref.ID] = reportDocument(&rep, b.now)
		}
		return err
	case registry.KindEventPlace, registry.KindEvent:
		b.x.forgetPlaces()
	}
	return nil
}

// found is Index.found and remembers which records are damaged.
func (b *group) found(r registry.Reader, ref registry.Ref, into registry.Record) (bool, error) {
	ok, err := get(r, ref, into)
	if isDamage(err) {
		b.x.noteDamage(ref)
		b.damaged = append(b.damaged, ref)
		return false, nil
	}
	return ok, err
}

// write applies the group and moves the position. A group without documents
// moves the position in memory only: replaying it costs nothing.
func (b *group) write(g *generation, seq registry.Seq) error {
	if len(b.notices)+len(b.reports) > 0 {
		if err := writeBatch(g, g.notices, b.notices, seq); err != nil {
			return err
		}
		if err := writeBatch(g, g.reports, b.reports, seq); err != nil {
			return err
		}
		// Who was erased is forgotten at once, not at the next search.
		if err := errors.Join(b.x.kept.refresh(g.notices), b.x.kept.refresh(g.reports)); err != nil {
			return err
		}
	}
	g.seq.Store(uint64(seq))
	return nil
}

// writeBatch returns when the batch is on disk.
func writeBatch(g *generation, idx bleve.Index, docs map[string]fields, seq registry.Seq) error {
	adv, err := idx.Advanced()
	if err != nil {
		return err
	}
	b := newBatch()
	for id, d := range docs {
		if d == nil {
			b.Delete(id)
			continue
		}
		b.put(id, d)
	}
	g.position(b, seq)
	return adv.Batch(b.Batch)
}
