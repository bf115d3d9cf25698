package registry_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// join joins a notice as somebody with their own contact, and returns who they
// are from then on.
func (w *world) join(id registry.NoticeID, name string) registry.Viewer {
	w.t.Helper()
	w.clock.add(time.Minute)
	got, err := w.JoinNotice(w.ctx, w.joining(id, name))
	w.must(err)
	by, err := w.HolderOfCode(w.ctx, got.Code)
	w.must(err)
	w.clock.add(time.Minute)
	return by
}

func (w *world) joining(id registry.NoticeID, name string) registry.JoinNotice {
	return registry.JoinNotice{
		Event: w.event, Notice: id, Consent: true, Text: name + " knows",
		Seeker: registry.Seeker{Name: name, Relation: "friend", Contact: registry.Contact{Email: registry.Email(strings.ReplaceAll(name, ":", "-") + "@example.org")}},
	}
}

// TestJoinNotice: who may join what. What cannot be joined answers alike.
func TestJoinNotice(t *testing.T) {
	tests := map[string]struct {
		notice func(*registry.Notice)
		change func(*registry.JoinNotice)
		want   string
	}{
		"public":        {},
		"card only":     {notice: func(n *registry.Notice) { n.Visibility = registry.VisibleCard }},
		"hidden":        {notice: func(n *registry.Notice) { n.Visibility = registry.VisibleVerified }, want: "about.gone"},
		"at risk":       {notice: func(n *registry.Notice) { n.AtRisk = true }, want: "about.gone"},
		"a child":       {notice: func(n *registry.Notice) { n.Person.Birth = partial("2015") }, want: "about.gone"},
		"closed":        {notice: func(n *registry.Notice) { n.State = registry.NoticeClosed }, want: "about.gone"},
		"faded":         {notice: func(n *registry.Notice) { n.Expires = noon }, want: "about.gone"},
		"full":          {notice: func(n *registry.Notice) { n.Seekers = make([]registry.Seeker, registry.MaxSeekers) }, want: "about.gone"},
		"unknown":       {change: func(q *registry.JoinNotice) { q.Notice = "unknown" }, want: "about.gone"},
		"no contact":    {change: func(q *registry.JoinNotice) { q.Seeker.Contact = registry.Contact{} }, want: "contact.one_needed"},
		"no consent":    {change: func(q *registry.JoinNotice) { q.Consent = false }, want: "consent.needed"},
		"bad phone":     {change: func(q *registry.JoinNotice) { q.Seeker.Contact.Phone = "call me" }, want: "phone.phone"},
		"a long story":  {change: func(q *registry.JoinNotice) { q.Text = strings.Repeat("x", registry.MaxTold) }},
		"too long":      {change: func(q *registry.JoinNotice) { q.Text = strings.Repeat("x", registry.MaxTold+1) }, want: "text.too_long"},
		"unknown event": {change: func(q *registry.JoinNotice) { q.Event = "unknown" }, want: "event.unknown"},
	}
	for name, tt := range tests {
		w := newWorld(t)
		_, id := w.notice()
		var n registry.Notice
		w.get(noticeRef(id), &n)
		if tt.notice != nil {
			tt.notice(&n)
			w.put(&n)
		}
		req := w.joining(id, "bea")
		if tt.change != nil {
			tt.change(&req)
		}
		seekers := len(n.Seekers)
		_, err := w.JoinNotice(w.ctx, req)
		wantProblems(t, name, err, strings.Fields(tt.want)...)
		w.get(noticeRef(id), &n)
		if (len(n.Seekers) > seekers) != (tt.want == "") {
			t.Errorf("%s: %d seekers", name, len(n.Seekers))
		}
	}
}

// TestJoinOnce sends a draft that joins twice: one seeker, one code.
func TestJoinOnce(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	token, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, "", map[string]string{"names": "Ana"})
	w.must(err)
	w.must(w.SameAs(w.ctx, token, ref))
	d, v, err := w.Draft(w.ctx, token)
	if err != nil || d.About != id || d.Answers["names"] != "Ana" {
		t.Fatalf("the draft is about %q and has %v, %v", d.About, d.Answers, err)
	}
	req := w.joining(id, "bea")
	req.Sending = registry.Sending{Draft: token, Seen: v}
	one, err := w.JoinNotice(w.ctx, req)
	w.must(err)
	two, err := w.JoinNotice(w.ctx, req)
	if err != nil || one != two || one.Code == "" {
		t.Errorf("%v and %v, %v", one, two, err)
	}
	var n registry.Notice
	if w.get(noticeRef(id), &n); len(n.Seekers) != 2 || w.count(registry.KindStatement) != 1 {
		t.Errorf("%d seekers, %d statements", len(n.Seekers), w.count(registry.KindStatement))
	}
	wantKind(t, "turning a sent draft", w.SameAs(w.ctx, token, ""), registry.KindConflict)
}

