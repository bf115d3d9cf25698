package main

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// publicly answers a query as the pages answer everybody.
func publicly(ctx context.Context, s *registry.Service, q registry.Query) ([]registry.Card, error) {
	cards, _, err := s.Search(ctx, registry.Viewer{Ring: registry.RingPublic}, q)
	return cards, err
}

// inTurn answers one query after the other and returns how long each took, in the
// order of the queries. What was answered, or the error, is given to got.
func inTurn(ctx context.Context, s *registry.Service, queries []registry.Query, got func(i int, cards []registry.Card, err error)) ([]time.Duration, error) {
	times := make([]time.Duration, 0, len(queries))
	for i, q := range queries {
		start := time.Now()
		cards, err := publicly(ctx, s, q)
		times = append(times, time.Since(start))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		got(i, cards, err)
	}
	return times, nil
}

// atOnce answers the queries on all cores and returns how long that took. Answers
// and errors are not looked at: inTurn has seen them.
func atOnce(ctx context.Context, s *registry.Service, queries []registry.Query) (time.Duration, error) {
	var next atomic.Int64
	var all sync.WaitGroup
	start := time.Now()
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(queries)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				_, _ = publicly(ctx, s, queries[i])
			}
		})
	}
	all.Wait()
	return time.Since(start), ctx.Err()
}

// percentile returns the p-th of a hundred; the list is sorted by it.
func percentile[T cmp.Ordered](list []T, p int) (none T) {
	if len(list) == 0 {
		return none
	}
	slices.Sort(list)
	return list[min(len(list)*p/100, len(list)-1)]
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// rate returns how many there were in a second.
func rate(n int, took time.Duration) float64 { return float64(n) / max(took.Seconds(), 1e-6) }

func total(list []time.Duration) (sum time.Duration) {
	for _, d := range list {
		sum += d
	}
	return sum
}
