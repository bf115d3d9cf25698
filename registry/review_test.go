package registry_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// review answers a notice that waits, as it is now.
func (w *world) review(req registry.ReviewNotice) error {
	req.Seen = w.get(noticeRef(req.Notice), &registry.Notice{})
	return w.ReviewNotice(w.ctx, moderator, req)
}

func (w *world) refuse(id registry.NoticeID, why registry.Refusal) error {
	return w.review(registry.ReviewNotice{Notice: id, Refusal: why, Note: "as seen"})
}

// doubtful files a notice that a person has to look at first.
func (w *world) doubtful(why ...registry.Doubt) (registry.Reference, registry.NoticeID) {
	w.t.Helper()
	req := w.request()
	req.Doubts = why
	got, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	return got.Reference, registry.NoticeID(got.Record.ID)
}

// TestHeldIsHidden: nobody but its seeker and moderators knows of a notice that
// waits; the public gets the answer of an unknown one.
func TestHeldIsHidden(t *testing.T) {
	w := newWorld(t)
	ref, id := w.doubtful(registry.DoubtHaste, registry.DoubtText)
	_, err := w.PublicNotice(w.ctx, ref)
	wantKind(t, "by reference", err, registry.KindNotFound)
	_, err = w.NoticeByID(w.ctx, id)
	wantKind(t, "by id", err, registry.KindNotFound)
	w.index.hits = []registry.Hit{{Notice: id}}
	for _, by := range []registry.Viewer{public, volunteer} {
		if cards, _, err := w.Search(w.ctx, by, registry.Query{Text: "Ana"}); err != nil || len(cards) != 0 {
			t.Errorf("%v finds it: %v %v", by, cards, err)
		}
	}
	_, err = w.StartDraft(w.ctx, registry.DraftReport, w.event, ref, nil)
	wantKind(t, "reporting on it", err, registry.KindNotFound)
	v, err := w.SeekerNotice(w.ctx, holder(noticeRef(id)))
	if err != nil || v.State != registry.NoticeHeld {
		t.Errorf("its seeker sees %q, %v", v.State, err)
	}
	list, total, err := w.ReviewQueue(w.ctx, moderator, 0, 10)
	if err != nil || total != 1 || list[0].ID != id || len(list[0].Why) != 2 {
		t.Errorf("the queue has %v, %v", list, err)
	}
}

func TestReview(t *testing.T) {
	w := newWorld(t)
	ref, id := w.doubtful(registry.DoubtCrowd)
	wantProblems(t, "refusing without a ground", w.refuse(id, "because"), "refusal.choose")
	wantProblems(t, "what moved", w.ReviewNotice(w.ctx, moderator, registry.ReviewNotice{Notice: id, Seen: 99, Release: true}), "decision.moved")
	w.must(w.review(registry.ReviewNotice{Notice: id, Release: true}))
	before := w.head()
	w.must(w.ReviewNotice(w.ctx, moderator, registry.ReviewNotice{Notice: id, Seen: 1, Release: true}))
	if w.head() != before {
		t.Error("releasing twice writes twice")
	}
	if _, err := w.PublicNotice(w.ctx, ref); err != nil {
		t.Error("released and not shown:", err)
	}
	wantProblems(t, "holding without a note", w.HoldNotice(w.ctx, moderator, id, ""), "note.needed")
	w.must(w.HoldNotice(w.ctx, moderator, id, "a second look"))
	w.must(w.refuse(id, registry.RefusedHoax))
	w.must(w.refuse(id, registry.RefusedHoax))
	wantKind(t, "its seeker opens it again", w.ReopenNotice(w.ctx, holder(noticeRef(id))), registry.KindGone)
	v, err := w.SeekerNotice(w.ctx, holder(noticeRef(id)))
	if err != nil || v.Refusal != registry.RefusedHoax || v.Reopenable {
		t.Errorf("its seeker sees %+v, %v", v.Refusal, err)
	}
	w.must(w.UndoRefusal(w.ctx, moderator, id, "it is real"))
	if got := w.state(id); got != registry.NoticeHeld {
		t.Errorf("after the undo it is %q", got)
	}
	w.must(w.refuse(id, registry.RefusedHoax))
	w.clock.add(registry.ReopenFor + time.Second)
	wantKind(t, "undoing late", w.UndoRefusal(w.ctx, moderator, id, "it is real"), registry.KindGone)
}

// TestReviewNotBypassed: closing and opening again does not get round the review.
func TestReviewNotBypassed(t *testing.T) {
	w := newWorld(t)
	ref, id := w.doubtful(registry.DoubtText)
	by := holder(noticeRef(id))
	w.must(w.CloseNotice(w.ctx, by, id, registry.CloseMistake, ""))
	_, err := w.PublicNotice(w.ctx, ref)
	wantKind(t, "closed while it waits", err, registry.KindNotFound)
	w.must(w.ReopenNotice(w.ctx, by))
	w.must(w.ExtendNotice(w.ctx, by, 0))
	if got := w.state(id); got != registry.NoticeHeld {
		t.Errorf("opened again it is %q", got)
	}
}

// TestHeldHasNoMatch: who filed a notice to learn where somebody is learns
// nothing before a person looked at it.
func TestHeldHasNoMatch(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	link := w.link(id, w.report(nil), 0.9)
	w.must(w.HoldNotice(w.ctx, registry.System, id, "", registry.DoubtFlags))
	if n := w.count(registry.KindLink); n != 0 {
		t.Errorf("%d pairs stay in the queue", n)
	}
	again, err := w.ProposeLinks(w.ctx, noticeRef(id))
	if err != nil || again != 0 {
		t.Errorf("%d pairs are proposed, %v", again, err)
	}
	w.must(w.review(registry.ReviewNotice{Notice: id, Release: true}))
	if again, err = w.ProposeLinks(w.ctx, noticeRef(id)); err != nil || again != 1 {
		t.Fatalf("%d pairs are proposed after the release, %v", again, err)
	}
	w.must(w.decide(link, registry.LinkChecking))
	w.must(w.HoldNotice(w.ctx, moderator, id, "a second look"))
	wantProblems(t, "confirming", w.decide(link, registry.LinkConfirmed), "decision.notice_held")
	if v, err := w.SeekerNotice(w.ctx, holder(noticeRef(id))); err != nil || v.Checking != nil || v.Match != nil {
		t.Errorf("its seeker learns of the pair: %+v, %v", v.Checking, err)
	}
	w.must(w.review(registry.ReviewNotice{Notice: id, Release: true}))
	w.must(w.decide(link, registry.LinkConfirmed))
}
