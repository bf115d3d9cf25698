package registry

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Limits of an event.
const (
	maxSlug      = 40
	maxRadius    = 500_000 // metres: an earthquake is felt no farther
	maxLangs     = 30
	maxStartSoon = 366 * 24 * time.Hour // an exercise is planned so far ahead at most
)

// eventFirst is the first year in which an event can have begun: an earlier one is
// a slip of the pen.
const eventFirst = 1900

var (
	slugForm    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	countryForm = regexp.MustCompile(`^[A-Z]{2}$`)
	langForm    = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// AddEvent opens an event for the operator of the machine, see KeepEvent.
func (s *Service) AddEvent(ctx context.Context, e Event) (EventID, error) {
	e.ID = ""
	return s.KeepEvent(ctx, System, e, "")
}

// KeepEvent adds an event, or changes the one whose ID the request has, and returns
// the id. Only admins may. once is the form's: the same form sent again adds no
// other event.
//
// The short name of a new one must be new and made of a-z, 0-9 and single dashes,
// at most 40. Short name and state stay as they are: addresses on posters have the
// one, and people of an exercise must not become real. Of one that was erased
// nothing can be changed.
func (s *Service) KeepEvent(ctx context.Context, by Viewer, e Event, once string) (EventID, error) {
	if once == "" {
		once = NewID()
	}
	id := e.ID
	if id == "" {
		id = EventID(letterID("event "+once, "", Recipient{Seeker: SeekerID(by.Account)}))
	}
	return id, s.change(ctx, "KeepEvent", func(r Reader, now time.Time) (b Batch, err error) {
		if !by.Administers() {
			return b, &Error{Op: "KeepEvent", Kind: KindForbidden}
		}
		if e.ID == "" && r.Version(Ref{KindEvent, string(id)}) != 0 {
			return b, nil // the same form again
		}
		kept, v, err := eventToKeep(r, e, now)
		if err != nil {
			return b, err
		}
		kept.ID = id
		act := "event.added"
		if v != 0 {
			act = "event.changed"
			var old Event
			if _, err := r.Get(kept.Ref(), &old); err != nil || sameRecord(&old, kept) {
				return b, err
			}
		}
		b.put(kept, v, act, now)
		b.audit(by, act, kept.Ref(), now)
		return b, nil
	})
}

// CheckEvent returns all Problems that KeepEvent would have with the same request, or
// nil, without keeping anything: a form that could not be read in full is told of
// everything at once.
func (s *Service) CheckEvent(ctx context.Context, by Viewer, e Event) error {
	if !by.Administers() {
		return &Error{Op: "CheckEvent", Kind: KindForbidden}
	}
	return s.Store.View(ctx, func(r Reader) error {
		_, _, err := eventToKeep(r, e, s.Clock.Now())
		return err
	})
}

// eventToKeep checks a new event, or one that is to replace that of its ID and
// keeps of it what cannot be changed.
func eventToKeep(r Reader, e Event, now time.Time) (*Event, Version, error) {
	var p Problems
	var old Event
	var v Version
	if e.ID == "" {
		old = Event{Slug: e.Slug, State: e.State, Created: now}
		if old.State == "" {
			old.State = EventOpen
		}
		p = old.newProblems(r)
	} else {
		var err error
		if v, err = r.Get(e.Ref(), &old); err != nil {
			return nil, 0, err
		}
		if old.State == EventPurged {
			return nil, 0, &Error{Op: "KeepEvent", Kind: KindGone, Ref: e.Ref()}
		}
	}
	e.Slug, e.State, e.Created, e.Closed, e.PurgeAt = old.Slug, old.State, old.Created, old.Closed, old.PurgeAt
	p = append(p, e.clean(now)...)
	return &e, v, p.Err()
}

// newProblems checks what is only said of a new event.
func (e *Event) newProblems(r Reader) (p Problems) {
	if !slugForm.MatchString(e.Slug) || len(e.Slug) > maxSlug {
		p.Add("slug", "form")
	} else if _, taken := one(r, IndexEventSlug, e.Slug); taken {
		p.Add("slug", "taken", "slug", e.Slug)
	}
	if !e.Accepts() {
		p.Add("state", "choose")
	}
	return p
}

// clean cleans and checks what people say of an event. Maps and lists are made
// anew: the caller keeps theirs.
func (e *Event) clean(now time.Time) Problems {
	var c Checker
	e.Name, e.Notice = c.words("name", e.Name), c.words("notice", e.Notice)
	if len(e.Name) == 0 && len(c.Problems) == 0 {
		c.Problems.Add("name", "needed")
	}
	e.Purpose = c.Text("purpose", e.Purpose, MaxText)
	e.Hotline, e.SOS = c.Phone("hotline", string(e.Hotline)), c.Line("sos", e.SOS, MaxName)
	c.place("place", &e.Area)
	if e.Area.Country = strings.ToUpper(e.Area.Country); e.Area.Country != "" && !countryForm.MatchString(e.Area.Country) {
		c.Problems.Add("country", "form")
	}
	if pt := e.Area.Point; pt != nil && !pt.Valid() {
		c.Problems.Add("place", "point")
	} else if pt != nil && pt.Radius > maxRadius {
		c.Problems.Add("radius", "range", "min", 0, "max", maxRadius/1000)
	}
	if !e.Start.IsZero() && (e.Start.Year() < eventFirst || e.Start.After(now.Add(maxStartSoon))) {
		c.Problems.Add("start", "date")
	}
	if _, err := time.LoadLocation(e.Zone); err != nil || e.Zone == "Local" {
		c.Problems.Add("zone", "unknown", "zone", e.Zone)
	}
	if e.Langs = slices.Clone(e.Langs); len(e.Langs) > maxLangs {
		c.Problems.Add("langs", "too_many", "max", maxLangs)
	}
	for _, l := range e.Langs {
		if !langForm.MatchString(l) {
			c.Problems.Add("langs", "unknown", "lang", l)
			break
		}
	}
	return c.Problems
}

// words cleans a text that is there in several languages.
func (c *Checker) words(field string, texts map[string]string) map[string]string {
	var out map[string]string
	for _, lang := range slices.Sorted(maps.Keys(texts)) {
		if s := c.Line(strings.TrimSuffix(field+"."+lang, "."), texts[lang], MaxLine); s != "" {
			if out == nil {
				out = map[string]string{}
			}
			out[lang] = s
		}
	}
	return out
}
