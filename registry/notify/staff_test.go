package notify

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestStaffMail sends staff an invitation, news of work and news of their account
// through a real server: no name in it, one click to end news of work, and none
// for what they must know.
func TestStaffMail(t *testing.T) {
	o := newOffice(t)
	accounts := access.New(o.Store, o.clock)
	accounts.Post = o.Service
	_, err := accounts.Invite(t.Context(), registry.System, access.Invite{Role: registry.RingModerator, For: "Canary Ana", Email: "ana@example.org", Lang: "en", Send: true})
	o.must(err)
	next := func(subject string, stops bool) taken {
		t.Helper()
		before := len(o.server.got())
		o.must(o.MailStaff(t.Context()))
		o.follow()
		o.drain()
		got := o.server.got()
		if len(got) != before+1 {
			t.Fatalf("%d letters for %q", len(got)-before, subject)
		}
		m := got[before]
		if m.to != "ana@example.org" || header(t, m.data, "Subject") != subject || (header(t, m.data, "List-Unsubscribe") != "") != stops {
			t.Errorf("%s to %s, stops %q", header(t, m.data, "Subject"), m.to, header(t, m.data, "List-Unsubscribe"))
		}
		if strings.Contains(strings.ToLower(m.data), "canary") {
			t.Error("the letter has a name in it: ", m.data)
		}
		return m
	}
	next("Your invitation", true)
	list, err := accounts.Invitations(t.Context(), registry.System)
	o.must(err)
	token, err := o.InvitationToken(t.Context(), list[0].Salt)
	o.must(err)
	_, err = accounts.Accept(t.Context(), access.Acceptance{Token: token, Name: "canary.ana", Password: "kettle orbit mango"})
	o.must(err)
	about := o.file("en", "rui@example.org")
	o.drain()
	var n registry.Notice
	o.must(o.Store.View(t.Context(), func(r registry.Reader) error { _, err := r.Get(about, &n); return err }))
	_, err = o.ClaimNotice(t.Context(), registry.ClaimNotice{Form: registry.NewToken(), Reference: n.Reference, Wish: registry.WishTell, Words: "canary", Near: "a", Wide: "b"})
	o.must(err)
	next("Work waits for you", true)
	ana, err := accounts.Named(t.Context(), "canary.ana")
	o.must(err)
	_, err = accounts.Reset(t.Context(), registry.System, ana.ID)
	o.must(err)
	next("Your account was changed", false)
}
