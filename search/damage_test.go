package search

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// failingStore fails to read the records it is told to.
type failingStore struct {
	registry.Store
	mu   sync.Mutex
	fail map[registry.Ref]error
}

func newFailingStore(t testing.TB) *failingStore {
	return &failingStore{Store: newStore(t), fail: map[registry.Ref]error{}}
}

// set makes reads of a record fail with err, or succeed where that is nil.
func (s *failingStore) set(ref registry.Ref, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail[ref] = err
}

func (s *failingStore) damage(ref registry.Ref) {
	s.set(ref, &registry.Error{Op: "Get", Kind: registry.KindInternal, Ref: ref, Err: errors.New("secret")})
}

func (s *failingStore) View(ctx context.Context, f func(registry.Reader) error) error {
	return s.Store.View(ctx, func(r registry.Reader) error { return f(failingReader{r, s}) })
}

type failingReader struct {
	registry.Reader
	s *failingStore
}

func (r failingReader) Get(ref registry.Ref, into registry.Record) (registry.Version, error) {
	r.s.mu.Lock()
	err := r.s.fail[ref]
	r.s.mu.Unlock()
	if err != nil {
		return 0, err
	}
	return r.Reader.Get(ref, into)
}

func noticeRef(id string) registry.Ref { return registry.Ref{Kind: registry.KindNotice, ID: id} }
func reportRef(id string) registry.Ref { return registry.Ref{Kind: registry.KindReport, ID: id} }

// openRebuilt opens an index that nobody runs.
func openRebuilt(t *testing.T, s registry.Store, opts Options) *Index {
	t.Helper()
	x, err := Open(t.Context(), t.TempDir(), s, fixedClock{testNow}, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	if err := x.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return x
}

func expectDamaged(t *testing.T, x *Index, want ...registry.Ref) {
	t.Helper()
	if n := x.Status().Damaged; n != len(want) {
		t.Errorf("%d damaged records, want %d", n, len(want))
	}
	diffs, err := x.Verify(t.Context())
	if err != nil || len(diffs) != len(want) {
		t.Errorf("Verify: %v, %v", diffs, err)
	}
	for _, ref := range want {
		if !slices.ContainsFunc(diffs, func(d error) bool { return d.Error() == ref.String()+" is damaged" }) {
			t.Errorf("Verify does not report %s: %v", ref, diffs)
		}
	}
}

func TestRebuildSkipsDamagedRecords(t *testing.T) {
	s := newFailingStore(t)
	seq := put(t, s, notice("a", "Maria Silva"), notice("b", "Maria Silva"), notice("c", "Maria Silva"), report("r", "Maria Silva"))
	s.damage(noticeRef("b"))
	s.damage(reportRef("r"))
	var log bytes.Buffer
	x := openRebuilt(t, s, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	if x.Applied() != seq {
		t.Errorf("applied %d of %d", x.Applied(), seq)
	}
	for _, ref := range []registry.Ref{noticeRef("b"), reportRef("r")} {
		if n := strings.Count(log.String(), "record="+ref.String()+"\n"); n != 1 {
			t.Errorf("%s was logged %d times:\n%s", ref, n, &log)
		}
	}
	if strings.Contains(log.String(), "secret") {
		t.Errorf("the cause was logged:\n%s", &log)
	}
	expect(t, x, "silva", "a", "c")
	expectDamaged(t, x, noticeRef("b"), reportRef("r"))
}

func TestFollowingSkipsDamagedRecords(t *testing.T) {
	s := newFailingStore(t)
	seq := put(t, s, notice("a", "Maria Silva"), notice("b", "Maria Silva"))
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	wait(t, x, seq)
	was, _ := current(x.dir)

	s.damage(noticeRef("b"))
	expect(t, x, "silva", "a") // it is in the index still
	expectDamaged(t, x, noticeRef("b"))
	wait(t, x, put(t, s, notice("b", "Maria Silva"), notice("c", "Maria Silva")))
	expect(t, x, "silva", "a", "c")
	expectDamaged(t, x, noticeRef("b"))
	if n, err := x.live.notices.DocCount(); n != 2 || err != nil {
		t.Errorf("%d notices are in the index, %v", n, err)
	}

	s.set(noticeRef("b"), nil)
	wait(t, x, put(t, s, notice("b", "Maria Silva")))
	expect(t, x, "silva", "a", "b", "c")
	noDifference(t, x)
	if is, _ := current(x.dir); is != was {
		t.Error("rebuilt for one record")
	}
}

func TestLinkerSkipsDamagedRecords(t *testing.T) {
	s := newFailingStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	aged := func(n *registry.Notice) { n.Person.Age = years(40); n.Person.Sex = "female" }
	agedToo := func(r *registry.Report) { r.Person.Age = years(40); r.Person.Sex = "female" }
	n, r := notice("n1", "Maria Silva", aged), report("r1", "Maria Silva", agedToo)
	wait(t, x, put(t, s, n, notice("n2", "Maria Silva", aged), r, report("r2", "Maria Silva", agedToo)))
	s.damage(noticeRef("n2"))
	s.damage(reportRef("r2"))
	l := NewLinker(x)
	list, err := l.NoticesFor(t.Context(), r)
	if err != nil || len(list) != 1 || list[0].Notice != "n1" {
		t.Errorf("NoticesFor: %+v, %v", list, err)
	}
	list, err = l.ReportsFor(t.Context(), n)
	if err != nil || len(list) != 1 || list[0].Report != "r1" {
		t.Errorf("ReportsFor: %+v, %v", list, err)
	}
	if n := x.Status().Damaged; n != 2 {
		t.Errorf("%d damaged records", n)
	}
}

// What is not about the one record stops the batch, so that nothing is forgotten.
func TestOtherErrorsStopTheBatch(t *testing.T) {
	for _, cause := range []error{
		&registry.Error{Op: "Get", Kind: registry.KindUnavailable},
		context.Canceled,
		&registry.Error{Op: "Get", Err: fmt.Errorf("reading: %w", context.DeadlineExceeded)},
	} {
		s := newFailingStore(t)
		seq := put(t, s, notice("a", "Maria Silva"), notice("b", "Maria Silva"))
		x := openRebuilt(t, s, Options{})
		s.set(noticeRef("b"), cause)
		if err := x.Rebuild(t.Context(), nil); !errors.Is(err, cause) {
			t.Errorf("Rebuild: %v, want %v", err, cause)
		}
		if _, _, err := x.Search(t.Context(), registry.Query{Text: "silva"}); err == nil {
			t.Errorf("Search answers in spite of %v", cause)
		}
		put(t, s, notice("b", "Maria Silva"))
		if _, err := x.step(t.Context()); !errors.Is(err, cause) || x.Applied() != seq {
			t.Errorf("step: %v at %d, want %v at %d", err, x.Applied(), cause, seq)
		}
		if n := x.Status().Damaged; n != 0 {
			t.Errorf("%d damaged records after %v", n, cause)
		}
	}
}

// The linker runs in the background and has more time than a page.
func TestLinkerHasItsOwnDeadline(t *testing.T) {
	s := newStore(t)
	put(t, s, notice("a", "Maria Silva"))
	x := openRebuilt(t, s, Options{Timeout: time.Nanosecond})
	if _, _, err := x.Search(t.Context(), registry.Query{Text: "silva"}); err == nil {
		t.Error("the search had time")
	}
	list, err := NewLinker(x).NoticesFor(t.Context(), report("r", "Maria Silva"))
	if err != nil || len(list) > 1 {
		t.Errorf("%+v, %v", list, err)
	}
}
