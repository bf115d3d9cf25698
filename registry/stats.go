package registry

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"
)

// MinCell is the smallest number that statistics show: a smaller one could point
// at a person.
const MinCell = 5

// Counted is a number of people or records. Text hides a small one.
type Counted int

// Text is the number, or "<5" for one that is above zero and below MinCell.
func (c Counted) Text() string {
	if c > 0 && c < MinCell {
		return "<" + strconv.Itoa(MinCell)
	}
	return strconv.Itoa(int(c))
}

// DayCount is what came in on one day, by the clock of the event.
type DayCount struct {
	Day       string  `json:"day"` // 2006-01-02
	Notices   Counted `json:"notices,omitzero"`
	Reports   Counted `json:"reports,omitzero"`
	Confirmed Counted `json:"confirmed,omitzero"` // notices with a first confirmed link
}

// EventStats is the numbers of an event: all that stays of it.
type EventStats struct {
	Event   EventID    `json:"event"`
	Days    []DayCount `json:"days,omitzero"` // in order, those on which something came
	Counted time.Time  `json:"counted"`
}

// Ref names the record.
func (s *EventStats) Ref() Ref { return Ref{KindStats, string(s.Event)} }

// Keys returns nothing: statistics are found by their event.
func (s *EventStats) Keys() []Key { return nil }

// Sum is a total that tells no more than the numbers shown do.
type Sum struct {
	Least  int
	Hidden bool // it has hidden numbers in it, and may be more
}

// Text is the total, or from which number on it may be anything.
func (s Sum) Text() string {
	if s.Hidden {
		return "≥ " + strconv.Itoa(s.Least)
	}
	return strconv.Itoa(s.Least)
}

func (s *Sum) add(c Counted) {
	if c > 0 && c < MinCell {
		c, s.Hidden = 1, true
	}
	s.Least += int(c)
}

// Sums is the totals of an event.
type Sums struct{ Notices, Reports, Confirmed Sum }

// Total adds up what is shown of the days: a hidden number counts as one. A sum of
// the true ones, also a rounded one, would tell what a hidden number is.
func (s *EventStats) Total() (t Sums) {
	for _, d := range s.Days {
		t.Notices.add(d.Notices)
		t.Reports.add(d.Reports)
		t.Confirmed.add(d.Confirmed)
	}
	return t
}

// EventStats returns the numbers of an event: as they were kept when everything of
// it was erased, else counted now. Notices are searches for a person; reports are
// counted apart, because several may tell of one.
func (s *Service) EventStats(ctx context.Context, slug string) (EventStats, error) {
	var out EventStats
	err := s.Store.View(ctx, func(r Reader) error {
		ref, ok := one(r, IndexEventSlug, slug)
		if !ok {
			return &Error{Op: "EventStats", Kind: KindNotFound, Ref: Ref{KindEvent, slug}}
		}
		_, err := r.Get(Ref{KindStats, ref.ID}, &out)
		if err != nil && KindOf(err) == KindNotFound {
			out, err = s.countEvent(r, EventID(ref.ID))
		}
		return err
	})
	return out, err
}

// keepStats keeps the numbers of an event, unless they are kept already.
func (s *Service) keepStats(ctx context.Context, id EventID) error {
	return s.change(ctx, "keepStats", func(r Reader, now time.Time) (b Batch, err error) {
		if r.Version(Ref{KindStats, string(id)}) != 0 {
			return b, nil
		}
		st, err := s.countEvent(r, id)
		if err == nil {
			b.put(&st, 0, "event.counted", now)
		}
		return b, err
	})
}

// countEvent counts the records of an event and the placeholders of those that
// went. What cannot be read is left out.
func (s *Service) countEvent(r Reader, id EventID) (EventStats, error) {
	var e Event
	if _, err := r.Get(Ref{KindEvent, string(id)}, &e); err != nil {
		return EventStats{}, err
	}
	c := counter{r: r, zone: e.Location(), days: map[string]*DayCount{}}
	for _, ref := range all(r, IndexEventRecords, string(id)) {
		if err := c.record(ref); err != nil && !s.damaged(err, ref) {
			return EventStats{}, err
		}
	}
	st := EventStats{Event: id, Counted: s.Clock.Now()}
	for _, day := range slices.Sorted(maps.Keys(c.days)) {
		st.Days = append(st.Days, *c.days[day])
	}
	return st, nil
}

type counter struct {
	r    Reader
	zone *time.Location
	days map[string]*DayCount
}

func (c *counter) on(at time.Time) *DayCount {
	day := at.In(c.zone).Format(time.DateOnly)
	if c.days[day] == nil {
		c.days[day] = &DayCount{Day: day}
	}
	return c.days[day]
}

func (c *counter) record(ref Ref) error {
	switch ref.Kind {
	case KindNotice:
		var n Notice
		if _, err := c.r.Get(ref, &n); err != nil {
			return err
		}
		c.notice(n.Filed, (&eraser{r: c.r}).matched(all(c.r, IndexNoticeLinks, ref.ID)))
	case KindReport:
		var rep Report
		if _, err := c.r.Get(ref, &rep); err != nil {
			return err
		}
		c.on(rep.Filed).Reports++
	case KindPlaceholder:
		var p Placeholder
		if _, err := c.r.Get(ref, &p); err != nil {
			return err
		}
		if p.Of == KindReport {
			c.on(p.Filed).Reports++
		} else {
			c.notice(p.Filed, p.Matched)
		}
	}
	return nil
}

func (c *counter) notice(filed, matched time.Time) {
	c.on(filed).Notices++
	if !matched.IsZero() {
		c.on(matched).Confirmed++
	}
}
