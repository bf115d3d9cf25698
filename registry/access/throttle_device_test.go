package access_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestGuessesAtAKnownBrowser: the owner is told of wrong codes with the right
// password there too, once a day.
func TestGuessesAtAKnownBrowser(t *testing.T) {
	h := newHouse(t)
	pw, _, session := h.equip("ana", registry.RingModerator)
	device, _, err := h.Remember(t.Context(), session, "")
	h.must(err)
	for i := range 40 {
		_, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: pw, Code: fmt.Sprintf("%06d", i), Device: device})
		if err == nil {
			t.Fatal("guessed")
		}
		h.clock.add(3 * time.Minute)
	}
	h.must(h.NoteAlarms(t.Context()))
	told := 0
	h.must(h.store.View(t.Context(), func(r registry.Reader) error {
		for c, err := range r.Changes(0) {
			if err != nil {
				return err
			}
			if c.What == "account.guessed" {
				told++
			}
		}
		return nil
	}))
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}
