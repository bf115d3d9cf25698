package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/table"
)

// importRun is one run of the import over all its files.
type importRun struct {
	cmd     *importCmd
	app     *app
	service *registry.Service
	refused *refusals
	total   totals

	path  string
	items []registry.Item
	at    []int // the line of each item
}

// errStopped says that Ctrl-C ended an import between two batches.
var errStopped = errors.New("stopped; what was read before is kept, and the same command goes on from there")

func (r *importRun) files(conv *converter) error {
	for _, path := range r.cmd.Files {
		if err := r.file(path, *conv); err != nil {
			if errors.Is(err, errStopped) {
				return err
			}
			return within(path, err)
		}
	}
	return nil
}

func (r *importRun) file(path string, conv converter) error {
	src, err := openSource(path)
	if err != nil {
		return err
	}
	defer src.Close()
	recs, err := table.New(src.Reader, vocabulary)
	if err != nil {
		return err
	}
	r.path, conv.domain, conv.batch = path, r.cmd.domainOf(path), filepath.Base(path)
	next, err := r.kindOf(recs, &conv)
	if err != nil {
		return err
	}
	bar := newProgress(r.app.stderr, "Reading "+filepath.Base(path))
	defer bar.end()
	start, before := time.Now(), r.total
	err = r.records(recs, next, &conv, func() { bar.at(src.read.Load(), src.size) })
	bar.end()
	r.summary(recs, conv.kind, r.total.minus(before), time.Since(start))
	return err
}

// kindOf finds out what the file holds. It reads the first record of a file
// without a header, which it returns.
func (r *importRun) kindOf(recs table.Reader, conv *converter) (first []table.Record, err error) {
	if !table.Headed(recs) {
		rec, err := recs.Next()
		if err != nil {
			return nil, err
		}
		first = append(first, rec)
	}
	known, _ := recs.Columns()
	if table.Headed(recs) {
		if err := checkColumns(known); err != nil {
			return nil, err
		}
	}
	guess, err := guessKind(known)
	conv.kind = r.cmd.Kind
	if conv.kind == "auto" {
		conv.kind = guess
	}
	if conv.kind == "" && err == nil {
		err = errors.New("its columns do not tell whether people are looked for or found: say --kind notices or --kind reports")
	}
	return first, err
}

func (r *importRun) records(recs table.Reader, first []table.Record, conv *converter, tick func()) error {
	for {
		var rec table.Record
		var err error
		if len(first) > 0 {
			rec, first = first[0], first[1:]
		} else if rec, err = recs.Next(); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return errors.Join(r.flush(), err)
		}
		it, kept, err := conv.item(rec)
		if err != nil {
			r.refuse(rec.Line, err)
			continue
		}
		r.total.kept += len(kept)
		r.items, r.at = append(r.items, it), append(r.at, rec.Line)
		if len(r.items) == importBatch {
			if err := r.flush(); err != nil {
				return err
			}
			tick()
			if r.app.ctx.Err() != nil {
				return errStopped
			}
		}
	}
}

// flush files what has gathered. A running batch is always finished.
func (r *importRun) flush() error {
	if len(r.items) == 0 {
		return nil
	}
	done, err := r.service.Import(context.WithoutCancel(r.app.ctx), r.items)
	if err != nil {
		return fmt.Errorf("nothing was kept from line %d on: %w", r.at[0], err)
	}
	for i, d := range done {
		switch d.Outcome {
		case registry.OutcomeNew:
			r.total.fresh++
		case registry.OutcomeUpdated:
			r.total.updated++
		case registry.OutcomeRefused:
			r.refuse(r.at[i], d.Err)
		default:
			r.total.unchanged++
		}
	}
	r.items, r.at = r.items[:0], r.at[:0]
	return nil
}

func (r *importRun) refuse(no int, err error) {
	r.total.refused++
	r.refused.add(r.path, no, sentence(err))
}

func (r *importRun) summary(recs table.Reader, kind string, t totals, took time.Duration) {
	if _, unknown := recs.Columns(); len(unknown) > 0 {
		fmt.Fprintf(r.app.stderr, "%s: these columns mean nothing here and were left out: %s\n", r.path, strings.Join(unknown, ", "))
	}
	n := t.changed() + t.unchanged
	fmt.Fprintf(r.app.stdout, "%s: %d %s in %.1f s (%.0f a second)\n", r.path, n, kind, took.Seconds(), float64(n)/max(took.Seconds(), 0.001))
}
