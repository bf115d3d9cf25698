package registry

import (
	"context"
	"time"
)

// FlagThread asks moderators to read a thread. From then on, until they answered,
// they can. Flagging it again changes nothing.
func (s *Service) FlagThread(ctx context.Context, by Viewer, id ThreadID, note string) error {
	return s.change(ctx, "FlagThread", func(r Reader, now time.Time) (b Batch, err error) {
		t, v, side, err := loadThread(r, by, id)
		if err != nil || !t.Flagged.IsZero() {
			return b, err
		}
		var c Checker
		t.FlagNote = c.Text("flag_note", note, MaxText)
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		t.Flagged, t.FlaggedBy = now, side
		b.put(t, v, "thread.flagged", now)
		return b, nil
	})
}

// BlockThread ends a thread because its seeker wants to hear no more, or takes
// that back. The other side reads only that it is over.
func (s *Service) BlockThread(ctx context.Context, by Viewer, id ThreadID, block bool) error {
	return s.change(ctx, "BlockThread", func(r Reader, now time.Time) (b Batch, err error) {
		t, v, side, err := loadThread(r, by, id)
		if err == nil && side != SideSeeker {
			err = &Error{Op: "BlockThread", Kind: KindForbidden, Ref: t.Ref()}
		}
		if err != nil || block != t.Blocked.IsZero() {
			return b, err
		}
		what := "thread.unblocked"
		if t.Blocked = (time.Time{}); block {
			t.Blocked, what = now, "thread.blocked"
		}
		b.put(t, v, what, now)
		return b, nil
	})
}

// AnswerThread is a moderator's answer to a flagged thread.
type AnswerThread struct {
	Thread ThreadID
	Close  bool   // nobody writes there any more; else it goes on
	Note   string // why; needed
}

// AnswerThread closes a flagged thread, or lets it go on. With the answer
// moderators can read it no more. What waited in a closed thread is not passed on.
func (s *Service) AnswerThread(ctx context.Context, by Viewer, req AnswerThread) error {
	return s.change(ctx, "AnswerThread", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindThread, string(req.Thread)}
		if !by.Decides() {
			return b, &Error{Op: "AnswerThread", Kind: KindForbidden, Ref: ref}
		}
		var t Thread
		v, err := r.Get(ref, &t)
		if err != nil || t.Flagged.IsZero() {
			return b, err
		}
		note, p := reviewNote(by, req.Note)
		if err := p.Err(); err != nil {
			return b, err
		}
		act := "thread.cleared"
		if req.Close {
			act, t.Closed = "thread.closed", now
			if err := t.refuseWaiting(r, &b, by, now); err != nil {
				return b, err
			}
		}
		t.Flagged, t.FlaggedBy, t.FlagNote, t.Answered = time.Time{}, "", "", by.Account
		b.put(&t, v, act, now)
		st := &Statement{ID: StatementID(NewID()), Kind: Commented, About: ref, Text: note, By: by, Made: now}
		b.put(st, 0, "statement.added", now)
		b.Audit = append(b.Audit, AuditEntry{At: now, Act: act, By: by, About: ref, Why: st.Ref()})
		return b, nil
	})
}

func (t *Thread) refuseWaiting(r Reader, b *Batch, by Viewer, now time.Time) error {
	list, err := messages(r, t)
	for _, m := range list {
		if m.waits() {
			m.Refused, m.DoneBy = now, by.Account
			b.put(m, r.Version(m.Ref()), "message.refused", now)
		}
	}
	return err
}

// HeldMessage is a message that waits for a moderator: its words, and nothing of
// the thread.
type HeldMessage struct {
	ID   MessageID
	Side Side
	Name string
	Text string
	Why  []Doubt
	Made time.Time
}

// HeldMessages returns messages that wait, the oldest first, at most so many, and
// how many there are. Reading them is noted.
func (s *Service) HeldMessages(ctx context.Context, by Viewer, most int) (list []HeldMessage, total int, err error) {
	if !by.Decides() {
		return nil, 0, &Error{Op: "HeldMessages", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		for _, ref := range r.Find(IndexHeldWords, "") {
			if total++; total > most {
				continue
			}
			var m Message
			if _, err := r.Get(ref, &m); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			list = append(list, HeldMessage{m.ID, m.Side, m.Name, m.Text, m.Why, m.Made})
		}
		return nil
	})
	return list, total, s.watch(ctx, by, "messages.read", Ref{}, err)
}

// AnswerMessage passes a message on that waited, or not. An answer sent twice
// changes nothing.
func (s *Service) AnswerMessage(ctx context.Context, by Viewer, id MessageID, pass bool) error {
	return s.change(ctx, "AnswerMessage", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindMessage, string(id)}
		if !by.Decides() {
			return b, &Error{Op: "AnswerMessage", Kind: KindForbidden, Ref: ref}
		}
		var m Message
		v, err := r.Get(ref, &m)
		if err != nil || !m.waits() {
			return b, err
		}
		what, act := "message.refused", "message.refused"
		if m.DoneBy = by.Account; pass {
			m.Passed, what, act = now, "message.sent", "message.passed"
		} else {
			m.Refused = now
		}
		b.put(&m, v, what, now)
		b.audit(by, act, ref, now)
		return b, nil
	})
}

// FlaggedThreads returns the threads that moderators are asked to read, without
// their messages, the longest wait first, at most so many, and how many there are.
func (s *Service) FlaggedThreads(ctx context.Context, by Viewer, most int) (list []ThreadPage, total int, err error) {
	if !by.Decides() {
		return nil, 0, &Error{Op: "FlaggedThreads", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		for _, ref := range r.Find(IndexFlagThreads, "") {
			if total++; total > most {
				continue
			}
			var t Thread
			if _, err := r.Get(ref, &t); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			list = append(list, ThreadPage{ID: t.ID, Updated: t.Updated, FlaggedBy: t.FlaggedBy, FlagNote: t.FlagNote, Opened: t.Opened, Flagged: true})
		}
		return nil
	})
	return list, total, err
}
