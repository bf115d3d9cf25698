package registry_test

import (
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestQueue(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	var ids []registry.LinkID // the most urgent first
	for _, score := range []float64{1, 0.9, 0.5, 0.4999, 0.001, 0} {
		w.clock.add(time.Second) // within a band the one that waits longest leads
		ids = append(ids, w.link(n, w.report(func(q *registry.ReportFound) { q.Found.Place.Area = "Porto" }), score))
	}
	page := func(offset, limit int) (got []registry.LinkID) {
		t.Helper()
		items, total, err := w.Queue(w.ctx, moderator, offset, limit)
		if err != nil || total != len(ids) {
			t.Errorf("%d wait, %v", total, err)
		}
		for _, q := range items {
			got = append(got, q.Link)
			if q.Names[0].Full != "Ana Reis" || q.Place != "Porto" || q.Later.After(w.clock.Now()) != (q.Later != time.Time{}) {
				t.Errorf("an item reads %+v", q.Link)
			}
		}
		return got
	}
	check := func(when string, want []registry.LinkID) {
		t.Helper()
		if got := page(0, 10); !slices.Equal(got, want) {
			t.Errorf("%s: the order is %v, want %v", when, got, want)
		}
		for size := 1; size < 5; size++ { // leafing through gives the same
			var got []registry.LinkID
			for at := 0; at < len(want); at += size {
				got = append(got, page(at, size)...)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: in pages of %d the order is %v, want %v", when, size, got, want)
			}
		}
	}
	check("fresh", ids)
	w.must(w.decide(ids[0], registry.LinkProposed))
	w.must(w.decide(ids[2], registry.LinkProposed))
	check("two put off", []registry.LinkID{ids[1], ids[3], ids[4], ids[5], ids[0], ids[2]})
	w.must(w.decide(ids[1], registry.LinkChecking))
	check("one being checked", []registry.LinkID{ids[1], ids[3], ids[4], ids[5], ids[0], ids[2]})
	w.clock.add(registry.LaterFor)
	check("later", ids)
	w.must(w.decide(ids[1], registry.LinkConfirmed))
	w.clock.add(time.Second)
	w.must(w.decide(ids[4], registry.LinkRefused))
	w.clock.add(time.Second)
	w.must(w.decide(ids[5], registry.LinkRefused))
	refused := []registry.LinkID{ids[5], ids[4]}
	ids = []registry.LinkID{ids[0], ids[2], ids[3]}
	check("some decided", ids)

	got, err := w.Decided(w.ctx, moderator, registry.LinkRefused, 10)
	if err != nil || len(got) != 2 || got[0].Link != refused[0] || got[1].Link != refused[1] {
		t.Errorf("refused: %v, %v", got, err)
	}
	if got, err := w.Decided(w.ctx, moderator, registry.LinkRefused, 1); err != nil || len(got) != 1 || got[0].Link != refused[0] {
		t.Errorf("the last refused: %v, %v", got, err)
	}
}

// TestOpenContacts: a reason, and a trace that both sides see.
func TestOpenContacts(t *testing.T) {
	w := newWorld(t)
	ref, n := w.notice()
	rep := w.report(nil)
	id := w.link(n, rep, 0.9)
	at := w.head()
	got, err := w.OpenContacts(w.ctx, moderator, id, " ", "")
	wantProblems(t, "no reason", err, "opening.needed")
	if w.head() != at || len(got.Seekers) != 0 {
		t.Errorf("without a reason: %v", got.Seekers)
	}
	got, err = w.OpenContacts(w.ctx, moderator, id, "to ask about a scar", "")
	if err != nil || got.Seekers[0].Contact.Email != "rui@example.org" || got.Source.Contact.Phone != "061234" {
		t.Errorf("opened: %v", err)
	}
	if got.Seekers[0].CodeHash != "" || got.Source.CodeHash != "" {
		t.Error("hands out the hash of a code")
	}
	seeker, err := w.SeekerNotice(w.ctx, holder(noticeRef(n)))
	w.must(err)
	source, err := w.SourceReport(w.ctx, holder(reportRef(rep)))
	w.must(err)
	for who, list := range map[string][]registry.SeekerStatement{"the seeker": seeker.Statements, "the source": source.Statements} {
		if len(list) != 1 || list[0].Kind != registry.ContactOpened || list[0].By != registry.RingModerator || list[0].Text != "to ask about a scar" {
			t.Errorf("%s sees %v", who, list)
		}
	}
	if page, err := w.PublicNotice(w.ctx, ref); err != nil || len(page.Statements) != 0 {
		t.Errorf("the public sees %v, %v", page.Statements, err)
	}
	_, err = w.OpenContacts(w.ctx, moderator, "none", "x", "")
	wantKind(t, "no such pair", err, registry.KindNotFound)
}
