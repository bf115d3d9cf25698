package registry

import (
	"context"
	"time"
)

// A moderator who closes a notice with a confirmed match does so on somebody's
// word, mostly a hospital's: the family that looks is not asked. Hospitals have
// named the wrong patient, so a second moderator looks too. The seeker, who knows
// the person, needs nobody.

// askSecond keeps a moderator's wish to close as a task for somebody else. The
// same wish by the same person again changes nothing; another one waits for the
// first to be settled.
func askSecond(r Reader, b *Batch, n Notice, link LinkID, by Viewer, reason CloseReason, why string, now time.Time) error {
	if err := n.Close(reason, why, by, now); err != nil {
		return err // what a second person could not carry out either
	}
	open, err := openTasks(r, func(t *Task) bool { return t.Kind == TaskClose && t.Notice == n.ID })
	if err != nil {
		return err
	}
	if len(open) > 0 {
		var p Problems
		if open[0].By != by.Account || open[0].Reason != reason {
			p.Add("reason", "second_pending")
		}
		return p.Err()
	}
	t := &Task{ID: TaskID(NewID()), Kind: TaskClose, Link: link, Notice: n.ID, Reason: reason, Why: why, Created: now, By: by.Account}
	b.put(t, 0, "task.added", now)
	return nil
}

// SecondClose is the second person's answer to the wish to close a notice, or to
// confirm a death.
type SecondClose struct {
	Task  TaskID
	Agree bool
	Note  string // what they checked, or why not; needed
}

// SecondClose does what another moderator wished, or leaves all as it is: it closes
// a notice, or confirms a death. Both names and reasons stay with the task. The one
// who wished it cannot answer, nor who may be the same person, see checkTwo. A wish that was answered or fell away changes nothing.
func (s *Service) SecondClose(ctx context.Context, by Viewer, req SecondClose) error {
	return s.change(ctx, "SecondClose", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindTask, string(req.Task)}
		if !by.Decides() {
			return b, &Error{Op: "SecondClose", Kind: KindForbidden, Ref: ref}
		}
		var t Task
		v, err := r.Get(ref, &t)
		if err != nil || !t.Done.IsZero() {
			return b, err
		}
		if !t.Kind.Second() {
			return b, &Error{Op: "SecondClose", Kind: KindForbidden, Ref: ref}
		}
		note, err := req.check(r, by, &t, now)
		if err != nil {
			return b, err
		}
		t.Done, t.DoneBy, t.Note, t.Agreed = now, by.Account, note, req.Agree
		b.put(&t, v, "task.done", now)
		b.audit(by, "task.answered", ref, now)
		switch {
		case !req.Agree:
			return b, nil
		case t.Kind == TaskDead:
			return b, confirmDeath(r, &b, &t, by, now)
		}
		return b, closeBySecond(r, &b, &t, by, now)
	})
}

func (req SecondClose) check(r Reader, by Viewer, t *Task, now time.Time) (note string, err error) {
	var c Checker
	if err := checkTwo(r, deed{t.By, t.Created}, deed{by.Account, now}, "note", &c.Problems); err != nil {
		return "", err
	}
	if note = c.Text("note", req.Note, MaxText); note == "" && len(c.Problems) == 0 {
		c.Problems.Add("note", "needed")
	}
	return note, c.Problems.Err()
}

// closeBySecond closes the notice, if the match that the wish rests on still
// stands. The notice remembers that match: undoing it opens the search again.
func closeBySecond(r Reader, b *Batch, t *Task, by Viewer, now time.Time) error {
	var n Notice
	v, err := r.Get(Ref{KindNotice, string(t.Notice)}, &n)
	if err != nil || n.State == NoticeClosed {
		return err
	}
	var l Link
	lv, err := r.Get(Ref{KindLink, string(t.Link)}, &l)
	if err != nil {
		return err
	}
	var p, death Problems
	if err := checkDeathTold(r, n.ID, t.Reason, &death); err != nil {
		return err
	}
	switch {
	case len(death) > 0: // since the first person asked
		p.Add("note", "ground_lost")
	case l.State != LinkConfirmed || t.Reason == CloseFound && !l.basis().MayClose():
		p.Add("note", "found_needs_document")
	}
	if err := p.Err(); err != nil {
		return err
	}
	if err := n.Close(t.Reason, t.Why, by, now); err != nil {
		return err
	}
	n.CloseLink = l.ID
	b.put(&n, v, "notice.closed", now)
	b.Expect = append(b.Expect, Expect{l.Ref(), lv})
	return dropProposals(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
}

// reopenAfter opens a notice again that was closed on the strength of a match
// which no longer stands.
func reopenAfter(r Reader, b *Batch, l *Link, now time.Time) error {
	var n Notice
	v, err := r.Get(Ref{KindNotice, string(l.Notice)}, &n)
	if err != nil || n.State != NoticeClosed || n.CloseLink != l.ID {
		return err
	}
	n.reopen(now)
	b.put(&n, v, "notice.reopened", now)
	if n.State != NoticeOpen {
		return nil
	}
	return unshelve(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
}
