package registry

import (
	"context"
	"time"
)

// Suppression says that nothing is sent to an address any more, because who reads
// there said so. Its id is a keyed hash: the list can be asked, never read.
type Suppression struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
}

// Ref names the record.
func (s *Suppression) Ref() Ref { return Ref{KindSuppression, s.ID} }

// Keys returns nothing: suppressions are found by address.
func (s *Suppression) Keys() []Key { return nil }

// StopLetters ends all letters to the address that a letter went to, at the wish
// of who holds the letter (RFC 8058). Stopping again changes nothing. A wrong mark
// and a letter that is forgotten are KindNotFound.
func (s *Service) StopLetters(ctx context.Context, id LetterID, mark string) error {
	if err := s.marked(ctx, "stop", id, mark); err != nil {
		return err
	}
	return s.change(ctx, "StopLetters", func(r Reader, now time.Time) (b Batch, err error) {
		var l Letter
		if _, err := r.Get(Ref{KindLetter, string(id)}, &l); err != nil {
			return b, err
		}
		if l.Kind.Work() {
			return b, wantWork(r, &b, AccountID(l.To.Record.ID), false, now)
		}
		sup := &Suppression{ID: l.Address, At: now}
		if l.Address != "" && r.Version(sup.Ref()) == 0 {
			b.put(sup, 0, "", now)
		}
		return b, nil
	})
}

// LetterLink checks the link of a letter without using it up: KindNotFound for a
// wrong mark, KindGone for one whose time is over. stop asks for the link that
// ends letters.
func (s *Service) LetterLink(ctx context.Context, kind LetterKind, stop bool, id LetterID, mark string) error {
	purpose := string(kind)
	if stop {
		purpose = "stop"
	}
	if err := s.marked(ctx, purpose, id, mark); err != nil {
		return err
	}
	return s.Store.View(ctx, func(r Reader) error {
		var l Letter
		if _, err := r.Get(Ref{KindLetter, string(id)}, &l); err != nil {
			return err
		}
		return l.usable(stop, s.Clock.Now())
	})
}

// usable returns nil while the link of a letter works.
func (l *Letter) usable(stop bool, now time.Time) error {
	gone := &Error{Op: "Letter.usable", Kind: KindGone, Ref: l.Ref()}
	switch {
	case stop:
	case l.orphan():
		return &Error{Op: "Letter.usable", Kind: KindNotFound, Ref: l.Ref()}
	case l.Kind == LetterConfirm && now.After(l.Made.Add(ConfirmLife)):
		return gone
	case l.Kind == LetterLost && now.After(l.Made.Add(LostLife)):
		return gone
	}
	return nil
}
