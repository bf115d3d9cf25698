package registry

import "time"

// StatementStatus is PFIF's note status.
type StatementStatus string

// The values of StatementStatus.
const (
	StatusUnspecified StatementStatus = ""
	StatusSought      StatementStatus = "information_sought"
	StatusSelf        StatementStatus = "is_note_author"
	StatusAlive       StatementStatus = "believed_alive"
	StatusMissing     StatementStatus = "believed_missing"
	StatusDead        StatementStatus = "believed_dead" // P3: never shown by a page
)

// StatementKind tells what people say from what the registry notes.
type StatementKind string

// The kinds of statement.
const (
	Said          StatementKind = ""
	ContactOpened StatementKind = "contact_opened" // staff read the contacts, Text says why; the owner sees it
	Claimed       StatementKind = "claimed"        // the person says that they are safe, as people made sure
	ClaimUndone   StatementKind = "claim_undone"   // that was wrong
	Commented     StatementKind = "commented"      // of the desk, for the desk
)

// Statement is what somebody says about a notice or report. It is only ever
// added, never changed.
type Statement struct {
	ID     StatementID   `json:"id"`
	Kind   StatementKind `json:"kind,omitzero"`
	About  Ref           `json:"about"`
	Origin Origin        `json:"origin,omitzero"`

	Text        string          `json:"text,omitzero"`
	Status      StatementStatus `json:"status,omitzero"`
	ContactMade *bool           `json:"contact_made,omitzero"` // nil: not said
	LastKnown   Place           `json:"last_known,omitzero"`   // P1
	FoundPerson Contact         `json:"found_person,omitzero"` // P2
	Linked      RecordID        `json:"linked,omitzero"`
	PhotoURL    string          `json:"photo_url,omitzero"`
	Advice      Advice          `json:"advice,omitzero"` // on a link

	By     Viewer    `json:"by"`
	Source Source    `json:"source,omitzero"`
	Public bool      `json:"public,omitzero"` // the author agreed to show it to everybody
	Made   time.Time `json:"made"`
}

// Ref names the record.
func (s *Statement) Ref() Ref { return Ref{KindStatement, string(s.ID)} }

// Keys lists its entries in the secondary indexes.
func (s *Statement) Keys() []Key {
	return append(s.Origin.keys(), Key{IndexStatements, s.About.String()})
}

// shown returns the public view of a statement about a notice, false when it has none.
// Of a child, of somebody at risk and of a muted notice the words of moderators only:
// those of a family from before the notice was shielded may name the person or the place.
func (s *Statement) shown(n *Notice, now time.Time) (PublicStatement, bool) {
	v, ok := s.ForPublic()
	return v, ok && (v.Checked || !n.wordless(now))
}

// wordless reports whether nobody but the desk reads what a family says of the notice.
func (n *Notice) wordless(now time.Time) bool { return n.Muted || n.Shielded(now) }

// DeskStatement is a statement as people at a desk read it: neither its contacts,
// which OpenContacts hands out with a reason, nor where it came from.
type DeskStatement struct {
	Kind   StatementKind
	Text   string
	By     Ring
	Public bool
	Made   time.Time
}

// forDesk returns the statement as people at a desk read it.
func (s *Statement) forDesk() DeskStatement {
	return DeskStatement{Kind: s.Kind, Text: s.Text, By: s.By.Ring, Public: s.Public, Made: s.Made}
}
