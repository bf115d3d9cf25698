package registry_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestFileNotice(t *testing.T) {
	w := newWorld(t)
	drill, err := w.AddEvent(w.ctx, registry.Event{Slug: "drill", State: registry.EventDrill, Name: map[string]string{"": "Drill"}})
	w.must(err)
	closed := w.addEvent("over")
	w.must(w.CloseEvent(w.ctx, registry.System, "over", registry.KeepEvent))
	nobody := registry.Person{}
	many := make([]registry.Name, registry.MaxMany+1)
	for i := range many {
		many[i] = registry.NewName("Ann", "")
	}

	tests := map[string]struct {
		change func(*registry.FileNotice)
		want   string
	}{
		"a name":             {func(q *registry.FileNotice) {}, ""},
		"a description":      {func(q *registry.FileNotice) { q.Person = registry.Person{Description: "red coat"} }, ""},
		"a thing":            {func(q *registry.FileNotice) { q.Person = registry.Person{Things: []registry.Thing{{Text: "ring"}}} }, ""},
		"a drill":            {func(q *registry.FileNotice) { q.Event = drill }, ""},
		"a phone will do":    {func(q *registry.FileNotice) { q.Seeker = registry.Seeker{Contact: registry.Contact{Phone: "112233"}} }, ""},
		"born tomorrow":      {func(q *registry.FileNotice) { q.Person.Birth = partial("2024-03-02") }, ""},
		"nobody":             {func(q *registry.FileNotice) { q.Person = nobody }, "names.name_or_description"},
		"sex alone":          {func(q *registry.FileNotice) { q.Person = registry.Person{Sex: "female"} }, "names.name_or_description"},
		"no contact":         {func(q *registry.FileNotice) { q.Seeker.Contact = registry.Contact{} }, "contact.one_needed"},
		"no consent":         {func(q *registry.FileNotice) { q.Consent = false }, "consent.needed"},
		"nothing":            {func(q *registry.FileNotice) { *q = registry.FileNotice{Event: q.Event} }, "names.name_or_description contact.one_needed consent.needed"},
		"unknown event":      {func(q *registry.FileNotice) { q.Event = "other" }, "event.unknown"},
		"no event":           {func(q *registry.FileNotice) { q.Event = "" }, "event.unknown"},
		"closed event":       {func(q *registry.FileNotice) { q.Event = closed }, "event.closed"},
		"birth to come":      {func(q *registry.FileNotice) { q.Person.Birth = partial("2024-03-03") }, "birth.future"},
		"birth long ago":     {func(q *registry.FileNotice) { q.Person.Birth = partial("1799") }, "birth.too_old"},
		"no such birth date": {func(q *registry.FileNotice) { q.Person.Birth.Month = 3 }, "birth.date"},
		"age upside down":    {func(q *registry.FileNotice) { q.Person.Age = &registry.Age{Min: 40, Max: 30} }, "age.upside_down"},
		"age below zero":     {func(q *registry.FileNotice) { q.Person.Age = &registry.Age{Min: -1, Max: 30} }, "age.range"},
		"too old":            {func(q *registry.FileNotice) { q.Person.Age = &registry.Age{Min: 90, Max: 121} }, "age.range"},
		"height upside down": {func(q *registry.FileNotice) { q.Person.Body.HeightCM = registry.Span{Min: 180, Max: 170} }, "height.upside_down"},
		"height in metres":   {func(q *registry.FileNotice) { q.Person.Body.HeightCM = registry.Span{Min: 2, Max: 2} }, "height.range"},
		"an open height":     {func(q *registry.FileNotice) { q.Person.Body.HeightCM = registry.Span{Min: 180} }, ""},
		"weight":             {func(q *registry.FileNotice) { q.Person.Body.WeightKG = registry.Span{Max: 401} }, "weight.range"},
		"too many names":     {func(q *registry.FileNotice) { q.Person.Names = many }, "names.too_many"},
		"seen ahead":         {func(q *registry.FileNotice) { q.LastSeen.From.Date = partial("2024-04") }, "seen.future"},
		"seen on no day":     {func(q *registry.FileNotice) { q.LastSeen.To.Date.Day = 3 }, "seen.date"},
		"seen upside down": {func(q *registry.FileNotice) {
			q.LastSeen.From.Date, q.LastSeen.To.Date = partial("2024-02"), partial("2024-01")
		}, "seen.upside_down"},
		"seen within": {func(q *registry.FileNotice) {
			q.LastSeen.From.Date, q.LastSeen.To.Date = partial("2024-02-03"), partial("2024-02")
		}, ""},
		"off the globe":          {func(q *registry.FileNotice) { q.LastSeen.Place.Point = &registry.Point{Lat: 91} }, "place.point"},
		"home off the globe":     {func(q *registry.FileNotice) { q.Person.Home.Point = &registry.Point{Lon: 181} }, "home.point"},
		"an unknown visibility":  {func(q *registry.FileNotice) { q.Visibility = "all" }, "visibility.choose"},
		"a draft that is no one": {func(q *registry.FileNotice) { q.Draft = registry.NewToken() }, "not found"},
	}
	for name, tt := range tests {
		req := w.request()
		tt.change(&req)
		before := w.count(registry.KindNotice)
		_, err := w.FileNotice(w.ctx, public, req)
		if tt.want == "not found" {
			wantKind(t, name, err, registry.KindNotFound)
		} else {
			wantProblems(t, name, err, strings.Fields(tt.want)...)
		}
		if filed := w.count(registry.KindNotice) - before; (filed == 1) != (tt.want == "") {
			t.Errorf("%s: filed %d", name, filed)
		}
	}
}

