package registry

import (
	"errors"
	"slices"
	"time"
)

// eraser gathers into one batch everything that goes with a record. A store forgets
// the data key of what is deleted, so that older copies cannot be read either.
type eraser struct {
	r    Reader
	b    *Batch
	now  time.Time
	key  []byte // the registry's own, to keep away what people ended; nil: nothing is
	seen map[Ref]bool
}

func newEraser(r Reader, b *Batch, now time.Time) *eraser {
	return &eraser{r: r, b: b, now: now, seen: map[Ref]bool{}}
}

// drop deletes a record and all that belongs to it, once.
func (e *eraser) drop(ref Ref, what string) {
	v := e.r.Version(ref)
	if e.seen[ref] || v == 0 {
		return
	}
	e.seen[ref] = true
	if l := e.sent(ref); l != nil {
		e.b.put(l, v, "", e.now)
		return
	}
	e.b.Delete = append(e.b.Delete, ref)
	e.b.Expect = append(e.b.Expect, Expect{ref, v})
	if ref.Kind.Logged() {
		e.b.Changes = append(e.b.Changes, Change{What: what, Ref: ref, At: e.now})
	}
	for _, index := range []IndexName{IndexStatements, IndexBelongs} {
		for _, at := range all(e.r, index, ref.String()) {
			e.drop(at, string(at.Kind)+".erased")
		}
	}
}

// sent returns what stays of a letter that went out, nil for anything else.
func (e *eraser) sent(ref Ref) *Letter {
	var l Letter
	if ref.Kind != KindLetter {
		return nil
	}
	if _, err := e.r.Get(ref, &l); err != nil || l.Address == "" {
		return nil
	}
	return l.stub(e.now)
}

// leave puts a placeholder where a record was.
func (e *eraser) leave(p *Placeholder) {
	p.Erased = e.now
	e.b.put(p, e.r.Version(p.Ref()), "placeholder.left", e.now)
}

// keepAway keeps a copy from another registry from coming back that people here
// ended: a hoax, somebody found, somebody who asked to be erased.
func (e *eraser) keepAway(id RecordID) {
	if id == "" || e.key == nil {
		return
	}
	x := &Silence{ID: silenceOfRecord(e.key, id), At: e.now}
	if v := e.r.Version(x.Ref()); v == 0 {
		e.b.put(x, v, "silence.kept", e.now)
	}
}

// notice erases a notice with its links, statements and tasks. Other notices of
// the same person forget it.
func (e *eraser) notice(n *Notice) error {
	links := all(e.r, IndexNoticeLinks, string(n.ID))
	p := &Placeholder{ID: string(n.ID), Of: KindNotice, Reference: n.Reference, Event: n.Event,
		Hidden: n.unknown(), Filed: n.Filed, Ended: n.Closed, Matched: e.matched(links)}
	if n.State != NoticeClosed {
		p.Ended = n.Expires
	} else {
		e.keepAway(n.Origin.Record)
	}
	for _, ref := range links {
		e.drop(ref, "link.erased")
	}
	if err := e.untwin(n); err != nil {
		return err
	}
	e.drop(n.Ref(), "notice.erased")
	e.leave(p)
	return nil
}

// matched returns when the first confirmed link of a notice was decided on. A link
// that cannot be read does not stop the erasing.
func (e *eraser) matched(links []Ref) (at time.Time) {
	for _, ref := range links {
		var l Link
		if _, err := e.r.Get(ref, &l); err == nil && l.State == LinkConfirmed && (at.IsZero() || l.decided().Before(at)) {
			at = l.decided()
		}
	}
	return at
}

// untwin takes a notice off those that staff marked as of the same person.
func (e *eraser) untwin(n *Notice) error {
	for _, t := range n.Twins {
		var o Notice
		ref := Ref{KindNotice, string(t.Notice)}
		v, err := e.r.Get(ref, &o)
		if err != nil && KindOf(err) != KindNotFound && KindOf(err) != KindInternal {
			return err
		}
		if err != nil || e.seen[ref] {
			continue // a neighbour that cannot be read does not stop the erasing
		}
		e.seen[ref] = true
		o.Twins = slices.DeleteFunc(o.Twins, func(t Twin) bool { return t.Notice == n.ID })
		e.b.put(&o, v, "notice.twin_erased", e.now)
	}
	return nil
}

// report erases a report with its links and statements, and with it the other
// reports of the same patient.
func (e *eraser) report(rep *Report) error {
	c, err := chainToErase(e.r, rep)
	if err != nil {
		return err
	}
	for _, x := range c {
		for _, ref := range all(e.r, IndexReportLinks, string(x.ID)) {
			e.drop(ref, "link.erased")
		}
		if x.State == ReportWithdrawn {
			e.keepAway(x.Origin.Record)
		}
		e.drop(x.Ref(), "report.erased")
		e.leave(&Placeholder{ID: string(x.ID), Of: KindReport, Reference: x.Reference, Event: x.Event, Filed: x.Filed, Ended: x.Updated})
	}
	return nil
}

// record erases the notice or report of a reference, whatever its state.
func (e *eraser) record(ref Ref) error {
	switch ref.Kind {
	case KindNotice:
		var n Notice
		if _, err := e.r.Get(ref, &n); err != nil {
			return err
		}
		return e.notice(&n)
	case KindReport:
		var rep Report
		if _, err := e.r.Get(ref, &rep); err != nil {
			return err
		}
		return e.report(&rep)
	}
	return &Error{Op: "erase", Ref: ref, Err: errors.New("only notices and reports leave a placeholder")}
}
