package registry

import "time"

// TaskKind says what work a task is.
type TaskKind string

// The kinds of task.
const (
	TaskDeath TaskKind = "death" // a named human tells the family; nothing else does
	TaskClose TaskKind = "close" // a second person looks before a notice is closed
	TaskDead  TaskKind = "dead"  // a second person looks before a death is confirmed
	TaskLost  TaskKind = "lost"  // somebody lost their code and never confirmed their address
)

// Second reports whether the task is a wish that a second person answers.
func (k TaskKind) Second() bool { return k == TaskClose || k == TaskDead }

// Task is work for a named human.
type Task struct {
	ID      TaskID    `json:"id"`
	Kind    TaskKind  `json:"kind"`
	Link    LinkID    `json:"link,omitzero"`
	Created time.Time `json:"created"`
	By      AccountID `json:"by"`

	About  Ref      `json:"about,omitzero"`  // of a task without a link
	Seeker SeekerID `json:"seeker,omitzero"` // who lost their code
	Via    Channel  `json:"via,omitzero"`    // of the contact that they typed

	Notice NoticeID    `json:"notice,omitzero"` // to close
	Reason CloseReason `json:"reason,omitzero"` // for closing it
	Basis  Confidence  `json:"basis,omitzero"`  // of the death
	Why    string      `json:"why,omitzero"`    // in the words of the first person

	Takes AccountID `json:"takes,omitzero"` // the named human who does it

	Done   time.Time `json:"done,omitzero"`
	DoneBy AccountID `json:"done_by,omitzero"`
	Note   string    `json:"note,omitzero"`
	Agreed bool      `json:"agreed,omitzero"` // the second person closed the notice
}

// Ref names the record.
func (t *Task) Ref() Ref { return Ref{KindTask, string(t.ID)} }

// Keys lists its entries in the secondary indexes.
func (t *Task) Keys() []Key {
	var keys []Key
	if t.Link != "" {
		keys = append(keys, Key{IndexBelongs, Ref{KindLink, string(t.Link)}.String()})
	}
	if t.About.ID != "" {
		keys = append(keys, Key{IndexBelongs, t.About.String()})
	}
	if t.Done.IsZero() {
		keys = append(keys, Key{IndexOpenTasks, string(t.Kind)})
	}
	return keys
}
