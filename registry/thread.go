package registry

import (
	"time"
)

// Side is one of the two who write to each other.
type Side string

// The sides of a thread.
const (
	SideSeeker  Side = "seeker"
	SideOutside Side = "outside" // an informer, or an organisation
)

// Thread is what one seeker of a notice and one outside party write to each other
// through the site. Neither learns the address of the other. It ends with the
// notice, or when its seeker looks no longer. Class P2.
type Thread struct {
	ID     ThreadID `json:"id"`
	Notice NoticeID `json:"notice"`
	Seeker SeekerID `json:"seeker,omitzero"`

	Org      OrgID     `json:"org,omitzero"`       // of an organisation; its members share the thread
	Account  AccountID `json:"account,omitzero"`   // the member who began it
	CodeHash string    `json:"code_hash,omitzero"` // of an informer, who has no account
	Lang     string    `json:"lang,omitzero"`      // of the outside party, to write to them in

	Opened  time.Time `json:"opened"`
	Updated time.Time `json:"updated"`
	Blocked time.Time `json:"blocked,omitzero"` // the seeker wants to hear no more
	Closed  time.Time `json:"closed,omitzero"`  // by a moderator

	Flagged   time.Time `json:"flagged,omitzero"` // one of the two asks moderators to read it; only meanwhile they can
	FlaggedBy Side      `json:"flagged_by,omitzero"`
	FlagNote  string    `json:"flag_note,omitzero"`
	Answered  AccountID `json:"answered,omitzero"` // the moderator who read it last
}

// Ref names the record.
func (t *Thread) Ref() Ref { return Ref{KindThread, string(t.ID)} }

func (t *Thread) notice() Ref { return Ref{KindNotice, string(t.Notice)} }

// Keys lists its entries in the secondary indexes.
func (t *Thread) Keys() []Key {
	keys := []Key{
		{IndexBelongs, t.notice().String()}, {IndexThreads, string(t.Notice) + " " + string(t.Seeker)},
		{IndexThreadDays, string(t.Notice) + " " + dayOf(t.Opened)},
	}
	if t.CodeHash != "" {
		keys = append(keys, Key{IndexCode, t.CodeHash})
	}
	if t.Org != "" {
		keys = append(keys, Key{IndexOrgThreads, string(t.Org) + " " + newestFirst(t.Updated)})
	}
	if !t.Flagged.IsZero() {
		keys = append(keys, Key{IndexFlagThreads, t.Flagged.UTC().Format(time.RFC3339)})
	}
	return keys
}

// Message is what one side wrote. Its words never change; it can be held back
// until a moderator lets it through. Class P2.
type Message struct {
	ID     MessageID `json:"id"`
	Thread ThreadID  `json:"thread"`
	Notice NoticeID  `json:"notice"`
	Side   Side      `json:"side"`
	By     AccountID `json:"by,omitzero"`   // of a member of an organisation
	Name   string    `json:"name,omitzero"` // as they signed, if they did
	Text   string    `json:"text"`
	Made   time.Time `json:"made"`

	Why     []Doubt   `json:"why,omitzero"` // why somebody looks at it before it is passed on
	Passed  time.Time `json:"passed,omitzero"`
	Refused time.Time `json:"refused,omitzero"`
	DoneBy  AccountID `json:"done_by,omitzero"`
}

// Ref names the record.
func (m *Message) Ref() Ref { return Ref{KindMessage, string(m.ID)} }

// Keys lists its entries in the secondary indexes.
func (m *Message) Keys() []Key {
	keys := []Key{
		{IndexBelongs, Ref{KindThread, string(m.Thread)}.String()},
		{IndexMessageDays, string(m.Notice) + " " + dayOf(m.Made) + " " + string(m.Side) + " " + string(m.Thread)},
	}
	if m.waits() {
		keys = append(keys, Key{IndexHeldWords, m.Made.UTC().Format(time.RFC3339)})
	}
	return keys
}

// waits reports whether somebody must look at the message before it is passed on.
func (m *Message) waits() bool { return len(m.Why) > 0 && m.Passed.IsZero() && m.Refused.IsZero() }

// arrives reports whether the other side reads the message.
func (m *Message) arrives() bool { return len(m.Why) == 0 || !m.Passed.IsZero() }

func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// recipient returns the seeker whom others write to: who has looked longest, of
// those who have a code to read it with and filed the notice or are known to a
// moderator; nil when there is none. Else a stranger could join a notice to be told
// where its person was seen.
func (n *Notice) recipient() *Seeker {
	for i := range n.Seekers {
		if k := &n.Seekers[i]; k.CodeHash != "" && (k.filed() || k.Told) {
			return k
		}
	}
	return nil
}

// relays reports whether the viewer may write to a seeker of the notice. Anybody
// may, of a notice that everybody sees. Of a child, of somebody at risk and of a
// notice that is not for everybody, organisations only.
func (n *Notice) relays(by Viewer, now time.Time) bool {
	if n.recipient() == nil || !n.Searchable(now) {
		return false
	}
	switch by.Ring {
	case RingOrganisation:
		return true
	case "", RingPublic:
		return n.Visibility != VisibleVerified && !n.Shielded(now)
	}
	return false
}

// side returns on which side of the thread a viewer is, KindNotFound for who is on
// neither: they learn nothing of it, not even that it exists.
func (t *Thread) side(r Reader, by Viewer) (Side, error) {
	switch {
	case by.Ring == RingInformer && by.Scope == t.Ref():
		return SideOutside, nil
	case by.Ring == RingOrganisation && by.Org != "" && by.Org == t.Org:
		_, err := organisationOf(r, by)
		return SideOutside, err
	case by.Ring == RingSeeker && by.Scope == t.notice() && by.Seeker == t.Seeker:
		var n Notice
		_, _, err := held(r, by, &n)
		return SideSeeker, err
	}
	return "", &Error{Op: "Thread.side", Kind: KindNotFound, Ref: t.Ref()}
}

// over reports whether nothing can be written any more.
func (t *Thread) over(n *Notice, now time.Time) bool {
	return !t.Blocked.IsZero() || !t.Closed.IsZero() || !n.Searchable(now)
}
