package httpapi_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestStaffReadsAreNoted asks for every page as every role of staff: one that tells
// what the public may not know of somebody leaves a line in the audit log, whichever
// way led there (A19).
func TestStaffReadsAreNoted(t *testing.T) {
	c := newCast(t)
	hidden := registry.Ref{Kind: registry.KindNotice, ID: c.ids["id.hidden"]}
	must(t, c.service.HoldNotice(t.Context(), registry.System, registry.NoticeID(hidden.ID), "", registry.DoubtText))
	c.put(&registry.Arrival{Of: hidden, Ways: []registry.Way{"text:alike"}, At: time.Now()})
	told := map[string]bool{}
	for _, path := range append(c.walk(), object{"way", "/desk/sources/one?way=text:alike"}) {
		for _, role := range []string{"volunteer", "organisation", "moderator", "admin", "auditor", "key"} {
			cookie, before := c.session(role), c.audited()
			body := c.ask(http.MethodGet, path.path, role, cookie, nil, nil).Body.String()
			if c.audited() != before {
				continue
			}
			for _, m := range canary.FindAllStringSubmatch(body, -1) {
				private := m[1] > "0" && m[2] != "draft" || m[2] == "surnamehidden"
				if key := role + m[0] + path.path; private && !told[key] {
					told[key] = true
					t.Errorf("%s reads %s on %s, and nobody notes it", role, m[0], path.path)
				}
			}
		}
	}
}

// audited returns how long the audit log is.
func (c *cast) audited() (n uint64) {
	must(c.t, c.service.Store.View(c.t.Context(), func(r registry.Reader) error { n = r.AuditHead().Seq; return nil }))
	return n
}

// What asks for a fresh code of the second factor: opening contacts, and whatever
// changes who may come in, and as what (A19). A password asks for the old one.
const (
	graveOwn      = "/account/codes /account/factor/new /account/mail "
	graveContacts = "/desk/claims/:ref/contacts /desk/pairs/:link/contacts"
	graveAdmin    = `/admin/accounts/:account/disable /admin/accounts/:account/enable /admin/accounts/:account/owner /admin/accounts/:account/renew
		/admin/accounts/:account/reset /admin/accounts/:account/role /admin/accounts/:account/send
		/admin/clock /admin/events /admin/events/:event/close /admin/events/:event/edit
		/admin/hooks /admin/hooks/:hook/pause /admin/hooks/:hook/remove /admin/hooks/:hook/resume /admin/hooks/:hook/test
		/admin/invitations /admin/invitations/:invitation/revoke /admin/keys /admin/keys/:key/revoke /admin/keys/:key/undo
		/admin/organisations /admin/organisations/:org /admin/outbox/:letter/retry `
)

// TestGraveForms sends every form of staff with a session whose owner showed a code
// long ago.
func TestGraveForms(t *testing.T) {
	c := newCast(t)
	form := url.Values{"token": {formToken}, "days": {"30"}, "confirm": {c.slug()}}
	for role, grave := range map[string]string{
		"volunteer": graveOwn, "auditor": graveOwn, "moderator": graveOwn + graveContacts, "admin": graveOwn + graveAdmin + graveContacts,
		"organisation": graveOwn + "/desk/members /desk/members/:account/end /desk/members/invitations/:invitation/revoke",
	} {
		var asked []string
		for _, route := range c.routes() {
			method, path, _ := strings.Cut(route, " ")
			if method != http.MethodPost {
				continue
			}
			cookie, now := c.session(role), time.Now()
			c.put(&access.Session{ID: registry.Token(cookie.Value).Hash(), Account: registry.AccountID("account-" + role), Created: now, Ends: now.Add(time.Hour), Form: formToken, Proven: now.Add(-access.ProofLife)})
			body := c.ask(method, c.objects(path)[0].path, role, cookie, form, nil).Body.String()
			if strings.Contains(body, `name="stepup"`) {
				asked = append(asked, path)
			}
		}
		if want := strings.Fields(grave); !slices.Equal(asked, want) {
			t.Errorf("%s is asked for a code by\n%s\nand not by\n%s", role, strings.Join(asked, "\n"), strings.Join(want, "\n"))
		}
	}
}
