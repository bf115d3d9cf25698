package registry_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestCommentLink(t *testing.T) {
	w := newWorld(t)
	ref, n := w.notice()
	rep := w.report(nil)
	id := w.link(n, rep, 0.9)
	say := func(by registry.Viewer, text string, advice registry.Advice, once string) error {
		return w.CommentLink(w.ctx, by, registry.CommentLink{Link: id, Text: text, Advice: advice, Once: once})
	}
	for name, tt := range map[string]struct {
		text   string
		advice registry.Advice
		want   string
	}{
		"no reason": {" \n", registry.AdviceYes, "comment.needed"},
		"too long":  {strings.Repeat("a", registry.MaxText+1), "", "comment.too_long"},
		"not UTF-8": {"\xff", "", "comment.encoding"},
		"no such":   {"x", "merge", "advice.choose"},
	} {
		wantProblems(t, name, say(volunteer, tt.text, tt.advice, ""), tt.want)
	}
	wantKind(t, "an unknown pair", w.CommentLink(w.ctx, volunteer, registry.CommentLink{Link: "none", Text: "x"}), registry.KindNotFound)

	seen := w.get(linkRef(id), &registry.Link{})
	w.must(say(volunteer, "the scar\u202e is on the other arm", registry.AdviceNo, "form"))
	at := w.head()
	w.must(say(volunteer, "the scar\u202e is on the other arm", registry.AdviceNo, "form"))
	if w.head() != at || w.get(linkRef(id), &registry.Link{}) != seen {
		t.Error("a form sent twice is kept twice, or a remark sends away who decides")
	}
	w.clock.add(time.Second)
	w.must(say(moderator, "I asked the ward", "", ""))
	for _, by := range []registry.Viewer{moderator, volunteer} {
		p, err := w.Pair(w.ctx, by, id)
		if err != nil || len(p.Comments) != 2 || p.Comments[0].Advice != registry.AdviceNo || p.Comments[0].By != volunteer.Account ||
			p.Comments[0].Text != "the scar is on the other arm" || p.Comments[1].Ring != registry.RingModerator || !p.Comments[1].Made.Equal(w.clock.Now()) {
			t.Errorf("%s reads %+v, %v", by.Ring, p.Comments, err)
		}
	}
	seeker, err := w.SeekerNotice(w.ctx, holder(noticeRef(n)))
	w.must(err)
	source, err := w.SourceReport(w.ctx, holder(reportRef(rep)))
	w.must(err)
	page, err := w.PublicNotice(w.ctx, ref)
	w.must(err)
	if len(seeker.Statements)+len(source.Statements)+len(page.Statements) != 0 {
		t.Error("somebody outside the desk reads a remark")
	}

	w.must(w.decide(id, registry.LinkRefused))
	_, err = w.Pair(w.ctx, volunteer, id)
	wantKind(t, "a decided pair", err, registry.KindNotFound)
	wantKind(t, "remark on a decided pair", say(volunteer, "but", "", ""), registry.KindNotFound)
	w.must(say(moderator, "for the record", "", ""))
	for i := range registry.MaxComments - 3 {
		w.must(say(moderator, fmt.Sprint(i), "", ""))
	}
	wantProblems(t, "one too many", say(moderator, "x", "", ""), "comment.too_many")
}

// TestCommentedPairStays: a pair that people spoke about is shelved, not dropped,
// when its notice is closed.
func TestCommentedPairStays(t *testing.T) {
	w := newWorld(t)
	_, n := w.notice()
	id := w.link(n, w.report(nil), 0.9)
	w.must(w.CommentLink(w.ctx, volunteer, registry.CommentLink{Link: id, Text: "look at the ears"}))
	w.must(w.CloseNotice(w.ctx, holder(noticeRef(n)), n, registry.CloseFound, ""))
	if p, err := w.Pair(w.ctx, moderator, id); err != nil || len(p.Comments) != 1 {
		t.Errorf("%d remarks, %v", len(p.Comments), err)
	}
	if _, total, err := w.Queue(w.ctx, moderator, 0, 10); total != 0 || err != nil {
		t.Errorf("%d in the queue, %v", total, err)
	}
	w.must(w.ReopenNotice(w.ctx, holder(noticeRef(n))))
	if _, total, err := w.Queue(w.ctx, volunteer, 0, 10); total != 1 || err != nil {
		t.Errorf("reopened: %d in the queue, %v", total, err)
	}
}

