package registry

import "time"

// Steps of a notice's life (docs/retention.md).
const (
	// RenewBefore is how long before its end the seekers are asked whether they
	// still look.
	RenewBefore = 10 * 24 * time.Hour
	// UndoFor is how long what ended stays, hidden, so that its end can be taken
	// back.
	UndoFor = 7 * 24 * time.Hour
)

// LifeStage is how far a notice is in its life. It only ever moves on, until
// somebody confirms the search and it starts anew.
type LifeStage string

// The stages of an open notice.
const (
	LifeFresh LifeStage = ""
	LifeAsked LifeStage = "asked" // its seekers were asked to renew it
	LifeFaded LifeStage = "faded" // hidden, and soon erased
)

// life is how long the notice lives from each confirmation.
func (n *Notice) life() time.Duration {
	if n.Life == 0 {
		return LifeDefault
	}
	return min(max(time.Duration(n.Life)*24*time.Hour, LifeMin), LifeMax)
}

// copied reports whether the notice is a copy from another registry that nobody
// here looks by: its own registry says how long it lives.
func (n *Notice) copied() bool { return n.Origin.Record != "" && len(n.Seekers) == 0 }

// due returns when something has to be done with the notice next.
func (n *Notice) due() time.Time {
	switch {
	case n.State == NoticeClosed:
		return latest(n.Closed.Add(keepClosed(n.CloseReason)), n.Keep)
	case n.copied():
		return latest(n.Expires, n.Keep)
	case n.Stage == LifeFresh:
		return n.Expires.Add(-RenewBefore)
	case n.Stage == LifeAsked:
		return n.Expires
	}
	return latest(latest(n.Expires, n.Asked).Add(UndoFor), n.Keep)
}

// Gone returns when the notice is erased unless somebody confirms or reopens it.
func (n *Notice) Gone() time.Time {
	if n.State != NoticeClosed && !n.copied() && n.Stage != LifeFaded {
		return n.Expires.Add(UndoFor)
	}
	return n.due()
}

// Ends returns when the report is erased unless its source tells more, or a
// family that was told of it still needs it.
func (r *Report) Ends() time.Time {
	switch {
	case r.State == ReportWithdrawn:
		return latest(r.Updated.Add(KeepWithdrawn), r.Keep)
	case !r.Expires.IsZero():
		return latest(r.Expires, r.Keep)
	}
	return latest(r.Updated.Add(KeepReport), r.Keep)
}

// latest returns the later of two times.
func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// dueKey is the index entry of when something has to be done with a record; there
// is none where nothing ever has.
func dueKey(at time.Time) []Key {
	if at.IsZero() {
		return nil
	}
	return []Key{{IndexDue, dueValue(at)}}
}

func dueValue(at time.Time) string { return at.UTC().Format(time.RFC3339) }
