package registry_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestAddStatement(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	about := noticeRef(id)
	seeker := holder(about)
	say := func(by registry.Viewer, text string, public bool, once string) error {
		return w.AddStatement(w.ctx, by, about, text, public, once)
	}
	w.clock.add(time.Minute)
	w.must(say(seeker, "private words", false, "1"))
	if page, _ := w.PublicNotice(w.ctx, ref); page.News || len(page.Statements) != 0 {
		t.Errorf("private words show: %v", page.Statements)
	}
	w.clock.add(time.Minute)
	w.must(say(seeker, "public words", true, "2"))
	at := w.head()
	w.must(say(seeker, "public words", true, "2")) // the same form again
	if w.head() != at {
		t.Error("the same form adds twice")
	}
	w.clock.add(time.Minute)
	w.must(say(moderator, "checked words", true, ""))
	w.must(say(moderator, "checked words", true, ""))
	page, err := w.PublicNotice(w.ctx, ref)
	if err != nil || !page.News || len(page.Statements) != 3 || page.Statements[0].Text != "public words" || page.Statements[0].Checked || !page.Statements[1].Checked {
		t.Errorf("the page shows %v, %v", page.Statements, err)
	}
	own, err := w.SeekerNotice(w.ctx, seeker)
	if err != nil || len(own.Statements) != 4 || !own.Statements[0].Mine || own.Statements[2].Mine {
		t.Errorf("the seeker sees %v, %v", own.Statements, err)
	}
	wantProblems(t, "no words", say(seeker, " \u202e\n", true, ""), "text.empty")
	wantProblems(t, "bad words", say(seeker, "\xff", true, ""), "text.encoding")

	w.clock.add(time.Minute)
	w.must(w.CloseNotice(w.ctx, seeker, id, registry.CloseFound, ""))
	w.must(say(seeker, "after all", true, "3"))
	own, err = w.SeekerNotice(w.ctx, seeker)
	if last := own.Statements[len(own.Statements)-1]; err != nil || last.Public || last.Text != "after all" {
		t.Errorf("on a closed notice: %+v, %v", last, err)
	}
}

func TestStatementOnReport(t *testing.T) {
	w := newWorld(t)
	about := reportRef(w.report(nil))
	w.must(w.AddStatement(w.ctx, holder(about), about, "moved to ward 4", true, ""))
	v, err := w.SourceReport(w.ctx, holder(about))
	if err != nil || len(v.Statements) != 1 || v.Statements[0].Public {
		t.Errorf("the source sees %v, %v", v.Statements, err)
	}
	gone := reportRef("gone")
	wantKind(t, "an unknown report", w.AddStatement(w.ctx, moderator, gone, "x", false, ""), registry.KindNotFound)
	wantKind(t, "an unknown notice", w.AddStatement(w.ctx, moderator, noticeRef("gone"), "x", false, ""), registry.KindNotFound)
}

func TestExtendNotice(t *testing.T) {
	const days = 24 * time.Hour
	w := newWorld(t)
	ref, id := w.notice()
	seeker := holder(noticeRef(id))
	for life, want := range map[time.Duration]time.Duration{
		1: registry.LifeMin, -days: registry.LifeMin, 90 * days: 90 * days, 1000 * days: registry.LifeMax,
	} {
		w.must(w.ExtendNotice(w.ctx, seeker, life))
		if v, err := w.SeekerNotice(w.ctx, seeker); err != nil || v.Expires.Sub(w.clock.Now()) != want {
			t.Errorf("%v gives %v, %v", life, v.Expires.Sub(w.clock.Now()), err)
		}
	}
	w.clock.add(365 * days)
	_, err := w.PublicNotice(w.ctx, ref)
	wantKind(t, "faded", err, registry.KindGone)
	w.must(w.ExtendNotice(w.ctx, seeker, registry.LifeDefault))
	if page, err := w.PublicNotice(w.ctx, ref); err != nil || !page.Confirmed.Equal(w.clock.Now()) {
		t.Errorf("renewed: %v, %v", page.Confirmed, err)
	}
	w.must(w.CloseNotice(w.ctx, seeker, id, registry.CloseFound, ""))
	wantKind(t, "closed", w.ExtendNotice(w.ctx, seeker, 0), registry.KindGone)
}

