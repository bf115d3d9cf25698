package httpapi_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
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

// BenchmarkPagesInSignIns (A18) reads pages while up to a thousand sign-ins a second
// come from as many addresses; it tells the slowest pages and how many of the
// sign-ins were hashed: for others there was no turn.
func BenchmarkPagesInSignIns(b *testing.B) {
	s := newSiteWith(b, func(c *httpapi.Config) {
		_, loopback, _ := net.ParseCIDR("127.0.0.0/8")
		c.Proxies = []*net.IPNet{loopback}
	})
	s.visitor("en").file("Ana Reis", nil)
	s.settle()
	_, err := s.accounts.Add(context.Background(), "ana", registry.RingModerator)
	must(b, err)
	for name, perSecond := range map[string]int{"none": 0, "1000": 1000} {
		b.Run(name, func(b *testing.B) {
			stop := make(chan struct{})
			var flood sync.WaitGroup
			var tried, hashed atomic.Int64
			flood.Go(func() { s.signIns(perSecond, stop, &flood, &tried, &hashed) })
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, []string{"/en/", "/en/search?q=Ana+Reis", "/en/report"}[i%3], nil)
				r.RemoteAddr, r.Header = "127.0.0.1:1", http.Header{"X-Forwarded-For": {fmt.Sprintf("203.%d.%d.7", i>>8&255, i&255)}}
				if s.handler.ServeHTTP(w, r); w.Code != http.StatusOK {
					b.Fatalf("a page answers %d", w.Code)
				}
				took = append(took, time.Since(start))
			}
			seconds := b.Elapsed().Seconds()
			close(stop)
			flood.Wait()
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "ms-slowest")
			b.ReportMetric(float64(tried.Load())/seconds, "sign-ins/s")
			b.ReportMetric(float64(hashed.Load())/seconds, "hashed/s")
		})
	}
}

// signIns tries to sign in so many times a second, each time from another address
// and as somebody else, and counts what was answered.
func (s *site) signIns(perSecond int, stop chan struct{}, all *sync.WaitGroup, tried, hashed *atomic.Int64) {
	if perSecond == 0 {
		return
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	start := time.Now()
	for i := 0; ; {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		for due := int(time.Since(start).Seconds() * float64(perSecond)); i < due; i++ {
			all.Go(func() { s.signInFrom(i, tried, hashed) })
		}
	}
}

// signInFrom tries once, from an address of its own.
func (s *site) signInFrom(i int, tried, hashed *atomic.Int64) {
	form := url.Values{"user": {[]string{"ana", fmt.Sprint("user", i)}[i%2]}, "password": {"x"}}
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/en/sign-in", strings.NewReader(form.Encode()))
	r.RemoteAddr = "127.0.0.1:1"
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("198.%d.%d.%d", i>>16&255, i>>8&255, i&255))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	s.handler.ServeHTTP(w, r)
	if tried.Add(1); w.Code == http.StatusUnprocessableEntity {
		hashed.Add(1)
	}
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
