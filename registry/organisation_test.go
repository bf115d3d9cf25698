package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestOrganisations adds, changes and disables an organisation, and keeps
// everybody but admins from it.
func TestOrganisations(t *testing.T) {
	w := newWorld(t)
	admin := registry.Viewer{Ring: registry.RingAdmin, Account: "a"}
	o := registry.Organisation{Name: "North hospital", Kind: registry.SourceHospital, MayReportDead: true}
	id, err := w.KeepOrganisation(w.ctx, admin, o)
	w.must(err)
	_, err = w.KeepOrganisation(w.ctx, admin, o)
	wantProblems(t, "the same name", err, "name.taken")
	other := registry.Organisation{Name: "West shelter", Kind: registry.SourceShelter}
	west, err := w.AddOrganisation(w.ctx, admin, other, "form")
	w.must(err)
	if again, err := w.AddOrganisation(w.ctx, admin, other, "form"); err != nil || again != west {
		t.Errorf("the same form again: %v", err)
	}
	_, err = w.KeepOrganisation(w.ctx, admin, registry.Organisation{Kind: "circus"})
	wantProblems(t, "nothing", err, "name.needed", "kind.choose")
	o.ID, o.Disabled = id, true
	for range 2 { // again: nothing changes
		_, err = w.KeepOrganisation(w.ctx, admin, o)
		w.must(err)
	}
	for _, ring := range []registry.Ring{registry.RingPublic, registry.RingVolunteer, registry.RingOrganisation, registry.RingModerator, registry.RingAuditor} {
		if _, err := w.KeepOrganisation(w.ctx, registry.Viewer{Ring: ring}, o); registry.KindOf(err) != registry.KindForbidden {
			t.Errorf("%s: %v", ring, err)
		}
	}
	list, err := w.Organisations(w.ctx, admin)
	if err != nil || len(list) != 2 || !list[0].Disabled || list[0].Trust() != registry.TrustAuthority {
		t.Errorf("%+v, %v", list, err)
	}
	page, err := w.AuditLog(w.ctx, admin, 0, 3)
	if err != nil || len(page.Entries) != 3 || len(w.acts(4)) != 1 || page.Entries[0].Act != "organisation.changed" || page.Entries[2].About.ID != string(id) {
		t.Errorf("audit: %+v, %v", page.Entries, err)
	}
	if _, err := w.AuditLog(w.ctx, moderator, 0, 10); registry.KindOf(err) != registry.KindForbidden {
		t.Errorf("a moderator reads the audit log: %v", err)
	}
}

// TestKeyed makes hashes that depend on the purpose and outlive the process.
func TestKeyed(t *testing.T) {
	w := newWorld(t)
	hash := func(s *registry.Service, purpose, text string) string {
		h, err := s.Keyed(w.ctx, purpose, text)
		w.must(err)
		return h
	}
	a := hash(w.Service, "phone", "0612345678")
	again := &registry.Service{Store: w.Store, Clock: w.Clock}
	if b := hash(again, "phone", "0612345678"); a != b || len(a) != 32 {
		t.Errorf("%q and %q", a, b)
	}
	if a == hash(w.Service, "mail", "0612345678") || a == hash(w.Service, "phone", "0612345679") {
		t.Error("different texts or purposes give one hash")
	}
}
