package registry

import (
	"crypto/sha256"
	"fmt"
	"math"
	"time"
)

// LinkState is what people made of a link.
type LinkState string

// The states of a link. Undoing a decision leads back to LinkProposed.
const (
	LinkProposed  LinkState = "proposed"
	LinkChecking  LinkState = "checking" // a moderator agrees that it is worth telling the seeker so
	LinkConfirmed LinkState = "confirmed"
	LinkRefused   LinkState = "refused" // remembered: the pair is never proposed again
)

// Verdict says whether a piece of evidence speaks for or against.
type Verdict int8

// The verdicts.
const (
	Against Verdict = -1
	Neutral Verdict = 0
	For     Verdict = 1
)

// Evidence is one piece behind a link's score. The sentence lives in the
// catalogues under evidence.<Field>.<Code>; Args fills its blanks and holds P1
// data at most.
type Evidence struct {
	Field   string            `json:"field"` // as match.Codes lists them
	Code    string            `json:"code"`
	Verdict Verdict           `json:"verdict"`
	Bits    float64           `json:"bits"` // weight of evidence, log2 of the likelihood ratio
	Args    map[string]string `json:"args,omitzero"`
}

// ReasonWithdrawn stands in place of a reason in words when the registry itself
// took a confirmation back because the source withdrew the report.
const ReasonWithdrawn = "report.withdrawn"

// Decision is one entry in the history of a link.
type Decision struct {
	To     LinkState  `json:"to"`
	From   LinkState  `json:"from"`
	By     AccountID  `json:"by"`
	Reason string     `json:"reason"`
	Basis  Confidence `json:"basis,omitzero"` // how the moderator established the identity
	At     time.Time  `json:"at"`
	Undone bool       `json:"undone,omitzero"`
}

// Link says that a notice and a report may be the same person. There is at most
// one per pair: its id follows from the pair, so a refused one is remembered.
type Link struct {
	ID      LinkID     `json:"id"`
	Notice  NoticeID   `json:"notice"`
	Report  ReportID   `json:"report"`
	Patient []ReportID `json:"patient,omitzero"` // the other reports of the same patient
	Event   EventID    `json:"event"`
	State   LinkState  `json:"state"`

	Score    float64    `json:"score"` // probability in [0,1]; it proposes, it never decides
	Evidence []Evidence `json:"evidence,omitzero"`
	Urgency  Urgency    `json:"urgency,omitzero"`

	Decisions    []Decision `json:"decisions,omitzero"`
	ContactPoint string     `json:"contact_point,omitzero"` // shown to the seeker once confirmed
	Later        time.Time  `json:"later,omitzero"`         // not before then in the queue
	LaterReason  string     `json:"later_reason,omitzero"`
	Held         *Hold      `json:"held,omitzero"`    // who works on it
	Shelved      bool       `json:"shelved,omitzero"` // notice closed or report withdrawn: not in the queue

	Proposed time.Time `json:"proposed"`
	Updated  time.Time `json:"updated"`
}

// PairID returns the id of the link between a notice and a report.
func PairID(n NoticeID, r ReportID) LinkID {
	h := sha256.Sum256([]byte(string(n) + "\x00" + string(r)))
	return LinkID(lowerBase32.EncodeToString(h[:16]))
}

// Ref names the record.
func (l *Link) Ref() Ref { return Ref{KindLink, string(l.ID)} }

// Keys lists its entries in the secondary indexes.
func (l *Link) Keys() []Key {
	keys := []Key{
		{IndexNoticeLinks, string(l.Notice)},
		{IndexReportLinks, string(l.Report)},
		{IndexLinkState, string(l.State) + " " + newestFirst(l.Updated)},
	}
	for _, id := range l.Patient {
		keys = append(keys, Key{IndexReportLinks, string(id)}) // who decides on another report of the patient meets it
	}
	if l.undecided() {
		keys = append(keys, Key{IndexQueue, QueueOrder(l.Urgency, l.Score, l.Proposed)})
	}
	return keys
}

// newestFirst sorts times in falling order.
func newestFirst(t time.Time) string { return fmt.Sprintf("%016x", math.MaxInt64-t.UnixMilli()) }

// decide moves the link and keeps the history. Each move states a reason.
func (l *Link) decide(to LinkState, by AccountID, reason string, basis Confidence, now time.Time) {
	l.Decisions = append(l.Decisions, Decision{To: to, From: l.State, By: by, Reason: reason, Basis: basis, At: now})
	l.State, l.Updated, l.Later, l.LaterReason, l.Held = to, now, time.Time{}, "", nil
}

// touched reports whether anybody ever decided on the link or remarked on it.
func (l *Link) touched(r Reader) bool {
	return l.State != LinkProposed || len(l.Decisions) > 0 || len(all(r, IndexStatements, l.Ref().String())) > 0
}

// decidedLinks returns the links of a notice that its seekers are to know of.
func decidedLinks(r Reader, id NoticeID) ([]Link, error) {
	var out []Link
	for _, ref := range all(r, IndexNoticeLinks, string(id)) {
		var l Link
		if _, err := r.Get(ref, &l); err != nil {
			return nil, err
		}
		if l.State == LinkChecking || l.State == LinkConfirmed {
			out = append(out, l)
		}
	}
	return out, nil
}

// decided returns when the decision in force was taken, the zero time when there
// is none.
func (l *Link) decided() time.Time {
	for i := len(l.Decisions) - 1; i >= 0; i-- {
		if !l.Decisions[i].Undone {
			return l.Decisions[i].At
		}
	}
	return time.Time{}
}

// undo takes the last decision back and answers false when there is none.
func (l *Link) undo(by AccountID, reason string, now time.Time) bool {
	if l.State == LinkProposed {
		return false // taken back already, by a person or with its report
	}
	for i := len(l.Decisions) - 1; i >= 0; i-- {
		d := &l.Decisions[i]
		if d.Undone {
			continue
		}
		d.Undone = true
		l.Decisions = append(l.Decisions, Decision{To: d.From, From: l.State, By: by, Reason: reason, At: now, Undone: true})
		l.State, l.Updated = d.From, now
		l.ContactPoint, l.Held = "", nil
		return true
	}
	return false
}
