package registry

import (
	"context"
	"time"
)

// TaskItem is an open task with the pair that it is about.
type TaskItem struct {
	Task
	Names []Name
}

// Tasks returns the open tasks, oldest first.
func (s *Service) Tasks(ctx context.Context, by Viewer) ([]TaskItem, error) {
	if !by.Moderates() {
		return nil, &Error{Op: "Tasks", Kind: KindForbidden}
	}
	var list []TaskItem
	err := s.Store.View(ctx, func(r Reader) error {
		for _, ref := range r.Find(IndexOpenTasks, "") {
			var t Task
			if _, err := r.Get(ref, &t); err != nil {
				return err
			}
			_, _, n, _, err := loadPairFor(r, by, t.Link)
			if err != nil {
				return err
			}
			list = append(list, TaskItem{Task: t, Names: n.Person.Names})
		}
		sortByTime(list, func(t TaskItem) time.Time { return t.Created })
		return nil
	})
	return list, err
}

// FinishTask marks a task as done by the viewer, with a note on what was done.
// Finishing it again changes nothing.
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
		var c Checker
		if note = c.Text("note", note, MaxText); note == "" && len(c.Problems) == 0 {
			c.Problems.Add("note", "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		t.Done, t.DoneBy, t.Note = now, by.Account, note
		b.put(&t, v, "task.done", now)
		return b, nil
	})
}
