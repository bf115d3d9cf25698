package search

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/retrouve/retrouve/registry"
)

// Bounds of Verify.
const (
	maxDifferences = 100
	sampleEvery    = 100 // of how many notices one is looked up by its name
)

// Verify compares the index with the store: every open notice and report must be
// in it and nothing else, and of a hundred notices one is looked up by its name.
// A record that cannot be read differs. It returns what differs, at most a
// hundred differences, or an error where it could not compare. It waits for the
// index to catch up first; records that change meanwhile can show as differences,
// so compare again before acting.
func (x *Index) Verify(ctx context.Context) (differences []error, err error) {
	head, err := x.head(ctx)
	if err != nil {
		return nil, err
	}
	if err := x.WaitFor(ctx, head.Seq); err != nil {
		return nil, err
	}
	g, err := x.acquire("Verify")
	if err != nil {
		return nil, err
	}
	defer g.users.Done()
	v := verifier{x: x, g: g}
	for _, s := range []side{{registry.KindNotice, g.notices}, {registry.KindReport, g.reports}} {
		if err := errors.Join(v.missing(ctx, s), v.surplus(ctx, s)); err != nil {
			return v.found, failed("Verify", err)
		}
	}
	return v.found, nil
}

type side struct {
	kind registry.Kind
	idx  bleve.Index
}

type verifier struct {
	x     *Index
	g     *generation
	found []error
	seen  int
}

func (v *verifier) differ(format string, args ...any) {
	if len(v.found) < maxDifferences {
		v.found = append(v.found, fmt.Errorf(format, args...))
	}
}

// missing looks for open records that the index lacks.
func (v *verifier) missing(ctx context.Context, s side) error {
	q := refs{x: v.x, kinds: []registry.Kind{s.kind}, size: groupSize}
	for {
		b, err := q.group(ctx)
		if err != nil || b == nil {
			return err
		}
		for _, ref := range b.damaged {
			v.differ("%s is damaged", ref)
		}
		docs := b.notices
		if s.kind == registry.KindReport {
			docs = b.reports
		}
		ids := openIDs(docs)
		indexed, err := present(ctx, s.idx, ids)
		if err != nil {
			return err
		}
		slices.Sort(indexed)
		for _, id := range ids {
			if _, ok := slices.BinarySearch(indexed, id); !ok {
				v.differ("%s/%s is not in the index", s.kind, id)
			} else if err := v.sample(s, id, docs[id]); err != nil {
				return err
			}
		}
	}
}

// present returns which of the ids are in an index.
func present(ctx context.Context, idx bleve.Index, ids []string) ([]string, error) {
	res, err := idx.SearchInContext(ctx, bleve.NewSearchRequestOptions(query.NewDocIDQuery(ids), len(ids)+1, 0, false))
	if err != nil {
		return nil, err
	}
	out := make([]string, len(res.Hits))
	for i, h := range res.Hits {
		out[i] = h.ID
	}
	return out, nil
}

func openIDs(docs map[string]fields) []string {
	ids := []string{}
	for id, d := range docs {
		if d != nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// sample looks one of many up by its name.
func (v *verifier) sample(s side, id string, d fields) error {
	term := d.first(fieldNames)
	if v.seen++; term == "" || v.seen%sampleEvery != 1 {
		return nil
	}
	view, err := openView(s.idx, v.x.kept)
	if err != nil {
		return err
	}
	defer func() { _ = view.close() }()
	found, err := view.any([]string{fieldNames}, term)
	if err != nil {
		return err
	}
	for i := range found {
		if found[i] == nil {
			continue
		}
		mine, err := view.segments[i].snap.DocNumbers([]string{id})
		if err != nil {
			return err
		}
		if mine.Intersects(found[i]) {
			return nil
		}
	}
	v.differ("%s/%s is not found by its name", s.kind, id)
	return nil
}

// surplus looks for documents whose record is closed or gone.
func (v *verifier) surplus(ctx context.Context, s side) error {
	after := ""
	for {
		req := bleve.NewSearchRequestOptions(query.NewMatchAllQuery(), groupSize, 0, false)
		req.SortBy([]string{"_id"})
		if after != "" {
			req.SearchAfter = []string{after}
		}
		res, err := s.idx.SearchInContext(ctx, req)
		if err != nil || len(res.Hits) == 0 {
			return err
		}
		b := v.x.newGroup()
		err = v.x.store.View(ctx, func(r registry.Reader) error {
			for _, h := range res.Hits {
				if err := b.add(r, registry.Ref{Kind: s.kind, ID: h.ID}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		v.closed(s, b)
		after = res.Hits[len(res.Hits)-1].ID
	}
}

// closed reports the indexed records of a group that are not open. The damaged
// ones are reported by missing.
func (v *verifier) closed(s side, b *group) {
	for _, docs := range []map[string]fields{b.notices, b.reports} {
		for id, d := range docs {
			if d == nil && !slices.Contains(b.damaged, registry.Ref{Kind: s.kind, ID: id}) {
				v.differ("%s/%s is in the index and not open", s.kind, id)
			}
		}
	}
}
