package boltstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// copyGroup is how many entries one transaction of a copy writes.
const copyGroup = 20_000

// copyFill packs the pages of a copy, which is written in order.
const copyFill = 0.9

// copier writes the entries of one file into a fresh one, in order, without the
// pages that are free and whatever old bytes they hold.
type copier struct {
	ctx      context.Context
	to       *bbolt.DB
	change   func(path [][]byte, key, value []byte) ([]byte, error) // nil: nothing changes
	progress func(done, total int)
	total    int
	done     int

	tx     *bbolt.Tx
	inside int // entries in tx
}

// copyInto copies a file as it stands in one view.
func (c *copier) copyInto(from *bbolt.Tx) (err error) {
	if c.tx, err = c.to.Begin(true); err != nil {
		return err
	}
	defer func() { _ = c.tx.Rollback() }() // does nothing after Commit
	err = from.ForEach(func(name []byte, b *bbolt.Bucket) error { return c.bucket([][]byte{name}, b) })
	if err != nil {
		return err
	}
	return c.tx.Commit()
}

func (c *copier) bucket(path [][]byte, b *bbolt.Bucket) error {
	to, err := c.at(path)
	if err != nil {
		return err
	}
	if err := to.SetSequence(b.Sequence()); err != nil {
		return err
	}
	return b.ForEach(func(k, v []byte) error {
		if v == nil { // a bucket has no value
			if inner := b.Bucket(k); inner != nil {
				return c.bucket(append(slices.Clone(path), k), inner)
			}
		}
		return c.entry(path, k, v)
	})
}

// at returns a bucket of the copy, which it makes.
func (c *copier) at(path [][]byte) (*bbolt.Bucket, error) {
	b, err := c.tx.CreateBucketIfNotExists(path[0])
	for _, name := range path[1:] {
		if err == nil {
			b, err = b.CreateBucketIfNotExists(name)
		}
	}
	if err == nil {
		b.FillPercent = copyFill
	}
	return b, err
}

func (c *copier) entry(path [][]byte, k, v []byte) (err error) {
	if c.change != nil {
		if v, err = c.change(path, k, v); err != nil {
			return err
		}
	}
	if c.inside++; c.inside >= copyGroup {
		c.inside = 0
		if err := c.tx.Commit(); err != nil {
			return err
		}
		if c.tx, err = c.to.Begin(true); err != nil {
			return err
		}
	}
	to, err := c.at(path)
	if err != nil {
		return err
	}
	if c.done++; c.progress != nil && c.done%1000 == 0 {
		c.progress(c.done, max(c.total, c.done))
	}
	if v == nil {
		v = []byte{}
	}
	return errors.Join(to.Put(k, v), c.ctx.Err())
}

// rewrite replaces the file by a copy of itself, at once or not at all. Nothing
// may be written meanwhile, and the store must be closed and opened again: it
// still has the old file.
func (s *Store) rewrite(ctx context.Context, progress func(done, total int), change func(path [][]byte, key, value []byte) ([]byte, error)) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	path := s.db.Path()
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := s.rewriteInto(ctx, tmp.Name(), progress, change); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	s.health.fail(&damagedError{cause: errReplaced}, time.Now()) // never tried again
	return syncDir(filepath.Dir(path))
}

func (s *Store) rewriteInto(ctx context.Context, path string, progress func(done, total int), change func(path [][]byte, key, value []byte) ([]byte, error)) error {
	to, err := bbolt.Open(path, fileMode, &bbolt.Options{FreelistType: bbolt.FreelistMapType, InitialMmapSize: initialMap()})
	if err != nil {
		return err
	}
	err = s.view(ctx, func(r *reader) error {
		c := &copier{ctx: ctx, to: to, change: change, progress: progress, total: r.entries()}
		return c.copyInto(r.tx)
	})
	return errors.Join(err, to.Sync(), to.Close())
}

// entries estimates how many entries the file has.
func (r *reader) entries() int {
	n := int(r.Head().Seq)
	for _, k := range registry.Kinds() {
		n += 4 * r.Count(k) // record, data key, some index entries
	}
	return n
}

var errReplaced = errors.New("the file was replaced: open the store again")

// Compact replaces the file by a copy without free pages: what was erased is gone
// from the disk, and its space is given back. The store takes no more writes and
// must be closed and opened again. A crash leaves the old file or the new one, whole.
func (s *Store) Compact(ctx context.Context, progress func(done, total int)) error {
	if err := s.rewrite(ctx, progress, nil); err != nil {
		return fmt.Errorf("the file could not be compacted and stays as it was: %w", err)
	}
	return nil
}

// Rewrap replaces the file by a copy in which every data key is wrapped by another
// master key, and compacts it: nothing is left that the old key opens. It ends as
// Compact does; the next opening needs the new key.
func (s *Store) Rewrap(ctx context.Context, next Sealer, progress func(done, total int)) error {
	err := s.rewrite(ctx, progress, func(path [][]byte, k, v []byte) ([]byte, error) {
		switch {
		case len(path) == 1 && string(path[0]) == string(bucketMeta) && string(k) == string(metaSealer):
			return []byte(next.ID()), nil
		case len(path) == 1 && string(path[0]) == string(bucketMeta) && string(k) == string(metaHiding):
			return rewrap(hidingRef(), s.sealer, next, v)
		case len(path) == 2 && string(path[0]) == string(bucketKey):
			ref := registry.Ref{Kind: registry.Kind(path[1]), ID: string(k)}
			return rewrap(ref, s.sealer, next, v)
		}
		return v, nil
	})
	if err != nil {
		return fmt.Errorf("the key could not be changed and stays as it was: %w", err)
	}
	return nil
}

// rewrap wraps a key anew.
func rewrap(ref registry.Ref, from, to Sealer, wrapped []byte) ([]byte, error) {
	key, err := from.Unwrap(ref, wrapped)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ref, err)
	}
	return to.Wrap(ref, key)
}