func TestFileNoticeRecord(t *testing.T) {
	w := newWorld(t)
	got, err := w.FileNotice(w.ctx, public, w.request())
	w.must(err)
	var n registry.Notice
	w.get(got.Record, &n)
	if n.State != registry.NoticeOpen || n.Visibility != registry.VisiblePublic || !n.Expires.Equal(noon.Add(registry.LifeDefault)) || n.Reference != got.Reference {
		t.Errorf("filed as %v, %v, expires %v", n.State, n.Visibility, n.Expires)
	}
	if by, err := w.HolderOfCode(w.ctx, got.Code); err != nil || by != holder(got.Record) {
		t.Errorf("the code opens %v, %v", by, err)
	}
	_, err = w.HolderOfCode(w.ctx, registry.NewToken())
	wantKind(t, "another code", err, registry.KindNotFound)
	page, err := w.PublicNotice(w.ctx, got.Reference)
	if err != nil || page.Names[0].Full != "Ana Reis" {
		t.Errorf("the page shows %v, %v", page, err)
	}
	byID, err := w.NoticeByID(w.ctx, n.ID)
	if err != nil || byID.Reference != got.Reference {
		t.Errorf("by id: %v, %v", byID.Reference, err)
	}
}

func TestCheckNotice(t *testing.T) {
	w := newWorld(t)
	req := w.request()
	wantProblems(t, "good", registry.CheckNotice(&req, noon))
	if req.Visibility != registry.VisiblePublic {
		t.Errorf("the default is %q", req.Visibility)
	}
	req.Consent, req.Person = false, registry.Person{}
	wantProblems(t, "bad", registry.CheckNotice(&req, noon), "names.name_or_description", "consent.needed")
}

// TestFileNoticeOnce sends one journey from many browsers at once.
func TestFileNoticeOnce(t *testing.T) {
	w := newWorld(t)
	draft, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, "", nil)
	w.must(err)
	req := w.request()
	req.Draft = draft
	receipts := make([]registry.Receipt, 20)
	var wg sync.WaitGroup
	for i := range receipts {
		wg.Go(func() {
			var err error
			if receipts[i], err = w.FileNotice(w.ctx, public, req); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, r := range receipts {
		if r != receipts[0] {
			t.Errorf("one got %v %v, another %v %v", r.Record, r.Reference, receipts[0].Record, receipts[0].Reference)
		}
	}
	if n := w.count(registry.KindNotice); n != 1 {
		t.Errorf("made %d notices", n)
	}
	w.must(w.CloseEvent(w.ctx, registry.System, "flood", registry.KeepEvent))
	req.Person = registry.Person{}
	if again, err := w.FileNotice(w.ctx, public, req); err != nil || again != receipts[0] {
		t.Errorf("sent again after the event closed: %v, %v", again.Record, err)
	}
	if r, err := w.Receipt(w.ctx, draft); err != nil || r != receipts[0] {
		t.Errorf("the receipt says %v, %v", r.Record, err)
	}
}

func TestFileNoticeOfOtherDraft(t *testing.T) {
	w := newWorld(t)
	other := w.addEvent("quake")
	draft, err := w.StartDraft(w.ctx, registry.DraftNotice, other, "", nil)
	w.must(err)
	req := w.request()
	req.Draft = draft
	_, err = w.FileNotice(w.ctx, public, req)
	wantProblems(t, "the draft of another event", err, "event.other_draft")
	_, err = w.ReportFound(w.ctx, public, registry.ReportFound{Sending: registry.Sending{Draft: draft}, Event: other, Person: req.Person})
	wantKind(t, "the draft of another journey", err, registry.KindNotFound)
	if n := w.count(registry.KindNotice) + w.count(registry.KindReport); n != 0 {
		t.Errorf("made %d records", n)
	}
}

func TestFadedAndHidden(t *testing.T) {
	w := newWorld(t)
	ref, _ := w.notice()
	req := w.request()
	req.Visibility = registry.VisibleVerified
	hidden, err := w.FileNotice(w.ctx, public, req)
	w.must(err)
	_, err = w.PublicNotice(w.ctx, hidden.Reference)
	wantKind(t, "hidden", err, registry.KindNotFound)
	_, unknown := w.PublicNotice(w.ctx, registry.NewReference())
	if err == nil || unknown == nil || err.Error() != unknown.Error() {
		t.Errorf("hidden answers %v, unknown %v", err, unknown)
	}
	w.clock.add(registry.LifeDefault - time.Second)
	if _, err := w.PublicNotice(w.ctx, ref); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	w.clock.add(time.Second)
	_, err = w.PublicNotice(w.ctx, ref)
	wantKind(t, "faded", err, registry.KindGone)
	_, err = w.PublicNotice(w.ctx, hidden.Reference)
	wantKind(t, "hidden and faded", err, registry.KindNotFound)
}
