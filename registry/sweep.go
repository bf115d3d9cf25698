package registry

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
)

// SweepAct is what is done to all records that came by a way.
type SweepAct string

// The acts.
const (
	SweepHold    SweepAct = "hold"    // open notices wait until somebody looked at them
	SweepRelease SweepAct = "release" // notices that wait are shown, but for those that a claim hides
	SweepFalse   SweepAct = "false"   // notices are closed as false, reports are taken back
)

// Sweep is a part of one act on all records that came by a way, kept so that it
// can be taken back.
type Sweep struct {
	ID     string    `json:"id"`   // of the act
	Part   int       `json:"part"` // from 0
	Way    Way       `json:"way"`
	Act    SweepAct  `json:"act"`
	Note   string    `json:"note"`
	By     AccountID `json:"by"`
	At     time.Time `json:"at"`
	Swept  []Ref     `json:"swept"`
	Undone time.Time `json:"undone,omitzero"`
}

// Ref names the record.
func (w *Sweep) Ref() Ref { return Ref{KindSweep, w.ID + "-" + strconv.Itoa(w.Part)} }

// Keys lists its entries in the secondary indexes.
func (w *Sweep) Keys() []Key {
	return append(dueKey(w.At.Add(KeepSweep)), Key{IndexSweeps, string(w.Way)})
}

const (
	maxSweep  = 50_000 // records that one sweep takes at most
	sweepPart = 200    // records in one write
)

// SweepWay is a request to act on all records that came by a way.
type SweepWay struct {
	Once string // random, made with the form: the same one sent again goes on where it ended
	Way  Way
	Act  SweepAct
	Note string // why; needed
}

// SweepWay acts on the records that came by a way and says on how many. It leaves
// alone what people stand behind (see Notice.vouched and Report.vouched), unless the
// way is an account or an import, and what is as wanted already. It can be taken back for
// ReopenFor.
func (s *Service) SweepWay(ctx context.Context, by Viewer, req SweepWay) (n int, err error) {
	if !by.Decides() {
		return 0, &Error{Op: "SweepWay", Kind: KindForbidden}
	}
	note, p := reviewNote(by, req.Note)
	if !slices.Contains([]SweepAct{SweepHold, SweepRelease, SweepFalse}, req.Act) {
		p.Add("act", "choose")
	}
	if err := p.Err(); err != nil {
		return 0, err
	}
	if req.Way.Kind() == "" || req.Once == "" || strings.Contains(req.Once, "\x00") {
		return 0, &Error{Op: "SweepWay", Kind: KindNotFound}
	}
	req.Note = note
	var refs []Ref
	err = s.Store.View(ctx, func(r Reader) error { refs = byWay(r, req.Way, maxSweep); return nil })
	if err != nil {
		return 0, err
	}
	id := string(statementID("sweep\x00"+req.Once, Ref{KindAccount, string(by.Account)}))
	part := 0
	for _, kind := range []Kind{KindNotice, KindReport} { // apart: the two sides of a link are not in one write
		own := slices.DeleteFunc(slices.Clone(refs), func(ref Ref) bool { return ref.Kind != kind })
		for chunk := range slices.Chunk(own, sweepPart) {
			did, err := s.sweepPart(ctx, by, req, id, part, chunk)
			if err != nil {
				return n, err
			}
			n, part = n+did, part+1
		}
	}
	return n, nil
}

// sweepPart acts on some records in one write.
func (s *Service) sweepPart(ctx context.Context, by Viewer, req SweepWay, id string, part int, refs []Ref) (n int, err error) {
	err = s.change(ctx, "SweepWay", func(r Reader, now time.Time) (b Batch, err error) {
		w := &Sweep{ID: id, Part: part, Way: req.Way, Act: req.Act, Note: req.Note, By: by.Account, At: now}
		if n = 0; r.Version(w.Ref()) != 0 {
			return b, nil // the same form sent twice
		}
		for _, ref := range refs {
			did, err := b.sweep(r, ref, req, by, now)
			if err != nil && KindOf(err) != KindNotFound && !s.damaged(err, ref) {
				return b, err
			}
			if did {
				w.Swept = append(w.Swept, ref)
				b.audit(by, "swept."+string(req.Act), ref, now)
			}
		}
		if n = len(w.Swept); n > 0 {
			b.put(w, 0, "sweep.made", now)
		}
		return b, nil
	})
	return n, err
}

// sweep acts on one record and reports whether there was anything to do.
func (b *Batch) sweep(r Reader, ref Ref, req SweepWay, by Viewer, now time.Time) (bool, error) {
	if ref.Kind == KindReport {
		return b.sweepReport(r, ref, req, now)
	}
	var n Notice
	v, err := r.Get(ref, &n)
	if err != nil || n.State == NoticeClosed {
		return false, err
	}
	if !req.Way.ofOne() && req.Act != SweepRelease && n.vouched(r) {
		return false, nil
	}
	if link, _ := confirmedLink(r, n.ID); link != "" && req.Act == SweepFalse {
		return false, nil // closing it takes a second person
	}
	switch {
	case req.Act == SweepHold && n.State == NoticeOpen:
		return true, putHeld(r, b, &n, v, by, req.Note, []Doubt{DoubtStaff}, now)
	case req.Act == SweepRelease && n.State == NoticeHeld && !n.claimed():
		n.letThrough(now)
		b.put(&n, v, "notice.released", now)
		return true, unshelve(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
	case req.Act == SweepFalse:
		if err := n.Close(CloseFalse, req.Note, by, now); err != nil {
			return false, err
		}
		return true, putClosed(r, b, &n, v, now)
	}
	return false, nil
}

// sweepReport takes a report back, as its source could.
func (b *Batch) sweepReport(r Reader, ref Ref, req SweepWay, now time.Time) (bool, error) {
	var rep Report
	v, err := r.Get(ref, &rep)
	if err != nil || req.Act != SweepFalse || rep.State == ReportWithdrawn || rep.Earlier != "" || len(rep.Transfers) > 0 {
		return false, err // what moderators chained to other reports is looked at one by one
	}
	if vouched, err := rep.vouched(r); err != nil || vouched && !req.Way.ofOne() {
		return false, err
	}
	return true, takeBack(r, b, &rep, v, now)
}
