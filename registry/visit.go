package registry

import (
	"context"
	"crypto/sha256"
	"time"
)

// Visit is when the holder of a code last opened their page, and the time before:
// what came since is marked as new. It names nobody.
type Visit struct {
	ID     string    `json:"id"`
	Of     Ref       `json:"of"`
	Last   time.Time `json:"last"`
	Before time.Time `json:"before,omitzero"`
}

// sameVisit is how long coming back is still the same visit.
const sameVisit = 30 * time.Minute

func newVisit(by Viewer) *Visit {
	h := sha256.Sum256([]byte("retrouve visit\x00" + Recipient{by.Scope, by.Seeker}.String()))
	return &Visit{ID: lowerBase32.EncodeToString(h[:16]), Of: by.Scope}
}

// Ref names the record.
func (v *Visit) Ref() Ref { return Ref{KindVisit, v.ID} }

// Keys lists its entries in the secondary indexes.
func (v *Visit) Keys() []Key {
	return []Key{{IndexVisitLast, sortable(v.Last)}, {IndexBelongs, v.Of.String()}}
}

// NoteVisit notes that the holder of a code opened their page.
func (s *Service) NoteVisit(ctx context.Context, by Viewer) error {
	return s.change(ctx, "NoteVisit", func(r Reader, now time.Time) (b Batch, err error) {
		v := newVisit(by)
		was, err := r.Get(v.Ref(), v)
		if err != nil && KindOf(err) != KindNotFound || now.Sub(v.Last) < sameVisit {
			return b, err
		}
		v.Before, v.Last = v.Last, now
		b.put(v, was, "", now)
		return b, nil
	})
}

// LastVisit returns when the holder of a code was here before this visit, the
// zero time when this is the first.
func (s *Service) LastVisit(ctx context.Context, by Viewer) (before time.Time, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		v := newVisit(by)
		if _, err := r.Get(v.Ref(), v); err != nil && KindOf(err) != KindNotFound {
			return err
		}
		before = v.Before
		return nil
	})
	return before, err
}
