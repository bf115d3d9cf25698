package main

import (
	"bufio"
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestServerLimits (A23): the server has every limit, and each does something. They
// are made shorter here, so that nobody waits for them; TestSlow waits.
func TestServerLimits(t *testing.T) {
	s := newServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/long" {
			for {
				if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
					return
				}
			}
		}
		io.WriteString(w, "ok")
	}), slog.New(slog.DiscardHandler))
	for name, d := range map[string]time.Duration{"header": s.ReadHeaderTimeout, "read": s.ReadTimeout, "write": s.WriteTimeout, "idle": s.IdleTimeout} {
		if d <= 0 || d > time.Minute {
			t.Errorf("the %s timeout is %v", name, d)
		}
	}
	if s.MaxHeaderBytes <= 0 || s.MaxHeaderBytes > 64<<10 || s.ReadHeaderTimeout >= s.ReadTimeout || s.ReadTimeout >= s.WriteTimeout {
		t.Errorf("headers of %d bytes within %v, all within %v, answered within %v", s.MaxHeaderBytes, s.ReadHeaderTimeout, s.ReadTimeout, s.WriteTimeout)
	}
	s.WriteTimeout, s.IdleTimeout = 300*time.Millisecond, 300*time.Millisecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	for path, reads := range map[string]bool{"/long": false, "/": true} {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		io.WriteString(c, "GET "+path+" HTTP/1.1\r\nHost: x\r\n\r\n")
		if reads { // the answer, and then nothing until the server hangs up
			res, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil || res.StatusCode != http.StatusOK {
				t.Fatalf("%s: %v", path, err)
			}
		}
		c.SetReadDeadline(time.Now().Add(20 * time.Second))
		if !reads {
			time.Sleep(time.Second) // reads nothing while the answer fills all buffers
		}
		if _, err := io.Copy(io.Discard, c); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Errorf("%s: who does not read, or says nothing more, keeps the connection", path)
		}
	}
}

// TestSecure: cookies are for HTTPS only wherever people come by it.
func TestSecure(t *testing.T) {
	for name, c := range map[string]struct {
		cmd  serveCmd
		want bool
	}{
		"plain": {serveCmd{}, false}, "plain address": {serveCmd{BaseURL: "http://retrouve.example.org"}, false},
		"said so": {serveCmd{SecureCookies: true}, true}, "TLS": {serveCmd{TLS: tlsFlags{Cert: "c"}}, true}, "ACME": {serveCmd{TLS: tlsFlags{Domain: []string{"a"}}}, true},
		"behind a proxy": {serveCmd{BaseURL: "HTTPS://retrouve.example.org"}, true},
	} {
		if got := c.cmd.secure(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestTrustedProxies: networks of both kinds are read, and none that makes every
// visitor a proxy.
func TestTrustedProxies(t *testing.T) {
	for s, want := range map[string]string{
		"127.0.0.1": "127.0.0.1/32", "10.1.2.3/8": "10.0.0.0/8", "::1": "::1/128", "2001:db8:1:2::3/48": "2001:db8:1::/48",
		"0.0.0.0/0": "", "::/0": "", "10.0.0.0/33": "", "proxy.example": "", "": "", "10.0.0.1-10.0.0.9": "", "fe80::1%eth0/64": "",
	} {
		list, err := networks([]string{s})
		if (err == nil) != (want != "") || err == nil && list[0].String() != want {
			t.Errorf("%q: %v %v, want %q", s, list, err, want)
		}
		if err != nil && !strings.Contains(err.Error(), "--trusted-proxy") {
			t.Errorf("%q is refused with %q", s, err)
		}
	}
}

// TestPlainIsInert: what answers plain HTTP beside an encrypted site has nothing
// that a browser would run or keep, whatever is asked.
func TestPlainIsInert(t *testing.T) {
	h := toHTTPS("https://retrouve.example.org")
	for _, method := range []string{"GET", "HEAD", "POST", "DELETE"} {
		for _, path := range []string{"/", "/search?q=<script>", "//evil.example/", "/%0d%0aSet-Cookie:%20a=b", "x:.evil.example/"} {
			rec, req := httptest.NewRecorder(), httptest.NewRequest(method, "http://evil.example/", nil)
			req.RequestURI, req.Host = path, "evil.example"
			req.URL.RawQuery = ""
			if u, err := req.URL.Parse(path); err == nil {
				req.URL = u
			}
			h.ServeHTTP(rec, req)
			got := rec.Result().Header
			if !strings.HasPrefix(got.Get("Content-Security-Policy"), "default-src 'none'") || got.Get("X-Content-Type-Options") != "nosniff" || got.Get("Cache-Control") != "no-store" || got.Get("Set-Cookie") != "" {
				t.Errorf("%s %s: %v", method, path, got)
			}
			to := got.Get("Location")
			if inert := method != "GET" && method != "HEAD"; inert != (to == "") || to != "" && !strings.HasPrefix(to, "https://retrouve.example.org/") {
				t.Errorf("%s %s leads to %q", method, path, to)
			}
		}
	}
}
