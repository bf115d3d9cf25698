package registry_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// acts returns the acts of the audit log from a position on.
func (w *world) acts(after uint64) (out []string) {
	w.t.Helper()
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for e, err := range r.Audit(after) {
			if err != nil {
				return err
			}
			out = append(out, fmt.Sprintf("%s %s by %s", e.Act, e.About, e.By.Account))
		}
		return nil
	}))
	return out
}

// TestReadsAreNoted: whatever staff read of people is in the audit log; what the
// public, seekers and the machine read is not.
func TestReadsAreNoted(t *testing.T) {
	w := newWorld(t)
	ref, n := w.notice()
	rep := w.report(nil)
	id := w.link(n, rep, 0.9)
	var l registry.Link
	w.get(linkRef(id), &l)
	reads := map[string]func(by registry.Viewer) error{
		"pair.read " + linkRef(id).String():    func(by registry.Viewer) error { _, err := w.Pair(w.ctx, by, id); return err },
		"notice.read " + noticeRef(n).String(): func(by registry.Viewer) error { _, err := w.DeskNotice(w.ctx, by, ref); return err },
		"report.read " + reportRef(rep).String(): func(by registry.Viewer) error {
			_, err := w.DeskReport(w.ctx, by, w.referenceOf(rep))
			return err
		},
		"review.read /": func(by registry.Viewer) error { _, _, err := w.ReviewQueue(w.ctx, by, 0, 5); return err },
		"flags.read /":  func(by registry.Viewer) error { _, _, err := w.FlagQueue(w.ctx, by, 0, 5); return err },
		"queue.read /":  func(by registry.Viewer) error { _, _, err := w.Queue(w.ctx, by, 0, 5); return err },
		"search.asked /": func(by registry.Viewer) error {
			_, _, err := w.Search(w.ctx, by, registry.Query{Text: "Ana"})
			return err
		},
	}
	for want, read := range reads {
		before := len(w.acts(0))
		w.must(read(moderator))
		if got := w.acts(uint64(before)); len(got) != 1 || got[0] != want+" by mod" {
			t.Errorf("%s: noted %q", want, got)
		}
		w.must(read(registry.System))
		if got := w.acts(uint64(before)); len(got) != 1 {
			t.Errorf("%s: the machine's reading is noted: %q", want, got)
		}
	}
	before := len(w.acts(0))
	_, _, err := w.Search(w.ctx, public, registry.Query{Text: "Ana"})
	w.must(err)
	_, err = w.SeekerNotice(w.ctx, holder(noticeRef(n)))
	w.must(err)
	if got := w.acts(uint64(before)); len(got) != 0 {
		t.Errorf("noted %q", got)
	}
}

// TestQueryLife: what staff looked for is kept for a while, and then gone.
func TestQueryLife(t *testing.T) {
	w := newWorld(t)
	_, _, err := w.Search(w.ctx, volunteer, registry.Query{Text: "Ana", Place: "Porto"})
	w.must(err)
	w.clock.add(registry.QueryLife - time.Hour)
	if n, err := w.PurgeQueries(w.ctx); n != 0 || err != nil {
		t.Errorf("too soon: %d, %v", n, err)
	}
	w.clock.add(2 * time.Hour)
	if n, err := w.PurgeQueries(w.ctx); n != 1 || err != nil || w.count(registry.KindQuery) != 0 {
		t.Errorf("kept: %d, %v", n, err)
	}
}

// TestTallyAndSweepLife: what was counted and what was judged at once goes with
// the purge, not before its time.
func TestTallyAndSweepLife(t *testing.T) {
	w := newWorld(t)
	start := w.Clock.Now()
	tally := &registry.Tally{ID: start.UTC().Format(time.DateOnly) + " contacts a", N: 3}
	sweep := &registry.Sweep{ID: "s", Way: "address:x", At: start}
	_, err := w.Store.Commit(w.ctx, registry.Batch{Put: []registry.Record{tally, sweep}, Changes: []registry.Change{{What: "sweep.done", Ref: sweep.Ref()}}})
	w.must(err)
	for _, c := range []struct {
		after           time.Duration
		tallies, sweeps int
	}{{0, 1, 1}, {registry.KeepTally, 0, 1}, {registry.KeepSweep - time.Hour, 0, 1}, {registry.KeepSweep + time.Hour, 0, 0}} {
		w.clock.add(c.after - w.Clock.Now().Sub(start))
		_, err := w.Purge(w.ctx, registry.PurgeOptions{})
		w.must(err)
		if n, m := w.count(registry.KindTally), w.count(registry.KindSweep); n != c.tallies || m != c.sweeps {
			t.Errorf("after %v: %d tallies and %d sweeps, want %d and %d", c.after, n, m, c.tallies, c.sweeps)
		}
	}
}

// TestContactsADay: an account that opens the contacts of everybody raises an
// alarm and is stopped (abuse case A19).
func TestContactsADay(t *testing.T) {
	w := newWorld(t)
	alarms := func() (n int) {
		w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
			for c, err := range r.Changes(0) {
				if err != nil {
					return err
				}
				if c.What == "contact.alarm" {
					n++
				}
			}
			return nil
		}))
		return n
	}
	opened := 0
	for i := range 200 {
		_, n := w.notice()
		id := w.link(n, w.report(nil), 0.9)
		once := fmt.Sprint("form ", i)
		if _, err := w.OpenContacts(w.ctx, moderator, id, "to call", once); err != nil {
			wantProblems(t, "one too many", err, "opening.too_many")
			break
		}
		opened++
		if i == 0 { // a double click counts once
			_, err := w.OpenContacts(w.ctx, moderator, id, "to call", once)
			w.must(err)
		}
		if got, want := alarms(), 0; opened < registry.ContactsAlarm && got != want || opened >= registry.ContactsAlarm && got != 1 {
			t.Fatalf("%d opened, %d alarms", opened, got)
		}
	}
	if opened != registry.ContactsADay {
		t.Errorf("%d opened", opened)
	}
	_, n := w.notice()
	id := w.link(n, w.report(nil), 0.9)
	if _, err := w.OpenContacts(w.ctx, second, id, "to call", "x"); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	w.clock.add(24 * time.Hour)
	if _, err := w.OpenContacts(w.ctx, moderator, id, "to call", "y"); err != nil {
		t.Errorf("the next day: %v", err)
	}
}
