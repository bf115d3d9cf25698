package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestPurgeClock: the command erases nothing under a clock in doubt, says why, and
// goes on once it is told that the clock is right.
func TestPurgeClock(t *testing.T) {
	dir := dataFolder(t)
	must(t, "purge", "-d", dir)
	set := func(at time.Time) {
		a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, data: dir}
		f, err := a.open(opening{mustExist: true})
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.store.Commit(a.ctx, registry.Batch{Put: []registry.Record{&registry.ClockSeen{At: at}}})
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	for words, by := range map[string]time.Duration{"300 days ahead of": -300 * 24 * time.Hour, "299 days behind": 300 * 24 * time.Hour} {
		set(time.Now().Add(by))
		r := command(t, "purge", "-d", dir)
		if r.status != 1 || !strings.Contains(r.err, words) || !strings.Contains(r.err, "--clock-is-right") {
			t.Errorf("%s: status %d\n%s", words, r.status, r.err)
		}
		if r := command(t, "purge", "-d", dir, "--dry-run"); r.status != 0 || !strings.Contains(r.err, words) {
			t.Errorf("dry: status %d\n%s", r.status, r.err)
		}
		must(t, "purge", "-d", dir, "--clock-is-right")
		must(t, "purge", "-d", dir)
	}
}