// TestSameAs turns a draft to a notice and back, never to one that is not to be joined.
func TestSameAs(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	token, err := w.StartDraft(w.ctx, registry.DraftNotice, w.event, ref, nil)
	w.must(err)
	w.must(w.SameAs(w.ctx, token, ""))
	if d, _, _ := w.Draft(w.ctx, token); d.About != "" {
		t.Errorf("the draft is about %q", d.About)
	}
	var n registry.Notice
	w.get(noticeRef(id), &n)
	n.AtRisk = true
	w.put(&n)
	wantKind(t, "somebody at risk", w.SameAs(w.ctx, token, ref), registry.KindNotFound)
	_, err = w.StartDraft(w.ctx, registry.DraftNotice, w.event, ref, nil)
	wantKind(t, "starting with it", err, registry.KindNotFound)
	_, err = w.StartDraft(w.ctx, registry.DraftReport, w.event, ref, nil)
	w.must(err)
	wantKind(t, "no such draft", w.SameAs(w.ctx, registry.NewToken(), ref), registry.KindNotFound)
}

// TestSeekersApart: no seeker ever reads a word of another that is not public.
func TestSeekersApart(t *testing.T) {
	w := newWorld(t)
	n := filledNotice()
	n.ID, n.Event, n.CloseReason, n.Refusal = "n", w.event, "", ""
	w.put(n)
	filer := holder(n.Ref())
	w.must(w.AddStatement(w.ctx, filer, n.Ref(), "canary:filer", false, ""))
	w.must(w.AddStatement(w.ctx, moderator, n.Ref(), "canary:staff before", false, ""))
	bea, cem := w.join("n", "canary:zelda"), w.join("n", "canary:cem")
	w.must(w.AddStatement(w.ctx, bea, n.Ref(), "canary:zelda says", true, ""))
	w.must(w.AddStatement(w.ctx, moderator, n.Ref(), "canary:staff after", false, ""))
	w.must(w.LeaveNotice(w.ctx, cem, registry.CloseFound, "canary:cem found him"))

	card := "Event Lang LastSeen.Place.Area Person.Sex Reference Person.Names.Family Person.Names.Full Person.Names.Given Person.Names.Kind Person.Names.Script " +
		"Person.Body.Beard Person.Body.Build Person.Body.Eyes Person.Body.Glasses Person.Body.Hair Person.Things.Text"
	for _, c := range canaries(w.seen(bea)) {
		own := strings.HasPrefix(c, "canary:zelda") || c == "canary:staff after"
		if field, ok := strings.CutPrefix(c, "notice:"); !own && !(ok && strings.Contains(" "+card+" ", " "+field+" ")) {
			t.Errorf("who joined sees %s", c)
		}
	}
	for who, by := range map[string]registry.Viewer{"who filed": filer, "who joined": bea} {
		seen, err := json.Marshal(w.seen(by))
		w.must(err)
		for _, other := range []string{"zelda", "cem"} {
			if strings.Contains(string(seen), other) && (other == "cem" || by == filer) {
				t.Errorf("%s sees something of %s: %s", who, other, seen)
			}
		}
	}
	if page, err := w.PublicNotice(w.ctx, n.Reference); err == nil && strings.Contains(strings.Join(canaries(page), " "), "canary:zelda") {
		t.Error("the words of who joined are public")
	}
	var after registry.Notice
	w.get(n.Ref(), &after)
	if kept, _ := json.Marshal(after); strings.Contains(string(kept), "cem@") || strings.Contains(string(kept), `"canary:cem"`) {
		t.Errorf("of who left there remains %s", kept)
	}
	wantKind(t, "who left", w.AddStatement(w.ctx, cem, n.Ref(), "again", false, ""), registry.KindForbidden)
	_, err := w.SeekerNotice(w.ctx, cem)
	wantKind(t, "who left looks", err, registry.KindForbidden)
}

