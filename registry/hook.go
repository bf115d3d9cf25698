package registry

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"time"
)

// HookID identifies a webhook.
type HookID string

// Hook is an address of an organisation's program that is told of changes: ids and
// kinds, nothing about anybody. It follows the change log at its own pace. Its
// secret is not kept: the registry's own key yields it again.
type Hook struct {
	ID    HookID    `json:"id"`
	URL   string    `json:"url"`
	By    AccountID `json:"by"`
	Made  time.Time `json:"made"`
	Seq   Seq       `json:"seq"` // told up to here
	Told  time.Time `json:"told,omitzero"`
	Due   time.Time `json:"due,omitzero"` // not before then
	Tries int       `json:"tries,omitzero"`
	Since time.Time `json:"since,omitzero"` // failing since then
	Cause string    `json:"cause,omitzero"`
	Ended bool      `json:"ended,omitzero"` // failed for too long; an admin starts it again

	Paused time.Time `json:"paused,omitzero"` // by an admin; what happens meanwhile is told later
	Test   time.Time `json:"test,omitzero"`   // an admin wants one message now, whatever else
	Last   []HookTry `json:"last,omitzero"`   // the latest messages, newest first
}

// HookTry is one message to a hook, and how it went.
type HookTry struct {
	At      time.Time `json:"at"`
	Changes int       `json:"changes,omitzero"`
	Test    bool      `json:"test,omitzero"`
	Cause   string    `json:"cause,omitzero"` // why it was not taken; empty: it was
}

// keptTries is how many messages to a hook are remembered.
const keptTries = 10

// Ref names the record.
func (h *Hook) Ref() Ref { return Ref{KindHook, string(h.ID)} }

// Keys returns nothing: hooks are few.
func (h *Hook) Keys() []Key { return nil }

// LogValue shows the id only.
func (h Hook) LogValue() slog.Value { return slog.StringValue(h.Ref().String()) }

// MaxHooks bounds how many hooks there are: each reads the whole change log.
const MaxHooks = 50

// HookTold reports whether hooks are told of a change. Decisions on matches are
// not among them: what follows from those is for people.
func HookTold(what string) bool {
	switch what {
	case "event.added", "event.closed", "notice.filed", "notice.news", "notice.extended", "notice.closed", "notice.reopened", "notice.updated",
		"notice.released", "notice.faded", "notice.expired", "notice.erased", "report.filed", "report.updated", "report.withdrawn", "report.erased":
		return true
	}
	return false
}

// AddHook has a program told of changes from now on, over https unless
// PlainHooks, and returns the secret that its messages are signed with. once is
// the form's: the same form adds one hook.
func (s *Service) AddHook(ctx context.Context, by Viewer, address, once string) (id HookID, secret string, err error) {
	if by.Ring != RingAdmin || once == "" {
		return "", "", &Error{Op: "AddHook", Kind: KindForbidden}
	}
	var c Checker
	address = c.Line("url", address, MaxLine)
	u, bad := url.Parse(address)
	if bad != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !s.PlainHooks) || u.User != nil || u.Fragment != "" {
		c.Problems.Add("url", "form")
	}
	if err := c.Problems.Err(); err != nil {
		return "", "", err
	}
	id = HookID(letterID("hook "+once, "", Recipient{Seeker: SeekerID(by.Account)}))
	err = s.change(ctx, "AddHook", func(r Reader, now time.Time) (b Batch, err error) {
		h := &Hook{ID: id, URL: address, By: by.Account, Made: now, Seq: r.Head().Seq}
		if r.Version(h.Ref()) != 0 {
			return b, nil
		}
		if r.Count(KindHook) >= MaxHooks {
			return b, &Error{Op: "AddHook", Kind: KindLimited}
		}
		b.put(h, 0, "", now)
		b.audit(by, "hook.added", h.Ref(), now)
		return b, nil
	})
	if err == nil {
		secret, err = s.hookSecret(ctx, id)
	}
	return id, secret, err
}

func (s *Service) hookSecret(ctx context.Context, id HookID) (string, error) {
	return s.Keyed(ctx, "hook secret", string(id))
}

