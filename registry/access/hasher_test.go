package access

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestHashesWaitTheirTurn looks inside: only there can a hash be held up. With
// both slots taken a third waits, and gives up with its context.
func TestHashesWaitTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHasher()
		if cap(h.slots) != 2 {
			t.Fatalf("%d hashes may run at once", cap(h.slots))
		}
		for range cap(h.slots) {
			h.slots <- struct{}{}
		}
		done := make(chan error, 1)
		go func() {
			_, err := h.key(t.Context(), "x", make([]byte, argonSalt), 1, 8)
			done <- err
		}()
		synctest.Wait()
		select {
		case <-done:
			t.Fatal("a third hash ran")
		default:
		}
		<-h.slots
		if err := <-done; err != nil {
			t.Error(err)
		}
		h.slots <- struct{}{}
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if _, err := h.make(ctx, "x"); err != context.DeadlineExceeded {
			t.Errorf("waiting for a turn ends with %v", err)
		}
		if len(h.slots) != 2 {
			t.Errorf("%d turns are taken of two", len(h.slots))
		}
	})
}
