package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestBodyLimits: each form takes what its fields can hold, and no more.
func TestBodyLimits(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	draft := v.start("/find", url.Values{"names": {"Ana Long"}})
	for path, c := range map[string]struct{ fits, over int }{
		"/m":              {10 << 10, 200 << 10},
		"/sign-in":        {10 << 10, 200 << 10},
		"/more":           {10 << 10, 200 << 10},
		draft + "looks":   {1 << 20, 3 << 20},
		"/find/new":       {10 << 10, 200 << 10},
		"/p/RT7K4Q9/flag": {50 << 10, 200 << 10},
	} {
		if got := v.post(path, url.Values{"x": {strings.Repeat("a", c.fits)}}).status; got == http.StatusRequestEntityTooLarge {
			t.Errorf("%s refuses %d bytes", path, c.fits)
		}
		if got := v.post(path, url.Values{"x": {strings.Repeat("a", c.over)}}).status; got != http.StatusRequestEntityTooLarge {
			t.Errorf("%s answers %d bytes with %d", path, c.over, got)
		}
	}
}

// TestExpensiveQueries (A24): what is made to be slow is refused or answered in
// time, and many of them at once do not keep an ordinary search waiting for long.
func TestExpensiveQueries(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	v.file("Ana Reis", nil)
	s.settle()
	queries := []string{
		strings.Repeat("a", 200), strings.Repeat("a ", 100), strings.Repeat("*", 200), strings.Repeat("?*~", 60), strings.Repeat("ab~2 ", 40),
		strings.Repeat("中", 200), strings.Repeat("ا", 200), strings.Repeat("\u0301", 200), strings.Repeat("(", 199), strings.Repeat("aeiou", 40),
		strings.Repeat("Mohammed ", 22), strings.Repeat("x", 5000), "\x00\xff\xfe", strings.Repeat("OR ", 60),
	}
	done := make(chan time.Duration, len(queries))
	for _, q := range queries {
		go func() {
			start := time.Now()
			res, err := http.Get(s.URL + "/en/search?q=" + url.QueryEscape(q) + "&place=" + url.QueryEscape(q) + "&within=300")
			if err == nil {
				res.Body.Close()
				if res.StatusCode >= 500 && res.StatusCode != http.StatusServiceUnavailable {
					t.Errorf("%.20q answers %d", q, res.StatusCode)
				}
			}
			done <- time.Since(start)
		}()
	}
	var slowest time.Duration
	for range queries {
		slowest = max(slowest, <-done)
	}
	if slowest > 15*time.Second {
		t.Errorf("the slowest of %d queries took %v", len(queries), slowest)
	}
	if p := v.get("/search?q=Ana+Reis"); p.Find(".card").Length() != 1 {
		t.Errorf("an ordinary search then answers %d", p.status)
	}
}