// Hooks returns all hooks, for admins.
func (s *Service) Hooks(ctx context.Context, by Viewer) ([]Hook, error) {
	if by.Ring != RingAdmin {
		return nil, &Error{Op: "Hooks", Kind: KindForbidden}
	}
	return s.hooks(ctx)
}

func (s *Service) hooks(ctx context.Context) (list []Hook, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		for id := range r.IDs(KindHook, "") {
			var h Hook
			if _, err := r.Get(Ref{KindHook, id}, &h); s.damaged(err, Ref{KindHook, id}) {
				continue
			} else if err != nil {
				return err
			}
			list = append(list, h)
		}
		return nil
	})
	return list, err
}

// RemoveHook ends a hook for good. Removing it again changes nothing.
func (s *Service) RemoveHook(ctx context.Context, by Viewer, id HookID) error {
	return s.changeHook(ctx, by, id, "hook.removed", func(b *Batch, h *Hook, v Version, now time.Time) {
		b.Delete = append(b.Delete, h.Ref())
		b.Expect = append(b.Expect, Expect{h.Ref(), v})
	})
}

// ResumeHook tells a hook again that was given up or paused, from where it stopped.
func (s *Service) ResumeHook(ctx context.Context, by Viewer, id HookID) error {
	return s.changeHook(ctx, by, id, "hook.resumed", func(b *Batch, h *Hook, v Version, now time.Time) {
		h.Ended, h.Tries, h.Due, h.Since, h.Paused = false, 0, now, time.Time{}, time.Time{}
		b.put(h, v, "", now)
	})
}

// PauseHook tells a hook nothing until it is resumed; then it is told what happened
// meanwhile. Pausing it again changes nothing.
func (s *Service) PauseHook(ctx context.Context, by Viewer, id HookID) error {
	return s.changeHook(ctx, by, id, "hook.paused", func(b *Batch, h *Hook, v Version, now time.Time) {
		if h.Paused.IsZero() {
			h.Paused = now
			b.put(h, v, "", now)
		}
	})
}

// TestHook has one message without changes sent to a hook soon, also to one that is
// paused or given up, and how that went remembered. It moves nothing else.
func (s *Service) TestHook(ctx context.Context, by Viewer, id HookID) error {
	return s.changeHook(ctx, by, id, "hook.tested", func(b *Batch, h *Hook, v Version, now time.Time) {
		h.Test = now
		b.put(h, v, "", now)
	})
}

func (s *Service) changeHook(ctx context.Context, by Viewer, id HookID, act string, do func(*Batch, *Hook, Version, time.Time)) error {
	ref := Ref{KindHook, string(id)}
	if by.Ring != RingAdmin {
		return &Error{Op: act, Kind: KindForbidden, Ref: ref}
	}
	return s.change(ctx, act, func(r Reader, now time.Time) (b Batch, err error) {
		var h Hook
		v, err := r.Get(ref, &h)
		if err != nil && KindOf(err) == KindNotFound {
			return b, nil
		} else if err != nil {
			return b, err
		}
		if do(&b, &h, v, now); len(b.Put)+len(b.Delete) > 0 {
			b.audit(by, act, ref, now)
		}
		return b, nil
	})
}

// Delivery is what a hook is told at once. Class P4 for Secret.
type Delivery struct {
	Hook    HookID
	URL     string
	Secret  string
	Log     string // of which log Changes have their positions, see Head.Epoch
	Changes []Change
	Upto    Seq
	Test    bool // without changes, to see whether it is taken
}

// LogValue shows the id of the hook only.
func (d Delivery) LogValue() slog.Value { return slog.StringValue(string(d.Hook)) }

// deliverySize is how many changes of the log a hook is told at once, at most.
const deliverySize = 200

