package registry_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

var admin = registry.Viewer{Ring: registry.RingAdmin, Account: "admin"}

// TestHook tells a hook of what happens from its adding on, once, and leaves out
// what is for people.
func TestHook(t *testing.T) {
	w := newWorld(t)
	w.notice()
	_, _, err := w.AddHook(w.ctx, moderator, "https://example.org/hook", "form")
	wantKind(t, "a moderator", err, registry.KindForbidden)
	for _, bad := range []string{"", "example.org", "ftp://example.org", "http://example.org", "https://", "https://user:secret@example.org", "https://example.org/#x"} {
		_, _, err := w.AddHook(w.ctx, admin, bad, "form")
		wantProblems(t, bad, err, "url.form")
	}
	id, secret, err := w.AddHook(w.ctx, admin, "https://example.org/hook", "form")
	w.must(err)
	again, same, err := w.AddHook(w.ctx, admin, "https://example.org/hook", "form")
	w.must(err)
	if id != again || secret != same || len(secret) < 32 || w.count(registry.KindHook) != 1 {
		t.Error("the same form adds another hook")
	}
	next := func() *registry.Delivery {
		t.Helper()
		d, err := w.NextDelivery(w.ctx)
		w.must(err)
		return d
	}
	if d := next(); d != nil {
		t.Errorf("told of %d changes from before", len(d.Changes))
	}
	_, n := w.notice()
	link := w.link(n, w.report(nil), 0.9)
	w.must(w.decide(link, registry.LinkConfirmed))
	d := next()
	if d == nil || d.Secret != secret || len(d.Changes) != 2 || d.Changes[0].What != "notice.filed" || d.Changes[1].What != "report.filed" {
		t.Fatalf("told %v", d)
	}
	if next() != nil {
		t.Error("told again at once")
	}
	w.clock.add(2 * time.Minute)
	if e := next(); e == nil || e.Changes[0].Seq != d.Changes[0].Seq {
		t.Error("not told again after a pause")
	}
	w.must(w.DeliveryDone(w.ctx, *d))
	w.clock.add(time.Hour)
	if next() != nil {
		t.Error("told again of what it took")
	}
}

// TestHookFails gives a hook up after two days, and goes on where it stopped.
func TestHookFails(t *testing.T) {
	w := newWorld(t)
	id, _, err := w.AddHook(w.ctx, admin, "https://example.org/hook", "form")
	w.must(err)
	w.notice()
	tries := 0
	for range 72 * 4 {
		d, err := w.NextDelivery(w.ctx)
		w.must(err)
		if d != nil {
			tries++
			w.must(w.DeliveryRefused(w.ctx, *d, "http_500"))
		}
		w.clock.add(15 * time.Minute)
	}
	list, err := w.Hooks(w.ctx, admin)
	w.must(err)
	if !list[0].Ended || list[0].Cause != "http_500" || tries < 10 || tries > 30 {
		t.Errorf("after %d tries: %+v", tries, list[0])
	}
	w.must(w.ResumeHook(w.ctx, admin, id))
	if d, err := w.NextDelivery(w.ctx); err != nil || d == nil || d.Changes[0].What != "notice.filed" {
		t.Errorf("started again: %v %v", d, err)
	}
	w.must(w.RemoveHook(w.ctx, admin, id))
	w.must(w.RemoveHook(w.ctx, admin, id))
	if w.count(registry.KindHook) != 0 {
		t.Error("the hook is still there")
	}
}

// TestHookHidden: hooks are not told that a notice is there of which the public
// knows nothing, neither while it is held or hidden nor when it is erased.
func TestHookHidden(t *testing.T) {
	w := newWorld(t)
	_, _, err := w.AddHook(w.ctx, admin, "https://example.org/hook", "form")
	w.must(err)
	_, held := w.notice()
	w.must(w.HoldNotice(w.ctx, moderator, held, "looks invented"))
	req := w.request()
	req.Visibility = registry.VisibleVerified
	got, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	_, open := w.notice()
	told := func() (list []string) {
		t.Helper()
		w.clock.add(time.Hour)
		d, err := w.NextDelivery(w.ctx)
		w.must(err)
		if d == nil {
			return nil
		}
		for _, c := range d.Changes {
			if c.Ref != noticeRef(open) {
				t.Errorf("told of %s: %s", c.Ref, c.What)
			}
			list = append(list, c.What)
		}
		w.must(w.DeliveryDone(w.ctx, *d))
		return list
	}
	if list := told(); !slices.Equal(list, []string{"notice.filed"}) {
		t.Errorf("told %v", list)
	}
	for _, id := range []registry.NoticeID{held, registry.NoticeID(got.Record.ID), open} {
		w.must(errOf(w.EraseNotice(w.ctx, holder(noticeRef(id)), id, "", true)))
	}
	if list := told(); !slices.Equal(list, []string{"notice.erased"}) {
		t.Errorf("then told %v", list)
	}
}

