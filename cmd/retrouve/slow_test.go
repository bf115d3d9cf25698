package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// served starts the server of the program, with its limits, on a handler.
func served(t *testing.T, h http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(h, slog.New(slog.DiscardHandler))
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return l.Addr().String()
}

// cutAfter writes one byte in every pause and returns when the server hangs up.
func cutAfter(t *testing.T, address, first string, pause, most time.Duration) time.Duration {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	start := time.Now()
	fmt.Fprint(c, first)
	gone := make(chan struct{})
	go func() { io.Copy(io.Discard, c); close(gone) }()
	for {
		select {
		case <-gone:
			return time.Since(start)
		case <-time.After(pause):
			if time.Since(start) > most {
				return time.Since(start)
			}
			fmt.Fprint(c, "a")
		}
	}
}

// TestSlow (A23): headers and bodies that trickle in are cut off, headers without
// end are refused, and a thousand connections that do nothing keep nobody out.
func TestSlow(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the server's patience")
	}
	t.Parallel()
	address := served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			return
		}
		io.WriteString(w, "ok")
	}))
	t.Run("group", func(t *testing.T) {
		t.Run("headers", func(t *testing.T) {
			t.Parallel()
			if got := cutAfter(t, address, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", 500*time.Millisecond, 2*headerTimeout); got > headerTimeout+2*time.Second {
				t.Errorf("cut off after %v", got)
			}
		})
		t.Run("body", func(t *testing.T) {
			t.Parallel()
			if got := cutAfter(t, address, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", 500*time.Millisecond, 2*readTimeout); got > readTimeout+2*time.Second {
				t.Errorf("cut off after %v", got)
			}
		})
		t.Run("long headers", func(t *testing.T) {
			t.Parallel()
			req, _ := http.NewRequest(http.MethodGet, "http://"+address, nil)
			req.Header.Set("X-Long", strings.Repeat("x", 4*maxHeader))
			res, err := http.DefaultClient.Do(req)
			if err == nil && res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
				t.Errorf("answered with %d", res.StatusCode)
			}
		})
		t.Run("idle", func(t *testing.T) {
			t.Parallel()
			for range 1000 {
				c, err := net.Dial("tcp", address)
				if err != nil {
					t.Skip("this machine allows too few connections: ", err)
				}
				defer c.Close()
			}
			start := time.Now()
			res, err := http.Get("http://" + address)
			if err != nil || res.StatusCode != http.StatusOK || time.Since(start) > 2*time.Second {
				t.Errorf("answered after %v: %v", time.Since(start), err)
			}
		})
	})
}
