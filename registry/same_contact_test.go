package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestSameContacts: records of one number or address are found together however it
// is written, by moderators only, and not once one of them is erased.
func TestSameContacts(t *testing.T) {
	w := newWorld(t)
	file := func(c registry.Contact) (registry.Reference, registry.Ref) {
		req := w.request()
		req.Seeker.Contact = c
		got, err := w.FileNotice(w.ctx, public, req)
		w.must(err)
		return got.Reference, got.Record
	}
	_, a := file(registry.Contact{Phone: "06 12 34 56 78", Email: "Ann@Example.org"})
	second, b := file(registry.Contact{Phone: "+33 6 12 34 56 78"})
	file(registry.Contact{Phone: "06 12 34 56 79", Email: "ann2@example.org"})
	rep, err := w.ReportFound(w.ctx, public, registry.ReportFound{
		Event: w.event, Person: registry.Person{Description: "a man"},
		Source: registry.Source{Contact: registry.Contact{Email: "ann@example.org"}},
	})
	w.must(err)
	got, err := w.SameContacts(w.ctx, moderator, a)
	w.must(err)
	want := []registry.SameContact{{Kind: registry.WayPhone, Of: registry.KindNotice, Reference: second}, {Kind: registry.WayMail, Of: registry.KindReport, Reference: rep.Reference}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v, want %v", got, want)
	}
	_, err = w.SameContacts(w.ctx, volunteer, a)
	wantKind(t, "a volunteer", err, registry.KindForbidden)
	_, err = w.EraseNotice(w.ctx, holder(b), registry.NoticeID(b.ID), "", true)
	w.must(err)
	if got, err := w.SameContacts(w.ctx, moderator, a); err != nil || len(got) != 1 {
		t.Errorf("after erasing: %v, %v", got, err)
	}
	if n := w.count(registry.KindArrival); n != 3 {
		t.Errorf("%d arrivals are left, want 3", n)
	}
}
