package registry

import "time"

// How long records are kept (docs/retention.md). The lives of notices are in
// notice.go and life.go.
const (
	KeepClosed      = 30 * 24 * time.Hour  // a closed notice: its seeker can read whom to call
	KeepHoax        = 90 * 24 * time.Hour  // one closed as a hoax: it is evidence of abuse
	KeepReport      = 180 * 24 * time.Hour // a report, from its last change: nobody renews it, and a family may come late
	KeepWithdrawn   = 30 * 24 * time.Hour  // a report that its source took back
	KeepPlaceholder = 2 * 365 * 24 * time.Hour
	KeepSweep       = 90 * 24 * time.Hour // what moderators judged at once, and why: as long as what it was about can be told
	KeepMoved       = 7 * 24 * time.Hour  // where letters on the security of an account went before its address changed
	KeepMailbox     = 30 * 24 * time.Hour // where letters to somebody go whose role has ended
	KeepTally       = 7 * 24 * time.Hour  // how often an account did something on a day; the audit log has each time
	KeepEvent       = 30 * 24 * time.Hour // everything of a closed event, unless another date is chosen
	// postpone is how long an erasure waits each time that a human has work to do
	// with the record, or a family was told of it.
	postpone = 7 * 24 * time.Hour
)

// keepClosed returns how long a closed notice stays.
func keepClosed(reason CloseReason) time.Duration {
	switch reason {
	case CloseFalse, CloseRefused:
		return KeepHoax
	case CloseErased, CloseRemoved, CloseHidden:
		return UndoFor
	}
	return KeepClosed
}

// evidence reports whether a notice that was closed may have to prove an abuse.
func (n *Notice) evidence() bool {
	return n.State == NoticeClosed && (n.CloseReason == CloseFalse || n.CloseReason == CloseRefused)
}

// Retention says how long one sort of record is kept.
type Retention struct {
	What string        // in plain English, for the operator and docs/privacy.md
	Keep time.Duration // how long
	From string        // from when on
	Then string        // what stays
}

// Retentions is the whole table: what is kept, how long, and what stays of it.
// docs/retention.md quotes it and a test compares them.
func Retentions() []Retention {
	const placeholder = "a placeholder: id, reference, dates"
	return []Retention{
		{"open notice", LifeDefault, "the last confirmation by its seeker, who may choose 30 to 180 days; they are asked 10 days before", "hidden"},
		{"faded notice", UndoFor, "its end; its seeker can still renew it", placeholder},
		{"closed notice", KeepClosed, "the closing", placeholder},
		{"notice closed as false, or refused", KeepHoax, "the closing", placeholder},
		{"notice that its seeker or a moderator has erased", UndoFor, "the wish, or at once if the seeker says so", placeholder},
		{"notice copied from another registry", 0, "the end that its own registry gave it, or 60 days after its last copy", placeholder},
		{"report", KeepReport, "its last change, or longer while a notice that it was confirmed for is there", placeholder},
		{"report that its source took back", KeepWithdrawn, "the withdrawal", placeholder},
		{"link, its evidence and remarks", 0, "the end of its notice or report, whichever comes first", "nothing"},
		{"statement", 0, "the end of the record it is about", "nothing"},
		{"task", 0, "the end of the link it is about; a notice stays while somebody still has to tell the family of a death, 180 days at most", "nothing"},
		{"messages between a seeker and an informer or an organisation", 0, "the end of the notice, or when that seeker looks no longer, whichever comes first", "nothing"},
		{"notice whose person does not want to be found", UndoFor, "the day that people made sure it is the person", placeholder},
		{"claim that a notice is about oneself", 0, "the end of the notice", "nothing"},
		{"keyed hash that keeps such a notice from coming back, or a copy of a record that people here ended", KeepPlaceholder, "the same day, or the erasing", "nothing"},
		{"draft of a form", DraftLife, "its last change", "nothing"},
		{"what staff searched for", QueryLife, "the search", "nothing"},
		{"by which ways a record came: keyed hashes of addresses, numbers, words", ArrivalLife, "its coming, or until the record is erased", "nothing"},
		{"letter: whom it was for and when it went; the address is not in it", LetterKept, "its writing, or until the record is erased", "of one that went out, until those days are over: when, and a keyed hash of where to"},
		{"that an address wants no letters: a keyed hash", 0, "a wish that nobody takes back", "itself"},
		{"what somebody typed who lost their code", 0, "its answer, a moment later", "nothing"},
		{"when the holder of a code was last here", LifeMax, "the last visit, or until the record is erased", "nothing"},
		{"what moderators judged at once, and why", KeepSweep, "the judgement", "the lines of the audit log"},
		{"how often an account did something on a day", KeepTally, "the day", "the lines of the audit log"},
		{"e-mail address of somebody of the staff", KeepMailbox, "the end of their role; at once when the account is closed", "nothing"},
		{"e-mail address that somebody of the staff had before", KeepMoved, "its change or removal; at once when the account is closed", "nothing"},
		{"e-mail address that an invitation went to", 0, "the use of the invitation, or its end after seven days", "nothing"},
		{"placeholder", KeepPlaceholder, "the erasing", "nothing"},
		{"everything of a closed event", KeepEvent, "the closing, unless the operator chose another date", "counts per day, placeholders"},
	}
}
