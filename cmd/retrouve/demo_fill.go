package main

import (
	"context"
	"fmt"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// demoSeed makes the same people each time.
const demoSeed = 20261113

// told is what the demo prints about one story.
type told struct {
	about     string
	name      string
	reference registry.Reference
	code      registry.Code
	closed    bool
	hoax      bool
}

// login is an account of the demo.
type login struct {
	name     string
	role     registry.Ring
	about    string // what it is for, one line for whoever runs the demo
	password string
}

// demoEvent is the exercise itself.
func demoEvent(now time.Time) registry.Event {
	return registry.Event{
		Slug: "drill-paris", State: registry.EventDrill,
		Name: map[string]string{"fr": demoEventFR, "en": demoEventEN},
		Notice: map[string]string{
			"fr": "tout est inventé.",
			"en": "everything is invented.",
		},
		Purpose: "exercise", Hotline: "01 99 00 12 34", SOS: "112",
		Area:  registry.Place{Area: "Paris", City: "Paris", Country: "FR", Point: &registry.Point{Lat: 48.8566, Lon: 2.3522, Radius: 9000}},
		Start: demoStart(now), Zone: "Europe/Paris", Langs: []string{"fr", "en", "ar", "pt", "pl", "vi", "tr", "ru", "zh"},
	}
}

// fillDemo makes the exercise in an empty folder: accounts, event, people.
func fillDemo(ctx context.Context, s *registry.Service, accounts *access.Accounts) (logins []login, stories []told, err error) {
	now := s.Clock.Now()
	event, err := s.AddEvent(ctx, demoEvent(now))
	if err != nil {
		return nil, nil, err
	}
	staff, err := hire(ctx, s, accounts)
	if err != nil {
		return nil, nil, err
	}
	data := newDemoData(demoSeed, now, event)
	if err := importAll(ctx, s, data.items); err != nil {
		return nil, nil, err
	}
	for _, st := range data.stories {
		t, err := st.tell(ctx, s, staff.moderator)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", st.about, err)
		}
		stories = append(stories, t)
	}
	return staff.logins, stories, busy(ctx, s, accounts, staff, stories, event, now)
}

// importAll files items in large batches; invented data is never refused.
func importAll(ctx context.Context, s *registry.Service, items []registry.Item) error {
	for len(items) > 0 {
		n := min(len(items), importBatch)
		done, err := s.Import(ctx, items[:n])
		if err != nil {
			return err
		}
		for _, d := range done {
			if d.Err != nil {
				return d.Err
			}
		}
		items = items[n:]
	}
	return nil
}

// tell files the notice of a story, and what was said and done since.
func (st story) tell(ctx context.Context, s *registry.Service, staff registry.Viewer) (told, error) {
	rc, err := s.FileNotice(ctx, registry.Viewer{Ring: registry.RingPublic}, st.file)
	if err != nil {
		return told{}, err
	}
	t := told{about: st.about, name: "(no name)", reference: rc.Reference, code: rc.Code, closed: st.close != "", hoax: st.hoax}
	if names := st.file.Person.Names; len(names) > 0 {
		t.name = names[0].Full
	}
	family := registry.Viewer{Ring: registry.RingSeeker, Scope: rc.Record}
	for _, w := range st.says {
		by := family
		if w.staff {
			by = staff
		}
		if err := s.AddStatement(ctx, by, rc.Record, w.text, w.public, ""); err != nil {
			return t, err
		}
	}
	if st.close != "" {
		return t, s.CloseNotice(ctx, family, registry.NoticeID(rc.Record.ID), st.close, "")
	}
	return t, nil
}
