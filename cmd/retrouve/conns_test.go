package main

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

// TestConnectionFlood (A23): a network that opens more connections than there may be
// keeps nobody out, quiet or half-way through a request, and costs nobody else theirs.
func TestConnectionFlood(t *testing.T) {
	const most = 40
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") }), slog.New(slog.DiscardHandler))
	s.ConnState = newConns(most).note
	go s.Serve(limited(l, most))
	t.Cleanup(func() { s.Close() })
	dial := func(from string) net.Conn {
		d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: 5 * time.Second}
		c, err := d.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	answered := func(c net.Conn) bool {
		c.SetDeadline(time.Now().Add(2 * time.Second))
		io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		res, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			return false
		}
		io.Copy(io.Discard, res.Body)
		return res.StatusCode == http.StatusOK
	}
	family := dial("127.0.2.1")
	if !answered(family) {
		t.Fatal("the first is not answered")
	}
	for i := range 10 * most {
		c := dial("127.0.1.1")
		switch i % 3 {
		case 0:
			io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
		case 1:
			answered(c)
		}
	}
	if !answered(family) {
		t.Error("the flood of another network closed the connection of a family")
	}
	if !answered(dial("127.0.3.1")) {
		t.Error("nobody can come during a flood")
	}
}
