package registry

import (
	"context"
	"maps"
	"time"
)

// StartDraft begins a journey and returns the token that names it from then on.
// about is the notice a report is about, or empty. It refuses an event that is
// unknown or does not accept filings, and a notice that the public cannot see.
func (s *Service) StartDraft(ctx context.Context, kind DraftKind, event EventID, about Reference, answers map[string]string) (Token, error) {
	token := NewToken()
	err := s.change(ctx, "StartDraft", func(r Reader, now time.Time) (b Batch, err error) {
		d := &Draft{Hash: token.Hash(), Kind: kind, Event: event, Answers: answers, Saved: now}
		if about != "" {
			n, err := publicNotice(r, about, now)
			if err != nil {
				return b, err
			}
			d.About, d.Event = n.ID, n.Event
		}
		if _, err := acceptingEvent(r, d.Event); err != nil {
			return b, err
		}
		b.put(d, 0, "", now)
		return b, nil
	})
	return token, err
}

// Draft returns the draft of a token: KindNotFound when there is none (any more).
func (s *Service) Draft(ctx context.Context, token Token) (*Draft, error) {
	var d Draft
	err := s.Store.View(ctx, func(r Reader) error {
		_, err := loadDraft(r, token, "", &d)
		return err
	})
	return &d, err
}

// SaveDraft lays answers over those that the draft has. An empty answer replaces
// a given one: the person cleared the field.
func (s *Service) SaveDraft(ctx context.Context, token Token, answers map[string]string) error {
	return s.change(ctx, "SaveDraft", func(r Reader, now time.Time) (b Batch, err error) {
		var d Draft
		v, err := loadDraft(r, token, "", &d)
		if err != nil || d.Sent != (Ref{}) {
			return b, err
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

// sendDraft marks the draft as sent in the same batch that files its record, and
// drops the answers. With a draft that was sent already it returns what was made
// then, so that a double click makes one record.
func sendDraft(r Reader, b *Batch, token Token, kind DraftKind, event EventID, made Ref, now time.Time) (sent Ref, err error) {
	if token == "" {
		return Ref{}, nil
	}
	var d Draft
	v, err := loadDraft(r, token, kind, &d)
	if err != nil {
		return Ref{}, err
	}
	if d.Sent != (Ref{}) {
		return d.Sent, nil
	}
	if d.Event != event {
		var p Problems
		p.Add("event", "other_draft")
		return Ref{}, p
	}
	d.Sent, d.Answers, d.Saved = made, nil, now
	b.put(&d, v, "", now)
	return Ref{}, nil
}

// Receipt returns what the sender of a draft was given, for as long as the draft
// is kept. It answers KindNotFound for a draft that was not sent.
func (s *Service) Receipt(ctx context.Context, token Token) (Receipt, error) {
	out := Receipt{Code: token.Derive("code")}
	err := s.Store.View(ctx, func(r Reader) error {
		var d Draft
		if _, err := loadDraft(r, token, "", &d); err != nil {
			return err
		}
		if d.Sent == (Ref{}) {
			return &Error{Op: "Receipt", Kind: KindNotFound}
		}
		out.Record = d.Sent
		return readReference(r, &out)
	})
	return out, err
}

func readReference(r Reader, out *Receipt) error {
	switch out.Record.Kind {
	case KindNotice:
		var n Notice
		_, err := r.Get(out.Record, &n)
		out.Reference = n.Reference
		return err
	default:
		var rep Report
		_, err := r.Get(out.Record, &rep)
		out.Reference = rep.Reference
		return err
	}
}

// PurgeDrafts deletes drafts that nobody touched for DraftLife, and says how many.
func (s *Service) PurgeDrafts(ctx context.Context) (n int, err error) {
	err = s.change(ctx, "PurgeDrafts", func(r Reader, now time.Time) (b Batch, err error) {
		before := now.Add(-DraftLife).UTC().Format(time.RFC3339)
		for saved, ref := range r.Find(IndexDraftSaved, "") {
			if saved >= before || len(b.Delete) == 1000 {
				break
			}
			b.Delete = append(b.Delete, ref)
			b.Expect = append(b.Expect, Expect{ref, r.Version(ref)})
		}
		n = len(b.Delete)
		return b, nil
	})
	return n, err
}
