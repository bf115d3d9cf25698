package boltstore

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// Store is the registry.Store on disk. It is safe for concurrent use.
type Store struct {
	db     *bbolt.DB
	sealer Sealer
	hiding []byte // key of what hidden indexes hold
	log    *slog.Logger

	queue   chan *request
	waiting atomic.Int64  // calls of Commit not answered yet
	stopped chan struct{} // closed when the writer has ended
	writing sync.Mutex    // held during a write transaction

	closing sync.RWMutex // held for reading while a request is queued
	closed  bool

	health health
	signal signal
	views  views
	meter  meter
}

var errClosed = errors.New("the store is closed")

// View calls f with a consistent view, as registry.Store says. While a view runs,
// the pages it sees cannot be used again, so a long one makes the file grow. f
// must not wait for a Commit: once the file outgrows the memory it is mapped to,
// the writer waits for all views.
func (s *Store) View(ctx context.Context, f func(registry.Reader) error) error {
	return s.view(ctx, func(r *reader) error { return f(r) })
}

func (s *Store) view(ctx context.Context, f func(*reader) error) (err error) {
	const op = "View"
	if err := ctx.Err(); err != nil {
		return &registry.Error{Op: op, Kind: registry.KindUnavailable, Err: err}
	}
	tx, err := s.db.Begin(false)
	if err != nil {
		return &registry.Error{Op: op, Kind: registry.KindUnavailable, Err: err}
	}
	defer tx.Rollback()
	r := &reader{tx, s.sealer, s.hiding}
	s.views.enter(r)
	defer s.views.leave(r)
	defer faultsPanic()()
	defer catch(op, &err)
	return f(r)
}

// Commit applies the batch and returns when it is on the disk, as registry.Store
// says. A context that ends before the batch is queued prevents the write; after
// that Commit waits for the outcome, whatever the context says, because the write
// can no longer be called back.
//
// There is one case in which a batch may have been written although Commit
// answers KindUnavailable: the disk took everything and then failed the very last
// sync. A caller that tries again finds out by the versions.
func (s *Store) Commit(ctx context.Context, b registry.Batch) (registry.Seq, error) {
	if err := s.Healthy(); err != nil {
		return 0, unavailable(err)
	}
	if err := ctx.Err(); err != nil {
		return 0, unavailable(err)
	}
	s.waiting.Add(1) // the writer takes it off again, see answer
	r, err := prepare(b, s.sealer, s.hiding)
	if err == nil {
		err = s.enqueue(ctx, r)
	}
	if err != nil {
		s.waiting.Add(-1)
		return 0, err
	}
	<-r.done
	if r.err != nil {
		return 0, r.err
	}
	return r.seq, nil
}

func (s *Store) enqueue(ctx context.Context, r *request) error {
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return unavailable(errClosed)
	}
	select {
	case s.queue <- r:
		return nil
	case <-ctx.Done():
		return unavailable(ctx.Err())
	}
}

// Path returns the file of the store.
func (s *Store) Path() string { return s.db.Path() }

// Changed returns a channel that is closed at the next commit that logs a
// change. A follower takes it before it reads, or it may miss a wake-up.
func (s *Store) Changed() <-chan struct{} { return s.signal.next() }

// Close waits for running commits and views and releases the file. Closing again
// does nothing.
func (s *Store) Close() error {
	s.closing.Lock()
	first := !s.closed
	s.closed = true
	s.closing.Unlock()
	if !first {
		return nil
	}
	close(s.queue)
	<-s.stopped
	return s.db.Close()
}
