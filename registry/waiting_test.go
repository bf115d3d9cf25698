package registry_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// waits returns what a viewer is told to wait, as "pairs 2".
func (w *world) waits(by registry.Viewer) string {
	w.t.Helper()
	got, err := w.WaitingWork(w.ctx, by)
	w.must(err)
	var out []string
	for _, work := range slices.Sorted(maps.Keys(got)) {
		x := got[work]
		more := ""
		if x.More {
			more = "+"
		}
		if x.N > 0 {
			out = append(out, fmt.Sprintf("%s %d%s", work, x.N, more))
		}
	}
	return strings.Join(out, ", ")
}

// busyWorld has some of all work.
func busyWorld(t *testing.T) (w *world, seeker registry.Viewer, dead registry.LinkID) {
	w = newWorld(t)
	ref, seeker := w.coded(nil)
	rep := w.report(func(q *registry.ReportFound) { q.Condition = registry.ConditionDeceased })
	dead = w.link(registry.NoticeID(seeker.Scope.ID), rep, 0.9)
	w.clock.add(time.Hour)
	_, second := w.notice()
	w.link(second, w.report(nil), 0.9)
	w.flag(ref, "a", "a")
	w.claim(ref, registry.WishTell, "a1")
	_, _, err := w.open(public, ref, "I saw her")
	w.must(err)
	_, _, err = w.open(public, ref, "pay me", registry.DoubtText)
	w.must(err)
	id, _, err := w.open(w.atHospital(), ref, "please call")
	w.must(err)
	w.clock.add(time.Hour)
	w.must(w.write(seeker, id, "when?"))
	_, held := w.notice()
	w.must(w.HoldNotice(w.ctx, registry.System, held, "", registry.DoubtCrowd))
	return w, seeker, dead
}

// TestWaitingWork: each role is told of its own work and of no other.
func TestWaitingWork(t *testing.T) {
	w, _, _ := busyWorld(t)
	const moderators = "claims 1, flags 1, messages 1, pairs 2, review 1"
	for _, c := range []struct {
		by   registry.Viewer
		want string
	}{
		{public, ""}, {volunteer, "pairs 2"}, {moderator, moderators}, {admin, moderators}, {w.atHospital(), "answers 1"},
		{registry.Viewer{Ring: registry.RingAuditor, Account: "a"}, ""},
		{registry.Viewer{Ring: registry.RingOrganisation, Account: "x", Org: "another"}, ""},
	} {
		if got := w.waits(c.by); got != c.want {
			t.Errorf("%s is told of %q, want %q", c.by.Ring, got, c.want)
		}
	}
	got, err := w.WaitingWork(w.ctx, moderator)
	w.must(err)
	if !got[registry.WorkPairs].Oldest.Equal(noon) || !got[registry.WorkReview].Oldest.Equal(noon.Add(2*time.Hour)) || !got[registry.WorkClaims].Oldest.Equal(noon.Add(time.Hour)) {
		t.Errorf("since %v", got)
	}
	before := w.head()
	if w.waits(w.atHospital()); w.head() != before {
		t.Error("counting writes")
	}
}

// TestWaitingMany: no more than so many are counted, and that there are more is said.
func TestWaitingMany(t *testing.T) {
	w := newWorld(t)
	for i := range registry.CountedWork + 1 {
		_, id := w.notice()
		w.must(w.HoldNotice(w.ctx, registry.System, id, "", registry.DoubtCrowd))
		if i == registry.CountedWork-1 && w.waits(moderator) != "review 100" {
			t.Errorf("of a hundred: %s", w.waits(moderator))
		}
	}
	if got := w.waits(moderator); got != "review 100+" {
		t.Errorf("of one more: %s", got)
	}
}

// TestOpenWork counts what is open of one event, and not of another.
func TestOpenWork(t *testing.T) {
	w, seeker, dead := busyWorld(t)
	w.addEvent("other")
	open := func(slug string) registry.OpenWork {
		t.Helper()
		got, err := w.OpenWork(w.ctx, admin, slug)
		w.must(err)
		return got
	}
	// Of the three threads, one message waits for a moderator and the others for
	// their readers.
	want := registry.OpenWork{Pairs: 2, Held: 1, Flags: 1, Claims: 1, Threads: 2, Open: 2, Silent: 2}
	if got := open("flood"); got != want {
		t.Errorf("open: %+v, want %+v", got, want)
	}
	if got := open("other"); got != (registry.OpenWork{}) {
		t.Errorf("of another event: %+v", got)
	}
	w.confirmDeath(dead)
	w.clock.add(time.Minute)
	w.must(w.NoteVisit(w.ctx, seeker))
	want.Tasks, want.Pairs, want.Threads, want.Silent = 1, 1, 1, 1
	if got := open("flood"); got != want {
		t.Errorf("later: %+v, want %+v", got, want)
	}
	for _, v := range []registry.Viewer{public, volunteer, moderator, seeker, {Ring: registry.RingAuditor, Account: "a"}} {
		_, err := w.OpenWork(w.ctx, v, "flood")
		wantKind(t, string(v.Ring), err, registry.KindForbidden)
	}
	_, err := w.OpenWork(w.ctx, admin, "none")
	wantKind(t, "no event", err, registry.KindNotFound)
}
