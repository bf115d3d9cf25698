package registry

import (
	"context"
	"strings"
	"time"
)

// Work names what waits for people.
type Work string

// What waits for people, in the order of their pages.
const (
	WorkPairs    Work = "pairs"    // proposed and not decided
	WorkTasks    Work = "tasks"    // for a named human: families to tell, second persons, lost codes
	WorkReview   Work = "review"   // notices that are held
	WorkFlags    Work = "flags"    // notices that somebody reported
	WorkMessages Work = "messages" // held messages, and threads to read
	WorkClaims   Work = "claims"   // people who say that a notice is about them
	WorkAnswers  Work = "answers"  // threads of an organisation whose last message is the family's
	WorkLetters  Work = "letters"  // given up
	WorkHooks    Work = "hooks"    // programs that are not told any more
)

// Limits of counting, which every page of the desk does.
const (
	// CountedWork is how much of each is counted at most.
	CountedWork = 100
	// countedKeys is how many entries of an index are looked at for who has waited
	// longest.
	countedKeys = 10_000
	// countedThreads is how many threads of an organisation are opened: each is a
	// record, and so are its messages.
	countedThreads = 25
)

// Waiting is how much of one sort waits, and since when.
type Waiting struct {
	N      int
	More   bool      // that there are more than were counted
	Oldest time.Time // zero: nobody waits, or it is not known
}

func (w *Waiting) add(at time.Time) {
	if w.More = w.More || w.N == CountedWork; !w.More {
		w.N++
	}
	if !at.IsZero() && (w.Oldest.IsZero() || at.Before(w.Oldest)) {
		w.Oldest = at
	}
}

// WaitingWork says how much work waits that the viewer may see, and nothing of what
// it is about. It reads indexes, and of records at most a few dozen, so that a page
// can show it each time.
func (s *Service) WaitingWork(ctx context.Context, by Viewer) (out map[Work]Waiting, err error) {
	out = map[Work]Waiting{}
	err = s.Store.View(ctx, func(r Reader) error {
		if by.Reviews() {
			out[WorkPairs] = waitingIn(r, IndexQueue, queuedAt)
		}
		if by.Decides() {
			out[WorkReview] = waitingIn(r, IndexReview, timeAt)
			out[WorkFlags] = waitingFlags(r)
			out[WorkMessages] = waitingIn(r, IndexHeldWords, timeAt).and(waitingIn(r, IndexFlagThreads, timeAt))
			out[WorkClaims] = waitingIn(r, IndexOpenClaims, func(v string) time.Time { _, at, _ := strings.Cut(v, " "); return timeAt(at) })
			out[WorkTasks] = waitingIn(r, IndexOpenTasks, func(string) time.Time { return time.Time{} })
		}
		if by.Ring == RingAdmin {
			out[WorkLetters] = waitingPrefix(r, IndexLetterState, string(LetterFailed)+" ")
		}
		if by.Ring == RingOrganisation && reporting(r, by) == nil {
			out[WorkAnswers] = s.unanswered(r, by.Org)
		}
		return nil
	})
	if err == nil && by.Ring == RingAdmin {
		out[WorkHooks], err = s.endedHooks(ctx)
	}
	return out, err
}

// and adds up two sorts of one page.
func (w Waiting) and(x Waiting) Waiting {
	sum := Waiting{N: min(w.N+x.N, CountedWork), More: w.More || x.More || w.N+x.N > CountedWork, Oldest: w.Oldest}
	if sum.Oldest.IsZero() || !x.Oldest.IsZero() && x.Oldest.Before(sum.Oldest) {
		sum.Oldest = x.Oldest
	}
	return sum
}

func waitingIn(r Reader, index IndexName, at func(value string) time.Time) (w Waiting) {
	looked := 0
	for v := range r.Find(index, "") {
		if w.add(at(v)); looked == countedKeys {
			break
		}
		looked++
	}
	return w
}

func waitingPrefix(r Reader, index IndexName, prefix string) (w Waiting) {
	for range r.Find(index, prefix) {
		if w.add(time.Time{}); w.More {
			break
		}
	}
	return w
}

// waitingFlags counts notices, not flags: they are answered together.
func waitingFlags(r Reader) (w Waiting) {
	last := ""
	for notice := range r.Find(IndexOpenFlags, "") {
		if notice != last {
			w.add(time.Time{})
		}
		if last = notice; w.More {
			break
		}
	}
	return w
}

// timeAt reads a time as indexes have it; the zero time where it is none.
func timeAt(v string) time.Time {
	at, err := time.Parse(time.RFC3339, v)
	if err != nil {
		return time.Time{}
	}
	return at
}

// queuedAt reads since when a pair waits, see QueueOrder.
func queuedAt(v string) time.Time {
	_, at, _ := strings.Cut(v, " ")
	return sortedAt(at)
}

// unanswered counts the latest threads of an organisation in which the family wrote
// last. What cannot be read is left out.
func (s *Service) unanswered(r Reader, org OrgID) (w Waiting) {
	n := 0
	for _, ref := range r.Find(IndexOrgThreads, string(org)+" ") {
		if n++; n > countedThreads {
			w.More = w.N > 0
			break
		}
		var t Thread
		if _, err := r.Get(ref, &t); err != nil || !t.Closed.IsZero() || !t.Blocked.IsZero() {
			continue
		}
		if m, err := lastArrived(r, &t); err == nil && m != nil && m.Side == SideSeeker {
			w.add(m.Made)
		}
	}
	return w
}

// lastArrived returns the last message of a thread that reached its other side, nil
// for none.
func lastArrived(r Reader, t *Thread) (last *Message, err error) {
	list, err := messages(r, t)
	for _, m := range list {
		if m.arrives() {
			last = m
		}
	}
	return last, err
}

func (s *Service) endedHooks(ctx context.Context) (w Waiting, err error) {
	list, err := s.hooks(ctx)
	for _, h := range list {
		if h.Ended {
			w.add(h.Since)
		}
	}
	return w, err
}
