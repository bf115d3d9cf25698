package registry_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/memstore"
)

var noon = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)

var (
	public    = registry.Viewer{}
	moderator = registry.Viewer{Ring: registry.RingModerator, Account: "mod"}
	second    = registry.Viewer{Ring: registry.RingModerator, Account: "second"}
	volunteer = registry.Viewer{Ring: registry.RingVolunteer, Account: "vol"}
)

// holder is who came with the code of a record.
func holder(ref registry.Ref) registry.Viewer {
	if ref.Kind == registry.KindReport {
		return registry.Viewer{Ring: registry.RingSource, Scope: ref}
	}
	return registry.Viewer{Ring: registry.RingSeeker, Scope: ref}
}

// clock is a registry.Clock that stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// linker is a registry.Linker that says what the test wants.
type linker struct {
	reports map[registry.NoticeID][]registry.Candidate
	notices map[registry.ReportID][]registry.Candidate
	asked   int
	fail    error
}

func (l *linker) ReportsFor(_ context.Context, n *registry.Notice) ([]registry.Candidate, error) {
	l.asked++
	return l.reports[n.ID], l.fail
}

func (l *linker) NoticesFor(_ context.Context, r *registry.Report) ([]registry.Candidate, error) {
	l.asked++
	return l.notices[r.ID], l.fail
}

func (l *linker) Compare(n *registry.Notice, r *registry.Report) registry.Candidate {
	return registry.Candidate{Notice: n.ID, Report: r.ID, Score: 0.01}
}

// index is a registry.Index that lies as the test wants.
type index struct {
	hits  []registry.Hit
	total int
	fail  error
	asked registry.Query
	upTo  registry.Seq // highest WaitFor
}

func (x *index) Search(_ context.Context, q registry.Query) ([]registry.Hit, int, error) {
	x.asked = q
	return x.hits, x.total, x.fail
}

func (x *index) Applied() registry.Seq { return x.upTo }

func (x *index) WaitFor(_ context.Context, seq registry.Seq) error {
	x.upTo = max(x.upTo, seq)
	return nil
}

// world is a service on a store in memory, with one open event.
type world struct {
	*registry.Service
	t      *testing.T
	ctx    context.Context
	clock  *clock
	linker *linker
	index  *index
	event  registry.EventID

	hospital registry.OrgID // see atHospital
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		t: t, ctx: t.Context(), clock: &clock{now: noon}, index: &index{},
		linker: &linker{reports: map[registry.NoticeID][]registry.Candidate{}, notices: map[registry.ReportID][]registry.Candidate{}},
	}
	w.Service = &registry.Service{Store: memstore.New(), Index: w.index, Linker: w.linker, Clock: w.clock}
	w.event = w.addEvent("flood")
	return w
}

func (w *world) addEvent(slug string) registry.EventID {
	w.t.Helper()
	id, err := w.AddEvent(w.ctx, registry.Event{Slug: slug, Name: map[string]string{"en": slug}, Hotline: "112"})
	w.must(err)
	return id
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// put stores records as they are.
func (w *world) put(recs ...registry.Record) {
	w.t.Helper()
	var b registry.Batch
	for _, rec := range recs {
		b.Put = append(b.Put, rec)
		b.Changes = append(b.Changes, registry.Change{What: "test", Ref: rec.Ref()})
	}
	_, err := w.Store.Commit(w.ctx, b)
	w.must(err)
}

// get loads a record that must be there.
func (w *world) get(ref registry.Ref, into registry.Record) (v registry.Version) {
	w.t.Helper()
	w.must(w.Store.View(w.ctx, func(r registry.Reader) (err error) {
		v, err = r.Get(ref, into)
		return err
	}))
	return v
}

func (w *world) count(k registry.Kind) (n int) {
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error { n = r.Count(k); return nil }))
	return n
}

// head returns the end of the change log: it stands still while nothing is written.
func (w *world) head() (seq registry.Seq) {
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error { seq = r.Head().Seq; return nil }))
	return seq
}

