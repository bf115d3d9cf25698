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
	if err := l.dropClosing(r, b, now); err != nil {
		return err
	}
	if l.State == LinkConfirmed && patient.tellsDeath() { // confirmed while the patient lived
		b.put(&Task{ID: TaskID(NewID()), Kind: TaskDeath, Link: l.ID, Created: now, By: by.Account}, 0, "task.added", now)
		b.audit(by, "death.confirmed", l.Ref(), now)
		return nil
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

// dropClosing takes back the wish to close the notice of this link: it was made of
// somebody alive.
func (l *Link) dropClosing(r Reader, b *Batch, now time.Time) error {
	return dropTasks(r, b, now, func(t *Task) bool { return t.Kind == TaskClose && t.Notice == l.Notice })
}

// dropWish takes back the wish to confirm a death on this link.
func (l *Link) dropWish(r Reader, b *Batch, now time.Time) error {
	return dropTasks(r, b, now, func(t *Task) bool { return t.Kind == TaskDead && t.Link == l.ID })
}

// deadLinks returns the confirmed links of a notice whose patient is reported
// dead: one of them is enough, whatever the others say.
func deadLinks(r Reader, id NoticeID) (dead []Ref, err error) {
	links, err := decidedLinks(r, id)
	if err != nil {
		return nil, err
	}
	for i := range links {
		if links[i].State != LinkConfirmed {
			continue
		}
		patient, err := links[i].chain(r)
		if err != nil {
			return nil, err
		}
		if patient.deceased() {
			dead = append(dead, links[i].Ref())
		}
	}
	return dead, nil
}

// mourned reports whether a match of the notice tells of a death, as one person wishes
// or two confirmed.
func mourned(r Reader, n *Notice) (bool, error) {
	dead, err := deadLinks(r, n.ID)
	return len(dead) > 0 || awaits(r, n), err
}

// besideDeath reports whether a pair, or another match of its notice, tells of a death.
func besideDeath(r Reader, n *Notice, rep *Report) (bool, error) {
	patient, err := chainOf(r, rep)
	if err != nil || patient.deceased() {
		return true, err
	}
	return mourned(r, n)
}

// checkAlive refuses to tell a family that somebody is safe while a match of the notice
// tells of a death: one of the two is wrong, and moderators find out which. Who is
// none reads no more than that they are asked.
func checkAlive(r Reader, n *Notice, by Viewer) error {
	if dead, err := mourned(r, n); err != nil || !dead {
		return err
	}
	code := "moderator"
	if by.Decides() {
		code = "death"
	}
	return Problems{{Field: "basis", Code: code}}
}

// checkDeathTold refuses to close a notice on a death as if the person was found,
// and before somebody has told the family. It looks at every confirmed link.
func checkDeathTold(r Reader, id NoticeID, reason CloseReason, p *Problems) error {
	dead, err := deadLinks(r, id)
	if err != nil || len(dead) == 0 {
		return err
	}
	switch {
	case untold(r, dead):
		p.Add("reason", "death_untold")
	case reason == CloseFound:
		p.Add("reason", "death_not_found")
	}
	return nil
}

// untold reports whether somebody still has to confirm a death on one of the
// links, or to tell the family. A task that cannot be read may be that work.
func untold(r Reader, links []Ref) bool {
	for _, link := range links {
		for _, ref := range all(r, IndexBelongs, link.String()) {
			var t Task
			if ref.Kind != KindTask {
				continue
			}
			if _, err := r.Get(ref, &t); err != nil || (t.Kind == TaskDeath || t.Kind == TaskDead) && t.Done.IsZero() {
				return true
			}
		}
	}
	return false
}
