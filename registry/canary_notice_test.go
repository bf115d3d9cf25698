package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestCanary: a canary looks like any notice to the public, is known to be one,
// and is never proposed for anybody.
func TestCanary(t *testing.T) {
	w := newWorld(t)
	_, err := w.AddCanary(w.ctx, moderator, w.event, "Quillon Ventrassieu", "Lyon")
	wantKind(t, "by a moderator", err, registry.KindForbidden)
	ref, err := w.AddCanary(w.ctx, registry.System, w.event, "Quillon Ventrassieu", "Lyon")
	w.must(err)
	page, err := w.PublicNotice(w.ctx, ref)
	if err != nil || page.Names[0].Full != "Quillon Ventrassieu" {
		t.Errorf("the public sees %v, %v", page.Names, err)
	}
	real, _ := w.notice()
	id, found, err := w.Canary(w.ctx, real, ref)
	if err != nil || !found {
		t.Fatalf("not known: %v", err)
	}
	if _, found, _ := w.Canary(w.ctx, real, registry.NewReference()); found {
		t.Error("a real notice is a canary")
	}
	rep := w.report(nil)
	w.linker.reports[id] = []registry.Candidate{{Notice: id, Report: rep, Score: 0.99}}
	w.linker.notices[rep] = w.linker.reports[id]
	for _, at := range []registry.Ref{noticeRef(id), reportRef(rep)} {
		if n, err := w.ProposeLinks(w.ctx, at); err != nil || n != 0 {
			t.Errorf("%d pairs are proposed from %s, %v", n, at.Kind, err)
		}
	}
}