func (w *world) request() registry.FileNotice {
	return registry.FileNotice{
		Event: w.event, Person: registry.Person{Names: []registry.Name{registry.NewName("Ana Reis", "")}},
		Seeker: registry.Seeker{Name: "Rui Reis", Contact: registry.Contact{Email: "rui@example.org"}}, Consent: true,
	}
}

// notice files a notice and returns its reference and its id.
func (w *world) notice() (registry.Reference, registry.NoticeID) {
	w.t.Helper()
	got, err := w.FileNotice(w.ctx, public, w.request())
	w.must(err)
	return got.Reference, registry.NoticeID(got.Record.ID)
}

func (w *world) found() registry.ReportFound {
	return registry.ReportFound{
		Event: w.event, Person: registry.Person{Description: "a woman of about forty"}, Confidence: registry.ConfidenceDocument,
		Source: registry.Source{Kind: registry.SourceHospital, Trust: registry.TrustOrganisation, Contact: registry.Contact{Phone: "061234"}},
	}
}

// atHospital is a member of a hospital that may report deaths.
func (w *world) atHospital() registry.Viewer {
	w.t.Helper()
	if w.hospital == "" {
		admin := registry.Viewer{Ring: registry.RingAdmin, Account: "admin"}
		id, err := w.KeepOrganisation(w.ctx, admin, registry.Organisation{Name: "North hospital", Kind: registry.SourceHospital, MayReportDead: true})
		w.must(err)
		w.hospital = id
	}
	return registry.Viewer{Ring: registry.RingOrganisation, Account: "ward", Org: w.hospital}
}

// report files a report by a hospital that read a document.
func (w *world) report(change func(*registry.ReportFound)) registry.ReportID {
	w.t.Helper()
	req := w.found()
	if change != nil {
		change(&req)
	}
	got, err := w.ReportFound(w.ctx, w.atHospital(), req)
	w.must(err)
	return registry.ReportID(got.Record.ID)
}

// link proposes a pair and returns its id.
func (w *world) link(n registry.NoticeID, r registry.ReportID, score float64) registry.LinkID {
	w.t.Helper()
	w.linker.reports[n] = append(w.linker.reports[n], registry.Candidate{Notice: n, Report: r, Score: score})
	_, err := w.ProposeLinks(w.ctx, noticeRef(n))
	w.must(err)
	return registry.PairID(n, r)
}

// decide decides on a pair as it is now.
func (w *world) decide(id registry.LinkID, to registry.LinkState) error {
	return w.DecideLink(w.ctx, moderator, registry.DecideLink{
		Link: id, Seen: w.get(linkRef(id), &registry.Link{}), To: to, Reason: "compared both", ContactPoint: "ward 3",
	})
}

func noticeRef(id registry.NoticeID) registry.Ref {
	return registry.Ref{Kind: registry.KindNotice, ID: string(id)}
}

func reportRef(id registry.ReportID) registry.Ref {
	return registry.Ref{Kind: registry.KindReport, ID: string(id)}
}

func linkRef(id registry.LinkID) registry.Ref {
	return registry.Ref{Kind: registry.KindLink, ID: string(id)}
}

// wantKind checks the kind of an error.
func wantKind(t *testing.T, name string, err error, want registry.ErrorKind) {
	t.Helper()
	if err == nil || registry.KindOf(err) != want {
		t.Errorf("%s: got %v, want %v", name, err, want)
	}
}

// wantProblems checks an error for exactly these problems, as "field.code".
func wantProblems(t *testing.T, name string, err error, want ...string) {
	t.Helper()
	if len(want) == 0 {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return
	}
	p, _ := errors.AsType[registry.Problems](err)
	var got []string
	for _, x := range p {
		got = append(got, x.Field+"."+x.Code)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v (%v), want problems %v", name, got, err, want)
	}
}
