package registry

import "time"

// A death is confirmed only on a report of somebody who has the right to tell,
// only by two people, and reaches the family only through the one who takes the
// task. Nothing of it is on a page, in a search, a feed or a mail.

// askDeath keeps a moderator's wish to confirm a death as a task for a second
// person. The same wish by the same person again changes nothing.
func askDeath(r Reader, b *Batch, l *Link, by Viewer, why string, basis Confidence, now time.Time) error {
	open, err := openTasks(r, func(t *Task) bool { return t.Kind == TaskDead && t.Link == l.ID })
	if err != nil {
		return err
	}
	if len(open) > 0 {
		var p Problems
		if open[0].By != by.Account {
			p.Add("decision", "second_pending")
		}
		b.Audit = nil
		return p.Err()
	}
	t := &Task{ID: TaskID(NewID()), Kind: TaskDead, Link: l.ID, Basis: basis, Why: why, Created: now, By: by.Account}
	b.put(t, 0, "task.added", now)
	return nil
}

// confirmDeath confirms the link that a first person wished to confirm, if all
// that it rests on still stands, and asks a named human to tell the family.
func confirmDeath(r Reader, b *Batch, t *Task, by Viewer, now time.Time) error {
	l, rep, n, v, err := loadPair(r, by, t.Link)
	if err != nil {
		return err
	}
	patient, err := chainOf(r, rep)
	if err != nil {
		return err
	}
	var p Problems
	l.check(DecideLink{To: LinkConfirmed, Seen: v}, v, t.Why, max(t.Basis, rep.Known()), n, rep, &p)
	if len(p) > 0 || !patient.tellsDeath() || confirmedElsewhere(r, b, l) {
		p = nil
		p.Add("note", "ground_lost")
		return p
	}
	l.decide(LinkConfirmed, t.By, t.Why, t.Basis, now)
	b.put(l, v, "link.confirmed", now)
	b.put(&Task{ID: TaskID(NewID()), Kind: TaskDeath, Link: l.ID, Created: now, By: by.Account}, 0, "task.added", now)
	b.audit(by, "link.confirmed", l.Ref(), now)
	return nil
}

// dropWish takes back the wish to confirm a death on this link.
func (l *Link) dropWish(r Reader, b *Batch, now time.Time) error {
	return dropTasks(r, b, now, func(t *Task) bool { return t.Kind == TaskDead && t.Link == l.ID })
}

// checkDeathTold refuses to close a notice on a death as if the person was found,
// and before somebody has told the family.
func checkDeathTold(r Reader, id LinkID, reason CloseReason, p *Problems) error {
	var l Link
	if _, err := r.Get(Ref{KindLink, string(id)}, &l); err != nil {
		return err
	}
	var rep Report
	if _, err := r.Get(Ref{KindReport, string(l.Report)}, &rep); err != nil {
		return err
	}
	patient, err := chainOf(r, &rep)
	if err != nil || !patient.deceased() {
		return err
	}
	untold, err := openTasks(r, func(t *Task) bool { return t.Kind == TaskDeath && t.Link == id })
	switch {
	case err != nil:
		return err
	case len(untold) > 0:
		p.Add("reason", "death_untold")
	case reason == CloseFound:
		p.Add("reason", "death_not_found")
	}
	return nil
}
