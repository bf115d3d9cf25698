package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

// BenchmarkPage answers pages in one process without a network, beside a bare
// echo handler that writes as many bytes.
func BenchmarkPage(b *testing.B) {
	s := newSite(b)
	n := s.visitor("en").file("Ann Other", map[string]url.Values{"where": {"area": {"Lyon"}}})
	s.settle()
	for name, path := range map[string]string{"home": "/en/", "notice": "/en/p/" + strings.ReplaceAll(n.reference, "-", ""), "search": "/en/search?q=Other", "step": n.draft + "done"} {
		b.Run(name, func(b *testing.B) { serve(b, s.Config.Handler, path) })
	}
	bare := echo.New()
	body := strings.Repeat("x", 4000)
	bare.GET("/", func(c echo.Context) error { return c.HTML(http.StatusOK, body) })
	b.Run("floor", func(b *testing.B) { serve(b, bare, "/") })
}

func serve(b *testing.B, h http.Handler, path string) {
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusOK {
			b.Fatalf("%s: %d", path, w.Code)
		}
	}
}
