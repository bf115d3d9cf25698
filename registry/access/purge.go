package access

import (
	"context"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Purge deletes sessions that are over, a thousand at a time, and invitations that
// came to an end.
func (a *Accounts) Purge(ctx context.Context) error {
	var gone []registry.Ref
	err := a.change(ctx, "Purge", func(r registry.Reader, b *batch, now time.Time) error {
		before := now.UTC().Format(time.RFC3339)
		for ends, ref := range r.Find(registry.IndexSessionEnd, "") {
			if ends >= before || len(b.Delete) == 1000 {
				break
			}
			b.forget(r, ref)
		}
		gone = b.Delete
		return dropInvitations(registry.System, r, b, func(i *Invitation) bool { return !now.Before(i.Ends) }, now)
	})
	if err == nil {
		a.forget(gone...)
	}
	return err
}
