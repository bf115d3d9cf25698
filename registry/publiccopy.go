package registry

import (
	"context"
	"slices"
	"time"
)

// A public copy is what stays of a register that is locked: the events and the
// cards of open public notices, class P0 only, in a store of its own. Who has all of
// it has nothing that the pages did not show to everybody; it holds neither seekers
// nor the ids of the records that it was made from.

// copyBatch is how many notices are written at once.
const copyBatch = 500

// CopyEvents writes the events and their places into an empty store.
func (s *Service) CopyEvents(ctx context.Context, to Store) error {
	return s.Store.View(ctx, func(r Reader) error {
		c := copier{to: to, at: s.Clock.Now()}
		for id := range r.IDs(KindEvent, "") {
			var e Event
			if _, err := r.Get(Ref{KindEvent, id}, &e); err != nil {
				return err
			}
			e.PurgeAt = time.Time{}
			c.add(&e)
		}
		for id := range r.IDs(KindEventPlace, "") {
			var p EventPlace
			if _, err := r.Get(Ref{KindEventPlace, id}, &p); err != nil {
				return err
			}
			c.add(&p)
		}
		return c.write(ctx)
	})
}

// CopyCards writes what everybody may see of each open public notice into the
// store, with the public statements about it, and returns how many it wrote. When
// the context ends it stops, keeps what it wrote, and answers whole false. A damaged
// record is left out.
func (s *Service) CopyCards(ctx context.Context, to Store) (n int, whole bool, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		c := copier{to: to, at: s.Clock.Now()}
		for id := range r.IDs(KindNotice, "") {
			if ctx.Err() != nil {
				return nil
			}
			var notice Notice
			ref := Ref{KindNotice, id}
			if _, err := r.Get(ref, &notice); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			card, ok := notice.publicCopy(c.at)
			if !ok {
				continue
			}
			said, err := publicStatements(r, &notice, card.Ref(), c.at)
			if err != nil && !s.damaged(err, ref) {
				return err
			}
			if c.add(append(said, card)...); len(c.b.Put) >= copyBatch {
				if err := c.write(ctx); err != nil {
					return err
				}
			}
			n++
		}
		whole = true
		return c.write(ctx)
	})
	return n, whole, err
}

// copier gathers records and writes them into another store.
type copier struct {
	to Store
	at time.Time
	b  Batch
}

func (c *copier) add(records ...Record) {
	for _, rec := range records {
		c.b.put(rec, 0, "copied", c.at)
	}
}

// write writes what was gathered, also when the time for reading is over.
func (c *copier) write(ctx context.Context) error {
	if len(c.b.Put) == 0 {
		return nil
	}
	_, err := c.to.Commit(context.WithoutCancel(ctx), c.b)
	c.b = Batch{}
	return err
}

// publicCopy returns a notice that shows everybody what this one does and holds
// nothing else, false when the public may not know of this one. Nobody can be
// written to about it.
func (n *Notice) publicCopy(now time.Time) (*Notice, bool) {
	v, ok := n.ForPublic(now)
	if !ok {
		return nil, false
	}
	c := &Notice{
		ID: NoticeID(v.Reference), Reference: v.Reference, Event: v.Event, Lang: v.Lang, Copied: true,
		Person: Person{Names: v.Names, Sex: v.Sex}, Visibility: VisibleCard, AtRisk: v.Shielded,
		LastSeen: Sighting{Place: Place{Area: v.Area}, From: Moment{Date: v.Seen}},
		State:    NoticeOpen, Filed: v.Filed, Updated: v.Confirmed, Confirmed: v.Confirmed, Expires: v.Expires, News: n.News,
	}
	if v.AgeBand != nil {
		c.Person.Age = &Age{Min: v.AgeBand.Min, Max: v.AgeBand.Max}
	}
	if l := v.Looks; l != nil {
		c.Visibility = VisiblePublic
		c.Person.Body = Body{HeightCM: l.HeightCM, Build: l.Build, Hair: l.Hair, Eyes: l.Eyes, Beard: l.Beard, Glasses: l.Glasses}
		for _, worn := range l.Clothes {
			c.Person.Things = append(c.Person.Things, Thing{Text: worn, Bearing: BearingWorn})
		}
	}
	return c, true
}

// publicStatements returns copies of what everybody may read about a notice, as
// said about its copy.
func publicStatements(r Reader, n *Notice, copied Ref, now time.Time) (list []Record, err error) {
	err = eachStatement(r, n.Ref(), func(st *Statement) {
		if v, ok := st.shown(n, now); ok {
			list = append(list, &Statement{ID: StatementID(NewID()), About: copied, Text: v.Text, Public: true, Made: v.Made, By: Viewer{Ring: v.By}})
		}
	})
	return slices.Clip(list), err
}
