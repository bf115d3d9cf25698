package access

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// alarm keeps in mind that somebody who knows the password of an account guesses
// codes of its second factor. Writing it down at once would take time, and so tell
// them that the password is right.
func (a *Accounts) alarm(id registry.AccountID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.alarms[id] = true
}

// NoteAlarms writes down the accounts whose second factor is being guessed, each
// once a day. Call it every minute.
func (a *Accounts) NoteAlarms(ctx context.Context) error {
	a.mu.Lock()
	ids := slices.Sorted(maps.Keys(a.alarms))
	a.mu.Unlock()
	for _, id := range ids {
		err := a.change(ctx, "NoteAlarms", func(r registry.Reader, b *batch, now time.Time) error {
			var acc Account
			v, err := r.Get(accountRef(id), &acc)
			b.put(registry.System, &acc, v, "account.guessed", now)
			return err
		})
		if err != nil {
			return err
		}
		a.mu.Lock()
		delete(a.alarms, id)
		a.mu.Unlock()
	}
	return nil
}
