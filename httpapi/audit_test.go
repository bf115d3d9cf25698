package httpapi_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/retrouve/retrouve/registry"
)

// TestAuditPage: admins read who did what, with the words, page by page;
// moderators and visitors do not.
func TestAuditPage(t *testing.T) {
	s := newSite(t)
	mod, admin := s.moderator("en"), s.staff("boss", registry.RingAdmin, "en")
	for range 30 {
		mod.get("/search?q=Canary+Query")
		mod.get("/desk/queue")
	}
	p := admin.get("/admin/audit")
	if p.status != 200 || !strings.Contains(p.body, "Canary Query") || !strings.Contains(p.body, "mod (moderator)") || p.Find(".timeline li").Length() != 50 {
		t.Errorf("%d with %d lines", p.status, p.Find(".timeline li").Length())
	}
	older, ok := p.Find("main a").Last().Attr("href")
	if !ok {
		t.Fatal("no older entries")
	}
	if p = admin.get(older); p.Find(".timeline li").Length() < 10 {
		t.Errorf("older: %d lines", p.Find(".timeline li").Length())
	}
	if p := admin.get("/admin/audit"); !strings.Contains(p.Find(".timeline li").First().Text(), "audit.read") {
		t.Errorf("reading the log is not noted: %s", p.Find(".timeline li").First().Text())
	}
	reference := s.visitor("en").file("Ana Silva", nil).reference
	mod.get("/desk/notices?ref=" + reference)
	auditor := s.staff("control", registry.RingAuditor, "fr")
	for who, want := range map[*visitor]string{admin: "Read a notice", auditor: "A lu un avis"} {
		p := who.get("/admin/audit")
		rows := p.Find(".timeline li")
		if told := rows.Find("strong"); told.Length() != rows.Length() || !strings.Contains(told.Text(), want) {
			t.Errorf("%d of %d lines are told in words: %s", told.Length(), rows.Length(), told.Text())
		}
		if linked := p.Find(".timeline a[href*='/desk/notices?ref=" + strings.ReplaceAll(reference, "-", "") + "']").Length(); linked != map[bool]int{true: 1}[who == admin] {
			t.Errorf("%s: %d links to the notice %s: %v", who.lang, linked, reference, p.Find(".timeline a").Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") }))
		}
	}
	p = admin.get("/admin/audit")
	for _, a := range p.Find(".timeline a").EachIter() {
		if to := admin.get(a.AttrOr("href", "")); to.status != 200 {
			t.Errorf("%s leads nowhere: %d", a.AttrOr("href", ""), to.status)
		}
	}
	if p := mod.get("/admin/audit"); p.status != 403 {
		t.Errorf("a moderator: %d", p.status)
	}
	if p := s.visitor("en").get("/admin/audit"); !strings.HasSuffix(p.url.Path, "/sign-in") {
		t.Errorf("a visitor is led to %s", p.url.Path)
	}
}
