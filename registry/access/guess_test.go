package access_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// tryAll tries n times and says how many got an answer that tells whether the
// password was right.
func (h *house) tryAll(n int, try func(i int) access.Try) (answered int) {
	h.t.Helper()
	for i := range n {
		_, err := h.SignIn(h.t.Context(), try(i))
		switch {
		case err == nil, errors.Is(err, access.ErrWrong):
			answered++
		case registry.KindOf(err) != registry.KindLimited:
			h.t.Fatal(err)
		}
	}
	return answered
}

// TestA18Account: guesses at one account are slowed down wherever they come from,
// and alike for an account that there is not; its owner comes in all the same.
func TestA18Account(t *testing.T) {
	h := newHouse(t)
	password, p, _ := h.equip("ana", registry.RingModerator)
	from := func(name string) func(int) access.Try {
		return func(i int) access.Try {
			return access.Try{Name: name, Password: "x", Code: "123456", From: fmt.Sprintf("198.51.%d.%d", i/250, i%250)}
		}
	}
	if known, unknown := h.tryAll(40, from("ana")), h.tryAll(40, from("nobody")); known != 10 || unknown != known {
		t.Errorf("%d of 40 guesses were answered, %d for nobody's account", known, unknown)
	}
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, From: "192.0.2.1"}); registry.KindOf(err) != registry.KindLimited {
		t.Errorf("the right password without a code while somebody guesses: %v", err)
	}
	h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next(), From: "192.0.2.1"})
	h.clock.add(30 * time.Minute)
	if n := h.tryAll(40, from("ana")); n != 10 {
		t.Errorf("half an hour later %d guesses were answered", n)
	}
}

// TestA18Address: one address tries a few accounts, and a ward full of people who
// sign in behind one address does not wait.
func TestA18Address(t *testing.T) {
	h := newDrill(t)
	password := h.add("ana", registry.RingModerator)
	const ward = "2001:db8:1:2::1"
	if n := h.tryAll(30, func(i int) access.Try {
		return access.Try{Name: fmt.Sprint("user", i), Password: "x", From: fmt.Sprintf("2001:db8:1:2::%x", i)}
	}); n != 20 {
		t.Errorf("%d of 30 were answered", n)
	}
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, From: ward}); registry.KindOf(err) != registry.KindLimited {
		t.Errorf("from the address of who guesses: %v", err)
	}
	h.clock.add(time.Hour)
	for i := range 60 {
		if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, From: ward}); err != nil {
			t.Fatalf("sign-in %d of a ward: %v", i, err)
		}
	}
}

// TestA18Flood: a thousand tries at once neither hash for minutes nor shut out
// who has the right code.
func TestA18Flood(t *testing.T) {
	h := newHouse(t)
	password, p, _ := h.equip("ana", registry.RingModerator)
	code := p.next()
	var wg sync.WaitGroup
	var mu sync.Mutex
	answered := 0
	for i := range 1000 {
		wg.Go(func() {
			_, err := h.SignIn(t.Context(), access.Try{Name: fmt.Sprint("user", i), Password: "x", From: fmt.Sprintf("203.0.%d.%d", i/250, i%250)})
			if errors.Is(err, access.ErrWrong) {
				mu.Lock()
				answered++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if answered > 200 {
		t.Errorf("%d of 1000 tries were answered", answered)
	}
	h.signInWith(access.Try{Name: "ana", Password: password, Code: code, From: "192.0.2.1"})
}

// TestA18Time compares how long refusals take: an unknown name, a wrong password
// and a wrong code must not be told apart. It compares the quick end of interleaved
// tries, with a wide margin for a busy machine: what it finds is a hash that is not
// made.
func TestA18Time(t *testing.T) {
	h := newHouse(t)
	password, _, _ := h.equip("ana", registry.RingModerator)
	gone := h.add("gone", registry.RingModerator)
	h.must(h.Disable(t.Context(), registry.System, h.id("gone")))
	cases := map[string]access.Try{
		"unknown": {Name: "nobody", Password: "x", Code: "123456"}, "password": {Name: "ana", Password: "x", Code: "123456"},
		"code": {Name: "ana", Password: password, Code: "123456"}, "closed": {Name: "gone", Password: gone},
	}
	took := map[string][]time.Duration{}
	for range 15 {
		h.clock.add(time.Hour) // nobody is slowed down
		for name, try := range cases {
			start := time.Now()
			if _, err := h.SignIn(context.Background(), try); !errors.Is(err, access.ErrWrong) {
				t.Fatalf("%s: %v", name, err)
			}
			took[name] = append(took[name], time.Since(start))
		}
	}
	quick := func(name string) float64 { // the quickest: what else runs makes tries slower, never quicker
		slices.Sort(took[name])
		return float64(took[name][0])
	}
	for name := range cases {
		if r := quick(name) / quick("password"); r < 0.2 || r > 5 { // without its hash it is a hundredth
			t.Errorf("refusing for %s takes %.2f times as long as for a wrong password", name, r)
		}
	}
}
