package httpapi_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestDeskHome: the first page of staff leads to every page that its reader may
// open; what is found by accident only is not done in time.
func TestDeskHome(t *testing.T) {
	c := newCast(t)
	want := table(t)
	for i, role := range roles {
		if !slices.Contains([]string{"volunteer", "organisation", "moderator", "admin", "auditor"}, role) {
			continue
		}
		page := c.ask(http.MethodGet, "/desk", role, c.session(role), nil, nil).Body.String()
		for key, may := range want {
			path, plain := strings.CutSuffix(strings.TrimPrefix(key, "GET "), " -")
			staff := strings.HasPrefix(path, "/admin/") || strings.HasPrefix(path, "/desk/")
			if path == "/admin/new-event" { // a form, behind /admin/events
				continue
			}
			if plain && staff && may[i] == "200" && !strings.Contains(page, `href="`+path+`"`) {
				t.Errorf("%s: %s is not on /desk", role, path)
			}
		}
	}
}
