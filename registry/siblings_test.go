package registry_test

import (
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestSiblings: one report against several notices, one notice with several
// reports.
func TestSiblings(t *testing.T) {
	w := newWorld(t)
	rep := w.report(nil)
	var ids []registry.LinkID
	for i := range 7 {
		w.clock.add(time.Second)
		_, n := w.notice()
		ids = append(ids, w.link(n, rep, 0.99-float64(i)/10))
	}
	_, alone := w.notice()
	w.link(alone, w.report(nil), 0.9)
	see := func(name string, id registry.LinkID, side registry.Kind, total int, want ...registry.LinkID) {
		t.Helper()
		pairs, n, err := w.Siblings(w.ctx, moderator, id, side)
		if err != nil || n != total || len(pairs) != len(want) {
			t.Fatalf("%s: %d of %d pairs, %v", name, len(pairs), n, err)
		}
		if noted := w.acts(0); !strings.HasSuffix(noted[len(noted)-1], linkRef(want[len(want)-1]).String()+" by mod") {
			t.Errorf("%s: the last pair that was read is not noted: %v", name, noted)
		}
		for i, p := range pairs {
			if p.ID != want[i] || side == registry.KindReport && p.Report.ID != rep {
				t.Errorf("%s: the pair %d is %s, want %s", name, i, p.ID, want[i])
			}
		}
	}
	see("one report", ids[6], registry.KindReport, 7, ids[:5]...)
	see("its notice", ids[6], registry.KindNotice, 1, ids[6])
	if p, err := w.Pair(w.ctx, moderator, ids[0]); err != nil || p.SameReport != 7 || p.SameNotice != 1 {
		t.Errorf("the pair counts %d and %d, %v", p.SameReport, p.SameNotice, err)
	}
	w.must(w.decide(ids[0], registry.LinkRefused))
	w.must(w.decide(ids[1], registry.LinkRefused))
	see("two decided", ids[0], registry.KindReport, 5, ids[2:]...)
	var l registry.Link
	w.get(linkRef(ids[6]), &l)
	more := w.link(l.Notice, w.report(nil), 0.99)
	see("one notice", more, registry.KindNotice, 2, more, ids[6])
}
