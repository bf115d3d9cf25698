package search

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
	"github.com/retrouve/retrouve/search/texts"
)

// How many candidates are scored exactly: among names in the script of the query
// and descriptions, among names in Latin letters, among names in other scripts.
const (
	ownCandidates   = 60
	moreCandidates  = 100        // in the script of the query, where none in any script answers well
	mostCandidates  = MaxResults // where none answers fairly
	latinCandidates = 60
	otherCandidates = 45
	fewOthers       = 20 // where the same name is already there in the script of the query
)

// Weights of terms beside those of names.
const (
	weightLooks = 1.5
	weightPair  = 0.5
)

// finder answers one query. Candidates are found by their terms and scored by
// what the index keeps of them; only those of the page that is shown are read
// from the store.
type finder struct {
	x      *Index
	q      registry.Query
	words  []string
	places []string
	now    time.Time

	v        *view
	ask      *names.Query
	looks    []asked
	pairs    set
	coloured bool // some document has one of the pairs
	where    where
	within   set
	rest     map[uint32]*names.Query // the names asked for, without the words a mask has

	met   map[int]bool // documents scored already
	found []candidate
	best  float64 // the best score of their texts
}

// asked is a word or phrase of the query, as part of a description or a place.
type asked struct {
	words string
	empty bool // says nothing in a description
	docs  set
}

// fieldsOf returns the fields that the viewer may search.
func (f *finder) fieldsOf(public, restricted string) []string {
	if f.q.Verified {
		return []string{public, restricted}
	}
	return []string{public}
}

// placeFields returns the fields of places that the viewer may search.
func (f *finder) placeFields() []string { return f.fieldsOf(fieldArea, fieldSpot) }

func (f *finder) find(ctx context.Context, g *generation) ([]registry.Hit, int, error) {
	v, err := openView(g.notices, f.x.kept)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = v.close() }()
	f.v = v
	if f.within, err = v.filter(f.q, f.now); err != nil {
		return nil, 0, err
	}
	if len(f.places) > 0 {
		if err := f.findPlace(ctx); err != nil {
			return nil, 0, err
		}
	}
	if err := f.score(ctx); err != nil {
		return nil, 0, err
	}
	return f.page(ctx, f.answers())
}

// score finds candidates and scores them: names in the script of the query and
// descriptions, names in Latin letters, names in other scripts.
func (f *finder) score(ctx context.Context) error {
	if len(f.words) == 0 {
		return f.add(ctx, f.placed())
	}
	f.ask = names.Ask(names.New(f.q.Text))
	if err := f.findLooks(); err != nil {
		return err
	}
	keys := f.ask.Keys()
	own, err := f.consider(ctx, keys.Own, true, ownCandidates)
	if err != nil {
		return err
	}
	for _, group := range []struct {
		keys []names.Key
		n    int
	}{{keys.Latin, latinCandidates}, {keys.Other, otherCandidates}} {
		if f.best >= certain {
			group.n = fewOthers
		}
		if _, err := f.consider(ctx, group.keys, false, group.n); err != nil {
			return err
		}
	}
	return f.deepen(ctx, own)
}

// deepen scores more documents in the script of the query where none that was
// scored answers well, in any script.
func (f *finder) deepen(ctx context.Context, own ranking) error {
	for _, more := range []struct {
		below float64
		n     int
	}{{good, moreCandidates}, {fair, mostCandidates}} {
		if f.best >= more.below {
			return nil
		}
		if err := f.add(ctx, own.first(more.n)); err != nil {
			return err
		}
	}
	return nil
}

// consider scores the n documents with the most and rarest terms and returns them
// with those that follow. Those of the script of the query may have descriptions
// that are asked for.
func (f *finder) consider(ctx context.Context, keys []names.Key, own bool, n int) (ranking, error) {
	t := f.x.tallies.get(f.v)
	defer f.x.tallies.put(t)
	if err := t.addKeys(f.fieldsOf(fieldNames, fieldFull), keys); err != nil {
		return nil, err
	}
	if own {
		for _, a := range f.looks {
			t.add(a.docs, weightLooks)
		}
		t.add(f.pairs, weightPair)
	}
	t.restrict(f.within)
	r := slices.Clone(t.ranked())
	return r, f.add(ctx, r.first(n))
}

// findLooks finds which documents describe, or place, what the words say.
func (f *finder) findLooks() error {
	fields := f.fieldsOf(fieldLooks, fieldDesc)
	text := strings.Join(f.words, " ")
	for _, alt := range texts.Query(text, f.q.Lang) {
		a := asked{words: alt.Words, empty: alt.Empty}
		if !alt.Empty {
			s, err := f.v.any(fields, alt.Terms...)
			if err != nil {
				return err
			}
			p, err := f.v.any(f.placeFields(), areaTerms(alt.Words)...)
			if err != nil {
				return err
			}
			a.docs = s.or(p)
		}
		f.looks = append(f.looks, a)
	}
	var err error
	f.pairs, err = f.v.any(fields, texts.Pairs(text, f.q.Lang)...)
	f.coloured = f.pairs.count() > 0
	return err
}

// page reads the hits of one page from the store, checks again what the viewer
// may see and adds the reasons. Among equals on the page those come first that are
// written as they were asked for.
func (f *finder) page(ctx context.Context, ranked []candidate) ([]registry.Hit, int, error) {
	total := len(ranked)
	lo := min(max(f.q.Offset, 0), total)
	want := limit(f.q.Limit)
	var found []explained
	err := f.x.store.View(ctx, func(r registry.Reader) error {
		for _, c := range ranked[lo:] {
			if len(found) == want {
				break
			}
			var n registry.Notice
			ok, err := f.x.found(r, registry.Ref{Kind: registry.KindNotice, ID: c.id}, &n)
			if err != nil {
				return err
			}
			if ok {
				var h explained
				if h, ok = f.explain(&n, c); ok {
					found = append(found, h)
				}
			}
			if !ok {
				total--
			}
		}
		return ctx.Err()
	})
	slices.SortStableFunc(found, closest)
	hits := make([]registry.Hit, len(found))
	for i := range found {
		hits[i] = found[i].Hit
	}
	return hits, total, err
}

// best sorts candidates by score, then by id, so that pages do not overlap.
func best(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
}
