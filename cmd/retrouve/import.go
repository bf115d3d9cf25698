package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/table"
)

// importCmds are the imports. What a file holds is seldom said: people are meant.
type importCmds struct {
	People importCmd       `cmd:"" default:"withargs" help:"Read notices or reports from files; the word people can be left out."`
	Places importPlacesCmd `cmd:"" help:"Read the hospitals, stations and districts of an event from files."`
}

// Help is shown by "retrouve import --help".
func (importCmds) Help() string {
	return `Examples:
  retrouve import missing.csv --event first
  retrouve import places hospitals.csv --event first

"retrouve import people --help" and "retrouve import places --help" have the rest.`
}

type importCmd struct {
	Files      []string `arg:"" name:"file" help:"CSV, TSV or NDJSON files, as they are or packed with gzip."`
	Event      string   `placeholder:"SLUG" help:"The event the records belong to. Without it a column \"event\" says so, or the only open event is taken."`
	Kind       string   `enum:"notices,reports,auto" default:"auto" help:"What the files hold: notices (people looked for) or reports (people found). By default the columns tell."`
	Domain     string   `placeholder:"DOMAIN" help:"The home of the records, as hospital.example.org. With the id it makes the record id by which a repeated import knows a record again. By default it is made of the file name."`
	Visibility string   `enum:"public,card,verified" default:"public" help:"Who sees the notices, where no column says so: public, card or verified."`
	DryRun     bool     `help:"Read and check everything, change nothing."`
	NoLinks    bool     `help:"Do not search for links at the end; the server does it when it starts."`
	Refused    string   `placeholder:"FILE" help:"Write every refused line with its reason to this file."`
}

// Help is shown by "retrouve import people --help".
func (importCmd) Help() string {
	return `Reads notices or reports. Separators, quotes, byte order marks, UTF-8 and UTF-16
are recognised; docs/import.md lists the columns. It can be repeated and stopped
with Ctrl-C at any time: what is there already is not made twice.

Examples:
  retrouve import missing.csv --event first
  retrouve import patients.tsv.gz --kind reports --domain chu.example.org
  retrouve import list.ndjson --dry-run --refused refused.tsv

Exit status: 0 all read, 1 failed, 3 read but some lines were refused.`
}

// importBatch is how many records go into one durable write.
const importBatch = 500

// Run imports the files.
func (c *importCmd) Run(a *app) error {
	f, err := a.open(opening{mustExist: true})
	if err != nil {
		return err
	}
	err = c.importAll(a, f)
	return errors.Join(err, f.Close())
}

func (c *importCmd) importAll(a *app, f *folder) error {
	events, err := f.service.Events(a.ctx)
	if err != nil {
		return err
	}
	conv, err := c.converter(events)
	if err != nil {
		return err
	}
	refused, err := newRefusals(a.stderr, c.Refused)
	if err != nil {
		return err
	}
	run := &importRun{cmd: c, app: a, service: f.service, refused: refused}
	if c.DryRun {
		run.service = &registry.Service{Store: dryStore{f.store}, Clock: f.service.Clock}
	}
	err = run.files(conv)
	err = errors.Join(err, refused.close())
	if err == nil || run.total != (totals{}) {
		run.total.print(a.stdout, c.DryRun)
	}
	if err != nil {
		return err
	}
	if !c.DryRun && !c.NoLinks && run.total.changed() > 0 {
		if err := proposeAll(a, f); err != nil {
			return err
		}
	}
	if n := run.total.refused; n > 0 {
		return &exitError{status: 3, text: fmt.Sprintf("%d lines were refused, see above", n)}
	}
	return nil
}

// converter chooses the event.
func (c *importCmd) converter(events []registry.Event) (*converter, error) {
	conv := &converter{visibility: registry.Visibility(c.Visibility), events: map[string]registry.EventID{}, only: c.Event != ""}
	for _, e := range events {
		conv.events[e.Slug] = e.ID
	}
	event, err := chooseEvent(events, c.Event)
	conv.event = event.ID
	return conv, err
}

// chooseEvent returns the event of a slug, which must be open; without one the
// only open event, or none.
func chooseEvent(events []registry.Event, slug string) (registry.Event, error) {
	var open []registry.Event
	for _, e := range events {
		if e.Slug == slug && !e.Accepts() {
			return registry.Event{}, fmt.Errorf("the event %q is closed: it takes no more records", slug)
		}
		if e.Slug == slug {
			return e, nil
		}
		if e.Accepts() {
			open = append(open, e)
		}
	}
	switch {
	case len(events) == 0:
		return registry.Event{}, errors.New("there is no event yet: add one with \"retrouve event add SLUG --name-en NAME\"")
	case slug != "":
		return registry.Event{}, fmt.Errorf("there is no event %q: \"retrouve event list\" shows those that there are", slug)
	case len(open) == 1:
		return open[0], nil
	}
	return registry.Event{}, nil
}

// domainOf makes a home for the records of a file: its name, so that two lists
// that both count from 1 do not overwrite each other.
func (c *importCmd) domainOf(path string) string {
	if c.Domain != "" {
		return strings.ToLower(c.Domain)
	}
	base, _, _ := strings.Cut(filepath.Base(path), ".")
	stem := strings.ReplaceAll(table.Fold(base), "_", "-")
	if stem == "" {
		stem = "file"
	}
	return stem + ".import.local"
}

// dryStore reads from a store and writes nowhere.
type dryStore struct{ registry.Store }

func (d dryStore) Commit(context.Context, registry.Batch) (registry.Seq, error) { return 0, nil }
