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

// forModerator returns the statement without its contacts, which OpenContacts
// hands out with a reason.
func (s Statement) forModerator() Statement {
	s.FoundPerson, s.Source.Contact, s.Source.CodeHash, s.Origin.Contact = Contact{}, Contact{}, "", Contact{}
	return s
}
