package registry

import (
	"context"
	"time"
)

// FlagAct is what a moderator does about the flags of a notice.
type FlagAct string

// The acts.
const (
	FlagsDismiss FlagAct = "dismiss" // nothing is wrong: the notice is shown
	FlagsHold    FlagAct = "hide"    // it waits until somebody looked closer
	FlagsFalse   FlagAct = "false"   // it is closed as false
)

// AnswerFlags is a moderator's answer to all flags of a notice that they saw.
type AnswerFlags struct {
	Notice NoticeID
	Act    FlagAct
	Note   string    // why; needed
	Until  time.Time // flags made later were not seen and stay
}

// AnswerFlags does what a moderator decided about a flagged notice. Dismissing
// shows it again where only flags hid it, and it is not hidden by flags any more. A
// notice with a confirmed match is not closed from here. An answer sent twice
// changes nothing.
func (s *Service) AnswerFlags(ctx context.Context, by Viewer, req AnswerFlags) error {
	return s.change(ctx, "AnswerFlags", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindNotice, string(req.Notice)}
		if !by.Decides() {
			return b, &Error{Op: "AnswerFlags", Kind: KindForbidden, Ref: ref}
		}
		var n Notice
		v, err := r.Get(ref, &n)
		if err != nil {
			return b, err
		}
		note, p := req.check(r, by)
		if err := p.Err(); err != nil {
			return b, err
		}
		answered, err := b.answerFlags(r, req, by, note, now)
		if err != nil || answered == 0 {
			return b, err
		}
		b.audit(by, "flags."+string(req.Act), ref, now)
		return b, req.carryOut(r, &b, &n, v, by, note, now)
	})
}

func (req AnswerFlags) check(r Reader, by Viewer) (string, Problems) {
	note, p := reviewNote(by, req.Note)
	switch req.Act {
	case FlagsDismiss, FlagsHold:
	case FlagsFalse:
		if link, _ := confirmedLink(r, req.Notice); link != "" {
			p.Add("act", "has_match")
		}
	default:
		p.Add("act", "choose")
	}
	return note, p
}

// answerFlags marks the flags that the moderator saw as answered.
func (b *Batch) answerFlags(r Reader, req AnswerFlags, by Viewer, note string, now time.Time) (n int, err error) {
	for _, ref := range all(r, IndexOpenFlags, string(req.Notice)) {
		var f Flag
		v, err := r.Get(ref, &f)
		if err != nil {
			return n, err
		}
		if f.Made.After(req.Until) {
			continue
		}
		f.Done, f.DoneBy, f.Note = now, by.Account, note
		b.put(&f, v, "flag.answered", now)
		n++
	}
	return n, nil
}

func (req AnswerFlags) carryOut(r Reader, b *Batch, n *Notice, v Version, by Viewer, note string, now time.Time) error {
	switch {
	case n.State == NoticeClosed:
		return nil
	case req.Act == FlagsHold:
		return putHeld(r, b, n, v, by, note, []Doubt{DoubtStaff}, now)
	case req.Act == FlagsFalse:
		if err := n.Close(CloseFalse, note, by, now); err != nil {
			return err
		}
		return putClosed(r, b, n, v, now)
	case n.State == NoticeHeld && len(n.Review.Why) == 1 && n.Review.Why[0] == DoubtFlags:
		n.letThrough(now)
		b.put(n, v, "notice.released", now)
		return unshelve(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
	}
	n.Reviewed = now
	b.put(n, v, "notice.reviewed", now)
	return nil
}

// UndoFlags takes the last answer to the flags of a notice back, within
// ReopenFor: they are open again, and so is a notice closed by it; one hidden by
// it is shown again.
func (s *Service) UndoFlags(ctx context.Context, by Viewer, id NoticeID) error {
	return s.change(ctx, "UndoFlags", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindNotice, string(id)}
		if !by.Decides() {
			return b, &Error{Op: "UndoFlags", Kind: KindForbidden, Ref: ref}
		}
		last, err := b.reopenFlags(r, id, now)
		if err != nil || last.IsZero() {
			return b, err
		}
		b.audit(by, "flags.undone", ref, now)
		var n Notice
		v, err := r.Get(ref, &n)
		if err != nil {
			return b, err
		}
		switch {
		case n.State == NoticeClosed && n.CloseReason == CloseFalse && n.Closed.Equal(last):
			n.reopen(now)
			b.put(&n, v, "notice.reopened", now)
		case n.State == NoticeHeld && n.Review.Since.Equal(last):
			if !n.unhold(DoubtStaff, now) {
				b.put(&n, v, "notice.doubted", now)
				return b, nil
			}
			b.put(&n, v, "notice.released", now)
		case n.Reviewed.Equal(last):
			n.Reviewed, n.Updated = time.Time{}, now
			b.put(&n, v, "notice.reviewed", now)
			return b, nil
		default:
			return b, nil
		}
		if n.State != NoticeOpen {
			return b, nil
		}
		return b, unshelve(r, &b, all(r, IndexNoticeLinks, string(id)), now)
	})
}

// reopenFlags opens the flags of the last answer again and says when that was.
func (b *Batch) reopenFlags(r Reader, id NoticeID, now time.Time) (last time.Time, err error) {
	var refs []Ref
	for _, ref := range r.Find(IndexFlags, string(id)+" ") {
		refs = append(refs, ref)
	}
	flags, err := getFlags(r, refs)
	for _, f := range flags {
		if f.Done.After(last) && now.Before(f.Done.Add(ReopenFor)) {
			last = f.Done
		}
	}
	for _, f := range flags {
		if !last.IsZero() && f.Done.Equal(last) {
			f.Done, f.DoneBy, f.Note = time.Time{}, "", ""
			b.put(&f, r.Version(f.Ref()), "flag.reopened", now)
		}
	}
	return last, err
}
