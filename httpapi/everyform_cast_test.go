package httpapi_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// unshown are routes whose form stands on a page only in a state that this cast does
// not reach, with the fields of that form and where else it is tried as people see it.
var unshown = map[string]string{
	"/admin/clock":                   "shown",             // TestClockPage: the clock of the machine is in doubt
	"/admin/events/:event/places":    "list file replace", // TestPlacesPage: a list was looked at and is good
	"/desk/notices/:ref/others/tell": "seeker",            // TestDeskTwins: somebody joined the search untold
	"/desk/reports/:ref/apart":       "undo_reason",       // TestDeskReport: the patient was moved
	"/find/new/:draft/same":          "not",               // TestAlikeNone: somebody else looks for the same person
	"/manage/digits":                 "digits",            // TestDigits of the registry: digits were sent to a telephone
	"/manage/stop":                   "reason note",       // TestJoin: one of several stops looking
	"/more":                          "back stamp proof",  // TestWait: the visitor has read a lot
	"/letter/lost/:letter/:mark":     "",                  // TestLostPage: a letter about a lost code came
}

// states adds what brings more forms to the pages: accounts, work and letters in
// the states that ordinary days have.
func (c *cast) states() {
	now := time.Now()
	acc := func(name string, change func(*access.Account)) {
		a := &access.Account{Staff: registry.Staff{ID: registry.AccountID("account-" + name), Name: name, Role: registry.RingVolunteer, Created: now, Expires: now.Add(access.RoleLife)}, Password: passwordHash}
		change(a)
		c.put(a)
	}
	acc("newcomer", func(*access.Account) {})
	acc("shut", func(a *access.Account) { a.Secret, a.Disabled = "CANARYSECRET", true })
	for _, name := range []string{"moderator", "target"} {
		c.put(&registry.Mailbox{Account: registry.AccountID("account-" + name), Email: registry.Email(name + "@example.org"), Confirmed: now})
	}
	n, r := registry.NoticeID(c.ids["id.own"]), registry.ReportID(c.ids["reportid.north"])
	sure := &registry.Link{
		ID: registry.PairID(n, r), Notice: n, Report: r, Event: c.event, State: registry.LinkConfirmed, Score: 0.9, Proposed: now, Updated: now,
		Decisions: []registry.Decision{{From: registry.LinkProposed, To: registry.LinkConfirmed, At: now, By: "account-moderator", Basis: registry.ConfidenceDocument, Reason: "seen"}},
	}
	c.ids["link.sure"] = string(sure.ID)
	c.put(sure)
	c.put(&registry.Task{ID: "taken", Kind: registry.TaskDeath, Link: registry.LinkID(c.ids["link.other"]), Created: now, By: "account-admin", Takes: "account-moderator"})
	c.put(&registry.Task{ID: "second", Kind: registry.TaskClose, Link: registry.LinkID(c.ids["link.other"]), Notice: registry.NoticeID(c.ids["id.other"]), Reason: registry.CloseMistake, Why: "a hoax", Created: now, By: "account-target"})
	c.put(&registry.Thread{ID: "calm", Notice: n, Org: "north", Account: "account-organisation", Opened: now, Updated: now})
	c.put(&registry.Message{ID: "calmly", Thread: "calm", Notice: n, Side: registry.SideOutside, Text: "We are here.", Made: now, Passed: now})
	c.put(&registry.Letter{ID: "failed", Kind: registry.LetterConfirm, Via: registry.ByMail, To: registry.Recipient{Record: registry.Ref{Kind: registry.KindNotice, ID: string(n)}}, State: registry.LetterFailed, Made: now, Ended: now, Cause: "refused"})
}

// sendUnshown sends the forms that no page shows here, with the fields that they
// have elsewhere.
func (h *hostile) sendUnshown() {
	for _, route := range slices.Sorted(maps.Keys(unshown)) {
		if h.sent[route] {
			h.c.t.Errorf("a page shows the form of %s: take it out of unshown", route)
		}
		h.sent[route] = true
		o := h.c.objects(route)[0]
		for _, role := range []string{"public", "seeker", "moderator", "admin"} {
			for _, p := range append(slices.Clone(payloads), sharp...) {
				form := url.Values{"token": {formToken}}
				for _, name := range strings.Fields(unshown[route]) {
					form.Set(name, p)
				}
				h.send(shownForm{role: role, page: o.path, method: http.MethodPost, action: o.path, route: route}, form)
			}
		}
	}
}
