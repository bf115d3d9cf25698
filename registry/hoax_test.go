package registry_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// move is one thing that somebody may do to a notice in TestHoax.
type move struct {
	name string
	do   func(w *world, h *hoax) error
}

// hoax is a notice that liars, machines and hasty people work on.
type hoax struct {
	rng   *rand.Rand
	id    registry.NoticeID
	links []registry.LinkID
	ended bool // somebody with the right to it ended the search
}

// liars are those who must never end a search.
var liars = []registry.Viewer{public, volunteer, {Ring: registry.RingOrganisation, Account: "org"}, {Ring: registry.RingSource, Scope: reportRef("x")}, {Ring: registry.RingSeeker, Scope: noticeRef("another")}}

func (h *hoax) liar() registry.Viewer { return liars[h.rng.IntN(len(liars))] }

// alive reports the person as found alive, on less than a document.
func (h *hoax) alive(w *world) error {
	req := w.found()
	req.About, req.Alone, req.Condition, req.Text = h.id, true, registry.ConditionSafe, "found alive and well"
	req.Confidence, req.Source = registry.Confidence(h.rng.IntN(int(registry.ConfidenceBiometric)+1)), registry.Source{Kind: registry.SourceSelf}
	got, err := w.ReportFound(w.ctx, public, req)
	if err != nil {
		return err
	}
	pair := registry.PairID(h.id, registry.ReportID(got.Record.ID))
	h.links = append(h.links, pair)
	_, err = w.ProposeLinks(w.ctx, got.Record)
	return err
}

func (w *world) version(ref registry.Ref) (v registry.Version) {
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error { v = r.Version(ref); return nil }))
	return v
}

var moves = []move{
	{"report", func(w *world, h *hoax) error { return h.alive(w) }},
	{"statement", func(w *world, h *hoax) error {
		return w.AddStatement(w.ctx, h.liar(), noticeRef(h.id), "found alive", true, "")
	}},
	{"close", func(w *world, h *hoax) error {
		return w.CloseNotice(w.ctx, h.liar(), h.id, registry.CloseFound, "found alive")
	}},
	{"close by a moderator on hearsay", func(w *world, h *hoax) error {
		return w.CloseNotice(w.ctx, moderator, h.id, registry.CloseFound, "they say so")
	}},
	{"decide", func(w *world, h *hoax) error {
		link := h.links[h.rng.IntN(len(h.links))]
		if w.version(linkRef(link)) == 0 {
			return nil // dropped when the notice was held
		}
		to := []registry.LinkState{registry.LinkChecking, registry.LinkConfirmed, registry.LinkRefused}[h.rng.IntN(3)]
		return w.decide(link, to)
	}},
	{"second", func(w *world, h *hoax) error {
		tasks, _, err := w.Tasks(w.ctx, second)
		for _, task := range tasks {
			w.SecondClose(w.ctx, second, registry.SecondClose{Task: task.ID, Agree: true, Note: "yes"})
		}
		return err
	}},
	{"hold", func(w *world, h *hoax) error { return w.HoldNotice(w.ctx, moderator, h.id, "odd") }},
	{"release", func(w *world, h *hoax) error { return w.review(registry.ReviewNotice{Notice: h.id, Release: true}) }},
	{"review by others", func(w *world, h *hoax) error {
		return w.ReviewNotice(w.ctx, h.liar(), registry.ReviewNotice{Notice: h.id, Seen: 1, Refusal: registry.RefusedHoax, Note: "no"})
	}},
	{"refuse", func(w *world, h *hoax) error {
		err := w.refuse(h.id, registry.RefusedAdvert)
		h.ended = h.ended || err == nil
		return err
	}},
	{"undo the refusal", func(w *world, h *hoax) error { return w.UndoRefusal(w.ctx, moderator, h.id, "no") }},
	{"seeker closes", func(w *world, h *hoax) error {
		err := w.CloseNotice(w.ctx, holder(noticeRef(h.id)), h.id, registry.CloseOther, "")
		h.ended = h.ended || err == nil
		return err
	}},
	{"seeker opens again", func(w *world, h *hoax) error { return w.ReopenNotice(w.ctx, holder(noticeRef(h.id))) }},
}

// steps are the changes of state that may happen at once.
var steps = map[[2]registry.NoticeState]bool{
	{registry.NoticeOpen, registry.NoticeHeld}: true, {registry.NoticeHeld, registry.NoticeOpen}: true,
	{registry.NoticeOpen, registry.NoticeClosed}: true, {registry.NoticeHeld, registry.NoticeClosed}: true,
	{registry.NoticeClosed, registry.NoticeOpen}: true, {registry.NoticeClosed, registry.NoticeHeld}: true,
}

// TestHoax (A07): whatever liars, machines and hasty moderators do in whatever
// order, an unconfirmed "found alive" never ends a search, what waits for review
// is let out by its review only, and no notice is in a state of no name.
func TestHoax(t *testing.T) {
	for seed := range uint64(60) {
		w := newWorld(t)
		h := &hoax{rng: rand.New(rand.NewPCG(seed, 7))}
		_, h.id = w.notice()
		w.must(h.alive(w))
		story, was := "", registry.NoticeOpen
		for range 40 {
			m := moves[h.rng.IntN(len(moves))]
			err := m.do(w, h)
			story += fmt.Sprintf("\n  %s: %v", m.name, err)
			var n registry.Notice
			w.get(noticeRef(h.id), &n)
			switch {
			case n.State != was && !steps[[2]registry.NoticeState{was, n.State}]:
				t.Fatalf("seed %d: from %q to %q:%s", seed, was, n.State, story)
			case n.State == registry.NoticeClosed && !h.ended:
				t.Fatalf("seed %d: a hoax ended the search:%s", seed, story)
			case n.State == registry.NoticeClosed && n.CloseReason == registry.CloseFound:
				t.Fatalf("seed %d: closed as found on less than a document:%s", seed, story)
			case (n.State == registry.NoticeHeld) != (n.Review != nil && n.State != registry.NoticeClosed):
				t.Fatalf("seed %d: %q with review %v:%s", seed, n.State, n.Review, story)
			case was == registry.NoticeHeld && n.State == registry.NoticeOpen && m.name != "release":
				t.Fatalf("seed %d: let out by %s:%s", seed, m.name, story)
			}
			was = n.State
		}
	}
}
