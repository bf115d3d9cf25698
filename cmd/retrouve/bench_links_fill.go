package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// Kinds of origin, by which a stored record is known again.
const (
	filedMissing  = "missing"
	filedFound    = "found"
	filedStranger = "stranger"
)

// linkFiling files a set as an import does. A record must belong to an event, so
// one whose event is unknown is filed under an event of no meaning, which the
// linker is not told when it is asked.
type linkFiling struct {
	*filing
	set  *linkSet
	conv converter
	kept int // values that could not be read, kept as words
}

func newLinkFiling(ctx context.Context, f *folder, set *linkSet, useEvents bool) (*linkFiling, error) {
	some, err := newFiling(ctx, f)
	if err != nil {
		return nil, err
	}
	l := &linkFiling{filing: some, set: set}
	l.conv = converter{event: some.event, only: !useEvents, visibility: registry.VisiblePublic, events: map[string]registry.EventID{}}
	if useEvents {
		err = l.addEvents(ctx)
	}
	return l, err
}

func (l *linkFiling) addEvents(ctx context.Context) error {
	for _, rows := range [][]linkRow{l.set.missing, l.set.found} {
		for _, r := range rows {
			name := strings.ToLower(r.rec.Values["event"])
			if _, known := l.conv.events[name]; known || name == "" {
				continue
			}
			e := demoEvent(l.service.Clock.Now())
			e.Slug = fmt.Sprintf("bench-%d", len(l.conv.events)+1)
			id, err := l.service.AddEvent(ctx, e)
			if err != nil {
				return err
			}
			l.conv.events[name] = id
		}
	}
	return nil
}

func (l *linkFiling) all(ctx context.Context, bar *progress) error {
	total := int64(len(l.set.missing) + len(l.set.found))
	for _, side := range []struct {
		kind, origin string
		rows         []linkRow
	}{{kindNotices, filedMissing, l.set.missing}, {kindReports, filedFound, l.set.found}} {
		l.conv.kind = side.kind
		for i, r := range side.rows {
			if err := l.one(ctx, r, demoRecord(side.origin, i)); err != nil {
				return err
			}
			bar.at(int64(l.at), total)
		}
	}
	return l.flush(ctx)
}

// strangers files invented notices, which no report of the set is about.
func (l *linkFiling) strangers(ctx context.Context, records int, bar *progress) error {
	people, err := newCrowd("", l.service.Clock.Now().UTC())
	if err != nil {
		return err
	}
	for i := range records {
		n := people.next()
		n.Event, n.Origin = l.event, demoRecord(filedStranger, i)
		if err := l.put(ctx, registry.Item{Notice: n}); err != nil {
			return err
		}
		bar.at(int64(i), int64(records))
	}
	return l.flush(ctx)
}

func (l *linkFiling) one(ctx context.Context, r linkRow, origin registry.Origin) error {
	it, kept, err := l.conv.item(r.rec)
	l.kept += len(kept)
	if err != nil {
		l.at++
		l.refuse(err)
		return ctx.Err()
	}
	if it.Notice != nil {
		it.Notice.Origin = origin
	} else {
		it.Report.Origin = origin
	}
	return l.put(ctx, it)
}

func (l *linkFiling) report(t *figures) {
	t.add("notices and reports", "%d", l.filed())
	if l.refused > 0 {
		t.add("records that the registry refused, never linked", "%d, the first because %s", l.refused, sentence(l.why))
	}
	if l.kept > 0 {
		t.add("values that could not be read, kept as words", "%d", l.kept)
	}
	t.add("import", "%.0f records a second, %d in one write", rate(l.filed(), l.took), filingBatch)
}

// readBack reads what was filed: the reports as they are asked for, and whom the
// notices of an answer are about.
func (b *linkBench) readBack(ctx context.Context, f *folder, filed *linkFiling) error {
	b.reports = make([]*registry.Report, len(b.set.found))
	b.notices = map[registry.NoticeID]string{}
	err := eachStored(ctx, f, registry.KindNotice, func(r registry.Reader, ref registry.Ref) error {
		var n registry.Notice
		if _, err := r.Get(ref, &n); err != nil {
			return err
		}
		i, err := filedAs(n.Origin)
		switch {
		case err != nil:
		case strings.Contains(string(n.Origin.Record), "/"+filedStranger+"."):
			b.notices[n.ID] = fmt.Sprint(filedStranger, i)
		default:
			b.notices[n.ID] = b.set.missing[i].id
		}
		return err
	})
	if err != nil {
		return err
	}
	return eachStored(ctx, f, registry.KindReport, func(r registry.Reader, ref registry.Ref) error {
		rep := new(registry.Report)
		if _, err := r.Get(ref, rep); err != nil {
			return err
		}
		i, err := filedAs(rep.Origin)
		if err == nil {
			if rep.Event == filed.event {
				rep.Event = ""
			}
			b.reports[i] = rep
		}
		return err
	})
}
