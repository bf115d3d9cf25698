package access

import (
	"context"
	"crypto/sha256"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// againFor is how long a form that was sent twice gives the answer of the first.
const againFor = 30 * time.Second

// again makes a form of this package harmless when it is sent twice. A double
// click sends the same code of a second factor again, which would be refused as
// used: the second form waits for the first and gets its session.
type again struct {
	mu   sync.Mutex
	runs map[[sha256.Size]byte]*attempt
}

type attempt struct {
	done  chan struct{}
	token registry.Token
	err   error
	at    time.Time
}

func newAgain() *again { return &again{runs: map[[sha256.Size]byte]*attempt{}} }

// do runs f, unless the same form was sent within againFor and succeeded. Forms
// are the same when all their parts are; the first part is random, made with the
// form, and empty for one that is always run.
func (g *again) do(ctx context.Context, now time.Time, f func() (registry.Token, error), parts ...string) (registry.Token, error) {
	if parts[0] == "" {
		return f()
	}
	key := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	for {
		run, mine := g.begin(key, now)
		if mine {
			run.token, run.err = f()
			g.end(key, run)
			return run.token, run.err
		}
		select {
		case <-run.done:
		case <-ctx.Done():
			return "", ctx.Err()
		}
		if !errors.Is(run.err, context.Canceled) { // else the browser left the first form for this one
			return run.token, run.err
		}
	}
}

func (g *again) begin(key [sha256.Size]byte, now time.Time) (run *attempt, mine bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for k, r := range g.runs {
		if now.Sub(r.at) > againFor {
			delete(g.runs, k)
		}
	}
	if run, ok := g.runs[key]; ok {
		return run, false
	}
	run = &attempt{done: make(chan struct{}), at: now}
	g.runs[key] = run
	return run, true
}

// end keeps a success for a form that comes again, and forgets a failure.
func (g *again) end(key [sha256.Size]byte, run *attempt) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if run.err != nil && g.runs[key] == run {
		delete(g.runs, key)
	}
	close(run.done)
}
