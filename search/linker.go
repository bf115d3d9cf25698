package search

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/match"
	"github.com/retrouve/retrouve/search/names"
)

// linkTimeout is the longest look for candidates. Nobody waits in front of a page
// for them, and when it passes the whole run of changes has to be repeated.
const linkTimeout = 20 * time.Second

// Bounds of what a Linker looks at and returns.
const (
	maxProposals   = 5
	byNames        = 100 // candidates by name
	byPlace        = 150 // candidates by place, sex, age and description
	byFact         = 40  // candidates by date of birth and postcode
	smallestCrowd  = 50  // a prior is never above one in so many
	proposeAtLeast = 0.4 // probability from which a pair is worth a person's time
)

// Linker pairs notices with reports; see registry.Linker. It is safe for
// concurrent use.
type Linker struct{ x *Index }

// NewLinker returns a linker that finds its candidates in the index.
func NewLinker(x *Index) *Linker { return &Linker{x} }

// NoticesFor returns the open notices that an open report may be about: at most
// five, each with a probability of 0.4 at least, best first. Candidates are
// found by name, and for a report whose name is unknown, one word or in another
// script by place, sex, age and description.
func (l *Linker) NoticesFor(ctx context.Context, r *registry.Report) ([]registry.Candidate, error) {
	all, err := l.compareNotices(ctx, r)
	return proposals(all), err
}

// Ranked returns every open notice that a report was compared with, whatever its
// score, best first. It is for measuring: people are shown NoticesFor.
func (l *Linker) Ranked(ctx context.Context, r *registry.Report) ([]registry.Candidate, error) {
	all, err := l.compareNotices(ctx, r)
	return ranked(all), err
}

func (l *Linker) compareNotices(ctx context.Context, r *registry.Report) (out []registry.Candidate, err error) {
	err = l.search(ctx, "NoticesFor", func(ctx context.Context, g *generation) error {
		now := l.x.clock.Now()
		v, err := openView(g.notices, l.x.kept)
		if err != nil {
			return err
		}
		defer func() { _ = v.close() }()
		ids, err := traits{&r.Person, r.Found.Place, r.Event, now}.candidates(ctx, l.x, v)
		if err != nil {
			return err
		}
		o := options(v, r)
		return l.x.store.View(ctx, func(reader registry.Reader) error {
			o.Languages = languagesOf(reader, r.Event)
			for _, id := range ids {
				var n registry.Notice
				ok, err := l.x.found(reader, registry.Ref{Kind: registry.KindNotice, ID: id}, &n)
				if err != nil {
					return err
				}
				if ok && n.Searchable(now) {
					out = append(out, compare(&n, r, o))
				}
			}
			return ctx.Err()
		})
	})
	return out, err
}

// ReportsFor returns the open reports that may be the person of a notice, as
// NoticesFor does.
func (l *Linker) ReportsFor(ctx context.Context, n *registry.Notice) ([]registry.Candidate, error) {
	var out []registry.Candidate
	err := l.search(ctx, "ReportsFor", func(ctx context.Context, g *generation) error {
		now := l.x.clock.Now()
		ids, err := l.reports(ctx, g, traits{&n.Person, n.LastSeen.Place, n.Event, now})
		if err != nil {
			return err
		}
		v, err := openView(g.notices, l.x.kept)
		if err != nil {
			return err
		}
		defer func() { _ = v.close() }()
		return l.x.store.View(ctx, func(reader registry.Reader) error {
			languages := languagesOf(reader, n.Event)
			for _, id := range ids {
				var r registry.Report
				ok, err := l.x.found(reader, registry.Ref{Kind: registry.KindReport, ID: id}, &r)
				if err != nil {
					return err
				}
				if ok && r.State == registry.ReportOpen && (r.Expires.IsZero() || now.Before(r.Expires)) {
					o := options(v, &r)
					o.Languages = languages
					out = append(out, compare(n, &r, o))
				}
			}
			return ctx.Err()
		})
	})
	return proposals(out), err
}

// Compare scores one pair, whatever its score. It must not be called inside a view.
func (l *Linker) Compare(n *registry.Notice, r *registry.Report) registry.Candidate {
	g, err := l.x.acquire("Compare")
	if err != nil {
		return compare(n, r, match.Options{})
	}
	defer g.users.Done()
	v, err := openView(g.notices, l.x.kept)
	if err != nil {
		return compare(n, r, match.Options{})
	}
	defer func() { _ = v.close() }()
	o := options(v, r)
	_ = l.x.store.View(context.Background(), func(reader registry.Reader) error { // without them every language is rare
		o.Languages = languagesOf(reader, r.Event)
		return nil
	})
	return compare(n, r, o)
}

// languagesOf returns the languages of an event, nil where it is unknown.
func languagesOf(r registry.Reader, id registry.EventID) []string {
	var e registry.Event
	if _, err := r.Get(registry.Ref{Kind: registry.KindEvent, ID: string(id)}, &e); err != nil {
		return nil
	}
	return e.Langs
}

// reports returns the ids of the reports that may be the person of a notice.
func (l *Linker) reports(ctx context.Context, g *generation, t traits) ([]string, error) {
	v, err := openView(g.reports, l.x.kept)
	if err != nil {
		return nil, err
	}
	defer func() { _ = v.close() }()
	return t.candidates(ctx, l.x, v)
}

func (l *Linker) search(ctx context.Context, op string, f func(context.Context, *generation) error) error {
	g, err := l.x.acquire(op)
	if err != nil {
		return err
	}
	defer g.users.Done()
	ctx, cancel := context.WithTimeout(ctx, linkTimeout)
	defer cancel()
	return f(ctx, g)
}

func compare(n *registry.Notice, r *registry.Report, o match.Options) registry.Candidate {
	m := match.Compare(n, r, o)
	return registry.Candidate{Notice: n.ID, Report: r.ID, Score: m.Probability, Evidence: m.Evidence}
}

// proposals keeps what is worth a person's time.
func proposals(all []registry.Candidate) []registry.Candidate {
	all = slices.DeleteFunc(all, func(c registry.Candidate) bool { return c.Score < proposeAtLeast })
	return ranked(all)[:min(len(all), maxProposals)]
}

// ranked sorts candidates, best first, in an order that is always the same.
func ranked(all []registry.Candidate) []registry.Candidate {
	slices.SortFunc(all, func(a, b registry.Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Notice, b.Notice), cmp.Compare(a.Report, b.Report))
	})
	return all
}

// options gives the prior, one over the open notices of the report's event or,
// where that is unknown, of its surroundings, and how many of them have a value.
// What cannot be counted is 0: a prior is no reason to fail.
func options(v *view, r *registry.Report) match.Options {
	c := newCensus(v, r)
	return match.Options{Prior: 1 / float64(c.size), Like: liken(), Describe: read(&r.Person, r.Lang), Having: c.having}
}

// read reads descriptions and keeps what it read of the report's.
func read(report *registry.Person, lang string) func(*registry.Person, string) match.Description {
	kept := match.Describe(report, lang)
	return func(p *registry.Person, lang string) match.Description {
		if p == report {
			return kept
		}
		return match.Describe(p, lang)
	}
}

// liken compares names and keeps what it made ready of a report's.
func liken() func(notice, report string) names.Likeness {
	ready := map[string]*names.Query{}
	return func(notice, report string) names.Likeness {
		q := ready[report]
		if q == nil {
			q = names.Ask(names.New(report))
			ready[report] = q
		}
		return q.Likeness(names.New(notice))
	}
}
