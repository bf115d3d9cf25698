package main

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// door leads requests to the pages of the moment, which change when the register is
// locked and opened again. It is safe for concurrent use.
type door struct {
	mu   sync.RWMutex
	room *room
}

// room is the pages of a time, with the requests that are in it.
type room struct {
	pages  http.Handler
	ctx    context.Context // ends when those inside must leave
	cancel context.CancelFunc
	inside sync.WaitGroup
}

// lead sends requests to other pages from now on, and returns the room that those
// who are inside have to leave; nil at first.
func (d *door) lead(pages http.Handler) (before *room) {
	m := &room{pages: pages}
	m.ctx, m.cancel = context.WithCancel(context.Background())
	d.mu.Lock()
	defer d.mu.Unlock()
	before, d.room = d.room, m
	return before
}

// ServeHTTP answers a request with the pages that are there when it comes.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.RLock()
	m := d.room
	m.inside.Add(1) // while nobody can lead elsewhere, so never after clear began to wait
	d.mu.RUnlock()
	defer m.inside.Done()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(m.ctx, cancel)()
	m.pages.ServeHTTP(w, r.WithContext(ctx))
	if d.left(m) { // the process may end once nobody is inside
		_ = http.NewResponseController(w).Flush()
	}
}

// left reports whether requests are led elsewhere by now.
func (d *door) left(m *room) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.room != m
}

// clear waits until everybody has left. After patience it ends their contexts and
// waits as long again; it answers false when somebody is inside even then.
func (m *room) clear(patience time.Duration) bool {
	defer m.cancel()
	left := make(chan struct{})
	go func() { m.inside.Wait(); close(left) }()
	for range 2 {
		select {
		case <-left:
			return true
		case <-time.After(patience):
			m.cancel()
		}
	}
	return false
}
