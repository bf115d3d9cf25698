package registry_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// urgent returns how many letters go out now that say so.
func (s *staff) urgent() (n int) {
	s.t.Helper()
	for _, p := range s.sent() {
		if p.Kind == registry.LetterUrgent {
			n++
		}
	}
	return n
}

// TestUrgentFlood (A11): whoever has urgent work made all the time buries nobody in
// letters, and keeps nobody from learning of it.
func TestUrgentFlood(t *testing.T) {
	s := newOffice(t)
	s.reached("ana", registry.RingModerator)
	var after []int // minutes
	for at := 0; at <= 24*60; at += 5 {
		ref, _ := s.notice()
		s.claim(ref, registry.WishDanger, "x")
		if s.urgent() > 0 {
			after = append(after, at)
		}
		s.clock.add(5 * time.Minute)
	}
	if want := []int{0, 15, 30, 60, 120, 240, 420, 600, 780, 960, 1140, 1320}; !slices.Equal(after, want) {
		t.Errorf("letters after %v minutes, want %v", after, want)
	}
	s.clock.add(3 * time.Hour)
	if s.urgent() != 1 {
		t.Error("what came meanwhile is not told")
	}
	s.clock.add(6 * time.Hour)
	for _, want := range []int{1, 0} {
		ref, _ := s.notice()
		if s.claim(ref, registry.WishDanger, "x"); s.urgent() != want {
			t.Errorf("after a calm: not %d letters", want)
		}
		s.clock.add(14 * time.Minute)
	}
	s.clock.add(time.Minute)
	if s.urgent() != 1 {
		t.Error("after a calm the pause is long")
	}
}

// TestUrgentOutdated: what came during a pause is not told once it was worked off, and
// does not make the next pause longer.
func TestUrgentOutdated(t *testing.T) {
	s := newOffice(t)
	ana := s.reached("ana", registry.RingModerator)
	for range 3 {
		ref, _ := s.notice()
		for i := range 2 {
			id, _ := s.claim(ref, registry.WishDanger, fmt.Sprint(i))
			if s.urgent() != 1-i {
				t.Errorf("claim %d: not %d letters", i, 1-i)
			}
			s.must(s.verify(ana, id, registry.ConfidenceDocument))
		}
		s.clock.add(15 * time.Minute)
		if s.urgent() != 0 {
			t.Error("nothing urgent waits")
		}
	}
}

// TestUrgentClockBack: a clock that was ahead and is set back holds no letter up.
func TestUrgentClockBack(t *testing.T) {
	s := newOffice(t)
	s.reached("ana", registry.RingModerator)
	ref, _ := s.notice()
	for i, move := range []time.Duration{0, 48 * time.Hour, -48 * time.Hour} {
		s.clock.add(move + time.Hour)
		if s.claim(ref, registry.WishDanger, fmt.Sprint(i)); s.urgent() != 1 {
			t.Errorf("step %d: not told", i)
		}
	}
}
