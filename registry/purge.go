package registry

import (
	"context"
	"errors"
	"time"
)

// Purge says what a purge did, or would do.
type Purge struct {
	Counts  map[PurgeCount]int
	Damaged int        // records that are due and cannot be read
	Clock   ClockState // while it is odd nothing is done, but counted in a dry run
}

// PurgeCount is one line of the result: what happens to what, and why.
type PurgeCount struct {
	What string // the change as logged: "notice.expiring", "notice.erased", "draft.erased"
	Why  string // "faded", "closed", "hoax", "wished", "removed", "copy", "ended", "withdrawn", "event", "old"
}

// PurgeOptions says how to purge.
type PurgeOptions struct {
	Dry      bool                  // change nothing, only count
	Progress func(done, total int) // told as records are done; nil: nobody is
}

// purgeRounds bounds how often the index of what is due is read again: after a
// long downtime a notice is asked for, fades and goes in turn.
const purgeRounds = 5

// Purge does everything that is due: asks seekers to renew, hides what faded,
// erases what is over (see Retentions). Each record is one durable write, so a
// purge that is stopped goes on where it was, and one that comes after a downtime
// catches up. A record that cannot be read is counted and left. A clock that is odd
// (see ClockState) erases nothing until somebody calls it right, see TrustClock.
//
// A dry run does the same on a rehearsal of the store, whatever the clock says.
func (s *Service) Purge(ctx context.Context, opts PurgeOptions) (_ Purge, err error) {
	if opts.Dry {
		s = &Service{Store: newRehearsal(s.Store), Clock: s.Clock, Log: s.Log}
	}
	p := &purger{Service: s, opts: opts, out: Purge{Counts: map[PurgeCount]int{}}, seen: map[dueEntry]bool{}}
	if p.key, err = s.ownKey(ctx); err != nil {
		return p.out, err
	}
	for range purgeRounds {
		// before each round: the clock may be set while a purge runs
		if p.out.Clock, err = p.seeClock(ctx); err != nil || p.out.Clock.Odd() && !opts.Dry {
			return p.out, err
		}
		list, err := p.due(ctx)
		if err != nil || len(list) == 0 {
			return p.out, errors.Join(err, p.aged(ctx))
		}
		p.total += len(list)
		for _, d := range list {
			if err := p.do(ctx, d.ref); err != nil {
				return p.out, err
			}
			p.step()
		}
	}
	return p.out, p.aged(ctx)
}

// Overdue counts the records that something should have been done with a while
// ago: there are none where Purge runs at least that often.
func (s *Service) Overdue(ctx context.Context, since time.Duration) (n int, err error) {
	until := dueValue(s.Clock.Now().Add(-since))
	err = s.Store.View(ctx, func(r Reader) error {
		for at := range r.Find(IndexDue, "") {
			if at > until {
				break
			}
			n++
		}
		return nil
	})
	return n, err
}

type dueEntry struct {
	at  string
	ref Ref
}

type purger struct {
	*Service
	opts        PurgeOptions
	key         []byte
	out         Purge
	seen        map[dueEntry]bool
	done, total int
}

// due lists what is due and was not met yet.
func (p *purger) due(ctx context.Context) (list []dueEntry, err error) {
	until := dueValue(p.Clock.Now())
	err = p.Store.View(ctx, func(r Reader) error {
		for at, ref := range r.Find(IndexDue, "") {
			d := dueEntry{at, ref}
			if at > until {
				break
			}
			if !p.seen[d] {
				p.seen[d] = true
				list = append(list, d)
			}
		}
		return nil
	})
	return list, err
}

// do does what is due with one record.
func (p *purger) do(ctx context.Context, ref Ref) error {
	if ref.Kind == KindEvent {
		return p.event(ctx, ref)
	}
	var what PurgeCount
	err := p.change(ctx, "Purge", func(r Reader, now time.Time) (b Batch, err error) {
		what, err = p.record(r, &b, ref, now)
		return b, err
	})
	return p.count(what, ref, err)
}

