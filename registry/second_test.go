package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// closing is a notice that a moderator wishes to close as found, on a match that
// a hospital's document confirmed.
func closing(t *testing.T) (w *world, n registry.NoticeID, l registry.LinkID, task registry.TaskID) {
	w = newWorld(t)
	_, n = w.notice()
	l = w.link(n, w.report(nil), 0.9)
	w.must(w.decide(l, registry.LinkConfirmed))
	w.must(w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "the ward checked a passport"))
	tasks := w.tasks()
	if len(tasks) != 1 {
		t.Fatalf("%d tasks", len(tasks))
	}
	return w, n, l, tasks[0].ID
}

func (w *world) tasks() []registry.TaskItem {
	w.t.Helper()
	tasks, _, err := w.Tasks(w.ctx, moderator)
	w.must(err)
	return tasks
}

func (w *world) state(n registry.NoticeID) registry.NoticeState {
	var notice registry.Notice
	w.get(noticeRef(n), &notice)
	return notice.State
}

func TestSecondClose(t *testing.T) {
	w, n, l, id := closing(t)
	if got := w.tasks()[0]; got.Kind != registry.TaskClose || got.By != moderator.Account || got.Why != "the ward checked a passport" || got.Notice != n || got.Link != l || got.Names[0].Full != "Ana Reis" {
		t.Errorf("the task reads %+v", got.Task)
	}
	if w.state(n) != registry.NoticeOpen {
		t.Error("one person closed it")
	}
	at := w.head()
	w.must(w.CloseNotice(w.ctx, moderator, n, registry.CloseFound, "once more"))
	if w.head() != at {
		t.Error("asked for twice")
	}
	wantProblems(t, "another asks too", w.CloseNotice(w.ctx, second, n, registry.CloseFound, "me too"), "reason.second_pending")

	answer := func(by registry.Viewer, agree bool, note string) error {
		return w.SecondClose(w.ctx, by, registry.SecondClose{Task: id, Agree: agree, Note: note})
	}
	wantProblems(t, "the same person", answer(moderator, true, "yes"), "note.second_same")
	wantProblems(t, "the same person, no", answer(moderator, false, "no"), "note.second_same")
	wantProblems(t, "no reason", answer(second, true, " "), "note.needed")
	wantKind(t, "done like another task", w.FinishTask(w.ctx, second, id, "done"), registry.KindForbidden)
	wantKind(t, "no such", w.SecondClose(w.ctx, second, registry.SecondClose{Task: "none", Note: "x"}), registry.KindNotFound)

	w.must(answer(second, true, "I called the ward"))
	at = w.head()
	w.must(answer(second, true, "I called the ward"))
	var task registry.Task
	w.get(registry.Ref{Kind: registry.KindTask, ID: string(id)}, &task)
	if w.state(n) != registry.NoticeClosed || w.head() != at || len(w.tasks()) != 0 || !task.Agreed || task.DoneBy != second.Account ||
		task.Note != "I called the ward" || task.By != moderator.Account || task.Why != "the ward checked a passport" {
		t.Errorf("closed: %s, %+v", w.state(n), task)
	}
}

func TestSecondDisagrees(t *testing.T) {
	w, n, _, id := closing(t)
	w.must(w.SecondClose(w.ctx, second, registry.SecondClose{Task: id, Note: "another ward has her"}))
	if w.state(n) != registry.NoticeOpen || len(w.tasks()) != 0 {
		t.Errorf("the notice is %s, %d tasks", w.state(n), len(w.tasks()))
	}
	w.must(w.CloseNotice(w.ctx, second, n, registry.CloseFound, "I saw the passport"))
	if got := w.tasks(); len(got) != 1 || got[0].By != second.Account {
		t.Errorf("asked for again: %v", got)
	}
}

// TestClosingFallsAway: what takes the ground from under the wish to close takes
// the wish too.
func TestClosingFallsAway(t *testing.T) {
	for name, do := range map[string]func(w *world, n registry.NoticeID, l registry.LinkID) error{
		"the seeker closes": func(w *world, n registry.NoticeID, _ registry.LinkID) error {
			return w.CloseNotice(w.ctx, holder(noticeRef(n)), n, registry.CloseFound, "")
		},
		"the match is undone": func(w *world, _ registry.NoticeID, l registry.LinkID) error {
			return w.UndoLink(w.ctx, second, l, w.get(linkRef(l), &registry.Link{}), "another patient")
		},
		"the source withdraws": func(w *world, _ registry.NoticeID, id registry.LinkID) error {
			var l registry.Link
			w.get(linkRef(id), &l)
			return w.WithdrawReport(w.ctx, holder(reportRef(l.Report)))
		},
	} {
		w, n, l, id := closing(t)
		w.must(do(w, n, l))
		if len(w.tasks()) != 0 {
			t.Errorf("%s: the task is still there", name)
		}
		wantKind(t, name, w.SecondClose(w.ctx, second, registry.SecondClose{Task: id, Agree: true, Note: "yes"}), registry.KindNotFound)
	}
}