func (w *world) seen(by registry.Viewer) registry.SeekerNotice {
	w.t.Helper()
	v, err := w.SeekerNotice(w.ctx, by)
	w.must(err)
	return v
}

// TestLeaveNotice: the notice stays open while one seeker is left. Who joined never
// closes it, not even alone, before a moderator knows of them.
func TestLeaveNotice(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	filer, bea := holder(noticeRef(id)), w.join(id, "bea")
	wantProblems(t, "who joined closes", w.CloseNotice(w.ctx, bea, id, registry.CloseFound, ""), "reason.not_yours")
	for who, by := range map[string]registry.Viewer{"who filed": filer, "who joined": bea} {
		wantProblems(t, who, w.LeaveNotice(w.ctx, by, registry.CloseFalse, ""), "reason.choose")
	}
	if v := w.seen(filer); !v.Owner || v.Others != 1 || len(v.Company) != 1 || v.Company[0].Left {
		t.Errorf("who filed sees %d others, %v", v.Others, v.Company)
	}
	w.must(w.LeaveNotice(w.ctx, filer, registry.CloseFound, "he called"))
	if _, err := w.PublicNotice(w.ctx, ref); err != nil {
		t.Errorf("with one left: %v", err)
	}
	if v := w.seen(bea); v.Owner || v.Others != 0 || len(v.Company) != 1 || !v.Company[0].Left || v.Person.HasName() {
		t.Errorf("who is left sees %+v", v.Company)
	}
	w.must(w.LeaveNotice(w.ctx, bea, registry.CloseFound, ""))
	_, err := w.PublicNotice(w.ctx, ref)
	wantKind(t, "with nobody left", err, registry.KindGone)
	var n registry.Notice
	if w.get(noticeRef(id), &n); len(n.Left) != 2 || n.Left[0].Note != "he called" || n.CloseReason != registry.CloseFound {
		t.Errorf("left: %+v", n.Left)
	}
}

// TestJoinedElsewhere: who joined a notice from another registry cannot end it.
func TestJoinedElsewhere(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	var n registry.Notice
	w.get(noticeRef(id), &n)
	n.Seekers, n.Origin.Record = nil, "elsewhere.example/1"
	w.put(&n)
	bea := w.join(id, "bea")
	wantProblems(t, "closing", w.CloseNotice(w.ctx, bea, id, registry.CloseFound, ""), "reason.not_yours")
	w.must(w.LeaveNotice(w.ctx, bea, registry.CloseFound, ""))
	if _, err := w.PublicNotice(w.ctx, ref); err != nil {
		t.Errorf("after leaving: %v", err)
	}
}

// TestJoinedNews: who joins learns what is decided from then on, and the rest
// once a moderator agrees.
func TestJoinedNews(t *testing.T) {
	w := newWorld(t)
	_, id := w.notice()
	filer, early := holder(noticeRef(id)), w.join(id, "early")
	l := w.link(id, w.report(nil), 0.9)
	w.must(w.decide(l, registry.LinkChecking))
	between := w.join(id, "between")
	news := func(by registry.Viewer) string {
		switch v := w.seen(by); {
		case v.Match != nil:
			return v.Match.ContactPoint
		case v.Checking != nil:
			return "checking"
		}
		return ""
	}
	for who, tt := range map[string]struct {
		by   registry.Viewer
		want string
	}{"who filed": {filer, "checking"}, "early": {early, "checking"}, "between": {between, ""}} {
		if got := news(tt.by); got != tt.want {
			t.Errorf("while checking %s reads %q", who, got)
		}
	}
	w.must(w.decide(l, registry.LinkConfirmed))
	late := w.join(id, "late")
	for who, tt := range map[string]struct {
		by   registry.Viewer
		want string
	}{"who filed": {filer, "ward 3"}, "early": {early, "ward 3"}, "between": {between, "ward 3"}, "late": {late, ""}} {
		if got := news(tt.by); got != tt.want {
			t.Errorf("once confirmed %s reads %q", who, got)
		}
	}
	w.must(w.TellSeeker(w.ctx, moderator, id, late.Seeker))
	if got := news(late); got != "ward 3" {
		t.Errorf("once told late reads %q", got)
	}
}
