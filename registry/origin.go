package registry

import (
	"strings"
	"time"
	"unicode"
)

// RecordID is a PFIF record id: a lower-case domain, a slash, a local part. The
// domain is the record's home; only its home may change it (PFIF 1.4, "record
// identifiers").
type RecordID string

// maxRecordID is the longest record id, in bytes; a store indexes it whole.
const maxRecordID = 1000

// Valid reports whether the id has both parts, no white space and no control
// character, and is of a sensible length.
func (r RecordID) Valid() bool {
	domain, local, ok := strings.Cut(string(r), "/")
	odd := func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }
	return ok && domain != "" && local != "" && domain == strings.ToLower(domain) &&
		len(r) <= maxRecordID && strings.IndexFunc(string(r), odd) < 0
}

// Domain returns the part that names the registry.
func (r RecordID) Domain() string {
	domain, _, _ := strings.Cut(string(r), "/")
	return domain
}

// Origin is what has to be kept of a record that came from elsewhere so that it
// can be written out again without loss. The zero value belongs to a record
// whose home is here.
type Origin struct {
	Record     RecordID   `json:"record,omitzero"`
	SourceName string     `json:"source_name,omitzero"`
	SourceURL  string     `json:"source_url,omitzero"`
	SourceDate time.Time  `json:"source_date,omitzero"` // last change at its home
	EntryDate  time.Time  `json:"entry_date,omitzero"`  // when this copy was stored here
	Author     string     `json:"author,omitzero"`
	Contact    Contact    `json:"contact,omitzero"` // of the author, P2
	Linked     []RecordID `json:"linked,omitzero"`  // records said to be the same person
	Batch      string     `json:"batch,omitzero"`   // the import that brought it
}

// IsZero reports whether the record's home is here.
func (o Origin) IsZero() bool { return o.Record == "" }

func (o Origin) keys() []Key {
	if o.Record == "" {
		return nil
	}
	return []Key{{IndexOrigin, string(o.Record)}, {IndexHome, o.Record.Domain()}}
}
