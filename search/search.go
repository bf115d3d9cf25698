package search

import (
	"context"
	"errors"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// maxQueryWords bounds a query; what is typed beyond is not looked at.
const maxQueryWords = 12

// Bounds of an answer.
const (
	MaxLimit   = 50  // hits of one page
	MaxResults = 200 // hits of all pages together; beyond, a query must say more
)

// Search returns the notices that answer a query, best first; see registry.Index.
// Open notices that the viewer may know of are found, and no report ever. Each
// hit was read from the store and scored by what the viewer may see. Facts that a
// notice lacks do not exclude it from a filter. At most MaxLimit hits come at
// once and MaxResults in all, which is also what is counted; words beyond the
// twelfth are not looked at. Among equals on a page those come first that are
// written as asked, then by id. A damaged record is not found.
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
	f := finder{x: x, q: q, words: words, places: places, now: x.clock.Now()}
	hits, total, err := f.find(ctx, g)
	if err != nil {
		return nil, 0, unanswered(err)
	}
	return hits, total, nil
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
