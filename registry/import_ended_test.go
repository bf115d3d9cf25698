package registry_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestErasedStaysAway: what people here ended does not come back with the next copy of
// a list, neither while it is kept nor after it was erased; a copy that only faded
// does, when its home sends it anew.
func TestErasedStaysAway(t *testing.T) {
	tests := map[string]struct {
		item  func(w *world, change time.Time) registry.Item
		end   func(w *world, item registry.Item)
		after time.Duration
		want  string
	}{
		"removed": {noticeCopy, func(w *world, _ registry.Item) {
			_, err := w.EraseNotice(w.ctx, moderator, w.only().ID, "she asked for it", false)
			w.must(err)
		}, registry.UndoFor, "refused"},
		"a hoax": {noticeCopy, func(w *world, _ registry.Item) {
			w.must(w.CloseNotice(w.ctx, moderator, w.only().ID, registry.CloseFalse, "nobody is missing"))
		}, registry.KeepHoax, "refused"},
		"a report swept away": {reportCopy, func(w *world, _ registry.Item) {
			got, err := w.SweepWay(w.ctx, moderator, registry.SweepWay{Once: "1", Way: w.way(registry.WayImport, "a.org"), Act: registry.SweepFalse, Note: "a bad list"})
			if w.must(err); got != 1 {
				w.t.Errorf("swept %d", got)
			}
		}, registry.KeepWithdrawn, "refused"},
		"faded": {noticeCopy, func(*world, registry.Item) {}, registry.LifeDefault, "new"},
	}
	for name, tt := range tests {
		w := newWorld(t)
		if got := w.outcomes(tt.item(w, noon)); got != "new" {
			t.Fatalf("%s: %s", name, got)
		}
		tt.end(w, tt.item(w, noon))
		w.clock.add(tt.after)
		w.purge()
		if left := w.count(registry.KindNotice) + w.count(registry.KindReport); left != 0 {
			t.Fatalf("%s: %d are not erased", name, left)
		}
		if got := w.outcomes(tt.item(w, w.clock.Now())); got != tt.want {
			t.Errorf("%s, sent again: %s, want %s", name, got, tt.want)
		}
		if tt.want == "refused" {
			w.clock.add(registry.KeepPlaceholder)
			w.purge()
			if w.count(registry.KindSilence) != 0 {
				t.Errorf("%s: the hash is kept for ever", name)
			}
		}
	}
}

func noticeCopy(w *world, changed time.Time) registry.Item {
	return w.imported("a.org/1", func(q *registry.FileNotice) { q.Origin.SourceDate = changed })
}

func reportCopy(w *world, changed time.Time) registry.Item {
	return w.importedReport("a.org/2", func(q *registry.ReportFound) { q.Origin.SourceDate = changed })
}
