package registry

import (
	"context"
	"log/slog"
	"time"
)

// Recovery is what somebody typed who lost their code: class P2. It is answered
// by a worker a moment later and then deleted. So asking takes as long, and looks
// the same, whether there is such a record and contact or not.
type Recovery struct {
	ID        string    `json:"id"`
	Reference Reference `json:"reference"`
	Email     Email     `json:"email,omitzero"`
	Phone     Phone     `json:"phone,omitzero"`
	Made      time.Time `json:"made"`
}

// Ref names the record.
func (c *Recovery) Ref() Ref { return Ref{KindRecovery, c.ID} }

// Keys returns nothing: recoveries are few and short-lived.
func (c *Recovery) Keys() []Key { return nil }

// AskForCode notes that somebody lost the code of a record. Problems are about the
// form of what was typed, never about whether it is true. once is the form's.
func (s *Service) AskForCode(ctx context.Context, reference, contact, once string) error {
	var c Checker
	ref, ok := ParseReference(reference)
	if !ok {
		c.Problems.Add("reference", "form")
	}
	if once == "" {
		once = NewID()
	}
	ask := &Recovery{ID: string(letterID(once, LetterLost, Recipient{})), Reference: ref}
	if email, phone := c.reach(contact); email != "" || phone != "" {
		ask.Email, ask.Phone = email, phone
	} else {
		c.Problems.Add("reached", "form")
	}
	if err := c.Problems.Err(); err != nil {
		return err
	}
	return s.change(ctx, "AskForCode", func(r Reader, now time.Time) (b Batch, err error) {
		ask.Made = now
		if v := r.Version(ask.Ref()); v == 0 {
			b.put(ask, 0, "", now)
		}
		return b, nil
	})
}

// reach reads an e-mail address or a number, whichever it is.
func (c *Checker) reach(s string) (Email, Phone) {
	var try Checker
	if email := try.Email("reached", s); email != "" {
		return email, ""
	}
	try = Checker{}
	return "", try.Phone("reached", s)
}

// AnswerRecoveries answers who lost their code. Where what they typed is the
// confirmed contact on record, a link goes there that makes a new code, once; where
// it is on record but nobody ever confirmed it, a moderator looks; else nothing
// happens. It answers at most 100 and says how many.
func (s *Service) AnswerRecoveries(ctx context.Context) (n int, err error) {
	err = s.change(ctx, "AnswerRecoveries", func(r Reader, now time.Time) (b Batch, err error) {
		m := mailing{s: s, r: r, b: &b, now: now, waits: map[string]bool{}}
		n = 0
		for id := range r.IDs(KindRecovery, "") {
			ask := Recovery{ID: id}
			v, err := r.Get(ask.Ref(), &ask)
			if s.damaged(err, ask.Ref()) {
				continue
			} else if err != nil {
				return b, err
			}
			if err := m.skipDamaged(m.answer(&ask), ask.Ref()); err != nil {
				return b, err
			}
			b.Delete = append(b.Delete, ask.Ref())
			b.Expect = append(b.Expect, Expect{ask.Ref(), v})
			if n++; n == 100 {
				break
			}
		}
		return b, nil
	})
	return n, err
}

// answer writes the letter, or the task, that a recovery calls for.
func (m *mailing) answer(ask *Recovery) error {
	at, ok := one(m.r, IndexReference, string(ask.Reference))
	if !ok {
		return nil
	}
	typed := addresses(Contact{Email: ask.Email, Phone: ask.Phone}, Confirmed{})[0]
	list, err := addresseesOf(m.r, at)
	for _, a := range list {
		x, ok := a.at(typed.via)
		switch {
		case !a.code || !ok || x.key() != typed.key():
		case x.confirmed.IsZero() || !m.s.Sends(x.via):
			m.lostTask(a, x.via)
		default:
			m.write(news{kind: LetterLost, to: a}, x.via, "lost "+ask.ID)
		}
	}
	return err
}

