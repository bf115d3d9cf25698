package main

import (
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// lines is a log that goroutines write.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// TestServerLog: whoever comes to the encrypted port without TLS is logged without
// their address, and so is a panic.
func TestServerLog(t *testing.T) {
	_, cert, key := certificate(t, t.TempDir(), "retrouve.test")
	for _, at := range []string{"127.0.0.1:0", "[::1]:0"} {
		l, err := net.Listen("tcp", at)
		if err != nil {
			t.Logf("not tried: %v", err)
			continue
		}
		var out lines
		s := newServer(http.NotFoundHandler(), slog.New(slog.NewTextHandler(&out, nil)))
		go s.ServeTLS(l, cert, key)
		t.Cleanup(func() { s.Close() })
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		c.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
		for end := time.Now().Add(5 * time.Second); out.String() == "" && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		}
		host, port, _ := net.SplitHostPort(c.LocalAddr().String())
		if got := out.String(); !strings.Contains(got, "TLS handshake error from [address]: ") || strings.Contains(got, host) || strings.Contains(got, port) {
			t.Errorf("logged: %s", got)
		}
		c.Close()
	}
	var out lines
	newServerLog(slog.New(slog.NewTextHandler(&out, nil))).Printf("http: panic serving %v: read tcp %v->%v: i/o timeout at 12:04", "2001:db8::7", "192.0.2.1:443", "[fe80::1%eth0]:5577")
	if got := out.String(); !strings.Contains(got, "panic serving [address]: read tcp [address]->[address]: i/o timeout at 12:04") {
		t.Errorf("logged: %s", got)
	}
}