// count counts what was done. A record that is damaged, or that went or moved
// meanwhile, stops nothing.
func (p *purger) count(what PurgeCount, ref Ref, err error) error {
	switch {
	case err == nil:
		if what != (PurgeCount{}) {
			p.out.Counts[what]++
		}
	case p.damaged(err, ref):
		p.out.Damaged++
	case KindOf(err) == KindNotFound, KindOf(err) == KindConflict:
	default:
		return err
	}
	return nil
}

func (p *purger) step() {
	p.done++
	if p.opts.Progress != nil {
		p.opts.Progress(p.done, p.total)
	}
}

// record decides what is due with a record other than an event.
func (p *purger) record(r Reader, b *Batch, ref Ref, now time.Time) (PurgeCount, error) {
	e := newEraser(r, b, now)
	e.key = p.key
	switch ref.Kind {
	case KindNotice:
		return purgeNotice(e, ref)
	case KindReport:
		return purgeReport(e, ref)
	case KindClaim:
		return lapseClaim(r, b, ref, now)
	}
	e.drop(ref, string(ref.Kind)+".erased")
	return PurgeCount{string(ref.Kind) + ".erased", "old"}, nil
}

func purgeNotice(e *eraser, ref Ref) (PurgeCount, error) {
	r, b, now := e.r, e.b, e.now
	var n Notice
	v, err := r.Get(ref, &n)
	if err != nil || now.Before(n.due()) {
		return PurgeCount{}, err
	}
	if n.State != NoticeClosed && !n.copied() && n.Stage != LifeFaded {
		what := "notice.expiring"
		if n.Stage == LifeFresh {
			n.Stage, n.Asked = LifeAsked, now
		} else {
			n.Stage, what = LifeFaded, "notice.expired"
		}
		b.put(&n, v, what, now)
		return PurgeCount{what, "life"}, nil
	}
	if awaits(r, &n) && now.Before(n.Expires.Add(LifeMax)) {
		n.Keep = now.Add(postpone)
		b.put(&n, v, "notice.kept", now)
		return PurgeCount{"notice.kept", "task"}, nil
	}
	b.audit(System, "notice.erased", ref, now)
	return PurgeCount{"notice.erased", n.ended()}, e.notice(&n)
}

// ended says in a word why a notice is over.
func (n *Notice) ended() string {
	switch {
	case n.State != NoticeClosed && n.copied():
		return "copy"
	case n.State != NoticeClosed:
		return "faded"
	case n.evidence():
		return "hoax"
	case n.CloseReason == CloseErased:
		return "wished"
	case n.CloseReason == CloseRemoved:
		return "removed"
	}
	return "closed"
}

// awaits reports whether somebody still has to confirm a death or tell the family.
func awaits(r Reader, n *Notice) bool {
	return untold(r, all(r, IndexNoticeLinks, string(n.ID)))
}

// purgeReport erases a report that is over, together with the others of its
// patient. It stays while a notice is there that it was confirmed for.
func purgeReport(e *eraser, ref Ref) (PurgeCount, error) {
	r, b, now := e.r, e.b, e.now
	var rep Report
	v, err := r.Get(ref, &rep)
	if err != nil || now.Before(rep.Ends()) {
		return PurgeCount{}, err
	}
	c, err := chainToErase(r, &rep)
	if err != nil {
		return PurgeCount{}, err
	}
	links, _, err := c.links(r)
	if err != nil {
		return PurgeCount{}, err
	}
	until := time.Time{}
	for _, x := range c {
		until = latest(until, x.Ends())
	}
	for _, l := range links {
		if l.State == LinkConfirmed {
			until = latest(until, now.Add(postpone))
		}
	}
	if until.After(now) {
		rep.Keep = until
		b.put(&rep, v, "report.kept", now)
		return PurgeCount{"report.kept", "match"}, nil
	}
	b.audit(System, "report.erased", ref, now)
	why := "old"
	if rep.State == ReportWithdrawn {
		why = "withdrawn"
	}
	return PurgeCount{"report.erased", why}, e.report(&rep)
}
