package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates"
)

// TestMailFlags refuses settings by which letters would not arrive, or addresses
// would travel open.
func TestMailFlags(t *testing.T) {
	good := mailFlags{Server: "mail.example.org:587", From: "news@example.org", Security: "starttls"}
	const site = "https://retrouve.example.org"
	for _, c := range []struct {
		name, site, says string
		change           func(*mailFlags)
	}{
		{"as it should be", site, "", func(*mailFlags) {}},
		{"no site to lead to", "", "--base-url", func(*mailFlags) {}},
		{"no port", site, "--mail-server", func(m *mailFlags) { m.Server = "mail.example.org" }},
		{"no sender", site, "--mail-from", func(m *mailFlags) { m.From = "" }},
		{"a sender with a name", site, "--mail-from", func(m *mailFlags) { m.From = "News <news@example.org>" }},
		{"in the open", site, "--mail-security", func(m *mailFlags) { m.Security = "none" }},
		{"in the open on this machine", site, "", func(m *mailFlags) { m.Security, m.Server = "none", "127.0.0.1:25" }},
	} {
		m := good
		c.change(&m)
		_, err := m.sender(c.site)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if s, err := (&mailFlags{}).sender(""); s != nil || err != nil {
		t.Errorf("without a server: %v %v", s, err)
	}
}

// TestGatewayFlags takes secrets from the environment and sends no number in the open.
func TestGatewayFlags(t *testing.T) {
	t.Setenv("SMS_TOKEN", "secret")
	g, err := (&smsFlags{URL: "https://sms.example.org", Header: []string{"Authorization: Bearer $SMS_TOKEN"}}).gateway("https://example.org")
	if err != nil || g.Headers[0] != "Authorization: Bearer secret" {
		t.Errorf("%v", err)
	}
	for _, bad := range []smsFlags{{URL: "http://sms.example.org"}, {URL: "sms"}, {URL: "https://sms.example.org", Header: []string{"token"}}} {
		if _, err := bad.gateway("https://example.org"); err == nil {
			t.Errorf("%s %v passes", bad.URL, bad.Header)
		}
	}
}

// TestWriter leads news to the page that asks for the code, and only the links
// that confirm or replace something to a secret one.
func TestWriter(t *testing.T) {
	pages, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	write := writer(pages, "https://retrouve.example.org")
	for _, k := range registry.LetterKinds() {
		w, err := write(registry.Parcel{Letter: "id", Kind: k, Lang: "fr", Link: "linkmark", Stop: "stopmark"})
		if err != nil {
			t.Fatal(err)
		}
		secret := k == registry.LetterConfirm || k == registry.LetterLost
		if k.Staff() {
			continue // TestWriterToStaff
		}
		if strings.Contains(w.Text, "linkmark") != secret || !strings.Contains(w.Text, "https://retrouve.example.org/fr/letter/stop/id/stopmark") {
			t.Errorf("%s: %s", k, w.Text)
		}
		if !secret && !strings.Contains(w.Text, "https://retrouve.example.org/fr/m\n") {
			t.Errorf("%s leads elsewhere: %s", k, w.Text)
		}
	}
}

// TestWriterToStaff leads staff to where they work; only an invitation has a link
// that opens something, and only what may be stopped a link that stops it.
func TestWriterToStaff(t *testing.T) {
	pages, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	const site = "https://retrouve.example.org/fr/"
	write := writer(pages, "https://retrouve.example.org")
	kinds := append(registry.LetterKinds(), registry.LetterConfirm)
	for _, k := range kinds[slices.Index(kinds, registry.LetterInvited):] {
		p := registry.Parcel{Letter: "id", Kind: k, Staff: true, Lang: "fr", Link: "linkmark", Waiting: 3, Since: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}
		to, stop := "desk\n", ""
		switch k {
		case registry.LetterConfirm:
			to, stop = "letter/address/id/linkmark\n", "letter/stop/id/stopmark"
		case registry.LetterInvited:
			to, stop = "invite/linkmark\n", "letter/stop/id/stopmark"
		case registry.LetterReset:
			to = "invite/linkmark\n"
		case registry.LetterAccount, registry.LetterGuessed, registry.LetterSignIn, registry.LetterKey, registry.LetterRole:
			to = "account\n"
		case registry.LetterAlarm:
			to = "admin/audit\n"
		case registry.LetterTasks, registry.LetterUrgent:
			stop = "letter/work/id/stopmark"
		}
		if stop != "" {
			p.Stop, stop = "stopmark", site+stop
		}
		w, err := write(p)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(w.Text, site+to) || !strings.Contains(w.HTML, site+strings.TrimSpace(to)) || w.Stop != stop || strings.Contains(w.Text, "/letter/") != (stop != "") {
			t.Errorf("%s: %s", k, w.Text)
		}
		if k == registry.LetterTasks && !strings.Contains(w.Text, "3 tâches") {
			t.Errorf("%s", w.Text)
		}
		if strings.Contains(w.Text, "RT") || strings.Contains(w.HTML, "<a href=\"\">") {
			t.Errorf("%s names a record or stops nothing: %s", k, w.HTML)
		}
	}
}
