package registry_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// meddler is a store in which something happens just before a commit.
type meddler struct {
	registry.Store
	before  func() // called once
	refuse  int    // so many commits are refused as conflicts
	commits int
}

func (m *meddler) Commit(ctx context.Context, b registry.Batch) (registry.Seq, error) {
	m.commits++
	if f := m.before; f != nil {
		m.before = nil
		f()
	}
	if m.commits <= m.refuse {
		return 0, &registry.Error{Op: "Commit", Kind: registry.KindConflict}
	}
	return m.Store.Commit(ctx, b)
}

func TestConflictsAreRetried(t *testing.T) {
	for refuse, want := range map[int]bool{0: true, 1: true, 2: true, 3: false} {
		w := newWorld(t)
		_, err := w.Keyed(w.ctx, "test", "the registry's own key is there") // making it is a commit too
		w.must(err)
		store := &meddler{Store: w.Store, refuse: refuse}
		s := &registry.Service{Store: store, Clock: w.clock}
		_, err = s.FileNotice(w.ctx, public, w.request())
		if want != (err == nil) || err != nil && registry.KindOf(err) != registry.KindConflict {
			t.Errorf("after %d conflicts: %v", refuse, err)
		}
		if n := w.count(registry.KindNotice); (n == 1) != want {
			t.Errorf("after %d conflicts: %d notices", refuse, n)
		}
		if store.commits != min(refuse+1, 3) {
			t.Errorf("after %d conflicts: %d commits", refuse, store.commits)
		}
	}
}

// TestConflictSeesTheOther: what happened meanwhile is taken into account.
func TestConflictSeesTheOther(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	by := holder(noticeRef(id))
	store := &meddler{Store: w.Store, before: func() {
		w.must(w.CloseNotice(w.ctx, by, id, registry.CloseFound, ""))
	}}
	s := &registry.Service{Store: store, Clock: w.clock}
	wantKind(t, "extended while it was closed", s.ExtendNotice(w.ctx, by, 0), registry.KindGone)
}

// TestConfirmedTwice: two people confirm one report for two notices at once.
func TestConfirmedTwice(t *testing.T) {
	w := newWorld(t)
	_, a := w.notice()
	_, b := w.notice()
	rep := w.report(nil)
	first, other := w.link(a, rep, 0.9), w.link(b, rep, 0.8)
	store := &meddler{Store: w.Store, before: func() { w.must(w.decide(other, registry.LinkConfirmed)) }}
	s := &registry.Service{Store: store, Clock: w.clock}
	err := s.DecideLink(w.ctx, second, registry.DecideLink{
		Link: first, Seen: w.get(linkRef(first), &registry.Link{}), To: registry.LinkConfirmed, Reason: "compared",
	})
	wantProblems(t, "the second", err, "decision.report_taken")
}

// takenReader says of the first reference it is asked for that it is taken.
type takenReader struct {
	registry.Reader
	asked *[]string
}

func (r takenReader) Find(index registry.IndexName, prefix string) iter.Seq2[string, registry.Ref] {
	if index != registry.IndexReference {
		return r.Reader.Find(index, prefix)
	}
	*r.asked = append(*r.asked, prefix)
	return func(yield func(string, registry.Ref) bool) {
		if len(*r.asked) == 1 {
			yield(prefix, registry.Ref{Kind: registry.KindNotice, ID: "another"})
		}
	}
}

type takenStore struct {
	registry.Store
	asked *[]string
}

func (s takenStore) View(ctx context.Context, f func(registry.Reader) error) error {
	return s.Store.View(ctx, func(r registry.Reader) error { return f(takenReader{r, s.asked}) })
}

// TestReferenceIsFresh: a reference that another record has is not given again.
func TestReferenceIsFresh(t *testing.T) {
	w := newWorld(t)
	var asked []string
	s := &registry.Service{Store: takenStore{w.Store, &asked}, Clock: w.clock}
	got, err := s.FileNotice(w.ctx, public, w.request())
	w.must(err)
	if len(asked) != 2 || string(got.Reference) != asked[1] {
		t.Errorf("asked for %v, gave %s", asked, got.Reference)
	}
}

func TestErrorKinds(t *testing.T) {
	cause := &registry.Error{Op: "Get", Kind: registry.KindNotFound, Ref: noticeRef("n")}
	for name, tt := range map[string]struct {
		err  error
		want registry.ErrorKind
	}{
		"plain":    {errors.New("x"), registry.KindInternal},
		"direct":   {cause, registry.KindNotFound},
		"joined":   {errors.Join(errors.New("x"), cause), registry.KindNotFound},
		"outer":    {&registry.Error{Op: "Draft", Kind: registry.KindGone, Err: cause}, registry.KindGone},
		"problems": {registry.Problems{{Field: "a", Code: "b"}}, registry.KindInvalid},
	} {
		if got := registry.KindOf(tt.err); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	outer := &registry.Error{Op: "Draft", Kind: registry.KindGone, Err: cause}
	if got := outer.Error(); got != "Draft: gone: Get: not found notice/n" || !errors.Is(outer, cause) {
		t.Errorf("reads %q", got)
	}
	if err := registry.Problems(nil).Err(); err != nil {
		t.Errorf("no problems are the error %v", err)
	}
}
