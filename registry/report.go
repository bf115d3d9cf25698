package registry

import "time"

// Condition is how the person was when seen. Injured and worse is P3.
type Condition string

// The conditions.
const (
	ConditionUnknown  Condition = ""
	ConditionSeen     Condition = "seen"     // seen only, not spoken with
	ConditionSafe     Condition = "safe"     // safe and well
	ConditionHelp     Condition = "help"     // needs help
	ConditionInjured  Condition = "injured"  // hurt or in care
	ConditionDeceased Condition = "deceased" // never shown; confirmed only from a source that may tell, see Source.TellsDeath
)

// Valid reports whether c is one of the conditions.
func (c Condition) Valid() bool {
	switch c {
	case ConditionUnknown, ConditionSeen, ConditionSafe, ConditionHelp, ConditionInjured, ConditionDeceased:
		return true
	}
	return false
}

// SourceKind says who tells.
type SourceKind string

// The kinds of source.
const (
	SourceUnknown   SourceKind = ""
	SourceSelf      SourceKind = "self"   // the person
	SourceHelper    SourceKind = "helper" // somebody on the spot
	SourceHospital  SourceKind = "hospital"
	SourceShelter   SourceKind = "shelter"
	SourceAuthority SourceKind = "authority"
)

// Valid reports whether k is one of the kinds.
func (k SourceKind) Valid() bool {
	switch k {
	case SourceUnknown, SourceSelf, SourceHelper, SourceHospital, SourceShelter, SourceAuthority:
		return true
	}
	return false
}

// Trust says how far a source is known to be who it says. A lower trust never
// overwrites a higher one.
type Trust uint8

// The levels of trust, lowest first.
const (
	TrustAnonymous Trust = iota
	TrustContact         // a verified address or number
	TrustVolunteer
	TrustOrganisation
	TrustAuthority
)

// Source is who told a report or statement. Contact is P2.
type Source struct {
	Kind         SourceKind `json:"kind,omitzero"`
	Trust        Trust      `json:"trust,omitzero"`
	Account      AccountID  `json:"account,omitzero"`
	Org          OrgID      `json:"org,omitzero"`         // whose account it is
	TellsDeath   bool       `json:"tells_death,omitzero"` // had the right to report a death
	Name         string     `json:"name,omitzero"`
	Organisation string     `json:"organisation,omitzero"`
	ContactPoint string     `json:"contact_point,omitzero"` // whom a family calls once a link is confirmed
	Contact      Contact    `json:"contact,omitzero"`
	Confirmed    Confirmed  `json:"confirmed,omitzero"`
	CodeHash     string     `json:"code_hash,omitzero"`
}

// helpline returns whom a family calls as the source says, "" of one that nobody
// vouches for.
func (s *Source) helpline() string {
	if s.Trust < TrustOrganisation {
		return ""
	}
	return s.ContactPoint
}

// ReportState is where a report is in its life.
type ReportState string

// The states of a report.
const (
	ReportOpen      ReportState = "open"
	ReportWithdrawn ReportState = "withdrawn"
)

// Report is somebody seen, treated, sheltered or dead, identified or not.
type Report struct {
	ID        ReportID   `json:"id"`
	Reference Reference  `json:"reference"`
	Event     EventID    `json:"event"`
	Origin    Origin     `json:"origin,omitzero"`
	About     NoticeID   `json:"about,omitzero"`     // the notice the source says this is
	Earlier   ReportID   `json:"earlier,omitzero"`   // the report of the same patient before a transfer
	Transfers []Transfer `json:"transfers,omitzero"` // to the next report of the patient; the last may hold, see Later

	Person    Person    `json:"person"`
	Alias     string    `json:"alias,omitzero"`    // stable name given by a hospital
	Tag       string    `json:"tag,omitzero"`      // wristband, triage or file number
	Found     Sighting  `json:"found,omitzero"`    // where and when the person is or was
	Reporter  Place     `json:"reporter,omitzero"` // where the source is: often another place
	WayIn     string    `json:"way_in,omitzero"`   // ambulance, on foot; transfers
	Condition Condition `json:"condition,omitzero"`
	Text      string    `json:"text,omitzero"` // what the source tells, in their own words

	Confidence Confidence `json:"confidence"` // as the source claims it; see Report.Known
	Source     Source     `json:"source,omitzero"`
	Lang       string     `json:"lang,omitzero"`

	Sum     string      `json:"sum,omitzero"` // of the form that it was filed with, see sentBefore
	State   ReportState `json:"state"`
	Filed   time.Time   `json:"filed"`
	Updated time.Time   `json:"updated"`
	Expires time.Time   `json:"expires,omitzero"`
	Keep    time.Time   `json:"keep,omitzero"` // not erased before: a family was told of it
}

// Ref names the record.
func (r *Report) Ref() Ref { return Ref{KindReport, string(r.ID)} }

// Keys lists its entries in the secondary indexes.
func (r *Report) Keys() []Key {
	keys := append(r.Origin.keys(), Key{IndexReference, string(r.Reference)}, Key{IndexEventRecords, string(r.Event)})
	keys = append(keys, dueKey(r.Ends())...)
	if r.Source.CodeHash != "" {
		keys = append(keys, Key{IndexCode, r.Source.CodeHash})
	}
	if r.Source.Org != "" {
		keys = append(keys, Key{IndexOrgReports, string(r.Source.Org) + " " + newestFirst(r.Filed)})
	}
	return keys
}

// Known returns the confidence that counts: the claim, bounded by how far the
// source is trusted. Somebody without an account can say that they are the
// person, and can pass on what they saw or heard, but a document or a
// fingerprint counts only when an organisation vouches for having seen it.
func (r *Report) Known() Confidence { return r.Confidence.bounded(r.Source) }
