package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestNoDeadEnds: what the page of a notice offers somebody is there for them: of a
// notice that the public does not know of, or of a child, staff are offered less.
func TestNoDeadEnds(t *testing.T) {
	c := newCast(t)
	for _, role := range []string{"public", "volunteer", "organisation", "moderator"} {
		for _, name := range []string{"other", "hidden", "child"} {
			page := c.ask(http.MethodGet, "/p/"+c.ids["ref."+name], role, c.session(role), nil, nil)
			if role == "public" && name == "hidden" {
				continue
			}
			doc, err := goquery.NewDocumentFromReader(page.Body)
			must(t, err)
			offers := 0
			follow := func(method, path string, form url.Values) {
				offers++
				if rec := c.ask(method, path, role, c.session(role), form, nil); rec.Code >= 400 {
					t.Errorf("%s of %s: %s %s answers %d", role, name, method, path, rec.Code)
				}
			}
			doc.Find("main .side a").Each(func(_ int, a *goquery.Selection) {
				follow(http.MethodGet, strings.ReplaceAll(a.AttrOr("href", ""), "-", ""), nil)
			})
			doc.Find("main .side form").Each(func(_ int, f *goquery.Selection) {
				follow(http.MethodPost, f.AttrOr("action", ""), url.Values{"about": {f.Find("[name=about]").AttrOr("value", "")}})
			})
			if page.Code != http.StatusOK || offers == 0 && name != "hidden" {
				t.Errorf("%s of %s: %d with %d offers", role, name, page.Code, offers)
			}
		}
	}
}
