package boltstore

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// TestAuditTampering changes every byte of one entry in turn, drops an entry and
// drops the last one: each time the check names the entry.
func TestAuditTampering(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "registry.db"), Options{Sealer: newSealer(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range 5 {
		e := registry.AuditEntry{Act: fmt.Sprintf("act %d", i), By: registry.Viewer{Ring: registry.RingModerator, Account: "m"}}
		if _, err := s.Commit(t.Context(), registry.Batch{Audit: []registry.AuditEntry{e}}); err != nil {
			t.Fatal(err)
		}
	}
	svc := &registry.Service{Store: s, Clock: registry.SystemClock{}}
	head, err := svc.VerifyAudit(t.Context(), registry.AuditHead{}, nil)
	if err != nil || head.Seq != 5 {
		t.Fatal(head, err)
	}
	set := func(n registry.Seq, value []byte) {
		t.Helper()
		err := s.db.Update(func(tx *bbolt.Tx) error {
			if value == nil {
				return auditLog(tx).Delete(seqKey(n))
			}
			return auditLog(tx).Put(seqKey(n), value)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	stored := func(n registry.Seq) (value []byte) {
		_ = s.db.View(func(tx *bbolt.Tx) error { value = bytes.Clone(auditLog(tx).Get(seqKey(n))); return nil })
		return value
	}
	names := func(what, entry string) {
		t.Helper()
		_, err := svc.VerifyAudit(t.Context(), head, nil)
		if err == nil || !strings.Contains(err.Error(), "audit entry "+entry+":") {
			t.Errorf("%s: %v", what, err)
		}
		if s.Verify(t.Context(), nil) == nil {
			t.Errorf("%s: Verify finds nothing", what)
		}
	}
	third, last := stored(3), stored(5)
	for i := range third {
		changed := bytes.Clone(third)
		changed[i] ^= 1
		set(3, changed)
		names(fmt.Sprintf("byte %d", i), "3")
	}
	set(3, nil)
	names("the third dropped", "3")
	set(3, third)
	set(5, nil)
	names("the last dropped", "5")
	set(5, last)

	// Who can write the file can write the whole chain anew. What was noted
	// elsewhere tells.
	err = s.db.Update(func(tx *bbolt.Tx) error {
		for n := registry.Seq(3); n <= 5; n++ {
			if err := auditLog(tx).Delete(seqKey(n)); err != nil {
				return err
			}
		}
		if err := auditLog(tx).SetSequence(2); err != nil {
			return err
		}
		for range 3 {
			if err := appendAudit(tx, []byte(`{"act":"forged"}`)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := svc.VerifyAudit(t.Context(), registry.AuditHead{}, nil); err != nil {
		t.Errorf("a chain written anew: %v", err)
	}
	if _, err := svc.VerifyAudit(t.Context(), head, nil); err == nil {
		t.Error("a chain written anew is taken for the one that was noted")
	}
}
