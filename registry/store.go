package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"
)

// Kind names a kind of record; a store keeps one bucket for each.
type Kind string

// The kinds of record.
const (
	KindEvent        Kind = "event"
	KindNotice       Kind = "notice"
	KindReport       Kind = "report"
	KindStatement    Kind = "statement"
	KindLink         Kind = "link"
	KindTask         Kind = "task"
	KindDraft        Kind = "draft"
	KindAccount      Kind = "account"
	KindSession      Kind = "session"
	KindCursor       Kind = "cursor"
	KindEventPlace   Kind = "place"
	KindPlaceholder  Kind = "placeholder"
	KindStats        Kind = "stats"
	KindOrganisation Kind = "organisation"
	KindSecret       Kind = "secret"
	KindQuery        Kind = "query"
	KindTally        Kind = "tally"
	KindArrival      Kind = "arrival"
	KindFlag         Kind = "flag"
	KindSweep        Kind = "sweep"
	KindLetter       Kind = "letter"
	KindSuppression  Kind = "suppression"
	KindVisit        Kind = "visit"
	KindRecovery     Kind = "recovery"
	KindHook         Kind = "hook"
	KindThread       Kind = "thread"
	KindMessage      Kind = "message"
	KindClaim        Kind = "claim"
	KindSilence      Kind = "silence"
	KindMailbox      Kind = "mailbox"
	KindClock        Kind = "clock"
)

// Kinds returns every kind of record, in the order of the bucket tree.
func Kinds() []Kind {
	return []Kind{KindEvent, KindNotice, KindReport, KindStatement, KindLink, KindTask, KindDraft, KindAccount, KindSession, KindCursor, KindEventPlace, KindPlaceholder, KindStats, KindInvitation, KindAPIKey, KindKeyUse, KindOrganisation, KindSecret, KindQuery, KindTally, KindArrival, KindFlag, KindSweep, KindLetter, KindSuppression, KindVisit, KindRecovery, KindHook, KindThread, KindMessage, KindClaim, KindSilence, KindClock, KindMailbox}
}

// Logged reports whether each change of such a record is in the change log.
// Drafts, sessions, cursors, secrets, queries, tallies, arrivals and the clock are
// nobody's business, and neither is what carries letters.
func (k Kind) Logged() bool {
	switch k {
	case KindDraft, KindSession, KindCursor, KindSecret, KindQuery, KindTally, KindArrival, KindLetter, KindSuppression, KindVisit, KindRecovery, KindHook, KindKeyUse, KindClock, KindMailbox:
		return false
	}
	return true
}

// IndexName names a secondary index.
type IndexName string

// The secondary indexes. Each maps a value to the records that have it.
const (
	IndexEventSlug    IndexName = "event-slug"
	IndexEventRecords IndexName = "event-records"
	IndexReference    IndexName = "reference"
	IndexCode         IndexName = "code"
	IndexOrigin       IndexName = "origin"
	// IndexHome has, by the domain of another registry, the records that it sent.
	IndexHome        IndexName = "home"
	IndexStatements  IndexName = "statements"
	IndexNoticeLinks IndexName = "notice-links"
	IndexReportLinks IndexName = "report-links"
	IndexOrgReports  IndexName = "org-reports"
	IndexLinkState   IndexName = "link-state"
	IndexQueue       IndexName = "queue"
	IndexReview      IndexName = "review"
	IndexOpenTasks   IndexName = "open-tasks"
	IndexDraftSaved  IndexName = "draft-saved"
	IndexAccountName IndexName = "account-name"
	IndexSessionEnd  IndexName = "session-end"
	IndexEventPlaces IndexName = "event-places"
	// IndexDue has, by time, each record that something has to be done with: asking,
	// hiding, erasing. See Service.Purge.
	IndexDue IndexName = "due"
	// IndexBelongs has, by "kind/id" of another record, those that are erased with it.
	IndexBelongs     IndexName = "belongs"
	IndexQueryTime   IndexName = "query-time"
	IndexWays        IndexName = "ways"
	IndexArrivalTime IndexName = "arrival-time"
	IndexFlags       IndexName = "flags"
	IndexOpenFlags   IndexName = "open-flags"
	IndexSweeps      IndexName = "sweeps"
	IndexCanaries    IndexName = "canaries"
	IndexThreads     IndexName = "threads"
	IndexThreadDays  IndexName = "thread-days"
	IndexOrgThreads  IndexName = "org-threads"
	IndexFlagThreads IndexName = "flagged-threads"
	IndexMessageDays IndexName = "message-days"
	IndexHeldWords   IndexName = "held-messages"
	IndexClaims      IndexName = "claims"
	IndexOpenClaims  IndexName = "open-claims"
	IndexHides       IndexName = "hides"
	IndexSilences    IndexName = "silences"
)

// Ref names one record.
type Ref struct {
	Kind Kind   `json:"kind,omitzero"`
	ID   string `json:"id,omitzero"`
}

// String returns "kind/id".
func (r Ref) String() string { return string(r.Kind) + "/" + r.ID }

