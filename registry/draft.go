package registry

import "time"

// DraftLife is how long a draft is kept after its last change, sent or not.
const DraftLife = 7 * 24 * time.Hour

// ReceiptLife is how long the receipt of a sent draft shows the code again: long
// enough for a lost connection, short enough for a borrowed phone.
const ReceiptLife = time.Hour

// DraftKind says which journey a draft belongs to.
type DraftKind string

// The kinds of draft.
const (
	DraftNotice DraftKind = "notice"
	DraftReport DraftKind = "report"
	DraftClaim  DraftKind = "claim"  // a notice is about its sender; sent at once
	DraftThread DraftKind = "thread" // words to a seeker; sent at once
)

// Draft holds the answers of a journey, as typed, until they are sent. Its
// holder is whoever knows the token; only the token's hash is stored. Once sent
// the answers are dropped and Sent names the record made, so that sending again
// makes nothing new.
type Draft struct {
	Hash    string            `json:"hash"`
	Kind    DraftKind         `json:"kind"`
	Event   EventID           `json:"event"`
	About   NoticeID          `json:"about,omitzero"` // the notice that a report is about, or that is joined instead of filing one
	Answers map[string]string `json:"answers,omitzero"`
	Salt    string            `json:"salt"` // goes into the code, so that the code dies with the draft
	Sent    Ref               `json:"sent,omitzero"`
	SentAt  time.Time         `json:"sent_at,omitzero"`
	Saved   time.Time         `json:"saved"`
}

// Ref names the record.
func (d *Draft) Ref() Ref { return Ref{KindDraft, d.Hash} }

// Keys lists its entries in the secondary indexes.
func (d *Draft) Keys() []Key {
	return []Key{{IndexDraftSaved, d.Saved.UTC().Format(time.RFC3339)}}
}

// Receipt is what a filer gets: the reference to name, the code to keep.
type Receipt struct {
	Record    Ref
	Reference Reference
	Code      Code // empty once ReceiptLife is over
	Held      bool // a person looks at the notice before it is shown
}
