package httpapi

import (
	"html/template"
	"net/http"
	"strings"
)

// exitTemplate is what somebody sees who looks over the shoulder of a person that
// left in a hurry: today's date, and nothing of this service.
var exitTemplate = template.Must(template.New("exit").Parse(`<!doctype html>
<html lang="{{.Lang}}" dir="{{.Dir}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{{.Day}}</title></head>
<body><main><h1>{{.Day}}</h1></main></body></html>
`))

// exit is where the quick exit leads: to another site that the operator chose, or
// to an empty page. The browser forgets the session and what it kept of the site.
func (s *Server) exit(r *request) error {
	r.setCookie(cookieHolder, "", false)
	h := r.c.Response().Header()
	h.Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	h.Set("Referrer-Policy", "no-referrer")
	if s.Exit != "" {
		return r.c.Redirect(http.StatusSeeOther, s.Exit)
	}
	var b strings.Builder
	if err := exitTemplate.Execute(&b, map[string]string{"Lang": r.cat.Code, "Dir": r.cat.Dir, "Day": r.day(r.now())}); err != nil {
		return err
	}
	return r.c.HTML(http.StatusOK, b.String())
}
