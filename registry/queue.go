package registry

import (
	"context"
	"time"
)

// QueueItem is one line of the moderators' queue.
type QueueItem struct {
	Link     LinkID
	State    LinkState
	Score    float64
	Urgency  Urgency
	Names    []Name // of the notice
	Shielded bool
	Report   []Name // as claimed by the source; often none
	Place    string // where found
	Evidence []Evidence
	Proposed time.Time
	Later    time.Time // set while somebody put it off
}

// Queue returns the undecided pairs, most urgent first (QueueOrder), from an offset
// on, and how many there are. Pairs that were put off come after all others.
func (s *Service) Queue(ctx context.Context, by Viewer, offset, limit int) (items []QueueItem, total int, err error) {
	if !by.Moderates() {
		return nil, 0, &Error{Op: "Queue", Kind: KindForbidden}
	}
	now := s.Clock.Now()
	err = s.Store.View(ctx, func(r Reader) error {
		var later []QueueItem
		skip := offset
		for _, ref := range r.Find(IndexQueue, "") {
			total++
			if len(items) == limit {
				continue
			}
			var l Link
			if _, err := r.Get(ref, &l); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			item := QueueItem{Link: l.ID, State: l.State, Score: l.Score, Urgency: l.Urgency, Evidence: l.Evidence, Proposed: l.Proposed}
			if l.Later.After(now) {
				item.Later = l.Later
				later = append(later, item)
				continue
			}
			if skip > 0 {
				skip--
				continue
			}
			items = append(items, item)
		}
		for _, item := range later {
			if skip > 0 {
				skip--
			} else if len(items) < limit {
				items = append(items, item)
			}
		}
		items, err = s.fillQueue(r, items, now)
		return err
	})
	return items, total, err
}

// fillQueue adds what the pages show of both sides, and leaves out a pair of
// which one side is damaged.
func (s *Service) fillQueue(r Reader, items []QueueItem, now time.Time) ([]QueueItem, error) {
	var out []QueueItem
	for _, it := range items {
		ref := Ref{KindLink, string(it.Link)}
		var l Link
		var n Notice
		var rep Report
		_, err := r.Get(ref, &l)
		if err == nil {
			_, err = r.Get(Ref{KindNotice, string(l.Notice)}, &n)
		}
		if err == nil {
			_, err = r.Get(Ref{KindReport, string(l.Report)}, &rep)
		}
		if s.damaged(err, ref) {
			continue
		}
		if err != nil {
			return nil, err
		}
		it.Names, it.Shielded = n.Person.Names, n.Shielded(now)
		it.Report, it.Place = rep.Person.Names, rep.Found.Place.Area
		out = append(out, it)
	}
	return out, nil
}

// Pair is a notice and a report side by side, for moderators.
type Pair struct {
	ID           LinkID
	Version      Version
	State        LinkState
	Score        float64
	Evidence     []Evidence
	Decisions    []Decision
	ContactPoint string
	Later        time.Time
	LaterReason  string
	Notice       ModeratorNotice
	Report       ModeratorReport
	Statements   []Statement // about either, oldest first
	Hotline      Phone       // of the event: the contact point where the source has none
}

// Pair returns what a moderator needs to decide on one link.
func (s *Service) Pair(ctx context.Context, by Viewer, id LinkID) (Pair, error) {
	var p Pair
	err := s.Store.View(ctx, func(r Reader) error {
		l, rep, n, v, err := loadPair(r, by, id)
		if err != nil {
			return err
		}
		p = Pair{
			ID: l.ID, Version: v, State: l.State, Score: l.Score, Evidence: l.Evidence, Decisions: l.Decisions,
			ContactPoint: l.ContactPoint, Later: l.Later, LaterReason: l.LaterReason,
			Notice: n.ForModerator(s.Clock.Now()), Report: rep.ForModerator(),
		}
		p.Report.Says = rep.About == n.ID
		var e Event
		if _, err := r.Get(Ref{KindEvent, string(n.Event)}, &e); err == nil {
			p.Hotline = e.Hotline
		}
		for _, ref := range []Ref{n.Ref(), rep.Ref()} {
			if err := eachStatement(r, ref, func(st *Statement) { p.Statements = append(p.Statements, st.forModerator()) }); err != nil {
				return err
			}
		}
		sortByTime(p.Statements, func(st Statement) time.Time { return st.Made })
		return nil
	})
	return p, err
}

// Decided returns the latest pairs in a state, newest first, at most limit.
func (s *Service) Decided(ctx context.Context, by Viewer, state LinkState, limit int) ([]QueueItem, error) {
	if !by.Moderates() {
		return nil, &Error{Op: "Decided", Kind: KindForbidden}
	}
	var items []QueueItem
	err := s.Store.View(ctx, func(r Reader) (err error) {
		for _, ref := range r.Find(IndexLinkState, string(state)+" ") {
			if len(items) == limit {
				break
			}
			var l Link
			if _, err := r.Get(ref, &l); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			items = append(items, QueueItem{Link: l.ID, State: l.State, Score: l.Score, Proposed: l.Updated})
		}
		items, err = s.fillQueue(r, items, s.Clock.Now())
		return err
	})
	return items, err
}

// Contacts is what OpenContacts hands out. Class P2.
type Contacts struct {
	Seekers []Seeker
	Source  Source
}

// OpenContacts gives a moderator the contacts of both sides of a pair. It needs
// a reason, which is kept as a statement that the seeker and the source see, once
// for each once-id of a form.
func (s *Service) OpenContacts(ctx context.Context, by Viewer, id LinkID, reason, once string) (Contacts, error) {
	var out Contacts
	err := s.change(ctx, "OpenContacts", func(r Reader, now time.Time) (b Batch, err error) {
		_, rep, n, _, err := loadPair(r, by, id)
		if err != nil {
			return b, err
		}
		var c Checker
		if reason = c.Text("opening", reason, MaxText); reason == "" && len(c.Problems) == 0 {
			c.Problems.Add("opening", "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		out = Contacts{Seekers: n.Seekers, Source: rep.Source}
		for _, ref := range []Ref{n.Ref(), rep.Ref()} {
			st := &Statement{ID: statementID(once, ref), Kind: ContactOpened, About: ref, Text: reason, By: by, Made: now}
			if r.Version(st.Ref()) == 0 {
				b.put(st, 0, "contact.opened", now)
			}
		}
		return b, nil
	})
	for i := range out.Seekers {
		out.Seekers[i].CodeHash = ""
	}
	out.Source.CodeHash = ""
	return out, err
}

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
			_, _, n, _, err := loadPair(r, by, t.Link)
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

// DeskNotice is a notice as a moderator sees it on a page of its own.
type DeskNotice struct {
	ModeratorNotice
	Statements []Statement
}

// DeskNotice returns the notice of a reference for moderators.
func (s *Service) DeskNotice(ctx context.Context, by Viewer, ref Reference) (DeskNotice, error) {
	const op = "DeskNotice"
	if !by.Moderates() {
		return DeskNotice{}, &Error{Op: op, Kind: KindForbidden}
	}
	var v DeskNotice
	err := s.Store.View(ctx, func(r Reader) error {
		at, ok := one(r, IndexReference, string(ref))
		if !ok || at.Kind != KindNotice {
			return &Error{Op: op, Kind: KindNotFound}
		}
		var n Notice
		if _, err := r.Get(at, &n); err != nil {
			return err
		}
		v.ModeratorNotice = n.ForModerator(s.Clock.Now())
		return eachStatement(r, at, func(st *Statement) { v.Statements = append(v.Statements, st.forModerator()) })
	})
	return v, err
}
