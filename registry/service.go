package registry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Service is the use-cases, named for what people do. It is safe for concurrent
// use; its fields must not change once it serves.
type Service struct {
	Store  Store
	Index  Index  // nil: Search answers KindUnavailable
	Linker Linker // nil: nothing is proposed but what a source says itself
	Clock  Clock
	Log    *slog.Logger // nil: nobody is told
	SMS    bool         // a gateway for short messages is set up

	PlainHooks bool // hooks may be told over http: they are of a network of one's own

	secret secret // see Keyed
}

// damaged reports whether a record could not be decrypted or decoded. Work on
// many records tells of it, leaves the record out and goes on.
func (s *Service) damaged(err error, ref Ref) bool {
	if !isDamage(err) {
		return false
	}
	if s.Log != nil {
		s.Log.Error("a record is damaged and is left out", "record", ref.String(), "err", err)
	}
	return true
}

// isDamage reports whether a record could not be read because of itself.
func isDamage(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind == KindInternal && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// tries is how often a use-case reads again after a conflict.
const tries = 3

// change runs decide on a consistent view and commits the batch it returns, and
// again from the start when a version moved. A batch without puts, deletes and
// lines of the audit log is not committed.
func (s *Service) change(ctx context.Context, op string, decide func(r Reader, now time.Time) (Batch, error)) error {
	var err error
	for range tries {
		var b Batch
		err = s.Store.View(ctx, func(r Reader) (err error) {
			b, err = decide(r, s.Clock.Now())
			return err
		})
		if err != nil {
			return err
		}
		if len(b.Put) == 0 && len(b.Delete) == 0 && len(b.Audit) == 0 {
			return nil
		}
		if _, err = s.Store.Commit(ctx, b); KindOf(err) != KindConflict {
			return err
		}
	}
	return fmt.Errorf("%s: after %d tries: %w", op, tries, err)
}

// put adds a record to the batch with the version it must still have and, for a
// logged kind, its change.
func (b *Batch) put(rec Record, was Version, what string, at time.Time) {
	b.Put = append(b.Put, rec)
	b.Expect = append(b.Expect, Expect{rec.Ref(), was})
	if rec.Ref().Kind.Logged() {
		b.Changes = append(b.Changes, Change{What: what, Ref: rec.Ref(), At: at})
	}
}

// one returns the first record that an index has under exactly that value.
func one(r Reader, index IndexName, value string) (Ref, bool) {
	for v, ref := range r.Find(index, value) {
		if v == value {
			return ref, true
		}
		break
	}
	return Ref{}, false
}

// all returns the records that an index has under exactly that value.
func all(r Reader, index IndexName, value string) []Ref {
	var refs []Ref
	for v, ref := range r.Find(index, value) {
		if v != value {
			break
		}
		refs = append(refs, ref)
	}
	return refs
}

// Ready returns nil when the store can be read and written, KindUnavailable when
// it cannot be written at present.
func (s *Service) Ready(ctx context.Context) error {
	if err := s.Store.Healthy(); err != nil {
		return &Error{Op: "Ready", Kind: KindUnavailable, Err: err}
	}
	return s.Store.View(ctx, func(Reader) error { return nil })
}

// lagGrace is how long the index may take to see a change before that is told.
const lagGrace = 5 * time.Second

// IndexLag returns how many changes the index is behind the store, 0 while it has not
// been behind for lagGrace: anybody may ask, and must not see that what they just sent
// made a change, such as a task for who typed an address that is on record.
func (s *Service) IndexLag(ctx context.Context) (lag uint64, err error) {
	if s.Index == nil {
		return 0, nil
	}
	err = s.Store.View(ctx, func(r Reader) error {
		at, head := s.Index.Applied(), r.Head().Seq
		if at >= head {
			return nil
		}
		for c, err := range r.Changes(at) {
			if err == nil && s.Clock.Now().Sub(c.At) >= lagGrace {
				lag = uint64(head - at)
			}
			return err
		}
		return nil
	})
	return lag, err
}
