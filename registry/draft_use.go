package registry

import (
	"context"
	"maps"
	"time"
)

// StartDraft begins a journey and returns the token that names it from then on.
// about is the notice that a report is about or that a seeker joins, or empty. It
// refuses an event that is unknown or does not accept filings, a notice that the
// public cannot see, and one that cannot be joined.
func (s *Service) StartDraft(ctx context.Context, kind DraftKind, event EventID, about Reference, answers map[string]string) (Token, error) {
	token := NewToken()
	err := s.change(ctx, "StartDraft", func(r Reader, now time.Time) (b Batch, err error) {
		d := &Draft{Hash: token.Hash(), Salt: NewID(), Kind: kind, Event: event, Answers: answers, Saved: now}
		if about != "" {
			if err := d.turn(r, about, now); err != nil {
				return b, err
			}
		}
		if _, err := acceptingEvent(r, d.Event); err != nil {
			return b, err
		}
		b.put(d, 0, "", now)
		return b, nil
	})
	return token, err
}

// Draft returns the draft of a token and its version: KindNotFound when there is
// none (any more).
func (s *Service) Draft(ctx context.Context, token Token) (*Draft, Version, error) {
	var d Draft
	var v Version
	err := s.Store.View(ctx, func(r Reader) (err error) {
		v, err = loadDraft(r, token, "", &d)
		return err
	})
	return &d, v, err
}

// SaveDraft lays answers over those that the draft has. An empty answer replaces
// a given one: the person cleared the field. What comes after the draft was sent
// is refused with KindConflict, not dropped.
func (s *Service) SaveDraft(ctx context.Context, token Token, answers map[string]string) error {
	return s.change(ctx, "SaveDraft", func(r Reader, now time.Time) (b Batch, err error) {
		var d Draft
		v, err := loadDraft(r, token, "", &d)
		if err != nil {
			return b, err
		}
		if d.Sent != (Ref{}) {
			return b, &Error{Op: "SaveDraft", Kind: KindConflict, Ref: d.Sent}
		}
		if d.Answers == nil {
			d.Answers = map[string]string{}
		}
		maps.Copy(d.Answers, answers)
		d.Saved = now
		b.put(&d, v, "", now)
		return b, nil
	})
}

// loadDraft reads a draft, of the given kind unless that is empty.
func loadDraft(r Reader, token Token, kind DraftKind, d *Draft) (Version, error) {
	v, err := r.Get(Ref{KindDraft, token.Hash()}, d)
	if err != nil {
		return 0, err
	}
	if kind != "" && d.Kind != kind {
		return 0, &Error{Op: "loadDraft", Kind: KindNotFound}
	}
	return v, nil
}

// Sending names the draft that a request comes from, and the version of it that
// the request was made of. Its zero value is a request without a draft.
type Sending struct {
	Draft Token
	Seen  Version // 0: whatever the draft says by now
}

// file commits what build puts and marks the draft as sent, in one batch. A draft
// that was sent already gives the receipt of then, so that a double click makes
// one record; one that changed since it was looked at is a Problem.
func (s *Service) file(ctx context.Context, from Sending, kind DraftKind, event EventID, build func(r Reader, b *Batch, code Code, now time.Time) (Receipt, error)) (Receipt, error) {
	var out Receipt
	err := s.change(ctx, "file "+string(kind), func(r Reader, now time.Time) (b Batch, err error) {
		code := NewToken()
		var d Draft
		var v Version
		if from.Draft != "" {
			if v, err = loadDraft(r, from.Draft, kind, &d); err != nil {
				return b, err
			}
			if d.Sent != (Ref{}) {
				out, err = d.receipt(r, from.Draft, now)
				return b, err
			}
			if err := d.sendable(event, from.Seen, v); err != nil {
				return b, err
			}
			code = d.code(from.Draft)
		}
		if out, err = build(r, &b, code, now); err != nil {
			return b, err
		}
		out.Code = code
		if from.Draft != "" {
			d.Sent, d.SentAt, d.Answers, d.Saved = out.Record, now, nil, now
			b.put(&d, v, "", now)
		}
		return b, nil
	})
	return out, err
}

// fileForm is file for a form of one page, which is never saved half filled in: its
// token was made with the page, and what is kept of it is the receipt only.
func (s *Service) fileForm(ctx context.Context, token Token, kind DraftKind, build func(r Reader, b *Batch, code Code, now time.Time) (rec Ref, event EventID, err error)) (Receipt, error) {
	var out Receipt
	if _, ok := ParseToken(string(token)); !ok {
		return out, &Error{Op: "file " + string(kind), Kind: KindInvalid}
	}
	err := s.change(ctx, "file "+string(kind), func(r Reader, now time.Time) (b Batch, err error) {
		d := Draft{Hash: token.Hash(), Kind: kind, Salt: NewID(), Saved: now, SentAt: now}
		if r.Version(d.Ref()) != 0 {
			if _, err = loadDraft(r, token, kind, &d); err == nil {
				out, err = d.receipt(r, token, now)
			}
			return b, err
		}
		code := d.code(token)
		if d.Sent, d.Event, err = build(r, &b, code, now); err != nil {
			return b, err
		}
		out = Receipt{Record: d.Sent, Code: code}
		b.put(&d, 0, "", now)
		return b, nil
	})
	return out, err
}

// sendable gathers why a draft cannot be sent as a request says.
func (d *Draft) sendable(event EventID, seen, v Version) error {
	var p Problems
	if d.Event != event {
		p.Add("event", "other_draft")
	}
	if seen != 0 && seen != v {
		p.Add("draft", "changed")
	}
	return p.Err()
}

// code is the code of the record that the draft becomes. It needs the token,
// which only the filer has, and the draft's salt.
func (d *Draft) code(token Token) Code { return token.Derive("code" + d.Salt) }

// Receipt returns what the sender of a draft was given, the code for ReceiptLife.
// It answers KindNotFound for a draft that was not sent.
func (s *Service) Receipt(ctx context.Context, token Token) (out Receipt, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		var d Draft
		if _, err := loadDraft(r, token, "", &d); err != nil {
			return err
		}
		if d.Sent == (Ref{}) {
			return &Error{Op: "Receipt", Kind: KindNotFound}
		}
		out, err = d.receipt(r, token, s.Clock.Now())
		return err
	})
	return out, err
}

func (d *Draft) receipt(r Reader, token Token, now time.Time) (Receipt, error) {
	out := Receipt{Record: d.Sent}
	if now.Before(d.SentAt.Add(ReceiptLife)) {
		out.Code = d.code(token)
	}
	return out, readReference(r, &out)
}

func readReference(r Reader, out *Receipt) error {
	switch out.Record.Kind {
	case KindNotice:
		var n Notice
		_, err := r.Get(out.Record, &n)
		out.Reference, out.Held = n.Reference, n.State == NoticeHeld
		return err
	case KindClaim:
		var c Claim
		_, err := r.Get(out.Record, &c)
		out.Reference = c.Reference
		return err
	case KindThread:
		var t Thread
		_, err := r.Get(out.Record, &t)
		return err
	default:
		var rep Report
		_, err := r.Get(out.Record, &rep)
		out.Reference = rep.Reference
		return err
	}
}

// PurgeDrafts deletes drafts that nobody touched for DraftLife, a thousand at a
// time, and says how many.
func (s *Service) PurgeDrafts(ctx context.Context) (n int, err error) {
	return s.purgeAged(ctx, "PurgeDrafts", IndexDraftSaved, DraftLife)
}
