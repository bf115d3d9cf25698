package boltstore

import (
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// Stats is what to watch of a store.
type Stats struct {
	Size      int64         // bytes of the file in use, free pages included
	FreePages int           // pages in the file that the next writes may use
	PageSize  int           // bytes
	Views     int           // views running now
	Oldest    time.Duration // age of the oldest of them; alarm from 5 s on
	Commits   uint64        // transactions written since the store was opened
	Requests  uint64        // batches in them
	Median    time.Duration // time of a commit, of the last thousand
	P99       time.Duration // the same, 99th percentile
}

// Stats returns the figures of this moment. It is cheap enough for every page.
func (s *Store) Stats() Stats {
	out := s.meter.read()
	out.Views, out.Oldest = s.views.read(time.Now())
	_ = s.db.View(func(tx *bbolt.Tx) error {
		out.Size, out.PageSize = tx.Size(), s.db.Info().PageSize
		return nil
	})
	st := s.db.Stats()
	out.FreePages = st.FreePageN + st.PendingPageN
	return out
}

// meter counts commits and remembers how long the last ones took.
type meter struct {
	mu       sync.Mutex
	commits  uint64
	requests uint64
	times    [1000]time.Duration // a ring
}

func (m *meter) add(requests int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.times[m.commits%uint64(len(m.times))] = took
	m.commits++
	m.requests += uint64(requests)
}

func (m *meter) read() Stats {
	m.mu.Lock()
	n := min(m.commits, uint64(len(m.times)))
	times := slices.Clone(m.times[:n])
	out := Stats{Commits: m.commits, Requests: m.requests}
	m.mu.Unlock()
	slices.Sort(times)
	if n > 0 {
		out.Median, out.P99 = times[n/2], times[n*99/100]
	}
	return out
}

// views knows when each running view began.
type views struct {
	mu    sync.Mutex
	began map[*reader]time.Time
}

func (v *views) enter(r *reader) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.began == nil {
		v.began = map[*reader]time.Time{}
	}
	v.began[r] = time.Now()
}

func (v *views) leave(r *reader) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.began, r)
}

func (v *views) read(now time.Time) (n int, oldest time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, t := range v.began {
		oldest = max(oldest, now.Sub(t))
	}
	return len(v.began), oldest
}
