package registry

import (
	"context"
	"time"
)

// TaskItem is an open task with the pair that it is about.
type TaskItem struct {
	Task
	Names     []Name
	Reference Reference // of the notice
	Ways      []LostWay // of a lost code: how whoever asks can be reached
}

// Tasks returns the open tasks, oldest first, and how many are left out because
// they, or what they are about, cannot be read: one of them may be to tell a family.
func (s *Service) Tasks(ctx context.Context, by Viewer) (list []TaskItem, unread int, err error) {
	if !by.Moderates() {
		return nil, 0, &Error{Op: "Tasks", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		for _, ref := range r.Find(IndexOpenTasks, "") {
			item, err := s.taskItem(r, by, ref)
			switch {
			case s.damaged(err, ref):
				unread++
			case err != nil && KindOf(err) == KindNotFound: // erased meanwhile
			case err != nil:
				return err
			default:
				list = append(list, item)
			}
		}
		sortByTime(list, func(t TaskItem) time.Time { return t.Created })
		return nil
	})
	return list, unread, err
}

// taskItem loads a task with what it is about.
func (s *Service) taskItem(r Reader, by Viewer, ref Ref) (TaskItem, error) {
	var t Task
	if _, err := r.Get(ref, &t); err != nil {
		return TaskItem{}, err
	}
	item, err := t.item(r, by)
	if err == nil && t.Kind == TaskLost {
		item.Ways = s.lostWays(r, &t)
	}
	return item, err
}

// TakeTask makes the viewer the named human who does a task: of a death only they
// tell the family, so that nobody hears it twice, or from nobody. Who takes one
// that somebody else has takes it over. Taking it again changes nothing.
func (s *Service) TakeTask(ctx context.Context, by Viewer, id TaskID) error {
	return s.change(ctx, "TakeTask", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindTask, string(id)}
		if !by.Decides() {
			return b, &Error{Op: "TakeTask", Kind: KindForbidden, Ref: ref}
		}
		var t Task
		v, err := r.Get(ref, &t)
		if err != nil || !t.Done.IsZero() || t.Kind.Second() || t.Takes == by.Account {
			return b, err
		}
		t.Takes = by.Account
		b.put(&t, v, "task.taken", now)
		b.audit(by, "task.taken", ref, now)
		return b, nil
	})
}

// item loads what a task is about.
func (t *Task) item(r Reader, by Viewer) (TaskItem, error) {
	item := TaskItem{Task: *t}
	if t.Link != "" {
		_, _, n, _, err := loadPairFor(r, by, t.Link)
		if err == nil {
			item.Names, item.Reference = n.Person.Names, n.Reference
		}
		return item, err
	}
	if t.About.Kind == KindReport {
		var rep Report
		_, err := r.Get(t.About, &rep)
		item.Names, item.Reference = rep.Person.Names, rep.Reference
		return item, err
	}
	var n Notice
	_, err := r.Get(t.About, &n)
	item.Names, item.Reference = n.Person.Names, n.Reference
	return item, err
}

// FinishTask marks a task as done by the viewer, with a note on what was done.
// Finishing it again changes nothing. Of a death it needs the one who took it; the
// wish of a first person is not finished but answered, see SecondClose.
func (s *Service) FinishTask(ctx context.Context, by Viewer, id TaskID, note string) error {
	return s.change(ctx, "FinishTask", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindTask, string(id)}
		if !by.Moderates() {
			return b, &Error{Op: "FinishTask", Kind: KindForbidden, Ref: ref}
		}
		var t Task
		v, err := r.Get(ref, &t)
		if err != nil || !t.Done.IsZero() {
			return b, err
		}
		if t.Kind.Second() {
			return b, &Error{Op: "FinishTask", Kind: KindForbidden, Ref: ref}
		}
		var c Checker
		if note = c.Text("note", note, MaxText); note == "" && len(c.Problems) == 0 {
			c.Problems.Add("note", "needed")
		}
		if t.Kind == TaskDeath && t.Takes != by.Account && len(c.Problems) == 0 {
			c.Problems.Add("note", "not_taken")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		b.audit(by, "task.done", ref, now)
		t.Done, t.DoneBy, t.Note = now, by.Account, note
		b.put(&t, v, "task.done", now)
		return b, nil
	})
}

// openTasks returns the open tasks that a caller is after. One that cannot be read is
// left out: what people decide on others must not wait for it. Service.Tasks, from
// which all of them are worked off, tells of it; untold takes it for work to do.
func openTasks(r Reader, want func(*Task) bool) ([]*Task, error) {
	var list []*Task
	for _, ref := range r.Find(IndexOpenTasks, "") {
		var t Task
		if _, err := r.Get(ref, &t); isDamage(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		if want(&t) {
			list = append(list, &t)
		}
	}
	return list, nil
}

// made reports whether a task follows from this link.
func (l *Link) made(t *Task) bool { return t.Link == l.ID }

// dropTasks takes back the open tasks that have lost their ground.
func dropTasks(r Reader, b *Batch, now time.Time, lost func(*Task) bool) error {
	list, err := openTasks(r, lost)
	for _, t := range list {
		b.Delete = append(b.Delete, t.Ref())
		b.Expect = append(b.Expect, Expect{t.Ref(), r.Version(t.Ref())})
		b.Changes = append(b.Changes, Change{What: "task.dropped", Ref: t.Ref(), At: now})
	}
	return err
}
