package memstore

import (
	"context"
	"errors"
	"sync"

	"github.com/retrouve/retrouve/registry"
)

// Store is a registry.Store in memory. It is safe for concurrent use.
type Store struct {
	mu      sync.Mutex
	hiding  []byte // key of what hidden indexes hold
	now     *state // replaced, not changed, while a view reads it
	closed  bool
	changed chan struct{}
}

// New returns an empty store.
func New() *Store {
	return &Store{hiding: []byte(registry.NewID()), now: newState(registry.NewID()), changed: make(chan struct{})}
}

// View calls f with a consistent view. Commits do not wait for it.
func (s *Store) View(ctx context.Context, f func(registry.Reader) error) error {
	const op = "View"
	if err := ctx.Err(); err != nil {
		return &registry.Error{Op: op, Kind: registry.KindUnavailable, Err: err}
	}
	st, err := s.enter()
	if err != nil {
		return &registry.Error{Op: op, Kind: registry.KindUnavailable, Err: err}
	}
	defer s.leave(st)
	return f(reader{st, s.hiding})
}

// Healthy returns an error once the store is closed.
func (s *Store) Healthy() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errors.New("the store is closed")
	}
	return nil
}

func (s *Store) enter() (*state, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errors.New("the store is closed")
	}
	s.now.views++
	return s.now, nil
}

func (s *Store) leave(st *state) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st.views--
}

// Commit applies the batch, as registry.Store says.
func (s *Store) Commit(ctx context.Context, b registry.Batch) (registry.Seq, error) {
	const op = "Commit"
	if err := ctx.Err(); err != nil {
		return 0, &registry.Error{Op: op, Kind: registry.KindUnavailable, Err: err}
	}
	puts, audit, err := encode(b, s.hiding)
	if err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return 0, &registry.Error{Op: op, Kind: registry.KindUnavailable, Err: errors.New("the store is closed")}
	}
	if err := s.now.check(b.Expect); err != nil {
		return 0, err
	}
	if s.now.views > 0 {
		s.now = s.now.clone()
	}
	s.now.apply(puts, audit, b)
	if len(b.Changes) > 0 {
		close(s.changed)
		s.changed = make(chan struct{})
	}
	return registry.Seq(len(s.now.log)), nil
}

// Changed returns a channel that is closed at the next commit that logs a
// change. A follower takes it before it reads.
func (s *Store) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// Close ends the store; everything after it is refused.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}
