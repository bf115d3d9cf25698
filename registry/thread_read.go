package registry

import (
	"context"
	"slices"
	"time"
)

// ThreadPage is a thread as one of its two sides sees it, or a moderator while it
// is flagged. It holds nobody's address.
type ThreadPage struct {
	ID           ThreadID
	Reference    Reference // of the notice
	Event        EventID
	Side         Side   // of who reads; empty: a moderator
	Organisation string // the outside party, where it is one
	Opened       time.Time
	Updated      time.Time
	Blocked      bool
	Closed       bool
	Over         bool // nothing can be written any more
	Flagged      bool
	FlaggedBy    Side
	FlagNote     string // for moderators
	Messages     []ThreadMessage
}

// ThreadMessage is one message of a thread.
type ThreadMessage struct {
	Side    Side
	Mine    bool
	Name    string
	Text    string
	Made    time.Time
	Waits   bool // somebody looks at it before it is passed on
	Refused bool // it was not passed on
}

// Thread returns a thread to one of its two sides, and to moderators while it is
// flagged, which is noted.
func (s *Service) Thread(ctx context.Context, by Viewer, id ThreadID) (p ThreadPage, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		var t Thread
		if _, err := r.Get(Ref{KindThread, string(id)}, &t); err != nil {
			return err
		}
		var side Side
		if !by.Decides() || t.Flagged.IsZero() {
			var err error
			if side, err = t.side(r, by); err != nil {
				return err
			}
		}
		p, err = t.page(r, side, s.Clock.Now())
		return err
	})
	return p, s.watch(ctx, by, "thread.read", Ref{KindThread, string(id)}, err)
}

// page is the thread as a side sees it; as moderators do for none.
func (t *Thread) page(r Reader, side Side, now time.Time) (p ThreadPage, err error) {
	var n Notice
	if _, err := r.Get(t.notice(), &n); err != nil {
		return p, err
	}
	p = ThreadPage{
		ID: t.ID, Reference: n.Reference, Event: n.Event, Side: side, Opened: t.Opened, Updated: t.Updated, Over: t.over(&n, now),
		Closed: !t.Closed.IsZero(), Flagged: !t.Flagged.IsZero(), FlaggedBy: t.FlaggedBy,
	}
	if p.Blocked = !t.Blocked.IsZero() && side != SideOutside; side == "" {
		p.FlagNote = t.FlagNote
	}
	if t.Org != "" {
		var o Organisation
		if _, err := r.Get(Ref{KindOrganisation, string(t.Org)}, &o); err != nil {
			return p, err
		}
		p.Organisation = o.Name
	}
	list, err := messages(r, t)
	for _, m := range list {
		if side == "" || m.Side == side || m.arrives() {
			p.Messages = append(p.Messages, ThreadMessage{m.Side, m.Side == side, m.Name, m.Text, m.Made, m.waits(), !m.Refused.IsZero()})
		}
	}
	return p, err
}

// messages returns what was written in a thread, oldest first.
func messages(r Reader, t *Thread) (list []*Message, err error) {
	for _, ref := range all(r, IndexBelongs, t.Ref().String()) {
		var m Message
		if ref.Kind != KindMessage {
			continue
		}
		if _, err := r.Get(ref, &m); err != nil {
			return nil, err
		}
		list = append(list, &m)
	}
	sortByTime(list, func(m *Message) time.Time { return m.Made })
	return list, nil
}

// maxThreads is how many threads a list shows at most.
const maxThreads = 50

// Threads returns the threads of a seeker or of an organisation, the latest first.
func (s *Service) Threads(ctx context.Context, by Viewer) (list []ThreadPage, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		refs, side, err := threadsOf(r, by)
		if err != nil {
			return err
		}
		for _, ref := range refs {
			var t Thread
			if _, err := r.Get(ref, &t); err != nil {
				return err
			}
			p, err := t.page(r, side, s.Clock.Now())
			if err != nil {
				return err
			}
			if len(p.Messages) > 0 { // else its first message still waits
				list = append(list, p)
			}
		}
		return nil
	})
	sortByTime(list, func(p ThreadPage) time.Time { return p.Updated })
	slices.Reverse(list)
	return list[:min(len(list), maxThreads)], s.watch(ctx, by, "threads.read", by.Scope, err)
}

func threadsOf(r Reader, by Viewer) (refs []Ref, side Side, err error) {
	if by.Ring == RingSeeker {
		var n Notice
		me, _, err := held(r, by, &n)
		if err != nil {
			return nil, "", err
		}
		return all(r, IndexThreads, string(n.ID)+" "+string(me.ID)), SideSeeker, nil
	}
	if err := reporting(r, by); err != nil {
		return nil, "", err
	}
	for _, ref := range r.Find(IndexOrgThreads, string(by.Org)+" ") {
		if refs = append(refs, ref); len(refs) == maxThreads {
			break
		}
	}
	return refs, SideOutside, nil
}