// NextDelivery hands out what a hook is to be told, nil when there is nothing, and
// notes the try: should the program end meanwhile, it is told again after a pause.
func (s *Service) NextDelivery(ctx context.Context) (*Delivery, error) {
	list, err := s.hooks(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range list {
		if h.Test.IsZero() && (h.Ended || !h.Paused.IsZero() || h.Due.After(s.Clock.Now())) {
			continue
		}
		d, err := s.delivery(ctx, h.ID)
		if err != nil || d != nil {
			return d, err
		}
	}
	return nil, nil
}

func (s *Service) delivery(ctx context.Context, id HookID) (d *Delivery, err error) {
	secret, err := s.hookSecret(ctx, id)
	if err != nil {
		return nil, err
	}
	err = s.change(ctx, "NextDelivery", func(r Reader, now time.Time) (b Batch, err error) {
		var h Hook
		d = nil
		v, err := r.Get(Ref{KindHook, string(id)}, &h)
		if err == nil && !h.Test.IsZero() {
			h.Test = time.Time{} // once: who tests looks and tests again
			d = &Delivery{Hook: id, URL: h.URL, Secret: secret, Log: r.Head().Epoch, Upto: h.Seq, Test: true}
			b.put(&h, v, "", now)
			return b, nil
		}
		if err != nil || h.Seq >= r.Head().Seq {
			return b, err
		}
		next := &Delivery{Hook: id, URL: h.URL, Secret: secret, Log: r.Head().Epoch, Upto: h.Seq}
		untold := map[Ref]bool{}
		for c, err := range r.Changes(h.Seq) {
			if err != nil {
				return b, err
			}
			next.Upto = c.Seq
			switch {
			case HookTold(c.What) && hookMay(r, c.Ref):
				next.Changes = append(next.Changes, c)
			case c.What == "notice.filed":
				untold[c.Ref] = true
			case !untold[c.Ref] && hidden(r, c):
				c.What = "notice.gone"
				next.Changes = append(next.Changes, c)
			}
			if len(next.Changes) == deliverySize {
				break
			}
		}
		if len(next.Changes) == 0 {
			h.Seq = next.Upto
		} else {
			d = next
			h.Tries++
			h.Due = now.Add(retryAfter(h.Tries, rand.Float64()))
		}
		b.put(&h, v, "", now)
		return b, nil
	})
	return d, err
}

// hookMay reports whether hooks may know that a record is there: of notices only
// where the public does, or did before it was erased.
func hookMay(r Reader, ref Ref) bool {
	if ref.Kind != KindNotice {
		return true
	}
	var n Notice
	if _, err := r.Get(ref, &n); err == nil {
		return !n.unknown()
	}
	return KindOf(goneByID(r, "NextDelivery", ref.ID)) == KindGone
}

// hidden reports whether a change took a notice from the public's sight that had
// been in it: programs that show a copy then learn that there is nothing to show any
// more. Nothing else is told of it, not why, and it answers as one that never was.
func hidden(r Reader, c Change) bool {
	var n Notice
	if c.What != "notice.held" && c.What != "notice.silenced" {
		return false
	}
	_, err := r.Get(c.Ref, &n)
	return err == nil && n.Visibility != VisibleVerified && n.unknown()
}

// DeliveryDone notes that a hook was told.
func (s *Service) DeliveryDone(ctx context.Context, d Delivery) error {
	return s.endDelivery(ctx, d, "", func(h *Hook, now time.Time) {
		h.Seq, h.Told, h.Due, h.Tries, h.Cause, h.Since = max(h.Seq, d.Upto), now, now, 0, "", time.Time{}
	})
}

// DeliveryRefused notes why a hook could not be told. It is given up after
// LetterTries.
func (s *Service) DeliveryRefused(ctx context.Context, d Delivery, cause string) error {
	return s.endDelivery(ctx, d, cause, func(h *Hook, now time.Time) {
		if h.Cause = cause; h.Since.IsZero() {
			h.Since = now
		}
		h.Ended = now.Sub(h.Since) > LetterTries
	})
}

// endDelivery remembers how a message went and does what follows, of a test nothing.
func (s *Service) endDelivery(ctx context.Context, d Delivery, cause string, end func(*Hook, time.Time)) error {
	return s.change(ctx, "endDelivery", func(r Reader, now time.Time) (b Batch, err error) {
		var h Hook
		v, err := r.Get(Ref{KindHook, string(d.Hook)}, &h)
		if err != nil && KindOf(err) == KindNotFound {
			return b, nil // removed meanwhile
		} else if err != nil {
			return b, err
		}
		h.Last = append([]HookTry{{At: now, Changes: len(d.Changes), Test: d.Test, Cause: cause}}, h.Last[:min(len(h.Last), keptTries-1)]...)
		if !d.Test {
			end(&h, now)
		}
		b.put(&h, v, "", now)
		return b, nil
	})
}
