package registry

import "time"

// workload is the work of moderators that waits: how much, since when, and when
// the last of it came, as letters tell it; pages ask WaitingWork, which opens no
// record. Proposed links are not in it; they are always there.
type workload struct {
	n              int
	oldest, newest time.Time
}

// waitingMost bounds how much is counted of each sort of work.
const waitingMost = 500

func (w *workload) add(at time.Time) {
	if w.n++; w.oldest.IsZero() || at.Before(w.oldest) {
		w.oldest = at
	}
	if at.After(w.newest) {
		w.newest = at
	}
}

// work counts what waits for moderators: tasks, claims, notices held for review or
// flagged, messages and threads.
func (s *Service) work(r Reader) (w workload, err error) {
	for _, x := range []struct {
		index IndexName
		skip  int // before the time in its values
	}{{IndexOpenClaims, len("0 ")}, {IndexReview, 0}, {IndexHeldWords, 0}, {IndexFlagThreads, 0}} {
		n := 0
		for value := range r.Find(x.index, "") {
			if n++; n > waitingMost {
				break
			}
			if at := timeAt(value[min(x.skip, len(value)):]); !at.IsZero() {
				w.add(at)
			}
		}
	}
	if err := s.workIn(r, IndexOpenTasks, &w, func(r Reader, ref Ref) (time.Time, error) {
		var t Task
		_, err := r.Get(ref, &t)
		return t.Created, err
	}); err != nil {
		return w, err
	}
	return w, s.workIn(r, IndexOpenFlags, &w, func(r Reader, ref Ref) (time.Time, error) {
		var f Flag
		_, err := r.Get(ref, &f)
		return f.Made, err
	})
}

// workIn counts the records of an index. Several under one value are one piece of
// work, but for tasks, whose value is their kind.
func (s *Service) workIn(r Reader, index IndexName, w *workload, made func(Reader, Ref) (time.Time, error)) error {
	n, last := 0, ""
	for value, ref := range r.Find(index, "") {
		if value == last && index != IndexOpenTasks {
			continue
		}
		if last, n = value, n+1; n > waitingMost {
			break
		}
		at, err := made(r, ref)
		if s.damaged(err, ref) {
			continue
		} else if err != nil {
			return err
		}
		w.add(at)
	}
	return nil
}
