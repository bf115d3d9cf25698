package registry

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// What staff read about people is written down: who, what, when. A page that
// cannot be noted is not shown.

// noteRead adds a line to the audit log for each thing that staff read. Reading by
// the public, by the holder of a code and by the machine is not noted.
func (s *Service) noteRead(ctx context.Context, by Viewer, act string, about ...Ref) error {
	if !by.watched() {
		return nil
	}
	return s.change(ctx, "noteRead", func(_ Reader, now time.Time) (b Batch, err error) {
		for _, ref := range about {
			b.audit(by, act, ref, now)
		}
		return b, nil
	})
}

// watch is noteRead after a read that may have failed.
func (s *Service) watch(ctx context.Context, by Viewer, act string, about Ref, err error) error {
	if err != nil {
		return err
	}
	return s.noteRead(ctx, by, act, about)
}

// watched reports whether what the viewer reads is noted: that of every account.
func (v Viewer) watched() bool { return v.Account != "" }

// QueryLife is how long it is kept what staff looked for.
const QueryLife = 90 * 24 * time.Hour

// AskedQuery is what somebody of the staff looked for. The audit log points to
// it. Class P3: it names people.
type AskedQuery struct {
	ID    string    `json:"id"`
	By    Viewer    `json:"by"`
	Text  string    `json:"text,omitzero"`
	Place string    `json:"place,omitzero"`
	Hits  int       `json:"hits"`
	At    time.Time `json:"at"`
}

// Ref names the record.
func (q *AskedQuery) Ref() Ref { return Ref{KindQuery, q.ID} }

// Keys lists its entries in the secondary indexes.
func (q *AskedQuery) Keys() []Key {
	return []Key{{IndexQueryTime, q.At.UTC().Format(time.RFC3339)}}
}

// noteQuery keeps what staff looked for, and notes that they did.
func (s *Service) noteQuery(ctx context.Context, by Viewer, q Query, hits int) error {
	if !by.watched() {
		return nil
	}
	return s.change(ctx, "noteQuery", func(_ Reader, now time.Time) (b Batch, err error) {
		asked := &AskedQuery{ID: NewID(), By: by, Text: q.Text, Place: q.Place, Hits: hits, At: now}
		b.Put, b.Expect = []Record{asked}, []Expect{{asked.Ref(), 0}}
		b.Audit = []AuditEntry{{At: now, Act: "search.asked", By: by, Why: asked.Ref()}}
		return b, nil
	})
}

// PurgeQueries deletes what staff looked for longer ago than QueryLife, a
// thousand at a time, and says how many.
func (s *Service) PurgeQueries(ctx context.Context) (n int, err error) {
	return s.purgeAged(ctx, "PurgeQueries", IndexQueryTime, QueryLife)
}

// One account may open the contacts of so many pairs in a day. Nobody who calls
// families needs more; somebody who copies the registry does.
const (
	ContactsAlarm = 50  // tells the admins
	ContactsADay  = 100 // stops
)

// Tally counts what one account did on one day.
type Tally struct {
	ID string `json:"id"` // the day, then what, then who
	N  int    `json:"n"`
}

// Ref names the record.
func (t *Tally) Ref() Ref { return Ref{KindTally, t.ID} }

// Keys lists when the tally goes; it is found by name.
func (t *Tally) Keys() []Key {
	day, _, _ := strings.Cut(t.ID, " ")
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	return dueKey(at.Add(KeepTally))
}

// countContacts counts one more opening of contacts by an account today. It
// refuses one too many, and raises the alarm before that.
func (s *Service) countContacts(r Reader, b *Batch, by Viewer, now time.Time, p *Problems) error {
	t := Tally{ID: dayOf(now) + " contacts " + string(by.Account)}
	v, err := r.Get(t.Ref(), &t)
	if err != nil && KindOf(err) != KindNotFound {
		return err
	}
	if t.N >= ContactsADay {
		p.Add("opening", "too_many", "max", strconv.Itoa(ContactsADay))
		return nil
	}
	t.N++
	b.Put, b.Expect = append(b.Put, &t), append(b.Expect, Expect{t.Ref(), v})
	if t.N == ContactsAlarm {
		b.audit(by, "contact.alarm", Ref{KindAccount, string(by.Account)}, now)
		b.Changes = append(b.Changes, Change{What: "contact.alarm", Ref: Ref{KindAccount, string(by.Account)}, At: now})
		if s.Log != nil {
			s.Log.Error("an account opens very many contacts", "account", string(by.Account), "today", t.N)
		}
	}
	return nil
}
