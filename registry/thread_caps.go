package registry

import "time"

// MaxMessage is the most letters of one message.
const MaxMessage = 2000

// Limits of one day, in UTC. Over the first number a message waits until a
// moderator looked, so that nothing is lost and nobody's telephone is flooded. It is
// refused, with a word on when to try again, over hardLimit times as many only: so
// that nobody can keep others from writing by writing a little.
const (
	threadsADay  = 6  // begun about one notice
	messagesADay = 12 // by one side of one thread
	noticeADay   = 30 // to the seekers of one notice, by everybody together
	hardLimit    = 20
)

// crowd says what becomes of one more message of a side: it waits, or is refused.
func (t *Thread) crowd(r Reader, side Side, opens bool, now time.Time) (waits, refused bool) {
	day := string(t.Notice) + " " + dayOf(now)
	check := func(index IndexName, prefix string, limit int) {
		n := 0
		for range r.Find(index, prefix) {
			if n++; n >= hardLimit*limit {
				break
			}
		}
		waits, refused = waits || n >= limit, refused || n >= hardLimit*limit
	}
	if opens {
		check(IndexThreadDays, day, threadsADay)
	}
	check(IndexMessageDays, day+" "+string(side)+" "+string(t.ID), messagesADay)
	if side == SideOutside {
		check(IndexMessageDays, day+" "+string(side)+" ", noticeADay)
	}
	return waits, refused
}
