package registry_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestSearchRefuses(t *testing.T) {
	w := newWorld(t)
	for name, tt := range map[string]struct {
		q    registry.Query
		want string
	}{
		"a name":        {registry.Query{Text: "Ana"}, ""},
		"a place":       {registry.Query{Place: "Porto"}, ""},
		"an open age":   {registry.Query{Text: "Ana", Age: &registry.Span{Min: 30}}, ""},
		"the farthest":  {registry.Query{Place: "Porto", Within: registry.MaxWithin}, ""},
		"too far":       {registry.Query{Place: "Porto", Within: registry.MaxWithin + 1}, "within.range"},
		"below nothing": {registry.Query{Place: "Porto", Within: -1}, "within.range"},
		"no distance":   {registry.Query{Place: "Porto", Within: math.NaN()}, "within.range"},
		"nothing":       {registry.Query{Sex: registry.SexFemale}, "q.empty"},
		"invisible":     {registry.Query{Text: "\u202e \u200e"}, "q.empty"},
		"too long":      {registry.Query{Text: strings.Repeat("a", registry.MaxQuery+1)}, "q.too_long"},
		"not UTF-8":     {registry.Query{Place: "\xff"}, "place.encoding"},
		"an age":        {registry.Query{Text: "Ana", Age: &registry.Span{Min: 40, Max: 30}}, "age.upside_down"},
		"all of it bad": {registry.Query{Text: "\xff", Place: "\xff"}, "q.encoding place.encoding"},
	} {
		_, _, err := w.Search(w.ctx, public, tt.q)
		wantProblems(t, name, err, strings.Fields(tt.want)...)
	}
	w.index.fail = errors.New("torn page")
	if _, _, err := w.Search(w.ctx, public, registry.Query{Text: "Ana"}); !errors.Is(err, w.index.fail) {
		t.Errorf("a failing index: %v", err)
	}
	w.Service.Index = nil
	_, _, err := w.Search(w.ctx, public, registry.Query{Text: "Ana"})
	wantKind(t, "no index", err, registry.KindUnavailable)
}

// TestSearchLyingIndex: what the index says is read again, so that nothing hidden,
// closed or faded ever shows.
func TestSearchLyingIndex(t *testing.T) {
	w := newWorld(t)
	file := func(change func(*registry.FileNotice)) registry.NoticeID {
		req := w.request()
		change(&req)
		got, err := w.FileNotice(w.ctx, public, req)
		w.must(err)
		return registry.NoticeID(got.Record.ID)
	}
	faded := file(func(q *registry.FileNotice) { q.Person.Description = "faded" })
	w.clock.add(registry.LifeDefault)
	shown := file(func(q *registry.FileNotice) {})
	child := file(func(q *registry.FileNotice) { q.Person.Age = &registry.Age{Min: 8, Max: 8} })
	hidden := file(func(q *registry.FileNotice) { q.Visibility = registry.VisibleVerified })
	closed := file(func(q *registry.FileNotice) {})
	w.must(w.CloseNotice(w.ctx, holder(noticeRef(closed)), closed, registry.CloseFound, ""))
	for _, id := range []registry.NoticeID{faded, shown, hidden, "erased", child, closed, registry.NoticeID(w.report(nil))} {
		w.index.hits = append(w.index.hits, registry.Hit{Notice: id, Reasons: []registry.Reason{{Field: string(id)}}})
	}
	w.index.total = len(w.index.hits)

	tests := map[string]struct {
		by   registry.Viewer
		want []registry.NoticeID
		full bool // names of minors
	}{
		"public":    {public, []registry.NoticeID{shown, child}, false},
		"seeker":    {holder(noticeRef(hidden)), []registry.NoticeID{shown, child}, false},
		"volunteer": {volunteer, []registry.NoticeID{shown, hidden, child}, true},
		"moderator": {moderator, []registry.NoticeID{shown, hidden, child}, true},
	}
	for name, tt := range tests {
		cards, total, err := w.Search(w.ctx, tt.by, registry.Query{Text: " Ana\u202e ", Verified: true})
		if err != nil || len(cards) != len(tt.want) || total != len(tt.want) {
			t.Errorf("%s: %d cards of %d, %v", name, len(cards), total, err)
			continue
		}
		for i, c := range cards {
			if id := registry.NoticeID(c.Reasons[0].Field); id != tt.want[i] {
				t.Errorf("%s: card %d is %s", name, i, id)
			} else if id == child && (c.Names[0].Full == "Ana Reis") != tt.full {
				t.Errorf("%s: the child is %q", name, c.Names[0].Full)
			}
		}
		if w.index.asked.Text != "Ana" || w.index.asked.Verified != tt.full {
			t.Errorf("%s: the index is asked for %q, verified %v", name, w.index.asked.Text, w.index.asked.Verified)
		}
	}
}

func TestIndexLag(t *testing.T) {
	w := newWorld(t)
	w.notice()
	if lag, err := w.IndexLag(w.ctx); lag != 0 || err != nil {
		t.Errorf("%d behind at once, %v", lag, err)
	}
	w.clock.add(5 * time.Second)
	if lag, err := w.IndexLag(w.ctx); lag != 2 || err != nil {
		t.Errorf("%d behind, %v", lag, err)
	}
	w.index.upTo = 2
	if lag, err := w.IndexLag(w.ctx); lag != 0 || err != nil {
		t.Errorf("%d behind, %v", lag, err)
	}
	w.must(w.Ready(w.ctx))
	w.must(w.Store.Close())
	wantKind(t, "closed", w.Ready(w.ctx), registry.KindUnavailable)
}
