package registry_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestTrustNeverFalls: in whatever order copies of a report come, from sources of
// whatever trust and with whatever dates, what a higher trust said is never
// overwritten by a lower one, and each accepted copy is there whole.
func TestTrustNeverFalls(t *testing.T) {
	for seed := range uint64(40) {
		w := newWorld(t)
		rng := rand.New(rand.NewPCG(seed, 11))
		var best registry.Trust
		var said string
		for step := range 30 {
			req := w.found()
			req.Source.Trust = registry.Trust(rng.IntN(int(registry.TrustAuthority) + 1))
			req.Text = fmt.Sprintf("told at step %d", step)
			req.Origin = registry.Origin{Record: "example.org/1", SourceDate: noon.Add(time.Duration(rng.IntN(50)) * time.Hour)}
			out, err := w.Import(w.ctx, []registry.Item{{Report: &req}})
			w.must(err)
			w.must(out[0].Err)
			accepted := out[0].Outcome == registry.OutcomeNew || out[0].Outcome == registry.OutcomeUpdated
			if accepted && req.Source.Trust < best {
				t.Fatalf("seed %d: trust %d overwrote trust %d", seed, req.Source.Trust, best)
			}
			if accepted {
				best, said = req.Source.Trust, req.Text
			}
			if got := w.copyOf("example.org/1"); got.Source.Trust != best || got.Text != said {
				t.Fatalf("seed %d: stored is %d %q, not %d %q", seed, got.Source.Trust, got.Text, best, said)
			}
		}
	}
}

// copyOf is the report of a record id.
func (w *world) copyOf(id registry.RecordID) (rep registry.Report) {
	w.t.Helper()
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for _, ref := range r.Find(registry.IndexOrigin, string(id)) {
			_, err := r.Get(ref, &rep)
			return err
		}
		return nil
	}))
	return rep
}

// TestTrustIsBounded: whatever a request claims, nobody has more trust than their
// ring, and an import never changes what was filed here.
func TestTrustIsBounded(t *testing.T) {
	w := newWorld(t)
	for by, most := range map[registry.Viewer]registry.Trust{
		public: registry.TrustAnonymous, volunteer: registry.TrustVolunteer, holder(noticeRef("x")): registry.TrustAnonymous,
	} {
		req := w.found()
		req.Source.Trust = registry.TrustAuthority
		got, err := w.ReportFound(w.ctx, by, req)
		w.must(err)
		var rep registry.Report
		if w.get(got.Record, &rep); rep.Source.Trust > most {
			t.Errorf("%v files with trust %d", by, rep.Source.Trust)
		}
	}
	_, id := w.notice()
	var before, after registry.Notice
	v := w.get(noticeRef(id), &before)
	req := w.request()
	req.Person.Names = []registry.Name{registry.NewName("Somebody Else", "")}
	req.Origin = registry.Origin{Record: registry.RecordID("example.org/" + string(id)), SourceDate: noon}
	_, err := w.Import(w.ctx, []registry.Item{{Notice: &req}})
	w.must(err)
	if w.get(noticeRef(id), &after) != v {
		t.Error("an import changed a notice that was filed here")
	}
}

// TestContradictions: statements that contradict each other stand side by side,
// each with who said it and when; the later one hides nothing.
func TestContradictions(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	w.must(w.AddStatement(w.ctx, moderator, noticeRef(id), "seen at the school", true, "1"))
	w.clock.add(time.Hour)
	w.must(w.AddStatement(w.ctx, holder(noticeRef(id)), noticeRef(id), "not at the school any more", true, "2"))
	page, err := w.PublicNotice(w.ctx, ref)
	w.must(err)
	if len(page.Statements) != 2 {
		t.Fatalf("%d statements", len(page.Statements))
	}
	for i, want := range []struct {
		by      registry.Ring
		checked bool
		made    time.Time
	}{{registry.RingModerator, true, noon}, {registry.RingSeeker, false, noon.Add(time.Hour)}} {
		if s := page.Statements[i]; s.By != want.by || s.Checked != want.checked || !s.Made.Equal(want.made) {
			t.Errorf("statement %d is by %s at %v", i, s.By, s.Made)
		}
	}
}
