package search

import (
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// Bounds of an answer.
const (
	MaxLimit   = 50  // hits of one page
	MaxResults = 200 // hits of all pages together; the rest is counted only
)

// Search returns the notices that answer a query, best first; see
// registry.Index. Open notices that the viewer may know of are found, and no
// report ever. Each hit was read from the store and scored by what the viewer
// may see. Facts that a notice lacks do not exclude it from a filter. At most
// MaxLimit hits come at once and MaxResults in all; words beyond the twelfth are
// not looked at. Ties are in the order of the id. A damaged record is not found.
//
// It returns Problems for a query without a word to look for, or longer than
// registry.MaxQuery; KindUnavailable while there is no index; KindLimited when
// too many searches run and the deadline passes.
func (x *Index) Search(ctx context.Context, q registry.Query) ([]registry.Hit, int, error) {
	words, places, err := parse(q)
	if err != nil {
		return nil, 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, x.opts.Timeout)
	defer cancel()
	select {
	case x.slots <- struct{}{}:
		defer func() { <-x.slots }()
	case <-ctx.Done():
		return nil, 0, &registry.Error{Op: "search.Search", Kind: registry.KindLimited, Err: ctx.Err()}
	}
	g, err := x.acquire("Search")
	if err != nil {
		return nil, 0, err
	}
	defer g.users.Done()
	now := x.clock.Now()
	f := finder{x: x, g: g, words: words, places: places, filter: filters(q, now), scope: publicScope(), rank: ranker{q: q, now: now, least: minScore}}
	if q.Verified {
		f.scope = verifiedScope()
	}
	hits, total, err := f.find(ctx)
	if err != nil {
		return nil, 0, unanswered(err)
	}
	slices.SortFunc(hits, best)
	lo := min(max(q.Offset, 0), len(hits))
	hi := min(lo+limit(q.Limit), len(hits))
	return hits[lo:hi:hi], total, nil
}

func unanswered(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return &registry.Error{Op: "search.Search", Kind: registry.KindUnavailable, Err: err}
	}
	return failed("Search", err)
}

func limit(n int) int {
	if n <= 0 || n > MaxLimit {
		return MaxLimit
	}
	return n
}

// parse checks a query and returns the words of its text and place.
func parse(q registry.Query) (words, places []string, err error) {
	var p registry.Problems
	for _, f := range []struct{ field, text string }{{"q", q.Text}, {"place", q.Place}} {
		if n := utf8.RuneCountInString(f.text); n > registry.MaxQuery {
			p.Add(f.field, "too_long", "max", registry.MaxQuery, "length", n)
		}
	}
	if len(p) == 0 {
		words, places = firstWords(q.Text), firstWords(q.Place)
		if len(words)+len(places) == 0 {
			p.Add("q", "empty")
		}
	}
	return words, places, p.Err()
}

func firstWords(s string) []string {
	w := names.Words(s)
	return w[:min(len(w), maxQueryWords)]
}

// finder answers one query.
type finder struct {
	x      *Index
	g      *generation
	words  []string
	places []string
	filter query.Query
	scope  scope
	rank   ranker
}

// find tries what was typed, then with a letter wrong unless there is enough,
// and only when nothing is found with two letters wrong or a word missing.
func (f *finder) find(ctx context.Context) ([]registry.Hit, int, error) {
	ids, total, err := f.ask(ctx, asTyped)
	if err != nil {
		return nil, 0, err
	}
	if len(ids) < MaxResults {
		more, all, err := f.ask(ctx, oneEdit)
		if err != nil {
			return nil, 0, err
		}
		ids, total = unique(append(ids, more...)), all
	}
	hits, dropped, err := f.score(ctx, ids)
	if err != nil || len(hits) > 0 {
		return hits, max(total-dropped, len(hits)), err
	}
	if ids, _, err = f.ask(ctx, twoEdits); err != nil {
		return nil, 0, err
	}
	f.rank.least = minRelaxed
	hits, _, err = f.score(ctx, ids)
	return hits, len(hits), err
}

// ask returns the best candidates for one effort, and how many there are.
func (f *finder) ask(ctx context.Context, e effort) ([]string, int, error) {
	all := []query.Query{f.filter}
	if len(f.words) > 0 {
		all = append(all, f.scope.textQuery(f.words, e, required(len(f.words), e)))
	}
	if len(f.places) > 0 {
		all = append(all, f.scope.placeQuery(f.places, e))
	}
	return candidates(ctx, f.g.notices, query.NewConjunctionQuery(all), MaxResults)
}

// candidates returns the ids of the best documents for a query, and how many
// there are in all.
func candidates(ctx context.Context, idx bleve.Index, q query.Query, n int) ([]string, int, error) {
	res, err := idx.SearchInContext(ctx, bleve.NewSearchRequestOptions(q, n, 0, false))
	if err != nil {
		return nil, 0, err
	}
	ids := make([]string, len(res.Hits))
	for i, h := range res.Hits {
		ids[i] = h.ID
	}
	return ids, int(res.Total), nil
}

// score reads the candidates from the store in one view and scores them.
func (f *finder) score(ctx context.Context, ids []string) (hits []registry.Hit, dropped int, err error) {
	err = f.x.store.View(ctx, func(r registry.Reader) error {
		for _, id := range ids {
			var n registry.Notice
			ok, err := f.x.found(r, registry.Ref{Kind: registry.KindNotice, ID: id}, &n)
			if err != nil {
				return err
			}
			if ok {
				h, fits := f.rank.hit(&n)
				if fits {
					hits = append(hits, h)
				}
				ok = fits
			}
			if !ok {
				dropped++
			}
		}
		return ctx.Err()
	})
	return hits, dropped, err
}
