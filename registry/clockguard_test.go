package registry_test

import (
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// purgeUnasked purges as the server does every hour, and says whether it held back.
func (w *world) purgeUnasked() (held bool) {
	w.t.Helper()
	p, err := w.Service.Purge(w.ctx, registry.PurgeOptions{})
	w.must(err)
	if p.Clock.Odd() && len(p.Counts) != 0 {
		w.t.Errorf("held back, but did %v", p.Counts)
	}
	return p.Clock.Odd()
}

// clockWorld has a notice and a draft that a year from now would be erased.
func clockWorld(t *testing.T) *world {
	w := newWorld(t)
	w.notice()
	if w.purgeUnasked() {
		t.Fatal("a clock that stands still is doubted")
	}
	return w
}

// TestClockAhead: a clock that leaps ahead erases nothing, whatever people file
// under it; once it is put right everything goes on.
func TestClockAhead(t *testing.T) {
	w := clockWorld(t)
	w.clock.add(365 * days)
	for range 3 {
		w.notice() // the change log is in the wrong year now, too
		if !w.purgeUnasked() {
			t.Fatal("it purges a year ahead")
		}
		w.clock.add(time.Hour)
	}
	if n, err := w.Overdue(w.ctx, 0); n == 0 || err != nil {
		t.Errorf("nothing would have been done: %d, %v", n, err)
	}
	dry, err := w.Service.Purge(w.ctx, registry.PurgeOptions{Dry: true})
	w.must(err)
	if !dry.Clock.Odd() || len(dry.Counts) == 0 {
		t.Errorf("a dry run says %v", dry)
	}
	w.clock.add(-365 * days)
	if w.purgeUnasked() || w.count(registry.KindNotice) != 4 {
		t.Error("the right time is doubted, or something went")
	}
}

// TestClockTrusted: after weeks switched off, an admin who looked at the clock says
// that it is right, once; then all that is due is caught up with.
func TestClockTrusted(t *testing.T) {
	w := clockWorld(t)
	w.clock.add(registry.ClockSlack)
	if w.purgeUnasked() {
		t.Error("a week off is too long")
	}
	w.clock.add(100 * days)
	if !w.purgeUnasked() {
		t.Fatal("it catches up unasked")
	}
	for _, v := range []registry.Viewer{public, volunteer, moderator, {Ring: registry.RingAuditor, Account: "a"}} {
		wantKind(t, string(v.Ring), w.TrustClock(w.ctx, v, w.clock.Now()), registry.KindForbidden)
	}
	wantProblems(t, "another time was shown", w.TrustClock(w.ctx, admin, w.clock.Now().Add(-2*time.Hour)), "clock.moved")
	wantProblems(t, "no time was shown", w.TrustClock(w.ctx, admin, time.Time{}), "clock.moved")
	shown, before := w.clock.Now(), uint64(len(w.acts(0)))
	w.clock.add(10 * time.Minute)
	for range 2 {
		w.must(w.TrustClock(w.ctx, admin, shown))
	}
	if got := w.acts(before); len(got) != 1 || !strings.HasPrefix(got[0], "clock.trusted") {
		t.Errorf("the audit log has %q", got)
	}
	p, err := w.Service.Purge(w.ctx, registry.PurgeOptions{})
	w.must(err)
	if p.Clock.Odd() || p.Counts[registry.PurgeCount{What: "notice.expiring", Why: "life"}] != 1 {
		t.Errorf("caught up with %v", p)
	}
}

// TestClockBack: a clock that goes back erases nothing and breaks nothing; one that
// was called right in another year can be put right.
func TestClockBack(t *testing.T) {
	w := clockWorld(t)
	for range 2 * 24 {
		w.clock.add(-time.Hour)
		if w.purgeUnasked() {
			t.Fatal("two days back are doubted")
		}
	}
	w.clock.add(9*days - time.Hour) // 7 days after the first purge
	if w.purgeUnasked() {
		t.Error("having been back counts against it")
	}
	w.clock.add(300 * days)
	w.must(w.TrustClock(w.ctx, registry.System, w.clock.Now())) // a mistake
	w.clock.add(-300 * days)
	c, err := w.ClockState(w.ctx)
	if err != nil || !c.Odd() || c.Ahead() > -299*days {
		t.Errorf("%v, %v", c.Ahead(), err)
	}
	if !w.purgeUnasked() {
		t.Error("the clock is back by most of a year and is believed")
	}
	w.must(w.TrustClock(w.ctx, registry.System, w.clock.Now()))
	if w.purgeUnasked() {
		t.Error("it is doubted though it was called right")
	}
	w.clock.add(8 * days)
	if !w.purgeUnasked() {
		t.Error("the guard is gone for a year")
	}
}

// TestClockLeapsMeanwhile: a clock that leaps while a purge runs ends it.
func TestClockLeapsMeanwhile(t *testing.T) {
	w := clockWorld(t)
	w.clock.add(registry.LifeDefault - registry.RenewBefore)
	w.must(w.TrustClock(w.ctx, registry.System, w.clock.Now()))
	p, err := w.Service.Purge(w.ctx, registry.PurgeOptions{Progress: func(int, int) { w.clock.add(365 * days) }})
	w.must(err)
	if !p.Clock.Odd() || len(p.Counts) != 1 || p.Counts[registry.PurgeCount{What: "notice.expiring", Why: "life"}] != 1 {
		t.Errorf("done: %v", p)
	}
}

// TestClockUnknown: a store from before there was a guard goes by its last change,
// and a damaged note of the time stops nothing for ever.
func TestClockUnknown(t *testing.T) {
	w := newWorld(t)
	w.notice()
	w.clock.add(30 * days)
	if !w.purgeUnasked() {
		t.Error("a month after the last change it is believed")
	}
	seen := (&registry.ClockSeen{}).Ref()
	_, err := w.Store.Commit(w.ctx, registry.Batch{Put: []registry.Record{&unreadable{seen}}})
	w.must(err)
	if !w.purgeUnasked() {
		t.Error("a damaged note is believed")
	}
	w.must(w.TrustClock(w.ctx, registry.System, w.clock.Now()))
	if w.purgeUnasked() {
		t.Error("the damaged note cannot be replaced")
	}
}

// unreadable is a record whose stored bytes are no time.
type unreadable struct{ ref registry.Ref }

func (u *unreadable) Ref() registry.Ref            { return u.ref }
func (u *unreadable) Keys() []registry.Key         { return nil }
func (u *unreadable) MarshalJSON() ([]byte, error) { return []byte(`{"at":"never"}`), nil }
