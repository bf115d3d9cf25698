package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/table"
	"github.com/retrouve/retrouve/search/places"
)

type importPlacesCmd struct {
	Files   []string `arg:"" name:"file" help:"CSV, TSV or NDJSON files, as they are or packed with gzip."`
	Event   string   `placeholder:"SLUG" help:"The event the places belong to. Without it the only open event is taken."`
	Replace bool     `help:"Remove the places of the event that are not in the files."`
	DryRun  bool     `help:"Read and check everything, change nothing."`
	Refused string   `placeholder:"FILE" help:"Write every refused line with its reason to this file."`
}

// Help is shown by "retrouve import places --help".
func (importPlacesCmd) Help() string {
	return `Reads the places that people of an event will name, with their positions, so that
"near Saint-Louis" finds what is near that hospital. A place is known by its name:
the import can be repeated, and a line that changed changes the place.
docs/import.md lists the columns.

Example:
  retrouve import places hospitals.csv districts.csv --event paris-2027 --dry-run

Exit status: 0 all read, 1 failed, 3 read but some lines were refused.`
}

// Run imports the files.
func (c *importPlacesCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		events, err := f.service.Events(ctx)
		if err != nil {
			return err
		}
		event, err := chooseEvent(events, c.Event)
		if err == nil && event.ID == "" {
			err = errors.New("there are several open events, or none: say --event SLUG")
		}
		if err != nil {
			return err
		}
		refused, err := newRefusals(a.stderr, c.Refused)
		if err != nil {
			return err
		}
		run := &placesRun{cmd: c, app: a, refused: refused}
		err = run.all(f.service, event.ID)
		return errors.Join(err, refused.close(), run.end(err))
	})
}

// placesRun is one import of places. They are few, and are written at once.
type placesRun struct {
	cmd     *importPlacesCmd
	app     *app
	refused *refusals
	total   totals
	removed int

	places []registry.EventPlace
	from   []origin // of each place
}

// origin is the line that a place was read from.
type origin struct {
	path string
	line int
}

func (r *placesRun) all(service *registry.Service, event registry.EventID) error {
	for _, path := range r.cmd.Files {
		if err := r.file(path); err != nil {
			return within(path, err)
		}
	}
	if err := r.app.ctx.Err(); err != nil {
		return err
	}
	if r.cmd.Replace && r.total.refused > 0 { // a refused line may be a place that is here
		fmt.Fprintln(r.app.stderr, "Lines were refused, so no place is removed: repair them and import again.")
		r.cmd.Replace = false
	}
	req := registry.ImportPlaces{Event: event, Places: r.places, Replace: r.cmd.Replace, Dry: r.cmd.DryRun}
	done, removed, err := service.ImportPlaces(r.app.ctx, registry.System, req)
	if err != nil {
		return err
	}
	r.removed = removed
	for i, d := range done {
		switch d.Outcome {
		case registry.OutcomeNew:
			r.total.fresh++
		case registry.OutcomeUpdated:
			r.total.updated++
		case registry.OutcomeRefused:
			r.refuse(r.from[i], d.Err)
		default:
			r.total.unchanged++
		}
	}
	return nil
}

func (r *placesRun) file(path string) error {
	src, err := openSource(path)
	if err != nil {
		return err
	}
	defer src.Close()
	bar := newProgress(r.app.stderr, "Reading "+filepath.Base(path))
	defer bar.end()
	list, err := table.PlaceReader{Point: places.ParsePoint, Each: func() { bar.at(src.read.Load(), src.size) }}.Read(src.Reader)
	if err != nil {
		return err
	}
	bar.end()
	for _, bad := range list.Refused {
		r.refuse(origin{path, bad.Line}, bad.Err)
	}
	for i, p := range list.List {
		r.places, r.from = append(r.places, p), append(r.from, origin{path, list.Lines[i]})
	}
	if len(list.Unknown) > 0 {
		fmt.Fprintf(r.app.stderr, "%s: these columns mean nothing here and were left out: %s\n", path, strings.Join(list.Unknown, ", "))
	}
	return nil
}

func (r *placesRun) refuse(from origin, err error) {
	r.total.refused++
	r.refused.add(from.path, from.line, sentence(err))
}

// end prints what was done. failed is why it was not.
func (r *placesRun) end(failed error) error {
	if failed != nil {
		return nil
	}
	r.total.print(r.app.stdout, r.cmd.DryRun)
	if r.removed > 0 {
		fmt.Fprintf(r.app.stdout, "%d places that are not in the list were removed\n", r.removed)
	}
	if n := r.total.refused; n > 0 {
		return &exitError{status: 3, text: fmt.Sprintf("%d lines were refused, see above", n)}
	}
	return nil
}
