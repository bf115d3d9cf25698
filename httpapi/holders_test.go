package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// holds returns the cookie of a session of who came with a code.
func (c *cast) holds(scope registry.Ref, seeker registry.SeekerID) *http.Cookie {
	token, now := registry.NewToken(), time.Now()
	c.put(&access.Session{ID: token.Hash(), Created: now, Ends: now.Add(time.Hour), Form: formToken, Proven: now, Scope: scope, Seeker: seeker})
	return &http.Cookie{Name: "retrouve-manage", Value: string(token)}
}

// TestCanaryHolders asks for every page as the holders of codes that are no role of
// the matrix: who joined a search, who says that a notice is about them, who wrote to
// a family. Each reads what everybody reads and what is theirs (A01, A02).
func TestCanaryHolders(t *testing.T) {
	c := newCast(t)
	other := registry.NoticeID(c.ids["id.other"])
	joined, err := c.service.JoinNotice(t.Context(), registry.JoinNotice{
		Event: c.event, Notice: other, Seeker: registry.Seeker{Name: "canaryP2joined", Contact: registry.Contact{Email: "canaryP2joined@example.org"}}, Text: "canaryP1joined", Consent: true,
	})
	must(t, err)
	joiner, err := c.service.HolderOfCode(t.Context(), joined.Code)
	must(t, err)
	now := time.Now()
	c.put(&registry.Thread{ID: "thread-informer", Notice: other, CodeHash: "canaryP4informer", Opened: now, Updated: now})
	c.put(&registry.Message{ID: "informed", Thread: "thread-informer", Notice: other, Side: registry.SideOutside, Text: "canaryP3informed", Made: now, Passed: now})
	for who, cookie := range map[string]*http.Cookie{
		"joined":   c.holds(joiner.Scope, joiner.Seeker),
		"claim":    c.holds(registry.Ref{Kind: registry.KindClaim, ID: "claim"}, ""),
		"informed": c.holds(registry.Ref{Kind: registry.KindThread, ID: "thread-informer"}, ""),
	} {
		own := 0
		for _, at := range c.walk() {
			rec := c.ask(http.MethodGet, at.path, "public", cookie, nil, nil)
			body := rec.Body.String() + rec.Header().Get("Location")
			for _, m := range canary.FindAllStringSubmatch(body, -1) {
				asked, _ := url.QueryUnescape(at.path)
				switch {
				case strings.HasPrefix(m[2], who) && m[1] < "4":
					own++
				case strings.Contains(asked, m[0]), maySee("public", m[1], m[2], at.name):
				default:
					t.Errorf("%s as who %s shows %s: …%s…", at.path, who, m[0], around(body, m[0]))
				}
			}
		}
		if own == 0 {
			t.Errorf("who %s reads nothing that is theirs", who)
		}
	}
}
