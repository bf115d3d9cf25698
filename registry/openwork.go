package registry

import "context"

// OpenWork is what is still open of an event: what an admin reads before closing it.
// Every number is of the whole event.
type OpenWork struct {
	Tasks   int // for a named human
	Pairs   int // proposed and not decided
	Held    int // notices that wait for a look
	Flags   int // notices that somebody reported
	Claims  int // that wait for somebody to make sure
	Threads int // whose last message nobody answered, nor came to read since
	Open    int // notices whose person is still looked for
	Silent  int // of those, notices that never had any news
}

// OpenWork counts what is open of an event. Only admins may, and it reads every
// notice of the event: it is for one page that is seldom opened. What cannot be read
// is left out.
func (s *Service) OpenWork(ctx context.Context, by Viewer, slug string) (out OpenWork, err error) {
	if !by.Administers() {
		return out, &Error{Op: "OpenWork", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		ref, ok := one(r, IndexEventSlug, slug)
		if !ok {
			return &Error{Op: "OpenWork", Kind: KindNotFound, Ref: Ref{KindEvent, slug}}
		}
		c := workCounter{Service: s, r: r, event: EventID(ref.ID), out: &out}
		return c.count(ctx)
	})
	return out, err
}

type workCounter struct {
	*Service
	r     Reader
	event EventID
	out   *OpenWork
}

func (c *workCounter) count(ctx context.Context) error {
	for _, ref := range all(c.r, IndexEventRecords, string(c.event)) {
		if ref.Kind != KindNotice {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.left(c.notice(ref), ref); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		index IndexName
		n     *int
		event func(Ref) (EventID, error)
	}{
		{IndexQueue, &c.out.Pairs, c.eventOf},
		{IndexOpenTasks, &c.out.Tasks, c.eventOf}, {IndexOpenClaims, &c.out.Claims, c.eventOf},
	} {
		for _, ref := range c.r.Find(part.index, "") {
			at, err := part.event(ref)
			if err := c.left(err, ref); err != nil {
				return err
			}
			if at == c.event {
				*part.n++
			}
		}
	}
	return nil
}

// left drops an error about a record that is damaged, or gone.
func (c *workCounter) left(err error, ref Ref) error {
	if err != nil && (KindOf(err) == KindNotFound || c.damaged(err, ref)) {
		return nil
	}
	return err
}

// notice counts one notice with its flags and threads.
func (c *workCounter) notice(ref Ref) error {
	var n Notice
	if _, err := c.r.Get(ref, &n); err != nil {
		return err
	}
	if n.State == NoticeHeld {
		c.out.Held++
	}
	if n.State == NoticeOpen {
		c.out.Open++
		if n.News.IsZero() && (&eraser{r: c.r}).matched(all(c.r, IndexNoticeLinks, ref.ID)).IsZero() {
			c.out.Silent++
		}
	}
	if _, ok := one(c.r, IndexOpenFlags, ref.ID); ok {
		c.out.Flags++
	}
	for _, at := range c.r.Find(IndexThreads, ref.ID+" ") {
		unread, err := c.unread(at)
		if err := c.left(err, at); err != nil {
			return err
		}
		if unread {
			c.out.Threads++
		}
	}
	return nil
}

// unread reports whether the last message of a thread was neither answered nor,
// by a reader who comes with a code, read.
func (c *workCounter) unread(ref Ref) (bool, error) {
	var t Thread
	if _, err := c.r.Get(ref, &t); err != nil || !t.Closed.IsZero() || !t.Blocked.IsZero() {
		return false, err
	}
	m, err := lastArrived(c.r, &t)
	if err != nil || m == nil {
		return false, err
	}
	reader := Viewer{Scope: t.notice(), Seeker: t.Seeker}
	if m.Side == SideSeeker {
		reader = Viewer{Scope: t.Ref()}
	}
	v := newVisit(reader)
	_, err = c.r.Get(v.Ref(), v)
	if err != nil && KindOf(err) != KindNotFound {
		return false, err
	}
	return v.Last.Before(m.Made), nil
}

// eventOf returns the event of a record, or of what it is about.
func (c *workCounter) eventOf(ref Ref) (EventID, error) {
	switch ref.Kind {
	case KindNotice:
		var n Notice
		_, err := c.r.Get(ref, &n)
		return n.Event, err
	case KindReport:
		var rep Report
		_, err := c.r.Get(ref, &rep)
		return rep.Event, err
	case KindLink:
		var l Link
		_, err := c.r.Get(ref, &l)
		return l.Event, err
	case KindClaim:
		var x Claim
		if _, err := c.r.Get(ref, &x); err != nil {
			return "", err
		}
		return c.eventOf(Ref{KindNotice, string(x.Notice)})
	case KindTask:
		var t Task
		if _, err := c.r.Get(ref, &t); err != nil {
			return "", err
		}
		if t.Link != "" {
			return c.eventOf(Ref{KindLink, string(t.Link)})
		}
		return c.eventOf(t.About)
	}
	return "", nil
}
