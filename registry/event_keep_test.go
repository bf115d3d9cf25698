package registry_test

import (
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestEvents(t *testing.T) {
	w := newWorld(t)
	name := map[string]string{"fr": "Crue"}
	for label, tt := range map[string]struct {
		event registry.Event
		want  []string
	}{
		"good":       {registry.Event{Slug: "a-1", Name: name, Zone: "Europe/Paris"}, nil},
		"taken":      {registry.Event{Slug: "flood", Name: name}, []string{"slug.taken"}},
		"bad slug":   {registry.Event{Slug: "A--1", Name: name}, []string{"slug.form"}},
		"no name":    {registry.Event{Slug: "b"}, []string{"name.needed"}},
		"bad zone":   {registry.Event{Slug: "c", Name: name, Zone: "Mars"}, []string{"zone.unknown"}},
		"everything": {registry.Event{Zone: "Mars"}, []string{"slug.form", "name.needed", "zone.unknown"}},
	} {
		_, err := w.AddEvent(w.ctx, tt.event)
		wantProblems(t, label, err, tt.want...)
	}
	wantKind(t, "an unknown one", w.CloseEvent(w.ctx, registry.System, "none", registry.KeepEvent), registry.KindNotFound)
	w.must(w.CloseEvent(w.ctx, registry.System, "flood", registry.KeepEvent))
	w.must(w.CloseEvent(w.ctx, registry.System, "flood", registry.KeepEvent))
	list, err := w.Events(w.ctx)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d events, %v", len(list), err)
	}
	for _, e := range list {
		if e.Accepts() == (e.Slug == "flood") || e.Title("de") == "" {
			t.Errorf("%s is %s and called %q", e.Slug, e.State, e.Title("de"))
		}
	}
}

// event is a good event, of which a test changes something.
func event(change func(*registry.Event)) registry.Event {
	e := registry.Event{
		Slug: "quake", Name: map[string]string{"en": "Quake", "fr": " Séisme "}, Notice: map[string]string{"en": ""}, Hotline: "01 99 00", SOS: "112",
		Area:  registry.Place{Area: "Izmir", Country: "tr", Point: &registry.Point{Lat: 38.4, Lon: 27.1, Radius: 30_000}},
		Start: noon.Add(-time.Hour), Zone: "Europe/Istanbul", Langs: []string{"tr", "pt-BR"}, Purpose: "finding people",
	}
	if change != nil {
		change(&e)
	}
	return e
}

// TestKeepEventChecks says what is wrong, and cleans what is not.
func TestKeepEventChecks(t *testing.T) {
	w := newWorld(t)
	for want, change := range map[string]func(*registry.Event){
		"name.en.too_long": func(e *registry.Event) { e.Name["en"] = strings.Repeat("x", 301) },
		"notice.encoding":  func(e *registry.Event) { e.Notice[""] = "\xff" },
		"purpose.too_long": func(e *registry.Event) { e.Purpose = strings.Repeat("x", 4001) },
		"hotline.phone":    func(e *registry.Event) { e.Hotline = "call us" },
		"country.form":     func(e *registry.Event) { e.Area.Country = "TUR" },
		"place.point":      func(e *registry.Event) { e.Area.Point.Lat = 91 },
		"radius.range":     func(e *registry.Event) { e.Area.Point.Radius = 501_000 },
		"start.date":       func(e *registry.Event) { e.Start = noon.Add(400 * days) },
		"zone.unknown":     func(e *registry.Event) { e.Zone = "Local" },
		"langs.unknown":    func(e *registry.Event) { e.Langs = []string{"tr", "Turkish"} },
		"langs.too_many":   func(e *registry.Event) { e.Langs = strings.Fields(strings.Repeat("tr ", 31)) },
		"state.choose":     func(e *registry.Event) { e.State = registry.EventClosed },
	} {
		_, err := w.KeepEvent(w.ctx, admin, event(change), "")
		wantProblems(t, want, err, want)
	}
	id, err := w.KeepEvent(w.ctx, admin, event(nil), "")
	w.must(err)
	var e registry.Event
	w.get(registry.Ref{Kind: registry.KindEvent, ID: string(id)}, &e)
	if e.Name["fr"] != "Séisme" || e.Notice != nil || e.Area.Country != "TR" || e.State != registry.EventOpen || !e.Created.Equal(noon) {
		t.Errorf("kept as %+v", e)
	}
}

// TestKeepEvent: only admins add and change events, the same form adds one, and
// what posters and records rest on stays.
func TestKeepEvent(t *testing.T) {
	w := newWorld(t)
	for _, v := range []registry.Viewer{public, volunteer, moderator, w.atHospital(), {Ring: registry.RingAuditor, Account: "a"}} {
		_, err := w.KeepEvent(w.ctx, v, event(nil), "")
		wantKind(t, string(v.Ring), err, registry.KindForbidden)
	}
	before := uint64(len(w.acts(0)))
	id, err := w.KeepEvent(w.ctx, admin, event(nil), "form")
	w.must(err)
	again, err := w.KeepEvent(w.ctx, admin, event(nil), "form")
	if err != nil || again != id || w.count(registry.KindEvent) != 2 {
		t.Errorf("the same form: %s, %v", again, err)
	}
	_, err = w.KeepEvent(w.ctx, admin, event(nil), "another form")
	wantProblems(t, "another form", err, "slug.taken")
	changed := event(func(e *registry.Event) {
		e.ID, e.Slug, e.State, e.Hotline = id, "else", registry.EventDrill, "01 98 00"
		e.Created, e.PurgeAt = time.Time{}, noon
	})
	for range 2 {
		got, err := w.KeepEvent(w.ctx, admin, changed, "")
		if err != nil || got != id {
			t.Errorf("changing: %s, %v", got, err)
		}
	}
	var e registry.Event
	ref := registry.Ref{Kind: registry.KindEvent, ID: string(id)}
	if v := w.get(ref, &e); v != 2 || e.Slug != "quake" || e.State != registry.EventOpen || e.Hotline != "01 98 00" || !e.Created.Equal(noon) || !e.PurgeAt.IsZero() {
		t.Errorf("version %d is %+v", v, e)
	}
	changed.Name = nil
	_, err = w.KeepEvent(w.ctx, admin, changed, "")
	wantProblems(t, "without a name", err, "name.needed")
	if got := w.acts(before); len(got) != 2 || !strings.HasPrefix(got[0], "event.added "+ref.String()+" by admin") || !strings.HasPrefix(got[1], "event.changed") {
		t.Errorf("audit: %q", got)
	}
	w.must(w.CloseEvent(w.ctx, admin, "quake", days))
	w.clock.add(days)
	w.purge()
	_, err = w.KeepEvent(w.ctx, admin, event(func(e *registry.Event) { e.ID = id }), "")
	wantKind(t, "an erased one", err, registry.KindGone)
	_, err = w.KeepEvent(w.ctx, admin, event(func(e *registry.Event) { e.ID = "none" }), "")
	wantKind(t, "an unknown one", err, registry.KindNotFound)
}
