package main

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/retrouve/retrouve/registry/access"
)

// conns keeps the number of connections below most without keeping anybody out:
// whoever comes when there are as many takes the place of the one that has been
// quiet longest in the network that has most. Who opens thousands closes their own
// (abuse case A23).
type conns struct {
	most int

	mu sync.Mutex
	n  int
	by map[netip.Prefix]map[net.Conn]line
}

// line is what one connection does, and since when.
type line struct {
	busy  bool // a request has begun
	since time.Time
}

func newConns(most int) *conns {
	return &conns{most: most, by: map[netip.Prefix]map[net.Conn]line{}}
}

// note is for http.Server.ConnState.
func (c *conns) note(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	from := networkOf(conn)
	_, known := c.by[from][conn] // or it made room just now
	switch {
	case state == http.StateClosed || state == http.StateHijacked:
		c.drop(conn)
	case known:
		c.by[from][conn] = line{state == http.StateActive, time.Now()}
	case state == http.StateNew:
		if c.by[from] == nil {
			c.by[from] = map[net.Conn]line{}
		}
		c.by[from][conn] = line{since: time.Now()}
		c.n++
	}
	if c.n > c.most {
		gone := c.quietest()
		c.drop(gone)
		go gone.Close() // which waits for who does not read
	}
}

func (c *conns) drop(conn net.Conn) {
	from := networkOf(conn)
	if _, known := c.by[from][conn]; !known {
		return
	}
	c.n--
	if delete(c.by[from], conn); len(c.by[from]) == 0 {
		delete(c.by, from)
	}
}

// quietest returns the connection that makes room: one without a request before one
// with, and then the oldest, of the network that has most.
func (c *conns) quietest() (conn net.Conn) {
	var most map[net.Conn]line
	for _, m := range c.by {
		if len(m) > len(most) {
			most = m
		}
	}
	var best line
	for k, l := range most {
		if conn == nil || best.busy && !l.busy || best.busy == l.busy && l.since.Before(best.since) {
			conn, best = k, l
		}
	}
	return conn
}

// networkOf returns the network at the other end, as the brakes count it.
func networkOf(conn net.Conn) netip.Prefix {
	host, _, _ := net.SplitHostPort(conn.RemoteAddr().String()) // none: counted together
	return access.VisitorOf(host).Network
}
