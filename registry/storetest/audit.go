package storetest

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// testAudit appends to the audit log, with and without records, and follows the
// chain.
func testAudit(t *testing.T, s registry.Store) {
	line := func(act string) registry.AuditEntry {
		by := registry.Viewer{Ring: registry.RingModerator, Account: "m"}
		return registry.AuditEntry{Act: act, At: moment(), By: by, About: task("a", "").Ref()}
	}
	b := Put(task("a", "1"))
	b.Audit = []registry.AuditEntry{line("one"), line("two")}
	commit(t, s, b)
	commit(t, s, registry.Batch{Audit: []registry.AuditEntry{line("three")}})
	b = Put(task("a", "2"))
	b.Expect = []registry.Expect{expect(task("a", "").Ref(), 9)}
	b.Audit = []registry.AuditEntry{line("of a batch that is refused")}
	refused(t, s, b, registry.KindConflict)

	view(t, s, func(r registry.Reader) {
		var before registry.AuditHash
		var acts []string
		for e, err := range r.Audit(0) {
			if err != nil {
				t.Fatal(err)
			}
			body, err := registry.EncodeAudit(e)
			if err != nil {
				t.Fatal(err)
			}
			if want := registry.ChainAudit(before, e.Seq, body); e.Hash != want || e.Seq != uint64(len(acts)+1) {
				t.Errorf("entry %d has the hash %s, want %s", e.Seq, e.Hash, want)
			}
			before, acts = e.Hash, append(acts, e.Act)
			if want := line(e.Act); !e.At.Equal(want.At) || e.By != want.By || e.About != want.About {
				t.Errorf("entry %d is %+v", e.Seq, e)
			}
		}
		if len(acts) != 3 || acts[2] != "three" {
			t.Errorf("the audit log has %q", acts)
		}
		if h := r.AuditHead(); h.Seq != 3 || h.Hash != before {
			t.Errorf("head %+v", h)
		}
		for e, err := range r.Audit(2) {
			if err != nil || e.Act != "three" {
				t.Errorf("after 2: %q, %v", e.Act, err)
			}
		}
		for range r.Audit(3) {
			t.Error("there is something after the last entry")
		}
	})
}