// Key is one entry of a secondary index: a value that leads to a record. A value
// must not hold a zero byte.
type Key struct {
	Index IndexName
	Value string
}

// Record is anything a store keeps.
type Record interface {
	Ref() Ref
	// Keys lists the record's entries in the secondary indexes. It must follow
	// from the record alone.
	Keys() []Key
}

// Version counts the changes of one record, from 1; 0 means there is none.
type Version uint64

// Seq is a position in the change log, from 1; 0 is before the first.
type Seq uint64

// Change is one entry of the change log.
type Change struct {
	Seq     Seq       `json:"seq"`     // given by the store
	What    string    `json:"what"`    // the use-case, as "notice.filed"
	Ref     Ref       `json:"ref"`     // the record changed
	Version Version   `json:"version"` // given by the store; 0 when deleted
	At      time.Time `json:"at"`
}

// Expect is a version that a use-case read and relies on.
type Expect struct {
	Ref     Ref
	Version Version
}

// Batch is one write, whole or not at all. It holds data only, neither closures
// nor a clock: the same batch on the same state gives the same state anywhere.
// Every Put and Delete of a logged kind must have its Change, see Kind.Logged.
type Batch struct {
	Expect  []Expect
	Put     []Record
	Delete  []Ref
	Changes []Change     // Seq and Version are filled in by the store
	Audit   []AuditEntry // Seq and Hash are filled in by the store
}

// Head is the end of the change log.
type Head struct {
	Seq   Seq
	Epoch string // random, made with the store and renewed on restore
}

// Reader is a consistent view of the store. It is valid only inside the
// function it was given to; what it decodes is a copy.
type Reader interface {
	// Get decodes the record into the given one and returns its version, or an
	// *Error of KindNotFound; of KindInternal when the stored bytes are damaged.
	Get(ref Ref, into Record) (Version, error)
	// Version returns the version of a record without decoding it, 0 if there is none.
	Version(ref Ref) Version
	// Find yields the entries of an index whose value starts with prefix, in
	// byte order of the value, then of the record's id. Of a hidden index it yields
	// the entries of exactly that value; for none, all of them under other values.
	Find(index IndexName, prefix string) iter.Seq2[string, Ref]
	// IDs yields the ids of a kind that come after the given one, in byte order.
	IDs(kind Kind, after string) iter.Seq[string]
	// Count returns the number of records of a kind.
	Count(kind Kind) int
	// Changes yields the log after the given position, in order, without gaps.
	Changes(after Seq) iter.Seq2[Change, error]
	// Head returns the end of the log.
	Head() Head
	// Audit yields the audit log after the given position, in order. It follows the
	// chain as it reads and ends with an *Error at the first entry that does not fit.
	Audit(after uint64) iter.Seq2[AuditEntry, error]
	// AuditHead returns the end of the audit log.
	AuditHead() AuditHead
}

// Store keeps records. Implementations are safe for concurrent use and must pass
// the suite of package storetest.
type Store interface {
	// View calls f with a consistent view. Views should be short.
	View(ctx context.Context, f func(Reader) error) error
	// Commit applies the batch and returns when it is durable. It returns an
	// *Error of KindConflict when an expected version has moved, and of
	// KindUnavailable when the disk refuses; then nothing was written.
	Commit(ctx context.Context, b Batch) (Seq, error)
	// Healthy returns why writes are refused at present, as on a full disk, or nil.
	Healthy() error
	// Changed returns a channel that is closed at the next commit that logs a change.
	Changed() <-chan struct{}
	// Close waits for running commits and releases the files.
	Close() error
}

// recordFormat leads every encoded record. A store refuses to read a newer one.
const recordFormat = 1

// EncodeRecord returns the bytes that a store keeps: a format byte and JSON.
func EncodeRecord(r Record) ([]byte, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, &Error{Op: "EncodeRecord", Ref: r.Ref(), Err: err}
	}
	return append([]byte{recordFormat}, b...), nil
}

// DecodeRecord is the inverse of EncodeRecord.
func DecodeRecord(b []byte, into Record) error {
	if len(b) == 0 || b[0] != recordFormat {
		return &Error{Op: "DecodeRecord", Err: fmt.Errorf("unknown record format")}
	}
	if err := json.Unmarshal(b[1:], into); err != nil {
		return &Error{Op: "DecodeRecord", Err: err}
	}
	return nil
}

// Cursor is how far a follower of the change log has come, or work that goes
// through the records of a kind.
type Cursor struct {
	Name string `json:"name"`
	Seq  Seq    `json:"seq"`
	At   string `json:"at,omitzero"` // id of the record done last; empty before the first
}

// Ref names the record.
func (c *Cursor) Ref() Ref { return Ref{KindCursor, c.Name} }

// Keys returns nothing: cursors are found by name.
func (c *Cursor) Keys() []Key { return nil }

// Clock tells the time; tests bring their own.
type Clock interface{ Now() time.Time }

// SystemClock is the clock of the machine, in UTC.
type SystemClock struct{}

// Now returns the current time in UTC.
func (SystemClock) Now() time.Time { return time.Now().UTC() }
