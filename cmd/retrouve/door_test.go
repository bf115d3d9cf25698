package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestDoor: who is inside may finish, and their answer is on its way before the room
// counts as empty; who stays too long is told to leave; who comes gets the new pages.
func TestDoor(t *testing.T) {
	d, entered, goOn := &door{}, make(chan bool, 2), make(chan bool)
	d.lead(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entered <- true
		select {
		case <-goOn:
			w.Write([]byte("old"))
		case <-r.Context().Done():
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	ask := func() (*httptest.ResponseRecorder, chan bool) {
		rec, done := httptest.NewRecorder(), make(chan bool)
		go func() { d.ServeHTTP(rec, httptest.NewRequest("GET", "/", nil)); close(done) }()
		return rec, done
	}
	quick, one := ask()
	<-entered
	slow, two := ask()
	<-entered
	before := d.lead(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("new")) }))
	goOn <- true // for one of the two
	if !before.clear(200 * time.Millisecond) {
		t.Error("somebody is inside who was told to leave")
	}
	<-one
	<-two
	if a, b := quick.Body.String()+slow.Body.String(), quick.Code+slow.Code; a != "old" || b != 200+503 || !quick.Flushed || !slow.Flushed {
		t.Errorf("those inside got %q, %d and %d", a, quick.Code, slow.Code)
	}
	if rec, done := ask(); <-done || rec.Body.String() != "new" {
		t.Errorf("who comes later gets %q", rec.Body.String())
	}
}

// TestDoorStuck: who does not leave is left behind.
func TestDoorStuck(t *testing.T) {
	d, entered, never := &door{}, make(chan bool), make(chan bool)
	d.lead(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { entered <- true; <-never }))
	go d.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	<-entered
	if d.lead(http.NotFoundHandler()).clear(10 * time.Millisecond) {
		t.Error("a room with somebody inside is empty")
	}
	close(never)
}