// TestCloseNotice: who may close on what ground.
func TestCloseNotice(t *testing.T) {
	tests := map[string]struct {
		seeker bool
		reason registry.CloseReason
		note   string
		link   registry.Confidence // of a confirmed link, if any
		want   string              // "" closes, "second" waits for a second person, a problem, or "forbidden"
	}{
		"seeker, found":              {true, registry.CloseFound, "", 0, ""},
		"seeker, mistake":            {true, registry.CloseMistake, "", 0, ""},
		"seeker, other":              {true, registry.CloseOther, "moved", 0, ""},
		"seeker, hoax":               {true, registry.CloseFalse, "", 0, "forbidden"},
		"seeker, no reason":          {true, "", "", 0, "reason.choose"},
		"seeker, bad note":           {true, registry.CloseOther, "\xff", 0, "note.encoding"},
		"moderator, hoax":            {false, registry.CloseFalse, "same text 40 times", 0, ""},
		"moderator, mistake":         {false, registry.CloseMistake, "filed twice", 0, ""},
		"moderator, no note":         {false, registry.CloseMistake, " ", 0, "note.needed"},
		"moderator, found, no link":  {false, registry.CloseFound, "seen", 0, "reason.found_needs_document"},
		"moderator, found, own word": {false, registry.CloseFound, "seen", registry.ConfidenceOwnWord, "reason.found_needs_document"},
		"moderator, found, document": {false, registry.CloseFound, "seen", registry.ConfidenceDocument, "second"},
		"moderator, mistake, linked": {false, registry.CloseMistake, "twice", registry.ConfidenceOwnWord, "second"},
		"seeker, found, linked":      {true, registry.CloseFound, "", registry.ConfidenceDocument, ""},
	}
	for name, tt := range tests {
		w := newWorld(t)
		ref, id := w.notice()
		if tt.link != 0 {
			rep := w.report(func(q *registry.ReportFound) { q.Confidence = tt.link })
			w.must(w.decide(w.link(id, rep, 0.9), registry.LinkConfirmed))
		}
		by := moderator
		if tt.seeker {
			by = holder(noticeRef(id))
		}
		err := w.CloseNotice(w.ctx, by, id, tt.reason, tt.note)
		_, pageErr := w.PublicNotice(w.ctx, ref)
		switch tt.want {
		case "":
			wantProblems(t, name, err)
			wantKind(t, name+": its page", pageErr, registry.KindGone)
			at := w.head()
			if err := w.CloseNotice(w.ctx, by, id, tt.reason, tt.note); err != nil || w.head() != at {
				t.Errorf("%s: again: %v", name, err)
			}
			continue
		case "second":
			wantProblems(t, name, err)
		case "forbidden":
			wantKind(t, name, err, registry.KindForbidden)
		default:
			wantProblems(t, name, err, tt.want)
		}
		if pageErr != nil {
			t.Errorf("%s: the page answers %v", name, pageErr)
		}
	}
}

// TestCloseDropsProposals: what nobody decided leaves the queue, what people
// decided stays.
func TestCloseDropsProposals(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	var links []registry.LinkID
	for range 3 {
		links = append(links, w.link(id, w.report(nil), 0.9))
	}
	w.must(w.decide(links[1], registry.LinkRefused))
	w.must(w.decide(links[2], registry.LinkConfirmed))
	w.must(w.CloseNotice(w.ctx, holder(noticeRef(id)), id, registry.CloseFound, ""))
	_, err := w.Pair(w.ctx, moderator, links[0])
	wantKind(t, "undecided", err, registry.KindNotFound)
	for _, l := range links[1:] {
		if _, err := w.Pair(w.ctx, moderator, l); err != nil {
			t.Errorf("decided: %v", err)
		}
	}
	if _, total, err := w.Queue(w.ctx, moderator, 0, 10); total != 0 || err != nil {
		t.Errorf("%d wait, %v", total, err)
	}
}