// TestMasked plants a word in every field that a volunteer may not see.
func TestMasked(t *testing.T) {
	for name, shielded := range map[string]bool{"an adult": false, "at risk": true} {
		w := newWorld(t)
		var n registry.Notice
		fill("notice", &n)
		n.ID, n.Event, n.State, n.Visibility, n.AtRisk = "n", w.event, registry.NoticeOpen, registry.VisiblePublic, shielded
		var rep registry.Report
		fill("report", &rep)
		rep.ID, rep.Event, rep.State = "r", w.event, registry.ReportOpen
		for _, p := range []*registry.Person{&n.Person, &rep.Person} {
			p.Birth, p.Age, p.Sex = registry.PartialDate{Year: 1980, Month: 3, Day: 9}, nil, registry.SexFemale
		}
		n.LastSeen.From, rep.Found.From = registry.Moment{}, registry.Moment{}
		w.put(&n, &rep)
		w.linker.reports["n"] = []registry.Candidate{{Notice: "n", Report: "r", Score: 0.9, Evidence: []registry.Evidence{
			{Field: "place", Code: "area", Verdict: registry.Against, Bits: -2, Args: map[string]string{"report": "report:place"}},
		}}}
		n.Expires = noon.Add(time.Hour)
		w.put(&n)
		_, err := w.ProposeLinks(w.ctx, noticeRef("n"))
		w.must(err)
		p, err := w.Pair(w.ctx, volunteer, registry.PairID("n", "r"))
		w.must(err)
		items, _, err := w.Queue(w.ctx, volunteer, 0, 10)
		w.must(err)
		if e := items[0].Evidence[0]; !items[0].Masked || !p.Masked || e.Field != "place" || e.Verdict != registry.Against || e.Code != "" {
			t.Errorf("%s: masked %v, evidence %+v", name, p.Masked, e)
		}
		if got := items[0].Urgency; got != p.Urgency || got.Medical || got.AtRisk != shielded {
			t.Errorf("%s: a volunteer reads that it is urgent as %+v, %+v", name, got, p.Urgency)
		}
		if p.Report.Person.Age == nil || p.Report.Person.Age.Min != 40 || !p.Report.Person.Birth.IsZero() {
			t.Errorf("%s: the age reads %+v", name, p.Report.Person.Age)
		}
		all := fmt.Sprintf("%+v %+v %+v %+v %+v", p.Notice, p.Notice.Person, p.Report, p.Report.Person, items)
		for _, part := range strings.Split(all, "report:")[1:] {
			if !strings.HasPrefix(part, "Person.Body.Marks") {
				t.Errorf("%s: of the report a volunteer sees %.40s", name, part)
			}
		}
		for _, part := range strings.Split(all, "notice:")[1:] {
			open := strings.HasPrefix(part, "Person.Names") || strings.HasPrefix(part, "LastSeen.Place.Area") || strings.HasPrefix(part, "Lang") || strings.HasPrefix(part, "Reference")
			looks := strings.HasPrefix(part, "Person.Body") || strings.HasPrefix(part, "Person.Things") || strings.HasPrefix(part, "Person.Description")
			if !open && (shielded || !looks) || strings.HasPrefix(part, "Person.Names.By") {
				t.Errorf("%s: of the notice a volunteer sees %.40s", name, part)
			}
		}
	}
}
