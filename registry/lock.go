package registry

import (
	"context"
	"time"
)

// NoteLock writes into the audit log that somebody locks the register, before its
// key is forgotten. Admins and the machine's operator may do it.
func (s *Service) NoteLock(ctx context.Context, by Viewer) error {
	if !by.Administers() {
		return &Error{Op: "NoteLock", Kind: KindForbidden}
	}
	return s.change(ctx, "NoteLock", func(_ Reader, now time.Time) (b Batch, err error) {
		b.audit(by, "register.locked", Ref{}, now)
		return b, nil
	})
}

// NoteUnlock writes into the audit log that the register has its key again. Whoever
// brings the key is nobody that the register knows.
func (s *Service) NoteUnlock(ctx context.Context) error {
	return s.change(ctx, "NoteUnlock", func(_ Reader, now time.Time) (b Batch, err error) {
		b.audit(System, "register.unlocked", Ref{}, now)
		return b, nil
	})
}