// lostTask asks a moderator to look at a lost code, once for each channel while it
// is open: who asks by one address must not decide where the link of another goes.
func (m *mailing) lostTask(a addressee, via Channel) {
	id := TaskID(letterID("lost task "+string(via), LetterLost, a.Recipient))
	t := &Task{ID: id, Kind: TaskLost, About: a.Record, Seeker: a.Seeker, Via: via, Created: m.now}
	var was Task
	v, err := m.r.Get(t.Ref(), &was)
	if err == nil && was.Done.IsZero() || m.waits[string(t.ID)] {
		return
	}
	m.waits[string(t.ID)] = true
	m.b.put(t, v, "task.added", m.now)
}

// SendLost sends the link that makes a new code as a moderator agrees who made sure
// by other means that the right person asks: to a confirmed address of theirs, else
// to the one that they typed, never to another one, which may be a slip of the pen
// and somebody else's. The task is done with it.
func (s *Service) SendLost(ctx context.Context, by Viewer, id TaskID, note string) error {
	return s.change(ctx, "SendLost", func(r Reader, now time.Time) (b Batch, err error) {
		var t Task
		ref := Ref{KindTask, string(id)}
		if !by.Decides() {
			return b, &Error{Op: "SendLost", Kind: KindForbidden, Ref: ref}
		}
		v, err := r.Get(ref, &t)
		if err != nil || !t.Done.IsZero() {
			return b, err
		}
		if t.Kind != TaskLost {
			return b, &Error{Op: "SendLost", Kind: KindForbidden, Ref: ref}
		}
		a, err := Recipient{t.About, t.Seeker}.find(r)
		if err != nil {
			return b, err
		}
		var c Checker
		if note = c.Text("note", note, MaxText); note == "" && len(c.Problems) == 0 {
			c.Problems.Add("note", "needed")
		}
		via, ok := s.lostWay(a, t.Via)
		if !ok {
			c.Problems.Add("note", "no_way")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		m := mailing{s: s, r: r, b: &b, now: now, waits: map[string]bool{}}
		m.write(news{kind: LetterLost, to: a, about: ref}, via, "lost task "+string(id)+" "+now.String())
		t.Done, t.DoneBy, t.Note = now, by.Account, note
		b.put(&t, v, "task.done", now)
		b.audit(by, "code.sent", t.About, now)
		return b, nil
	})
}

// lostWay returns where the link of a lost code goes; false for nowhere.
func (s *Service) lostWay(a addressee, typed Channel) (Channel, bool) {
	for _, x := range addresses(a.contact, a.confirmed) {
		if !x.confirmed.IsZero() && s.Sends(x.via) {
			return x.via, true
		}
	}
	_, ok := a.at(typed)
	return typed, ok && s.Sends(typed)
}

// LostWay is one way to reach somebody who lost their code. Where shows as much of the
// address as tells one from another.
type LostWay struct {
	Via       Channel
	Where     string // masked
	Confirmed bool   // by who reads there
	Typed     bool   // by who asks now
	Link      bool   // the link for a new code would go there
}

// lostWays lists how who lost a code can be reached, nothing of who has left since.
func (s *Service) lostWays(r Reader, t *Task) (out []LostWay) {
	a, err := Recipient{t.About, t.Seeker}.find(r)
	if err != nil {
		return nil
	}
	via, can := s.lostWay(a, t.Via)
	for _, x := range addresses(a.contact, a.confirmed) {
		out = append(out, LostWay{x.via, x.masked(), !x.confirmed.IsZero(), x.via == t.Via, can && x.via == via})
	}
	return out
}

// LogValue shows the channel only.
func (w LostWay) LogValue() slog.Value { return slog.StringValue(string(w.Via)) }

// LogValue redacts what was typed: it is somebody's contact.
func (Recovery) LogValue() slog.Value { return redacted }
