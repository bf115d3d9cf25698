package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestAudit verifies a log that is whole, one of which more was noted elsewhere,
// and refuses what is no end of a log.
func TestAudit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	must(t, "--data", dir, "event", "add", "drill", "--name-en", "Drill")
	a := &app{ctx: t.Context(), stdout: t.Output(), stderr: t.Output(), data: dir}
	err := a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		admin := registry.Viewer{Ring: registry.RingAdmin, Account: "a"}
		_, err := f.service.KeepOrganisation(ctx, admin, registry.Organisation{Name: "Ward", Kind: registry.SourceHospital})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	head := strings.TrimSpace(must(t, "--data", dir, "audit", "head").out)
	out := must(t, "--data", dir, "audit", "verify", "--known", head).out
	if !strings.Contains(out, "All 2 entries") || !strings.Contains(out, head) {
		t.Errorf("verify says %q", out)
	}
	other := "2:" + strings.Repeat("0", 64)
	beyond := "3:" + strings.Repeat("0", 64)
	for known, want := range map[string]string{
		other:  "audit entry 2: it is not the entry that was noted elsewhere",
		beyond: "audit entry 3: the log ends here, but entry 3 was noted elsewhere",
		"x":    "is no end of an audit log",
	} {
		r := command(t, "--data", dir, "audit", "verify", "--known", known)
		if r.status != 1 || !strings.Contains(r.err, want) {
			t.Errorf("--known %s: %d, %q", known, r.status, r.err)
		}
	}
	if r := command(t, "--data", dir+"-none", "audit", "verify"); r.status != 1 || !strings.Contains(r.err, "there is no registry") {
		t.Errorf("no folder: %d, %q", r.status, r.err)
	}
}
