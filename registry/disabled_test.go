package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestDisabledOrganisationReads: who works for a disabled organisation neither
// searches nor adds words to what it reported.
func TestDisabledOrganisationReads(t *testing.T) {
	w := newWorld(t)
	by := w.atHospital()
	rep, err := w.ReportFound(w.ctx, by, w.found())
	w.must(err)
	w.must(w.AddStatement(w.ctx, by, rep.Record, "before", false, ""))
	_, err = w.KeepOrganisation(w.ctx, registry.Viewer{Ring: registry.RingAdmin, Account: "admin"},
		registry.Organisation{ID: w.hospital, Name: "North hospital", Kind: registry.SourceHospital, Disabled: true})
	w.must(err)
	if _, _, err := w.Search(w.ctx, by, registry.Query{Event: w.event, Text: "ana"}); registry.KindOf(err) != registry.KindForbidden {
		t.Errorf("searching: %v", err)
	}
	if err := w.AddStatement(w.ctx, by, rep.Record, "x", false, ""); registry.KindOf(err) != registry.KindForbidden {
		t.Errorf("a statement: %v", err)
	}
}
