package registry

import (
	"context"
	"time"
)

// JoinNotice is a request to look for the person of a notice that somebody else
// filed, with a contact and a code of one's own. Nothing is merged: seekers never
// see each other's name, contact or words.
type JoinNotice struct {
	Sending
	Event   EventID
	Notice  NoticeID
	Seeker  Seeker
	Text    string // what they know of the person, for the people who check
	Consent bool
}

// MaxTold is the most letters of JoinNotice.Text: all answers of a notice may be
// in it, told by somebody who then found that there is one.
const MaxTold = 10 * MaxText

// JoinNotice adds a seeker to a notice that everybody sees. One that is hidden,
// closed, or shows as little as a child's does answers alike: a Problem.
func (s *Service) JoinNotice(ctx context.Context, req JoinNotice) (Receipt, error) {
	return s.file(ctx, req.Sending, DraftNotice, req.Event, func(r Reader, b *Batch, code Code, now time.Time) (Receipt, error) {
		if _, err := acceptingEvent(r, req.Event); err != nil {
			return Receipt{}, err
		}
		p := req.clean()
		p.reach(req.Seeker, req.Consent)
		var n Notice
		v, err := r.Get(Ref{KindNotice, string(req.Notice)}, &n)
		switch {
		case err != nil && KindOf(err) != KindNotFound:
			return Receipt{}, err
		case err != nil || !n.Joinable(now) || n.Event != req.Event:
			p.Add("about", "gone")
		}
		if err := p.Err(); err != nil {
			return Receipt{}, err
		}
		k := req.Seeker
		k.ID, k.Joined, k.Told, k.CodeHash = SeekerID(NewID()), now, false, code.Hash()
		n.Seekers, n.Updated = append(n.Seekers, k), now
		b.put(&n, v, "notice.joined", now)
		if req.Text != "" {
			by := Viewer{Ring: RingSeeker, Scope: n.Ref(), Seeker: k.ID}
			b.put(&Statement{ID: StatementID(NewID()), About: n.Ref(), Text: req.Text, By: by, Made: now}, 0, "statement.added", now)
		}
		return Receipt{Record: n.Ref(), Reference: n.Reference}, nil
	})
}

func (req *JoinNotice) clean() Problems {
	var c Checker
	c.seeker(&req.Seeker)
	req.Text = c.Text("text", req.Text, MaxTold)
	return c.Problems
}

// LeaveNotice ends the search of one seeker: their name, contact and code are
// destroyed at once, for good. The notice stays open for who else looks; with the
// last one who looks here it closes, unless its home is another registry.
func (s *Service) LeaveNotice(ctx context.Context, by Viewer, reason CloseReason, note string) error {
	return s.change(ctx, "LeaveNotice", func(r Reader, now time.Time) (b Batch, err error) {
		var n Notice
		me, v, err := held(r, by, &n)
		if err != nil {
			return b, err
		}
		var c Checker
		note := c.Text("note", note, MaxText)
		if reason != CloseFound && reason != CloseMistake && reason != CloseOther {
			c.Problems.Add("reason", "choose")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		for _, ref := range all(r, IndexThreads, string(n.ID)+" "+string(me.ID)) {
			newEraser(r, &b, now).drop(ref, "thread.erased")
		}
		n.leave(me, reason, note, now)
		if len(n.Seekers) > 0 || n.State == NoticeClosed || n.Origin.Record != "" {
			b.put(&n, v, "notice.left", now)
			return b, nil
		}
		if err := n.Close(reason, note, by, now); err != nil {
			return b, err
		}
		return b, putClosed(r, &b, &n, v, now)
	})
}

// SameAs makes an unsent draft of a notice one that joins the notice of a
// reference, or one of its own again for an empty reference. What was typed stays.
func (s *Service) SameAs(ctx context.Context, token Token, about Reference) error {
	return s.change(ctx, "SameAs", func(r Reader, now time.Time) (b Batch, err error) {
		var d Draft
		v, err := loadDraft(r, token, DraftNotice, &d)
		if err != nil {
			return b, err
		}
		if d.Sent != (Ref{}) {
			return b, &Error{Op: "SameAs", Kind: KindConflict, Ref: d.Sent}
		}
		if d.About, d.Saved = "", now; about != "" {
			if err := d.turn(r, about, now); err != nil {
				return b, err
			}
		}
		b.put(&d, v, "", now)
		return b, nil
	})
}

// turn makes the draft one about a notice that the public sees, KindNotFound for
// one that a seeker cannot join.
func (d *Draft) turn(r Reader, about Reference, now time.Time) error {
	n, err := publicNotice(r, about, now)
	if err != nil {
		return err
	}
	if d.Kind == DraftNotice && !n.Joinable(now) {
		return &Error{Op: "Draft.turn", Kind: KindNotFound}
	}
	d.About, d.Event = n.ID, n.Event
	return nil
}

// TellSeeker lets a seeker who joined know what was decided before, as a
// moderator agrees who knows of them.
func (s *Service) TellSeeker(ctx context.Context, by Viewer, id NoticeID, seeker SeekerID) error {
	return s.change(ctx, "TellSeeker", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindNotice, string(id)}
		if !by.Moderates() {
			return b, &Error{Op: "TellSeeker", Kind: KindForbidden, Ref: ref}
		}
		var n Notice
		v, err := r.Get(ref, &n)
		if err != nil {
			return b, err
		}
		k := n.seeker(seeker)
		if k == nil {
			return b, &Error{Op: "TellSeeker", Kind: KindNotFound, Ref: ref}
		}
		if k.Told || k.filed() {
			return b, nil
		}
		k.Told, n.Updated = true, now
		b.put(&n, v, "notice.told", now)
		return b, nil
	})
}
