package registry

import (
	"context"
	"time"
)

// OpenThread is a first message to who looks for somebody.
type OpenThread struct {
	Form      Token // made with the form: sent again it makes nothing new
	Reference Reference
	Name      string // how they sign, or empty
	Text      string
	Lang      string
	Doubts    []Doubt // why somebody looks before it is passed on
}

// OpenThread passes a first message on to a seeker of a notice. An informer gets a
// code by which they read the answer; an organisation reads it at its desk.
// KindNotFound for a notice that the viewer may not write about, as for one that
// does not exist; KindGone for one that everybody knew and that is over.
func (s *Service) OpenThread(ctx context.Context, by Viewer, req OpenThread) (Receipt, error) {
	return s.fileForm(ctx, req.Form, DraftThread, func(r Reader, b *Batch, code Code, now time.Time) (Ref, EventID, error) {
		if _, err := organisationOf(r, by); err != nil {
			return Ref{}, "", err
		}
		n, err := relayNotice(r, by, req.Reference, now)
		if err != nil {
			return Ref{}, "", err
		}
		t := &Thread{ID: ThreadID(NewID()), Notice: n.ID, Seeker: n.recipient().ID, Lang: req.Lang, Opened: now, Updated: now}
		if by.Ring == RingOrganisation {
			t.Org, t.Account = by.Org, by.Account
			b.audit(by, "thread.opened", t.Ref(), now)
		} else {
			t.CodeHash = code.Hash()
		}
		m, err := t.message(r, SideOutside, true, SendMessage{Name: req.Name, Text: req.Text, Doubts: req.Doubts, Once: string(req.Form)}, now)
		if err != nil {
			return Ref{}, "", err
		}
		m.By = by.Account
		b.put(t, 0, "thread.opened", now)
		b.put(m, 0, m.change(), now)
		return t.Ref(), n.Event, nil
	})
}

// relayNotice loads a notice that the viewer may write about: KindGone for one that
// is over, KindNotFound for others.
func relayNotice(r Reader, by Viewer, ref Reference, now time.Time) (*Notice, error) {
	n, err := publicNotice(r, ref, now)
	if at, ok := one(r, IndexReference, string(ref)); ok && at.Kind == KindNotice && KindOf(err) == KindNotFound && by.Ring == RingOrganisation {
		n = new(Notice) // not for everybody, but for them
		_, err = r.Get(at, n)
	}
	if err == nil && !n.relays(by, now) {
		err = &Error{Op: "relayNotice", Kind: KindNotFound}
	}
	if err != nil {
		return nil, err
	}
	return n, nil
}

// Relayed returns the card of a notice that the viewer may write about, and fails
// as OpenThread does.
func (s *Service) Relayed(ctx context.Context, by Viewer, ref Reference) (card PublicNotice, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		now := s.Clock.Now()
		n, err := relayNotice(r, by, ref, now)
		if err == nil {
			card = n.card(now)
		}
		return err
	})
	return card, err
}

// SendMessage is one more message of a thread.
type SendMessage struct {
	Thread ThreadID
	Name   string
	Text   string
	Once   string // random, made with the form
	Doubts []Doubt
}

// SendMessage passes a message on to the other side, once for each form. One that
// a machine doubts, or that comes after many others, waits for a moderator.
func (s *Service) SendMessage(ctx context.Context, by Viewer, req SendMessage) error {
	return s.change(ctx, "SendMessage", func(r Reader, now time.Time) (b Batch, err error) {
		t, v, side, err := loadThread(r, by, req.Thread)
		if err != nil {
			return b, err
		}
		m, err := t.message(r, side, false, req, now)
		if err != nil || r.Version(m.Ref()) != 0 {
			return b, err
		}
		m.By, t.Updated = by.Account, now
		b.put(t, v, "thread.written", now)
		b.put(m, 0, m.change(), now)
		return b, nil
	})
}

// loadThread loads a thread for one of its two sides.
func loadThread(r Reader, by Viewer, id ThreadID) (*Thread, Version, Side, error) {
	var t Thread
	v, err := r.Get(Ref{KindThread, string(id)}, &t)
	if err != nil {
		return nil, 0, "", err
	}
	side, err := t.side(r, by)
	return &t, v, side, err
}

// message makes a message of one side, or says what to repair. A message in a
// thread with an organisation is not held for its words: a ward tells a family
// whom to call, and is known.
func (t *Thread) message(r Reader, side Side, opens bool, req SendMessage, now time.Time) (*Message, error) {
	var n Notice
	if _, err := r.Get(t.notice(), &n); err != nil {
		return nil, err
	}
	var c Checker
	m := &Message{Thread: t.ID, Notice: t.Notice, Side: side, Made: now}
	m.Name, m.Text = c.Line("sign", req.Name, MaxName), c.Text("message", req.Text, MaxMessage)
	if m.Text == "" && len(c.Problems) == 0 {
		c.Problems.Add("message", "empty")
	}
	m.ID = MessageID(NewID())
	if req.Once != "" {
		m.ID = MessageID(PairID(NoticeID("message\x00"+req.Once+"\x00"+m.Text), ReportID(string(t.ID)+" "+string(side))))
	}
	if r.Version(m.Ref()) != 0 {
		return m, nil
	}
	waits, refused := t.crowd(r, side, opens, now)
	switch {
	case t.over(&n, now):
		c.Problems.Add("message", "over")
	case refused:
		c.Problems.Add("message", "too_many_today")
	case waits:
		m.Why = append(m.Why, DoubtCrowd)
	}
	if t.Org == "" {
		m.Why = append(m.Why, req.Doubts...)
	}
	return m, c.Problems.Err()
}

// change is how a new message is logged: what waits is nobody's news yet.
func (m *Message) change() string {
	if m.waits() {
		return "message.held"
	}
	return "message.sent"
}
