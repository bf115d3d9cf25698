package httpapi_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry/access"
)

// BenchmarkPage answers pages in one process without a network, beside a bare
// echo handler that writes as many bytes.
func BenchmarkPage(b *testing.B) {
	s := newSiteWith(b, unbraked)
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

// unbraked takes the limits off: a benchmark asks more than any visitor.
func unbraked(c *httpapi.Config) {
	c.Rules = access.DefaultRules()
	c.Rules.Rates = map[access.Purse]map[access.Level]access.Rate{}
	c.Rules.Views = access.Unlimited()
}

// BenchmarkHonestInFlood (A10) files honest notices, start to receipt, while 500
// addresses post fakes as fast as they can; it tells the slowest and how many of
// the honest ones were held.
func BenchmarkHonestInFlood(b *testing.B) {
	s := newSiteWith(b, func(c *httpapi.Config) {
		_, loopback, _ := net.ParseCIDR("127.0.0.0/8")
		c.Proxies = []*net.IPNet{loopback}
	})
	var posts atomic.Int64
	var flood sync.WaitGroup
	stop := make(chan struct{})
	for w := range 2 {
		flood.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
					s.fakeFrom(fmt.Sprintf("198.51.%d.%d", w, i%250))
					posts.Add(1)
				}
			}
		})
	}
	var slowest time.Duration
	heldBack := 0
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		v := s.visitor("en")
		v.from = fmt.Sprintf("203.0.%d.%d", i>>8&255, i&255)
		if v.held(v.draftOf("Ana Honest", nil), url.Values{}) {
			heldBack++
		}
		slowest = max(slowest, time.Since(start))
	}
	close(stop)
	flood.Wait()
	b.ReportMetric(float64(slowest.Milliseconds()), "ms-slowest")
	b.ReportMetric(float64(heldBack), "held")
	b.ReportMetric(float64(posts.Load()), "fakes")
}

// fakeFrom files a notice without reading a page.
func (s *site) fakeFrom(address string) {
	v := s.visitor("en")
	v.from = address
	draft := v.post("/find/new", url.Values{"names": {"Fake Fake"}}).url.Path
	draft = draft[:strings.LastIndexByte(draft, '/')+1]
	v.post(draft+"you", url.Values{"phone": {"0699001122"}})
	v.post(draft+"check", url.Values{"consent": {"yes"}, "more": {"x"}})
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
