package registry_test

import (
	"maps"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestDraft(t *testing.T) {
	w := newWorld(t)
	draft, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, "", map[string]string{"name": "Ana", "age": "40"})
	w.must(err)
	w.must(w.SaveDraft(w.ctx, draft, map[string]string{"age": "", "hair": "black"}))
	d, _, err := w.Draft(w.ctx, draft)
	if want := map[string]string{"name": "Ana", "age": "", "hair": "black"}; err != nil || !maps.Equal(d.Answers, want) {
		t.Errorf("kept %v, %v", d.Answers, err)
	}
	_, err = w.Receipt(w.ctx, draft)
	wantKind(t, "the receipt of an unsent draft", err, registry.KindNotFound)
	_, _, err = w.Draft(w.ctx, registry.NewToken())
	wantKind(t, "another token", err, registry.KindNotFound)
	wantKind(t, "saving another", w.SaveDraft(w.ctx, registry.NewToken(), nil), registry.KindNotFound)

	req := w.request()
	req.Draft = draft
	_, err = w.FileNotice(w.ctx, public, req)
	w.must(err)
	wantKind(t, "saving a sent one", w.SaveDraft(w.ctx, draft, map[string]string{"name": "Eve"}), registry.KindConflict)
	if d, _, err := w.Draft(w.ctx, draft); err != nil || len(d.Answers) != 0 {
		t.Errorf("a sent draft keeps %v, %v", d.Answers, err)
	}
	if w.head() != 2 { // the event and the notice
		t.Errorf("drafts are in the change log, which ends at %d", w.head())
	}
}

func TestStartDraftRefuses(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	req := w.request()
	req.Visibility = registry.VisibleVerified
	hidden, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	start := func(event registry.EventID, about registry.Reference) error {
		_, err := w.StartDraft(w.ctx, registry.DraftReport, event, about, nil)
		return err
	}
	wantProblems(t, "an unknown event", start("other", ""), "event.unknown")
	wantKind(t, "an unknown notice", start("", registry.NewReference()), registry.KindNotFound)
	wantKind(t, "a hidden notice", start("", hidden.Reference), registry.KindNotFound)
	w.must(w.CloseNotice(w.ctx, holder(noticeRef(id)), id, registry.CloseOther, ""))
	wantKind(t, "a closed notice", start("", ref), registry.KindGone)
	w.must(w.CloseEvent(w.ctx, registry.System, "flood", registry.KeepEvent))
	wantProblems(t, "a closed event", start(w.event, ""), "event.closed")
}

func TestPurgeDrafts(t *testing.T) {
	w := newWorld(t)
	start := func() registry.Token {
		token, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, "", nil)
		w.must(err)
		return token
	}
	old, touched := start(), start()
	w.clock.add(registry.DraftLife)
	young := start()
	w.must(w.SaveDraft(w.ctx, touched, nil))
	w.clock.add(time.Second)
	if n, err := w.PurgeDrafts(w.ctx); n != 1 || err != nil {
		t.Errorf("purged %d, %v", n, err)
	}
	_, _, err := w.Draft(w.ctx, old)
	wantKind(t, "the old one", err, registry.KindNotFound)
	for _, token := range []registry.Token{touched, young} {
		if _, _, err := w.Draft(w.ctx, token); err != nil {
			t.Error(err)
		}
	}
	if n, err := w.PurgeDrafts(w.ctx); n != 0 || err != nil {
		t.Errorf("purged %d again, %v", n, err)
	}
}

// TestPurgeDraftsSpares one that somebody touches in the very moment.
func TestPurgeDraftsSpares(t *testing.T) {
	w := newWorld(t)
	token, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, "", nil)
	w.must(err)
	w.clock.add(2 * registry.DraftLife)
	store := &meddler{Store: w.Store}
	store.before = func() { w.must(w.SaveDraft(w.ctx, token, map[string]string{"name": "Ana"})) }
	s := &registry.Service{Store: store, Clock: w.clock}
	if n, err := s.PurgeDrafts(w.ctx); n != 0 || err != nil {
		t.Errorf("purged %d, %v", n, err)
	}
	if _, _, err := w.Draft(w.ctx, token); err != nil {
		t.Error(err)
	}
}

// A draft that changed after somebody looked at it is not sent as they saw it.
func TestDraftChanged(t *testing.T) {
	w := newWorld(t)
	draft, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, "", nil)
	w.must(err)
	_, seen, err := w.Draft(w.ctx, draft)
	w.must(err)
	w.must(w.SaveDraft(w.ctx, draft, map[string]string{"names": "Eve"}))
	req := w.request()
	req.Sending = registry.Sending{Draft: draft, Seen: seen}
	_, err = w.FileNotice(w.ctx, public, req)
	wantProblems(t, "an older look", err, "draft.changed")
}

// The receipt shows the code for an hour, and the reference as long as the draft.
func TestReceiptFades(t *testing.T) {
	w := newWorld(t)
	draft, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, "", nil)
	w.must(err)
	req := w.request()
	req.Draft = draft
	first, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	if r, err := w.Receipt(w.ctx, draft); err != nil || r.Code != first.Code || r.Code == "" {
		t.Errorf("at once: %v", err)
	}
	w.clock.add(registry.ReceiptLife)
	if r, err := w.Receipt(w.ctx, draft); err != nil || r.Code != "" || r.Reference != first.Reference {
		t.Errorf("an hour later: %v", err)
	}
}
