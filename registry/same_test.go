package registry_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestMarkSame: what may be marked, that it shows on both, and that undoing parts them.
func TestMarkSame(t *testing.T) {
	w := newWorld(t)
	ref, a := w.notice()
	other, b := w.notice()
	wantProblems(t, "itself", w.MarkSame(w.ctx, moderator, a, ref, "one sister"), "other.unknown")
	wantProblems(t, "nobody", w.MarkSame(w.ctx, moderator, a, "00000000", "one sister"), "other.unknown")
	wantProblems(t, "a report", w.MarkSame(w.ctx, moderator, a, w.referenceOf(w.report(nil)), "one sister"), "other.unknown")
	wantProblems(t, "no reason", w.MarkSame(w.ctx, moderator, a, other, ""), "reason.needed")
	w.must(w.decide(w.link(b, w.report(nil), 0.9), registry.LinkConfirmed))
	before := w.seen(holder(noticeRef(a)))
	w.must(w.MarkSame(w.ctx, moderator, a, other, "one sister"))
	at := w.head()
	w.must(w.MarkSame(w.ctx, moderator, a, other, "one sister"))
	if w.head() != at {
		t.Error("marked twice")
	}
	for id, tt := range map[registry.Reference]struct {
		twin    registry.NoticeID
		decided int
	}{ref: {b, 1}, other: {a, 0}} {
		if v, err := w.DeskTwins(w.ctx, moderator, id); err != nil || len(v.Same) != 1 || v.Same[0].Notice != tt.twin || len(v.Same[0].Decided) != tt.decided {
			t.Errorf("%s shows %v, %v", id, v.Same, err)
		}
	}
	if after := w.seen(holder(noticeRef(a))); after.Match != before.Match || after.Others != before.Others {
		t.Error("the seeker learns what was decided on the other notice")
	}
	wantProblems(t, "undoing without a reason", w.UndoSame(w.ctx, moderator, b, ref, ""), "undo_reason.needed")
	w.must(w.UndoSame(w.ctx, moderator, b, ref, "two sisters"))
	w.must(w.UndoSame(w.ctx, moderator, b, ref, "two sisters"))
	var n registry.Notice
	if w.get(noticeRef(a), &n); len(n.Twins) != 1 || n.Twins[0].UndoneReason != "two sisters" {
		t.Errorf("remembered: %v", n.Twins)
	}
	if v, err := w.DeskTwins(w.ctx, moderator, ref); err != nil || len(v.Same) != 0 {
		t.Errorf("after undoing there is %v, %v", v.Same, err)
	}
}

// TestDeskTwins: staff see hidden notices too, who joined too late to know, and
// neither names nor contacts of seekers.
func TestDeskTwins(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	req := w.request()
	req.Visibility = registry.VisibleVerified
	hidden, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	w.index.hits = []registry.Hit{{Notice: id}, {Notice: registry.NoticeID(hidden.Record.ID)}}
	w.must(w.decide(w.link(id, w.report(nil), 0.9), registry.LinkConfirmed))
	late := w.join(id, "canary:late")
	v, err := w.DeskTwins(w.ctx, moderator, ref)
	if err != nil || len(v.Alike) != 1 || v.Alike[0].Reference != hidden.Reference || !w.index.asked.Verified || w.index.asked.Text != "Ana Reis" {
		t.Errorf("alike: %v, %v", v.Alike, err)
	}
	if len(v.Seekers) != 2 || v.Seekers[0].Untold || !v.Seekers[1].Untold || v.Seekers[1].ID != late.Seeker {
		t.Errorf("seekers: %+v", v.Seekers)
	}
	for _, c := range canaries(v) {
		if strings.HasPrefix(c, "canary:") {
			t.Errorf("a moderator sees %s without a reason", c)
		}
	}
	w.must(w.TellSeeker(w.ctx, moderator, id, late.Seeker))
	if v, _ := w.DeskTwins(w.ctx, moderator, ref); v.Seekers[1].Untold {
		t.Error("told, and yet untold")
	}
	w.index.fail = &registry.Error{Kind: registry.KindUnavailable}
	if v, err := w.DeskTwins(w.ctx, moderator, ref); err != nil || v.Alike != nil {
		t.Errorf("without an index: %v, %v", v.Alike, err)
	}
}
