package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/retrouve/retrouve/registry"
)

type eventCmd struct {
	Add   eventAddCmd   `cmd:"" help:"Open an event."`
	List  eventListCmd  `cmd:"" help:"List the events."`
	Close eventCloseCmd `cmd:"" help:"Close an event: it takes no more notices and reports, and is erased by and by."`
	Stats eventStatsCmd `cmd:"" help:"Count what came in, day by day."`

	Canary eventCanaryCmd `cmd:"" help:"Add a notice of nobody: reading it raises an alarm."`
}

type eventAddCmd struct {
	Slug     string   `arg:"" help:"Its short name in addresses and commands, as paris-2027."`
	NameEn   string   `help:"Its name in English."`
	NameFr   string   `help:"Its name in French."`
	NoticeEn string   `help:"The sentence of the banner in English."`
	NoticeFr string   `help:"The sentence of the banner in French."`
	Area     string   `help:"Where it happened, as Paris."`
	Country  string   `help:"Its country, two letters, as FR."`
	Lat      *float64 `help:"The middle of the area."`
	Lon      *float64 `help:"The middle of the area."`
	Radius   float64  `placeholder:"KM" help:"How far from there it was felt, in kilometres."`
	Start    string   `placeholder:"TIME" help:"When it began, by its own clock, as 2027-03-01T14:30."`
	Hotline  string   `help:"The telephone number that pages show to families."`
	Sos      string   `name:"sos" default:"112" help:"The emergency number (default: ${default})."`
	Zone     string   `default:"UTC" placeholder:"ZONE" help:"Its time zone, as Europe/Paris (default: ${default})."`
	Langs    []string `default:"fr,en" help:"Languages of its pages, most used first (default: ${default})."`
	Purpose  string   `help:"Why data is kept, for the privacy page."`
	Drill    bool     `help:"It is an exercise, and every page says so."`
}

// Help is shown by "retrouve event add --help".
func (eventAddCmd) Help() string {
	return `Example:
  retrouve event add paris-2027 --name-en "Paris floods" --name-fr "Inondations à Paris" \
    --area Paris --country FR --lat 48.857 --lon 2.352 --hotline "01 99 00 12 34" --zone Europe/Paris`
}

// Run opens the event.
func (c *eventAddCmd) Run(a *app) error {
	e, err := c.event()
	if err != nil {
		return err
	}
	return a.within(opening{}, func(ctx context.Context, f *folder) error {
		if _, err := f.service.AddEvent(ctx, e); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "The event %s is open (%s).\n", e.Slug, e.Title("en"))
		return nil
	})
}

// event is what was asked for; the registry checks it.
func (c *eventAddCmd) event() (registry.Event, error) {
	e := registry.Event{
		Slug: c.Slug, State: registry.EventOpen, Zone: c.Zone, Langs: c.Langs,
		Name: texts(c.NameEn, c.NameFr), Notice: texts(c.NoticeEn, c.NoticeFr), Purpose: c.Purpose,
		Hotline: registry.Phone(c.Hotline), SOS: c.Sos, Area: registry.Place{Area: c.Area, Country: c.Country},
	}
	if c.Drill {
		e.State = registry.EventDrill
	}
	if (c.Lat == nil) != (c.Lon == nil) {
		return e, fmt.Errorf("--lat and --lon belong together: give both or none")
	}
	if c.Lat != nil {
		e.Area.Point = &registry.Point{Lat: *c.Lat, Lon: *c.Lon, Radius: c.Radius * 1000}
	}
	if c.Start != "" {
		start, err := time.ParseInLocation("2006-01-02T15:04", c.Start, e.Location())
		if err != nil {
			return e, fmt.Errorf("--start is not a time as 2027-03-01T14:30")
		}
		e.Start = start.UTC()
	}
	return e, nil
}

func texts(en, fr string) map[string]string { return map[string]string{"en": en, "fr": fr} }

type eventListCmd struct{}

// Run lists the events.
func (eventListCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		list, err := f.service.Events(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "EVENT\tSTATE\tSINCE\tNAME")
		for _, e := range list {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", e.Slug, e.State, e.Created.Format("2006-01-02"), e.Title("en"))
		}
		return w.Flush()
	})
}

type eventCloseCmd struct {
	Slug  string `arg:"" help:"The event to close."`
	Purge int    `default:"30" placeholder:"DAYS" help:"Days from the closing after which everything of it is erased but its statistics (default: ${default}); give it again to choose another date."`
}

// Run closes the event.
func (c *eventCloseCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		err := f.service.CloseEvent(ctx, registry.System, c.Slug, time.Duration(c.Purge)*24*time.Hour)
		if err != nil && registry.KindOf(err) == registry.KindNotFound {
			return fmt.Errorf("there is no event %q: \"retrouve event list\" shows those that there are", c.Slug)
		}
		if err == nil {
			fmt.Fprintf(a.stdout, "The event %s is closed. Everything of it but its statistics is erased %d days after the closing.\n", c.Slug, c.Purge)
		}
		return err
	})
}
