package registry

import (
	"context"
	"log/slog"
	"time"
)

// Reach is one way to reach the holder of a code, as their own page shows it.
// Class P2.
type Reach struct {
	Via       Channel
	To        string
	Confirmed bool
	Asked     bool // a letter that asks for it was sent lately
	Stopped   bool // nothing is sent there, as somebody wished who reads there
	Possible  bool // letters can be sent this way
}

// Reaches returns how the holder of a code can be reached.
func (s *Service) Reaches(ctx context.Context, by Viewer) (out []Reach, err error) {
	a, err := s.holder(ctx, by)
	if err != nil {
		return nil, err
	}
	for _, x := range addresses(a.contact, a.confirmed) {
		hash, err := s.Keyed(ctx, "address", x.key())
		if err != nil {
			return nil, err
		}
		last, err := s.lastAsked(ctx, a.Recipient, x.via)
		if err != nil {
			return nil, err
		}
		reach := Reach{Via: x.via, To: x.text, Confirmed: !x.confirmed.IsZero(), Asked: last != nil, Possible: s.Sends(x.via)}
		err = s.Store.View(ctx, func(r Reader) error {
			reach.Stopped = r.Version(Ref{KindSuppression, hash}) != 0
			return nil
		})
		if err != nil {
			return nil, err
		}
		out = append(out, reach)
	}
	return out, nil
}

// holder returns who came with a code, as somebody who gets letters.
func (s *Service) holder(ctx context.Context, by Viewer) (a addressee, err error) {
	if !by.Holds(by.Scope) {
		return a, &Error{Op: "holder", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		a, err = Recipient{by.Scope, by.Seeker}.find(r)
		return err
	})
	return a, err
}

// ResumeLetters takes back that letters to an address were stopped, for the holder
// of a code who confirmed that very address: nobody else can have it written to again.
func (s *Service) ResumeLetters(ctx context.Context, by Viewer, via Channel) error {
	a, err := s.holder(ctx, by)
	if err != nil {
		return err
	}
	x, ok := a.at(via)
	if !ok || x.confirmed.IsZero() {
		return &Error{Op: "ResumeLetters", Kind: KindForbidden, Ref: by.Scope}
	}
	hash, err := s.Keyed(ctx, "address", x.key())
	if err != nil {
		return err
	}
	return s.change(ctx, "ResumeLetters", func(r Reader, _ time.Time) (b Batch, err error) {
		ref := Ref{KindSuppression, hash}
		if v := r.Version(ref); v != 0 {
			b.Delete = append(b.Delete, ref)
			b.Expect = append(b.Expect, Expect{ref, v})
		}
		return b, nil
	})
}

// LogValue shows the channel only.
func (x Reach) LogValue() slog.Value { return slog.StringValue(string(x.Via)) }
