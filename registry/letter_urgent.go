package registry

import "time"

// Strangers can make work that is urgent, so a flood of it would bury who decides in
// letters. After some the pauses between them grow, and whatever comes meanwhile is
// told at their end: nobody is ever left without a word.
const (
	urgentPause = 15 * time.Minute // between two letters to one person that say so
	urgentOften = 3                // letters after which each pause is twice the one before
	urgentMost  = 3 * time.Hour    // of a pause; so many go out in a day as capNews lets through
	urgentCalm  = 6 * time.Hour    // after which the first pause is the short one again
)

// urgentScore is from which score on a proposed link with a child is urgent.
const urgentScore = 0.5

// rest returns when a letter that says so may go to an address, as those went that it
// got before; a time that is past for now.
func (l *Letter) rest(r Reader, address string, now time.Time) time.Time {
	var last time.Time
	row := 0
	for value := range r.Find(IndexLetterAddress, l.budget(address)) {
		at := sortedAt(value[len(l.budget(address)):])
		if at.After(now) {
			break // the clock was set back
		}
		if row++; at.Sub(last) >= urgentCalm {
			row = 1
		}
		last = at
	}
	if now.Sub(last) >= urgentCalm {
		return now
	}
	return last.Add(urgentAfter(row))
}

// urgentAfter returns the pause after so many letters in a row.
func urgentAfter(letters int) time.Duration {
	pause := urgentPause
	for ; letters >= urgentOften && pause < urgentMost; letters-- {
		pause *= 2
	}
	return min(pause, urgentMost)
}

// toldUrgent tells all who may decide that something waits for them now.
func (m *mailing) toldUrgent() (list []news, err error) {
	err = m.mailboxes(func(box *Mailbox, _ Version, acc Staff) error {
		if box.decides(acc, m.now) {
			list = append(list, news{kind: LetterUrgent, to: box.addressee(m.r)})
		}
		return nil
	})
	return list, err
}

// urgentWaits reports whether anything urgent still waits when a letter that says so
// goes out: a family to tell, a death to confirm, somebody in danger or who hides, a
// child that was perhaps found.
func urgentWaits(r Reader) bool {
	any := func(index IndexName, prefix string) bool {
		for range r.Find(index, prefix) {
			return true
		}
		return false
	}
	for _, kind := range []TaskKind{TaskDeath, TaskDead} {
		if _, ok := one(r, IndexOpenTasks, string(kind)); ok {
			return true
		}
	}
	if any(IndexOpenClaims, "0 ") || any(IndexOpenClaims, "1 ") {
		return true
	}
	for i := range 4 {
		for _, score := range []float64{0.9, urgentScore} { // of both bands that are urgent
			order := QueueOrder(Urgency{Child: true, Medical: i&1 != 0, AtRisk: i&2 != 0}, score, time.Time{})
			if any(IndexQueue, order[:len("0000 ")]) {
				return true
			}
		}
	}
	return false
}