// TestHookPaused tells a paused hook nothing, and later what happened meanwhile.
func TestHookPaused(t *testing.T) {
	w := newWorld(t)
	id, _, err := w.AddHook(w.ctx, admin, "https://example.org/hook", "form")
	w.must(err)
	before := len(w.acts(0))
	for range 2 {
		w.must(w.PauseHook(w.ctx, admin, id))
	}
	if got := len(w.acts(0)) - before; got != 1 {
		t.Errorf("pausing twice leaves %d lines", got)
	}
	w.notice()
	w.clock.add(10 * days)
	if d, err := w.NextDelivery(w.ctx); d != nil || err != nil {
		t.Errorf("told while paused: %v, %v", d, err)
	}
	w.must(w.ResumeHook(w.ctx, admin, id))
	d, err := w.NextDelivery(w.ctx)
	if err != nil || d == nil || len(d.Changes) != 1 {
		t.Errorf("resumed: %v, %v", d, err)
	}
	for _, act := range []func(registry.Viewer) error{
		func(v registry.Viewer) error { return w.PauseHook(w.ctx, v, id) }, func(v registry.Viewer) error { return w.TestHook(w.ctx, v, id) },
	} {
		wantKind(t, "a moderator", act(moderator), registry.KindForbidden)
	}
}

// TestHookTested sends one message without changes, also to a hook that is told
// nothing, remembers how it went and moves nothing else; the latest are kept.
func TestHookTested(t *testing.T) {
	w := newWorld(t)
	id, _, err := w.AddHook(w.ctx, admin, "https://example.org/hook", "form")
	w.must(err)
	w.must(w.PauseHook(w.ctx, admin, id))
	w.notice()
	ref := registry.Ref{Kind: registry.KindHook, ID: string(id)}
	var was, h registry.Hook
	w.get(ref, &was)
	for i := range 12 {
		w.must(w.TestHook(w.ctx, admin, id))
		d, err := w.NextDelivery(w.ctx)
		if err != nil || d == nil || !d.Test || len(d.Changes) != 0 {
			t.Fatalf("tested: %+v, %v", d, err)
		}
		if again, err := w.NextDelivery(w.ctx); again != nil || err != nil {
			t.Errorf("tested twice: %v, %v", again, err)
		}
		if i == 11 {
			w.must(w.DeliveryDone(w.ctx, *d))
		} else {
			w.must(w.DeliveryRefused(w.ctx, *d, "http_500"))
		}
		w.clock.add(time.Hour)
	}
	w.get(ref, &h)
	if len(h.Last) != 10 || h.Last[0].Cause != "" || h.Last[1].Cause != "http_500" || !h.Last[0].At.After(h.Last[1].At) {
		t.Errorf("remembered: %+v", h.Last)
	}
	h.Last = nil
	if !reflect.DeepEqual(h, was) {
		t.Errorf("testing made %+v of %+v", h, was)
	}
}

// TestHookGone (A01): a program that shows a copy of a notice is told when that goes
// from sight, and when it may be read again; of one that it never heard of, nothing.
func TestHookGone(t *testing.T) {
	w := newWorld(t)
	_, _, err := w.AddHook(w.ctx, admin, "https://example.org/hook", "form")
	w.must(err)
	told := func(want ...string) {
		t.Helper()
		w.clock.add(time.Hour)
		d, err := w.NextDelivery(w.ctx)
		w.must(err)
		var got []string
		if d != nil {
			for _, c := range d.Changes {
				got = append(got, c.What)
			}
			w.must(w.DeliveryDone(w.ctx, *d))
		}
		if !slices.Equal(got, want) {
			t.Errorf("told %q, want %q", got, want)
		}
	}
	ref, _ := w.coded(nil)
	w.coded(func(q *registry.FileNotice) { q.Visibility = registry.VisibleVerified })
	told("notice.filed")
	claim, _ := w.claim(ref, registry.WishHide, "a1")
	told("notice.gone")
	w.must(w.RefuseClaim(w.ctx, moderator, claim, "a neighbour"))
	told("notice.released")
	claim, _ = w.claim(ref, registry.WishHide, "b1")
	w.must(w.verify(moderator, claim, registry.ConfidenceDocument))
	told("notice.gone")
	_, unheard := w.notice()
	w.must(w.HoldNotice(w.ctx, moderator, unheard, "looks invented"))
	told()
}
