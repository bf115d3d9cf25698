package registry_test

import (
	"context"
	"errors"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestRematch compares everything anew: new pairs are proposed, proposed ones are
// scored again, decided ones stay, and nothing is proposed twice.
func TestRematch(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	_, other := w.notice()
	rep := w.report(nil)
	refused, weaker := w.link(n, rep, 0.9), w.link(other, w.report(nil), 0.8)
	w.must(w.decide(refused, registry.LinkRefused))
	fresh := w.report(nil)
	w.linker.notices[rep] = []registry.Candidate{{Notice: n, Report: rep, Score: 0.99}}
	w.linker.notices[fresh] = []registry.Candidate{{Notice: other, Report: fresh, Score: 0.7}}
	for i, want := range []int{1, 0} {
		proposed, err := w.Rematch(w.ctx, nil)
		if err != nil || proposed != want {
			t.Errorf("run %d proposed %d, %v", i+1, proposed, err)
		}
	}
	for id, want := range map[registry.LinkID]struct {
		state registry.LinkState
		score float64
	}{
		refused:                       {registry.LinkRefused, 0.9},
		weaker:                        {registry.LinkProposed, 0.01}, // as the linker's Compare says
		registry.PairID(other, fresh): {registry.LinkProposed, 0.7},
	} {
		var l registry.Link
		if w.get(linkRef(id), &l); l.State != want.state || l.Score != want.score {
			t.Errorf("%s: %s at %v, want %s at %v", id, l.State, l.Score, want.state, want.score)
		}
	}
}

// TestRematchGoesOn: stopped after any step, the next run does what was left, each
// report once.
func TestRematchGoesOn(t *testing.T) {
	w := newWorld(t)
	const reports = 120
	for range reports {
		w.report(nil)
	}
	ctx, stop := context.WithCancel(w.ctx)
	last := 0
	_, err := w.Rematch(ctx, func(done, total int) {
		if total != reports {
			t.Errorf("of %d", total)
		}
		if last = done; done >= 50 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || last != 50 {
		t.Fatalf("%d done, %v", last, err)
	}
	asked := w.linker.asked
	first := -1
	_, err = w.Rematch(w.ctx, func(done, _ int) {
		if first < 0 {
			first = done
		}
		last = done
	})
	if err != nil || first != 50 || last != reports || w.linker.asked-asked != reports-50 {
		t.Errorf("went on with %d, ended with %d, asked %d times, %v", first, last, w.linker.asked-asked, err)
	}
	asked = w.linker.asked
	if _, err = w.Rematch(w.ctx, nil); err != nil || w.linker.asked-asked != reports {
		t.Errorf("after the end it began with %d, %v", w.linker.asked-asked, err)
	}
}

// TestRestartRematch begins anew where a run was stopped.
func TestRestartRematch(t *testing.T) {
	w := newWorld(t)
	for range 60 {
		w.report(nil)
	}
	ctx, stop := context.WithCancel(w.ctx)
	_, err := w.Rematch(ctx, func(done, _ int) {
		if done > 0 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	w.must(w.RestartRematch(w.ctx))
	asked := w.linker.asked
	if _, err := w.Rematch(w.ctx, nil); err != nil || w.linker.asked-asked != 60 {
		t.Errorf("asked %d times, %v", w.linker.asked-asked, err)
	}
}

// sleepy is a linker that runs out of time once, as on a machine that slept.
type sleepy struct {
	*linker
	slept int
}

func (l *sleepy) NoticesFor(ctx context.Context, r *registry.Report) ([]registry.Candidate, error) {
	if l.slept++; l.slept == 1 {
		return nil, &registry.Error{Op: "View", Kind: registry.KindUnavailable, Err: context.DeadlineExceeded}
	}
	return l.linker.NoticesFor(ctx, r)
}

// TestRematchAfterSleep: a machine that slept in the middle of a report does not
// end the work.
func TestRematchAfterSleep(t *testing.T) {
	w := newWorld(t)
	w.report(nil)
	l := &sleepy{linker: w.linker}
	w.Linker = l
	if _, err := w.Rematch(w.ctx, nil); err != nil || l.slept != 2 {
		t.Errorf("asked %d times, %v", l.slept, err)
	}
}
